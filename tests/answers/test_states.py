"""States that begin and end: no zero for a time in which a state did not exist."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import mali_cli
from mali_cli.facts.countries import by_number, countries
from mali_cli.model.coverage import Extent
from mali_cli.model.dates import Span
from mali_cli.model.result import Result
from tests.cli.conftest import Run
from tests.observations.made_events import written
from tests.read.made_up import EVENTS as EVENTS_OF_GED
from tests.read.made_up import Row

Ask = dict[str, Any]
FIXTURES = Path(__file__).parents[2] / "fixtures"
YEARS: Ask = {"data": str(FIXTURES / "states-country-year.csv")}
EVENTS: Ask = {"data": str(FIXTURES / "states-ged.csv"), "type": "all"}
KOSOVO = (
    "Kosovo exists from 2008-02-17; earlier dead are counted under Serbia (Yugoslavia) "
    "(ask with -c SRB)."
)
RealData = Callable[[str], Path]


def said(result: Result) -> str:
    return "\n".join(map(str, result.notes))


def deaths(result: Result, by: str = "phase") -> dict[str, Any]:
    return dict(result.frame.select(by, "deaths").iter_rows())


def test_every_state_that_began_or_ended_says_under_which_its_other_dead_are_counted() -> None:
    nowhere = {986}  # Palau, which has no rows before
    for country in countries():
        assert bool(country.before) == bool(country.first_day and country.gwno not in nowhere)
        assert bool(country.after) == bool(country.last_day), country
        assert all(number in by_number() for number in (*country.before, *country.after))
    assert by_number()[347].before == (345,)
    assert by_number()[860].before == (850,)
    assert by_number()[626].before == (625,)
    assert by_number()[315].after == (316, 317)


def test_a_total_of_a_state_that_began_says_since_when_and_where_to_look() -> None:
    result = mali_cli.totals(country="Kosovo", type="all", **YEARS)
    assert result.frame["deaths"].to_list() == [0]
    assert ", Kosovo (from 2008-02-17)" in result.title
    assert KOSOVO in said(result)
    assert "1989–2024, of Kosovo from 2008-02-17" in said(result)
    ended = mali_cli.totals(country="DDR", type="all", **YEARS)
    assert ", German Democratic Republic (to 1990-10-02)" in ended.title
    assert "existed to 1990-10-02; later dead are counted under Germany" in said(ended)


def test_nothing_is_said_of_a_state_on_days_on_which_it_existed() -> None:
    every: list[Ask] = [{"from_": "2009"}, {"from_": "2009", "by": "year"}]
    for options in every:
        result = mali_cli.totals(country="Kosovo", type="all", **YEARS, **options)
        assert "exist" not in said(result)
        assert "Kosovo (from" not in result.title
    assert "exist" not in said(mali_cli.totals(country="Sudan", type="all", **YEARS))


def test_a_zero_for_years_in_which_a_state_did_not_exist_is_blank() -> None:
    result = mali_cli.totals(country="Kosovo", type="all", from_="2000", **YEARS)
    assert result.frame.row(0) == (None,) * 5
    assert "in 2000-01-01..2024-12-31 only Kosovo on 2008-02-17..2024-12-31 existed" in said(result)
    some = mali_cli.totals(country="South Sudan", type="all", from_="2005", **YEARS)
    assert some.frame["deaths"].to_list() == [40]
    assert "South Sudan exists from 2011-07-09" in said(some)
    own = mali_cli.totals(country="Kosovo", type="all", from_="2008", **YEARS)
    assert own.frame["deaths"].to_list() == [0]


@pytest.mark.parametrize("command", ["totals", "chart"])
def test_a_question_outside_the_life_of_a_state_names_it_and_not_the_rule(
    command: str, run: Run
) -> None:
    words = (command, "--data", YEARS["data"], "-c", "Kosovo", "--from", "1998", "--to", "1999")
    ran = run(*words, "-t", "all")
    assert ran.code == 0
    why = (
        "no rows: Kosovo did not exist before 2008-02-17; its dead of 1998-01-01..1999-12-31 are "
        "counted under Serbia (Yugoslavia) (ask with -c SRB)"
    )
    assert why in ran.err
    assert "and nothing in" not in ran.err


def test_a_mission_to_a_state_that_was_none_yet_is_blank() -> None:
    result = mali_cli.periods(mission="UNTAET", **YEARS)
    assert deaths(result) == {"before": None, "during": None, "after": 0}
    assert result.frame["years"].to_list() == pytest.approx([0, 12 / 365, 214 / 365 + 22], abs=5e-5)
    assert result.frame["ratio_to_previous"].null_count() == 3
    assert "Phase 'before' (1989-01-01..1999-09-30) is blank: East Timor did not" in said(result)
    why = "East Timor existed only on 2002-05-20..2002-05-31 of 'during', and no deaths are counted"
    assert why in said(result)
    assert "earlier dead are counted under Indonesia" in said(result)
    compared = mali_cli.compare(mission="UNTAET", **YEARS)
    row = compared.frame.row(0, named=True)
    assert (row["before_per_year"], row["during_per_year"], row["after_per_year"]) == (
        None,
        None,
        0,
    )
    assert row["ratio_after_during"] is row["ratio_during_before"] is None
    assert f"UNTAET: Blank, not zero: {why}" in said(compared)


@pytest.mark.parametrize("data", [YEARS, EVENTS])
def test_an_open_phase_begins_where_the_state_begins(data: Ask) -> None:
    result = mali_cli.periods(country="South Sudan", cut="2012-01-01", **data)
    first = result.frame.row(0, named=True)
    assert str(first["start"]) == "2011-07-09"
    assert first["years"] == pytest.approx(176 / 365, abs=5e-5)
    assert "South Sudan exists from 2011-07-09; earlier dead are counted under Sudan" in said(
        result
    )
    assert "existed" not in said(mali_cli.periods(country="South Sudan", phase="a=2012", **data))


@pytest.mark.parametrize("data", [YEARS, EVENTS])
def test_three_reasons_for_a_blank_in_three_words(data: Ask) -> None:
    result = mali_cli.periods(
        country="South Sudan",
        phase=["uncovered=1980..1985", "unborn=2006..2010", "short=2012-02..2012-03"],
        straddle="drop",
        **data,
    )
    assert deaths(result) == {"uncovered": None, "unborn": None, "short": _short(data)}
    assert "'uncovered' (1980-01-01..1985-12-31) is blank: the data cover" in said(result)
    assert "'unborn' (2006-01-01..2010-12-31) is blank: South Sudan did not exist" in said(result)
    if data is YEARS:
        assert "no whole year lies in 'short', and --straddle drop counts whole years only" in said(
            result
        )


def _short(data: Ask) -> int | None:
    return None if data is YEARS else 11


@pytest.mark.parametrize("data", [YEARS, EVENTS])
def test_each_of_several_countries_has_its_own_life(data: Ask) -> None:
    asked: Ask = {"country": ["Sudan", "South Sudan"], **data}
    found = mali_cli.totals(by="country", from_="2006", to="2010", **{**asked, "type": "all"})
    sudan = 1500 if data is YEARS else 60
    assert deaths(found, "country") == {"South Sudan": None, "Sudan": sudan}
    assert "South Sudan did not exist in 2006-01-01..2010-12-31" in said(found)
    assert "South Sudan (from 2011-07-09, before that under Sudan)" in said(found)
    both = mali_cli.totals(from_="2006", to="2010", **{**asked, "type": "all"})
    assert both.frame["deaths"].to_list() == [sudan]
    assert "Sums count those that existed." in said(both)
    full = mali_cli.totals(by=["country", "year"], fill=True, **{**asked, "type": "all"})
    assert full.frame.filter(pl.col("country") == "South Sudan")["year"].min() == 2011
    phases = mali_cli.periods(
        by="country", phase=["old=2006..2010", "new=2011..2012"], **{**asked, "type": "all"}
    ).frame
    rows = phases.select("country", "phase", "deaths", "ratio_to_previous").rows()
    mine = 40 if data is YEARS else 11
    assert rows[2:] == [("South Sudan", "old", None, None), ("South Sudan", "new", mine, None)]
    assert rows[0][:3] == ("Sudan", "old", sudan)


def test_events_are_filled_with_zeros_only_where_a_state_existed() -> None:
    asked: Ask = {"country": ["Sudan", "South Sudan"], **EVENTS}
    filled = mali_cli.totals(by="country", fill=True, from_="2006", to="2010", **asked)
    assert deaths(filled, "country") == {"South Sudan": None, "Sudan": 60}
    months = mali_cli.totals(by="month", country="South Sudan", **EVENTS)
    assert months.frame["month"][0] == "2011-07"
    alone = mali_cli.totals(country="South Sudan", from_="2006", to="2010", **EVENTS)
    assert alone.frame.height == 0
    assert "South Sudan did not exist before 2011-07-09" in str(alone.empty)


@pytest.mark.usefixtures("_years")
def test_a_world_table_needs_no_word_on_states_but_for_its_blanks() -> None:
    assert "exist" not in said(mali_cli.totals(type="all"))
    table = mali_cli.totals(by="country", type="all", from_="1999")
    assert deaths(table, "country")["Kosovo"] is None
    assert "only East Timor on 2002-05-20..2024-12-31 and Kosovo on 2008" in said(table)
    assert "existed only part of the time" not in said(table)


def test_the_year_in_which_a_state_began_is_its_own() -> None:
    life = by_number()[347].life
    asked = Span(life.start.replace(month=1, day=1), life.start.replace(year=2010))
    assert not Extent(asked).exceeds(life)
    assert Extent(Span(asked.start.replace(year=2007), asked.end)).exceeds(life)
    assert not Extent(Span(asked.start.replace(year=1989), asked.end), open_start=True).exceeds(
        life
    )


@pytest.mark.usefixtures("_years")
@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Kosovo 1998..1999 all = 0", "not testable"),
        ("Kosovo 1998..1999 all = 5", "not testable"),
        ("Kosovo 1998..2010 all = 5", "not testable"),
        ("Kosovo 2008..2010 all = 0", "reproduced"),
        ("South Sudan 2005..2012 all = 40", "reproduced"),
        ("Serbia 1998..1999 all = 80", "reproduced"),
    ],
)
def test_a_claim_on_a_time_without_the_state_does_not_differ(claim: str, verdict: str) -> None:
    result = mali_cli.check(claim=claim)
    row = result.frame.row(0, named=True)
    assert row["verdict"] == verdict
    if "Kosovo" in claim:
        assert KOSOVO in row["remark"]


CLAIMS = (
    ("calm", 'country = "Kosovo", from = 2000, to = 2010, each = "year"', "equals = 0"),
    ("mean", 'country = "South Sudan", from = 2003, to = 2012, mean = "year"', "equals = 4"),
    (
        "rank",
        'country = "Serbia", from = 1998, to = 1999',
        'rank = 1, among = "@europe"',
    ),
)


@pytest.mark.usefixtures("_years")
def test_claims_by_year_and_of_ranks_leave_out_who_did_not_exist(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "claims.toml"
    path.write_text(
        "\n".join(
            f'[[claim]]\nid = "{name}"\nstatement = "{name}"\nquery = {{ type = "all", {query} }}\n'
            f"claimed = {{ {claimed} }}"
            for name, query, claimed in CLAIMS
        )
    )
    ran = run("check", str(path), "--json")
    verdicts = {row["id"]: row["verdict"] for row in ran.json()["rows"]}
    assert verdicts == {"calm": "not testable", "mean": "not testable", "rank": "reproduced"}, (
        ran.err
    )


@pytest.fixture
def _years(run: Run) -> None:
    ran = run("import", YEARS["data"], "--whole")
    assert ran.code == 0, ran.err


def test_a_report_and_a_difference_say_it_too() -> None:
    report = mali_cli.report(country="Kosovo", cut="2000", type="all", **YEARS)
    assert "nothing in 'until 1999-12-31' (blank, not zero)" in report.headline[0]
    section = report.section("left-out")
    assert section
    assert KOSOVO in str(section.blocks)
    path = YEARS["data"]
    found = mali_cli.diff(path, path, country="Kosovo", from_="1998", to="1999")
    assert "Kosovo did not exist before 2008-02-17" in str(found.empty)
    assert KOSOVO in said(mali_cli.diff(path, path, country="Kosovo"))


def test_a_row_from_before_a_state_existed_is_not_lost(tmp_path: Path) -> None:
    text = Path(EVENTS["data"]).read_text().replace("2012-02-02", "2011-06-30")
    path = tmp_path / "odd.csv"
    path.write_text(text.replace(",2012,", ",2011,"))
    found = mali_cli.totals(data=str(path), type="all", country="South Sudan", by="year")
    assert found.frame["deaths"].sum() == 24
    assert "exists from 2011-07-09" in said(found), "an odd row moves no state"


@pytest.mark.parametrize(
    ("name", "host", "first"),
    [
        ("Kosovo", "Serbia (Yugoslavia)", "2008-02-17"),
        ("East Timor", "Indonesia", "2002-05-20"),
        ("South Sudan", "Sudan", "2011-07-09"),
        ("Eritrea", "Ethiopia", "1993-05-24"),
        ("Namibia", "South Africa", "1990-03-21"),
        ("Ukraine", "Russia (Soviet Union)", "1991-12-01"),
        ("Croatia", "Serbia (Yugoslavia)", "1992-04-27"),
        ("Slovakia", "Czechoslovakia", "1993-01-01"),
    ],
)
def test_states_of_the_real_data(name: str, host: str, first: str, real_data: RealData) -> None:
    data = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.totals(country=name, type="all", data=data)
    assert f", {name} (from {first})" in result.title
    assert f"{name} exists from {first}; earlier dead are counted under {host}" in said(result)
    before = mali_cli.totals(country=name, type="all", data=data, from_="1989", to="1989")
    assert before.frame.height == 0
    assert f"{name} did not exist before {first}" in str(before.empty)


def test_missions_of_the_real_data(real_data: RealData) -> None:
    data: Ask = {"data": str(real_data("organizedviolencecy_v25_1.csv"))}
    untaet = mali_cli.periods(mission="UNTAET", **data)
    assert deaths(untaet) == {"before": None, "during": None, "after": 0}
    cut = mali_cli.periods(country="South Sudan", cut="2013-12-15", **data)
    assert [str(day) for day in cut.frame["start"]] == ["2011-07-09", "2013-12-15"]
    assert cut.frame["deaths"].to_list() == [755, 2_870]
    assert "South Sudan exists from 2011-07-09" in said(cut)
    world = mali_cli.totals(type="all", **data)
    assert world.frame["deaths"].to_list() == [3_957_143]
    assert "existed only part of the time" not in said(world)


def test_a_chart_and_a_map_say_it_too(run: Run) -> None:
    words = ("-c", "Sudan", "-c", "South Sudan", "-t", "all", "--data", EVENTS["data"])
    drawn = run("chart", *words, "--by", "country", "--cut", "2011")
    assert "· not covered by the data, or the state did not exist" in drawn.out
    assert "South Sudan (from 2011-07-09, before that under Sudan)" in drawn.out
    alone = run("chart", *words[2:], "--cut", "2011", "--json").json()
    assert [row["year"] for row in alone["rows"]] == [2011, 2012, 2013, 2014]
    assert [row["deaths"] for row in alone["phases"]] == [None, 24]
    found = run("map", *words[2:], "--cut", "2011")
    assert "Phase 'until 2010-12-31' (2005-01-01..2010-12-31) is blank" in found.out
    assert "South Sudan exists from 2011-07-09" in found.out


def days(first: date, last: date) -> int:
    return (last - first).days + 1


def one(number: int, country: int, day: str, best: int, high: int) -> Row:
    """Make an event of a country on a day."""
    name = by_number()[country].name
    where = {"country_id": str(country), "country": name, "latitude": None, "longitude": None}
    dates = {"date_start": day, "date_end": day, "year": day[:4]}
    counts = {"best": str(best), "low": str(best), "high": str(high)}
    return {**EVENTS_OF_GED[0], "id": str(number), **where, **counts, **dates}


def test_an_event_that_is_counted_is_no_blank_though_nobody_died_for_sure() -> None:
    asked: Ask = {"data": written([one(1, 347, "2009-03-01", 0, 5)]), "type": "all"}
    asked |= {"country": "Kosovo", "release": "25.1"}
    total = mali_cli.totals(from_="2000", **asked).frame.row(0, named=True)
    assert (total["deaths"], total["high"], total["events"]) == (0, 5, 1)
    phase = mali_cli.periods(phase="a=2000..2010", **asked).frame.row(0, named=True)
    assert (phase["deaths"], phase["high"], phase["events"]) == (0, 5, 1)
    assert phase["years"] == pytest.approx(319 / 366 + 2, abs=5e-5)


def test_an_event_before_its_state_makes_no_rate_and_does_not_move_the_state() -> None:
    rows = [one(1, 347, "2001-03-01", 3, 5), one(2, 345, "2001-03-02", 1, 1)]
    asked: Ask = {"data": written(rows), "type": "all", "phase": "a=2000..2005", "release": "25.1"}
    result = mali_cli.periods(country=["Kosovo", "SRB"], by="country", **asked)
    kosovo = result.frame.filter(pl.col("country_id") == 347).row(0, named=True)
    assert (kosovo["deaths"], kosovo["years"], kosovo["per_year"]) == (3, 0, None)
    assert "Kosovo exists from 2008-02-17" in said(mali_cli.periods(country="Kosovo", **asked))


def test_two_states_of_which_one_ends_before_the_other_begins_leave_a_gap() -> None:
    rows = [one(1, 680, "1990-03-01", 3, 5), one(2, 347, "2009-03-02", 1, 1)]
    asked: Ask = {"data": written(rows), "type": "all", "release": "25.1"}
    asked |= {"country": ["680", "Kosovo"]}
    result = mali_cli.periods(phase=["a=1989..2008", "b=1995..2005"], allow_overlap=True, **asked)
    assert deaths(result) == {"a": 3, "b": None}
    lived = 1 + days(date(1990, 1, 1), date(1990, 5, 21)) / 365
    lived += days(date(2008, 2, 17), date(2008, 12, 31)) / 366
    assert result.frame["years"].to_list() == pytest.approx([lived, 0], abs=5e-5)
    years = mali_cli.totals(by="year", **asked).frame["year"].to_list()
    assert years == [1989, 1990, *range(2008, 2025)]
