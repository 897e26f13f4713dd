"""JSON: pages of the UCDP API, lists of rows, NDJSON, GeoJSON and our own `events --json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple, NoReturn

from ..model.words import thousands
from .foreign import WHAT_IS_READ, refuse_foreign
from .geojson import geo_rows
from .json_rows import raw_of_rows
from .names import WINDOW
from .raw import Raw, damaged, quoted


class Shape(NamedTuple):
    """What a JSON file is in words, its rows, what to remark, the release and days it names."""

    kind: str
    rows: list[Any]
    remarks: tuple[str, ...] = ()
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
        raise damaged(name, f"not UTF-8 at byte {error.start:,}") from error
    try:
        return _loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and error.lineno > 1:
            return list(_parsed_lines(text, name))
        what = f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise damaged(name, f"{what}; the file is cut off or damaged") from error
    except (ValueError, RecursionError) as error:
        raise damaged(name, f"broken JSON: {error}") from error


def _parsed_lines(text: str, name: str) -> Iterator[Any]:
    """Read NDJSON: one object a line."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _loads(line)
        except (ValueError, RecursionError) as error:
            raise damaged(name, f"line {number} is broken JSON: {error}") from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


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
    what = f"this JSON holds no rows of UCDP (its keys are {quoted(keys)})"
    raise damaged(name, what, WHAT_IS_READ)


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
        known = " and ".join(str(total) for total in sorted(totals))
        raise damaged(name, f"the pages are of different queries (TotalCount {known})")
    total = totals.pop() if totals else len(rows)
    if len(rows) > total:
        raise damaged(name, f"{len(rows):,} rows, but TotalCount says {total:,}")
    part = f"holds {thousands(len(rows))} of the {thousands(total)} rows that TotalCount names"
    return Shape("API pages saved as JSON", rows, (part,) if len(rows) < total else ())


def _own(value: dict[str, Any]) -> Shape:
    source = value.get("source")
    release = source.get("release") if isinstance(source, dict) else None
    first, last = (value.get(name) for name in WINDOW)
    window = (first, last) if isinstance(first, str) and isinstance(last, str) else (None, None)
    return Shape("output of mali-cli events --json", value["rows"], (), release, window)
