"""Machine-readable rows, the constant columns at their end: CSV, NDJSON, Parquet, GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import polars as pl
import polars.selectors as cs

from ..model.errors import UsageError
from ..model.filters import LEAST_EXACT
from ..model.result import Result
from ..words import writing
from .columns import tags_of
from .envelope import envelope


def rows_of(result: Result) -> pl.DataFrame:
    """Return the rows with the constant columns (data set, release, …) at their end."""
    values = [pl.lit(value, pl.String).alias(name) for name, value in result.constants.items()]
    return result.frame.with_columns(values)


def to_csv(result: Result, separator: str = ",", *, hxl: bool = False) -> bytes:
    """Return rows as CSV in UTF-8: ISO dates, no thousands separators, blank for null.

    With `hxl` a row of HXL tags stands below the header.
    """
    frame = rows_of(result)
    if not hxl:
        return frame.write_csv(separator=separator).encode()
    header = frame.clear().write_csv(separator=separator)
    tags = separator.join(tags_of(result, frame.columns))
    rows = frame.write_csv(separator=separator, include_header=False)
    return f"{header}{tags}\n{rows}".encode()


def to_tsv(result: Result, *, hxl: bool = False) -> bytes:
    """Return rows as CSV with tabs for commas."""
    return to_csv(result, "\t", hxl=hxl)


def to_ndjson(result: Result) -> bytes:
    """Return one JSON object a row."""
    return rows_of(result).write_ndjson().encode()


def to_parquet(result: Result) -> bytes:
    """Return rows as a Parquet file."""
    buffer = BytesIO()
    rows_of(result).write_parquet(buffer)
    return buffer.getvalue()


COORDINATES = ("longitude", "latitude")
"""The columns of a position, in the order of RFC 7946, section 3.1.1."""


def to_geojson(result: Result) -> bytes:
    """Return the rows as a FeatureCollection: a point each, all other columns as properties.

    Each tells how much of it is in events with a coarse place, which is no point (`imprecise`). A
    row without coordinates has a null geometry. Notes, source and selection of the JSON envelope
    stand beside the features as foreign members (RFC 7946, section 6.1).

    Raises:
        UsageError: the rows have no columns of coordinates.
    """
    missing = [name for name in COORDINATES if name not in result.frame.columns]
    if missing:
        raise UsageError(writing.NO_COORDINATES(column=missing[0]))
    around = envelope(result)
    del around[result.settled.query.rows_key]
    head = _text({"type": "FeatureCollection", **around}).removesuffix("}")
    rows = rows_of(replace(result, frame=_with_imprecise(result.frame)))
    frame = rows.with_columns(cs.float().fill_nan(None), cs.date().cast(pl.String))
    features = ",\n".join(_text(_feature(row)) for row in frame.iter_rows(named=True))
    return f'{head}, "features": [\n{features}\n]}}\n'.encode()


def _with_imprecise(frame: pl.DataFrame) -> pl.DataFrame:
    """Tell of events how many of their dead have a coarse place: all or none."""
    if not {"where_prec", "best"} <= set(frame.columns):
        return frame
    exact = (pl.col("where_prec") <= LEAST_EXACT).fill_null(value=False)
    return frame.with_columns(pl.when(~exact).then(pl.col("best")).otherwise(0).alias("imprecise"))


def _feature(row: Mapping[str, Any]) -> dict[str, object]:
    position = [row[name] for name in COORDINATES]
    point = None if None in position else {"type": "Point", "coordinates": position}
    number = {"id": row["id"]} if row.get("id") is not None else {}
    properties = {name: value for name, value in row.items() if name not in COORDINATES}
    return {"type": "Feature", **number, "geometry": point, "properties": properties}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=str)
