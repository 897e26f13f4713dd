"""Phases of missions: open ends, dates before the data, windows, other missions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.answers.phase_plan import usual_mission
from mali_cli.model.questions.periods import Periods
from mali_cli.model.result import Result


def spans(result: Result) -> list[tuple[str, str]]:
    return [
        (row["phase"], f"{row['start']}..{row['end']}")
        for row in result.frame.iter_rows(named=True)
    ]


def ask(mission: str, **options: Any) -> Result:
    return mali_cli.periods(country="Mali", mission=mission, **options)


def said(result: Result) -> str:
    return "\n".join(str(note) for note in result.notes)


def test_a_mission_that_still_runs_ends_where_the_data_end() -> None:
    result = ask("MONUSCO")
    assert spans(result) == [
        ("before", "1989-01-01..2010-06-30"),
        ("during", "2010-07-01..2024-12-31"),
    ]
    assert "(before 21.5 years, during 14.5 years)" in said(result)


def test_what_came_before_a_mission_that_is_older_than_the_data_is_blank() -> None:
    for name in ("UNFICYP", "UNIFIL"):
        result = ask(name)
        before = result.frame.row(0, named=True)
        assert (before["phase"], before["start"], before["deaths"]) == ("before", None, None)
        assert spans(result)[1:] == [("during", "1989-01-01..2024-12-31")]
        assert "Phase 'before' (.." in said(result)
        assert "is blank: the data cover 1989-01-01..2024-12-31." in said(result)
        assert "The phases differ in length" not in said(result)


def test_a_mission_wholly_before_the_data_is_blank_and_not_zero() -> None:
    result = ask("ONUC")
    assert spans(result) == [
        ("before", "None..1960-06-30"),
        ("during", "1960-07-01..1964-06-30"),
        ("after", "1989-01-01..2024-12-31"),
    ]
    before, during, after = result.frame.to_dicts()
    assert before["deaths"] is None
    assert during["years"] == 0
    assert during["deaths"] is None
    assert after["deaths"] == 5436
    assert after["ratio_to_previous"] is None
    assert "Phase 'during' (1960-07-01..1964-06-30) is blank: the data cover" in said(result)
    assert "no whole year lies in" not in said(result)
    assert "Left out" not in said(result)  # nobody asked for a window


def test_a_window_before_the_data_is_blank_too() -> None:
    result = ask("ONUC", window="5y")
    assert spans(result) == [
        ("before", "1955-07-01..1960-06-30"),
        ("during", "1960-07-01..1964-06-30"),
        ("after", "1964-07-01..1969-06-30"),
    ]
    assert result.frame["deaths"].null_count() == 3
    assert result.extras["distinct_total"] is None
    assert "Phase 'before' (1955-07-01..1960-06-30) is blank: the data cover" in said(result)
    assert "Phase 'after' (1964-07-01..1969-06-30) is blank: the data cover" in said(result)


def test_dates_known_to_the_month_run_from_its_first_to_its_last_day_and_say_so() -> None:
    result = ask("UNSMIS", straddle="split")
    assert spans(result)[1] == ("during", "2012-04-01..2012-08-31")
    assert "UNSMIS: only the month of its start is known: 2012-04-01." in said(result)
    assert "UNSMIS: only the month of its end is known: 2012-08-31." in said(result)
    assert "is known" not in said(ask("MINUSMA"))


def test_dates_known_to_the_year_run_over_all_of_it() -> None:
    result = ask("UNTMIH")
    assert spans(result)[1] == ("during", "1997-01-01..1997-12-31")
    assert "only the year of its start is known" in said(result)


def test_mandate_and_operations_of_minusma_differ() -> None:
    operations = ask("MINUSMA", mission_dates="operations")
    mandate = ask("MINUSMA", mission_dates="mandate")
    assert spans(operations)[1] == ("during", "2013-07-01..2023-12-31")
    assert spans(mandate)[1] == ("during", "2013-04-25..2023-06-30")
    assert list(mandate.frame["deaths"]) == [1029, 3818, 505 + 619]
    assert mandate.title.endswith("after MINUSMA (mandate)")


def test_windows_are_as_long_as_asked_and_cut_to_the_data() -> None:
    result = ask("MINUSMA", window="5y")
    assert spans(result) == [
        ("before", "2008-07-01..2013-06-30"),
        ("during", "2013-07-01..2023-12-31"),
        ("after", "2024-01-01..2024-12-31"),
    ]
    cut = "Phase 'after' runs 2024-01-01..2028-12-31; the data cover 2024-01-01..2024-12-31 of it."
    assert cut in said(result)


def test_windows_in_months_end_the_day_before_and_begin_the_day_after() -> None:
    result = ask("UNMIL", window="18m")
    assert spans(result) == [
        ("before", "2002-04-01..2003-09-30"),
        ("during", "2003-10-01..2018-03-30"),
        ("after", "2018-03-31..2019-09-29"),
    ]
    assert "differ in length" not in said(result)


def test_a_window_has_to_bound_something() -> None:
    with pytest.raises(mali_cli.MaliCliError, match="--window limits open phases"):
        mali_cli.periods(country="Mali", phase="a=2012..2013", window="5y")


def test_windows_reach_the_ends_of_the_calendar_without_breaking() -> None:
    result = mali_cli.periods(country="Mali", phase="a=..9999-12-31", window="5y")
    assert list(result.frame["deaths"]) == [None]


def test_other_missions_are_named_with_every_phase_that_they_touch() -> None:
    minusma = "Other UN missions there: MINUSMA (2013-07-01..2023-12-31, in "
    assert f"{minusma}after)." in said(ask("MINURCAT"))
    assert f"{minusma}during and after)." in said(ask("UNMIL"))
    assert f"{minusma}before, during and after)." in said(ask("MINUJUSTH"))
    assert f"{minusma}before and during)." in said(ask("MINUSCA"))
    assert "Other UN missions" not in said(ask("MINUSMA"))


def test_a_mission_that_begins_in_one_phase_and_goes_on_is_in_both(
    real_data: Callable[[str], Path],
) -> None:
    """UNISFA begins twelve days before UNMIS ends."""
    data = str(real_data("organizedviolencecy_v25_1.csv"))
    notes = said(mali_cli.periods(mission="UNMIS", data=data))
    assert "UNAMID (2007-12-31..2020-12-31, in during and after)" in notes
    assert "UNISFA (2011-06-27.., in during and after)" in notes
    row = mali_cli.compare(mission="UNMIS", data=data).frame.row(0, named=True)
    assert "UNISFA (during, after)" in row["others"]


def test_a_country_that_hosted_one_mission_has_its_phases() -> None:
    for country in ("Mali", "ml", "432", "Soudan français"):
        result = mali_cli.periods(country=country, type="3")
        assert result.frame["deaths"].to_list() == [1029, 3818, 619]
        assert result.taken == (
            "Defaults: MINUSMA's dates of operation · shared years counted in both phases"
        )
        assert " ".join(result.arguments).startswith("mali-cli periods --mission MINUSMA ")
    chart = mali_cli.chart(country="Mali")
    assert [phase.name for phase in chart.phases] == ["before", "during", "after"]
    assert chart.taken == "Defaults: one-sided violence · MINUSMA's dates of operation"
    breaks = mali_cli.breaks(country="Mali")
    assert "MINUSMA's dates of operation" in breaks.taken
    assert "dates of" not in mali_cli.breaks(country="Mali", at="2012-03-22").taken
    compare = mali_cli.compare(country="Mali")
    assert compare.frame["mission"].to_list() == ["MINUSMA"]
    assert compare.taken == (
        "Defaults: one-sided violence · shared years counted in both phases · MINUSMA"
    )
    assert compare.frame.equals(mali_cli.compare(mission="MINUSMA", country="Mali").frame)


def test_the_mission_is_taken_where_it_was_in_all_countries_that_are_named() -> None:
    def taken(*country: str) -> str | None:
        return usual_mission(Periods(country=country))

    assert taken("Ethiopia") == taken("Ethiopia", "Eritrea") == "UNMEE"
    assert taken("Cyprus") == "UNFICYP"
    assert taken("Mali", "Niger") is taken("@aes") is taken("Niger") is None
    assert taken("Sudan") is taken("DR Congo") is taken("Central African Republic") is None
    assert usual_mission(Periods()) == "MINUSMA"


def test_a_series_of_a_country_of_several_missions_has_no_phases_and_says_how(
    real_data: Callable[[str], Path],
) -> None:
    data = str(real_data("organizedviolencecy_v25_1.csv"))
    for answer in (mali_cli.chart, mali_cli.breaks):
        result = answer(country="drc", data=data)
        assert "Phases have no default here, as ONUC, MONUC and MONUSCO were there" in said(result)
        assert f" -c drc --data {data} --mission MONUSCO." in said(result)
    assert "Phases have no default" not in said(mali_cli.chart(country="Niger"))


def test_only_a_mission_other_than_the_default_tells_how_long_its_phases_are() -> None:
    assert "The phases differ in length (before 14.7 years" in said(ask("UNMIL"))
    assert "differ in length" not in said(mali_cli.periods())


def test_the_hosts_of_a_mission_become_the_country() -> None:
    result = mali_cli.periods(mission="minusma")
    assert result.selection["country"] == ["Mali"]
    with pytest.raises(mali_cli.MaliCliError, match=r"no figures for DR Congo \(Zaire\) here"):
        mali_cli.periods(mission="MONUSCO")


def test_a_ratio_that_rests_on_a_short_phase_is_named() -> None:
    assert "* Phase shorter than two years (after)" in said(mali_cli.periods())


def test_the_pinned_command_asks_for_the_same_phases() -> None:
    arguments = ask("UNMIL", window="18m", mission_dates="mandate").arguments
    assert " ".join(arguments) == (
        "mali-cli periods --mission UNMIL --mission-dates mandate --window 18m -c Mali "
        "-t one-sided --straddle both --dataset country-year@25.1"
    )


def test_cuts_make_one_phase_more_and_meet_without_gap() -> None:
    result = mali_cli.periods(country="Mali", cut=["2020-08-18", "2012-03-22"])
    assert spans(result) == [
        ("until 2012-03-21", "1989-01-01..2012-03-21"),
        ("2012-03-22..2020-08-17", "2012-03-22..2020-08-17"),
        ("from 2020-08-18", "2020-08-18..2024-12-31"),
    ]


def test_a_phase_outside_the_data_is_blank_beside_others() -> None:
    result = mali_cli.periods(country="Mali", phase=["old=1970..1975", "new=2022"])
    assert list(result.frame["deaths"]) == [None, 1461]
    assert list(result.frame["start"]) == [date(1970, 1, 1), date(2022, 1, 1)]
    assert "Phase 'old' (1970-01-01..1975-12-31) is blank" in said(result)


def test_the_page_on_one_mission() -> None:
    found = mali_cli.missions("minusma")
    assert found.frame["mission"].to_list() == ["MINUSMA"]
    said = [str(note) for note in found.notes]
    assert any("S/RES/2690 (2023)" in line for line in said)
    assert any(
        line.startswith("311 people died in its service: Malicious Act 174") for line in said
    )
    killed = "Deaths in one-sided violence in Mali, by phase: before 1,029, "
    assert any(
        line.startswith(f"{killed}during 3,818, after 619 (country-year@25.1)") for line in said
    )
    elsewhere = [str(note) for note in mali_cli.missions("UNPROFOR").notes]
    assert any("213 people died in its service" in line for line in elsewhere)
    assert any("Get them with mali-cli fetch country-year" in line for line in elsewhere)
    nobody = [str(note) for note in mali_cli.missions("UNASOG").notes]
    assert any(line.startswith("No death in its service is recorded") for line in nobody)
    assert "died in its service" not in " ".join(map(str, mali_cli.missions("Mali").notes))
