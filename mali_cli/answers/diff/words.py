"""The words of `diff`: its sentence, its notes, its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from ...analysis.revisions import ADDED, GONE, NEW, REMOVED, REVISED, STATUSES
from ...datasets.registry import data_set
from ...model.coverage import Days
from ...model.result import Note
from ...model.selection import Area, Selection
from ...model.source import Source
from ...model.units import unit_among
from ...model.words import TYPES
from ...observations import Observations
from ...words import counting, covering, differing
from ...words.message import Said
from ...words.phrases import between, thousands
from .. import notes
from ..asking import amount_of
from ..describe import amount, where_of
from ..event_notes import event_notes
from ..lives import state_notes, why_no_state
from .pair import Pair
from .totals import Beyond, Figures, Total, columns_in_one, sides_without_ids, stand_elsewhere

Names = tuple[str, str]
EVENT = "event/events"


def names_of(pair: Pair) -> Names:
    """Name both: "UCDP GED 24.1"; the file where the release is not known or tells nothing."""
    a, b = (_name(found.source) for found in pair.both)
    if a != b or pair.a.source.sha256 == pair.b.source.sha256:
        return a, b
    origins = [found.source.stamp or found.source.origin for found in pair.both]
    if origins[0] == origins[1]:
        origins = ["a", "b"]
    return f"{a} ({origins[0]})", f"{b} ({origins[1]})"


def summary(pair: Pair, names: Names, figures: Figures, changes: pl.DataFrame | None) -> Said:
    """Say what differs: events, the total over the days that both cover, and what lies beyond."""
    sides = zip(names, figures.beyond, strict=True)
    beyond = [said for name, parts in sides for said in _beyond(name, parts, pair.selection)]
    a, b = names
    if figures.common is None:
        if why := why_no_state(pair.a):
            return differing.NO_STATE(why=why, beyond=beyond)
        return differing.APART(a=a, b=b, beyond=beyond)
    total = _total_words(pair.selection, figures, figures.common)
    if changes is None:
        return differing.TOTAL(a=a, b=b, total=total, beyond=beyond)
    events = _events_words(changes, rows_of(pair))
    return differing.EVENTS_AND_TOTAL(a=a, b=b, events=events, total=total, beyond=beyond)


def counts_of(changes: pl.DataFrame | None) -> dict[str, int] | None:
    """Count the events of each status; None where they were not compared."""
    if changes is None:
        return None
    found = dict(changes.group_by("status").agg(pl.col("id").n_unique()).iter_rows())
    return {status: found.get(status, 0) for status in STATUSES}


def why_empty(pair: Pair, names: Names) -> Said:
    """Say why there are no rows."""
    a, b = names
    if pair.common is None and any(pair.windows):
        return differing.NO_DAY(a=a, b=b)
    if pair.common is not None:
        return differing.EQUAL(a=a, b=b)
    if why := why_no_state(pair.a):
        return covering.NO_ROWS_AS(why=why)
    covers = [
        differing.COVERS(name=name, cover=found.published)
        for name, found in zip(names, pair.both, strict=True)
    ]
    first, last = pair.selection.first or "", pair.selection.last or ""
    return differing.NOTHING_OF(covers=covers, first=first, last=last)


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


def rows_of(pair: Pair) -> str:
    """Return what a row is: an event, or one who died in the service of a mission."""
    return pair.a.amount.nouns if pair.a.declared.of_missions else EVENT


def _events_words(changes: pl.DataFrame, noun: str) -> Said:
    counts = counts_of(changes) or {}
    added, removed, revised = (counts[status] for status in (ADDED, REMOVED, REVISED))
    if not (added or removed or revised):
        return differing.NO_EVENT()
    best = changes.filter((pl.col("status") == REVISED) & (pl.col("column") == "best")).height
    said = differing.EVENTS_REVISED if revised and noun == EVENT else differing.EVENTS
    return said(added=added, removed=removed, revised=revised, best=best, noun=noun)


def _total_words(selection: Selection, figures: Figures, common: Days) -> Said:
    what = _what(selection, common)
    decimals = selection.decimals
    if any(total.ends for total in figures.totals):
        shown = [_shown(total, decimals) for total in figures.totals]
        if shown[0] == shown[1]:
            return differing.RANGE_IN_BOTH(what=what, range=shown[0])
        return differing.RANGES_IN(what=what, a=shown[0], b=shown[1])
    a, b = (total.figure for total in figures.totals)
    if a is None or b is None:
        return (differing.BLANK_IN_BOTH if a == b else differing.BLANK_IN_ONE)(what=what)
    if a == b:
        return differing.SAME(what=what, total=a, decimals=decimals)
    said = differing.WENT if a else differing.WENT_FROM_ZERO
    share = (b - a) / a if a else None
    return said(what=what, a=a, b=b, change=b - a, share=share, decimals=decimals)


def _shown(total: Total, decimals: int) -> str | Said:
    """Show a total: "5,318", "4,146–6,850", or that it is blank."""
    if total.ends:
        return between(*map(thousands, total.ends))
    return differing.BLANK() if total.figure is None else thousands(total.figure, decimals)


def _beyond(name: str, parts: tuple[Beyond, ...], selection: Selection) -> Iterator[Said]:
    """Say what one has on days that the other does not cover; blanks are none of it."""
    spans = [_part(part, selection) for part in parts]
    if spans := [said for said in spans if said]:
        yield differing.ONLY_COVERS(name=name, parts=spans)


def _part(part: Beyond, selection: Selection) -> Said | None:
    nouns, decimals = amount_of(selection).nouns, selection.decimals
    days, figure = years_words(part.span), part.total.figure
    if part.total.ends:
        shown = _shown(part.total, decimals)
        return differing.PART_RANGE(days=days, amount=shown, noun=selection.counts)
    if figure is None:
        return None
    said = differing.PART if isinstance(figure, int) else differing.PART_SPLIT
    return said(days=days, amount=figure, noun=nouns, decimals=decimals)


def _where(area: Area) -> object:
    if 0 < len(area.names) < 6:
        return differing.COUNTRIES(countries=area.names)
    number = len(area.ids)
    return area.label if len(area.terms) < 6 else differing.NUMBER_OF_COUNTRIES(number=number)


def _what(selection: Selection, days: Days) -> Said:
    types = selection.types.names
    if not types:
        what = amount(selection).lower().replace("un ", "UN ")
        where = where_of(selection) if selection.missions else _where(selection.area)
        return differing.OTHERS_IN(what=what, where=where, days=years_words(days))
    said = {
        "deaths": differing.DEATHS_IN,
        "civilians": differing.CIVILIANS_IN,
        "events": differing.EVENTS_IN,
        **dict.fromkeys(counting.OF_SIDES, differing.OF_SIDE_IN),
    }[selection.measure]
    return said(
        measure=selection.counts,
        estimate=selection.estimate,
        violence=counting.ORGANISED_VIOLENCE()
        if types == TYPES
        else counting.VIOLENCE(types=types),
        where=_where(selection.area),
        days=years_words(days),
    )


MOST_COLUMNS, MOST_COUNTRIES = 12, 8
OF_BOTH = ("actor", "joint", "source")
"""The kinds of notes on events that are true of both."""


def shown_notes(
    rows: pl.DataFrame, kept: pl.DataFrame, shown: pl.DataFrame, what: str
) -> Iterator[Note]:
    """Say which rows are not shown: those that do not differ, and those that --top cut."""
    if kept.height < rows.height:
        yield Note(differing.NOT_SHOWN(rows=rows.height - kept.height, what=what))
    if shown.height < kept.height:
        yield Note(differing.CUT(cut=kept.height - shown.height, all=kept.height))


def change_notes(
    pair: Pair, names: Names, changes: pl.DataFrame | None, whole: Sequence[Observations]
) -> Iterator[Note]:
    """Say which columns were revised, what only one covers or has, and what only moved."""
    if changes is None:
        bare = dict.fromkeys(side.called for side in sides_without_ids(pair) if pair.of_events)
        if bare:
            yield Note(differing.NO_IDS(sides=bare))
        return
    revised = changes.filter(pl.col("status") == REVISED)["column"].value_counts(sort=True)
    columns = [differing.COLUMN(column=name, number=n) for name, n in revised.iter_rows()]
    if columns:
        more = len(columns) - MOST_COLUMNS
        said = differing.REVISED_AND_MORE if more > 0 else differing.REVISED
        yield Note(said(columns=columns[:MOST_COLUMNS], number=more))
    for name, status in zip(names, (GONE, NEW), strict=True):
        if number := changes.filter(pl.col("status") == status).height:
            yield Note(
                differing.ONLY_IN(events=number, name=name, status=status, noun=rows_of(pair))
            )
    for name, only in zip(names, columns_in_one(pair), strict=True):
        if only:
            yield Note(differing.ONLY_HAS(name=name, columns=only))
    for status, name, other in zip((ADDED, REMOVED), names, whole, strict=False):
        if number := stand_elsewhere(changes, status, other.frame):
            rows = rows_of(pair).partition("/")[2]
            yield Note(differing.MOVED(status=status, number=number, name=name, several=rows))


def range_notes(figures: Figures, selection: Selection) -> Iterator[Note]:
    """Warn of totals that are ranges, and say what the rows are then."""
    if figures.ranges:
        yield Note(differing.RANGES(rule=selection.straddle))


def pair_notes(
    pair: Pair, names: Names, groups: Sequence[str], frame: pl.DataFrame
) -> Iterator[Note]:
    """Say in which countries and over which days the two are compared, and by which rule.

    Takes the groups of the totals, and their rows.
    """
    for name, side in zip(names, pair.both, strict=True):
        if not side.source.whole:
            yield Note(differing.INCOMPLETE(name=name))
    if pair.shared:
        more = len(pair.shared) - MOST_COUNTRIES
        said = differing.SHARED_AND_MORE if more > 0 else differing.SHARED
        yield Note(said(countries=pair.shared[:MOST_COUNTRIES], number=more))
    if pair.common and pair.windows != (pair.common, pair.common):
        unit = unit_among(groups)
        over = differing.OVER_UNITS if unit else differing.OVER
        yield Note(over(days=years_words(pair.common)))
        if unit and pair.windows_by(unit) != pair.windows:
            a, b = pair.windows
            yield Note(differing.UNITS_UNLIKE(unit=unit, a=a, b=b))
    yield from notes.series_notes(pair.selection)
    yield from dict.fromkeys(note for side in pair.both for note in state_notes(side))
    yield from _of_each(pair, names, groups, frame)


def _of_each(
    pair: Pair, names: Names, groups: Sequence[str], frame: pl.DataFrame
) -> dict[Note, None]:
    """Return the notes on the events of each side, with its name; what is true of both, once."""
    return dict.fromkeys(
        note if note.kind in OF_BOTH else replace(note, of=name)
        for name, side in zip(names, pair.both, strict=True)
        if side.of_events
        for note in event_notes(side, groups, frame)
    )
