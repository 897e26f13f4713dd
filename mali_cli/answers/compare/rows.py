"""The rows of `compare`, and the notes under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from ...facts.missions import LIST_OF, areas, others_in
from ...model.bounds import HIGH, LEAST, LOW, MOST, lie_in_order, wide
from ...model.phase import is_short
from ...model.questions.shared import Scope
from ...model.result import Note
from ...observations import Observations
from ...words import beside, counting, sourcing, straddling
from ...words.message import Message, Said
from .. import notes
from ..event_notes import event_notes
from ..fighting import covered, is_default, out_of, without_and_with
from ..lives import blank_notes, days_of, state_notes
from ..rates import Rates
from .windows import WINDOWS, Counted, LeftOut, length_years, windows_of

MOST_NAMED = 5
"""Missions of which a note names figures, at most."""


def mission_rows(counted: Sequence[Counted], data: Observations, rates: Rates) -> pl.DataFrame:
    """Return a row a mission; `data` is that of any of them, all of one kind."""
    of_people = rates.columns
    split = data.selection.straddle == "split"
    deaths = pl.Float64 if split else pl.Int64
    schema: dict[str, type[pl.DataType]] = {
        "mission": pl.String,
        "country": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "length_years": pl.Float64,
    }
    for window in WINDOWS:
        schema |= {f"{window}_years": pl.Float64, f"{window}_deaths": deaths}
        schema |= {f"{window}_{bound}": pl.Int64 for bound in (LEAST, MOST)}
        per_year = ("per_year", f"per_year_{LEAST}", f"per_year_{MOST}")
        schema |= {f"{window}_{rate}": pl.Float64 for rate in (*of_people, *per_year)}
    for ratio in ("ratio_during_before", "ratio_after_during"):
        ends = (LEAST, MOST, *(("low", "high") if data.amount.low else ()))
        schema |= dict.fromkeys((ratio, *(f"{ratio}_{end}" for end in ends)), pl.Float64)
    schema |= {"peak": pl.String, "peak_deaths": deaths, "others": pl.String, "missing": pl.String}
    return pl.DataFrame([_row(one, of_people) for one in counted], schema=schema, orient="row")


def _row(one: Counted, of_people: Sequence[str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "mission": one.mission.name,
        "country": "; ".join(one.mission.host_names),
        "start": one.dates.start,
        "end": one.dates.end,
        "length_years": length_years(one),
    }
    for window in WINDOWS:
        rates = (*of_people, "per_year", f"per_year_{LEAST}", f"per_year_{MOST}")
        for name in ("years", "deaths", LEAST, MOST, *rates):
            row[f"{window}_{name}"] = one.figure(window, name)
    for window, other in (("during", "before"), ("after", "during")):
        name = f"ratio_{window}_{other}"
        both = one.figure(other, "deaths") is not None
        row[name] = one.figure(window, "ratio_to_previous") if both else None
        for bound in (LEAST, MOST):
            row[f"{name}_{bound}"] = one.figure(window, f"ratio_{bound}")
        row[f"{name}_low"] = _bound(one, (window, "low"), (other, "high"))
        row[f"{name}_high"] = _bound(one, (window, "high"), (other, "low"))
    return row | {
        "peak": one.figure("during", "peak"),
        "peak_deaths": one.figure("during", "peak_deaths"),
        "others": _others(one),
        "missing": one.missing,
    }


def odd_windows(counted: Sequence[Counted]) -> dict[tuple[int, str], notes.Unordered]:
    """Return the rates whose count has estimates out of order, by row and column."""
    found = {}
    for row, one in enumerate(counted):
        for window in WINDOWS:
            low, value, high = (one.figure(window, name) for name in (LOW, "deaths", HIGH))
            if not lie_in_order(low, value, high):
                names = [one.mission.name, window]
                found[row, f"{window}_per_year"] = notes.Unordered(names, low, value, high)
    return found


def _others(one: Counted) -> str | None:
    """Name the other missions in the same countries, with the windows that they lie in."""
    found = others_in(windows_of(one), one.selection.area.ids, one.mission.name)
    return "; ".join(f"{name} ({', '.join(inside)})" for name, (_, inside) in found.items()) or None


def _bound(one: Counted, above: tuple[str, str], below: tuple[str, str]) -> float | None:
    """Return the ratio of two rates by UCDP's bounds; None where one has none or is zero below."""
    top, bottom = one.figure(*above), one.figure(*below)
    years, others = one.figure(above[0], "years"), one.figure(below[0], "years")
    rated = one.figure(above[0], "per_year") is not None
    rated = rated and one.figure(below[0], "per_year") is not None
    if top is None or not bottom or not years or not others or not rated:
        return None
    return round(float((top / years) / (bottom / others)), 4)


