"""What is not possible, or cannot be answered, is refused with what to type instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import mali_cli
from mali_cli.answers.notes import why_empty
from mali_cli.model.coverage import ALL_THE_TIME
from mali_cli.model.dates import Span
from mali_cli.model.errors import NotHereError, UnsettledError, UsageError
from mali_cli.model.selection import EVERY_TYPE, Area, Selection

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("periods", {"country": "Niger"}, "phases are needed for Niger: no UN mission was there"),
    ("periods", {"mission": "MINUSMA", "cut": "2012"}, "--mission and --cut both name phases"),
    ("periods", {"mission": "MINUSMAA"}, "unknown mission 'MINUSMAA'"),
    ("periods", {"timeline": "mali-coup"}, "unknown timeline 'mali-coup'"),
    ("periods", {"mission_dates": "budget"}, "unknown kind of mission dates 'budget'"),
    ("periods", {"type": "two-sided"}, "unknown type 'two-sided'"),
    ("periods", {"type": ["all", "one-sided"]}, "'all' is the sum of the types"),
    ("periods", {"from_": "2014", "to": "2013"}, "begins on 2014-01-01, after its end"),
    ("periods", {"from_": "2013-02-30"}, "no such date: '2013-02-30'"),
    ("periods", {"to": "1980"}, r"no phase lies in \.\.1980-12-31"),
    ("periods", {"country": "Mali", "phase": "a=2015..2012"}, "begins on 2015-01-01"),
    ("periods", {"country": "Mali", "phase": "2012..2015"}, "has no name"),
    ("periods", {"country": "Mali", "phase": "a="}, "'' has no date"),
    ("periods", {"country": "Mali", "phase": ["a=2012", "a=2013"]}, "two phases are called 'a'"),
    ("periods", {"country": "Mali", "phase": ["a=2012..", "b=2013"]}, "'a' and 'b' overlap"),
    ("periods", {"country": "Mali", "cut": ["2013", "2013-01-01"]}, "two cuts fall on 2013-01-01"),
    ("periods", {"country": "Mali", "cut": "0001"}, "'0001' is not a date"),
    ("periods", {"window": "5"}, "'5' is not a length"),
    ("periods", {"phases": "no-such-file.toml"}, "no file no-such-file.toml"),
    ("periods", {"by": "year"}, "cannot group by 'year'"),
    ("periods", {"by": "perpetrator", "type": "all"}, "only one-sided violence has a perpetrator"),
    ("periods", {"peak_by": "week"}, "unknown peak unit 'week'"),
    ("periods", {"estimate": "low", "measure": "civilians"}, "civilians have no low estimate"),
    ("periods", {"measure": "events"}, "events cannot be counted"),
    ("periods", {"dataset": "ucdp"}, "unknown data set 'ucdp'"),
    ("periods", {"dataset": "ged@25.1", "release": "24.1"}, "--dataset names release 25.1"),
    ("periods", {"release": "latest"}, "'latest' is not a release"),
    # a named data set does not make events of country-years
    (
        "periods",
        {"peak_by": "month", "dataset": "country-year"},
        "a peak by month needs events, and",
    ),
    ("totals", {"measure": "events", "dataset": "country-year"}, "country-year has none"),
    ("totals", {"straddle": "both"}, "a death would count in every unit"),
    ("chart", {"straddle": "both"}, "a death would count in every unit"),
    ("totals", {"country": "Congo"}, "'Congo' could be Congo or DR Congo"),
    ("timelines", {"name": "mali"}, "unknown timeline 'mali'"),
]

COVERS = "country-year@25.1 covers 1989-01-01..2024-12-31"


@pytest.mark.parametrize(("question", "options", "message"), WRONG)
def test_what_makes_no_sense_is_wrong_usage(
    question: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        getattr(mali_cli, question)(**options)
    assert caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("question", "options", "command"),
    [
        ("totals", {"country": "Chad"}, "mali-cli fetch country-year"),
        ("totals", {"country": "@ecowas"}, "mali-cli fetch country-year"),
        ("totals", {"release": "26.1"}, "mali-cli fetch country-year@26.1"),
        ("totals", {"from_": "2025"}, "mali-cli fetch country-year"),
        ("totals", {"by": "month"}, "mali-cli fetch ged"),
        ("totals", {"by": "adm1"}, "mali-cli fetch ged"),
        ("periods", {"by": "actor"}, "mali-cli fetch ged"),
        ("periods", {"peak_by": "month"}, "mali-cli fetch ged"),
        ("totals", {"by": "perpetrator", "measure": "civilians"}, "mali-cli fetch ged"),
        ("load", {"dataset": "events"}, "mali-cli fetch ged"),
        (
            "cite",
            {"dataset": "ged"},
            "mali-cli cite --dataset ged@25.1, or get it with mali-cli fetch ged",
        ),
    ],
)
def test_what_cannot_be_answered_here_names_the_command_that_gets_it(
    question: str, options: dict[str, Any], command: str
) -> None:
    with pytest.raises(NotHereError) as caught:
        getattr(mali_cli, question)(**options)
    assert (caught.value.hint or "").endswith(command)
    assert caught.value.exit_code == 3


def test_a_country_of_several_missions_gets_a_command_for_each() -> None:
    with pytest.raises(UnsettledError, match=r"ONUC, MONUC and MONUSCO were there") as caught:
        mali_cli.report(country="zaire", type="osv", window="5y")
    assert (caught.value.hint or "").splitlines()[1:] == [
        f"  mali-cli report --window 5y -c zaire -t osv --mission {name}"
        for name in ("ONUC", "MONUC", "MONUSCO")
    ]


def test_no_rows_is_an_answer_that_says_what_emptied_it() -> None:
    for fill in (False, True):
        for by in ((), ("country",), ("year",), ("type", "year")):
            result = mali_cli.totals(to="1980", by=by, fill=fill)
            assert result.frame.is_empty()
            why = f"no rows: {COVERS}, and nothing of ..1980-12-31"
            assert (result.empty or "").startswith(why)


def test_a_rule_that_counts_nothing_of_what_touches_leaves_a_blank_with_bounds() -> None:
    named: dict[str, Any] = {"dataset": "country-year", "straddle": "start"}
    result = mali_cli.totals(country="Mali", type="all", from_="2012-03", to="2012-06", **named)
    (row,) = result.frame.to_dicts()
    assert (row["deaths"], row["at_least"]) == (None, 0)
    assert row["at_most"] > 0


def test_no_rows_of_what_is_looked_at_whole_are_not_put_down_to_days_that_nobody_named() -> None:
    selection = Selection(Area(), EVERY_TYPE)
    covered = Span(date(1989, 1, 1), date(2023, 12, 31))
    data = SimpleNamespace(
        selection=selection,
        published=covered,
        asked=covered,
        lives=ALL_THE_TIME,
        source=SimpleNamespace(pinned="ged@24.1"),
    )
    assert str(why_empty(data)) == (  # type: ignore[arg-type]
        "no rows: ged@24.1 covers 1989-01-01..2023-12-31, and has nothing that fits"
    )


def test_a_title_names_countries_as_a_sentence_does_and_in_the_order_of_tables() -> None:
    result = mali_cli.chart(country="@aes", by="country", type="all", from_="2010")
    assert ", Burkina Faso, Mali and Niger, by year and country" in result.title
    assert list(dict.fromkeys(result.frame["country"])) == ["Burkina Faso", "Mali", "Niger"]


def test_a_chart_of_no_year_says_what_was_asked_for() -> None:
    result = mali_cli.chart(country="Mali", to="1980")
    assert result.frame.is_empty()
    assert result.empty == f"no rows: {COVERS}, and nothing of ..1980-12-31"


def test_a_window_beyond_the_data_says_what_they_cover() -> None:
    result = mali_cli.totals(from_="1980", to="1989", country="Mali", type="one-sided")
    said = [str(note) for note in result.notes]
    text = "The data cover 1989-01-01..2024-12-31, not all of 1980-01-01..1989-12-31."
    assert f"Warning: {text}" in said


def test_phases_of_a_file_are_those_of_the_same_options(tmp_path: Path) -> None:
    file = tmp_path / "phases.toml"
    file.write_text(
        'title = "Two"\ncountry = "Mali"\n[[phase]]\nname = "a"\nend = "2012"\n'
        '[[phase]]\nname = "b"\nstart = 2013-01-01\n',
        encoding="utf-8-sig",
    )
    from_file = mali_cli.periods(phases=str(file))
    typed = mali_cli.periods(country="Mali", phase=["a=..2012", "b=2013.."])
    assert from_file.frame.equals(typed.frame)
    assert "Mali: Two" in from_file.title
