"""Stata files: typed variables with labels, dates as dates, the notes and the citation inside."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from ..model.errors import OutputError
from ..model.result import Result
from ..model.words import TYPE_CODES
from ..words import writing
from .columns import declared_of
from .dta import BYTE, DOUBLE, INT, LONG, STRL, Dataset, Storage, Variable, text_of
from .machine import rows_of
from .sidecar import about
from .text import clean

EPOCH = date(1960, 1, 1)
"""Stata counts days from here ([U] 25, "Working with dates and times")."""
WIDEST = 2045
"""Bytes that a string variable holds; longer ones are strL ([U] 12.4)."""
SHORT, SHOWN = 128, 60
"""Texts up to here stay in their rows, where Stata is fastest; so many characters are listed."""
STRL_WIDTH, LONG_TEXT_COSTS = 8, 21
"""Bytes of a place in a row, and around a text outside the rows."""
EXACT = 2**53
"""Whole numbers up to here are exact in a double."""
LARGEST = 8.988465674311579e307
"""The largest double that is not missing ([D] Data types)."""
LONGEST_NAME = 32
WHOLE: Sequence[Storage] = (BYTE, INT, LONG)
RESERVED = frozenset(
    {
        *("_all", "_b", "_cons", "_coef", "_n", "_N", "_pi", "_pred", "_rc", "_skip"),
        *("byte", "double", "float", "if", "in", "int", "long", "strL", "using", "with"),
    }
)
"""What no variable may be called ([U] 11.3); nor str1, str2 and so on."""
_RESERVED_TOO = re.compile(r"str\d+")
TYPE_LABELS = TYPE_CODES
YES_AND_NO = {0: "no", 1: "yes"}


def to_dta(result: Result) -> bytes:
    """Return the rows as a Stata file (format 118: Stata 14 and later).

    Null is missing, of text the empty string, which Stata does not tell apart. The data set is
    labelled by the title, the variables by what they are, codes by what they mean; notes and
    citation are notes of the data set (`notes` in Stata).

    Raises:
        OutputError: a number or a text cannot be kept as it is in a Stata file.
    """
    frame = rows_of(result)
    names = names_of(frame.columns)
    variables = [_variable(result, frame[column], names[column]) for column in frame.columns]
    notes = [clean(f"{name}: {text}") for name, text in about(result)]
    return Dataset(clean(result.title), notes, variables, frame.height).to_bytes()


def names_of(columns: Sequence[str]) -> Mapping[str, str]:
    """Return a legal name for each column: letters, digits and _, at most 32, none twice."""
    names: dict[str, str] = {}
    for column in columns:
        plain = re.sub(r"\W", "_", column, flags=re.ASCII) or "_"
        if plain[0].isdigit() or plain in RESERVED or _RESERVED_TOO.fullmatch(plain):
            plain = f"_{plain}"
        name, number = plain[:LONGEST_NAME], 1
        while name in names.values():
            number += 1
            end = f"_{number}"
            name = plain[: LONGEST_NAME - len(end)] + end
        names[column] = name
    return names


def _variable(result: Result, column: pl.Series, name: str) -> Variable:
    label, dtype = declared_of(result, column.name).label, column.dtype
    if dtype == pl.Boolean:
        return Variable(name, BYTE, column.cast(pl.Int8), "%8.0g", label, YES_AND_NO)
    if dtype == pl.Date:
        days = column.cast(pl.Int32) - (EPOCH - date(1970, 1, 1)).days
        return Variable(name, LONG, days, "%td", label)
    if dtype.is_integer() or dtype == pl.Null:
        kind = _whole(column)
        values = TYPE_LABELS if column.name == "type_of_violence" else {}
        return Variable(name, kind, column.cast(pl.Int64), "%12.0g", label, values)
    if dtype.is_float():
        return Variable(name, DOUBLE, _finite(column), "%10.0g", label)
    return _text(column.cast(pl.String), name, label)


def _whole(column: pl.Series) -> Storage:
    """Return the smallest type that holds whole numbers exactly."""
    present = column.drop_nulls()
    low, high = (int(min(present, default=0)), int(max(present, default=0)))
    for kind in WHOLE:
        if kind.lowest <= low and high <= kind.highest:
            return kind
    if max(-low, high) > EXACT:
        raise OutputError(writing.STATA_WHOLE_NUMBERS(column=column.name, most=EXACT))
    return DOUBLE


def _finite(column: pl.Series) -> pl.Series:
    """Return numbers with NaN as missing."""
    plain = column.cast(pl.Float64).fill_nan(None)
    if (plain.abs() > LARGEST).any():
        raise OutputError(writing.STATA_INFINITE(column=column.name))
    return plain


def _text(column: pl.Series, name: str, label: str) -> Variable:
    if column.str.contains("\0", literal=True).any():
        raise OutputError(writing.STATA_NUL(column=column.name))
    texts = column.fill_null("")
    lengths = texts.str.len_bytes()
    width = max([1, *lengths.top_k(1)])
    if width > WIDEST or (width > SHORT and _shorter_apart(lengths, width)):
        return Variable(name, STRL, texts, "%9s", label)
    return Variable(name, text_of(width), texts, f"%-{min(width, SHOWN)}s", label)


def _shorter_apart(lengths: pl.Series, width: int) -> bool:
    """Return whether texts take less room outside the rows, as Stata's `compress` asks."""
    apart = int(lengths.sum()) + LONG_TEXT_COSTS * int((lengths > 0).sum())
    return apart < (width - STRL_WIDTH) * lengths.len()
