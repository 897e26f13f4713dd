"""A report says what the questions that it is made of say, and no figure of its own."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.answers.check.claim_files import literature
from mali_cli.answers.report.claims import fits
from mali_cli.answers.report.exploring import explored
from mali_cli.datasets import ucdp_files
from mali_cli.facts.missions import named_missions
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.questions.periods import Periods
from mali_cli.model.report import (
    Commands,
    Explored,
    Paragraph,
    Picture,
    Remarks,
    Report,
    TableBlock,
    Works,
)
from mali_cli.model.result import Result
from mali_cli.model.words import ESTIMATES, STRADDLES
from mali_cli.output.report.pages import to_html, to_json
from mali_cli.output.table_columns import shown_columns
from mali_cli.words.phrases import thousands, times
from tests.answers.report_asks import ASKS, EVENTS, report_of
from tests.servers import made_up

RealData = Callable[[str], Path]
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NAME = re.compile("'[^']*'")
KEYS = ["chart", "phases", "certainty", "left-out", "own-dead", "claims"]
KEYS += ["cite", "commands"]
BECAUSE = ("because of", "due to", "caused", "impact of", "effect of", "thanks to", "led to")


def texts(report: Report, key: str) -> str:
    """Return all sentences of a section."""
    section = report.section(key)
    assert section
    said = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    notes = [b.notes for b in section.blocks if isinstance(b, Remarks)]
    return "\n".join([*said, *(str(note) for part in notes for note in part)])


def tables(report: Report, key: str) -> list[TableBlock]:
    section = report.section(key)
    assert section
    return [block for block in section.blocks if isinstance(block, TableBlock)]


def answer(report: Report, command: str) -> Result:
    return next(result for result in report.answers if result.command == command)


def numbers(text: str) -> set[str]:
    """Return the figures in a text, but for those in names of phases."""
    return set(NUMBER.findall(NAME.sub("", text)))


def figures_of(result: Result) -> set[str]:
    """Return every figure of an answer of `periods`, as it is shown."""
    decimals, value = 1 if result.straddle == "split" else 0, result.value
    extras: Any = result.extras
    found = _in_place(extras["distinct_total"], extras, "distinct_total_", decimals)
    for row in result.frame.iter_rows(named=True):
        found |= _in_place(row[value], row, "", decimals)
        found |= _in_place(row["per_year"], row, "per_year_", 1)
        found |= {thousands(row[f"peak_{value}"], decimals)}
        found |= set(re.findall(r"\d{4}", row["peak"] or ""))
        least, most = row["ratio_at_least"] or 0, row["ratio_at_most"]
        if most is None or most - least > most / 10:
            found |= {times(least), times(most or 0)}
        else:
            found.add(times(row["ratio_to_previous"] or 0))
    return found


def _in_place(value: float | None, row: dict[str, Any], name: str, decimals: int) -> set[str]:
    """Return a figure as it is shown: by its bounds where these differ by more than a tenth."""
    least, most = row[f"{name}at_least"], row[f"{name}at_most"]
    if least is None or most is None or most - least <= most / 10:
        return {thousands(value, decimals)}
    return {thousands(end, decimals if name == "per_year_" else 0) for end in (least, most)}


def headline(report: Report) -> str:
    """Return the lead without what it says of ranges: that names years and a command."""
    notes = [note.text for note in report.basis.notes if note.warning]
    return " ".join(text for text in report.headline if text not in notes)


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_every_number_of_the_headline_is_one_of_periods(ask: dict[str, Any]) -> None:
    report, periods = report_of(ask), mali_cli.periods(**ask)
    said = headline(report)
    for row in periods.frame.iter_rows(named=True):
        assert f" {row['phase']} MINUSMA" in said or f"'{row['phase']}'" in said
    assert numbers(said) - figures_of(periods) == set()
    assert_frame_equal(report.basis.frame, periods.frame)


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_the_lead_has_the_figures_and_the_bounds_of_the_table(ask: dict[str, Any]) -> None:
    report = report_of(ask)
    columns = {column.header: column.cells for column in shown_columns(report.basis)}
    figures = " → ".join(report.lead)
    for shown in columns[report.basis.measure]:
        assert (shown or "no data").rstrip("*") in figures
    for shown in columns.get("low–high", ()):
        assert (shown or "no data") in report.scope
    for shown in columns.get("inside–touching", ()):
        assert shown in report.scope
    assert report.basis.sources[0].pinned in report.scope


def test_the_lead_names_apart_the_phases_without_a_figure() -> None:
    ask = {"phase": ["a=2013-03..2013-05", "b=2014..2016", "far=2030..2031"], "straddle": "drop"}
    said = " in one-sided violence in Mali in the "
    report = report_of(ask)
    assert report.lead == (f"35 deaths{said}phase 'b'; 'a' and 'far': no data",)
    blank = mali_cli.report(phase=ask["phase"][:1], straddle="drop")
    assert blank.lead == (f"No data on deaths{said}phase 'a'",)


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_sensitivity_is_what_periods_says_by_each_rule_and_estimate(ask: dict[str, Any]) -> None:
    report = report_of(ask)
    rules, *bounds = [table.result.frame for table in tables(report, "certainty")]
    for rule in STRADDLES:
        result = mali_cli.periods(**ask | {"straddle": rule})
        found = result.frame[result.value]
        assert rules[f"by_{rule}"].to_list() == found.to_list(), rule
    if ask.get("measure"):
        assert bounds == []
        return
    for estimate in ESTIMATES:
        frame = mali_cli.periods(**ask | {"estimate": estimate}).frame
        assert bounds[0][estimate].to_list() == frame["deaths"].to_list(), estimate
        ratio = bounds[0][f"ratio_{estimate}"].to_list()
        assert ratio == frame["ratio_to_previous"].to_list(), estimate


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_all_answers_are_of_one_release_but_those_of_claims(ask: dict[str, Any]) -> None:
    report = report_of(ask)
    figures = [r for r in report.answers if r.command in ("periods", "chart", "map")]
    assert {source.pinned for result in figures for source in result.sources} == {
        report.basis.sources[0].pinned
    }
    expected = 2 + 2 * (ask.get("country") == "@aes") + ("data" in ask)
    assert len(figures) == expected


def test_several_countries_stand_side_by_side() -> None:
    ask: dict[str, Any] = {"mission": "MINUSMA", "country": "@aes"}
    report = mali_cli.report(**ask)
    (table,) = tables(report, "countries")
    assert_frame_equal(table.result.frame, mali_cli.periods(**ask, by="country").frame)
    section = report.section("countries")
    assert section
    (picture,) = (block for block in section.blocks if isinstance(block, Picture))
    assert_frame_equal(picture.result.frame, mali_cli.chart(**ask, by="country").frame)
    assert picture.result.frame["country"].n_unique() == 3
    alone = [mali_cli.report(**ask | {"country": lead.of}) for lead in report.leads]
    assert [lead.of for lead in report.leads] == ["Burkina Faso", "Mali", "Niger"]
    assert [lead.lead for lead in report.leads] == [one.lead for one in alone]
    for lead, one in zip(report.leads, alone, strict=True):
        assert lead.scope.startswith(("Inside–touching: ", "Low–high: "))
        assert lead.scope in one.scope
    assert mali_cli.report().section("countries") is None
    assert mali_cli.report().leads == ()


def test_missions_side_by_side_are_the_reports_of_each() -> None:
    names = ["MINUSMA", "MINUSCA"]
    ask: dict[str, Any] = {"country": "Mali", "type": "all"}
    both = mali_cli.report(mission=names, title="Two", **ask)
    body = json.loads(to_json(both))
    for place, name in enumerate(names):
        alone = mali_cli.report(mission=name, **ask)
        assert both.reports[place].of == name
        assert body["reports"][place] == json.loads(to_json(alone))
    assert [name for name in body if "phases" in name or "total" in name] == []
    assert (both.title, both.lead, both.basis.frame.height) == ("Two", (), 0)
    assert body["selection"]["mission"] == names
    keys = list(dict.fromkeys(section.key for section in both.sections))
    assert keys == KEYS
    claims = [section for section in both.sections if section.key == "claims"]
    assert [section.of for section in claims] == [""], "both check the same statements"
    assert [s.of for s in both.sections if s.key == "commands"] == ["", *names]
    once = mali_cli.report(mission="MINUSMA,MINUSCA", title="Two", **ask)
    assert once.arguments == both.arguments
    full = "United Nations Peace Forces (headquarters, Zagreb)"
    assert named_missions([full, "MINUSMA"]) == ("UNPF", "MINUSMA")


def test_missions_side_by_side_are_answered_by_one_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest release has Mali only, so that the one before it, which has both, answers."""
    monkeypatch.setattr(ucdp_files, "known_files", tuple)
    path = tmp_path / "made-up.csv"
    path.write_bytes(made_up.as_csv(made_up.country_years("24.1")))
    with pytest.raises(NotHereError, match="MONUSCO: no figures for DR Congo"):
        mali_cli.report(mission=["MINUSMA", "MONUSCO"])
    import_files([str(path)], Watch(), release="24.1", whole=True)
    both = mali_cli.report(mission=["MINUSMA", "MONUSCO"])
    assert [source.pinned for source in both.basis.sources] == ["country-year@24.1"]
    assert mali_cli.report(mission="MINUSMA").basis.sources[0].pinned == "country-year@25.1"
    with pytest.raises(NotHereError, match="MONUSCO: "):
        mali_cli.report(mission=["MINUSMA", "MONUSCO"], release="25.1")


