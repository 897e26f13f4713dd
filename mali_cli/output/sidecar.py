"""The sidecar of a file: what made it, and the command line that gives the same bytes again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from shlex import join

from ..facts.inputs import STDIN
from ..model.replay import Input, Part, Replay, command_words, with_pins
from ..model.result import SCHEMA_VERSION, Result
from ..model.settled import Settled
from ..model.source import Source
from ..version import __version__
from .envelope import as_json, replay_json, source_json

ON_STDIN = "stdin gives the same bytes: the command reads stdin, which no command line holds"
AT_HAND = "the same data sets are at hand: the answer tells what they can judge"
STORE = "the store, and what UCDP has, are as they were before the command"
CONDITIONS = {"sets at hand": AT_HAND, "store": STORE}
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
    conditions = [ON_STDIN] if any(_is_stdin(file.path) for file in inputs) else []
    conditions += [CONDITIONS[query.depends_on]] if query.depends_on else []
    typed = with_pins((*query.typed(), *looks), settled.pins)
    words = command_words(query.command, (*typed, *output))
    return Replay(words, inputs, tuple(conditions))


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
FORMATS = ("csv", "tsv", "ndjson", "parquet", "dta", "svg", "png", "pdf")
"""Formats that get one: what they hold of it themselves is little, or hidden."""
DRAWN = ("svg", "png", "pdf")
_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/")


def sidecar_of(path: Path, format: str) -> Path | None:
    """Return where the sidecar of a file goes; None for devices, pipes, and other formats."""
    if format not in FORMATS or str(path.absolute()).startswith(_STREAMS):
        return None
    if _is_special(path):
        return None
    return path.with_name(path.name + SUFFIX)


def _is_special(path: Path) -> bool:
    try:
        return path.exists() and not path.is_file()
    except OSError:  # too long a name: whoever writes it says so
        return False


def sidecar(result: Result, path: Path, format: str, content: bytes) -> bytes:
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
            "format": format,
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
            "command": result.command,
            "title": result.title,
            "command_line": join(result.arguments),
            "replay": replay_json(result),
            "made_with": _made_with(format),
            "selection": result.selection,
            "sources": [source_json(source) for source in result.sources],
            "straddle": result.straddle,
            "notes": [str(note) for note in result.notes],
        }
    )


def _made_with(format: str) -> dict[str, str]:
    """Return the versions of what made the bytes."""
    import polars

    versions = {"mali-cli": __version__, "polars": polars.__version__}
    if format in DRAWN:
        import matplotlib

        versions["matplotlib"] = matplotlib.__version__
    return versions
