"""The map of a report: where it was, as far as events of the same release are here."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from ...datasets.registry import answering
from ...model.details import MapDetails
from ...model.errors import UNREAD, NotHereError, UsageError
from ...model.questions.map import Map
from ...model.questions.periods import Periods
from ...model.report import MAP, Block, Picture, Remarks
from ...model.result import Note, Result
from ...words import reporting
from .. import where

LEFT_OUT = ("imprecise",)
OWN_NOTES = ("places", "imprecise", "regions", "outlines")
CAPTION = "By first-order division"


def map_of(asked: Periods, basis: Result) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Ask where it was.

    Args:
        asked: the question of `periods`, put to the source that answered.
        basis: its answer.

    Returns:
        the blocks of a section, none where there is no map; and what is not on it, or why there
        is none.
    """
    source = basis.sources[0]
    if source.kind != "event" and not asked.data:
        if not source.release:
            return _none(reporting.RELEASE_UNKNOWN(source=source.pinned))
        asked = asked.but(dataset=answering(events=True).name, release=source.release)
    try:
        found = where.answer(asked.put_as(Map, by=("phase", "adm1")))
    except (NotHereError, UsageError, *UNREAD) as error:
        return _none(*(part for part in (error.said, error.advice) if part))
    if found.empty:
        return _none(found.empty)
    picture = Picture(MAP, found.title, found, figures=_regions(found))
    return (picture, Remarks(_of(found, OWN_NOTES))), _of(found, LEFT_OUT)


def _none(*why: object) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    return (), (Note(reporting.NO_MAP(why=why)),)


def _of(found: Result, kinds: tuple[str, ...]) -> tuple[Note, ...]:
    return tuple(note for note in found.notes if note.kind in kinds)


def _regions(found: Result) -> Result:
    """Return the sums of first-order divisions, which tell the map in fewer rows than places."""
    assert isinstance(found.details, MapDetails)
    frame = pl.DataFrame(found.details.regions, infer_schema_length=None)
    return replace(found.titled(CAPTION), frame=frame.drop("country_id", strict=False))
