"""A figure whose own estimates are out of order is marked in tables, with one line that says it.

UCDP has Mali 1995, state-based: best 2, low 9, high 15.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.read.made_up import EVENTS, Row
from tests.read.writers import FIXTURES, official

from .conftest import Run, notes_in

ODD = ("-c", "Mali", "-t", "state-based")
LINE = "Warning: † UCDP's own estimates are out of order; they are counted as they stand: "
IN_1995 = LINE + "1995 (low 9, best 2, high 15)."


@pytest.fixture
def events(tmp_path: Path) -> str:
    """Write three events: one sound, one with best above high, one with low above high."""
    rows: list[Row] = [EVENTS[0] | {"id": str(n), "country": "Mali"} for n in range(1, 4)]
    rows[1] |= {"low": "1", "best": "9", "high": "3"}
    rows[2] |= {"low": "8", "best": "7", "high": "6"}
    path = tmp_path / "odd.csv"
    path.write_bytes(official(rows))
    return str(path)


def test_totals_mark_the_year(run: Run) -> None:
    out = run("totals", *ODD, "--by", "year").out
    assert re.search(r"^1995 +2† +9–15$", out, re.MULTILINE)
    assert out.count("†") == 2
    assert out.splitlines().count(IN_1995) == 1


@pytest.mark.parametrize("words", [("--phase", "odd=1995"), ("--phase", "a=1995", "--by", "type")])
def test_periods_mark_the_phase(run: Run, words: tuple[str, ...]) -> None:
    out = run("periods", *ODD, *words).out
    assert "2†  " in out
    assert f"{LINE}low 9, best 2, high 15." in out


def test_a_sum_is_marked_only_if_it_is_out_of_order_itself(run: Run) -> None:
    assert "†" not in run("totals", *ODD).out
    assert "†" not in run("totals", *ODD, "--by", "country").out
    assert re.search(r" 2† ", run("totals", *ODD, "--from", "1995", "--to", "1996").out)


@pytest.mark.parametrize("estimate", ["low", "high"])
def test_an_estimate_that_is_an_end_itself_is_not_beyond_it(run: Run, estimate: str) -> None:
    assert "†" not in run("totals", *ODD, "--by", "year", "--estimate", estimate).out


def test_each_event_is_marked(run: Run, events: str) -> None:
    out = run("events", "--data", events).out
    assert re.search(r" 9†  ", out)
    assert re.search(r" 7†  ", out)
    assert f"{LINE}2 (low 1, best 9, high 3); 3 (low 8, best 7, high 6)." in out


def test_so_are_the_tables_of_a_chart_and_of_the_report(run: Run) -> None:
    page = run("chart", *ODD, "--to", "1996", "-f", "markdown").out
    assert "| 1995 | 2† | 9–15 |" in page
    report = run("report", *ODD, "--phase", "then=1995", "--phase", "later=1996..2000").out
    assert "2†" in report
    assert "then (low 9, best 2, high 15)" in report


def test_a_claim_hands_it_on(run: Run) -> None:
    out = run("check", "--claim", "Mali 1995 state-based = 2").out
    assert "low 9, best 2, high 15" in out


def test_numbers_stay_numbers_in_machine_formats(run: Run) -> None:
    ran = run("totals", *ODD, "--by", "year", "--csv", "-q")
    assert "†" not in ran.out
    assert ran.err.strip() == IN_1995
    body = run("totals", *ODD, "--by", "year", "--json").json()
    assert IN_1995 in notes_in(body)


def test_ascii_has_another_mark(run: Run) -> None:
    out = run("totals", *ODD, "--by", "year", encoding="ascii").out
    assert "2!" in out
    assert "Warning: ! UCDP's own" in out


def test_many_are_counted(run: Run, tmp_path: Path) -> None:
    rows = [EVENTS[0] | {"id": str(n), "low": "5", "best": "2", "high": "9"} for n in range(1, 8)]
    path = tmp_path / "many.csv"
    path.write_bytes(official(rows))
    assert "4 (low 5, best 2, high 9); 3 more rows." in run("events", "--data", str(path)).out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("totals", *ODD, "--by", "year"), IN_1995),
        (("periods", "-c", "Mali", "--cut", "2022-06-01", "--from", "2020"), " ranges, from what "),
    ],
)
def test_without_notes_warnings_stay(run: Run, words: tuple[str, ...], said: str) -> None:
    out, notes = run(*words, "-q").out, run(*words).out
    warned = [line for line in notes.splitlines() if line.startswith("Warning: ")]
    assert [line for line in warned if said in line]
    assert [line for line in out.splitlines() if line.startswith("Warning: ")] == warned
    assert "Cite: " in notes
    assert "Cite: " not in out
    quiet = run(*words, "--csv", "-q").err
    assert quiet.splitlines() == warned


def test_preliminary_stays_without_notes(run: Run) -> None:
    path = str(FIXTURES / "GEDEvent_v26_0_1.csv")
    assert "Warning: Preliminary" in run("totals", "--data", path, "--by", "month", "-q").out


def test_a_claim_is_marked_and_warned_of_without_notes(run: Run) -> None:
    claims = ("--claim", "Mali 1995 state-based = 2", "--claim", "Mali 1996 state-based = 0")
    for more in ((), ("-q",)):
        out = run("check", *claims, *more).out
        assert re.search(r" 2† ", out)
        assert out.count("†") == 2
        assert f"Warning: claim-1: {LINE.removeprefix('Warning: ')}low 9, best 2, high 15." in out


def test_so_is_an_undecided_claim(run: Run) -> None:
    claim = "Mali before MINUSMA one-sided < 1000"
    out = run("check", "--claim", claim, "-q").out
    assert "Warning: claim-1: Undecided: 2013 (30 deaths) crosses the edge" in out


def test_a_segment_and_the_rates_around_a_date_are_marked(run: Run) -> None:
    out = run("breaks", *ODD, "--from", "1995", "--to", "2012", "--min-length", "2y").out
    assert re.search(r"^ +1  1995-01-01\.\.2004-12-31 +10 +2† ", out, re.MULTILINE)
    assert f"{LINE}segment 1 (low 9, best 2, high 15)." in out
    dates = run("breaks", *ODD, "--from", "1995", "--placebos", "--min-side", "2y").out
    assert re.search(r"^1997 +2 +1\.0† ", dates, re.MULTILINE)
    assert "before 1997 (low 9, best 2, high 15)" in dates
    assert "†" not in run("breaks", *ODD, "--csv").out


def test_so_is_a_rate_of_a_mission(run: Run, tmp_path: Path) -> None:
    rows = [EVENTS[0] | {"id": "1", "country": "Mali", "low": "8", "best": "7", "high": "9"}]
    rows[0] |= {"date_start": "2014-05-01", "date_end": "2014-05-01", "year": "2014"}
    path = tmp_path / "odd.csv"
    path.write_bytes(official(rows))
    out = run("compare", "--mission", "MINUSMA", "--data", str(path), "-t", "all").out
    assert "†" in out.splitlines()[2]
    assert f"{LINE}MINUSMA, during (low 8, best 7, high 9)." in out


def test_so_are_both_sides_of_a_difference(run: Run) -> None:
    asked = ("diff", "country-year@25.1", "country-year@25.1", *ODD, "--by", "year", "--all")
    out = run(*asked).out
    assert re.search(r"^1995 +2† +2† +0 ", out, re.MULTILINE)
    assert f"{LINE}1995, a (low 9, best 2, high 15); 1995, b (low 9, best 2, high 15)." in out
    assert "†" not in run(*asked, "--csv").out
