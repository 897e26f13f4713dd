"""What differs between two releases: event by event, and in totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from ..model.coverage import Days
from ..model.dates import Span
from ..observations.straddling import counts
from .rows import in_order

EQUAL, CHANGED, NEW, GONE = "equal", "changed", "new", "gone"
"""Of a total: new (gone) is what only the second (first) release covers."""
ADDED, REMOVED, REVISED = "added", "removed", "revised"
STATUSES = (ADDED, REMOVED, REVISED, NEW, GONE)
CONTEXT = ("date_start", "country_id", "country", "type_of_violence")
"""What names an event to people; of the second release where it is there."""
DECIMALS = 6
"""Coordinates are compared to six decimals of a degree, about 0.1 m: layouts write them apart."""
ALWAYS = Span(date.min, date.max)
NOWHERE = pl.lit(value=False)
_PLACE, _ROW = "_status", "_row"
AT_ONCE = 6
"""Columns compared at once: more of them are quicker, and take more memory."""


def total_changes(
    a: pl.DataFrame,
    b: pl.DataFrame,
    groups: Sequence[str],
    watched: tuple[pl.Expr, pl.Expr] = (NOWHERE, NOWHERE),
) -> pl.DataFrame:
    """Compare the figures of two releases by group.

    Takes frames with the groups and `deaths`. A group that one of them lacks is a zero there where
    `watched` (an expression over the groups, for a and for b) says that the release covers it,
    else blank.

    Returns:
        the groups, a, b, change (b less a; null where one is blank; Int64, or Float64 to one
        decimal under `split`), status ("equal", "changed", "new": a is blank, "gone": b is blank),
        without groups that are blank in both; types of violence in UCDP's order, all else by value.
    """
    sides = [
        frame.select(*groups, pl.col("deaths").alias(name)) for name, frame in (("a", a), ("b", b))
    ]
    both = _side_by_side(sides[0], sides[1], groups)
    zeros = [
        pl.when(covered).then(pl.col(name).fill_null(0)).otherwise(pl.col(name)).alias(name)
        for name, covered in zip(("a", "b"), watched, strict=True)
    ]
    change = pl.col("b") - pl.col("a")
    change = change.round(1) if both.schema["a"].is_float() else change
    both = both.with_columns(zeros).filter(~pl.all_horizontal(pl.col("a", "b").is_null()))
    both = both.with_columns(change.alias("change")).with_columns(_status_of_total())
    return in_order(both, groups)


def event_changes(
    a: pl.LazyFrame,
    b: pl.LazyFrame,
    columns: Sequence[str],
    *,
    counting: str = "best",
    common: Days | None = ALWAYS,
    rule: str = "start",
) -> pl.DataFrame:
    """Compare events by their ids, which are the same in every release of UCDP (GED codebook).

    Args:
        a: events of the first release, with `id`, the columns, those of `CONTEXT`, start and end.
        b: those of the second.
        columns: what is compared. Line breaks, runs of blanks and byte order marks do not count
            in text, nor do zeros at the end of coordinates, which are compared to six decimals.
        counting: the column of deaths whose change is given.
        common: the days that both releases cover; None where there are none.
        rule: the straddle rule by which an event lies in them.

    Returns:
        a row for each added or removed event and for each revised column of one: id (Int64),
        status ("added", "removed", "revised"; "new" and "gone" where only one release covers the
        days), column (of an added or removed event `counting`), a, b (String: the values), change
        (Int64: deaths; only where the column is `counting`), then the columns of `CONTEXT` that
        there are; by status and id, the columns of an event in their order.
    """
    both = b.select("id").join(a.select("id"), on="id", how="semi").collect()
    parts = [
        _alone(b, both, (ADDED, NEW), counting, common, rule),
        _alone(a, both, (REMOVED, GONE), counting, common, rule),
        *(
            rows
            for start in range(0, len(columns), AT_ONCE)
            for rows in _revised(a, b, columns[start : start + AT_ONCE], start + 1, counting)
        ),
    ]
    rows = pl.concat(parts)
    order = {status: place for place, status in enumerate(STATUSES)}
    place = pl.col("status").replace_strict(order, return_dtype=pl.Int32).alias(_PLACE)
    rows = rows.with_columns(place).sort(_PLACE, "id", _ROW).drop(_PLACE, _ROW)
    return rows.join(_context(a, b, rows), on="id", how="left", maintain_order="left")


def largest(changes: pl.DataFrame, number: int) -> pl.DataFrame:
    """Return the so many largest changes of either frame, the largest first.

    Of events all rows of so many events. What has no change comes last, and ties stay in order.
    """
    size = pl.col("change").abs()
    if "id" not in changes.columns:
        kept = changes.with_columns(size.alias(_ROW)).sort(
            _ROW, descending=True, nulls_last=True, maintain_order=True
        )
        return kept.drop(_ROW).head(number)
    sized = changes.group_by("id", maintain_order=True).agg(size.max().alias(_ROW))
    first = sized.sort(_ROW, descending=True, nulls_last=True, maintain_order=True).head(number)
    return first.select("id").join(changes, on="id", maintain_order="left_right")


def _side_by_side(a: pl.DataFrame, b: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Join two sides by their groups; without groups each has one row, or none."""
    if not groups:
        return pl.concat([a, b], how="horizontal")
    return a.join(b, on=list(groups), how="full", coalesce=True, nulls_equal=True)


