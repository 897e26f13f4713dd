"""From text to the dtype of a column: all of it or none, and which cell would not fit.

All columns are tried at once first, a fraction of the time, which does where every cell is written
in the plainest way; where one is not, column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

import polars as pl

from ..datasets.declaration import Columns, FileLayout, Kind
from ..words import remarking, unreadable
from ..words.message import Said
from .dates import DATE_LENGTH, FIRST_YEAR, ISO, LAST_YEAR, MIDNIGHT, read_dates
from .identify import Named
from .raw import damaged_cell, first_rows

Dtype: TypeAlias = type[pl.DataType]
Schema: TypeAlias = Mapping[str, Dtype]
_WHOLE = r"^([+-]?\d+)\.0*$"
"""A whole number with decimals, as R and pandas write it (5.0)."""
_THOUSANDS = r"\.000$"
"""What may be three decimals, as R writes a whole column, or thousands set apart by a point."""
_R_EXPONENT = r"^[+-]?\d(\.\d+)?e\+?\d+$"
"""How R's write.csv writes 100000 (1e+05): only where no digit is lost."""
_TRUTHS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
_EXACT = 2**53
_DTYPES: Mapping[Kind, Dtype] = {
    **dict.fromkeys(("whole", "count"), pl.Int64),
    "year": pl.Int32,
    "date": pl.Date,
    "decimal": pl.Float64,
    "truth": pl.Boolean,
}


def schema_of(layout: FileLayout) -> Schema:
    """Return the columns of a layout with their dtypes."""
    return {name: _DTYPES.get(kind, pl.String) for name, kind in layout.columns.items()}


def typed_at_once(named: Named, schema: Mapping[str, Dtype]) -> pl.DataFrame | None:
    """Cast columns of text to these dtypes, by their names in the layout; empty text becomes null.

    Returns None where a cell is not a whole number without decimals, a date written year first,
    and so on.
    """
    cells, kinds = named.raw.frame, named.form.columns
    wanted = {name: named.columns[name] for name in schema}
    if any(cells.schema[at] != pl.String for at in wanted.values()):
        return None
    try:
        frame = cells.select(
            _value(pl.col(at), schema[name]).alias(name) for name, at in wanted.items()
        )
    except pl.exceptions.PolarsError:
        return None
    written = [doubt for name, at in wanted.items() for doubt in _odd_cells(kinds[name], at)]
    read = [doubt for name in schema for doubt in _odd_values(name, schema[name])]
    return None if _any(cells, written) or _any(frame, read) else frame


def _value(cell: pl.Expr, dtype: Dtype) -> pl.Expr:
    if dtype == pl.String:
        return pl.when(cell != "").then(cell)
    if dtype == pl.Date:
        return cell.str.slice(0, DATE_LENGTH).str.to_date(ISO)
    if dtype == pl.Boolean:
        return cell.str.to_lowercase().replace_strict(_TRUTHS, return_dtype=pl.Boolean)
    return (cell.cast(pl.Int64) if dtype.is_integer() else cell).cast(dtype)


def _odd_cells(kind: Kind, at: str) -> Iterator[pl.Expr]:
    """Give what must not hold for any cell, though it could be cast."""
    if kind == "date":
        tails = pl.col(at).str.slice(DATE_LENGTH).unique().drop_nulls()
        yield ~tails.str.contains(MIDNIGHT).all()
    if kind == "code":
        yield pl.col(at).str.contains(_WHOLE).any()


def _odd_values(name: str, dtype: Dtype) -> Iterator[pl.Expr]:
    if dtype == pl.Date:
        yield ~pl.col(name).dt.year().is_between(FIRST_YEAR, LAST_YEAR).all()
    if dtype == pl.Float64:
        yield ~pl.col(name).is_finite().all()


def _any(frame: pl.DataFrame, doubts: list[pl.Expr]) -> bool:
    named = [doubt.alias(str(at)) for at, doubt in enumerate(doubts)]
    return any(frame.select(named).row(0)) if named else False


class Typed(NamedTuple):
    """The rows in the dtypes of their data set, in the order of the file, and remarks."""

    frame: pl.DataFrame
    remarks: tuple[Said, ...]


def typed(named: Named) -> Typed:
    """Cast every column; empty cells become null.

    Raises:
        DamagedError: a cell that does not fit its column.
    """
    every, kinds = schema_of(named.form), named.form.columns
    schema = {name: every[name] for name in named.columns}
    frame = typed_at_once(named, schema)
    done = _column_by_column(named, schema) if frame is None else Typed(frame, ())
    return done._replace(frame=_without_blanks_at_ends(done.frame, kinds))


