"""Rows of JSON objects as columns of text.

polars cuts floats and drops late keys when it builds a frame from dicts (measured on 2.1.0), so
every value is written as text first, and cast with the same rules as a CSV file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ..model.words import counted
from .raw import Raw, damaged, numbered


def raw_of_rows(rows: Sequence[Any], name: str, kind: str) -> Raw:
    """Return the rows as text cells; keys in lower case, null and missing keys as null.

    Raises:
        DamagedError: something that is no object, nested values, or keys that differ in case only.
    """
    if not rows:
        raise damaged(name, "there are no rows in it")
    plain = [_lowered(row, name, number) for number, row in enumerate(rows, 1)]
    names = tuple(dict.fromkeys(key for row in plain for key in row))
    remarks = _missing(plain, names)
    columns = {str(index): _column(plain, key, name) for index, key in enumerate(names)}
    try:
        frame = pl.DataFrame(columns, schema=numbered(len(names)))
    except UnicodeError as error:
        raise damaged(name, f"a text in it is not Unicode ({error})") from error
    return Raw(name, kind, names, frame, lambda at: [row + 1 for row in at], "row", remarks)


def _lowered(row: Any, name: str, number: int) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise damaged(name, f"row {number} is no object with a key for each column")
    lowered = {key.lower(): value for key, value in row.items()}
    if len(lowered) < len(row):
        raise damaged(name, f"row {number} has the same key twice, in different case")
    return lowered


def _missing(rows: list[dict[str, Any]], names: tuple[str, ...]) -> tuple[str, ...]:
    if all(len(row) == len(names) for row in rows):
        return ()
    short = sum(len(row) < len(names) for row in rows)
    return (f"{counted(short, 'row')} without some of the keys: these cells are empty",)


def _column(rows: list[dict[str, Any]], key: str, name: str) -> list[str | None]:
    cells = [row.get(key) for row in rows]
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, list | dict):
            raise damaged(name, f"row {number}, key '{key}': a nested value")
    return [_text(cell) for cell in cells]


def _text(value: str | float | bool | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)
