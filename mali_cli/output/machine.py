"""Machine-readable rows: CSV, TSV, NDJSON, Parquet, with the constant columns at the end."""

from __future__ import annotations

from io import BytesIO

import polars as pl

from ..model.result import Result


def rows_of(result: Result) -> pl.DataFrame:
    """Return the rows with the constant columns (data set, release, …) at their end."""
    values = [pl.lit(value, pl.String).alias(name) for name, value in result.constants.items()]
    return result.frame.with_columns(values)


def to_csv(result: Result, separator: str = ",") -> bytes:
    """Return rows as CSV in UTF-8: ISO dates, no thousands separators, blank for null."""
    return rows_of(result).write_csv(separator=separator).encode()


def to_tsv(result: Result) -> bytes:
    """Return rows as tab-separated values."""
    return to_csv(result, "\t")


def to_ndjson(result: Result) -> bytes:
    """Return one JSON object a row."""
    return rows_of(result).write_ndjson().encode()


def to_parquet(result: Result) -> bytes:
    """Return rows as a Parquet file."""
    buffer = BytesIO()
    rows_of(result).write_parquet(buffer)
    return buffer.getvalue()