def test_what_missions_share_is_said_once() -> None:
    names = ["UNAVEM II", "UNAVEM III", "MINUSMA"]
    both = mali_cli.report(mission=names, country="Mali")
    dead = [section.of for section in both.sections if section.key == "own-dead"]
    assert dead == ["UNAVEM II and UNAVEM III", "MINUSMA"]


def test_claims_of_a_file_are_judged_once_for_all_missions(tmp_path: Path) -> None:
    claims = tmp_path / "claims.toml"
    claims.write_text(
        '[[claim]]\nid = "mine"\nstatement = "x"\nclaimed = { equals = 1461 }\n'
        'query = { country = "Mali", type = "one-sided", from = 2022, to = 2022 }\n'
    )
    both = mali_cli.report(mission=["MINUSMA", "MINUSCA"], country="Mali", claims=str(claims))
    (section,) = (section for section in both.sections if section.key == "claims")
    assert section.of == ""
    (table,) = (block for block in section.blocks if isinstance(block, TableBlock))
    assert table.result.frame["id"].to_list() == ["mine"]


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_nothing_speaks_of_causes_and_no_note_is_lost(ask: dict[str, Any]) -> None:
    report = report_of(ask)
    said = "\n".join(texts(report, s.key) for s in report.sections).casefold()
    said += " ".join((report.title, report.question, *report.headline)).casefold()
    assert [words for words in BECAUSE if words in said] == []
    kept = [n for n in report.basis.notes if n.kind not in ("source", "cite", "again")]
    assert [n.text for n in kept if n.text.casefold() not in said] == []


