"""Made-up events against a count of days in plain Python, for every rule and unit of time.

Events span days that cross phases, months and years as country-years never do.
"""

from __future__ import annotations

from calendar import isleap
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.analysis.measures import Measure
from mali_cli.analysis.phases import phase_table
from mali_cli.analysis.totals import totals_table
from mali_cli.analysis.units import index_of
from mali_cli.model.coverage import Coverage, Days
from mali_cli.model.dates import Span
from mali_cli.model.phase import Phase

RULES = ("both", "start", "end", "split", "drop")
DAY = timedelta(days=1)
COVERAGE = Coverage.of(Span(date(2012, 1, 1), date(2014, 12, 31)))
KINDS = ("state-based", "non-state", "one-sided")
EPSILON = 1e-9
UNIT_NAMES: dict[str, Callable[[date], Any]] = {
    "year": lambda day: day.year,
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day:%Y-%m}",
}


@dataclass(frozen=True)
class Event:
    """A made-up event."""

    days: tuple[date, ...]
    kind: str
    best: int

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]


def holds(days: Days, day: date) -> bool:
    """Return whether a day is among some days."""
    return any(span.start <= day <= span.end for span in days.spans)


def part(event: Event, days: Days | None, rule: str) -> Fraction:
    """The part of an event that a rule counts in some days."""
    if days is None:
        return Fraction(0)
    shared = [day for day in event.days if holds(days, day)]
    match rule:
        case "both":
            return Fraction(bool(shared))
        case "start":
            return Fraction(event.first in shared)
        case "end":
            return Fraction(event.last in shared)
        case "drop":
            return Fraction(len(shared) == len(event.days))
    return Fraction(len(shared), len(event.days))


def crosses(event: Event, days: Days) -> bool:
    """Return whether some days of an event are among the days, and some are not."""
    return len({holds(days, day) for day in event.days}) == 2


def by_unit(event: Event, span: Days, rule: str, unit: str) -> dict[Any, Fraction]:
    """The parts of an event that a rule counts in a span, by the unit that they are dated to."""
    if not part(event, span, rule):
        return {}
    name = UNIT_NAMES[unit]
    shared = [day for day in event.days if holds(span, day)]
    if rule == "split":
        parts: dict[Any, Fraction] = defaultdict(Fraction)
        for day in shared:
            parts[name(day)] += Fraction(1, len(event.days))
        return parts
    if rule == "drop" and name(event.first) != name(event.last):
        return {}
    day = {"both": shared[0], "start": event.first, "end": event.last, "drop": event.first}[rule]
    return {name(day): Fraction(1)}


@st.composite
def event_lists(draw: st.DrawFn) -> list[Event]:
    def one() -> Event:
        first = draw(st.dates(COVERAGE.start, COVERAGE.end))
        length = draw(st.sampled_from((1, 1, 2, 5)) | st.integers(1, 450))
        last = min(first + (length - 1) * DAY, COVERAGE.end)
        days = tuple(first + n * DAY for n in range((last - first).days + 1))
        return Event(days, draw(st.sampled_from(KINDS)), draw(st.integers(0, 40)))

    return [one() for _ in range(draw(st.integers(0, 7)))]


@st.composite
def with_gaps(draw: st.DrawFn, days: Coverage) -> Coverage:
    """Take days out of some days, here and there, and leave at least one."""
    for _ in range(draw(st.integers(0, 2))):
        first = draw(st.dates(days.start, days.end))
        days = days.without(Span(first, first + draw(st.integers(0, 90)) * DAY)) or days
    return days


@st.composite
def phase_lists(draw: st.DrawFn) -> list[Phase]:
    """Draw phases that may overlap, leave gaps, have gaps, and lie outside the coverage."""
    phases = []
    for n in range(draw(st.integers(1, 4))):
        day = draw(st.dates(date(2011, 6, 1), date(2015, 6, 1)))
        span = Span(day, day + draw(st.integers(0, 500)) * DAY)
        covered = COVERAGE.within(span)
        covered = draw(with_gaps(covered)) if covered else None
        partial = covered is not None and draw(st.booleans())
        phases.append(Phase(f"p{n}", span, covered, partial=partial))
    return phases


