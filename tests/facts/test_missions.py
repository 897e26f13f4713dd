"""The UN missions and the packaged timelines."""

from __future__ import annotations

import re
from datetime import date

import pytest

from mali_cli.facts.countries import by_number, resolve
from mali_cli.facts.files import rows
from mali_cli.facts.missions import DATES, MANDATE, OPERATIONS, find, hosted_by, missions
from mali_cli.facts.timelines import find as find_timeline
from mali_cli.facts.timelines import timelines
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.model.errors import UsageError
from mali_cli.model.phase import check_overlap, close

COVERAGE = Coverage.of(Span(date(1989, 1, 1), date(2024, 12, 31)))


def test_every_mission_has_dates_hosts_and_a_source() -> None:
    for mission in missions():
        for kind in (OPERATIONS, MANDATE):
            dates = mission.dates(kind)
            assert date(1945, 1, 1) < dates.start < date(2027, 1, 1), mission.name
            assert dates.end is None or dates.end > dates.start, mission.name
        assert mission.hosts, mission.name
        assert set(mission.hosts) <= set(by_number()), mission.name
        assert len(mission.hosts) == len(mission.host_names), mission.name
        assert [by_number()[n].name for n in mission.hosts] == list(mission.host_names)
        assert mission.source, mission.name


SOURCE = re.compile(
    r"S/RES/\d+ \(\d{4}\)"  # a resolution of the Security Council
    r"|S/\d{4}/\d+"  # a report or letter to it
    r"|DPPADPOSS-PKO"  # the UN's list of missions
    r"|https://([a-z]+\.)*(un|unmissions)\.org/\S+"
)
RESOLUTION = re.compile(r"S/RES/(\d+) \((\d{4})\)")


def test_every_date_of_a_mission_has_a_source_of_the_un_or_is_unsure() -> None:
    for mission in missions():
        unsure = mission.unsure.partition(":")[0].split(", ") if mission.unsure else []
        assert set(unsure) <= set(mission.sources), mission.name
        for name in DATES:
            source = mission.sources.get(name, "")
            assert bool(getattr(mission, name)) == (name in mission.sources), mission.name
            if name in mission.sources:
                assert source or name in unsure, (mission.name, name)
            for one in filter(None, source.split(", ")):
                assert SOURCE.fullmatch(one), (mission.name, one)
                assert f"{name}: {source}" in mission.source


def test_resolutions_are_of_the_years_of_the_dates_that_they_set() -> None:
    found = {}
    for mission in missions():
        for name, source in mission.sources.items():
            for number, year in RESOLUTION.findall(source):
                ahead = int(getattr(mission, name)[:4]) - int(year)
                assert 0 <= ahead <= 2 or (mission.name, name) == ("UNGOMAP", "start"), mission.name
                found[int(number)] = int(year)
    assert len(found) > 100
    assert [found[number] for number in sorted(found)] == sorted(found.values())


def test_no_source_of_a_mission_is_a_newspaper_or_an_encyclopedia() -> None:
    of_missions = [find_timeline("mali-peace-operations").source]
    files = [str(row) for name in ("missions.csv", "mission_areas.csv") for row in rows(name)]
    for text in (*files, *of_missions):
        for word in ("wikipedia", "news.com", "reuters", "afp", "africanews", "rbc.ua", "cfr"):
            assert word not in text.casefold()
    assert all("ikipedia" not in timeline.source for timeline in timelines())


def test_every_mission_is_found_by_both_its_names() -> None:
    names = [mission.name for mission in missions()]
    assert len(names) == len(set(names))
    for mission in missions():
        assert find(mission.name.lower()) is mission
        assert find(mission.full_name) is mission


