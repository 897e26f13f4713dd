"""The observations behind an answer as a frame, and readers of whole data sets."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from ..analysis.measures import touching
from ..datasets.shaping import HIDDEN
from ..model.errors import MaliCliError
from ..model.query import question
from ..model.questions.load import Load
from ..model.result import Result
from ..model.selection import EVERY_TYPE
from ..observations import Question, passed_over, sets_read
from ..words import storing
from ..words.message import Said
from .answer import answered
from .asking import select
from .describe import subject
from .look_up import look_up

__all__ = ["answer", "damage", "load", "passed_over", "way_out"]
FIRST = ["start", "end", "year", "country_id", "country", "region", "type_of_violence"]


def answer(query: Load) -> Result:
    """Answer `load`.

    Returns:
        a frame with start, end (Date), year (Int32), country_id (Int64), country, region,
        type_of_violence (String), best (Int64: deaths), and as far as the source has them low,
        high, civilians (Int64) and its own columns.

    Raises:
        UsageError: something asked for is unknown or impossible.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    found = look_up(Question(select(query, None, EVERY_TYPE)), usual=True, trims=True)
    frame = touching(found.frame, found.window).sort("country", "start", "type_of_violence")
    whole = replace(found.selection, straddle="", taken=())  # no edge, so no rule
    return answered(
        query,
        frame.select(*FIRST, pl.exclude(*FIRST, *HIDDEN)).collect(),
        data=replace(found, selection=whole),
        heading=f"Observations: {subject(found)}",
        said={"straddle": found.selection.straddle},
        empty="",
    )


load = question(Load, answer)


def damage() -> MaliCliError | None:
    """Return what is wrong with a set that was read, if anything is."""
    from ..store.problems import damaged, incomplete

    for store, manifest in sets_read():
        try:
            if found := store.verify(manifest):
                return damaged(manifest, store.path(manifest), found[0])
        except MaliCliError as error:
            return error
        if lacking := incomplete(manifest):
            return lacking
    return None


def way_out() -> Said | None:
    """Name the sets that were read, and say how to have an answer without them."""
    sets = [manifest for _, manifest in sets_read()]
    if not sets:
        return None
    from ..store.problems import remove

    names, commands = [item.name for item in sets], [remove(item) for item in sets]
    return storing.LEAVE_OUT(names=names, commands=commands)
