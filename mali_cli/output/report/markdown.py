"""The report as Markdown, and its pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
from ..bibliography import to_bibtex
from ..chart_picture import ChartStyle, chart_picture
from ..figure.drawing import inline_svg
from ..figure.words import alt_text
from ..map_picture import PLACES, map_picture
from ..markdown import escaped, table_lines
from ..pictures import ChartPicture, MapPicture
from ..screen import PIPE_HEIGHT, PIPE_WIDTH, Screen
from ..terminal.chart import draw_chart
from ..terminal.map import draw_map
from ..text import clean

PAPER = Screen(width=PIPE_WIDTH, height=PIPE_HEIGHT, tty=False, color=False, ascii=False)
"""A page of text: 80 columns, no colour, all of Unicode."""
STYLE = ChartStyle()


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG elements: for a page, and for a screen as narrow as a phone."""

    wide: str
    narrow: str


DrawPicture = Callable[[Picture], Drawn | None]
"""Draws a picture; None where that cannot be done."""


def alt_of(picture: Picture) -> str:
    """Say in words what a picture shows."""
    return alt_text(_shown(picture))


def as_text(picture: Picture) -> str:
    """Draw a picture with characters, without its title and its notes."""
    bare = picture.result.titled("")
    size = {"width": None, "height": None}
    if picture.kind == CHART:
        text = draw_chart(bare, PAPER, **size, notes=False, style=STYLE)
    else:
        text = draw_map(bare, PAPER, **size, places=PLACES, density=False, notes=False)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def as_svg(picture: Picture) -> Drawn:
    """Draw a picture as SVG elements with their alternative text.

    Raises:
        OutputError: the library that draws is not installed.
    """
    shown = _shown(picture)
    return Drawn(inline_svg(shown, size="page"), inline_svg(shown, size="column"))


def _shown(picture: Picture) -> ChartPicture | MapPicture:
    if picture.kind == CHART:
        return chart_picture(picture.result, STYLE)
    return map_picture(picture.result)


_FENCES = re.compile(r"`{3,}")


def to_markdown(report: Report) -> str:
    """Render a report as a page of Markdown."""
    parts = [f"# {_text(report.title)}", f"**{_text(report.question)}**"]
    parts += [_text(" ".join(report.headline)), _text(report.taken)]
    for section in report.sections:
        parts += _section(section)
    parts += ["---", f"Made with {_text(report.made_by)}."]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {_text(section.heading)}"
    for block in section.blocks:
        yield from WAYS[type(block)](block)


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield _text(block.text)


def _remarks(block: Remarks) -> Iterator[str]:
    yield "\n".join(f"- {_text(str(note))}" for note in block.notes)


def _table(block: TableBlock) -> Iterator[str]:
    yield f"*{_text(block.caption)}*"
    yield "\n".join(table_lines(block.result))


def _picture(block: Picture) -> Iterator[str]:
    yield f"*{_text(block.caption)}*"
    yield _fenced(as_text(block), "text")
    yield _text(alt_of(block))


def _works(block: Works) -> Iterator[str]:
    yield "\n".join(f"- {_text(work)}" for work in block.result.frame["citation"])
    yield _fenced(to_bibtex(block.result, PAPER).rstrip(), "bibtex")


def _commands(block: Commands) -> Iterator[str]:
    yield _fenced("\n".join(clean(join(line)) for line in block.lines), "sh")


WAYS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Paragraph: _paragraph,
    Remarks: _remarks,
    TableBlock: _table,
    Picture: _picture,
    Works: _works,
    Commands: _commands,
}


def _text(text: str) -> str:
    return escaped(clean(text))


def _fenced(text: str, language: str) -> str:
    """Put text between fences that are longer than any run of backticks in it."""
    longest = max((len(run) for run in _FENCES.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"
