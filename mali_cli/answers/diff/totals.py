"""Totals and events of two releases, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

import polars as pl

from ...analysis.ids import by_actor, lacks_ids, named_alike, without_ids
from ...analysis.measures import Measure
from ...analysis.phases import phase_table
from ...analysis.revisions import NOWHERE, event_changes, total_changes
from ...analysis.rows import in_order
from ...analysis.totals import totals_table
from ...datasets.event_rows import SAME
from ...datasets.registry import data_set
from ...datasets.shaping import GIVEN
from ...facts.countries import by_number
from ...frozen import frozen
from ...model.bounds import HIGH, LEAST, LOW, MOST, lie_in_order, wide
from ...model.coverage import Coverage
from ...model.dates import ONE_DAY, Span
from ...model.filters import ID_OF
from ...model.phase import Phase
from ...model.result import Note
from ...model.selection import VALUE
from ...model.source import Source
from ...model.units import UNITS, unit_among, unit_name, units_of
from ...observations import Observations
from ...observations.straddling import counts as counted_in
from ...observations.straddling import touches
from ...words import differing
from ...words.counting import OF_SIDES
from ..asking import TYPE, columns_of
from ..look_up import measure_of
from ..notes import Unordered
from ..phase_plan import PhasePlan, close_plan
from .pair import Pair
from .sides import PHASE

_PLACE = "_place"


@frozen
class Total:
    """A total as it is shown; None where it is blank.

    `least` and `most` bound it where edges cut it; `ends` are both, where they differ so much that
    no figure stands for them.
    """

    figure: float | None = None
    least: float | None = None
    most: float | None = None

    @property
    def ends(self) -> tuple[float, float] | None:
        """The least and the most, in place of the figure."""
        return wide(self.least, self.most)


@frozen
class Beyond:
    """What one side has on days that the other does not cover."""

    span: Coverage
    total: Total


@frozen
class Figures:
    """What two releases say.

    `frame` is that of `analysis.revisions.total_changes`. `totals` are those of a and b over
    `common`, the days that both cover; `beyond` what a and what b have on other days. `phases` are
    those that it is by. `odd` has the
    figures whose estimates are out of order, by their side and groups.
    """

    frame: pl.DataFrame
    common: Coverage | None
    totals: tuple[Total, Total]
    beyond: tuple[tuple[Beyond, ...], tuple[Beyond, ...]]
    notes: tuple[Note, ...] = ()
    phases: tuple[Phase, ...] = ()
    odd: Mapping[tuple[object, ...], Unordered] = field(default_factory=dict)

    def odd_in(self, frame: pl.DataFrame) -> dict[tuple[int, str], Unordered]:
        """Return the figures of these rows whose estimates are out of order, by row and side."""
        keys = frame.select(pl.exclude("a", "b", "change", "status")).rows()
        cells = {(row, side): (side, *key) for row, key in enumerate(keys) for side in "ab"}
        return {cell: self.odd[name] for cell, name in cells.items() if name in self.odd}

    @property
    def total_json(self) -> dict[str, object] | None:
        """The totals over the common days as plain values; None where there are no such days."""
        if self.common is None:
            return None
        a, b = (total.figure for total in self.totals)
        change = None if a is None or b is None else round(b - a, 1)
        days = {"start": self.common.start, "end": self.common.end}
        bounds = {
            f"{side}_{bound}": value
            for side, total in zip("ab", self.totals, strict=True)
            for bound, value in ((LEAST, total.least), (MOST, total.most))
        }
        return {**days, "a": a, "b": b, **bounds, "change": change}

    @property
    def ranges(self) -> bool:
        """Return whether a total over the common days, or beyond them, is a range."""
        beyond = (part.total for side in self.beyond for part in side)
        return any(total.ends for total in (*self.totals, *beyond))


def figures_of(
    pair: Pair, groups: Sequence[str], plan: PhasePlan | None, *, allow_overlap: bool
) -> Figures:
    """Add up both sides by the groups.

    Other groups than units of time are compared over the days that both sides cover, and so is a
    unit of which both cover some; the units of one side alone are new or gone.

    Raises:
        UsageError: a side lacks a column that is needed, or no phase lies in the days looked at.
    """
    others = [group for group in groups if group != PHASE]
    measures = [measure_of(found, others) for found in pair.both]
    unit = unit_among(groups)
    columns = columns_of(others, pair.selection)
    windows = pair.windows_by(unit) if unit else (pair.common, pair.common)
    phases, notes = _phases(pair, plan, allow_overlap=allow_overlap)
    sides = _named_alike(pair, others)
    rows = [
        _counted(
            found, window, phases if plan else None, columns, measure, actors="actor" in groups
        )
        for found, window, measure in zip(sides, windows, measures, strict=True)
    ]
    keys = [*columns, PHASE] if plan else list(columns)
    watched = [
        _watched(found, window, unit) for found, window in zip(pair.both, windows, strict=True)
    ]
    frame = total_changes(rows[0], rows[1], keys, (watched[0], watched[1]))
    a, b = (_total(f, pair.common, m) for f, m in zip(pair.both, measures, strict=True))
    beyond = [
        tuple(Beyond(days, _total(f, days, m)) for days in _other_days(window, pair.common))
        for f, window, m in zip(pair.both, pair.windows, measures, strict=True)
    ]
    ordered = _in_order_of(frame, phases, columns) if plan else frame
    notes = (*notes, *_whole_years(pair, phases))
    odd = dict(_odd(rows, keys))
    return Figures(ordered, pair.common, (a, b), (beyond[0], beyond[1]), notes, phases, odd)


def _odd(
    sides: Sequence[pl.DataFrame], keys: Sequence[str]
) -> Iterator[tuple[tuple[object, ...], Unordered]]:
    for side, rows in zip("ab", sides, strict=True):
        if {LOW, HIGH} <= set(rows.columns):
            for *key, low, value, high in rows.select(*keys, LOW, VALUE, HIGH).iter_rows():
                if not lie_in_order(low, value, high):
                    names = [str(part) for part in key if part is not None]
                    yield (side, *key), Unordered([*names, side], low, value, high)


def _phases(
    pair: Pair, plan: PhasePlan | None, *, allow_overlap: bool
) -> tuple[tuple[Phase, ...], tuple[Note, ...]]:
    if plan is None or pair.common is None:
        return (), plan.notes if plan else ()
    common = pair.a.published.within(pair.b.published)
    phases, notes = close_plan(plan, pair.a, allow_overlap=allow_overlap, common=common)
    return phases, (*notes, *plan.notes)


def _whole_years(pair: Pair, phases: Sequence[Phase]) -> list[Note]:
    """Warn of edges within a year where one side has days and the other whole years."""
    selection = pair.selection
    if pair.a.of_events == pair.b.of_events or pair.common is None:
        return []
    common = pair.common
    edges = {selection.first, selection.last and selection.last + ONE_DAY}
    for phase in phases:
        if span := common.within(phase.span):
            edges |= {span.start, span.end + ONE_DAY} - {common.start}
    covered = Span(common.start, common.end + ONE_DAY)
    inside = [day for day in edges if day and covered.start <= day <= covered.end]
    inside = sorted(day for day in inside if (day.month, day.day) != (1, 1))
    if not inside:
        return []
    return [Note(differing.WITHIN_YEARS(days=inside))]


def _counted(
    found: Observations,
    days: Coverage | None,
    phases: Sequence[Phase] | None,
    columns: Sequence[str],
    measure: Measure,
    *,
    actors: bool,
) -> pl.DataFrame:
    """Add up days or phases; a series of events in time alone has its empty units, as zeros."""
    rule, lives = found.selection.straddle, found.lives
    rows = by_actor(found.frame) if actors else found.frame
    if phases is not None:
        return phase_table(
            found.frame, phases, columns, measure, rule, "year", rows, lives, found.run
        ).frame
    series = found.of_events and set(columns) <= {*UNITS, *TYPE}
    frame = totals_table(
        rows, days or found.coverage, columns, measure, rule, fill=series, lives=lives
    )
    return frame if days else frame.clear()


def _named_alike(pair: Pair, groups: Sequence[str]) -> list[Observations]:
    """Give what has a number one name on both sides; where one has no ids, names decide in both."""
    frames = [_named(found.frame) for found in pair.both]
    for group in ID_OF:
        if group in groups and any(lacks_ids(frame, group) for frame in frames):
            frames = [without_ids(frame, group) for frame in frames]
    frames = list(named_alike(frames, groups))
    return [replace(found, frame=f) for found, f in zip(pair.both, frames, strict=True)]


def _named(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Give countries and regions one name each: releases may call them otherwise."""
    if "country_id" not in rows.collect_schema().names():
        return rows
    numbers = pl.col("country_id")
    names = {number: country.name for number, country in by_number().items()}
    regions = {number: country.region for number, country in by_number().items()}
    return rows.with_columns(
        numbers.replace_strict(names, default=pl.col("country")).alias("country"),
        numbers.replace_strict(regions, default=pl.col("region")).alias("region"),
    )


