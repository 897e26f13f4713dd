"""The observations themselves, for work of one's own in Polars."""

from __future__ import annotations

import polars as pl

from ..analysis.straddling import touching
from ..model.result import Result
from ..model.selection import EVERY_TYPE
from ..model.words import Words
from ..observations import Question
from ..observations.naming import GIVEN
from . import notes
from .asking import Asked, look_up
from .describe import pinned, pins_of, selection_json, subject

FIRST = ["start", "end", "year", "country_id", "country", "region", "type_of_violence"]


def load(
    *,
    country: Words = (),
    type: Words = (),
    from_: str | None = None,
    to: str | None = None,
    dataset: str | None = None,
    release: str | None = None,
    data: str | None = None,
) -> Result:
    """Load observations: counts of deaths, each over a span of days at a place.

    Args:
        country: names, codes or @groups; default every country of the source.
        type: types of violence; default every type.
        from_: first day; an observation that touches the window is in.
        to: last day, inclusive.
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".
        data: a file that answers in place of what is at hand; "-" for stdin.

    Returns:
        a frame with start, end (Date), year (Int32), country_id (Int64), country, region,
        type_of_violence (String), best (Int64: deaths), and as far as the source has them low,
        high, civilians (Int64) and its own columns.

    Raises:
        UsageError: something asked for is unknown or impossible.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    asked = Asked(country, type, from_, to, dataset=dataset, release=release, data=data)
    found = look_up(Question(asked.select(None, EVERY_TYPE)))
    frame = touching(found.frame, found.window).sort("country", "start", "type_of_violence")
    arguments = pinned("totals", found, ["--by", "year", "--by", "country", "--by", "type"])
    return Result(
        command="load",
        title=f"Observations: {subject(found)}",
        frame=frame.select(*FIRST, pl.exclude(*FIRST, GIVEN)).collect(),
        notes=tuple(notes.source_notes(found, arguments)),
        sources=found.sources,
        selection=selection_json(found.selection),
        arguments=arguments,
        pins=pins_of(found),
    )
