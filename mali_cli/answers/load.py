"""The observations behind an answer, as a frame."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from ..analysis.measures import touching
from ..datasets.shaping import HIDDEN
from ..model.query import question
from ..model.questions.load import Load
from ..model.result import Result
from ..model.selection import EVERY_TYPE
from ..observations import Question
from .answer import answered
from .asking import needs_events, select
from .describe import subject
from .look_up import look_up

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
    selection = select(query, None, EVERY_TYPE)
    asked = Question(selection, (), needs_events(selection, ()))
    found = look_up(asked, usual=True, trims=True)
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