def test_the_parts_of_the_default_report() -> None:
    report = mali_cli.report()
    assert [section.key for section in report.sections] == KEYS
    assert report.title == "Deaths in one-sided violence, Mali: before, during and after MINUSMA"
    asked = "in one-sided violence in Mali before, during and after MINUSMA?"
    assert report.lead == (
        "1,029 → 3,818 → 619 deaths in one-sided violence in Mali before, during and after MINUSMA",
    )
    assert report.scope == (
        "Counted: deaths in one-sided violence by UCDP country-year@25.1, --straddle both. "
        "Inside–touching: 999–1,029 → 3,788–3,818 → 619. Low–high: 1,029–2,100 → 3,535–4,610 → "
        "525–1,028. Not counted: 1,127 civilians killed in fighting (--measure civilians -t all)."
    )
    assert report.question == f"How many people were killed {asked}"
    assert report.taken == (
        "Defaults: Mali, one-sided violence, MINUSMA's dates of operation, shared years counted in "
        "both phases."
    )
    assert report.headline[0] == (
        "UCDP records 1,029 deaths before MINUSMA (42.0 a year), 3,818 during MINUSMA (363.5 a "
        "year, 8.65 times the rate before MINUSMA) and 619 after MINUSMA (619.0 a year, 1.70 times "
        "the rate during MINUSMA; 'after' lasts under two years, so read with care)."
    )
    assert report.headline[1:] == (
        "The highest year is 2022, with 1,461 deaths, during MINUSMA.",
        "In all phases together: 5,436 deaths, without double counting.",
    )
    assert "The ratio for 'during' is ×8.58 to ×8.91." in texts(report, "certainty")
    assert "2013 (30 deaths) falls in two phases." in texts(report, "left-out")
    assert "mali-cli fetch ged@25.1" in texts(report, "left-out")