def _watched(found: Observations, window: Coverage | None, unit: str | None) -> pl.Expr:
    """Return whether a group without a row is a zero: of events, where they are covered.

    Country-years have a row for every country and year, so that none is a blank.
    """
    if window is None or not found.of_events:
        return NOWHERE
    if unit is None:
        return pl.lit(value=True)
    numbers = units_of(window, unit)
    return pl.col(unit).is_in(
        numbers if unit == "year" else [unit_name(number, unit) for number in numbers]
    )


def _total(found: Observations, span: Coverage | None, measure: Measure) -> Total:
    if span is None:
        return Total()
    frame = totals_table(found.frame, span, (), measure, found.selection.straddle)
    if not frame.height:
        return Total()
    figure, least, most = frame.select("deaths", LEAST, MOST).row(0)
    return Total(None if figure is None else measure.rounded(figure), least, most)


def _other_days(window: Coverage | None, common: Coverage | None) -> tuple[Coverage, ...]:
    """Return the days of a window that are not common, each stretch for itself."""
    rest = window.without(common) if window and common else window
    return tuple(Coverage.of(span) for span in rest.spans) if rest else ()


def _in_order_of(
    frame: pl.DataFrame, phases: Sequence[Phase], columns: Sequence[str]
) -> pl.DataFrame:
    places = {phase.name: place for place, phase in enumerate(phases)}
    place = pl.col(PHASE).replace_strict(places, return_dtype=pl.Int32).alias(_PLACE)
    return in_order(frame.with_columns(place), [*columns, _PLACE]).drop(_PLACE)


