"""Random questions about thousands of events against DuckDB: from the store, and of a real file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.result import Result
from tests.observations import many_events
from tests.observations.asks import GROUPS, Question, World, questions
from tests.observations.compare import check_phases, check_rows, removed, touch
from tests.observations.made_events import DAY
from tests.observations.many_events import MALI, MANY
from tests.observations.oracle import KINDS, Ask, Events

from .test_event_filters import SERIES
from .test_event_periods import RULES
from .test_map import check

EXAMPLES = settings().max_examples // 12
UNITS = ("year", "quarter", "month")
ASKED = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Case:
    """Events as both see them: the options that name them, and the oracle's table."""

    options: dict[str, Any]
    events: Events
    world: World
    home: Path

    def ask(self, data: st.DataObject, **more: Any) -> tuple[dict[str, Any], Ask]:
        """Draw a question, with its countries named."""
        drawn: Question = data.draw(questions(self.events, world=self.world, **more))
        numbers = [str(number) for number in drawn.ask.countries]
        options = drawn.options | {"country": numbers, **self.options}
        return options | {"release": drawn.options["release"] and MANY.releases[0]}, drawn.ask

    def answer(self, command: Callable[..., Result], **options: Any) -> Result:
        with patch.dict(os.environ, {"MALI_CLI_HOME": str(self.home)}):
            return command(**options)


