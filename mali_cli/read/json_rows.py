"""Which values of JSON are rows, and rows as text cells: of pages, lists, GeoJSON and our own.

polars cuts floats and drops late keys when it builds a frame from dicts (measured on 2.1.0), so
every value is written as text first, and cast with the same rules as a CSV file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from types import NoneType
from typing import Any, NamedTuple

import polars as pl

from ..datasets.declaration import WINDOW
from ..datasets.population import INDICATOR, NAME
from ..datasets.registry import told_by
from ..model.errors import DamagedError
from ..words import remarking, unreadable
from ..words.message import Said
from .foreign import refuse_foreign
from .raw import FETCH, Raw, by_row, numbered, quoted

_PAGES, _OWN = "API pages saved as JSON", "output of mali-cli events --json"
_DISPLACED = "pages of IDMC's API saved as JSON"
_REFUGEES = "pages of UNHCR's API saved as JSON"
_INDICATOR = "page of the World Bank's API saved as JSON"
ROWS, _ROW = "JSON, a list of rows", "JSON, one row"
GEO, _ANSWER = "GeoJSON", "JSON, the rows of an answer"
LISTS = {"result": _PAGES, "features": GEO, "rows": _OWN, "data": _ANSWER}
"""The keys (in lower case) whose lists may be the rows of a file, and what it then is."""


class Shape(NamedTuple):
    """What a JSON file is in words, its rows, what to remark, the release and days it names.

    Of GeoJSON the features stand in place of rows.
    """

    kind: str
    rows: Sequence[Any]
    remarks: tuple[Said, ...] = ()
    release: str | None = None
    window: tuple[str | None, str | None] = (None, None)


def shape_of(value: Any, name: str) -> Shape:
    """Return what a parsed JSON file is.

    Raises:
        DamagedError: an unknown shape, or pages that do not fit together.
    """
    if isinstance(value, list):
        if value and all(_page_rows(item) is not None for item in value):
            return _pages(value, name)
        return _indicator(value, name) or Shape(ROWS, value)
    if value.get("type") == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            raise DamagedError(unreadable.NO_FEATURES(file=name))
        return Shape(GEO, features)
    if _page_rows(value) is not None:
        return _pages([value], name)
    if isinstance(value.get("rows"), list) and value.get("command") == "events":
        return _own(value)
    if found := _in_pages(value, name):
        return found
    answer = next((rows for key, rows in value.items() if key.lower() == "data"), None)
    if isinstance(answer, list):
        return Shape(_ANSWER, answer)
    if told_by(value):
        return Shape(_ROW, [value])
    for rows in value.values():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict):
            refuse_foreign(name, [str(key) for key in rows[0]])
    keys = ", ".join(list(value)[:5])
    raise DamagedError(unreadable.NO_UCDP_JSON(file=name, keys=quoted(keys), command=FETCH))


def _indicator(value: list[Any], name: str) -> Shape | None:
    """Return the rows of a page of the World Bank's API: facts of the page, then its rows.

    Layout: https://datahelpdesk.worldbank.org/knowledgebase/articles/898581.

    Raises:
        DamagedError: they are of another indicator than population, or not all rows.
    """
    if len(value) != 2 or not isinstance(value[0], dict) or not isinstance(value[1], list):
        return None
    facts, rows = value
    try:
        found = {row["indicator"]["id"] for row in rows}
        cells = [
            {
                "country_name": row["country"]["value"],
                "iso3": row["countryiso3code"],
                "year": row["date"],
                NAME: row["value"],
            }
            for row in rows
        ]
    except (KeyError, TypeError):
        return None
    if found - {INDICATOR}:
        raise DamagedError(unreadable.OTHER_INDICATOR(file=name, found=sorted(found)))
    if facts.get("total", len(rows)) != len(rows):
        raise DamagedError(
            unreadable.NOT_ALL_OF_INDICATOR(file=name, rows=len(rows), total=facts["total"])
        )
    known = [cell for cell in cells if cell["iso3"]]  # some groups of countries have no code
    return Shape(_INDICATOR, known, (), facts.get("lastupdated"))


def _in_pages(value: dict[str, Any], name: str) -> Shape | None:
    """Return the rows of pages of IDMC's or UNHCR's API that were joined, or of the only one.

    IDMC's have `count`, `next`, `previous` and `results`, UNHCR's `page`, `maxPages` and `items`,
    where "-" is no figure.

    Raises:
        DamagedError: they are not all of them.
    """
    rows = value.get("results")
    if isinstance(rows, list) and "count" in value:
        if value.get("next") or value.get("previous") or value["count"] != len(rows):
            said = unreadable.NOT_ALL_PAGES(file=name, rows=len(rows), total=value["count"])
            raise DamagedError(said)
        update = value.get("last_updated")
        return Shape(_DISPLACED, rows, (), update if isinstance(update, str) else None)
    rows, pages = value.get("items"), value.get("maxPages")
    if not isinstance(rows, list) or pages is None:
        return None
    if pages not in (0, 1):
        raise DamagedError(unreadable.ONE_OF_PAGES(file=name, pages=pages))
    return Shape(_REFUGEES, [_without_dashes(row) for row in rows])


def _without_dashes(row: Any) -> Any:
    """Return a row of UNHCR with null in place of what is no figure; codes are kept."""
    if not isinstance(row, dict):
        return row
    kept = ("coo", "coa")
    return {k: None if v == "-" and not k.startswith(kept) else v for k, v in row.items()}


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


def raw_of(shape: Shape, name: str) -> Raw:
    """Return the rows as text cells; keys in lower case, null and missing keys as null.

    Raises:
        DamagedError: something that is no object, nested values, or keys that differ in case only.
    """
    texts = Texts(name, shape.kind)
    texts.add(shape.rows)
    return texts.told(texts.piece(), shape)


class Texts:
    """Rows, or features of GeoJSON, that become text cells batch by batch."""

    def __init__(self, name: str, kind: str) -> None:
        self.kind = kind
        self._name = name
        self._columns: dict[str, str] = {}
        self._frames: list[pl.DataFrame] = []
        self._widths: Counter[int] = Counter()
        self._from_geometry: set[bool] = set()

    def add(self, items: Sequence[Any]) -> None:
        """Add a batch; where one is wrong, it is counted from the first of the batch.

        Raises:
            DamagedError: as `raw_of`; features without properties, or without a place.
            ValueError: the batches before had no keys, so that their rows are not counted.
        """
        rows, taken = _geo_rows(items, self._name) if self.kind == GEO else (items, False)
        if not rows:
            raise DamagedError(unreadable.NO_ROWS(file=self._name))
        if self._widths and not self._columns:
            raise ValueError("the rows before have no keys")
        rows, keys = _lowered(rows, self._name)
        for key in keys:
            self._columns.setdefault(key, str(len(self._columns)))
        cells = [_cells(rows, keys.get(key, key), self._name) for key in self._columns]
        try:
            self._frames.append(pl.DataFrame(cells, schema=numbered(len(cells))))
        except UnicodeError as error:
            raise DamagedError(unreadable.NOT_UNICODE(file=self._name, why=error)) from error
        self._widths.update(map(len, rows))
        self._from_geometry.add(taken)

    @property
    def waiting(self) -> bool:
        """Whether anything was added since the last piece."""
        return bool(self._frames)

    def piece(self) -> Raw:
        """Return what was added since the last piece.

        Raises:
            ValueError: there is none, or its batches are unlike.
        """
        (taken,) = self._from_geometry
        remarks = (remarking.FROM_GEOMETRY(),) if taken else ()
        frame = pl.concat(self._frames, how="diagonal")
        self._frames.clear()
        return Raw(self._name, self.kind, tuple(self._columns), frame, by_row, "row", remarks)

    def told(self, piece: Raw, shape: Shape) -> Raw:
        """Return a piece with what is said of all rows, once all were added."""
        short = sum(rows for width, rows in self._widths.items() if width < len(self._columns))
        missing = (remarking.KEYS_MISSING(rows=short),) if short else ()
        remarks = (*missing, *piece.remarks, *shape.remarks)
        said = replace(piece, kind=shape.kind, remarks=remarks)
        return replace(said, release=shape.release, window=shape.window)


def _lowered(rows: Sequence[Any], name: str) -> tuple[Sequence[dict[str, Any]], dict[str, str]]:
    """Return the rows, and their keys by the same in lower case; as they are where they can be."""
    if all(isinstance(row, dict) for row in rows):
        keys = dict.fromkeys(chain.from_iterable(rows))
        lowered = {key.lower(): key for key in keys}
        if len(lowered) == len(keys):
            return rows, lowered
    plain = [_lowered_row(row, name, number) for number, row in enumerate(rows, 1)]
    return plain, {key: key for row in plain for key in row}


def _lowered_row(row: Any, name: str, number: int) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise DamagedError(unreadable.NO_OBJECT(file=name, row=number))
    lowered = {key.lower(): value for key, value in row.items()}
    if len(lowered) < len(row):
        raise DamagedError(unreadable.SAME_KEY(file=name, row=number))
    return lowered


def _cells(rows: Sequence[dict[str, Any]], key: str, name: str) -> list[str | None]:
    cells = [row.get(key) for row in rows]
    kinds = set(map(type, cells))
    if kinds & {list, dict}:
        number = next(at for at, cell in enumerate(cells, 1) if isinstance(cell, list | dict))
        raise DamagedError(unreadable.NESTED(file=name, row=number, key=key.lower()))
    return cells if kinds <= {str, NoneType} else [_text(cell) for cell in cells]


def _text(value: str | float | bool | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _geo_rows(features: Sequence[Any], name: str) -> tuple[list[dict[str, Any]], bool]:
    """Return the properties of all features, and whether places are taken from the geometry.

    They are where the properties have no latitude and longitude (measured on a 23.1 file).

    Raises:
        DamagedError: a feature without properties, or with neither a point nor a null geometry.
    """
    rows = [_properties(feature, name, number) for number, feature in enumerate(features, 1)]
    if "latitude" in map(str.lower, dict.fromkeys(chain.from_iterable(rows))):
        return rows, False
    points = [_point(feature, name, number) for number, feature in enumerate(features, 1)]
    return [row | point for row, point in zip(rows, points, strict=True)], True


def _properties(feature: Any, name: str, number: int) -> dict[str, Any]:
    if isinstance(feature, dict) and isinstance(found := feature.get("properties"), dict):
        return found
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
