"""What edges of phases leave open, as people and scripts see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Run, notes_in

RealData = Callable[[str], Path]
WORLD = "organizedviolencecy_v25_1.csv"
BURKINA = ("-c", "Burkina Faso", "--cut", "2022-01-24", "--cut", "2022-09-30", "-t", "all")
BETWEEN = "2022-01-24..2022-09-29"
EXACTLY = "Events can settle it: get them with mali-cli fetch ged, then mali-cli periods"


def row_of(out: str, phase: str) -> str:
    return next(line for line in out.split("\n") if line.startswith(f"{phase} "))


def test_bare_periods_have_the_bounds_beside_the_figures(run: Run) -> None:
    out = run("periods").out
    for phase, cells in {
        "before": ("24.5", "1,029", "999–1,029", "1,029–2,100", "42.0"),
        "during": ("10.5", "3,818", "3,788–3,818", "3,535–4,610", "363.5"),
        "after": ("1", "619", "525–1,028", "619.0"),
    }.items():
        assert tuple(row_of(out, phase).split()[2 : 2 + len(cells)]) == cells
    assert "×8.65 (8.58–8.91)" in row_of(out, "during")
    assert "×1.70 (1.70–1.72)" in row_of(out, "after")
    assert "Warning" not in out
    assert "inside–touching" not in run("periods", "--cut", "2014", "-c", "Mali").out


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_a_range_stands_in_place_of_a_figure_at_every_width(run: Run, width: int) -> None:
    out = run("periods", *BURKINA, tty=True, width=width, env={"NO_COLOR": "1"}).out
    assert "0–2,704" in out
    assert "4,146–6,850" in out
    assert "2,704 " not in out.replace("0–2,704", "").split("Warning")[0].split("\n\n")[0]


def test_unprofor_has_a_range_after_it(run: Run, real_data: RealData) -> None:
    asked = ("--mission", "UNPROFOR", "--data", str(real_data(WORLD)))
    ran = run("periods", *asked)
    after = row_of(ran.out, "after").split()
    assert after[3] == "994–9,541", "1995 is in it with 11 of its days"
    assert "9,541" not in after
    row = run("periods", *asked, "--csv").csv().row(2, named=True)
    assert (row["deaths"], row["at_least"], row["at_most"]) == (9541, 994, 9541)
    chart = run("chart", *asked, "-q").out
    assert "994–9,541" in chart


def test_a_report_leads_with_the_range_and_with_how_to_get_the_figure(run: Run) -> None:
    page = run("report", *BURKINA).out
    lead = next(line for line in page.split("\n") if line.startswith("UCDP records "))
    assert f"0–2,704 in '{BETWEEN}'" in lead
    assert f"{EXACTLY} --cut 2022-01-24 --cut 2022-09-30 -c BFA -t all --dataset ged" in lead
    html = run("report", *BURKINA, "-f", "html").out
    assert "0–2,704 in " in html
    assert "get them with mali-cli fetch ged" in html


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "ndjson"])
def test_the_warning_stays_under_q(run: Run, form: str) -> None:
    ran = run("periods", *BURKINA, "-f", form, "-q")
    said = ran.out if form in ("table", "markdown") else ran.err
    assert "Warning: " in said
    assert f"'{BETWEEN}' and 'from 2022-09-30' are ranges" in said
    assert EXACTLY in said
    assert "Cite: " not in ran.out + ran.err
    notes = notes_in(run("periods", *BURKINA, "--json").json())
    assert any(EXACTLY in note for note in notes)


def test_where_events_are_here_the_command_needs_no_fetch(run: Run, real_data: RealData) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    assert run("import", path, "--release", "24.1").code == 0
    asked = ("periods", "-c", "Mali", "--cut", "2022-06-01", "-t", "all", "--to", "2023")
    ranges = run(*asked)
    assert "are ranges" in ranges.out
    command = ranges.out.split("Events can settle it: ")[1].split("\n")[0]
    exact = run(*command.split()[1:])
    assert exact.code == 0, exact.err
    assert "are ranges" not in exact.out
    assert row_of(exact.out, "from").split()[4:6] == ["3,644", "3,644–3,660"]


def test_a_cut_year_is_no_peak(run: Run) -> None:
    out = run("periods", *BURKINA).out
    assert "2021 (1,458)" in row_of(out, "until")
    assert f"2,704 deaths in '{BETWEEN}'), cut by an edge, " in out


def test_a_blank_stays_blank_with_its_bounds_beside_it(run: Run) -> None:
    asked = ("periods", *BURKINA, "--straddle", "drop")
    row = run(*asked, "--csv").csv().row(1, named=True)
    assert (row["deaths"], row["at_least"], row["at_most"]) == (None, 0, 2704)
    assert (row["per_year"], row["per_year_at_least"]) == (None, 0)
    cells = row_of(run(*asked).out, BETWEEN).split()
    assert cells[3] == "0–2,704"
    assert "4,146–6,850" in row_of(run(*asked).out, "until")


def test_a_phase_that_the_rule_counts_nothing_in_has_its_range_in_a_chart(run: Run) -> None:
    asked = ("chart", *BURKINA, "--straddle", "drop", "--from", "2015")
    out = run(*asked).out
    assert "0–2,704 (0–3,964 a year)" in out
    figure = run(*asked, "-f", "svg", "-q").out
    assert "0–2,704 in all" in figure
    assert "not covered" not in figure


def test_a_year_that_is_counted_elsewhere_is_not_called_uncovered(run: Run) -> None:
    asked = ("chart", "--dataset", "country-year@25.1", "--from", "2015", "--to", "2022-06")
    shown = run(*asked, "--straddle", "end").out
    assert "· cut by the window, and counted elsewhere by the rule (0–1,461)" in shown
    assert "not covered by the data" not in shown
    assert "counted elsewhere" not in run(*asked).out
