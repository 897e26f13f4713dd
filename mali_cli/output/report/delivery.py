"""How a report gets out: HTML, Markdown or JSON."""

from __future__ import annotations

from dataclasses import replace
from shlex import join

from ...model.errors import OutputError
from ...model.report import (
    Commands,
    Paragraph,
    Picture,
    Remarks,
    Report,
    Section,
    TableBlock,
    answers_of,
)
from ...words import writing
from ..deliver import Wanted, warn
from ..envelope import as_json, envelope
from ..sidecar import replay_of
from ..writing import write_file, write_stdout
from .pages import Drawn, as_svg


def to_json(report: Report) -> bytes:
    """Return the whole report as JSON."""
    body = envelope(replace(report.basis, settled=report.settled)) | {
        "title": report.title,
        "question": report.question,
        "headline": list(report.headline),
        "sections": [_section(section) for section in report.sections],
    }
    return as_json(body)


def _section(section: Section) -> dict[str, object]:
    """Return a section: its sentences, its answers, the rows it made of several, its commands."""
    blocks = section.blocks
    tables = [block for block in blocks if isinstance(block, TableBlock) and block.composed]
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    notes = [str(n) for block in blocks if isinstance(block, Remarks) for n in block.notes]
    commands = [join(line) for b in blocks if isinstance(b, Commands) for line in b.lines]
    return {
        "section": section.key,
        "heading": section.heading,
        "texts": texts,
        "notes": notes,
        "answers": [envelope(result) for block in blocks for result in answers_of(block)],
        "tables": [{"caption": t.caption, "rows": t.result.frame.to_dicts()} for t in tables],
        "commands": commands,
    }


def deliver_report(report: Report, wanted: Wanted) -> None:
    """Write a report; say on stderr what emptied it, and how to get figures where it has none.

    Raises:
        OutputError: it cannot be written.
    """
    if wanted.looks is not None:
        replay = replay_of(report.settled, report.basis.sources, wanted.looks, wanted.parts)
        report = replace(report, basis=replace(report.basis, replay=replay))
    lacking: list[OutputError] = []

    def draw(picture: Picture) -> Drawn | None:
        try:
            return as_svg(picture)
        except OutputError as error:
            lacking.append(error)
            return None

    content = wanted.format.written(report, {"draw": draw})
    if wanted.path:
        write_file(wanted.path, content, force=wanted.force)
    else:
        write_stdout(content)
    if report.basis.empty:
        warn(report.basis.empty)
    if lacking and not wanted.quiet:
        why = lacking[0]
        warn(writing.PICTURES_OF_CHARACTERS(problem=why.said, advice=why.advice))
