"""JSON: pages of the UCDP API, lists of rows, NDJSON, GeoJSON and our own `events --json`.

polars cuts floats and drops late keys when it builds a frame from dicts (measured on 2.1.0), so
every value is written as text first, and cast with the same rules as a CSV file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, NoReturn

import polars as pl

from ..datasets.declaration import WINDOW
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Said
from .foreign import refuse_foreign
from .raw import FETCH, Raw, numbered, quoted


def raw_of_rows(rows: Sequence[Any], name: str, kind: str) -> Raw:
    """Return the rows as text cells; keys in lower case, null and missing keys as null.

    Raises:
        DamagedError: something that is no object, nested values, or keys that differ in case only.
    """
    if not rows:
        raise DamagedError(unreadable.NO_ROWS(file=name))
    plain = [_lowered(row, name, number) for number, row in enumerate(rows, 1)]
    names = tuple(dict.fromkeys(key for row in plain for key in row))
    remarks = _missing(plain, names)
    columns = {str(index): _column(plain, key, name) for index, key in enumerate(names)}
    try:
        frame = pl.DataFrame(columns, schema=numbered(len(names)))
    except UnicodeError as error:
        raise DamagedError(unreadable.NOT_UNICODE(file=name, why=error)) from error
    return Raw(name, kind, names, frame, lambda at: [row + 1 for row in at], "row", remarks)


def _lowered(row: Any, name: str, number: int) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise DamagedError(unreadable.NO_OBJECT(file=name, row=number))
    lowered = {key.lower(): value for key, value in row.items()}
    if len(lowered) < len(row):
        raise DamagedError(unreadable.SAME_KEY(file=name, row=number))
    return lowered


def _missing(rows: list[dict[str, Any]], names: tuple[str, ...]) -> tuple[Said, ...]:
    if all(len(row) == len(names) for row in rows):
        return ()
    short = sum(len(row) < len(names) for row in rows)
    return (remarking.KEYS_MISSING(rows=short),)


def _column(rows: list[dict[str, Any]], key: str, name: str) -> list[str | None]:
    cells = [row.get(key) for row in rows]
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, list | dict):
            raise DamagedError(unreadable.NESTED(file=name, row=number, key=key))
    return [_text(cell) for cell in cells]


def _text(value: str | float | bool | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def geo_rows(
    collection: dict[str, Any], name: str
) -> tuple[list[dict[str, Any]], tuple[Said, ...]]:
    """Return the properties of all features, and remarks.

    Where the properties have no latitude and longitude (measured on a 23.1 file), these are
    taken from the geometry.

    Raises:
        DamagedError: a feature without properties, or with neither a point nor a null geometry.
    """
    features = collection.get("features")
    if not isinstance(features, list):
        raise DamagedError(unreadable.NO_FEATURES(file=name))
    rows = [_properties(feature, name, number) for number, feature in enumerate(features, 1)]
    if any("latitude" in {key.lower() for key in row} for row in rows):
        return rows, ()
    points = [_point(feature, name, number) for number, feature in enumerate(features, 1)]
    return [row | point for row, point in zip(rows, points, strict=True)], (
        remarking.FROM_GEOMETRY(),
    )


def _properties(feature: Any, name: str, number: int) -> dict[str, Any]:
    if isinstance(feature, dict) and isinstance(feature.get("properties"), dict):
        return dict(feature["properties"])
    raise DamagedError(unreadable.NO_PROPERTIES(file=name, number=number))


def _point(feature: dict[str, Any], name: str, number: int) -> dict[str, float | None]:
    geometry = feature.get("geometry", {})
    if geometry is None:  # a feature without a place (RFC 7946, section 3.2)
        return {"latitude": None, "longitude": None}
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(point, list) and len(point) in (2, 3) and all(map(_is_number, point)):
        return {"latitude": point[1], "longitude": point[0]}
    raise DamagedError(unreadable.NO_POINT(file=name, number=number))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


class Shape(NamedTuple):
    """What a JSON file is in words, its rows, what to remark, the release and days it names."""

    kind: str
    rows: list[Any]
    remarks: tuple[Said, ...] = ()
    release: str | None = None
    window: tuple[str | None, str | None] = (None, None)


def read_json(content: bytes, name: str) -> Raw:
    """Read the rows of a JSON file.

    Raises:
        DamagedError: broken JSON, an unknown shape, or pages that do not fit together.
    """
    shape = _shape(_parsed(content, name), name)
    raw = raw_of_rows(shape.rows, name, shape.kind)
    remarks = (*raw.remarks, *shape.remarks)
    return replace(raw, remarks=remarks, release=shape.release, window=shape.window)


def _parsed(content: bytes, name: str) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DamagedError(unreadable.NOT_UTF8(file=name, byte=error.start)) from error
    try:
        return _loads(text)
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
            yield _loads(line)
        except (ValueError, RecursionError) as error:
            raise DamagedError(
                unreadable.BROKEN_JSON_LINE(file=name, line=number, why=error)
            ) from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(unreadable.CONSTANT(word=word))


def _shape(value: Any, name: str) -> Shape:
    if isinstance(value, list):
        if value and all(_page_rows(item) is not None for item in value):
            return _pages(value, name)
        return Shape("JSON, a list of rows", value)
    if value.get("type") == "FeatureCollection":
        return Shape("GeoJSON", *geo_rows(value, name))
    if _page_rows(value) is not None:
        return _pages([value], name)
    if isinstance(value.get("rows"), list) and value.get("command") == "events":
        return _own(value)
    if isinstance(value.get("date_start"), str) or "version" in {key.lower() for key in value}:
        return Shape("JSON, one row", [value])
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
    return Shape("API pages saved as JSON", rows, (part,) if len(rows) < total else ())


def _own(value: dict[str, Any]) -> Shape:
    source = value.get("source")
    release = source.get("release") if isinstance(source, dict) else None
    first, last = (value.get(name) for name in WINDOW)
    window = (first, last) if isinstance(first, str) and isinstance(last, str) else (None, None)
    return Shape("output of mali-cli events --json", value["rows"], (), release, window)
