"""GeoJSON (RFC 7946): a feature a row, at its coordinates, and around them what JSON tells too."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import polars.selectors as cs

from ..model.errors import UsageError
from ..model.result import Result
from ..words import writing
from .envelope import envelope
from .machine import rows_of

COORDINATES = ("longitude", "latitude")
"""The columns of a position, in the order of RFC 7946, section 3.1.1."""


def to_geojson(result: Result) -> bytes:
    """Return the rows as a FeatureCollection: a point each, all other columns as properties.

    A row without coordinates has a null geometry. Notes, source and selection of the JSON
    envelope stand beside the features as foreign members (RFC 7946, section 6.1).

    Raises:
        UsageError: the rows have no columns of coordinates.
    """
    missing = [name for name in COORDINATES if name not in result.frame.columns]
    if missing:
        raise UsageError(writing.NO_COORDINATES(column=missing[0]))
    around = envelope(result)
    del around[result.settled.query.rows_key]
    head = _text({"type": "FeatureCollection", **around}).removesuffix("}")
    frame = rows_of(result).with_columns(cs.float().fill_nan(None), cs.date().cast(pl.String))
    features = ",\n".join(_text(_feature(row)) for row in frame.iter_rows(named=True))
    return f'{head}, "features": [\n{features}\n]}}\n'.encode()


def _feature(row: Mapping[str, Any]) -> dict[str, object]:
    position = [row[name] for name in COORDINATES]
    point = None if None in position else {"type": "Point", "coordinates": position}
    number = {"id": row["id"]} if row.get("id") is not None else {}
    properties = {name: value for name, value in row.items() if name not in COORDINATES}
    return {"type": "Feature", **number, "geometry": point, "properties": properties}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)