@pytest.mark.parametrize(
    ("ask", "question"),
    [
        ({"country": "Niger", "cut": "2023-07-26"}, "in Niger in the phases 'until 2023-07-25'"),
        ({"phase": "crisis=2012-03..2013-06"}, "in Mali in the phase 'crisis'?"),
        ({"measure": "civilians", "type": "all"}, "How many civilians were killed in all types of"),
        ({"data": EVENTS, "mission": "MINUSMA", "country": "Mali", "measure": "events"}, "events"),
    ],
)
def test_the_question_in_words(ask: dict[str, Any], question: str) -> None:
    assert question in mali_cli.report(**ask).question


def test_a_title_of_ones_own() -> None:
    report = mali_cli.report(title="Brief No. 4")
    assert report.title == "Brief No. 4"
    assert report.arguments[-2:] == ("--title", "Brief No. 4")


def test_claims_on_the_same_subject_are_checked() -> None:
    report = mali_cli.report()
    checked = answer(report, "check").frame
    assert checked["id"].to_list()[:3] == ["epis-1", "epis-2", "epis-3"]
    assert set(checked["verdict"]) == {"reproduced", "holds", "differs"}
    said = texts(report, "claims")
    assert f"Of the {len(literature())} packaged statements, 13 are on one-sided violence" in said
    assert "2 need data that is not here (epis-10, epis-11)" in said
    assert "J. Fritsche (2025), UN Peacekeeping stretched to its limits, EPIS: epis-1," in said
    assert_frame_equal(checked, mali_cli.check(only=checked["id"].to_list()).frame)


@pytest.mark.parametrize(
    ("ask", "ids"),
    [
        ({"country": "Burkina Faso", "cut": "2015", "type": "all"}, {"exit-2", "exit-3", "exit-6"}),
        ({"country": "Burkina Faso", "cut": "2015"}, set()),
        (
            {"country": "Mali", "cut": "2015", "type": "all", "measure": "civilians"},
            {"prif-1", "aiia-1"},
        ),
    ],
)
def test_which_claims_fit(ask: dict[str, Any], ids: set[str]) -> None:
    basis = mali_cli.periods(**ask)
    assert {claim.id for claim in literature() if fits(claim, basis)} == ids


def test_a_packaged_claim_that_the_data_cannot_be_asked_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ucdp_files, "known_files", tuple)
    path = tmp_path / "made-up.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    import_files([str(path)], Watch(), release="25.1", whole=True)
    with pytest.raises(UsageError, match="--adm2 'Abeïbara' matches nothing"):
        mali_cli.check(only="epis-11")
    report = mali_cli.report()
    said = texts(report, "claims")
    assert "1 names what the data here do not have (epis-11)" in said
    assert "epis-3" in answer(report, "check").frame["id"]


def test_a_report_on_phases_that_cut_a_year_leads_with_ranges() -> None:
    report = mali_cli.report(country="Burkina Faso", cut=["2022-01-24", "2022-09-30"], type="all")
    figures, peak, total, ranges = report.headline
    # 2,704 died in 2022, 4,146 before and 6,122 + 4,251 after it
    assert "4,146–6,850 deaths in 'until 2022-01-23' (125.4–207.2 a year)" in figures
    between = " a year, 0.00–31.61 times the rate in 'until 2022-01-23'"
    assert f"0–2,704 in '2022-01-24..2022-09-29' (0.0–3,963.7{between}" in figures
    assert "10,373–13,077 in 'from 2022-09-30' (4,600.4–5,799.6 a year, at least 1.16" in figures
    assert peak.startswith("The highest year that no edge cuts is 2023, with 6,122 deaths")
    assert total == "In all phases together: 17,223 deaths, without double counting."
    assert report.lead == (
        "4,146–6,850 → 0–2,704 → 10,373–13,077 deaths in all types of violence in Burkina Faso in "
        "the phases 'until 2022-01-23', '2022-01-24..2022-09-29' and 'from 2022-09-30'",
    )
    assert "an edge cuts 2022, and the data do not say" in ranges
    again = "mali-cli periods --cut 2022-01-24 --cut 2022-09-30 -c BFA -t all --dataset ged"
    assert ranges.endswith(f"Events can settle it: get them with mali-cli fetch ged, then {again}")
    assert "upper bound" not in figures
    under = texts(report, "phases")
    assert "'from 2022-09-30' has a ratio without an upper bound" in under
    assert "×19.13 to ×20.71 under the five rules, and may be ×0.00–31.61 in all" in texts(
        report, "certainty"
    )


