"""The items of a file of R: vectors with their attributes, as they are written one after the other.

They are read from the bytes as R Internals ("Serialization Formats") has them, of versions 2 and 3,
in the order of bytes that R writes unless told otherwise (XDR). Nothing in a file is run, and
nothing is taken for longer than the file is.
"""

from __future__ import annotations

import struct
from typing import Any, NamedTuple, NoReturn, TypeAlias

import numpy as np
import polars as pl

from ..words import unreadable
from ..words.message import Said

LOGICAL, WHOLE, DECIMAL, TEXTS = 10, 13, 14, 16
LISTS = (19, 20)
FAULTS = (struct.error, IndexError, ValueError, OverflowError, RecursionError, MemoryError)
"""What damaged bytes end in, besides `UnreadError`."""
_FORMS = {LOGICAL: ">i4", WHOLE: ">i4", DECIMAL: ">f8"}
_SYMBOL, _PAIRS, _ENVIRONMENT, _TEXT, _POINTER, _WEAK, _RAW, _OBJECT = 1, 2, 4, 9, 22, 23, 24, 25
_CALLS, _BUILT_IN, _SPACES = (2, 3, 5, 6, 17), (7, 8), (247, 248, 249)
_NOTHING = (254, 253, 252, 251, 250, 242, 241)
"""NULL, and what stands for environments that each R has."""
_AGAIN, _SHORTENED = 255, 238
_ATTRIBUTES, _TAG = 1 << 9, 1 << 10
_LATIN_1, _UTF_8 = 1 << 14, 1 << 15
_INT, _PAIR = struct.Struct(">i"), struct.Struct(">ii")
_FEW = 1 << 20
"""Numbers that a sequence may have, however small its file is."""
Tagged: TypeAlias = "dict[str, Item]"


class UnreadError(Exception):
    """What is damaged, or not read, with the reason."""

    def __init__(self, why: Said) -> None:
        super().__init__(str(why))
        self.why = why


class Item(NamedTuple):
    """A value of R: numbers (big-endian), a series of text, the items of a list; else None.

    `about` has its attributes by their names; of a list of pairs what is tagged in it.
    """

    kind: int
    value: Any
    about: Tagged

    @property
    def words(self) -> list[str]:
        """The text of a short vector: names, classes; none of what is no text."""
        return [text or "" for text in self.value] if self.kind == TEXTS else []

    def told(self, name: str) -> list[str]:
        """Return the text of one of its attributes."""
        return self.about[name].words if name in self.about else []


