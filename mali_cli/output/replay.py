"""The command line that gives the same bytes: what was typed, with the releases that answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..facts.inputs import STDIN
from ..model.replay import Input, Part, Replay, command_words, with_pins
from ..model.result import Result

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
