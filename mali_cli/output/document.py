"""Word documents: a title, a table whose header comes again on each page, the notes.

python-docx is an extra (`pip install python-docx`). The same answer has the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..model.result import Result
from ..version import __version__
from ..words import showing
from .markdown import on_pages
from .table_columns import Column, shown_columns
from .tables import TableLayout, on_paper
from .text import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

CREATED = datetime(2000, 1, 1)
"""In every document: the same answer has the same bytes."""
LOOKS = "Table Grid"
SMALL = 8
"""The size of the text of tables and notes, in points."""
FONT = "Arial"
SIGN, CAPITAL = 4.45, 6
"""The widths of a digit and of a capital in that font and size, in points."""
MARGIN = 54
"""Left and right of the text, in points."""
PADDING = 11
"""Of a cell, left and right, in points."""
ROOMY = 1.25
"""How much wider than its digits a column is where there is room."""
LONGEST_TITLE = 255
"""Of a property of a document (Open Packaging Conventions, as python-docx keeps to them)."""
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no file of XML can hold (Extensible Markup Language 1.0, section 2.2)."""


def to_docx(result: Result, *, notes: bool = True) -> bytes:
    """Return a document with the table as people read it, the notes and the citation under it."""
    import docx
    from docx.shared import Pt

    result = on_pages(result)
    document = docx.Document()
    document.styles["Normal"].font.name = FONT
    _describe(document, result)
    section = document.sections[0]
    section.left_margin = section.right_margin = Pt(MARGIN)
    sides = (section.page_width, section.page_height)
    rooms = [side / Pt(1) - 2 * MARGIN for side in sides if side]
    columns = shown_columns(result)
    signs = [int((room - len(columns) * PADDING) / SIGN) for room in rooms]
    layout, sideways = on_paper(columns, *(n + max(len(columns) - 1, 0) for n in signs))
    if sideways:
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(_text(result.title), style="Caption")
    if columns:
        _add_table(document, layout, rooms[sideways])
    why = [result.empty] if result.empty and not result.frame.height else []
    left = [str(showing.NO_ROOM_ON_PAPER(columns=layout.left_out))] if layout.left_out else []
    for note in [*why, *left, *map(str, result.notes if notes else result.warnings)]:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(_text(note)).font.size = Pt(SMALL)
    saved = BytesIO()
    document.save(saved)
    return _without_clock(saved)


def _describe(document: Document, result: Result) -> None:
    about = document.core_properties
    about.title = _text(result.title)[:LONGEST_TITLE]
    about.author = about.last_modified_by = f"mali-cli {__version__}"
    about.comments = ""
    about.created = about.modified = CREATED


def _add_table(document: Document, layout: TableLayout, room: float) -> None:
    from docx.shared import Pt

    columns = layout.columns
    cells = list(zip(*(column.cells for column in columns), strict=True))
    table = document.add_table(rows=1 + len(cells), cols=len(columns), style=LOOKS)
    table.autofit = False
    widths = [_points(c, n) + PADDING for c, n in zip(columns, layout.widths, strict=True)]
    wider = min(ROOMY, room / sum(widths))
    for column, width in zip(table.columns, widths, strict=True):
        for part in (column, *column.cells):
            part.width = Pt(width * wider)
    headers = [column.header for column in columns]
    for row, texts in zip(table.rows, [headers, *cells], strict=True):
        _fill(row, columns, texts)
        _mark(row, "w:cantSplit")
    _mark(table.rows[0], "w:tblHeader")


def _points(column: Column, signs: int) -> float:
    """Return the width of a column in points, no less than that of its longest word."""
    words = {word for cell in (column.header, *column.cells) for word in cell.split()}
    capitals = [sum(CAPITAL if c.isupper() else SIGN for c in word) for word in words]
    return max(signs * SIGN, *(width for width in capitals if width <= signs * CAPITAL), 0)


def _fill(row: _Row, columns: Sequence[Column], texts: Sequence[str]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for cell, column, text in zip(row.cells, columns, texts, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(_text(text)).font.size = Pt(SMALL)
        paragraph.paragraph_format.space_after = Pt(0)
        if column.right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(row: _Row, name: str) -> None:
    """Say of a row that it is a header on each page, or stays whole (ECMA-376, 17.4)."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", clean(text))


def _without_clock(saved: BytesIO) -> bytes:
    """Return the parts of a document without the time at which each was written."""
    packed = BytesIO()
    with ZipFile(saved) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as out:
        for name in parts.namelist():
            part = ZipInfo(name, CREATED.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            out.writestr(part, parts.read(name))
    return packed.getvalue()
