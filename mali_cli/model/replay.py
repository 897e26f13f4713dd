"""The command line that gives the same bytes again, and what must be the same for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

PROGRAM = "mali-cli"


class Part(NamedTuple):
    """One thing that was typed.

    Attributes:
        name: the parameter that it is for, such as "dataset".
        option: how it is typed, such as "--dataset"; empty for an argument without a name.
        value: its value; None for a flag.
    """

    name: str
    option: str
    value: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a command line; a value that looks like an option stays a value."""
        if self.value is None:
            return (self.option,)
        if not self.option:
            return (self.value,)
        looks_like_one = self.value.startswith("-") and self.value != "-"
        if looks_like_one and self.option.startswith("--"):
            return (f"{self.option}={self.value}",)
        return (self.option, self.value)


class Input(NamedTuple):
    """A file that was named: its path as typed ("-" for stdin), and the sha256 of what was read."""

    path: str
    sha256: str | None


class Replay(NamedTuple):
    """How to get the same bytes again with the same version of the program.

    Attributes:
        words: the command line; it names the format, and no file to write to.
        inputs: the files that it reads, which must hold the same.
        conditions: what else must be as it was, in sentences; none where nothing need be.
    """

    words: tuple[str, ...]
    inputs: tuple[Input, ...] = ()
    conditions: tuple[str, ...] = ()


def command_words(command: str, parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the words of a command line: the arguments first, then the options."""
    parts = tuple(parts)
    named = [word for part in parts if part.option for word in part.words]
    bare = [part.words[0] for part in parts if not part.option]
    if any(word.startswith("-") and word != "-" for word in bare):
        return (PROGRAM, *command.split(), *named, "--", *bare)
    return (PROGRAM, *command.split(), *bare, *named)


def with_pins(typed: Iterable[Part], pins: Mapping[str, str | None]) -> tuple[Part, ...]:
    """Put pinned values in the place of what was typed.

    Pinned options come last, typed or not, so that the command line records itself; None takes an
    option away.
    """
    typed = tuple(typed)
    bare = {part.name for part in typed if not part.option}
    kept = [_pinned(part, pins) for part in typed if part.name in bare or part.name not in pins]
    ends = [(name, value) for name, value in pins.items() if name not in bare]
    return (*kept, *(Part(name, f"--{name}", value) for name, value in ends if value is not None))


def _pinned(part: Part, pins: Mapping[str, str | None]) -> Part:
    return part._replace(value=pins.get(part.name, part.value))
