"""Where observations are: sums by pair of coordinates, by region, and of what has no place."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..frozen import frozen
from .measures import IMPRECISE, WEIGHT, Measure, coarse
from .phases import PHASE, NumberedDays, in_spans
from .rows import in_order

COORDINATES = ("latitude", "longitude")
COUNTRY = ("country_id", "country")
REGION = "adm_1"
_NAMES = ("place", REGION, *COUNTRY)


@frozen
class PlaceTables:
    """Counts by place, each with the number of its map (`PHASE`, Int32) and the keys of a map.

    `places` has latitude, longitude (Float64), place, adm_1, country (String; null where unknown),
    country_id (Int64), deaths, low, high, events: a row for each pair of coordinates of events
    with an exact place. `imprecise` has the sums of the others, a row a map that has any.
    `regions` has country_id, country, adm_1 and the sums of every event whose adm_1 is known,
    exact or not; `nowhere` the sums of those whose adm_1 is not known. All tell how much of them is
    in events with a coarse place (imprecise): of `places` 0, or null where the data do not tell.
    """

    places: pl.DataFrame
    imprecise: pl.DataFrame
    regions: pl.DataFrame
    nowhere: pl.DataFrame


def place_tables(
    observations: pl.LazyFrame,
    spans: NumberedDays,
    keys: Sequence[str],
    measure: Measure,
    rule: str,
) -> PlaceTables:
    """Count events by place, in each span under a straddle rule.

    Takes events with latitude and longitude and, as far as there are, where_prec,
    where_coordinates and adm_1. `keys` are the further columns that make a map, such as
    type_of_violence. An event is exact where its where_prec is 3 or less and it has coordinates;
    (0, 0) is a known mistake of geocoding, and no place. Where where_prec is not in the data,
    coordinates suffice.
    """
    rows = _named(in_spans(observations, spans, rule))
    exact, maps = _exact(rows.collect_schema().names()), [PHASE, *keys]
    here = rows.filter(exact)
    tables = pl.collect_all(
        [
            _places(here, maps, measure),
            _sums(rows.filter(~exact), maps, measure),
            _sums(rows.filter(pl.col(REGION).is_not_null()), [*maps, *COUNTRY, REGION], measure),
            _sums(rows.filter(pl.col(REGION).is_null()), maps, measure),
        ]
    )
    places, imprecise, regions, nowhere = tables
    return PlaceTables(
        _largest_first(places, maps, COORDINATES),
        in_order(imprecise, maps),
        _largest_first(regions, maps, (REGION, *COUNTRY)),
        in_order(nowhere, maps),
    )


def _named(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Add the names that a source lacks, as nulls."""
    names = rows.collect_schema().names()
    place = pl.col("where_coordinates") if "where_coordinates" in names else _no_text()
    added = [place.alias("place")]
    added += [_no_text().alias(REGION)] if REGION not in names else []
    return rows.with_columns(added)


def _no_text() -> pl.Expr:
    return pl.lit(None, pl.String)


def _exact(names: Sequence[str]) -> pl.Expr:
    latitude, longitude = (pl.col(name) for name in COORDINATES)
    exact = latitude.is_finite() & longitude.is_finite() & ((latitude != 0) | (longitude != 0))
    if "where_prec" in names:
        exact &= ~coarse("where_prec")
    return exact.fill_null(False)


def _sums(rows: pl.LazyFrame, keys: Sequence[str], measure: Measure) -> pl.LazyFrame:
    sums = rows.group_by(keys).agg(measure.sums())
    return sums.with_columns(measure.shown(name) for name in _counts(measure))


def _places(rows: pl.LazyFrame, maps: Sequence[str], measure: Measure) -> pl.LazyFrame:
    """Add up each pair of coordinates, named as most of its events (then deaths) name it."""
    keys = [*maps, *COORDINATES]
    by_name = rows.group_by([*keys, *_NAMES]).agg(
        pl.col(WEIGHT).sum().alias("_events"), measure.value().sum().alias("_deaths")
    )
    order = ["_events", "_deaths", *_NAMES]
    ranked = by_name.sort(order, descending=[True, True, *[False] * len(_NAMES)], nulls_last=True)
    names = ranked.group_by(keys, maintain_order=True).agg(pl.col(_NAMES).first())
    return _sums(rows, keys, measure).join(names, on=keys, how="left", nulls_equal=True)


def _largest_first(frame: pl.DataFrame, maps: Sequence[str], rest: Sequence[str]) -> pl.DataFrame:
    """Order by map, then the deaths, the events, and what tells rows apart."""
    by = [pl.col("deaths"), pl.col("events"), *(pl.col(name) for name in rest)]
    ordered = frame.sort(by, descending=[True, True, *[False] * len(rest)], nulls_last=True)
    return _by_map(ordered, maps)


def _by_map(frame: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Sort by the keys of a map, and keep the order inside each."""
    numbered = frame.with_row_index("_row")
    return in_order(numbered, [*keys, "_row"]).drop("_row")


def _counts(measure: Measure) -> tuple[str, ...]:
    shown = ("deaths", "low", "high", "events", IMPRECISE)
    return tuple(name for name in shown if name in measure.counts)
