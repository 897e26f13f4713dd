"""A report as one HTML file: no script, no address to load from, readable on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from shlex import join
from typing import Any

from ...model.report import (
    CHART,
    Block,
    Commands,
    Paragraph,
    Picture,
    Remarks,
    Report,
    Section,
    TableBlock,
    Works,
)
from ...model.result import Note, Result
from ..bibliography import to_bibtex
from ..columns import COLORS, Column, shown_columns
from ..text import clean
from .pictures import PAPER, Draw, alt_of, as_text
from .style import STYLE

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load (Content Security Policy): nothing but its own styles."""
NAMING = ("phase", "adm 1", "id")
"""Columns that name a row; what stands left of them are its groups."""
_LINK = re.compile(r"https://[^\s<>\"']*[^\s<>\"'.,;)]")


def to_html(report: Report, draw: Draw) -> str:
    """Render a report as a page of HTML.

    Args:
        report: what is shown.
        draw: draws a picture; where it cannot, the page has it drawn with characters.
    """
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta name="generator" content="{_text(report.made_by)}">',
        f"<title>{_text(report.title)}</title>",
        f"<style>\n{STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_head(report),
        *(line for section in report.sections for line in _section(section, draw)),
        "</main>",
        f"<footer><p>Made with {_text(report.made_by)}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"<h1>{_text(report.title)}</h1>"
    yield f'<p class="question">{_text(report.question)}</p>'
    yield from (f'<p class="headline">{_text(text)}</p>' for text in report.headline)
    if report.taken:
        yield f'<p class="aside">{_text(report.taken)}</p>'


def _section(section: Section, draw: Draw) -> Iterator[str]:
    heading = f"heading-{section.key}"
    yield f'<section aria-labelledby="{heading}">'
    yield f'<h2 id="{heading}">{_text(section.heading)}</h2>'
    for block in section.blocks:
        if isinstance(block, Picture):
            yield from _picture(block, draw)
        else:
            yield from WAYS[type(block)](block)
    yield "</section>"


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield f"<p>{_text(block.text)}</p>"


def _remarks(block: Remarks) -> Iterator[str]:
    yield "<ul>"
    yield from (_remark(note) for note in block.notes)
    yield "</ul>"


def _remark(note: Note) -> str:
    text = _linked(note.text)
    return f"<li><strong>Warning:</strong> {text}</li>" if note.warning else f"<li>{text}</li>"


def _table(block: TableBlock) -> Iterator[str]:
    yield from _table_of(block.result, block.caption)


def _picture(block: Picture, draw: Draw) -> Iterator[str]:
    what = "chart" if block.kind == CHART else "map"
    drawn = draw(block)
    yield "<figure>"
    if drawn is None:
        yield f'<div class="scroll" role="region" tabindex="0" aria-label="{what.capitalize()}">'
        yield f'<pre role="img" aria-label="{_text(alt_of(block))}">{escape(as_text(block))}</pre>'
        yield "</div>"
    else:
        yield f'<div class="drawing wide">{drawn.wide}</div>'
        yield f'<div class="drawing narrow">{drawn.narrow}</div>'
    yield f"<figcaption>{_text(block.caption)}</figcaption>"
    yield "</figure>"
    yield f"<details><summary>The figures of the {what} as a table</summary>"
    yield from _table_of(block.figures, block.figures.title)
    yield "</details>"


def _works(block: Works) -> Iterator[str]:
    yield "<ul>"
    yield from (f"<li>{_linked(work)}</li>" for work in block.result.frame["citation"])
    yield "</ul>"
    yield from _copied(to_bibtex(block.result, PAPER).rstrip(), "BibTeX")


def _commands(block: Commands) -> Iterator[str]:
    yield from _copied("\n".join(clean(join(line)) for line in block.lines), "Commands")


WAYS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Paragraph: _paragraph,
    Remarks: _remarks,
    TableBlock: _table,
    Works: _works,
    Commands: _commands,
}


def _table_of(result: Result, caption: str) -> Iterator[str]:
    columns = shown_columns(result)
    named = _named(columns)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{_text(caption)}">'
    yield "<table>"
    yield f"<caption><span>{_text(caption)}</span></caption>"
    headers = "".join(_header(column) for column in columns)
    yield f"<thead><tr>{headers}</tr></thead>"
    yield "<tbody>"
    for cells in zip(*(column.cells for column in columns), strict=True):
        pairs = enumerate(zip(columns, cells, strict=True))
        yield f"<tr>{''.join(_cell(column, cell, i < named) for i, (column, cell) in pairs)}</tr>"
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _named(columns: Sequence[Column]) -> int:
    """Return how many columns at the left name a row."""
    places = [i for i, column in enumerate(columns) if column.header in NAMING]
    return places[-1] + 1 if places else 1


def _header(column: Column) -> str:
    return f'<th scope="col"{_classes(column)}>{escape(column.header)}</th>'


def _cell(column: Column, cell: str, names: bool) -> str:
    if names:
        return f'<th scope="row"{_classes(column)}>{escape(cell)}</th>'
    if cell in COLORS.get(column.header, {}):
        return f'<td class="{cell.replace(" ", "-")}">{escape(cell)}</td>'
    return f"<td{_classes(column)}>{escape(cell)}</td>"


def _classes(column: Column) -> str:
    name = "number" if column.right else "long" if column.long else ""
    return f' class="{name}"' if name else ""


def _copied(text: str, label: str) -> Iterator[str]:
    yield f'<pre class="code" role="region" tabindex="0" aria-label="{label}">'
    yield f"<code>{escape(text)}</code></pre>"


def _text(text: str) -> str:
    return escape(clean(text))


def _linked(text: str) -> str:
    """Return text in which https addresses are links; nothing is loaded from them."""
    parts, at = [], 0
    text = clean(text)
    for match in _LINK.finditer(text):
        address = escape(match[0])
        parts += [escape(text[at : match.start()]), f'<a href="{address}">{address}</a>']
        at = match.end()
    return "".join((*parts, escape(text[at:])))
