"""Excel workbooks (.xlsx): the one sheet whose header is of a data set, every cell as text.

Read by fastexcel, which is installed apart. It gives the value that was saved of a formula, and
nothing of a cell with an error in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import polars as pl

from ..datasets.registry import plain, told_by
from ..model.errors import DamagedError, UsageError, is_panic
from ..words import remarking, strangers, unreadable
from .raw import FETCH, Raw

if TYPE_CHECKING:
    from fastexcel import ExcelReader

LIBRARY = "fastexcel"
MEMBER = "xl/workbook.xml"
"""What each workbook has in it (ECMA-376, Office Open XML)."""


def read_workbook(content: bytes, name: str) -> Raw:
    """Read the sheet of a workbook that has the columns of a data set; the others may hold notes.

    Raises:
        UsageError: the library that reads workbooks is not installed.
        DamagedError: it is damaged, or not just one of its sheets has such columns.
    """
    if find_spec(LIBRARY) is None:
        raise UsageError(
            unreadable.NEEDS_LIBRARY(file=name, library=LIBRARY, command=f"pip install {LIBRARY}")
        )
    sheets = dict(_sheets(content, name))
    known = {title: cells for title, cells in sheets.items() if told_by(_header(cells))}
    filled = {title: cells for title, cells in known.items() if cells.height > 1}
    if len(filled) > 1:
        raise DamagedError(unreadable.SEVERAL_SHEETS(file=name, sheets=list(filled)[:5]))
    if not filled:
        if known:
            raise DamagedError(unreadable.HEADER_ONLY(file=name))
        raise DamagedError(strangers.EXCEL(file=name, command=FETCH))
    ((title, cells),) = filled.items()
    return _raw(f"{name} ({title})" if len(sheets) > 1 else name, cells)


def _sheets(content: bytes, name: str) -> Iterator[tuple[str, pl.DataFrame]]:
    import fastexcel

    try:
        reader: ExcelReader = fastexcel.read_excel(content)
        for title in reader.sheet_names:
            sheet = reader.load_sheet(title, header_row=None, dtypes="string")
            cells = sheet.to_polars()
            if cells.width:
                yield (
                    title,
                    cells.rename(
                        dict(zip(cells.columns, map(str, range(cells.width)), strict=True))
                    ),
                )
    except BaseException as error:
        if not (isinstance(error, fastexcel.FastExcelError | ValueError) or is_panic(error)):
            raise
        why = str(error).partition("\n")[0]
        raise DamagedError(unreadable.WORKBOOK_DAMAGED(file=name, why=why)) from error


def _header(cells: pl.DataFrame) -> list[str]:
    names = [plain(cell or "") for cell in cells.row(0)] if cells.height else []
    return [name for name in names if name]


def _raw(name: str, cells: pl.DataFrame) -> Raw:
    names = tuple(cell or "" for cell in cells.row(0))
    rows = cells.slice(1).with_row_index("_row", offset=2)
    kept = rows.filter(~pl.all_horizontal(pl.exclude("_row").is_null()))
    last = int(kept["_row"].max() or 0)  # type: ignore[arg-type]
    blank = rows.filter(pl.col("_row") <= last).height - kept.height
    remarks = (remarking.BLANK_LINES(lines=blank),) if blank else ()
    if kept.is_empty():
        raise DamagedError(unreadable.HEADER_ONLY(file=name))
    places = partial(_picked, kept["_row"].to_list())
    return Raw(name, "Excel workbook", names, kept.drop("_row"), places, "row", remarks)


def _picked(places: Sequence[int], rows: Sequence[int]) -> list[int]:
    return [places[row] for row in rows]
