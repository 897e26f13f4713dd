"""A report as Markdown: tables in GitHub's manner, pictures as fenced text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from shlex import join
from typing import Any

from ...model.report import (
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
from ..markdown import escaped, table_lines
from ..text import clean
from .pictures import PAPER, alt_of, as_text

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
