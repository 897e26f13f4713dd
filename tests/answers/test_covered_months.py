"""Preliminary releases cover the months that they are named after: random ones against DuckDB."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from unittest.mock import patch

from hypothesis import event, given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.result import Result
from tests.cli.conftest import Run
from tests.observations.asks import SMALL, questions
from tests.observations.compare import check_phases, check_rows, touch
from tests.observations.kept import keep
from tests.observations.made_events import DAY, EXAMPLES, tables, written
from tests.observations.made_months import (
    ERA,
    FINAL,
    Release,
    covered,
    final_events,
    merged,
    releases,
)
from tests.observations.oracle import KINDS, Ask, Events, Span, clipped, joined, without
from tests.read.made_up import Row
from tests.read.writers import official

from .test_event_periods import RULES, phases
from .test_map import check as check_map

DOORS = ("file", "named", "merged")
FEW = max(6, EXAMPLES // 3)


@dataclass(frozen=True)
class Case:
    """Releases as both see them: the options that name them, and the oracle's table."""

    options: dict[str, Any]
    events: Events
    coverage: tuple[Span, ...]
    home: Path

    def ask(self, data: st.DataObject, **more: Any) -> tuple[dict[str, Any], Ask]:
        """Draw a question; its countries are named."""
        world = replace(SMALL, days=(ERA.first, ERA.last), releases=("",), coverage=self.coverage)
        drawn = data.draw(questions(self.events, world=world, filtered=False, **more))
        ask = replace(drawn.ask, coverage=self.coverage)
        numbers = [str(number) for number in ask.countries]
        return drawn.options | {"country": numbers, "release": None, **self.options}, ask

    def answer(self, command: Callable[..., Result], **options: Any) -> Result:
        with patch.dict(os.environ, {"MALI_CLI_HOME": str(self.home)}):
            return command(**options)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw releases, and the door by which they come in."""
    found, door = draw(releases()), draw(st.sampled_from(DOORS))
    event(door)
    folder = Path(mkdtemp(dir=Path(os.environ["MALI_CLI_HOME"]).parent))
    if door == "merged":
        final = draw(final_events())
        stored(folder, [Release("22.1", FINAL, tuple(final)), *found])
        options = {"dataset": "ged@22.1", "candidate": True}
        rows, coverage = merged(final, found), joined([FINAL, *covered(found)])
        return Case(options, Events(written(rows)), coverage, folder / "home")
    one = draw(st.sampled_from(found))
    path = written(one.rows)
    if door == "file":
        options = {"data": path, "release": one.name}
    else:
        stored(folder, found)
        options = {"dataset": f"candidate@{one.name}"}
    return Case(options, Events(path), (one.days,), folder / "home")


def stored(folder: Path, found: Sequence[Release]) -> None:
    """Import releases as whole ones."""
    with patch.dict(os.environ, {"MALI_CLI_HOME": str(folder / "home")}):
        for release in found:
            path = folder / f"{release.name}.csv"
            path.write_bytes(official(release.rows))
            keep(path, release.name)


@settings(max_examples=FEW)
@given(data=st.data())
def test_totals_of_months_equal_duckdb(data: st.DataObject) -> None:
    case = data.draw(cases())
    options, ask = case.ask(
        data,
        groups=("country", "actor", "type"),
        units=("year", "quarter", "month", "month"),
        rules=("start", "start", "end", "split", "drop"),
        default_types=KINDS,
    )
    if refused(case, ask, mali_cli.totals, options):
        return
    result = case.answer(mali_cli.totals, **options)
    check_rows(result, case.events, ask, case.events.totals(ask))
    check_uncovered(result, case.events, ask)
    if ask.unit and not result.frame.is_empty():
        shown = {str(name) for name in result.frame.drop_nulls(result.value)[ask.unit]}
        said = [note.text for note in result.notes if "only in part" in note.text.casefold()]
        for name in shown & set(partial(ask)):
            assert any(name in text for text in said), (name, said)


@settings(max_examples=FEW)
@given(data=st.data())
def test_events_of_months_equal_duckdb(data: st.DataObject) -> None:
    case = data.draw(cases())
    options, ask = case.ask(
        data, groups=(), units=(), rules=("start", "end", "drop"), default_types=KINDS
    )
    for name in ("by", "estimate", "measure"):
        options.pop(name, None)
    if refused(case, ask, mali_cli.events, options):
        return
    result = case.answer(mali_cli.events, **options)
    assert sorted(result.frame["id"]) == case.events.listed(ask)
    check_uncovered(result, case.events, ask)


@settings(max_examples=FEW)
@given(data=st.data())
def test_phases_of_months_equal_duckdb(data: st.DataObject) -> None:
    case = data.draw(cases())
    spans = data.draw(phases((ERA.first, ERA.last)))
    options, ask = case.ask(
        data,
        groups=("country", "actor"),
        units=(),
        rules=RULES,
        default_types=("one-sided",),
    )
    options["phase"] = [f"{name}={first}..{last}" for name, first, last in spans]
    seen = [span for span in spans if touch(span, ask.first, ask.last)]
    if not seen or refused(case, ask, mali_cli.periods, options):
        return
    result = case.answer(mali_cli.periods, **options)
    check_phases(result, case.events, ask, seen, "year")
    check_uncovered(result, case.events, ask)


def refused(case: Case, ask: Ask, command: Callable[..., Result], options: dict[str, Any]) -> bool:
    """Return whether the days asked for begin after those covered, or have a gap between releases.

    Then there is no answer, or at least no figure in it.
    """
    late = ask.first > ask.coverage[-1][1]
    gaps = [(one[1] + DAY, other[0] - DAY) for one, other in pairwise(ask.coverage)]
    if not late and not clipped(gaps, (ask.first, ask.last)):
        return False
    with suppress(mali_cli.MaliCliError):
        result = case.answer(command, **options)
        assert late
        assert result.frame.is_empty() or not result.frame[result.value].drop_nulls().len()
    return True


def check_uncovered(result: Result, events: Events, ask: Ask) -> None:
    """What falls to days that are not covered is in no row, and in a note."""
    number, deaths = events.uncovered(ask)
    if number:
        said = [note.text for note in result.notes if note.kind == "coverage"]
        words = f"{number} event{'s' * (number > 1)} ({deaths} death{'s' * (deaths != 1)})"
        assert any(words in text for text in said), (words, said)


def partial(ask: Ask) -> list[str]:
    """Return the units of time of which some days asked for are covered and some are not."""
    return [
        name
        for name, span in spans_of(ask.unit or "").items()
        for due in clipped([span], (ask.first, ask.last))
        if clipped(ask.coverage, due) and not ask.covers(due)
    ]


def spans_of(unit: str) -> dict[str, Span]:
    """Return the days of each unit of time of the era."""
    found: dict[str, list[date]] = {}
    day, last = date(ERA.first.year, 1, 1), date(ERA.last.year, 12, 31)
    while day <= last:
        found.setdefault(label(day, unit), []).append(day)
        day += DAY
    return {name: (days[0], days[-1]) for name, days in found.items()}


def label(day: date, unit: str) -> str:
    """Name the unit of time that a day is in."""
    names = {"year": f"{day:%Y}", "month": f"{day:%Y-%m}"}
    return names.get(unit, f"{day.year}-Q{(day.month + 2) // 3}")


@settings(max_examples=FEW)
@given(data=st.data(), rows=tables())
def test_an_extract_covers_its_window(run: Run, data: st.DataObject, rows: list[Row]) -> None:
    """What `events` gives of some days, read again, has no figure of any other day."""
    path = written(rows)
    found = Events(path)
    drawn = data.draw(
        questions(
            found,
            groups=(),
            units=("month", "quarter"),
            rules=("start",),
            default_types=KINDS,
            filtered=False,
        )
    )
    ask, options = drawn.ask, drawn.options
    words = ["events", "--data", path, "--csv", "-q", "--straddle", "start"]
    words += ["--from", options["from_"]] if options["from_"] else []
    words += ["--to", options["to"]] if options["to"] else []
    words += ["--release", options["release"]] if options["release"] else []
    listed = run(*words, *(word for number in ask.countries for word in ("-c", str(number))))
    if listed.code or not listed.csv().height:
        return
    extract = written([], listed.stdout)
    here = Events(extract)
    ask = replace(ask, countries=here.countries())
    options |= {"data": extract, "from_": None, "to": None, "release": None, "straddle": "start"}
    options["country"] = [str(number) for number in ask.countries]
    result = mali_cli.totals(**options)
    check_rows(result, here, ask, here.totals(ask))


@settings(max_examples=FEW)
@given(data=st.data())
def test_charts_and_maps_of_months_equal_duckdb(data: st.DataObject) -> None:
    case = data.draw(cases())
    unit = data.draw(st.sampled_from(("year", "quarter", "month")))
    options, ask = case.ask(
        data,
        groups=(),
        units=(),
        rules=("start", "end", "split", "drop"),
        default_types=("one-sided",),
    )
    if refused(case, ask, mali_cli.map, options):
        return
    check_map(case.answer(mali_cli.map, **options), case.events, ask)
    ask = replace(ask, groups=(unit,))
    result = case.answer(mali_cli.chart, **options | {"by": unit})
    check_rows(result, case.events, ask, case.events.totals(ask))
    check_uncovered(result, case.events, ask)


@settings(max_examples=FEW)
@given(found=releases(), unit=st.sampled_from(("year", "quarter", "month")))
def test_differences_of_months_equal_duckdb(found: list[Release], unit: str) -> None:
    """A unit that both cover is compared over the days of both, and not at all without one."""
    if len(found) < 2:
        return
    paths = [written(release.rows) for release in found[-2:]]
    sides = [Events(path) for path in paths]
    states = sorted(set(sides[0].countries()) & set(sides[1].countries()))
    if not states:
        return
    days = [release.days for release in found[-2:]]
    both = [span for span in spans_of(unit).values() if all(clipped([d], span) for d in days)]
    names = [f"{path}@{release.name}" for path, release in zip(paths, found[-2:], strict=True)]
    asked: dict[str, Any] = {"country": [str(number) for number in states], "type": "all"}
    result = mali_cli.diff(*names, by=unit, every=True, straddle="start", **asked)
    expected: dict[Any, list[float | None]] = {}
    for n, (events, mine) in enumerate(zip(sides, days, strict=True)):
        coverage = joined([*clipped([mine], days[1 - n]), *without([mine], both)])
        ask = Ask(
            tuple(states), KINDS, True, date.min, date.max, coverage, "start", "best", (unit,)
        )
        for (name,), row in events.totals(ask).items() if coverage else ():
            expected.setdefault(name, [None, None])[n] = row[0]
    rows = result.frame.rows(named=True)
    assert {row[unit]: [row["a"], row["b"]] for row in rows} == expected