KEY = "id"


def sides_without_ids(pair: Pair) -> tuple[Source, ...]:
    """Return the sides whose events have no ids, so that none can be found again in the other."""
    return tuple(
        found.source
        for found in pair.both
        if found.of_events and KEY not in found.frame.collect_schema().names()
    )


def changes_of(pair: Pair) -> pl.DataFrame | None:
    """Compare the events of both sides; see `analysis.revisions.event_changes`.

    None where not both are events with ids.
    """
    if not pair.of_events or sides_without_ids(pair):
        return None
    selection = pair.selection
    rule = selection.straddle
    a, b = (
        _looked_at(found.frame, window, rule)
        for found, window in zip(pair.both, pair.windows, strict=True)
    )
    own = {"civilians": SAME["civilians"], **{name: name for name in OF_SIDES}}
    named = pair.a.declared.answers == "named" and pair.a.amount.best
    usual = named or selection.estimate
    counting = own.get(selection.measure, usual)
    common, names = pair.common, columns_in_both(pair)
    return event_changes(a, b, names, counting=counting, common=common, rule=rule)


def columns_in_both(pair: Pair) -> tuple[str, ...]:
    """Return the data set's own columns, but for the id, that both sides have."""
    a, b = _columns(pair)
    return tuple(name for name in a if name in b and name != KEY)


def columns_in_one(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the data set's own columns that only a has, and that only b has."""
    a, b = _columns(pair)
    return tuple(n for n in a if n not in b), tuple(n for n in b if n not in a)


def stand_elsewhere(changes: pl.DataFrame, status: str, events: pl.LazyFrame) -> int:
    """Count the events of a status that are among others, such as all of the other side."""
    ids = changes.lazy().filter(pl.col("status") == status).select(KEY)
    return int(events.select(KEY).join(ids, on=KEY, how="semi").select(pl.len()).collect().item())


def _columns(pair: Pair) -> tuple[list[str], list[str]]:
    a, b = (found.frame.collect_schema().names() for found in pair.both)
    layout = data_set(pair.a.source.dataset).layouts[0]
    own = [name for name in layout.columns if name != layout.stamp]
    return [name for name in own if name in a], [name for name in own if name in b]


def _looked_at(events: pl.LazyFrame, window: Coverage | None, rule: str) -> pl.LazyFrame:
    """Keep the events that count in the days looked at, each once, with the names they have."""
    if GIVEN in events.collect_schema().names():
        events = events.with_columns(country=pl.col(GIVEN))
    if window is None:
        return events.filter(False)
    return events.filter(touches(window) if rule == "split" else counted_in(window, rule))