def _without_blanks_at_ends(frame: pl.DataFrame, kinds: Columns) -> pl.DataFrame:
    """Take the blanks off the ends of names: UCDP writes "Koulango " too.

    To look for them first takes a quarter of the time (measured).
    """
    names = [name for name in frame.columns if kinds[name] == "name"]
    ends = frame.select(pl.col(names).str.ends_with(" ").any())
    stripped = {name: pl.col(name).str.strip_chars_end(" ") for name in names if ends[name].item()}
    return frame.with_columns(
        pl.when(name != "").then(name).alias(column) for column, name in stripped.items()
    )


def _column_by_column(named: Named, schema: Mapping[str, Dtype]) -> Typed:
    dates = [name for name, dtype in schema.items() if dtype == pl.Date]
    done, remarks = read_dates(named, dates)
    for name, dtype in schema.items():
        if name not in done:
            done[name] = _cast(named, name, dtype)
    decimals = [name for name in schema if _dotted(named, name, schema[name])]
    for name in decimals:
        _check_thousands(named, name)
        done[name] = _undotted(done[name])
    if decimals:
        remarks = (*remarks, remarking.WHOLE_NUMBERS(columns=len(decimals)))
    return Typed(pl.DataFrame([done[name] for name in schema]), remarks)


def _cast(named: Named, name: str, dtype: type[pl.DataType]) -> pl.Series:
    cells = named.cells(name)
    if cells.dtype == dtype and dtype != pl.Float64:
        return _without_blanks(cells) if dtype == pl.String else cells
    text = _without_blanks(cells.cast(pl.String))
    reader, why = _READERS[dtype]
    values = reader(text)
    wrong = first_rows(text.is_not_null() & values.is_null(), 1)
    if wrong:
        cell = text[wrong[0]]
        large = dtype == pl.Int64 and cell.strip().isdecimal()
        raise damaged_cell(
            named.raw, wrong[0], name, cell, unreadable.NUMBER_TOO_LARGE() if large else why
        )
    return values


def _without_blanks(cells: pl.Series) -> pl.Series:
    """Empty text is a missing value, whether the file quotes it or not."""
    blank = cells == ""
    return cells.set(blank, None) if blank.any() else cells


def _whole(text: pl.Series) -> pl.Series:
    values = text.cast(pl.Int64, strict=False)
    left = text.is_not_null() & values.is_null()
    if not left.any():
        return values
    return values.zip_with(~left, text.str.extract(_WHOLE).cast(pl.Int64, strict=False)).zip_with(
        ~(left & text.str.contains(_R_EXPONENT)), _exponents(text)
    )


def _exponents(text: pl.Series) -> pl.Series:
    floats = text.cast(pl.Float64, strict=False)
    exact = (floats == floats.round(0)) & (floats.abs() < _EXACT)
    return floats.set(~exact.fill_null(value=False), None).cast(pl.Int64, strict=False)


def _year(text: pl.Series) -> pl.Series:
    return _whole(text).cast(pl.Int32, strict=False)


def _number(text: pl.Series) -> pl.Series:
    values = text.cast(pl.Float64, strict=False)
    return values.set(~values.is_finite(), None)


def _truth(text: pl.Series) -> pl.Series:
    return text.str.to_lowercase().replace_strict(_TRUTHS, default=None, return_dtype=pl.Boolean)


def _same(text: pl.Series) -> pl.Series:
    return text


_READERS: dict[type[pl.DataType], tuple[Callable[[pl.Series], pl.Series], Said]] = {
    pl.Int64: (_whole, unreadable.NO_WHOLE_NUMBER()),
    pl.Int32: (_year, unreadable.NO_YEAR()),
    pl.Float64: (_number, unreadable.NO_NUMBER()),
    pl.Boolean: (_truth, unreadable.NO_TRUTH()),
    pl.String: (_same, unreadable.IS_EMPTY()),
}


def _dotted(named: Named, name: str, dtype: type[pl.DataType]) -> bool:
    """Return whether a column of whole numbers is written with decimals (R, pandas)."""
    cells = named.cells(name)
    if dtype.is_integer():
        written = cells.dtype == pl.String and cells.str.contains(".", literal=True).any()
        return written or cells.dtype == pl.Float64
    if named.form.columns[name] != "code":
        return False
    return bool(cells.cast(pl.String).str.contains(_WHOLE).any())


def _check_thousands(named: Named, name: str) -> None:
    """Refuse 1.000, which is 1 or 1000, but where R wrote three decimals all down the column."""
    text = _without_blanks(named.cells(name).cast(pl.String))
    doubtful = text.str.contains(_THOUSANDS)
    count = doubtful.sum()
    if not count or (count == text.len() - text.null_count() and count > 1):
        return
    row = first_rows(doubtful, 1)[0]
    why = unreadable.THOUSANDS_OR_DECIMALS()
    hint = unreadable.WRITE_PLAINLY(number=text[row].partition(".")[0])
    raise damaged_cell(named.raw, row, name, text[row], why, hint=hint)


def _undotted(cells: pl.Series) -> pl.Series:
    return cells.str.replace(_WHOLE, "$1") if cells.dtype == pl.String else cells
