"""Read what a user names or the API sends, in any layout that UCDP, HDX or people make of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from ..datasets.registry import data_set
from ..facts.inputs import STDIN, let_ctrl_c_through, read_stdin
from ..model.errors import DamagedError, UsageError
from ..words import online, unreadable
from .casting import schema_of
from .checks import Order
from .containers import MAX_SIZE, read_raw, unpacked
from .json_rows import Shape, raw_of
from .large import IN_PIECES, IrregularError, LargeFile, size_of_text
from .table import Table, from_its_maker, page_of, table_of

_API = str(online.ANSWER_OF_API())


def read_any(name: str) -> Table:
    """Read a file, or stdin for "-".

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        DamagedError: it cannot be read with certainty; file, line, column, value and why.
    """
    if name == STDIN:
        return read_bytes(read_stdin(), "stdin")
    path = Path(name)
    if IN_PIECES <= size_of_text(path) <= MAX_SIZE:
        try:
            return LargeFile(path).table()
        except IrregularError:
            pass
    return read_file(path)


def read_file(path: Path) -> Table:
    """Read a file; what it is, is told by its content and never by its name.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        DamagedError: it cannot be read with certainty; file, line, column, value and why.
    """
    let_ctrl_c_through()
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(unreadable.NO_FILE(path=path)) from error
    except IsADirectoryError as error:
        raise UsageError(unreadable.A_FOLDER(path=path)) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UsageError(unreadable.NOT_OPENED(path=path, why=why)) from error
    return read_bytes(content, str(path))


def read_bytes(content: bytes, name: str) -> Table:
    """Read the content of a file; `name` is what messages call it ("stdin").

    Raises:
        DamagedError: it cannot be read with certainty; file, line, column, value and why.
    """
    inside, name_inside = unpacked(content, name)
    with from_its_maker(lambda: page_of(inside)):
        raw = read_raw(inside, name_inside)
    table = table_of(raw, sha256(content).hexdigest(), len(content))
    check_order(table, name)
    return table


def check_order(table: Table, name: str) -> None:
    """Refuse a table in which best, low and high look exchanged.

    Events of our own writing were looked at when their file was read: what filters choose of it
    may well have more of UCDP's own odd rows than a tenth.

    Raises:
        DamagedError: naming the columns.
    """
    if table.window is not None:
        return
    order = Order()
    order.add(table.dataset, table.frame)
    order.check(name)


def read_api_rows(dataset: str, rows: Sequence[dict[str, Any]]) -> Table:
    """Read rows of API pages as the data set that was asked for; none give an empty table.

    `sha256` and `size` are those of the rows as JSON with sorted keys.

    Raises:
        DamagedError: rows of another data set, or rows that cannot be read with certainty.
    """
    asked = data_set(dataset)
    wanted = asked.read_as
    content = json.dumps(rows, sort_keys=True, separators=(",", ":")).encode()
    digest, size = sha256(content).hexdigest(), len(content)
    if not rows:
        empty = pl.DataFrame(schema=schema_of(asked.layouts[0]))
        return Table(
            dataset=wanted, layout=_API, frame=empty, release=None, sha256=digest, size=size
        )
    table = table_of(raw_of(Shape("API", rows), _API), digest, size)
    if table.dataset != wanted:
        raise DamagedError(
            unreadable.OTHER_DATA_CAME(file=_API, wanted=wanted, found=table.dataset)
        )
    check_order(table, _API)
    return table