def test_that_no_claim_fits_is_said_in_a_line() -> None:
    report = mali_cli.report(country="Niger", cut="2023-07-26")
    said = f"None of the {len(literature())} packaged statements is on one-sided violence in Niger"
    assert texts(report, "claims").startswith(said)
    assert "check" not in {result.command for result in report.answers}


def test_all_claims_of_a_named_file_are_judged(tmp_path: Path) -> None:
    file = tmp_path / "claims.toml"
    query = 'query = {{ country = "{}", type = "one-sided", from = 2022, to = 2022 }}'
    claims = [
        f'[[claim]]\nid = "{name}"\nstatement = "s"\nclaimed = {{ equals = 1461 }}\n'
        f"{query.format(country)}\n"
        for name, country in (("a", "Mali"), ("b", "Niger"), ("c", "Nigeria"))
    ]
    file.write_text("\n".join(claims), encoding="utf-8")
    report = mali_cli.report(claims=str(file))
    verdicts = answer(report, "check").frame["verdict"].to_list()
    assert verdicts == ["reproduced", "differs", "needs data"]
    assert report.arguments[-2:] == ("--claims", str(file))


def test_what_cannot_be_asked_is_refused_as_periods_refuses_it() -> None:
    with pytest.raises(UsageError, match="Niger"):
        mali_cli.report(country="Niger")
    with pytest.raises(UsageError, match="no phase lies in 1950"):
        mali_cli.report(from_="1950", to="1960")
    with pytest.raises(UsageError, match=r"claims\.toml"):
        mali_cli.report(claims="claims.toml")
    with pytest.raises(NotHereError, match="South Sudan") as caught:
        mali_cli.report(mission="UNMISS")
    assert "mali-cli fetch country-year" in str(caught.value.hint)


def test_a_blank_phase_is_not_zero() -> None:
    report = mali_cli.report(phase=["a=2013-03..2013-05", "far=2030"], straddle="drop")
    assert "nothing in 'a' (blank, not zero)" in report.headline[0]
    assert "Phase 'far' (2030-01-01..2030-12-31) is blank" in texts(report, "left-out")
    rules = tables(report, "certainty")[-1].result.frame
    assert rules["by_drop"].null_count() == 2
    assert rules["by_both"].to_list() == [30, None]


def test_works_are_cited_once() -> None:
    section = mali_cli.report().section("cite")
    assert section
    keys = [key for b in section.blocks if isinstance(b, Works) for key in b.result.frame["key"]]
    assert keys[0] == "davies2025"
    assert len(keys) == len(set(keys))


def test_commands_begin_with_the_report_itself() -> None:
    report = mali_cli.report()
    section = report.section("commands")
    assert section
    assert isinstance(section.blocks[0], Commands)
    lines = [" ".join(line) for line in section.blocks[0].lines]
    assert lines[0].startswith("mali-cli report --mission MINUSMA")
    assert {line.split()[1] for line in lines} == {"report", "periods", "chart", "check", "cite"}
    assert all("country-year@25.1" in line for line in lines if "check" not in line)
    assert len(lines) == len(set(lines))


def test_events_give_a_map_and_say_what_is_not_on_it() -> None:
    report = mali_cli.report(data=EVENTS, country="Mali", mission="MINUSMA", type="all")
    where = report.section("map")
    assert where
    picture = where.blocks[0]
    assert isinstance(picture, Picture)
    assert picture.result.command == "map"
    assert "adm_1" in picture.figures.frame.columns
    assert "latitude" not in picture.figures.frame.columns


def test_country_years_with_events_of_another_release_give_no_map(real_data: RealData) -> None:
    import_files([str(real_data("ged241_mali_webexport.csv"))], Watch(), release="24.1")
    assert mali_cli.report().section("map") is None
    assert "ged@25.1 is not here" in texts(mali_cli.report(), "left-out")
    assert mali_cli.report(dataset="ged").section("map")


