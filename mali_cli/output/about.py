"""What there is to say about a result beside its rows, for files that have a place for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from shlex import join

from ..model.result import Result
from ..model.source import Oddity, Source
from ..version import __version__

Fact = tuple[str, str]
"""What is told, and what it says."""


def about(result: Result) -> list[Fact]:
    """Return the title, the notes, the sources with citations, and what was asked, in order."""
    facts = [("title", result.title)]
    facts += [("note", str(note)) for note in result.notes]
    for source in result.sources:
        facts += _source(source)
    facts += [("straddle", result.straddle)] if result.straddle else []
    facts += [("command", join(result.arguments))]
    facts += _replay(result)
    facts += [(f"selection: {name}", _plain(value)) for name, value in result.selection.items()]
    facts += [(name, _plain(value)) for name, value in result.extras.items()]
    return [*facts, ("written by", f"mali-cli {__version__}")]


def _replay(result: Result) -> Iterator[Fact]:
    if result.replay is None:
        return
    yield "the same bytes", join(result.replay.words)
    yield from (("if", condition) for condition in result.replay.conditions)


def _source(source: Source) -> Iterator[Fact]:
    told = {
        "data set": source.dataset,
        "release": source.release,
        "sha256": source.sha256,
        "citation": source.citation,
        "licence": source.licence,
        "origin": source.origin,
        "coverage": str(source.coverage) if source.coverage else None,
    }
    told |= {f"odd: {odd.kind}": _odd(odd) for odd in source.oddities}
    told |= {f"remark {at}": remark for at, remark in enumerate(source.remarks, 1)}
    told |= {f"derived from: {name}": value for name, value in source.derived_from.items()}
    yield from ((name, value) for name, value in told.items() if value)


def _odd(odd: Oddity) -> str:
    return f"{odd.count:,} rows ({', '.join(odd.examples)})" if odd.examples else f"{odd.count:,}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