def frame_of(events: Iterable[Event]) -> pl.LazyFrame:
    rows = [
        (e.first, e.last, e.first.year, e.kind, e.best, e.best // 2, e.best * 2) for e in events
    ]
    schema = {"start": pl.Date, "end": pl.Date, "year": pl.Int32, "type_of_violence": pl.String}
    schema |= dict.fromkeys(("best", "low", "high"), pl.Int64)
    return pl.LazyFrame(rows, schema=schema, orient="row")


def measure_of(rule: str, name: str = "deaths") -> Measure:
    return Measure(
        name,
        {"deaths": "best", "events": ""}.get(name, name),
        of_events=True,
        split=rule == "split",
        bounds=("low", "high") if name == "deaths" else None,
        sparse=True,
    )


@given(
    event_lists(),
    phase_lists(),
    st.sampled_from(RULES),
    st.sampled_from(("year", "month")),
    st.booleans(),
)
def test_phases_of_events_equal_a_count_by_days(
    events: list[Event], phases: list[Phase], rule: str, peak_by: str, grouped: bool
) -> None:
    groups = ["type_of_violence"] if grouped else []
    table = phase_table(frame_of(events), phases, groups, measure_of(rule), rule, peak_by)
    rows = table.frame.to_dicts()
    kinds = [kind for kind in KINDS if any(e.kind == kind for e in events)] if grouped else [None]
    assert len(rows) == len(kinds) * len(phases)
    total = _distinct(events, phases, rule)
    if table.distinct_total is not None:
        assert any(phase.covered for phase in phases)
        near(table.distinct_total, total, rule)
    else:
        assert not any(phase.covered for phase in phases), "nothing was watched: blank, not zero"
    for n, kind in enumerate(kinds):
        chosen = [event for event in events if kind in (None, event.kind)]
        before = None
        for phase, row in zip(phases, rows[n * len(phases) :], strict=False):
            before = _check_phase(row, phase, chosen, rule, peak_by, total, before)
        _check_bounds(rows[n * len(phases) :][: len(phases)], phases, chosen, events)


def _check_phase(
    row: dict[str, Any],
    phase: Phase,
    events: Sequence[Event],
    rule: str,
    peak_by: str,
    total: Fraction,
    before: Fraction | None,
) -> Fraction | None:
    """Check a row against the events; return its rate for the ratio of the next."""
    assert row["phase"] == phase.name
    span = phase.covered
    if span is None:
        blank = {name for name in row if row[name] is None}
        assert {"deaths", "low", "high", "events", "per_year", "share", "straddling"} < blank
        assert row["years"] == 0
        return None
    parts = [(event, part(event, span, rule)) for event in events]
    deaths = _sum(event.best * share for event, share in parts)
    near(row["deaths"], deaths, rule)
    near(row["low"], _sum(event.best // 2 * share for event, share in parts), rule)
    near(row["high"], _sum(event.best * 2 * share for event, share in parts), rule)
    near(row["events"], _sum(share for _, share in parts), rule)
    crossed = _sum(event.best * share for event, share in parts if crosses(event, span))
    near(row["straddling"], crossed, rule)
    years = _years(span)
    assert row["years"] == pytest.approx(float(years), abs=0.00005 + EPSILON)
    rate = deaths / years
    _check_optional(row["share"], deaths / total if total else None)
    if phase.partial:
        assert row["per_year"] is row["ratio_to_previous"] is None
        return None
    assert row["per_year"] == pytest.approx(float(rate), abs=0.00005 + EPSILON)
    _check_optional(row["ratio_to_previous"], rate / before if before else None)
    units = _units(events, span, rule, peak_by)
    names = UNIT_NAMES[peak_by]
    days = {names(day) for day in _days(span)}
    whole = {name for name in days if _is_whole(name, names, span)}
    top = {name: deaths for name, deaths in units.items() if name in whole}
    _check_peak(row, top, rule, whole=bool(whole))
    return rate


def _years(days: Days) -> Fraction:
    """Of each calendar year the part of its days."""
    lengths = {year: 366 if isleap(year) else 365 for year in range(2011, 2018)}
    return _sum(Fraction(1, lengths[day.year]) for day in _days(days))


def _is_whole(name: Any, names: Callable[[date], Any], days: Days) -> bool:
    """Return whether every day of a unit is among the days, as far as anything covers it."""
    have = set(_days(days))
    every = (date(2011, 1, 1) + n * DAY for n in range(6 * 366))
    return all(day in have for day in every if names(day) == name)


def _check_bounds(
    rows: Sequence[dict[str, Any]],
    phases: Sequence[Phase],
    chosen: Sequence[Event],
    events: Sequence[Event],
) -> None:
    """Check the least and the most against every event, day by day."""
    spans = [phase.covered for phase in phases]
    union = Coverage.of(*filter(None, spans)) if any(spans) else None
    rates: tuple[Fraction, Fraction] | None = None
    for n, (row, phase, span) in enumerate(zip(rows, phases, spans, strict=True)):
        if span is None:
            assert row["at_least"] is row["at_most"] is row["share_at_least"] is None
            rates = None
            continue
        others = [other for k, other in enumerate(spans) if other and k != n]
        least = sum(e.best for e in chosen if is_inside(e, span))
        most = sum(e.best for e in chosen if touches_days(e, span))
        assert (row["at_least"], row["at_most"]) == (least, most)
        assert row["low_at_least"] == sum(e.best // 2 for e in chosen if is_inside(e, span))
        assert row["high_at_most"] == sum(e.best * 2 for e in chosen if touches_days(e, span))
        assert least <= row["deaths"] <= most
        assert union
        mine = {id(e) for e in chosen}
        rest_most = sum(
            e.best
            for e in events
            if (id(e) not in mine and touches_days(e, union))
            or (
                id(e) in mine
                and any(touches_days(e, other) for other in others)
                and not is_inside(e, span)
            )
        )
        rest_least = sum(
            e.best
            for e in events
            if is_inside(e, union) and not (id(e) in mine and touches_days(e, span))
        )
        whole = [Fraction(least + rest_most), Fraction(most + rest_least)]
        for bound, amount, of in zip(("least", "most"), (least, most), whole, strict=True):
            _check_optional(row[f"share_at_{bound}"], amount / of if of else None)
        if phase.partial:
            assert row["per_year_at_least"] is row["ratio_at_most"] is None
            rates = None
            continue
        mine_rates = (least / _years(span), most / _years(span))
        _check_optional(row["per_year_at_least"], mine_rates[0])
        _check_optional(row["per_year_at_most"], mine_rates[1])
        before = rates or (Fraction(0), Fraction(0))
        _check_optional(row["ratio_at_least"], mine_rates[0] / before[1] if before[1] else None)
        _check_optional(row["ratio_at_most"], mine_rates[1] / before[0] if before[0] else None)
        if row["ratio_to_previous"] is not None:
            slack = 0.0001 + EPSILON
            assert row["ratio_at_least"] <= row["ratio_to_previous"] + slack
            most_ratio = row["ratio_at_most"]
            assert most_ratio is None or row["ratio_to_previous"] <= most_ratio + slack
        rates = mine_rates


def is_inside(event: Event, days: Days) -> bool:
    return any(span.start <= event.first and event.last <= span.end for span in days.spans)


def touches_days(event: Event, days: Days) -> bool:
    return any(span.start <= event.last and event.first <= span.end for span in days.spans)


def _check_optional(shown: float | None, wanted: Fraction | None) -> None:
    assert (shown is None) == (wanted is None)
    if wanted is not None:
        assert shown == pytest.approx(float(wanted), abs=0.00005 + EPSILON)


def _check_peak(row: dict[str, Any], units: dict[Any, Fraction], rule: str, *, whole: bool) -> None:
    if not whole:
        assert row["peak"] is row["peak_deaths"] is None
        return
    top = max(units.values(), default=Fraction(0))
    near(row["peak_deaths"], top, rule)
    if row["peak_deaths"] == 0:
        assert row["peak"] is None
        return
    named = row["peak"].split(";")
    assert named == sorted(named)
    assert {str(unit) for unit, deaths in units.items() if deaths == top} <= set(named)
    # under split what is shown to one decimal decides, so that a tie looks like one
    slack = Fraction(1, 10) if rule == "split" else 0
    assert all(units[_unit_key(name, units)] >= top - slack for name in named)


def _unit_key(name: str, units: dict[Any, Fraction]) -> Any:
    return next(unit for unit in units if str(unit) == name)


@given(
    event_lists(),
    st.dates(date(2012, 1, 1), date(2013, 6, 30)),
    st.integers(0, 700),
    st.data(),
    st.sampled_from(RULES[1:]),
    st.sampled_from((None, "year", "quarter", "month")),
    st.booleans(),
    st.booleans(),
)
def test_totals_of_events_equal_a_count_by_days(
    events: list[Event],
    first: date,
    length: int,
    data: st.DataObject,
    rule: str,
    unit: str | None,
    grouped: bool,
    fill: bool,
) -> None:
    window = Coverage.of(Span(first, min(first + length * DAY, COVERAGE.end)))
    window = data.draw(with_gaps(window))
    groups = [*([unit] if unit else []), *(["type_of_violence"] if grouped else [])]
    frame = totals_table(frame_of(events), window, groups, measure_of(rule), rule, fill=fill)
    expected = _expected_totals(events, window, rule, unit, grouped)
    if fill:
        times = _times(window, unit) if unit else [None]
        kinds = {event.kind for event in events} if grouped else {None}
        expected = {(t, k): expected.get((t, k), (Fraction(0),) * 2) for t in times for k in kinds}
    if not groups:
        expected = expected or {(None, None): (Fraction(0), Fraction(0))}
    shown = {
        (row.get(unit) if unit else None, row.get("type_of_violence")): row
        for row in frame.to_dicts()
    }
    for event in events if not unit else ():
        if touches_days(event, window):  # watched, and there, even if the rule counts none of it
            expected.setdefault((None, event.kind if grouped else None), (Fraction(0), Fraction(0)))
    assert set(shown) == set(expected)
    for key, (deaths, number) in expected.items():
        near(shown[key]["deaths"], deaths, rule)
        near(shown[key]["events"], number, rule)


def _expected_totals(
    events: Sequence[Event], window: Days, rule: str, unit: str | None, grouped: bool
) -> dict[tuple[Any, str | None], tuple[Fraction, Fraction]]:
    sums: dict[tuple[Any, str | None], tuple[Fraction, Fraction]] = {}
    for event in events:
        whole = part(event, window, rule)
        parts = by_unit(event, window, rule, unit) if unit else ({None: whole} if whole else {})
        for name, share in parts.items():
            key = (name, event.kind if grouped else None)
            deaths, number = sums.get(key, (Fraction(0), Fraction(0)))
            sums[key] = (deaths + event.best * share, number + share)
    return sums


@given(
    event_lists(),
    st.lists(st.dates(date(2012, 1, 2), date(2014, 12, 31)), max_size=4),
    st.sampled_from(RULES),
)
def test_phases_that_partition_the_coverage_keep_the_deaths_of_events(
    events: list[Event], cuts: list[date], rule: str
) -> None:
    starts = [COVERAGE.start, *sorted(set(cuts))]
    ends = [*(start - DAY for start in starts[1:]), COVERAGE.end]
    spans = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
    phases = [Phase(str(span), span, Coverage.of(span)) for span in spans]
    whole = sum(event.best for event in events)
    table = phase_table(frame_of(events), phases, [], measure_of(rule), rule, "year")
    added = table.frame["deaths"].sum()
    assert table.distinct_total is not None
    assert table.distinct_bounds == (whole, whole), "an edge between two phases cuts nothing"
    assert table.frame["at_least"].sum() <= whole <= table.frame["at_most"].sum()
    match rule:
        case "both":
            assert added >= table.distinct_total == whole
        case "drop":
            assert added == table.distinct_total <= whole
        case "split":
            assert table.distinct_total == pytest.approx(whole, abs=EPSILON)
            assert added == pytest.approx(whole, abs=0.05 * len(phases) + EPSILON)
        case _:
            assert added == table.distinct_total == whole


@given(
    event_lists(),
    st.sampled_from(("year", "quarter", "month")),
    st.sampled_from(("start", "end", "split")),
)
def test_parts_over_units_of_time_add_up_to_the_whole(
    events: list[Event], unit: str, rule: str
) -> None:
    frame = totals_table(frame_of(events), COVERAGE, [unit], measure_of(rule), rule)
    slack = 0.05 * frame.height + EPSILON if rule == "split" else 0
    assert frame["deaths"].sum() == pytest.approx(sum(e.best for e in events), abs=slack)


@given(event_lists(), phase_lists(), st.sampled_from(RULES), st.booleans())
def test_where_nobody_looks_for_peaks_all_else_is_the_same(
    events: list[Event], phases: list[Phase], rule: str, grouped: bool
) -> None:
    groups = ["type_of_violence"] if grouped else []
    sought, blank = (
        phase_table(frame_of(events), phases, groups, measure_of(rule), rule, unit)
        for unit in ("year", None)
    )
    peaks = ["peak", "peak_deaths"]
    assert_frame_equal(blank.frame.drop(peaks), sought.frame.drop(peaks))
    assert blank.frame.select(peaks).schema == sought.frame.select(peaks).schema
    for name in (*peaks, *blank.cut_peaks.columns):
        shown = blank.frame if name in peaks else blank.cut_peaks
        assert shown[name].null_count() == sought.frame.height
    assert blank.distinct_total == pytest.approx(sought.distinct_total)
    assert blank.distinct_bounds == sought.distinct_bounds


def test_a_phase_that_was_watched_has_zeros_and_one_that_was_not_is_blank() -> None:
    watched = Phase("watched", COVERAGE.hull, COVERAGE)
    later = Phase("later", Span(date(2020, 1, 1), date(2020, 12, 31)), None)
    table = phase_table(
        frame_of([]), [watched, later], [], measure_of("start"), "start", "month"
    ).frame.to_dicts()
    assert table[0]["deaths"] == table[0]["events"] == table[0]["per_year"] == 0
    assert table[0]["peak"] is None
    assert table[0]["peak_deaths"] == 0
    assert table[1]["deaths"] is None
    assert table[1]["events"] is None
    assert table[1]["per_year"] is None


def test_events_are_counted_where_events_are_asked_for() -> None:
    days = (date(2013, 6, 30), date(2013, 7, 1))
    events = [Event(days, "one-sided", 28), Event(days[:1], "one-sided", 0)]
    span = Span(date(2013, 7, 1), date(2014, 12, 31))
    for rule, number in {"both": 1, "start": 0, "end": 1, "split": 0.5, "drop": 0}.items():
        measure = measure_of(rule, "events")
        table = phase_table(
            frame_of(events), [Phase("during", span, Coverage.of(span))], [], measure, rule, "month"
        )
        row = table.frame.to_dicts()[0]
        assert row["deaths"] == row["events"] == number
        assert row["low"] is None
        assert row["high"] is None


def _units(events: Iterable[Event], span: Days, rule: str, unit: str) -> dict[Any, Fraction]:
    units: dict[Any, Fraction] = defaultdict(Fraction)
    for event in events:
        for name, share in by_unit(event, span, rule, unit).items():
            units[name] += event.best * share
    return units


def _distinct(events: Iterable[Event], phases: Sequence[Phase], rule: str) -> Fraction:
    spans = [phase.covered for phase in phases if phase.covered]
    if rule != "split":
        return _sum(e.best for e in events if any(part(e, span, rule) for span in spans))
    days = {day for span in spans for day in _days(span)}
    return _sum(Fraction(e.best * len(days & set(e.days)), len(e.days)) for e in events)


@pytest.mark.parametrize("unit", ["year", "quarter", "month"])
def test_every_day_since_1900_is_in_the_unit_of_its_date(unit: str) -> None:
    first, last = date(1900, 1, 1), date(2100, 12, 31)
    days = pl.DataFrame({"day": pl.date_range(first, last, eager=True)})
    fast, slow = (index_of(pl.col("day"), unit, since) for since in (first, date.min))
    assert days.select(fast.alias("unit")).equals(days.select(slow.alias("unit")))


def _days(days: Days) -> list[date]:
    return [span.start + n * DAY for span in days.spans for n in range(span.days)]


def _times(window: Days, unit: str) -> list[Any]:
    return list(dict.fromkeys(UNIT_NAMES[unit](day) for day in _days(window)))


def _sum(values: Iterable[Fraction | int]) -> Fraction:
    return Fraction(sum(values, start=Fraction(0)))


def near(shown: float, wanted: Fraction, rule: str) -> None:
    """Compare as shown: whole, or to a tenth under split."""
    assert isinstance(shown, float if rule == "split" else int)
    assert shown == pytest.approx(float(wanted), abs=0.05 + EPSILON if rule == "split" else 0)
