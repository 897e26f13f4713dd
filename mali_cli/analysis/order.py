"""The order of rows: types of violence and perpetrators in UCDP's order, all else by value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import polars as pl

from ..model.words import PERPETRATORS, TYPES

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
FIXED = {"type_of_violence": list(TYPES), "perpetrator": list(PERPETRATORS)}


def in_order(frame: Frame, columns: Sequence[str]) -> Frame:
    """Sort by these columns, from the first to the last; countries by name."""
    by = [name for name in columns if not (name == "country_id" and "country" in columns)]
    return frame.sort([_key(name) for name in by], nulls_last=True) if by else frame


def _key(name: str) -> pl.Expr:
    known = FIXED.get(name)
    if known is None:
        return pl.col(name)
    places = {word: place for place, word in enumerate(known)}
    return pl.col(name).replace_strict(places, default=len(places), return_dtype=pl.Int32)
