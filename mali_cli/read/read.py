"""Read a file in any layout that UCDP or HDX ship, or that people make of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from ..datasets.registry import data_set
from ..facts.inputs import let_ctrl_c_through
from ..model.errors import DamagedError, UsageError
from ..words import online, unreadable
from .casting import typed
from .checks import check, without_repeats
from .containers import read_raw, unpacked
from .estimates import check_order
from .identify import identify
from .json_pages import raw_of_rows
from .oddities import oddities
from .raw import Raw
from .schemas import schema_of
from .table import Table

_API = str(online.ANSWER_OF_API())


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
    raw = read_raw(*unpacked(content, name))
    table = table_of(raw, sha256(content).hexdigest(), len(content))
    check_order(table, name)
    return table


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
        return Table(wanted, _API, empty, None, digest, size)
    table = table_of(raw_of_rows(rows, _API, "API"), digest, size)
    if table.dataset != wanted:
        raise DamagedError(
            unreadable.OTHER_DATA_CAME(file=_API, wanted=wanted, found=table.dataset)
        )
    check_order(table, _API)
    return table


def table_of(raw: Raw, digest: str, size: int) -> Table:
    """Make a table of raw records; `digest` and `size` are those of the file as given.

    Whether best, low and high look exchanged is left to whoever has the whole file.

    Raises:
        DamagedError: they cannot be read with certainty; file, line, column, value and why.
    """
    named = identify(raw)
    cast = typed(replace(named, remarks=()))
    if named.form.derive:
        cast = cast._replace(frame=named.form.derive(cast.frame))
    check(named, cast.frame)
    frame, repeats = without_repeats(named, cast.frame)
    remarks = (*repeats, *cast.remarks, *named.remarks)
    odd = oddities(named, frame)
    about = (named.release, digest, size, remarks, odd, named.window, named.unknown)
    return Table(named.dataset, named.layout, frame, *about)
