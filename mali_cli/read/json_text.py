"""JSON: pages of the UCDP API, lists of rows, NDJSON, GeoJSON and our own `events --json`.

A text is taken a value at a time, and rows become text cells batch by batch: as Python objects they
take eight times the room. Whatever is doubtful on the way is a `ValueError` (too deep: a
`RecursionError`); then the whole is parsed, which tells what is wrong, and where.
"""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO, NoReturn

from ..model.errors import DamagedError
from ..words import unreadable
from .json_rows import LISTS, ROWS, Texts, raw_of, shape_of
from .raw import START, Raw

CHUNK = 1 << 18
"""Bytes read at a time: as Python objects they take eight times as much."""
LONGEST = 64 << 20
"""Letters of a value beyond which it is not waited for."""
DOUBTS = (DamagedError, ValueError, RecursionError)
"""What stops the way through a text; the whole tells what is wrong, if anything is."""
_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER_GOES_ON = 3
"""Letters behind a number that tell it is whole: 1 may go on with ".5" or "e+5"."""


def read_json(content: bytes, name: str) -> Raw:
    """Read the rows of a JSON file.

    Raises:
        DamagedError: broken JSON, an unknown shape, or pages that do not fit together.
    """
    raw = None if is_cut_off(content[-START:]) else _read_by_rows(content, name)
    return read_whole(content, name) if raw is None else raw


def _read_by_rows(content: bytes, name: str) -> Raw | None:
    rows = JsonRows(BytesIO(content), name)
    with suppress(*DOUBTS):
        (raw,) = rows.pieces(len(content))
        return rows.told(raw)
    return None


def read_whole(content: bytes, name: str) -> Raw:
    """Read a JSON file with all its values in memory at once.

    Raises:
        DamagedError: as `read_json`.
    """
    return raw_of(shape_of(_parsed(content, name), name), name)


def _parsed(content: bytes, name: str) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedError(unreadable.NOT_UTF8(file=name, byte=error.start)) from error
    try:
        return loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            return list(_parsed_lines(text, name))
        raise DamagedError(
            unreadable.BROKEN_JSON_AT(
                file=name, line=error.lineno, column=error.colno, why=error.msg
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise DamagedError(unreadable.BROKEN_JSON(file=name, why=error)) from error


def _parsed_lines(text: str, name: str) -> Iterator[Any]:
    """Read NDJSON: one object a line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield loads(line)
        except (ValueError, RecursionError) as error:
            raise DamagedError(
                unreadable.BROKEN_JSON_LINE(file=name, line=number, why=error)
            ) from error


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(unreadable.CONSTANT(word=word))


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


class JsonRows:
    """A JSON text on its way through: its rows, and what they are once all of them are known."""

    def __init__(self, stream: BinaryIO, name: str, chunk: int = CHUNK) -> None:
        self._text, self._name = JsonText(stream, chunk), name
        self._texts = Texts(name, ROWS)
        self._kinds: set[str] = set()
        self._objects: list[dict[str, Any]] = []
        self._alone = False

    def pieces(self, size: int) -> Iterator[Raw]:
        """Give the rows in pieces of about so many bytes of text.

        Raises:
            DOUBTS: the rows cannot be taken one by one.
        """
        begins = 0
        for batch in self._batches():
            if self._texts.waiting and self._text.read - begins > size:
                yield self._texts.piece()
                begins = self._text.read
            self._texts.add(batch)
        yield self._texts.piece()

    def told(self, piece: Raw) -> Raw:
        """Return a piece with what is said of all rows, once all pieces are through.

        Raises:
            DOUBTS: what is said is not known, or unlike what the pieces were taken for.
        """
        (kind,) = self._kinds
        shape = shape_of(self._objects[0] if self._alone else self._objects, self._name)
        if shape.kind != kind and not (self._alone and kind == ROWS):
            raise ValueError(f"this is {shape.kind}, and not {kind}")
        return self._texts.told(piece, shape)

    def _batches(self) -> Iterator[list[Any]]:
        batch, read = [], self._text.read
        for row in self._rows():
            batch.append(row)
            if self._text.read > read:
                yield batch
                batch, read = [], self._text.read
        if batch:
            yield batch

    def _rows(self) -> Iterator[Any]:
        """Give what are rows as it seems: the elements of a list, the lines of NDJSON."""
        listed, places = self._text.peek() == "[", 0
        for _ in self._text.each("[]") if listed else self._text.lines():
            if places and self._texts.kind == ROWS:
                yield self._text.value()
            else:
                yield from self._object()
            places += 1
        if self._text.peek():
            raise ValueError("something stands behind the list")
        self._alone = not listed and places == 1

    def _object(self) -> Iterator[Any]:
        """Give the rows in the one list of an object, which is kept without them; else itself."""
        kind, found = ROWS, dict[str, Any]()
        for _ in self._text.each("{}"):
            key = self._text.key()
            listed = key.lower() in LISTS and self._text.peek() == "["
            if key in found or (listed and kind != ROWS):
                raise ValueError(f"{key} is there twice")
            found[key] = [] if listed else self._text.value()
            if listed:
                kind = self._texts.kind = LISTS[key.lower()]
                yield from self._counted(found[key])
        if not found:
            raise ValueError("an object without keys")
        if kind == ROWS:
            yield found
        self._kinds.add(kind)
        self._objects.append(found)

    def _counted(self, rows: list[None]) -> Iterator[Any]:
        for _ in self._text.each("[]"):
            rows.append(None)
            yield self._text.value()


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


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)
