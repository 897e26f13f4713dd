"""Notes on a comparison of two releases: what was compared, and what could not be."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ...analysis.revisions import ADDED, GONE, NEW, REMOVED, REVISED
from ...analysis.units import UNITS
from ...model.result import Note
from ...model.words import all_of, counted
from ...observations import Observations
from .. import notes
from ..lives import state_notes
from .events import columns_in_one, stand_elsewhere, without_ids
from .pair import Pair
from .words import Names, years_words

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
        bare = dict.fromkeys(side.called for side in without_ids(pair) if pair.of_events)
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
