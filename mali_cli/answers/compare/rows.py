"""The rows of `compare`, and the notes under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import polars as pl

from ...facts.missions import LIST_OF, areas
from ...model.phase import is_short
from ...model.result import Note
from ...observations import Observations
from ...words.phrases import all_of
from .. import notes
from ..lives import blank_notes, days_of, state_notes
from .windows import WINDOWS, Counted, LeftOut, length_years, others_in


def mission_rows(counted: Sequence[Counted], data: Observations) -> pl.DataFrame:
    """Return a row a mission; `data` is that of any of them, all of one kind."""
    split = data.selection.straddle == "split"
    years = pl.Float64 if split or data.of_events else pl.Int64
    deaths = pl.Float64 if split else pl.Int64
    schema: dict[str, type[pl.DataType]] = {
        "mission": pl.String,
        "country": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "length_years": pl.Float64,
    }
    for window in WINDOWS:
        schema |= {f"{window}_years": years, f"{window}_deaths": deaths}
        schema |= {f"{window}_per_year": pl.Float64}
    for ratio in ("ratio_during_before", "ratio_after_during"):
        schema |= dict.fromkeys((ratio, f"{ratio}_low", f"{ratio}_high"), pl.Float64)
    schema |= {"peak": pl.String, "peak_deaths": deaths, "others": pl.String, "missing": pl.String}
    return pl.DataFrame([_row(one) for one in counted], schema=schema, orient="row")


def _row(one: Counted) -> dict[str, Any]:
    row: dict[str, Any] = {
        "mission": one.mission.name,
        "country": one.selection.area.label,
        "start": one.dates.start,
        "end": one.dates.end,
        "length_years": length_years(one),
    }
    for window in WINDOWS:
        for name in ("years", "deaths", "per_year"):
            row[f"{window}_{name}"] = one.figure(window, name)
    for window, other in (("during", "before"), ("after", "during")):
        name = f"ratio_{window}_{other}"
        both = one.figure(other, "deaths") is not None
        row[name] = one.figure(window, "ratio_to_previous") if both else None
        row[f"{name}_low"] = _bound(one, (window, "low"), (other, "high"))
        row[f"{name}_high"] = _bound(one, (window, "high"), (other, "low"))
    return row | {
        "peak": one.figure("during", "peak"),
        "peak_deaths": one.figure("during", "peak_deaths"),
        "others": others_in(one),
        "missing": one.missing,
    }


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
) -> Iterable[Note]:
    """Say what to know about the rows: the rule, windows, dates, and what is missing."""
    if counted:
        rule = data.selection.straddle
        text = f"--straddle {rule}: what crosses an edge is {notes.RULES[rule]}."
        yield Note("straddle", text)
        yield from _bounds(counted)
        text = "Levels beside each other: what else changed in those years is not part of them."
        yield Note("levels", text)
    yield from _named("window", _unequal, counted, "Before and after differ in years counted")
    yield from _named("ratio", _short, counted, "Under two years, so mind the ratio")
    yield from _named("coverage", _cut, counted, "Not all of it covered or looked at")
    yield from _named("coverage", _beyond, counted, "Outside of what is covered or looked at")
    text = f"No end in the UN's list of {LIST_OF}, so nothing after"
    yield from _named("dates", lambda one: "" if one.dates.end is None else None, counted, text)
    text = "Dates known to the month or the year only"
    yield from _named("dates", lambda one: "" if one.dates.rough else None, counted, text)
    yield from _named("dates", lambda one: one.mission.unsure or None, counted, "Unsure dates")
    text = "In a part of a country, and counted in the whole of it"
    yield from _named("area", lambda one: areas().get(one.mission.name), counted, text)
    yield from _named("missing", _lacking, counted, "Data that are not here")
    yield from left_out.notes
    yield from _passed(data, passed_over)
    for one in counted:
        if one.data and one.figures:
            found = [*blank_notes(one.figures.values(), one.phases, one.data)]
            found += state_notes(one.data, days_of(one.phases))
            for note in found:
                yield Note(note.kind, f"{one.mission.name}: {note.text}", note.warning)
        if one.data:
            for note in notes.event_notes(one.data, ()):
                yield Note(note.kind, f"{one.mission.name}: {note.text}", note.warning)
    yield from notes.window_notes(data.selection, data.published)


def _named(
    kind: str, detail: Callable[[Counted], str | None], counted: Sequence[Counted], text: str
) -> list[Note]:
    """Name the missions of which something is to be said, with the detail of each."""
    details = {one.mission.name: detail(one) for one in counted}
    names = [f"{n} ({words})" if words else n for n, words in details.items() if words is not None]
    return [Note(kind, f"{text}: {', '.join(names)}.")] if names else []


def _lacking(one: Counted) -> str | None:
    """Say how to get data that are not here, or why they are not where a file answers."""
    return (one.missing or one.error.message) if one.error else None


def _bounds(counted: Sequence[Counted]) -> list[Note]:
    ratios = [
        one.figure(window, "ratio_to_previous")
        for one in counted
        for window in ("during", "after")
        if one.figure(window, "low") is not None
    ]
    if not any(ratios):
        return []
    text = "In brackets: bounds of a ratio from UCDP's low and high estimates, not a probability."
    return [Note("bounds", text)]


def _unequal(one: Counted) -> str | None:
    before, after = one.figure("before", "years"), one.figure("after", "years")
    if not before or not after or round(before, 1) == round(after, 1):
        return None
    return f"{before:.3g} and {after:.3g}"


def _short(one: Counted) -> str | None:
    short = [
        name
        for name, row in (one.figures or {}).items()
        if is_short(row["years"], row["start"], row["end"])
    ]
    return all_of(short) if short and len(one.figures or {}) > 1 else None


def _cut(one: Counted) -> str | None:
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
    return all_of(cut) if cut else None


def _beyond(one: Counted) -> str | None:
    return "" if one.data and one.figures is None else None


def _passed(data: Observations, passed_over: tuple[str, ...]) -> list[Note]:
    if not passed_over:
        return []
    names = all_of(passed_over)
    text = f"All rows are from {data.pinned}, which has most of the missions; not {names}."
    return [Note("source", text)]