def notes_of(
    counted: Sequence[Counted],
    data: Observations,
    left_out: LeftOut,
    passed_over: tuple[str, ...],
    exact: Sequence[Said],
) -> Iterable[Note]:
    """Say what to know about the rows: the rule, windows, dates, and what is missing.

    `exact` says how to get figures in place of ranges.
    """
    if counted:
        rule = data.selection.straddle
        yield Note(straddling.RULE(rule=rule, treatment=notes.treatment(rule)))
        if _has_bounds(counted):
            yield Note(beside.BOUNDS())
        yield Note(beside.LEVELS())
    if ranges := _named(counted, _ranges):
        what = (beside.EVENTS if data.of_events else beside.A_YEAR)()
        noun = data.selection.counts
        yield Note(beside.RANGES(missions=ranges, what=what, noun=noun, exactly=exact))
    if unbounded := _named(counted, _unbounded):
        yield Note(beside.NO_MOST(missions=unbounded))
    for message, detail in _OF_MISSIONS.items():
        if named := _named(counted, detail):
            yield Note(message(missions=named, listed=LIST_OF))
    yield from left_out.notes
    if passed_over:
        yield Note(sourcing.ALL_FROM(source=data.pinned, others=passed_over))
    for one in counted:
        found: list[Note] = []
        if one.data and one.figures:
            found += blank_notes(one.figures.values(), one.phases, one.data)
            found += state_notes(one.data, days_of(one.phases))
            found += notes.gap_notes(one.data)
        found += event_notes(one.data, ()) if one.data else []
        found = [note for note in found if note.kind != "source"]
        yield from (replace(note, of=one.mission.name) for note in found)
    yield from [Note(data.declared.remark)] if data.declared.remark else []
    yield from notes.window_notes(data.selection, data.published)


def _named(counted: Sequence[Counted], detail: Callable[[Counted], object]) -> list[object]:
    """Name the missions of which there is something to say, with the detail of it."""
    details = {one.mission.name: detail(one) for one in counted}
    return [
        beside.MISSION(mission=name, detail=what) if what else name
        for name, what in details.items()
        if what is not None
    ]


def fighting_of(query: Scope, counted: Sequence[Counted]) -> list[Note]:
    """Say what is left out where one-sided violence was taken by default; of few in figures."""
    found = [(one, one.data) for one in counted if one.data and one.phases]
    if not found or not is_default(query, found[0][1]):
        return []
    selection = found[0][1].selection
    if len(found) > MOST_NAMED:
        return [Note(counting.FIGHTING(**without_and_with(query, selection)))]
    sums = [(one.mission.name, out_of(data, covered(data, one.phases))) for one, data in found]
    decimals = selection.decimals
    missions = [
        counting.OF_MISSION(mission=name, number=both[0], total=both[1], decimals=decimals)
        for name, both in sums
        if both
    ]
    message = counting.OF_MISSIONS if missions else counting.FIGHTING
    return [Note(message(missions=missions, **without_and_with(query, selection)))]


def _lacking(one: Counted) -> str | Said | None:
    """Say how to get data that are not here, or why they are not where a file answers."""
    return (one.missing or one.error.said) if one.error else None


def _has_bounds(counted: Sequence[Counted]) -> bool:
    return any(
        one.figure(window, "ratio_to_previous")
        for one in counted
        for window in ("during", "after")
        if one.figure(window, "low") is not None
    )


def _ranges(one: Counted) -> Said | None:
    """Name the windows whose figures are ranges."""
    found = [n for n in WINDOWS if wide(one.figure(n, LEAST), one.figure(n, MOST))]
    return beside.WINDOWS(windows=found) if found else None


def _unbounded(one: Counted) -> Said | None:
    """Name the windows whose ratio has no upper bound."""
    found = [
        name
        for name in ("during", "after")
        if one.figure(name, "ratio_to_previous") is not None
        and one.figure(name, f"ratio_{LEAST}") is not None
        and one.figure(name, f"ratio_{MOST}") is None
    ]
    return beside.WINDOWS(windows=found) if found else None


def _unequal(one: Counted) -> Said | None:
    before, after = one.figure("before", "years"), one.figure("after", "years")
    if not before or not after or round(before, 1) == round(after, 1):
        return None
    return beside.YEARS(before=before, after=after)


def _short(one: Counted) -> Said | None:
    short = [name for name, row in (one.figures or {}).items() if is_short(row["years"])]
    return beside.WINDOWS(windows=short) if short and len(one.figures or {}) > 1 else None


def _cut(one: Counted) -> Said | None:
    """Name the windows that the data cover in part, or not at all."""
    if one.figures is None:
        return None
    planned = {phase.name: phase for phase in one.plan.phases}
    have = {phase.name: phase.covered for phase in one.phases}
    cut = []
    for name in WINDOWS:
        phase, covered = planned.get(name), have.get(name)
        if phase is None:
            continue
        late = covered is None or (phase.start is not None and covered.start > phase.start)
        early = covered and phase.end is not None and covered.end < phase.end
        gaps = covered is not None and covered.gaps
        if late or early or gaps or not one.figure(name, "years"):
            cut.append(name)
    return beside.WINDOWS(windows=cut) if cut else None


def _beyond(one: Counted) -> str | None:
    return "" if one.data and one.figures is None else None


_OF_MISSIONS: dict[Message, Callable[[Counted], object]] = {
    beside.UNEQUAL: _unequal,
    beside.SHORT: _short,
    beside.CUT: _cut,
    beside.BEYOND: _beyond,
    beside.NO_END: lambda one: "" if one.dates.end is None else None,
    beside.ROUGH: lambda one: "" if one.dates.rough else None,
    beside.UNSURE: lambda one: one.mission.unsure or None,
    beside.AREA: lambda one: areas().get(one.mission.name),
    beside.MISSING: _lacking,
}
"""What may be said of missions, each with the detail of it: None where it is not said of one."""
