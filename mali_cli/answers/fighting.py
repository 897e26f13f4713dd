"""What one-sided violence leaves out where nobody asked for it: civilians killed in fighting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ..analysis.measures import counted_once
from ..datasets.registry import read_dataset
from ..model.coverage import Coverage, Days
from ..model.errors import NotHereError, UsageError
from ..model.phase import Phase
from ..model.query import Query
from ..model.questions.shared import Scope, Uncertain
from ..model.result import Note
from ..model.selection import Selection, Types, read_merged
from ..model.words import ONE_SIDED, TYPES
from ..observations import Observations, Question, observe
from ..words import counting
from .look_up import measure_of
from .notes import days_words

CIVILIANS, EVENTS = "civilians", "events"
EVERY_TYPE = Types(TYPES, summed=True)
SEVERAL = 2
"""What number the words for what is left out have where it is not known."""


def fighting_notes(
    query: Scope,
    data: Observations,
    phases: Sequence[Phase] = (),
    groups: Sequence[str] = (),
    days: Days | None = None,
) -> list[Note]:
    """Say what is left out of phases or days, and the options that count it too.

    The days are those looked at where none are given. Nothing is said where a type of violence was
    asked for, or where nothing is left out. The figure
    is of the same countries, days and source, each observation once; there is none where the source
    does not tell the civilians among the dead.
    """
    parts = [days] if days else covered(data, phases)
    if not parts or not is_default(query, data):
        return []
    said = without_and_with(query, data.selection, groups)
    found = out_of(data, parts)
    if found is None:
        return [Note(counting.FIGHTING(**said))]
    left_out, total = found
    if not left_out:
        return []
    said["what"] = counting.OUT_OF_FIGHTING[counted_of(data.selection)](number=left_out)
    said["decimals"] = data.selection.decimals
    said["every"] = counting.OF_ALL_TYPES[counted_of(data.selection)]()
    when = days_words(Coverage.of(*parts), data.selection.months)
    so_many = counting.SO_MANY_OF_FIGHTING(number=left_out, total=total, days=when, **said)
    return [Note(so_many)]


def covered(data: Observations, phases: Sequence[Phase] = ()) -> list[Coverage]:
    """Return the days that are covered: of each phase, or else of those looked at."""
    parts = [phase.covered for phase in phases] if phases else [data.days]
    return [days for days in parts if days]


def is_default(query: Scope, data: Observations) -> bool:
    """Return whether one-sided violence was taken without being asked for, of UCDP's data."""
    usual = data.declared.answers != "named"
    return usual and not query.type and data.selection.types.names == (ONE_SIDED,)


def without_and_with(
    query: Query, selection: Selection, groups: Sequence[str] = ()
) -> dict[str, object]:
    """Return what is left out, in words, and the options that count it too.

    Options that go with deaths in one-sided violence alone are named as to be left out.
    """
    more = [] if selection.measure in (CIVILIANS, EVENTS) else [f"--measure {CIVILIANS}"]
    gone = ["--by perpetrator"] if "perpetrator" in groups else []
    if selection.estimate != "best":
        gone.append(f"--estimate {selection.estimate}")
    if isinstance(query, Uncertain) and query.uncertainty:
        gone.append(f"--uncertainty {query.uncertainty}")
    options = " ".join([*more, "-t all"])
    message = counting.OPTIONS_WITHOUT if gone else counting.OPTIONS
    what = counting.OUT_OF_FIGHTING[counted_of(selection)](number=SEVERAL)
    return {"what": what, "options": message(options=options, gone=gone)}


def out_of(data: Observations, days: Sequence[Days]) -> tuple[float, float] | None:
    """Return what was counted in fighting in any of these days, and all with it; None if unknown.

    What is counted are civilians, or events where these were asked for.
    """
    selection = data.selection
    name, merged = read_merged(None if selection.data else data.pinned)
    dataset, release = read_dataset(name, None)
    asked = replace(
        selection,
        types=EVERY_TYPE,
        measure=counted_of(selection),
        estimate="best",
        dataset=dataset,
        release=release if name else selection.release,
        merged=merged,
    )
    try:
        found = observe(Question(asked))
        measure = measure_of(found)
    except (UsageError, NotHereError):  # a part that has no other type, a file without the column
        return None
    amount = measure.summed(measure.value()).alias("amount")
    rows = counted_once(found.frame, days, selection.straddle)
    by_type = rows.group_by(pl.col("type_of_violence") == ONE_SIDED).agg(amount).collect()
    sums = dict(by_type.iter_rows())
    left_out, others = sums.get(False) or 0, sums.get(True) or 0
    return measure.rounded(left_out), measure.rounded(left_out + others)


def counted_of(selection: Selection) -> str:
    """Return what is counted of what is left out: civilians, or events where these are counted."""
    return EVENTS if selection.measure == EVENTS else CIVILIANS
