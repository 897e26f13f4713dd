"""A report as JSON: the envelope of the answer that it is about, and those of its sections."""

from __future__ import annotations

from dataclasses import replace
from shlex import join

from ...model.report import (
    Commands,
    Paragraph,
    Remarks,
    Report,
    Section,
    TableBlock,
    answers_of,
)
from ..envelope import as_json, envelope


def to_json(report: Report) -> bytes:
    """Return the whole report as JSON."""
    basis = replace(report.basis, command="report", arguments=report.arguments)
    body = envelope(replace(basis, title=report.title)) | {
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
