"""What made a file: what there is to say about a result, and how to get the same bytes again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from ..facts.inputs import STDIN
from ..model.replay import Input, Part, Replay, command_words, with_pins
from ..model.result import SCHEMA_VERSION, Result
from ..model.settled import Settled
from ..model.source import Oddity, Source
from ..version import __version__
from ..words import showing
from .envelope import as_json, note_json, replay_json, source_json
from .formats import INSIDE, Format

Fact = tuple[str, str]
"""What is told, and what it says."""


def about(result: Result) -> list[Fact]:
    """Return the title, the notes, the sources with citations, and what was asked, in order."""
    facts = [("title", result.title)]
    facts += [("note", str(note)) for note in result.without_command]
    for source in result.sources:
        facts += _source(source)
    facts += [("straddle", result.straddle)] if result.straddle else []
    facts += [("command", result.reproduce)]
    facts += [("if", condition) for condition in result.replay.conditions] if result.replay else []
    facts += [(f"selection: {name}", _plain(value)) for name, value in result.selection.items()]
    facts += [(name, _plain(value)) for name, value in result.extras.items()]
    return [*facts, ("written by", f"mali-cli {__version__}")]


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
    if not odd.examples:
        return f"{odd.count:,}"
    return str(showing.ODD_ROWS(rows=odd.count, examples=odd.examples))


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


CONDITIONS = {"sets at hand": showing.SAME_SETS(), "store": showing.SAME_STORE()}
"""What must be the same for a command whose answer no option can pin."""


def replay_of(
    settled: Settled, sources: Sequence[Source], looks: Sequence[Part], output: Sequence[Part]
) -> Replay:
    """Return the command line that gives the same bytes.

    Args:
        settled: what was asked, with the values that pin it.
        sources: the data sets that answered.
        looks: how it is drawn, as it was typed.
        output: the options that ask for the same format.
    """
    query = settled.query
    inputs = tuple(_inputs(settled, sources))
    conditions = [showing.SAME_STDIN()] if any(_is_stdin(file.path) for file in inputs) else []
    conditions += [CONDITIONS[query.depends_on]] if query.depends_on else []
    typed = with_pins((*query.typed(), *looks), settled.pins)
    words = command_words(query.command, (*typed, *output))
    return Replay(words, inputs, tuple(map(str, conditions)))


def _inputs(settled: Settled, sources: Sequence[Source]) -> Iterator[Input]:
    """Give the files that were named: those that answered with the digest of what was read."""
    options = settled.query.options()
    for part in settled.query.typed():
        path, declared = part.value or "", options[part.name].opt
        if declared.file:
            yield Input(path, _digest(path))
        elif declared.answers is not None and part.name not in settled.pins:
            yield Input(path, sources[declared.answers].sha256)


def _is_stdin(path: str) -> bool:
    return path.partition("@")[0] == STDIN


def _digest(path: str) -> str | None:
    from hashlib import file_digest

    try:
        with Path(path).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


SUFFIX = ".meta.json"
_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def sidecar_of(path: Path, format: Format) -> Path | None:
    """Return where the sidecar goes; None for devices, pipes, and formats that hold all."""
    if format.notes == INSIDE or str(path.absolute()).startswith(_STREAMS):
        return None
    if _is_special(path):
        return None
    return path.with_name(path.name + SUFFIX)


def _is_special(path: Path) -> bool:
    try:
        return path.exists() and not path.is_file()
    except OSError:  # too long a name: whoever writes it says so
        return False


def sidecar(result: Result, path: Path, format: Format, content: bytes) -> bytes:
    """Return what there is to know about a file, as JSON.

    Args:
        result: what the file was made from.
        path: the file.
        format: its format.
        content: its bytes.
    """
    return as_json(
        {
            "schema": SCHEMA_VERSION,
            "file": path.name,
            "format": format.name,
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "command": result.command,
            "title": result.title,
            "made_with": _made_with(format),
            "selection": result.selection,
            "sources": [source_json(source) for source in result.sources],
            "straddle": result.straddle,
            "notes": [note_json(note) for note in result.without_command],
            "reproduce": result.reproduce,
            "replay": replay_json(result),
        }
    )


def _made_with(format: Format) -> dict[str, str]:
    """Return the versions of what made the bytes."""
    libraries = ["polars", *([format.extra.module] if format.extra else [])]
    return {
        "mali-cli": __version__,
        **{name: import_module(name).__version__ for name in libraries},
    }
