"""The JSON envelope that every command shares; docs/json-schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from ..model.coverage import Coverage
from ..model.phase import Phase
from ..model.result import SCHEMA_VERSION, Note, Result
from ..model.source import Source
from ..version import __version__


def to_json(result: Result) -> bytes:
    """Return the whole result as JSON: selection, source, rule, rows and notes."""
    return as_json(envelope(result))


def as_json(body: Mapping[str, object]) -> bytes:
    """Return the values of an envelope as JSON, days as ISO 8601."""
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, indent=2, default=_plain)
    return text.encode() + b"\n"


def envelope(result: Result) -> dict[str, object]:
    """Return the values of the envelope. Several sources stand under `sources`."""
    several = len(result.sources) > 1
    sources = [source_json(source) for source in result.sources]
    body: dict[str, object] = {
        "schema": SCHEMA_VERSION,
        "command": result.command,
        "title": result.title,
        "selection": result.selection,
        "sources" if several else "source": sources if several else next(iter(sources), None),
        "straddle": result.straddle,
        result.settled.query.rows_key: result.frame.to_dicts(),
        **result.extras,
        "notes": [note_json(note) for note in result.without_command],
        "reproduce": result.reproduce,
        "replay": replay_json(result),
    }
    if result.phases and "phases" not in body:
        body["phases"] = [_phase(phase) for phase in result.phases]
    return body


def note_json(note: Note) -> dict[str, object]:
    """Return a note as values: its kind, its sentence, whether it is a warning, what it says.

    The values are those of the places of the sentence, under their names: numbers and days as
    they are, sentences in words. `of` is what it is said of, where an answer is about several.
    """
    values = {name: _value(value) for name, value in note.said.told.items()}
    about = {"kind": note.kind, "text": note.text, "warning": note.warning}
    return about | ({"of": note.of} if note.of else {}) | values


def _value(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float | date):
        return value
    if isinstance(value, list | tuple | set | frozenset | Mapping):
        return [_value(part) for part in value]
    return str(value)


def replay_json(result: Result) -> dict[str, object] | None:
    """Return what must be the same for `reproduce` to give the same bytes."""
    replay = result.replay
    if replay is None:
        return None
    return {
        "version": __version__,
        "inputs": [file._asdict() for file in replay.inputs],
        "conditions": list(replay.conditions),
    }


def source_json(source: Source) -> dict[str, object]:
    """Return a source as plain values."""
    coverage = source.coverage
    return {
        "dataset": source.dataset,
        "release": source.release,
        "sha256": source.sha256,
        "citation": source.citation,
        "licence": source.licence,
        "origin": source.origin,
        "coverage": _days(coverage) if coverage else None,
        "derived_from": source.derived_from or None,
        "oddities": [asdict(odd) for odd in source.oddities],
        "remarks": list(source.remarks),
    }


def _days(coverage: Coverage) -> dict[str, object]:
    """Return the first and the last day, and where there are gaps the spans between them."""
    days: dict[str, object] = {"start": coverage.start, "end": coverage.end}
    if coverage.gaps:
        days["spans"] = [{"start": span.start, "end": span.end} for span in coverage.spans]
    return days


def _phase(phase: Phase) -> dict[str, object]:
    start, end = phase.ends
    return {"phase": phase.name, "start": start, "end": end}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")
