"""The sidecar of a file: what made it, and the command line that gives the same bytes again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ..facts.inputs import STDIN
from ..model.replay import Input, Part, Replay, command_words, with_pins
from ..model.result import SCHEMA_VERSION, Result
from ..version import __version__
from .envelope import again, as_json, replay_json, source_json

FILES = ("data", "phases", "claims", "files")
"""Parameters that take names of files."""
SIDES = ("a", "b")
"""Parameters that take files or releases, which are pinned."""

ON_STDIN = "stdin gives the same bytes: the command reads stdin, which no command line holds"
AT_HAND = "the same data sets are at hand: the answer tells what they can judge"
STORE = "the store, and what UCDP has, are as they were before the command"
CONDITIONS = {
    **dict.fromkeys(("check", "compare", "report"), AT_HAND),
    **dict.fromkeys(("fetch", "import", "datasets", "datasets verify"), STORE),
}
"""What must be the same for a command whose answer no option can pin."""


def with_replay(result: Result, typed: Sequence[Part] | None, output: Sequence[Part]) -> Result:
    """Return the result with the command line that gives the same bytes.

    Args:
        result: the answer, with the values that pin it.
        typed: what was asked on the command line; None where it was not asked there.
        output: the options that ask for the same format.
    """
    if typed is None:
        return result
    words = command_words(result.command, (*with_pins(typed, result.pins), *output))
    inputs = tuple(_inputs(result, typed))
    conditions = [ON_STDIN] if any(_is_stdin(file.path) for file in inputs) else []
    conditions += [CONDITIONS[result.command]] if result.command in CONDITIONS else []
    return replace(result, replay=Replay(words, inputs, tuple(conditions)))


def _inputs(result: Result, typed: Sequence[Part]) -> Iterator[Input]:
    for part in typed:
        path = part.value or ""
        if part.name == "data":
            yield Input(path, result.sources[0].sha256)
        elif part.name in SIDES and part.name not in result.pins:
            yield Input(path, result.sources[-SIDES.index(part.name)].sha256)
        elif part.name in FILES:
            yield Input(path, _digest(path))


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
            "command_line": again(result),
            "replay": replay_json(result),
            "made_with": _made_with(format),
            "selection": dict(result.selection),
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
