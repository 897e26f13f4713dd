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
from .table_columns import Column, shown_columns
from .text import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

CREATED = datetime(2000, 1, 1)
"""In every document: the same answer has the same bytes."""
MOST_UPRIGHT = 6
"""Tables of more columns stand on a page that lies on its side."""
LOOKS = "Light Shading"
SMALL = 8
"""The size of the text of tables and notes, in points."""
LONGEST_TITLE = 255
"""Of a property of a document (Open Packaging Conventions, as python-docx keeps to them)."""
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no file of XML can hold (Extensible Markup Language 1.0, section 2.2)."""


def to_docx(result: Result, *, notes: bool = True) -> bytes:
    """Return a document with the table as people read it, the notes and the citation under it."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    _describe(document, result)
    columns = shown_columns(result)
    if len(columns) > MOST_UPRIGHT:
        section = document.sections[0]
        section.page_width, section.page_height = section.page_height, section.page_width
    document.add_paragraph(_text(result.title), style="Caption")
    if columns:
        _add_table(document, columns)
    why = [result.empty] if result.empty and not result.frame.height else []
    for note in [*why, *map(str, result.notes if notes else result.warnings)]:
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


def _add_table(document: Document, columns: Sequence[Column]) -> None:
    cells = list(zip(*(column.cells for column in columns), strict=True))
    table = document.add_table(rows=1 + len(cells), cols=len(columns), style=LOOKS)
    headers = [column.header for column in columns]
    for row, texts in zip(table.rows, [headers, *cells], strict=True):
        _fill(row, columns, texts)
        _mark(row, "w:cantSplit")
    _mark(table.rows[0], "w:tblHeader")


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
