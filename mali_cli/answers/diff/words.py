"""The words of `diff`: its sentence, its notes, its title."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ...analysis.revisions import ADDED, GONE, NEW, REMOVED, REVISED, STATUSES
from ...analysis.units import UNITS
from ...datasets.registry import data_set
from ...model.coverage import Days
from ...model.result import Note
from ...model.selection import Area, Selection
from ...model.source import Source
from ...model.words import TYPES
from ...observations import Observations
from ...words.phrases import all_of, counted, thousands
from .. import notes
from ..lives import state_notes, why_no_state
from .pair import Pair
from .totals import Beyond, Figures, columns_in_one, sides_without_ids, stand_elsewhere

Names = tuple[str, str]


def names_of(pair: Pair) -> Names:
    """Name both: "UCDP GED 24.1"; the file where the release is not known or tells nothing."""
    a, b = (_name(found.source) for found in pair.both)
    if a != b or pair.a.source.sha256 == pair.b.source.sha256:
        return a, b
    origins = [found.source.stamp or found.source.origin for found in pair.both]
    if origins[0] == origins[1]:
        origins = ["a", "b"]
    return f"{a} ({origins[0]})", f"{b} ({origins[1]})"


def summary(pair: Pair, names: Names, figures: Figures, changes: pl.DataFrame | None) -> str:
    """Say what differs: events, the total over the days that both cover, and what lies beyond."""
    beyond = [
        text
        for name, parts in zip(names, figures.beyond, strict=True)
        if (text := _beyond(name, parts, pair.selection))
    ]
    if figures.common is None:
        apart = f"{names[0]} and {names[1]} have no day in common"
        return " ".join([f"{why_no_state(pair.a) or apart}.", *beyond])
    start = f"Between {names[0]} and {names[1]}"
    total = _total_words(pair.selection, figures, figures.common)
    if changes is None:
        return " ".join([f"{start}, {total}.", *beyond])
    return " ".join([f"{start}, {_events_words(changes)}; {total}.", *beyond])


def counts_of(changes: pl.DataFrame | None) -> dict[str, int] | None:
    """Count the events of each status; None where they were not compared."""
    if changes is None:
        return None
    found = dict(changes.group_by("status").agg(pl.col("id").n_unique()).iter_rows())
    return {status: found.get(status, 0) for status in STATUSES}


def why_empty(pair: Pair, names: Names) -> str:
    """Say why there are no rows."""
    if pair.common is None and any(pair.windows):
        return f"no rows: {names[0]} and {names[1]} have no day in common"
    if pair.common is None:
        if why := why_no_state(pair.a):
            return f"no rows: {why}"
        covers = [f"{n} covers {f.published}" for n, f in zip(names, pair.both, strict=True)]
        selection = pair.selection
        asked = f"{selection.first or ''}..{selection.last or ''}"
        return f"no rows: {all_of(covers)}, nothing of {asked}"
    return f"no difference: {names[0]} and {names[1]} are equal in what was asked"


def years_words(span: Days) -> str:
    """Name days as years where they are whole ones: "1990–2023", else "2013-07-01..2014-05-06"."""
    if len(span.spans) > 1:
        return str(span)
    begin, close = (span.start.month, span.start.day), (span.end.month, span.end.day)
    if (begin, close) != ((1, 1), (12, 31)):
        return str(span)
    first, last = span.start.year, span.end.year
    return str(first) if first == last else f"{first}–{last}"


def _name(source: Source) -> str:
    one = data_set(source.dataset)
    name = f"{one.maker.short} {one.short or one.name}"
    return f"{name} {source.release}" if source.release else f"{name} ({source.origin})"


def _events_words(changes: pl.DataFrame) -> str:
    counts = counts_of(changes) or {}
    added, removed, revised = (counts[status] for status in (ADDED, REMOVED, REVISED))
    if not (added or removed or revised):
        return "no event was added, removed or revised"
    verb = "was" if added == 1 else "were"
    best = changes.filter((pl.col("status") == REVISED) & (pl.col("column") == "best")).height
    words = f"{counted(added, 'event')} {verb} added, {removed:,} removed and {revised:,} revised"
    return f"{words} (best in {best:,})" if revised else words


def _total_words(selection: Selection, figures: Figures, common: Days) -> str:
    what = f"{_what(selection)} in {_where(selection.area)}, {years_words(common)},"
    a, b = figures.totals
    decimals = 1 if selection.straddle == "split" else 0
    if a is None or b is None:
        return f"{what} are blank in {'both' if a == b else 'one of them'}"
    if a == b:
        return f"{what} are {thousands(a, decimals)} in both"
    share = f", {(b - a) / a:+,.1%}" if a else ""
    change = f"{b - a:+,.{decimals}f}{share}"
    return f"{what} went from {thousands(a, decimals)} to {thousands(b, decimals)} ({change})"


def _beyond(name: str, parts: tuple[Beyond, ...], selection: Selection) -> str:
    """Say what one has on days that the other does not cover; blanks are none of it."""
    parts = tuple(part for part in parts if part.deaths is not None)
    decimals = 1 if selection.straddle == "split" else 0
    noun = {"deaths": "death", "civilians": "civilian", "events": "event"}[selection.measure]
    amounts = [
        counted(part.deaths, noun)
        if isinstance(part.deaths, int)
        else f"{thousands(part.deaths, decimals)} {noun}s"
        for part in parts
    ]
    spans = [f"{years_words(p.span)} ({n})" for p, n in zip(parts, amounts, strict=True)]
    return f"Only {name} covers {all_of(spans)}." if spans else ""


def _where(area: Area) -> str:
    if 0 < len(area.names) < 6:
        return all_of(area.names)
    return area.label if len(area.terms) < 6 else counted(len(area.ids), "country", "countries")


def _what(selection: Selection) -> str:
    types = selection.types.names
    violence = "organised violence" if types == TYPES else f"{all_of(types)} violence"
    return {
        "deaths": f"deaths ({selection.estimate} estimate) in {violence}",
        "civilians": f"civilians killed in {violence}",
        "events": f"events of {violence}",
    }[selection.measure]


MOST_COLUMNS = 12


def shown_notes(rows: pl.DataFrame, kept: pl.DataFrame, shown: pl.DataFrame) -> list[Note]:
    """Say which rows are not shown: those that do not differ, and those that --top cut."""
    found = []
    if kept.height < rows.height:
        alike = counted(rows.height - kept.height, "row")
        text = f"Not shown: {alike} without a difference in deaths; --all shows every row."
        found.append(Note("rows", text))
    if shown.height < kept.height:
        text = f"--top cut {counted(kept.height - shown.height, 'row')} of {kept.height:,}."
        found.append(Note("limit", text))
    return found


def event_notes(
    pair: Pair, names: Names, changes: pl.DataFrame | None, whole: Sequence[Observations]
) -> list[Note]:
    """Say which columns were revised, what only one covers or has, and what only moved."""
    if changes is None:
        bare = dict.fromkeys(side.called for side in sides_without_ids(pair) if pair.of_events)
        have = "has" if len(bare) == 1 else "have"
        text = f"Events are not compared, as {all_of(bare)} {have} no column id: totals only."
        return [Note("columns", text)] if bare else []
    revised = changes.filter(pl.col("status") == REVISED)["column"].value_counts(sort=True)
    columns = [f"{name} {number:,}" for name, number in revised.iter_rows()]
    found = []
    if columns:
        more = f" and {len(columns) - MOST_COLUMNS} more" if len(columns) > MOST_COLUMNS else ""
        found.append(Note("columns", f"Revised: {', '.join(columns[:MOST_COLUMNS])}{more}."))
    for name, status in zip(names, (GONE, NEW), strict=True):
        number = changes.filter(pl.col("status") == status).height
        if number:
            verb = "lies" if number == 1 else "lie"
            text = f"{counted(number, 'event')} of {name} {verb} in days that only it covers"
            found.append(Note("coverage", f"{text} ({status})."))
    for name, only in zip(names, columns_in_one(pair), strict=True):
        if only:
            text = f"Not compared, as only {name} has that: {', '.join(only)}."
            found.append(Note("columns", text))
    return found + _moved(names, changes, whole)


def pair_notes(pair: Pair, names: Names, groups: Sequence[str], frame: pl.DataFrame) -> list[Note]:
    """Say in which countries and over which days the two are compared, and by which rule.

    Takes the groups of the totals, and their rows.
    """
    found = []
    for name, side in zip(names, pair.both, strict=True):
        if not side.source.whole:
            text = f"{name} is a part of its release: what it lacks counts as not there."
            found.append(Note("partial", text, warning=True))
    if pair.shared:
        found.append(Note("countries", f"Compared where both have figures: {_listed(pair)}."))
    if pair.common and pair.windows != (pair.common, pair.common):
        days = f"{years_words(pair.common)}, the days that both cover"
        unit = next((group for group in groups if group in UNITS), None)
        found.append(Note("coverage", f"Compared over {days}; other days are new or gone."))
        if unit is None:
            found[-1] = Note("coverage", f"Compared over {days}.")
        elif pair.windows_by(unit) != pair.windows:
            text = f"A {unit} that the two do not cover alike is compared over the days of both: "
            text += f"a covers {pair.windows[0]}, b {pair.windows[1]}."
            found.append(Note("coverage", text, warning=True))
    found += notes.series_notes(pair.selection)
    found += dict.fromkeys(note for side in pair.both for note in state_notes(side))
    return found + _of_each(pair, names, groups, frame)


def _moved(names: Names, changes: pl.DataFrame, whole: Sequence[Observations]) -> list[Note]:
    """Say which added and removed events the other has, but not where it was looked."""
    found = []
    for status, name, other in zip((ADDED, REMOVED), names, whole, strict=False):
        number = stand_elsewhere(changes, status, other.frame)
        if number:
            verb = "stands" if number == 1 else "stand"
            text = (
                f"Of the {status} events {number:,} {verb} in {name} too, with another country, "
                "type, day or detail than was asked for."
            )
            found.append(Note("moved", text))
    return found


def _listed(pair: Pair) -> str:
    names = pair.shared
    return all_of(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _of_each(pair: Pair, names: Names, groups: Sequence[str], frame: pl.DataFrame) -> list[Note]:
    """Return the notes on the events of each side, with its name; what is true of both, once."""
    found = []
    for name, side in zip(names, pair.both, strict=True):
        for note in notes.event_notes(side, groups, frame) if side.of_events else ():
            text = note.text if note.kind in ("actor", "joint") else f"{name}: {note.text}"
            found.append(Note(note.kind, text, note.warning))
    return list(dict.fromkeys(found))
