"""Write data frames as R does: `saveRDS` and `save`, uncompressed (R Internals, Serialization)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

Item = bytes
NULL = struct.pack(">i", 254)
NA = -(2**31)
NA_DECIMAL = bytes.fromhex("7ff00000000007a2")
_ATTRIBUTES, _TAG, _OBJECT = 1 << 9, 1 << 10, 1 << 8


def _int(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}i", *numbers)


def text(value: str | None) -> Item:
    if value is None:
        return _int(9, -1)
    content = value.encode()
    return _int(9 | 1 << 15, len(content)) + content


def pairs(values: Mapping[str, Item]) -> Item:
    """A list of pairs, each with its tag, and NULL at the end."""
    written = (_int(2 | _TAG, 1) + text(name) + item for name, item in values.items())
    return b"".join(written) + NULL


def _vector(kind: int, count: int, content: bytes, about: Mapping[str, Item]) -> Item:
    flags = kind | (_ATTRIBUTES if about else 0) | (_OBJECT if "class" in about else 0)
    return _int(flags, count) + content + (pairs(about) if about else b"")


def texts(values: Sequence[str | None], **about: Item) -> Item:
    return _vector(16, len(values), b"".join(map(text, values)), about)


def wholes(values: Sequence[int | None], **about: Item) -> Item:
    return _vector(13, len(values), _numbers(values), about)


def truths(values: Sequence[bool | None]) -> Item:
    return _vector(10, len(values), _numbers(values), {})


def _numbers(values: Sequence[int | None]) -> bytes:
    return _int(*(NA if value is None else value for value in values))


def decimals(values: Sequence[float | None], **about: Item) -> Item:
    packed = [NA_DECIMAL if value is None else struct.pack(">d", value) for value in values]
    return _vector(14, len(values), b"".join(packed), about)


def items(values: Sequence[Item], **about: Item) -> Item:
    return _vector(19, len(values), b"".join(values), about)


def of_class(*names: str) -> Item:
    return texts(names)


def factor(values: Sequence[str | None]) -> Item:
    levels = sorted({value for value in values if value is not None})
    codes = [None if value is None else levels.index(value) + 1 for value in values]
    return wholes(codes, levels=texts(levels), **{"class": of_class("factor")})


def sequence(count: int, first: int = 1) -> Item:
    """What R keeps of `1:n`: length, first and step."""
    form = _int(2, 1) + text("compact_intseq") + _int(2, 1) + text("base") + _int(2) + wholes([13])
    return _int(238) + form + NULL + decimals([count, first, 1]) + NULL


def wrapped(item: Item) -> Item:
    """What R keeps of a vector that it knows to be sorted."""
    form = _int(2, 1) + text("wrap_real") + _int(2, 1) + text("base") + _int(2) + wholes([14])
    return _int(238) + form + NULL + _int(2) + item + wholes([NA, 0]) + NULL


def frame(columns: Mapping[str, Item], height: int, *classes: str, **more: Item) -> Item:
    about = {
        "names": texts(list(columns)),
        "class": of_class(*classes, "data.frame"),
        "row.names": wholes([None, -height]),
    }
    return items(list(columns.values()), **about | more)


def pointer() -> Item:
    """What data.table leaves in its frames: an address that is none in a file."""
    return _int(22) + NULL + NULL


def _header(version: int) -> bytes:
    header = b"X\n" + _int(version, 0x40203, 0x30500)
    return header + (_int(5) + b"UTF-8" if version == 3 else b"")


def rds(item: Item, version: int = 3) -> bytes:
    return _header(version) + item


def rdata(values: Mapping[str, Item], version: int = 3) -> bytes:
    return f"RDX{version}\n".encode() + _header(version) + pairs(values)
