"""JSON: pages of the UCDP API, lists of rows, NDJSON, GeoJSON and our own `events --json`.

Rows become text batch by batch: as Python objects they take eight times the room. What cannot be
gone through so is parsed whole, which tells what is wrong, and where.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any, BinaryIO

from ..datasets.declaration import WINDOW
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from .foreign import refuse_foreign
from .json_cells import GEO, Shape, Texts
from .json_text import CHUNK, JsonText, is_cut_off, loads
from .raw import FETCH, START, Raw, quoted

_PAGES, _OWN = "API pages saved as JSON", "output of mali-cli events --json"
_ROWS, _ROW = "JSON, a list of rows", "JSON, one row"
_LISTS = {"result": _PAGES, "features": GEO, "rows": _OWN}
"""The keys (in lower case) whose lists may be the rows of a file, and what it then is."""


def raw_of_rows(rows: Sequence[Any], name: str, kind: str) -> Raw:
    """Return the rows as text cells; keys in lower case, null and missing keys as null.

    Raises:
        DamagedError: something that is no object, nested values, or keys that differ in case only.
    """
    return _raw_of(Shape(kind, rows), name)


def _raw_of(shape: Shape, name: str) -> Raw:
    texts = Texts(name, shape.kind)
    texts.add(shape.rows)
    return texts.told(texts.piece(), shape)


DOUBTS = (DamagedError, ValueError, RecursionError)
"""What stops the way through a text; the whole tells what is wrong, if anything is."""


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
    return _raw_of(_shape(_parsed(content, name), name), name)


class JsonRows:
    """A JSON text on its way through: its rows, and what they are once all of them are known."""

    def __init__(self, stream: BinaryIO, name: str, chunk: int = CHUNK) -> None:
        self._text, self._name = JsonText(stream, chunk), name
        self._texts = Texts(name, _ROWS)
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
        shape = _shape(self._objects[0] if self._alone else self._objects, self._name)
        if shape.kind != kind and not (self._alone and kind == _ROWS):
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
            if places and self._texts.kind == _ROWS:
                yield self._text.value()
            else:
                yield from self._object()
            places += 1
        if self._text.peek():
            raise ValueError("something stands behind the list")
        self._alone = not listed and places == 1

    def _object(self) -> Iterator[Any]:
        """Give the rows in the one list of an object, which is kept without them; else itself."""
        kind, found = _ROWS, dict[str, Any]()
        for _ in self._text.each("{}"):
            key = self._text.key()
            listed = key.lower() in _LISTS and self._text.peek() == "["
            if key in found or (listed and kind != _ROWS):
                raise ValueError(f"{key} is there twice")
            found[key] = [] if listed else self._text.value()
            if listed:
                kind = self._texts.kind = _LISTS[key.lower()]
                yield from self._counted(found[key])
        if not found:
            raise ValueError("an object without keys")
        if kind == _ROWS:
            yield found
        self._kinds.add(kind)
        self._objects.append(found)

    def _counted(self, rows: list[None]) -> Iterator[Any]:
        for _ in self._text.each("[]"):
            rows.append(None)
            yield self._text.value()


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


def _shape(value: Any, name: str) -> Shape:
    if isinstance(value, list):
        if value and all(_page_rows(item) is not None for item in value):
            return _pages(value, name)
        return Shape(_ROWS, value)
    if value.get("type") == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            raise DamagedError(unreadable.NO_FEATURES(file=name))
        return Shape(GEO, features)
    if _page_rows(value) is not None:
        return _pages([value], name)
    if isinstance(value.get("rows"), list) and value.get("command") == "events":
        return _own(value)
    if isinstance(value.get("date_start"), str) or "version" in {key.lower() for key in value}:
        return Shape(_ROW, [value])
    for rows in value.values():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            refuse_foreign(name, [str(key) for key in rows[0]])
    keys = ", ".join(list(value)[:5])
    raise DamagedError(unreadable.NO_UCDP_JSON(file=name, keys=quoted(keys), command=FETCH))


def _page_rows(page: Any) -> list[Any] | None:
    if not isinstance(page, dict):
        return None
    rows = next((rows for key, rows in page.items() if key.lower() == "result"), None)
    return rows if isinstance(rows, list) else None


def _pages(pages: list[dict[str, Any]], name: str) -> Shape:
    """Join pages of the API; each names the count of all rows (UCDP API documentation)."""
    rows = [row for page in pages for row in _page_rows(page) or ()]
    totals = {page["TotalCount"] for page in pages if isinstance(page.get("TotalCount"), int)}
    if len(totals) > 1:
        raise DamagedError(unreadable.PAGES_OF_SEVERAL(file=name, totals=sorted(totals)))
    total = totals.pop() if totals else len(rows)
    if len(rows) > total:
        raise DamagedError(unreadable.MORE_THAN_COUNTED(file=name, rows=len(rows), total=total))
    part = remarking.A_PART(rows=len(rows), total=total)
    return Shape(_PAGES, rows, (part,) if len(rows) < total else ())


def _own(value: dict[str, Any]) -> Shape:
    source = value.get("source")
    release = source.get("release") if isinstance(source, dict) else None
    first, last = (value.get(name) for name in WINDOW)
    window = (first, last) if isinstance(first, str) and isinstance(last, str) else (None, None)
    return Shape(_OWN, value["rows"], (), release, window)
