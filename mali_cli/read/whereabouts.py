"""Where an event lies, beside what its country and its cell of the PRIO-GRID say.

Boxes around the countries (Natural Earth 1:50m) with a wide margin tell what is far off; a cell
(Tollefsen, Strand & Buhaug 2012: half a degree, counted from the south-west) tells which of two
numbers is the latitude. Events in international waters may be far from anywhere.
"""

from __future__ import annotations

from functools import cache
from math import cos, radians
from typing import NamedTuple

import polars as pl

from ..datasets.declaration import FileLayout
from ..facts.countries import by_number
from ..facts.geography import Box, boxes
from ..model.words import fold

MARGIN = 200
"""Kilometres outside the box of a country from which a point is far from it."""
_KM_A_DEGREE = 111.2
_NUMBERS = 1000
"""Gleditsch and Ward's numbers have up to three digits."""


def unknown_country() -> pl.Expr:
    """Return whether no country has this `country_id`; a blank one is of none that it could be."""
    return pl.col("country_id").is_not_null() & _by_country("known").is_null()


def name_unlike_number(frame: pl.DataFrame) -> pl.Expr:
    """Return whether `country` is no name of the country that `country_id` is."""
    name, number = pl.col("country"), pl.col("country_id")
    unlike = frame.lazy().filter(name != _by_country("known"))
    pairs = unlike.select("country", "country_id").unique().collect().rows()
    wrong = [pair for pair in pairs if not _is_name(*pair)]
    return pl.any_horizontal(
        [(name == country) & (number == gwno) for country, gwno in wrong] or [pl.lit(False)]
    )


class Misplaced(NamedTuple):
    """Which rows have latitude and longitude exchanged, and which lie far from their country."""

    exchanged: pl.Series
    far: pl.Series


def misplaced(frame: pl.DataFrame, layout: FileLayout) -> Misplaced:
    """Look at the points of events; at those that are doubtful, which are few, more closely."""
    assert layout.point
    here = layout.point
    cell = layout.cell if layout.cell in frame.columns else ""
    at_sea = layout.at_sea if layout.at_sea and layout.at_sea[0] in frame.columns else None
    needs = [*here, "country_id", cell, *(at_sea or ())[:1]]
    points = frame.select(name for name in needs if name)
    points = points.with_columns(_by_country(edge).alias(edge) for edge in Box._fields)
    doubtful = points.select(_far(*here) | _in_other_cell(cell, *here)).to_series()
    rows = doubtful.fill_null(value=False).arg_true()
    few = points[rows].select(
        exchanged=_exchanged(cell, *here), far=_far_from_country(cell, at_sea, *here)
    )
    masks = (few[name].fill_null(value=False) for name in Misplaced._fields)
    return Misplaced(*(_true_at(rows.filter(mask), frame.height) for mask in masks))


def _true_at(rows: pl.Series, height: int) -> pl.Series:
    return pl.repeat(value=False, n=height, dtype=pl.Boolean, eager=True).scatter(rows, values=True)


def _exchanged(cell: str, latitude: str, longitude: str) -> pl.Expr:
    found = _far(latitude, longitude) & ~_far(longitude, latitude)
    here = _in_other_cell(cell, latitude, longitude)
    by_cell = here & ~_in_other_cell(cell, longitude, latitude)
    return found | by_cell.fill_null(value=False)


def _far_from_country(
    cell: str, at_sea: tuple[str, int] | None, latitude: str, longitude: str
) -> pl.Expr:
    nowhere = (pl.col(latitude) == 0) & (pl.col(longitude) == 0)  # odd in another way
    found = _far(latitude, longitude) & ~nowhere & ~_exchanged(cell, latitude, longitude)
    return found & (pl.col(at_sea[0]) != at_sea[1]) if at_sea else found


def _in_other_cell(cell: str, latitude: str, longitude: str) -> pl.Expr:
    """Return whether a point lies in another cell than its row says; false where it says none."""
    if not cell:
        return pl.lit(value=False)
    row, column = ((pl.col(latitude) + 90) * 2).floor(), ((pl.col(longitude) + 180) * 2).floor()
    return pl.col(cell) != (row * 720 + column + 1).cast(pl.Int64)


def _far(latitude: str, longitude: str) -> pl.Expr:
    """Return whether a point lies outside the box of its row; null where there is none."""
    south, north, west, east = (pl.col(edge) for edge in Box._fields)
    turns = [pl.col(longitude) + turn for turn in (0, 360, -360)]
    across = pl.any_horizontal([turn.is_between(west, east) for turn in turns])
    return ~(pl.col(latitude).is_between(south, north) & across)


def _by_country(what: str) -> pl.Expr:
    """Look up what is known of the country of a row; null of one that is not known."""
    numbers = pl.col("country_id").clip(0, _NUMBERS)
    return pl.lit(_columns()[what]).gather(numbers)


@cache
def _columns() -> dict[str, pl.Series]:
    names = [by_number()[at].name if at in by_number() else None for at in range(_NUMBERS + 1)]
    wide = {gwno: _widened(box) for gwno, box in boxes().items()}
    edges = {
        edge: pl.Series([wide[at][number] if at in wide else None for at in range(_NUMBERS + 1)])
        for number, edge in enumerate(Box._fields)
    }
    return {"known": pl.Series(names), **edges}


def _widened(box: Box) -> Box:
    degrees = MARGIN / _KM_A_DEGREE
    south, north = box.south - degrees, box.north + degrees
    furthest = min(max(abs(south), abs(north)), 80)
    wider = degrees / cos(radians(furthest))
    return Box(south, north, box.west - wider, box.east + wider)


def _is_name(name: str, number: int) -> bool:
    """Return whether a country has this name; a former one may stand behind it in brackets."""
    names = {fold(known) for known in by_number()[number].names}
    return fold(name) in names or fold(name.partition("(")[0].partition("/")[0]) in names