class Items:
    """Reads what stands below "X" and a line break, one item after the other."""

    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at
        self.seen: list[Item] = []
        self.encoding = "utf-8"

    def whole(self) -> Item:
        """Read the header and the item that follows it.

        Raises:
            UnreadError, or one of `FAULTS`: it is damaged, or has functions and the like in it.
        """
        version, _writer, _oldest = self._int(), self._int(), self._int()
        if version not in (2, 3):
            raise UnreadError(unreadable.VERSION_OF_R(version=version))
        if version == 3:
            self.encoding = _known_encoding(self._bytes(self._int()))
        return self._item()

    def _item(self) -> Item:
        flags = self._int()
        kind = flags & 0xFF
        if kind in _NOTHING:
            return Item(kind, None, {})
        if kind == _AGAIN:
            return self.seen[(flags >> 8 or self._int()) - 1]
        if kind == _TEXT:
            self.at -= _INT.size
            return Item(TEXTS, self._texts(1), {})
        if kind == _SYMBOL:
            return self._remember(self._item())
        if kind in _CALLS:
            return self._pairs(flags)
        if kind == _SHORTENED:
            return self._shortened()
        if kind in (_ENVIRONMENT, *_SPACES):
            return self._environment(kind)
        if kind in (_POINTER, _WEAK):
            self._remember(Item(kind, None, {}))
        value = self._value(kind)
        return Item(kind, value, self._item().about if flags & _ATTRIBUTES else {})

    def _value(self, kind: int) -> Any:
        if kind == _POINTER:
            return (self._item(), self._item())
        if kind in (_WEAK, _OBJECT):
            return None
        if kind in _FORMS:
            form = np.dtype(_FORMS[kind])
            return np.frombuffer(self._bytes(self._count() * form.itemsize), form)
        if kind in (_RAW, *_BUILT_IN):
            return self._bytes(self._count())
        if kind == TEXTS:
            return self._texts(self._count())
        if kind in LISTS:
            return [self._item() for _ in range(self._count())]
        raise UnreadError(unreadable.KIND_OF_R(kind=kind))

    def _remember(self, item: Item) -> Item:
        """Keep what the file may point back to."""
        self.seen.append(item)
        return item

    def _environment(self, kind: int) -> Item:
        """Go over an environment; what is in it is not looked at."""
        found = self._remember(Item(kind, None, {}))
        parts = 4
        self._int()  # whether it is locked; 0 of a package
        if kind in _SPACES:
            parts = self._count()
        for _ in range(parts):
            self._item()
        return found

    def _pairs(self, flags: int) -> Item:
        """Read a list of pairs, a call or a function: the values, and by their tags."""
        kind = flags & 0xFF
        values: list[Item] = []
        tagged: Tagged = {}
        while flags & 0xFF == kind:
            if flags & _ATTRIBUTES:
                self._item()
            tag = self._item().words if flags & _TAG else []
            values.append(self._item())
            if tag:
                tagged[tag[0]] = values[-1]
            flags = self._int()
        self.at -= _INT.size
        values.append(self._item())
        return Item(kind, values, tagged)

    def _shortened(self) -> Item:
        """Read a vector that R keeps in short (ALTREP): a sequence, or another one in a wrapper."""
        form, state, about = self._item(), self._item(), self._item().about
        name = _first(form).words[0]
        if name in ("compact_intseq", "compact_realseq"):
            if state.kind != DECIMAL or len(state.value) != 3:
                self._cut_off()
            count, first, step = map(float, state.value)
            if not 0 <= count <= max(_FEW, len(self.content)):
                self._cut_off()
            return Item(DECIMAL, first + step * np.arange(int(count)), about)
        held = _first(state)
        if name == "deferred_string" and held.kind in _FORMS:
            texts = [f"{number:.15g}" for number in held.value.tolist()]
            return Item(TEXTS, pl.Series(texts, dtype=pl.String), about)
        if not name.startswith("wrap_"):
            raise UnreadError(unreadable.KIND_OF_R(kind=name))
        return held._replace(about=about)

    def _texts(self, count: int) -> pl.Series:
        """Read so many texts: the most of what a table has, so without a call for each."""
        content, at, size, read = self.content, self.at, len(self.content), _PAIR.unpack_from
        if count * _PAIR.size > size - at:
            self._cut_off()
        texts: list[str | None] = []
        for _ in range(count):
            flags, length = read(content, at)
            at += _PAIR.size
            if flags & 0xFF != _TEXT or not -1 <= length <= size - at:
                self._cut_off()
            if length < 0:
                texts.append(None)
                continue
            form = "utf-8" if flags & _UTF_8 else "latin-1" if flags & _LATIN_1 else self.encoding
            texts.append(content[at : at + length].decode(form))
            at += length
        self.at = at
        return pl.Series(texts, dtype=pl.String)

    def _count(self) -> int:
        """Read a length; a long one is written in two parts, behind -1."""
        count = self._int()
        if count == -1:
            count = int.from_bytes(self._bytes(8), "big")
        if not 0 <= count <= len(self.content) - self.at:
            self._cut_off()
        return count

    def _int(self) -> int:
        value: int = _INT.unpack_from(self.content, self.at)[0]
        self.at += _INT.size
        return value

    def _bytes(self, count: int) -> bytes:
        if not 0 <= count <= len(self.content) - self.at:
            self._cut_off()
        self.at += count
        return self.content[self.at - count : self.at]

    def _cut_off(self) -> NoReturn:
        raise UnreadError(unreadable.CUT_OFF())


def _first(item: Item) -> Item:
    """Return the first value of a list of pairs."""
    if item.kind != _PAIRS:
        raise UnreadError(unreadable.CUT_OFF())
    first: Item = item.value[0]
    return first


def _known_encoding(name: bytes) -> str:
    """Return the encoding of the R that wrote a file, which text without a mark is in."""
    try:
        b"".decode(name.decode("ascii"))
    except (LookupError, ValueError):
        return "utf-8"
    return name.decode("ascii")
