"""A sentence with places for values: what is found travels as values, the words come last.

A place is a name in braces. A list is joined by how the place says it: "{names:and}" is "a, b and
c", "{names:or}" is "a, b or c", "{names:list}" is "a, b, c", "{names:;}" is "a; b; c", "{more:+}"
is each after a space, "{commands:lines}" each on a line of its own. A number may have a format of
Python's ("{deaths:,}") or its noun ("{deaths:#death}" is "1,029 deaths", "{rows:#row has/rows
have}"). "{names:?is/are}" is the first word for one, the second for several, of a number or a list.
A value may itself be a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from string import Formatter
from typing import Any

from ..frozen import frozen
from .phrases import all_of, any_of, capital, counted, sentence


@frozen
class Message:
    """A sentence of the catalogue: the text, and the hint that says what to do.

    Attributes:
        text: the sentence; the places for values are names in braces.
        hint: what to do, with the same values; "" where the error needs none.
        kind: of a note, the rule or topic that it is about; "" of an error.
        warning: of a note, whether it changes the meaning of a number, and survives `-q`.
        short: what stands in place of the text where room is short; "" where that is the text.
        printed: of a note, what stands for it under a figure for print, where no command can be
            typed.
    """

    text: str
    hint: str = ""
    kind: str = ""
    warning: bool = False
    short: str = ""
    printed: Message | None = None

    def __call__(self, **values: object) -> Said:
        """Return the sentence with its values."""
        return Said(self, values)


@frozen
class Said:
    """A sentence and the values in it."""

    message: Message
    values: Mapping[str, object]

    def __str__(self) -> str:
        return _WORDING.vformat(self.message.text, (), self.values)

    @property
    def hint(self) -> Said | None:
        """What to do; None where there is nothing to say."""
        return Message(self.message.hint)(**self.values) if self.message.hint else None

    @property
    def brief(self) -> str:
        """The sentence where room is short."""
        return _WORDING.vformat(self.message.short or self.message.text, (), self.values)

    @property
    def printed(self) -> Said | None:
        """What a figure for print says of it: warnings, and what has words of its own for that."""
        if self.message.printed:
            return Said(self.message.printed, self.values)
        return self if self.message.warning else None

    @property
    def told(self) -> dict[str, object]:
        """The values that it says, without those that only say how another is written."""
        places = [place for _, place, _, _ in _WORDING.parse(self.message.text) if place]
        return {place: self.values[place] for place in places}

    @property
    def command(self) -> str | None:
        """The command that it says to type, itself or a sentence in it; None where it says none."""
        if "{command}" in self.message.text:
            return str(self.values["command"])
        inner = [value.command for value in self.values.values() if isinstance(value, Said)]
        return next((command for command in inner if command), None)


class _Wording(Formatter):
    """Puts values into a sentence."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Said):
            value = str(value)
        if format_spec.startswith("#"):
            return counted(value, *format_spec[1:].split("/"))
        if format_spec.startswith("?"):
            one, several = format_spec[1:].split("/")
            return one if (len(value) if isinstance(value, Sized) else value) == 1 else several
        if format_spec in _FORMS:
            return _FORMS[format_spec](str(value))
        join = _JOINS.get(format_spec)
        if join is None:
            return format(value, format_spec)
        parts: Iterable[object] = value
        return join([str(part) for part in parts])


_JOINS = {"ands": " and ".join, "and": all_of, "or": any_of, "list": ", ".join, ";": "; ".join}
_JOINS["+"] = lambda parts: "".join(f" {part}" for part in parts)
_JOINS["lines"] = lambda parts: "".join(f"\n  {part}" for part in parts)
_FORMS = {"sentence": sentence, "capital": capital}
_WORDING = _Wording()
