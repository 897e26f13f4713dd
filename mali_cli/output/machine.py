"""Machine-readable rows: CSV, TSV, NDJSON, Parquet, with the constant columns at the end."""

from __future__ import annotations

from io import BytesIO

import polars as pl

from ..model.result import Result
from .columns import tags_of


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
    """Return rows as tab-separated values."""
    return to_csv(result, "\t", hxl=hxl)


def to_ndjson(result: Result) -> bytes:
    """Return one JSON object a row."""
    return rows_of(result).write_ndjson().encode()


def to_parquet(result: Result) -> bytes:
    """Return rows as a Parquet file."""
    buffer = BytesIO()
    rows_of(result).write_parquet(buffer)
    return buffer.getvalue()
