"""JSON text that is taken a value at a time, with no more of it in memory than a value needs.

Whatever is doubtful is a `ValueError` (too deep: a `RecursionError`): whoever has the whole text
can say what it is, and where.
"""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from ..words import unreadable

CHUNK = 1 << 18
"""Bytes read at a time: as Python objects they take eight times as much."""
LONGEST = 64 << 20
"""Letters of a value beyond which it is not waited for."""
_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER_GOES_ON = 3
"""Letters behind a number that tell it is whole: 1 may go on with ".5" or "e+5"."""


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(unreadable.CONSTANT(word=word))


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def loads(text: str) -> Any:
    """Return the value that a text is, in which there is no NaN and no infinity.

    Raises:
        ValueError: it is none.
        RecursionError: it is nested too deep.
    """
    return json.loads(text, parse_constant=_refuse_constant)


def is_cut_off(end: bytes) -> bool:
    """Return whether the last bytes of JSON are none that rows end with."""
    return not end.rstrip().endswith((b"]", b"}"))


class JsonText:
    """What is left of a text; `line` is where that begins, `read` the bytes read so far."""

    def __init__(self, stream: BinaryIO, chunk: int = CHUNK) -> None:
        self.line, self.read = 1, 0
        self._stream, self._chunk = stream, chunk
        self._decoder = getincrementaldecoder("utf-8-sig")()
        self._text, self._at = "", 0

    def peek(self) -> str:
        """Go to the next letter that is no blank, and return it; "" at the end."""
        while True:
            self._go_to(_BLANK.match(self._text, self._at).end())  # type: ignore[union-attr]
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def value(self) -> Any:
        """Take the next value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._more():
                    raise
            else:
                if end + _NUMBER_GOES_ON <= len(self._text) or not self._more():
                    self._go_to(end)
                    return value

    def key(self) -> str:
        """Take the key of a member, and its colon."""
        key = self.value()
        if not isinstance(key, str):
            raise ValueError("a key is no text")
        self._take(":")
        return key

    def each(self, brackets: str) -> Iterator[None]:
        """Go to each element of a list ("[]") or member of an object ("{}"), to be taken there."""
        self._take(brackets[0])
        if self.peek() != brackets[1]:
            yield
            while self.peek() == ",":
                self._take(",")
                yield
        self._take(brackets[1])

    def lines(self) -> Iterator[None]:
        """Go to each value of NDJSON, to be taken there; a single one may have several lines."""
        several = False
        while self.peek():
            begins = self.line
            yield
            ends = self.line
            several = bool(self.peek()) or several
            if several and (begins < ends or (self.peek() and ends == self.line)):
                raise ValueError("the values are not in a line each")

    def _take(self, letter: str) -> None:
        if self.peek() != letter:
            raise ValueError(f"there is no {letter}")
        self._at += 1

    def _go_to(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        """Read on: twice as far each time, should a value be long."""
        left = self._text[self._at :]
        if len(left) > LONGEST:
            raise ValueError("a value is far too long")
        content = self._stream.read(max(self._chunk, len(left)))
        if b"\r" in content and b"\n" not in content:
            raise ValueError("lines may end with CR alone")
        self.read += len(content)
        more = self._decoder.decode(content, final=not content)
        if content:
            self._text, self._at = left + more, 0
        return bool(content)
