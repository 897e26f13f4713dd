"""From the answer of `map` to what a map shows, for the terminal and for a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import polars as pl

from ..facts import geography
from ..model.details import MapDetails
from ..model.result import Result
from .map.bounds import Box, around, bounds_of, inside, moved
from .pictures import Dot, MapPanel, MapPicture, Outline, Place, Rank
from .text import clean

PLACES = 5
MOST_CAPITALS = 6
"""Beyond this many countries their largest towns are not named."""
REGION = "adm_1"
MAP_KEYS = ("phase", "type_of_violence")
KINDS_OF_PLACE = (" village", " town", " city")
"""What UCDP adds to names of places; on a map it goes without saying."""


def map_picture(result: Result, *, places: int = PLACES, density: bool = False) -> MapPicture:
    """Return what a map of an answer of `map` shows.

    Every point lies in the bounds; across the antimeridian longitudes go on beyond 180, also
    those of the outlines. Rows without deaths have no dot.

    Args:
        result: the answer of `mali_cli.map`.
        places: how many places to name, those with the most deaths; with them the largest town
            of each country, where there are few.
        density: draw a grid of densities, not dots.
    """
    numbers = _countries(result)
    bounds = _bounds(result, numbers)
    return MapPicture(
        title=result.heading,
        taken=result.taken,
        bounds=bounds,
        panels=tuple(_panel(result, keys, bounds) for keys in _maps(result)),
        outlines=tuple(_outlines(bounds, numbers)),
        places=tuple(_places(result, bounds, numbers, places)),
        measure=result.measure,
        density=density,
    )


def _countries(result: Result) -> list[int]:
    """Return the numbers of the countries asked for, else of those where something is."""
    asked = result.asked.area.ids if result.asked else ()
    if asked or "country_id" not in result.frame.columns:
        return list(asked)
    return sorted(result.frame["country_id"].drop_nulls().unique())


def _bounds(result: Result, numbers: Sequence[int]) -> Box:
    if result.asked and result.asked.filters.near:
        return around(result.asked.filters.near)
    points = result.frame.select("longitude", "latitude").iter_rows()
    return bounds_of([geography.rings_of(number) for number in numbers], points)


def _maps(result: Result) -> Iterator[dict[str, str]]:
    """Give the values of the keys of each map: its phase and type, where there are several.

    A phase that is not covered has no map: an empty one would say that nobody died.
    """
    columns = result.frame.columns
    values = {
        "phase": [phase.name for phase in result.phases if phase.covered],
        "type_of_violence": list(result.asked.types.names) if result.asked else [],
    }
    keys = [name for name in MAP_KEYS if name in columns]
    for chosen in product(*(values[name] for name in keys)):
        yield dict(zip(keys, chosen, strict=True))


def _panel(result: Result, keys: Mapping[str, str], bounds: Box) -> MapPanel:
    rows = [row for row in _of(result.frame.iter_rows(named=True), keys) if row["deaths"] > 0]
    ranks = [_rank(row) for row in _of(_regions(result), keys) if row["deaths"] > 0]
    return MapPanel(clean(", ".join(keys.values())), tuple(_dots(rows, bounds)), tuple(ranks))


def _of(rows: Iterable[Any], keys: Mapping[str, str]) -> Iterator[Any]:
    """Give the rows of a map."""
    return (row for row in rows if all(row[name] == value for name, value in keys.items()))


def _regions(result: Result) -> Sequence[Mapping[str, Any]]:
    return result.details.regions or () if isinstance(result.details, MapDetails) else ()


def _rank(row: Mapping[str, Any]) -> Rank:
    name = f"{row[REGION]} ({row['country']})" if row.get("country") else row[REGION]
    return Rank(clean(name), float(row["deaths"]), row["events"])


def _dots(rows: Iterable[Mapping[str, Any]], bounds: Box) -> Iterator[Dot]:
    for row in rows:
        point = inside(row["longitude"], row["latitude"], bounds)
        if point:
            yield Dot(*point, deaths=float(row["deaths"]), events=row["events"])


def _outlines(bounds: Box, numbers: Sequence[int]) -> Iterator[Outline]:
    """Give the land that touches the bounds, what was asked for last: it is drawn on top."""
    for land in sorted(geography.lands(), key=lambda land: land.gwno in numbers):
        rings = [part for ring in land.rings for part in moved(ring, bounds)]
        if rings:
            yield Outline(land.name, land.gwno in numbers, tuple(rings))


def _places(result: Result, bounds: Box, numbers: Sequence[int], count: int) -> Iterator[Place]:
    """Give the places with the most deaths, then the largest town of each country."""
    named = result.frame.filter(pl.col("place").is_not_null() & (pl.col("deaths") > 0))
    sums = named.group_by("longitude", "latitude", maintain_order=True).agg(
        pl.col("place").first(), pl.col("deaths").sum()
    )
    largest = sums.sort("deaths", descending=True, maintain_order=True)
    points = list(largest.select("longitude", "latitude", "place").iter_rows())
    found = _inside(((x, y, _short(name)) for x, y, name in points), bounds, [])[:count]
    yield from (Place(name, x, y) for x, y, name in found)
    if count and len(numbers) <= MOST_CAPITALS:
        capitals = [geography.towns_in([number])[:1] for number in numbers]
        others = ((t.longitude, t.latitude, t.name) for some in capitals for t in some)
        taken = [name for _, _, name in found]
        for x, y, name in _inside(others, bounds, taken):
            yield Place(name, x, y, town=True)


def _inside(
    points: Iterable[tuple[float, float, str]], bounds: Box, taken: Sequence[str]
) -> list[tuple[float, float, str]]:
    """Return the points in the bounds, each name once."""
    seen, found = set(taken), []
    for longitude, latitude, name in points:
        point = inside(longitude, latitude, bounds)
        if point and name not in seen:
            seen.add(name)
            found.append((*point, name))
    return found


def _short(name: str) -> str:
    text = clean(name)
    for kind in KINDS_OF_PLACE:
        text = text.removesuffix(kind)
    return text or clean(name)