def _status_of_total() -> pl.Expr:
    return (
        pl.when(pl.col("a").is_null())
        .then(pl.lit(NEW))
        .when(pl.col("b").is_null())
        .then(pl.lit(GONE))
        .when(pl.col("change") == 0)
        .then(pl.lit(EQUAL))
        .otherwise(pl.lit(CHANGED))
        .alias("status")
    )


def _alone(
    events: pl.LazyFrame,
    both: pl.DataFrame,
    words: tuple[str, str],
    counting: str,
    common: Days | None,
    rule: str,
) -> pl.DataFrame:
    """Return a row for each event that only one release has."""
    inside, beyond = words
    sign = 1 if inside == ADDED else -1
    covered = counts(common, rule) if common else pl.lit(value=False)
    value, blank = pl.col(counting).cast(pl.String), pl.lit(None, pl.String)
    alone = events.join(both.lazy(), on="id", how="anti")
    return alone.select(
        "id",
        pl.when(covered).then(pl.lit(inside)).otherwise(pl.lit(beyond)).alias("status"),
        pl.lit(counting).alias("column"),
        (blank if sign > 0 else value).alias("a"),
        (value if sign > 0 else blank).alias("b"),
        (sign * pl.col(counting)).cast(pl.Int64).alias("change"),
        pl.lit(0, pl.Int32).alias(_ROW),
    ).collect()


def _revised(
    a: pl.LazyFrame, b: pl.LazyFrame, names: Sequence[str], first: int, counting: str
) -> list[pl.DataFrame]:
    """Return for each column a row for each event with another value in it."""
    sides = [
        frame.select("id", pl.col(*names).name.prefix(side))
        for side, frame in (("a_", a), ("b_", b))
    ]
    unlike = [pl.col(f"a_{name}").ne_missing(pl.col(f"b_{name}")) for name in names]
    pairs = sides[0].join(sides[1], on="id").filter(pl.any_horizontal(unlike)).collect()
    return [_revised_in(pairs, name, place, counting) for place, name in enumerate(names, first)]


def _revised_in(pairs: pl.DataFrame, name: str, place: int, counting: str) -> pl.DataFrame:
    """Return a row for each pair with another value in a column."""
    both = pairs.select("id", pl.col(f"a_{name}").alias("a"), pl.col(f"b_{name}").alias("b"))
    dtype = both.schema["a"]
    differs = _normal("a", dtype, name).ne_missing(_normal("b", dtype, name))
    change = pl.col("b") - pl.col("a") if name == counting else pl.lit(None)
    return both.filter(differs).select(
        "id",
        pl.lit(REVISED).alias("status"),
        pl.lit(name).alias("column"),
        pl.col("a").cast(pl.String),
        pl.col("b").cast(pl.String),
        change.cast(pl.Int64).alias("change"),
        pl.lit(place, pl.Int32).alias(_ROW),
    )


def _normal(side: str, dtype: pl.DataType, name: str) -> pl.Expr:
    column = pl.col(side)
    if name == "geom_wkt":  # "POINT (97.500000 26.000000)" is "POINT (97.5 26)"
        return column.str.replace_all(r"(\.\d*?)0+\b", "$1").str.replace_all(r"\.([ )])", "$1")
    if dtype.is_float():
        return column.round(DECIMALS)
    if dtype == pl.String:
        return column.str.replace_all(r"[\s\u{feff}]+", " ").str.strip_chars()
    return column


def _context(a: pl.LazyFrame, b: pl.LazyFrame, rows: pl.DataFrame) -> pl.DataFrame:
    wanted = rows.select("id").unique().lazy()
    here, there = a.collect_schema().names(), b.collect_schema().names()
    names = [name for name in CONTEXT if name in here and name in there]
    found = [f.select("id", *names).join(wanted, on="id", how="semi") for f in (b, a)]
    return pl.concat(found).unique("id", keep="first", maintain_order=True).collect()
