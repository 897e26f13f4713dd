"""The dta format of Stata, version 118 (Stata 14 and later): from variables to bytes.

After the description of the format by StataCorp, https://www.stata.com/help.cgi?dta: sections in
tags, numbers little-endian, texts in UTF-8. The time stamp, which may be empty, is: the same
answer has the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import accumulate
from typing import Any

import polars as pl

from ..frozen import frozen


@frozen
class Storage:
    """A storage type: its code in the file, how `struct` packs it, what it holds, missing."""

    code: int
    packed: str
    lowest: float = 0
    highest: float = 0
    missing: Any = None


BYTE = Storage(65530, "b", -127, 100, 101)
INT = Storage(65529, "h", -32767, 32740, 32741)
LONG = Storage(65528, "i", -2147483647, 2147483620, 2147483621)
DOUBLE = Storage(65526, "d", missing=struct.unpack("<d", bytes.fromhex("000000000000e07f"))[0])
STRL = Storage(32768, "HHI")
"""A long text lies outside the rows: they hold its variable (2 bytes) and row (6 bytes)."""
LONGEST_LABEL, LONGEST_NOTE = 80, 67_784
"""Characters of a label, bytes of a note ([R] Limits)."""
DATA_SET = "_dta"
"""What the characteristics of the whole data set belong to."""
_ROWS_AT_ONCE = 50_000


def text_of(width: int) -> Storage:
    """Return the type of texts of up to `width` bytes, from 1 to 2,045."""
    return Storage(width, f"{width}s")


@frozen
class Variable:
    """A column: name, type, values (null: missing), how it is shown, label, labels of values."""

    name: str
    kind: Storage
    values: pl.Series
    shown: str
    label: str
    labels: Mapping[int, str] = field(default_factory=dict)


@frozen
class Dataset:
    """What a file holds: a label, notes, and variables of `height` rows."""

    label: str
    notes: Sequence[str]
    variables: Sequence[Variable]
    height: int

    def to_bytes(self) -> bytes:
        """Return the file; its map tells where each section begins."""
        head = b"<stata_dta>" + self._header()
        map_size = len(_tagged("map", bytes(14 * 8)))
        sections = [
            *self._descriptions(),
            _tagged("data", b"".join(self._rows())),
            _tagged("strls", b"".join(self._long_texts())),
            _tagged("value_labels", b"".join(map(_value_labels, self._labelled()))),
        ]
        first = len(head) + map_size
        begins = list(accumulate(map(len, sections), initial=first))
        end = begins[-1] + len(b"</stata_dta>")
        places = _tagged("map", struct.pack("<14Q", 0, len(head), *begins, end))
        return b"".join([head, places, *sections, b"</stata_dta>"])

    def _header(self) -> bytes:
        label = _cut(self.label, LONGEST_LABEL)
        parts = [
            _tagged("release", b"118"),
            _tagged("byteorder", b"LSF"),
            _tagged("K", struct.pack("<H", len(self.variables))),
            _tagged("N", struct.pack("<Q", self.height)),
            _tagged("label", struct.pack("<H", len(label)) + label),
            _tagged("timestamp", bytes(1)),
        ]
        return _tagged("header", b"".join(parts))

    def _descriptions(self) -> list[bytes]:
        """Return the sections on the variables, in the order of the map."""
        every = self.variables
        codes = struct.pack(f"<{len(every)}H", *(v.kind.code for v in every))
        labelled = [v.name if v.labels else "" for v in every]
        return [
            _tagged("variable_types", codes),
            _tagged("varnames", _fields((v.name for v in every), 129)),
            _tagged("sortlist", bytes(2 * (len(every) + 1))),
            _tagged("formats", _fields((v.shown for v in every), 57)),
            _tagged("value_label_names", _fields(labelled, 129)),
            _tagged("variable_labels", _fields((v.label for v in every), 321)),
            _tagged("characteristics", b"".join(self._characteristics())),
        ]

    def _characteristics(self) -> Iterator[bytes]:
        """Give the notes, numbered from 1; note0 is how many there are ([P] char)."""
        texts = [str(len(self.notes)), *self.notes]
        for number, text in enumerate(texts):
            named = _field(DATA_SET, 129) + _field(f"note{number}", 129)
            content = named + _bytes_up_to(text, LONGEST_NOTE) + b"\0"
            yield _tagged("ch", struct.pack("<I", len(content)) + content)

    def _rows(self) -> Iterator[bytes]:
        row = struct.Struct("<" + "".join(v.kind.packed for v in self.variables))
        columns = [part for i, v in enumerate(self.variables, 1) for part in _packable(v, i)]
        frame = pl.DataFrame([c.alias(str(i)) for i, c in enumerate(columns)])
        for part in frame.iter_slices(_ROWS_AT_ONCE):
            yield b"".join(row.pack(*values) for values in part.iter_rows())

    def _long_texts(self) -> Iterator[bytes]:
        """Give each long text as (variable, row, 130: text that ends with NUL, length, text).

        Row by row, as Stata has them: readers look for them by that order.
        """
        long = {number: v.values for number, v in enumerate(self.variables, 1) if v.kind is STRL}
        for row, texts in enumerate(zip(*long.values(), strict=True), 1):
            for number, text in zip(long, texts, strict=True):
                if text:
                    content = text.encode() + b"\0"
                    yield b"GSO" + struct.pack("<IQBI", number, row, 130, len(content))
                    yield content

    def _labelled(self) -> list[Variable]:
        return [variable for variable in self.variables if variable.labels]


def _packable(variable: Variable, number: int) -> list[pl.Series]:
    """Return the values of a variable as `struct` takes them, one series a field."""
    values = variable.values
    if variable.kind is STRL:
        empty = values == ""
        rows = pl.Series(range(1, values.len() + 1), dtype=pl.Int64)
        # a place is 2 bytes of variable and 6 of row; rows beyond 2**32 fit no memory
        texts = pl.DataFrame({"empty": empty, "row": rows}).select(
            number=pl.when("empty").then(0).otherwise(number),
            low=pl.when("empty").then(0).otherwise(pl.col("row") % 65_536),
            high=pl.when("empty").then(0).otherwise(pl.col("row") // 65_536),
        )
        return [texts["number"], texts["low"], texts["high"]]
    if values.dtype == pl.String:
        return [values.cast(pl.Binary)]
    if variable.kind is DOUBLE:
        return [values.cast(pl.Float64).fill_null(DOUBLE.missing)]
    return [values.cast(pl.Int64).fill_null(variable.kind.missing)]


def _value_labels(variable: Variable) -> bytes:
    texts = [text.encode() + b"\0" for text in variable.labels.values()]
    begins = list(accumulate(map(len, texts), initial=0))
    count = len(texts)
    table = struct.pack("<II", count, begins[-1])
    table += struct.pack(f"<{count}I", *begins[:-1]) + struct.pack(f"<{count}i", *variable.labels)
    table += b"".join(texts)
    head = struct.pack("<I", len(table)) + _field(variable.name, 129) + bytes(3)
    return _tagged("lbl", head + table)


def _tagged(name: str, content: bytes) -> bytes:
    return b"<%b>%b</%b>" % (name.encode(), content, name.encode())


def _fields(texts: Iterator[str] | Sequence[str], size: int) -> bytes:
    return b"".join(_field(text, size) for text in texts)


def _field(text: str, size: int) -> bytes:
    """Return a text that ends with NUL, in a field of its own size."""
    return _cut(text, LONGEST_LABEL).ljust(size, b"\0")


def _cut(text: str, characters: int) -> bytes:
    """Return a label, cut to its length with a sign that says so."""
    plain = text.replace("\0", " ")
    return (plain if len(plain) <= characters else f"{plain[: characters - 1]}…").encode()


def _bytes_up_to(text: str, most: int) -> bytes:
    return text.replace("\0", " ").encode()[:most].decode(errors="ignore").encode()
