"""Word documents, read back: the table, its header on each page, the notes, the same bytes."""

from __future__ import annotations

import io
from unittest.mock import patch

import docx
import polars as pl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from mali_cli.model.errors import OutputError
from mali_cli.output.document import to_docx
from mali_cli.output.formats import known
from tests.output.made_up import HOSTILE, hostile, made_up

FRAME = pl.DataFrame({"phase": ["before", "after"], "deaths": [1029, None]})
RESULT = made_up(FRAME, title="Deaths in Mali", notes=("A rule.", "Cite: A & B (2025)"))


def test_the_table_is_that_of_people_with_title_and_notes() -> None:
    document = docx.Document(io.BytesIO(to_docx(RESULT)))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["phase", "deaths"], ["before", "1,029"], ["after", ""]]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts == ["Deaths in Mali", "A rule.", "Cite: A & B (2025)"]
    assert document.core_properties.title == "Deaths in Mali"


def test_the_header_comes_again_and_numbers_stand_right() -> None:
    table = docx.Document(io.BytesIO(to_docx(RESULT))).tables[0]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, False, False]
    first, second = table.rows[1].cells
    assert first.paragraphs[0].alignment is None
    assert second.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT


def test_many_columns_stand_on_a_page_on_its_side() -> None:
    wide = made_up(pl.DataFrame({f"column_{n}": [n] for n in range(16)}))
    for result, sideways in ((RESULT, False), (wide, True)):
        section = docx.Document(io.BytesIO(to_docx(result))).sections[0]
        width, height = section.page_width, section.page_height
        assert width is not None
        assert height is not None
        assert (width > height) is sideways


def test_no_column_runs_off_the_page_and_no_word_is_cut() -> None:
    texts = {"mission": ["MINUSMA"], "remark": ["many words of a remark " * 30]}
    wide = pl.DataFrame({**texts, **{f"column_{n}": [1_000_000 + n] for n in range(8)}})
    document = docx.Document(io.BytesIO(to_docx(made_up(wide))))
    section, widths = document.sections[0], [c.width for c in document.tables[0].columns]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert sum(width or 0 for width in widths) <= section.page_width - 2 * section.left_margin
    assert (widths[0] or 0) >= Pt(len("MINUSMA") * 6)


def test_hostile_text_is_text() -> None:
    document = docx.Document(io.BytesIO(to_docx(hostile())))
    assert len(document.tables[0].rows) == len(HOSTILE) + 1
    names = [row.cells[0].text for row in document.tables[0].rows]
    assert "[red]red[/red]" in names
    alone = made_up(pl.DataFrame({"country": ["a\ufffeb"]}))
    assert docx.Document(io.BytesIO(to_docx(alone))).tables[0].rows[1].cells[0].text == "a\ufffdb"


def test_the_same_answer_has_the_same_bytes() -> None:
    first = to_docx(RESULT)
    with patch("time.time", return_value=2e9):
        assert to_docx(RESULT) == first


def test_without_its_library_the_message_says_what_to_install() -> None:
    form = known("rows")["docx"]
    absent = patch("mali_cli.output.formats.find_spec", return_value=None)
    with absent, pytest.raises(OutputError) as raised:
        form.need()
    assert "python-docx" in str(raised.value)
    assert "pip install python-docx" in (raised.value.hint or "")