@pytest.mark.parametrize(
    ("name", "kind", "start", "end"),
    [
        ("MINUSMA", OPERATIONS, date(2013, 7, 1), date(2023, 12, 31)),
        ("MINUSMA", MANDATE, date(2013, 4, 25), date(2023, 6, 30)),
        ("ONUC", OPERATIONS, date(1960, 7, 1), date(1964, 6, 30)),
        ("UNSMIS", OPERATIONS, date(2012, 4, 1), date(2012, 8, 31)),
        ("UNTMIH", OPERATIONS, date(1997, 1, 1), date(1997, 12, 31)),
        ("MONUSCO", OPERATIONS, date(2010, 7, 1), None),
        ("MINUSCA", OPERATIONS, date(2014, 9, 15), None),
        ("MINUSCA", MANDATE, date(2014, 4, 10), None),
        ("UNIFIL", OPERATIONS, date(1978, 3, 19), None),
        ("UNIFIL", MANDATE, date(1978, 3, 19), date(2026, 12, 31)),
        ("MONUC", MANDATE, date(1999, 11, 30), date(2010, 6, 30)),
    ],
)
def test_dates_of_missions(name: str, kind: str, start: date, end: date | None) -> None:
    dates = find(name).dates(kind)
    assert (dates.start, dates.end) == (start, end)


def test_what_is_known_roughly_is_said() -> None:
    assert find("MINUSMA").dates(OPERATIONS).rough == ()
    assert [*map(str, find("UNMIT").dates(OPERATIONS).rough)] == [
        "only the month of its start is known: 2006-08-01",
    ]
    assert [*map(str, find("UNTMIH").dates(OPERATIONS).rough)] == [
        "only the year of its start is known: 1997-01-01",
        "only the year of its end is known: 1997-12-31",
    ]


def test_the_missions_of_a_country() -> None:
    assert [mission.name for mission in hosted_by(432)] == ["MINUSMA"]
    assert [mission.name for mission in hosted_by(432, 530, 531)] == ["UNMEE", "MINUSMA"]
    assert [mission.name for mission in hosted_by(490)] == ["ONUC", "MONUC", "MONUSCO"]


def test_an_unknown_mission_gets_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown mission 'MINUSMAA'") as caught:
        find("MINUSMAA")
    assert (caught.value.hint or "").startswith("did you mean MINUSMA")


def test_every_timeline_has_phases_that_do_not_overlap_and_a_source() -> None:
    assert {timeline.name for timeline in timelines()} == {
        "burkina-faso-coups",
        "niger-coup",
        "mali-algiers-agreement",
        "mali-coups",
        "mali-french-operations",
        "mali-peace-operations",
        "mali-wagner",
    }
    for timeline in timelines():
        assert timeline.title, timeline.name
        assert timeline.source, timeline.name
        assert resolve(timeline.countries).names == (timeline.countries[0],)
        assert timeline.name.startswith(timeline.countries[0].lower().replace(" ", "-"))
        closed = [close(phase, COVERAGE) for phase in timeline.phases]
        phases = [phase for phase in closed if phase]
        assert len(phases) == len(timeline.phases) >= 2
        check_overlap(phases)
        assert [phase.span for phase in phases] == sorted(phase.span for phase in phases)
        assert find_timeline(timeline.name.upper()) is timeline


def test_phases_of_the_coups_begin_on_the_day() -> None:
    starts = [phase.start for phase in find_timeline("mali-coups").phases]
    assert starts == [None, date(2012, 3, 22), date(2020, 8, 18), date(2021, 5, 24)]
    starts = [phase.start for phase in find_timeline("burkina-faso-coups").phases]
    assert starts == [None, date(2022, 1, 24), date(2022, 9, 30)]
    assert [phase.start for phase in find_timeline("niger-coup").phases] == [
        None,
        date(2023, 7, 26),
    ]


def test_every_day_of_a_coup_has_its_source() -> None:
    for name in ("mali-coups", "burkina-faso-coups", "niger-coup"):
        timeline = find_timeline(name)
        for phase in timeline.phases[1:]:
            day = phase.start
            assert day is not None
            assert phase.event == "coup"
            assert f"{day.day} {day:%B %Y}:" in timeline.source
