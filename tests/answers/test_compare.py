"""Missions beside each other: the figures of `periods`, and what is said about them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mali_cli
from mali_cli.facts.missions import areas, missions
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.result import Result
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Run

WINDOWS = ("before", "during", "after")
BOUNDS = ("at_least", "at_most")


def said(result: Result) -> str:
    return "\n".join(str(note) for note in result.notes)


def rows(result: Result) -> dict[str, dict[str, Any]]:
    return {row["mission"]: row for row in result.frame.iter_rows(named=True)}


def assert_as_periods(row: dict[str, Any], result: Result) -> None:
    """Each figure of a row is that of `periods` for the same mission and window."""
    phases = {phase["phase"]: phase for phase in result.frame.iter_rows(named=True)}
    value = result.value
    for window in WINDOWS:
        rates = ("per_year", *(f"per_year_{bound}" for bound in BOUNDS))
        for name in ("years", value, *BOUNDS, *rates):
            assert row[f"{window}_{name}"] == phases.get(window, {}).get(name), (window, name)
    during, after = phases["during"], phases.get("after", {})
    assert row["ratio_during_before"] == during["ratio_to_previous"]
    assert row["ratio_after_during"] == after.get("ratio_to_previous")
    for bound in BOUNDS:
        assert row[f"ratio_during_before_{bound}"] == during[f"ratio_{bound}"]
        assert row[f"ratio_after_during_{bound}"] == after.get(f"ratio_{bound}")
    peak = f"peak_{value}"
    assert (row["peak"], row[peak]) == (during["peak"], during[peak])


@pytest.mark.sample(2)
@pytest.mark.parametrize("window", ["5y", "18m", "30m", "40y"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"mission_dates": "mandate"},
        {"straddle": "split"},
        {"straddle": "drop", "type": "all"},
        {"estimate": "high", "to": "2020"},
        {"measure": "civilians", "type": "state-based"},
        {"country": "Niger"},
    ],
)
def test_a_row_has_the_figures_of_periods(window: str, options: dict[str, Any]) -> None:
    row = rows(mali_cli.compare(mission="MINUSMA", window=window, **options))["MINUSMA"]
    assert_as_periods(row, mali_cli.periods(mission="MINUSMA", window=window, **options))


def test_every_eligible_mission_has_the_figures_of_periods(
    real_data: Callable[[str], Path],
) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    found = rows(mali_cli.compare(data=path, eligible=True, min_years=3))
    assert len(found) >= 25
    assert {"UNAMSIL", "MONUC", "UNMIL", "MINUSTAH"} <= set(found)
    for name, row in found.items():
        assert_as_periods(row, mali_cli.periods(mission=name, window="5y", data=path))
        assert row["before_years"] >= 3
        assert row["after_years"] >= 3


def test_bounds_of_a_ratio_are_those_of_low_and_high() -> None:
    row = rows(mali_cli.compare(mission="MINUSMA"))["MINUSMA"]
    phases = {p["phase"]: p for p in mali_cli.periods(window="5y").frame.iter_rows(named=True)}
    before, during = phases["before"], phases["during"]
    per_year = {
        (window["phase"], name): window[name] / window["years"]
        for window in (before, during)
        for name in ("low", "high")
    }
    low = per_year["during", "low"] / per_year["before", "high"]
    high = per_year["during", "high"] / per_year["before", "low"]
    assert row["ratio_during_before_low"] == pytest.approx(low, abs=1e-4)
    assert row["ratio_during_before_high"] == pytest.approx(high, abs=1e-4)
    assert low <= row["ratio_during_before"] <= high
    civilians = mali_cli.compare(mission="MINUSMA", measure="civilians")
    assert not {"ratio_during_before_low", "during_deaths"} & set(civilians.frame.columns)
    assert "Low–high" not in said(civilians)


def test_a_ratio_by_any_rule_lies_between_what_the_edges_leave_open(
    real_data: Callable[[str], Path], run: Run
) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    asked: dict[str, Any] = {"mission": "MINUSCA", "data": path}
    row = rows(mali_cli.compare(**asked))["MINUSCA"]
    ends = [row[f"ratio_during_before_{bound}"] for bound in BOUNDS]
    assert ends == pytest.approx([0.23, 0.81], abs=0.005)
    by_rule = {
        rule: rows(mali_cli.compare(**asked, straddle=rule))["MINUSCA"]["ratio_during_before"]
        for rule in ("start", "drop", "both", "split", "end")
    }
    expected = {"start": 0.24, "drop": 0.43, "both": 0.44, "split": 0.35, "end": 0.77}
    assert by_rule == pytest.approx(expected, abs=0.005)
    assert all(ends[0] <= ratio <= ends[1] for ratio in by_rule.values())
    table = run("compare", "--mission", "MINUSCA", "--data", path).out
    assert "×0.23–0.81 (low–high 0.35–0.59)" in table
    assert "Ranges, as an edge of the phase cuts a year" in table
    assert "MINUSCA (before and during)" in table


def test_a_range_says_how_the_events_tell_it() -> None:
    result = mali_cli.compare(mission="MINUSMA")
    ranges = next(note for note in result.notes if note.kind == "bounds" and note.warning)
    assert (
        "MINUSMA (before). Events can settle it: get them with mali-cli fetch ged, then "
        in ranges.text
    )
    assert ranges.text.endswith("--window 5y -t one-sided --dataset ged")


def test_a_mission_without_data_has_a_row_that_says_how_to_get_them() -> None:
    result = mali_cli.compare(mission=["MINUSMA", "MINUSCA"])
    found = rows(result)
    assert list(found) == ["MINUSMA", "MINUSCA"]
    assert found["MINUSMA"]["missing"] is None
    assert found["MINUSCA"]["missing"] == "mali-cli fetch country-year@25.1"
    assert found["MINUSCA"]["country"] == "Central African Republic"
    assert found["MINUSCA"]["others"] == "MINURCAT (before)"
    blank = [found["MINUSCA"][f"{w}_{n}"] for w in WINDOWS for n in ("years", "deaths", "per_year")]
    assert set(blank) == {None}
    assert "No data here: MINUSCA (mali-cli fetch country-year@25.1)." in said(result)


def test_where_all_are_missing_it_is_an_error(run: Run) -> None:
    with pytest.raises(NotHereError, match="no data on any of these missions are here") as caught:
        mali_cli.compare(mission=["MINUSCA", "MONUSCO"])
    assert caught.value.hint == "get them with mali-cli fetch country-year"
    assert run("compare", "--mission", "MINUSCA").code == 3
    assert run("compare", "--mission", "MINUSCA", "--mission", "MINUSMA").code == 0


def test_windows_that_the_data_cut_are_named_and_unequal_ones_too() -> None:
    result = mali_cli.compare(mission="MINUSMA")
    assert "Years before and after differ: MINUSMA (5 and 1)." in said(result)
    assert "Covered only in part: MINUSMA (after)." in said(result)
    assert "Under two years, so read the ratio with care: MINUSMA (after)." in said(result)
    (row,) = rows(result).values()
    assert (row["start"].isoformat(), row["end"].isoformat()) == ("2013-07-01", "2023-12-31")
    assert row["length_years"] == 10.5
    short = said(mali_cli.compare(mission="MINUSMA", window="1y", straddle="split"))
    assert "Years before and after differ" not in short


def test_a_mission_that_runs_has_nothing_after_it(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.compare(mission="MINUSCA", data=path)
    (row,) = rows(result).values()
    assert row["end"] is None
    assert row["length_years"] == 10.3
    assert row["after_years"] is None
    assert row["during_deaths"] > 0
    assert "No end date in the UN's list of 2024-02-19, so nothing after: MINUSCA." in said(result)


def test_a_window_before_a_state_is_named(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.compare(mission=["UNMISS", "UNMIL"], data=path)
    assert rows(result)["UNMISS"]["before_per_year"] is None
    assert "Covered only in part: UNMISS (before)." in said(result)


def test_missions_outside_the_data_are_blank(real_data: Callable[[str], Path]) -> None:
    path = str(real_data("organizedviolencecy_v25_1.csv"))
    result = mali_cli.compare(mission=["ONUC", "UNAMID"], data=path)
    found = rows(result)
    assert found["ONUC"]["during_deaths"] is None
    assert "Covered only in part: ONUC (before, during and after)" in said(result)
    assert "In part of a country, but counted for all of it: UNAMID (Darfur)" in said(result)
    early = mali_cli.compare(mission=["MINUSCA", "UNMIL"], data=path, to="2005")
    assert rows(early)["MINUSCA"]["during_deaths"] is None
    assert "Not covered: MINUSCA." in said(early)


def test_with_nothing_named_every_mission_is_compared_or_its_absence_explained() -> None:
    result = mali_cli.compare()
    assert list(rows(result)) == ["MINUSMA"]
    assert result.taken.endswith(" · eligible missions")
    left = "\n".join(note.text for note in result.notes if note.kind == "left out")
    named = [name for part in re.findall(r": (.*)\.", left) for name in re.split(r", | and ", part)]
    for mission in missions():
        assert mission.name == "MINUSMA" or any(n.startswith(mission.name) for n in named)
    assert "UNAMID (Darfur)" in left
    assert "UNISFA" in left
    assert "as their data are not here (mali-cli fetch country-year@25.1): ONUC" in left


def test_too_few_years_leave_a_mission_out() -> None:
    result = mali_cli.compare(eligible=True, min_years=2)
    assert result.frame.is_empty()
    assert result.empty == "no rows: with these data no mission qualifies"
    assert "Left out, with under 2 years of data before or after: MINUSMA." in said(result)


def test_all_rows_are_of_one_release(run: Run) -> None:
    content = made_up.as_csv(made_up.country_years("24.1"))
    assert run("import", "-", "--release", "24.1", "--whole", stdin=content).code == 0
    alone = mali_cli.compare(mission="MINUSMA")
    assert [source.pinned for source in alone.sources] == ["country-year@25.1"]
    both = mali_cli.compare(mission=["MINUSMA", "MONUSCO"])
    assert [source.pinned for source in both.sources] == ["country-year@24.1"]
    assert "All rows come from country-year@24.1" in said(both)
    assert "and not from country-year@25.1." in said(both)
    assert both.frame["missing"].null_count() == 2
    again = run(*both.arguments[1:], "--csv", "-q").csv()
    assert again["during_deaths"].to_list() == both.frame["during_deaths"].to_list()


def test_the_areas_are_those_of_packaged_missions() -> None:
    assert set(areas()) < {mission.name for mission in missions()}
    assert areas()["UNISFA"] == "Abyei"
    assert areas()["MINURSO"] == "Western Sahara"
    assert all(areas().values())


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"mission": "MINUSCAA"}, "unknown mission 'MINUSCAA'", "did you mean MINUSCA"),
        ({"mission": "MINUSMA", "eligible": True}, "--eligible chooses them", "one of them"),
        ({"mission": "MINUSMA", "min_years": 2}, "--min-years chooses them", "one of them"),
        ({"min_years": 0}, "--min-years 0 leaves nothing to compare", "give 1 or more"),
        ({"country": "Mali", "eligible": True}, "each counted in their own country", "--mission"),
        ({"mission": "MINUSMA", "window": "5"}, "'5' is not a length", "5y"),
        ({"mission": "MINUSMA", "mission_dates": "all"}, "unknown kind of mission dates", "there"),
        (
            {"mission": "MINUSMA", "type": ["one-sided", "non-state"]},
            "breaks looks at one series",
            "-t all",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        mali_cli.compare(**options)
    assert hint in (caught.value.hint or "")


def test_a_ratio_without_an_upper_bound_says_why() -> None:
    result = mali_cli.compare(mission="MINUSMA", window="6m", straddle="both")
    row = rows(result)["MINUSMA"]
    assert row["ratio_during_before_at_most"] is None
    assert row["before_per_year_at_least"] == 0
    assert "No upper bound (≥), as nothing lies wholly inside the time" in said(result)
    assert "before: MINUSMA (during)." in said(result)
    assert "upper bound" not in said(mali_cli.compare(mission="MINUSMA", window="5y"))
