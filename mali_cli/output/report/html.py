"""The report as HTML, with its style.

Every pair of text and ground has a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
"""

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
from ..table_columns import Column, shown_columns
from ..text import clean
from .markdown import PAPER, DrawPicture, alt_of, as_text

STYLE = """\
:root { color-scheme: light dark; --ink: #1b1b1f; --paper: #ffffff; --soft: #55585f;
  --line: #c4c7cc; --tint: #f2f3f5; --link: #0b4f9e; --yes: #1a6b2f; --no: #a4161a;
  --open: #735400; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e8ea; --paper: #15171b; --soft: #b3b7be; --line: #4b5059; --tint: #23262c;
    --link: #8ab8ff; --yes: #7fd498; --no: #ff9c97; --open: #e8c468; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; overflow-wrap: anywhere; }
main { padding-top: 1.5rem; }
footer { padding-bottom: 2rem; color: var(--soft); font-size: .875rem; }
h1 { margin: 0 0 .75rem; font-size: clamp(1.4rem, 1.1rem + 1.6vw, 2rem); line-height: 1.25; }
h2 { margin: 2.25rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line);
  font-size: 1.25rem; line-height: 1.3; }
p, ul, figure { margin: 0 0 .9rem; }
ul { padding-left: 1.25rem; }
li { margin-bottom: .35rem; }
a { color: var(--link); }
.question { font-size: 1.15rem; font-weight: 600; }
p, li, figcaption { max-width: 46rem; }
.aside, figcaption { color: var(--soft); font-size: .875rem; }
.scroll, .code { overflow-x: auto; }
.scroll { margin-bottom: .9rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
caption { padding-bottom: .4rem; color: var(--soft); font-size: .875rem; text-align: left; }
caption span { position: sticky; left: 0; display: inline-block;
  max-width: min(46rem, calc(100vw - 2rem)); }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; white-space: nowrap; overflow-wrap: normal; }
th:first-child, td:first-child { padding-left: 0; }
thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
tbody th { font-weight: 600; }
tbody th:first-child { position: sticky; left: 0; background: var(--paper); }
.number { text-align: right; }
.long { min-width: 10rem; white-space: normal; }
.reproduced, .holds { color: var(--yes); font-weight: 600; }
.differs { color: var(--no); font-weight: 600; }
.needs-data { color: var(--open); font-weight: 600; }
figure { margin-top: .5rem; }
figcaption { margin-top: .5rem; }
pre { margin: 0 0 .9rem; font: .8rem/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas,
  monospace; }
figure pre { width: max-content; margin: 0; line-height: 1.2; }
.drawing { max-width: 52rem; padding: .5rem; border-radius: .25rem; background: #ffffff; }
.drawing svg { display: block; max-width: none !important; }
.narrow { display: none; }
@media screen and (max-width: 40rem) {
  .wide { display: none; }
  .narrow { display: block; }
  tbody th:first-child { min-width: 5rem; max-width: 9rem; white-space: normal; }
}
.code { padding: .75rem; border-radius: .25rem; background: var(--tint); }
summary { cursor: pointer; color: var(--link); }
details { margin-bottom: .9rem; }
details[open] summary { margin-bottom: .6rem; }
@media print {
  :root { color-scheme: light; --ink: #000000; --paper: #ffffff; --soft: #333333; --line: #999999;
    --tint: #ffffff; --link: #000000; --yes: #000000; --no: #000000; --open: #000000; }
  @page { margin: 15mm; }
  html { font-size: 9.5pt; }
  main, footer { max-width: none; padding: 0; }
  h2, caption, thead { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  table { font-size: 8pt; }
  .scroll, .code { overflow: visible; }
  .long { min-width: 0; }
  caption span { max-width: none; }
  pre.code { padding: 0; white-space: pre-wrap; }
  details { display: none; }
}
"""


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load (Content Security Policy): nothing but its own styles."""
NAMING = ("phase", "adm_1", "id")
"""Columns that name a row; what stands left of them are its groups."""
_LINK = re.compile(r"https://[^\s<>\"']*[^\s<>\"'.,;)]")


def to_html(report: Report, draw: DrawPicture) -> str:
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


def _section(section: Section, draw: DrawPicture) -> Iterator[str]:
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


def _picture(block: Picture, draw: DrawPicture) -> Iterator[str]:
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
    places = [i for i, column in enumerate(columns) if column.name in NAMING]
    return places[-1] + 1 if places else 1


def _header(column: Column) -> str:
    return f'<th scope="col"{_classes(column)}>{escape(column.header)}</th>'


def _cell(column: Column, cell: str, names: bool) -> str:
    if names:
        return f'<th scope="row"{_classes(column)}>{escape(cell)}</th>'
    if cell in column.styles:
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