def imported(path: Path, release: str, home: Path) -> None:
    with patch.dict(os.environ, {"MALI_CLI_HOME": str(home)}):
        import_files([str(path)], Watch(), release=release, whole=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Generated events in a store."""
    folder = tmp_path_factory.mktemp("many")
    many_events.write(many_events.many_events(), folder / "ged.csv")
    imported(folder / "ged.csv", "25.1", folder / "home")
    return Case({"dataset": "ged"}, Events(str(folder / "ged.csv")), MANY, folder / "home")


@pytest.fixture(scope="module")
def with_candidates(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The same events, and two months of candidate events on top."""
    folder = tmp_path_factory.mktemp("candidates")
    home, parts = folder / "home", [many_events.many_events()]
    many_events.write(parts[0], folder / "ged.csv")
    imported(folder / "ged.csv", "25.1", home)
    for month, days in ((1, 31), (2, 28)):
        first = date(2025, month, 1)
        rows = many_events.many_events(10_000 * month, 200)
        start = (pl.col("id") % days).cast(pl.Int64) * pl.duration(days=1) + first
        length = pl.col("id") % 7 * pl.duration(days=1)
        last = pl.min_horizontal(start + length, pl.lit(first + (days - 1) * DAY))
        rows = rows.with_columns(
            date_start=start.cast(pl.Date), date_end=last.cast(pl.Date), year=2025
        ).cast(parts[0].schema)
        many_events.write(rows, folder / f"{month}.csv")
        imported(folder / f"{month}.csv", f"25.0.{month}", home)
        parts.append(rows)
    many_events.write(pl.concat(parts), folder / "all.csv")
    end = date(2025, 2, 28)
    first = MANY.coverage[0][0]
    world = replace(MANY, days=(first, end), coverage=((first, end),))
    options = {"dataset": "ged", "candidate": True}
    return Case(options, Events(str(folder / "all.csv")), world, home)


@pytest.fixture
def mali(real_data: Callable[[str], Path], tmp_path: Path) -> Case:
    """UCDP's own events of Mali."""
    path = str(real_data("ged241_mali_webexport.csv"))
    return Case({"data": path}, Events(path, many_events.WEB_EXPORT), MALI, tmp_path / "home")


@pytest.fixture(params=["made", "with_candidates", "mali"])
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.getfixturevalue(request.param)
    return found


@ASKED
@given(data=st.data())
def test_totals_equal_duckdb(case: Case, data: st.DataObject) -> None:
    options, ask = case.ask(
        data, groups=GROUPS, units=UNITS, rules=SERIES, default_types=KINDS, filtered=True
    )
    if _refused(case, ask, mali_cli.totals, options):
        return
    try:
        expected = case.events.totals(ask)
    except LookupError:
        with pytest.raises(mali_cli.MaliCliError, match=r"(?s)--.* matche?s? nothing"):
            case.answer(mali_cli.totals, **options)
        return
    result = case.answer(mali_cli.totals, **options)
    event(f"rule {ask.rule}")
    check_rows(result, case.events, ask, expected)
    assert removed(result) == case.events.removed(ask)


@ASKED
@given(data=st.data(), unit=st.sampled_from(UNITS))
def test_charts_equal_duckdb(case: Case, data: st.DataObject, unit: str) -> None:
    options, ask = case.ask(
        data, groups=(), units=(), rules=SERIES, default_types=("one-sided",), filtered=False
    )
    options |= {"by": unit}
    if _refused(case, ask, mali_cli.chart, options):
        return
    result = case.answer(mali_cli.chart, **options)
    ask = replace(ask, groups=(unit,))
    check_rows(result, case.events, ask, case.events.totals(ask))


@settings(ASKED, max_examples=max(6, EXAMPLES // 3))
@given(data=st.data())
def test_maps_equal_duckdb(case: Case, data: st.DataObject) -> None:
    options, ask = case.ask(
        data,
        groups=("adm1",),
        units=(),
        rules=("start", "end", "split", "drop"),
        default_types=("one-sided",),
        filtered=False,
    )
    if _refused(case, ask, mali_cli.map, options):
        return
    check(case.answer(mali_cli.map, **options), case.events, ask)


@st.composite
def phases(draw: st.DrawFn) -> list[tuple[str, date, date]]:
    """Draw phases in any order of any length, some alike or one day long."""
    found = []
    for n in range(draw(st.integers(1, 4))):
        day = draw(st.dates(date(1987, 1, 1), date(2026, 1, 1)))
        last = day + draw(st.sampled_from((0, 30, 365, 2000)) | st.integers(0, 9000)) * DAY
        found.append((f"p{n}", day, last))
    return found


@ASKED
@given(data=st.data(), spans=phases(), peak_by=st.sampled_from(("year", "month")))
def test_periods_equal_duckdb(
    case: Case, data: st.DataObject, spans: list[tuple[str, date, date]], peak_by: str
) -> None:
    options, ask = case.ask(
        data,
        groups=("country", "actor", "adm1", "type", "perpetrator"),
        units=(),
        rules=RULES,
        default_types=("one-sided",),
        filtered=False,
    )
    seen = [span for span in spans if touch(span, ask.first, ask.last)]
    words = [f"{name}={first}..{last}" for name, first, last in spans]
    options |= {"phase": words, "peak_by": peak_by, "allow_overlap": True}
    if not seen:
        with pytest.raises(mali_cli.MaliCliError, match=r"no phase lies in|nothing from"):
            case.answer(mali_cli.periods, **options)
        return
    if _refused(case, ask, mali_cli.periods, options):
        return
    result = case.answer(mali_cli.periods, **options)
    check_phases(result, case.events, ask, seen, peak_by)


@settings(ASKED, max_examples=max(6, EXAMPLES // 3))
@given(data=st.data(), length=st.tuples(st.integers(1, 8), st.sampled_from("ym")))
def test_windows_around_a_mission_equal_duckdb(
    case: Case, data: st.DataObject, length: tuple[int, str]
) -> None:
    """The operations of MINUSMA began on 2013-07-01 and ended on 2023-12-31 (UN documents)."""
    options, ask = case.ask(
        data,
        groups=("country",),
        units=(),
        rules=RULES,
        default_types=("one-sided",),
        filtered=False,
    )
    months = length[0] * (12 if length[1] == "y" else 1)
    begin, end = date(2013, 7, 1), date(2023, 12, 31)
    before = _plus(begin, -months)
    after = _plus(end + DAY, months) - DAY
    spans = [("before", before, begin - DAY), ("during", begin, end), ("after", end + DAY, after)]
    options |= {"mission": "MINUSMA", "window": f"{length[0]}{length[1]}"}
    seen = [span for span in spans if touch(span, ask.first, ask.last)]
    if not seen or _refused(case, ask, mali_cli.periods, options):
        return
    result = case.answer(mali_cli.periods, **options)
    check_phases(result, case.events, ask, seen, "year", bounded=True)


def _plus(day: date, months: int) -> date:
    """The same day so many months later; these days are firsts of a month."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def _refused(case: Case, ask: Ask, command: Callable[..., Result], options: dict[str, Any]) -> bool:
    """Return whether nothing is covered, which must be refused."""
    if ask.first <= ask.coverage[-1][1]:
        return False
    with pytest.raises(mali_cli.MaliCliError, match="nothing from"):
        case.answer(command, **options)
    return True
