"""What would make every figure wrong: empty cells, impossible values, rows that clash."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from ..words.phrases import all_of, counted
from .identify import Named
from .raw import damaged, damaged_cell, first_rows
from .rules import FIRST_YEAR, KEYS, LAST_YEAR, MOST, filled, is_count

_PROTEST = (
    "is violent political protest, which UCDP does not count as organised violence; "
    "files of it, and UCDP's internal releases (.9), are not read"
)


class _Rule(NamedTuple):
    column: str
    wrong: pl.Expr
    why: str


def check(named: Named, frame: pl.DataFrame) -> None:
    """Check every row.

    Raises:
        DamagedError: the first cell that breaks a rule: its line, column and value.
    """
    rules = [rule for rule in _rules(named.dataset, frame) if rule.column in frame.columns]
    found = frame.select(rule.wrong.any().alias(str(at)) for at, rule in enumerate(rules)).row(0)
    for rule, broken in zip(rules, found, strict=True):
        if broken:
            row = first_rows(frame.select(rule.wrong).to_series(), 1)[0]
            value = frame[rule.column][row]
            raise damaged_cell(named.raw, row, rule.column, value, rule.why)


def _rules(dataset: str, frame: pl.DataFrame) -> list[_Rule]:
    rules = [_Rule(name, pl.col(name).is_null(), "is empty") for name in filled(dataset)]
    counts = [name for name, dtype in frame.schema.items() if dtype.is_integer() and is_count(name)]
    rules += [_Rule(name, pl.col(name) < 0, "is a negative count") for name in counts]
    large = f"is above {MOST:,}, which no count is"
    rules += [_Rule(name, pl.col(name) > MOST, large) for name in counts]
    rules.append(_Rule("country_id", pl.col("country_id") < 1, "is no number of a country"))
    if "year" in frame.columns:
        odd = ~pl.col("year").is_between(FIRST_YEAR, LAST_YEAR)
        rules.append(_Rule("year", odd, "is a year that cannot be"))
    return rules + (_event_rules() if dataset == "ged" else [])


def _event_rules() -> list[_Rule]:
    """UCDP GED codebook 25.1: the codes of violence, the span of an event, degrees."""
    kind = pl.col("type_of_violence")
    return [
        _Rule("type_of_violence", kind == 4, _PROTEST),
        _Rule("type_of_violence", ~kind.is_between(1, 3), "is none of the types 1, 2 and 3"),
        _Rule("date_end", pl.col("date_end") < pl.col("date_start"), "is before date_start"),
        _Rule("latitude", pl.col("latitude").abs() > 90, "is not between -90 and 90"),
        _Rule("longitude", pl.col("longitude").abs() > 180, "is not between -180 and 180"),
    ]


def without_repeats(named: Named, frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Drop rows that repeat an earlier one in every column, with a remark.

    Only rows with a key: without ids, two events may well be alike (one candidate release had
    whole rows twice, reported by Our World in Data).

    Raises:
        DamagedError: two rows share a key, but not all the rest.
    """
    keys = [name for name in KEYS[named.dataset] if name in frame.columns]
    if len(keys) < len(KEYS[named.dataset]):
        return frame, (f"no column {all_of(KEYS[named.dataset])}: rows that repeat cannot be told",)
    if not frame.select(pl.struct(keys).is_duplicated().any()).item():
        return frame, ()
    numbered = frame.with_row_index("_row").filter(pl.struct(keys).is_duplicated())
    first = numbered.unique(frame.columns, keep="first", maintain_order=True)
    _refuse_clash(named, first, keys)
    dropped = numbered.join(first, on="_row", how="anti")["_row"].sort().to_list()
    kept = frame.with_row_index("_row").filter(~pl.col("_row").is_in(dropped)).drop("_row")
    where = named.raw.places(dropped[:5])
    more = " and more" if len(dropped) > 5 else ""
    return kept, (f"identical rows dropped: {len(dropped):,} ({where}{more})",)


def _refuse_clash(named: Named, first: pl.DataFrame, keys: list[str]) -> None:
    clashing = first.filter(pl.struct(keys).is_duplicated())
    if clashing.is_empty():
        return
    pairs = clashing.group_by(keys, maintain_order=True).agg("_row")
    shown = "; ".join(
        f"{_spelt(keys, row)} in {named.raw.places(row[-1][:3])}" for row in pairs.head(3).rows()
    )
    rows = counted(pairs.height, "key is", "keys are")
    raise damaged(named.raw.name, f"{rows} there twice with different content: {shown}")


def _spelt(keys: list[str], row: tuple[object, ...]) -> str:
    return ", ".join(f"{key} {value}" for key, value in zip(keys, row, strict=False))