def test_what_may_not_be_passed_on_is_on_no_page() -> None:
    acled = str(Path(EVENTS).parent / "acled.csv")
    own = mali_cli.periods(data=acled, measure="fatalities", country="Mali", cut="2020")
    assert isinstance(own.settled.query, Periods)
    assert "licence" in str(explored(own.settled.query, own))
    basis = mali_cli.periods()
    assert isinstance(basis.settled.query, Periods)
    assert isinstance(explored(basis.settled.query, basis), Explored)
    passed_on = replace(basis, sources=(replace(basis.sources[0], dataset="acled"),))
    assert "licence of acled" in str(explored(basis.settled.query, passed_on))


@pytest.mark.parametrize("ask", ASKS, ids=str)
def test_a_page_counts_again_or_says_why_not(ask: dict[str, Any]) -> None:
    report = report_of(ask)
    page = to_html(report, lambda _: None)
    assert page.count('id="explore"') == 1
    assert bool(report.explored) == (report.not_explored == "")
    assert report.not_explored in page
    if {"measure", "estimate"} & ask.keys():
        assert "it counts deaths by the best estimate only" in report.not_explored


@pytest.mark.parametrize("more", [{"adm1": "North"}, {"where_prec": 1}], ids=str)
def test_a_page_counts_again_only_what_was_asked_for(more: dict[str, Any]) -> None:
    asked: dict[str, Any] = {"data": EVENTS, "country": "Mali", "cut": "2017", "type": "all"}
    deaths = []
    for ask in (asked, asked | more):
        report = mali_cli.report(**ask)
        assert report.explored
        deaths.append(report.explored.rows["best"].sum())
        assert deaths[-1] == report.basis.frame["deaths"].sum()
    assert deaths == [18, 15]


def test_several_countries_have_the_phases_of_the_only_mission_there() -> None:
    report = mali_cli.report(country="@aes")
    named = mali_cli.report(country="@aes", mission="MINUSMA")
    assert_frame_equal(report.basis.frame, named.basis.frame)
    assert "the phases of MINUSMA, which was in Mali only" in report.taken
    assert report.settled.arguments == named.settled.arguments
    with pytest.raises(UsageError, match="phases are needed"):
        mali_cli.report(country=["Niger", "Burkina Faso"])


def test_what_stands_beside_is_not_counted_again() -> None:
    alone, both = mali_cli.report().explored, mali_cli.report(beside="un-fatalities").explored
    assert alone
    assert both
    assert_frame_equal(alone.rows, both.rows)
    assert alone.command == both.command


def test_filters_say_what_they_removed(real_data: RealData) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    report = mali_cli.report(data=path, adm1="Mopti", mission="MINUSMA")
    assert "--adm1" in texts(report, "left-out")
    assert "removed" in texts(report, "left-out")
    assert "Not on the map" in texts(report, "left-out")


@settings(max_examples=8)
@given(
    cuts=st.lists(st.dates(date(1990, 1, 2), date(2024, 12, 31)), min_size=1, max_size=4).map(set),
    rule=st.sampled_from(STRADDLES),
    country=st.sampled_from(["Mali", "Niger", "Burkina Faso", "@aes"]),
)
def test_whatever_the_phases_the_headline_is_what_periods_counts(
    cuts: set[date], rule: str, country: str
) -> None:
    ask: dict[str, Any] = {"cut": sorted(map(str, cuts)), "straddle": rule, "country": country}
    periods, report = mali_cli.periods(type="all", **ask), mali_cli.report(type="all", **ask)
    said = headline(report)
    assert numbers(said) - figures_of(periods) == set()
    for row in periods.frame.iter_rows(named=True):
        least, most = row["at_least"], row["at_most"]
        shown = thousands(row["deaths"], 1 if rule == "split" else 0)
        if most is not None and most - least > most / 10:
            shown = f"{least:,}–{most:,}"
        unit = f" deaths in '{row['phase']}'", f" in '{row['phase']}'"
        assert any(f"{shown}{end}" in said for end in unit) or row["deaths"] is None


def test_every_option_is_documented() -> None:
    text = inspect.getdoc(mali_cli.report) or ""
    for parameter in inspect.signature(mali_cli.report).parameters:
        assert f"    {parameter}: " in text, parameter
    for part in ("Returns:", "Raises:"):
        assert part in text


def test_the_same_report_twice() -> None:
    assert repr(mali_cli.report()) == repr(mali_cli.report())
