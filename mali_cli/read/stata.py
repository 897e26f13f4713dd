"""Stata (.dta): numbers, days, text; of labelled codes what the data set has in that column.

Read by pyreadstat, which is installed apart, in a process of its own: it is written in C, and
damage can end it. Missing values of all kinds (`.`, `.a` to `.z`) are null.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import polars as pl

from ..datasets.registry import plain, told_by
from ..frozen import frozen
from ..model.errors import DamagedError, UsageError
from ..words import unreadable
from .apart import BEGUN, tried_apart
from .parquet import plain_column, whole_numbers
from .raw import Raw, by_row

LIBRARY, OLDEST = "pyreadstat", (1, 3, 7)
"""What reads it. Older versions read long texts (strL) as empty, without a word, where they do not
stand row by row."""
_BEGINNING = b"<stata_dta>"
_TRIAL = f"from {__name__} import give\ngive()"
_MEMORY = 4 << 30
"""Bytes that the process may take, and sixteen times those of the file."""
_DIGITS = 2**24
"""Whole numbers from here on are not all kept in Stata's `float`, the type that it takes if none is
named (`help data types`)."""
_VALUE = re.compile(r"[\d;. -]+|true|false", re.IGNORECASE)
"""A label that is itself what a column holds, as `encode` makes of text: 432, 2;200, True."""


def is_stata(content: bytes) -> bool:
    """Return whether it is of Stata: formats 104 to 115 begin with version, order of bytes, 1."""
    old = 104 <= content[0] <= 115 and content[1:3] in (b"\1\1", b"\2\1") if content else False
    return old or content.startswith(_BEGINNING)


def read_stata(content: bytes, name: str) -> Raw:
    """Read a Stata file.

    Raises:
        UsageError: the library that reads it is not installed, or too old.
        DamagedError: it is damaged, a bomb, has no rows, or numbers that Stata has cut.
    """
    if find_spec(LIBRARY) is None:
        raise UsageError(
            unreadable.STATA_NEEDS(file=name, library=LIBRARY, command=f"pip install {LIBRARY}")
        )
    if tuple(map(int, re.findall(r"\d+", version(LIBRARY))[:3])) < OLDEST:
        newer = f"{LIBRARY} {'.'.join(map(str, OLDEST))}"
        command = f"pip install --upgrade {LIBRARY}"
        raise UsageError(unreadable.STATA_NEEDS(file=name, library=newer, command=command))
    tried = tried_apart(_TRIAL, content, name)
    if tried and tried.broke:
        raise DamagedError(unreadable.STATA_DAMAGED(file=name, why=unreadable.LIBRARY_BROKE()))
    head, _, packed = (tried.out if tried else told(content)).partition(b"\n")
    about: dict[str, Any] = json.loads(head)
    if about["rows"] > len(content):
        raise DamagedError(
            unreadable.TOO_MANY_ROWS(file=name, rows=about["rows"], bytes=len(content))
        )
    if about["why"]:
        raise DamagedError(unreadable.STATA_DAMAGED(file=name, why=about["why"]))
    if about["cut"]:
        raise DamagedError(unreadable.STATA_FLOAT(file=name, column=about["cut"][0]))
    frame = pl.read_ipc(BytesIO(packed))
    if frame.is_empty():
        raise DamagedError(unreadable.NO_ROWS(file=name))
    names = tuple(frame.columns)
    columns = _unlabelled(frame, {column: dict(pairs) for column, pairs in about["labels"]})
    held = [
        whole_numbers(plain_column(column, name)).alias(str(at))
        for at, column in enumerate(columns)
    ]
    return Raw(name, "Stata", names, pl.DataFrame(held), by_row, "row")


def _unlabelled(frame: pl.DataFrame, labels: Mapping[str, dict[float, str]]) -> list[pl.Series]:
    """Return the columns, with the labels of codes where these are what the data set has there."""
    known = told_by(frame.columns)
    if known is None:
        return frame.get_columns()
    layout = known[1]
    return [
        _worded(column, labels[column.name])
        if column.name in labels
        and _is_text(layout.columns.get(layout.rename(plain(column.name))), labels[column.name])
        else column
        for column in frame.iter_columns()
    ]


def _is_text(kind: str | None, labels: Mapping[float, str]) -> bool:
    """Return whether labels are the values of a column: those of names, and of encoded values."""
    return kind in ("name", "text", "date") or all(map(_VALUE.fullmatch, labels.values()))


def _worded(column: pl.Series, labels: Mapping[float, str]) -> pl.Series:
    """Return the labels of codes; a code without one stays."""
    if not column.dtype.is_numeric():
        return column
    codes = whole_numbers(column.cast(pl.Float64)).cast(pl.String)
    words = column.cast(pl.Float64).replace_strict(
        list(labels), list(labels.values()), default=None, return_dtype=pl.String
    )
    return words.zip_with(words.is_not_null(), codes).alias(column.name)


@frozen
class _About:
    """What a process tells of a file: its rows, why it cannot be read, its labels.

    `cut` are the columns with whole numbers of more digits than their type keeps.
    """

    rows: int = 0
    why: str = ""
    cut: tuple[str, ...] = ()
    labels: tuple[tuple[str, tuple[tuple[float, str], ...]], ...] = ()


def give() -> None:
    """Read a Stata file from stdin, in a process of its own, and write what `told` tells of it."""
    import pyreadstat  # noqa: F401 - that it fails to load is no fault of the file

    out = sys.stdout.buffer
    out.write(BEGUN)
    out.flush()
    content = sys.stdin.buffer.read()
    _limit_memory(_MEMORY + 16 * len(content))
    out.write(told(content))


def _limit_memory(most: int) -> None:
    """Let this process take no more memory than so many bytes, where the system can."""
    try:
        import resource
    except ImportError:  # of Windows
        return
    _now, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def told(content: bytes) -> bytes:
    """Return a line of JSON on a Stata file, and below it its table as an Arrow file."""
    about, frame = _About(), pl.DataFrame()
    try:
        about, frame = _read(content)
    except Exception as error:  # the library's own, and whatever damage makes of the parts
        about = _About(why=str(error).partition("\n")[0][:120] or type(error).__name__)
    frame.write_ipc(packed := BytesIO())
    return json.dumps(asdict(about)).encode() + b"\n" + packed.getvalue()


def _read(content: bytes) -> tuple[_About, pl.DataFrame]:
    from pyreadstat import read_dta

    _none, meta = read_dta(BytesIO(content), metadataonly=True, output_format="polars")
    rows = int(meta.number_rows or 0)
    if rows > len(content):
        return _About(rows), pl.DataFrame()
    try:  # Stata up to 13 wrote the encoding of its system, which the library takes if told none
        frame, meta = read_dta(BytesIO(content), output_format="polars", encoding="UTF-8")
    except Exception:  # whatever the library makes of text that is no UTF-8
        frame, meta = read_dta(BytesIO(content), output_format="polars")
    kinds = meta.readstat_variable_types
    cut = [
        column.name
        for column in frame.iter_columns()
        if kinds[column.name] == "float" and (column.abs() >= _DIGITS).any()
    ]
    labels = [
        (name, tuple((float(code), str(text)) for code, text in pairs.items()))
        for name, pairs in meta.variable_value_labels.items()
        if all(isinstance(code, int | float) for code in pairs)
    ]
    return _About(rows, "", tuple(cut), tuple(labels)), frame
