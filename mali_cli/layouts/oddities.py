"""What is odd in the data: counted and reported, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from ..datasets.declaration import Estimates, FileLayout, Sum
from ..datasets.registry import layout_of
from ..model.source import Oddity
from .estimates import broken, estimates_of
from .identify import Named
from .raw import first_rows
from .whereabouts import misplaced, name_unlike_number, unknown_country

_SHOWN = 5
_UNKNOWN, _UNLIKE = "country_id of no known country", "country unlike its country_id"
_EXCHANGED, _FAR = "latitude and longitude exchanged", "point far from its country"
_FUTURE = "date in the future"
_FIRST = (_UNKNOWN, _UNLIKE, _EXCHANGED, _FAR, _FUTURE)


class _Odd(NamedTuple):
    kind: str
    needs: tuple[str, ...]
    mask: pl.Expr


def oddities(named: Named, frame: pl.DataFrame) -> tuple[Oddity, ...]:
    """Count what is odd in a file; examples are keys, or places in the file without keys."""
    return oddities_of(named.dataset, frame, named.raw.place)


def oddities_of(
    dataset: str, frame: pl.DataFrame, place: Callable[[int], str] = "row {}".format
) -> tuple[Oddity, ...]:
    """Count what is odd in the rows of a data set; `place` names a row that has no key."""
    layout = layout_of(dataset, frame.columns)
    kinds = [odd for odd in _kinds(dataset, layout, frame) if set(odd.needs) <= set(frame.columns)]
    if not kinds:
        return ()
    counts = frame.select(odd.mask.sum().alias(str(at)) for at, odd in enumerate(kinds))
    return in_order(
        Oddity(odd.kind, count, _examples(layout.key, frame, odd, place))
        for odd, count in zip(kinds, counts.row(0), strict=True)
        if count
    )


def in_order(found: Iterable[Oddity]) -> tuple[Oddity, ...]:
    """Put first what makes a row count elsewhere or at another time, then all by name."""
    return tuple(sorted(found, key=lambda odd: (odd.kind not in _FIRST, odd.kind)))


def _examples(
    keys: Sequence[str], frame: pl.DataFrame, odd: _Odd, place: Callable[[int], str]
) -> tuple[str, ...]:
    at = first_rows(frame.select(odd.mask).to_series(), _SHOWN)
    if keys and set(keys) <= set(frame.columns):
        return tuple(" ".join(map(str, row)) for row in frame[at].select(keys).rows())
    return tuple(place(row) for row in at)


def _kinds(dataset: str, layout: FileLayout, frame: pl.DataFrame) -> list[_Odd]:
    figures = estimates_of(dataset, frame.columns)
    return [
        *_country_kinds(frame),
        *(_place_kinds(layout.point, frame) if layout.point else []),
        *(odd for figure in figures for odd in _order(figure, frame)),
        *(_unlike(item) for item in layout.sums),
        *(_day_kinds(layout.span) if layout.span else []),
        *(_unclear(*layout.status) if layout.status else []),
    ]


def _order(figure: Estimates, frame: pl.DataFrame) -> list[_Odd]:
    prefix = f"{figure.words}: " if figure.words else ""
    return [_Odd(prefix + kind, (), mask) for kind, mask in broken(figure, frame.columns).items()]


def _country_kinds(frame: pl.DataFrame) -> list[_Odd]:
    if not {"country_id"} <= set(frame.columns):
        return []
    kinds = [_Odd(_UNKNOWN, ("country_id",), unknown_country())]
    if "country" in frame.columns:
        unlike = name_unlike_number(frame)
        kinds.append(_Odd(_UNLIKE, ("country", "country_id"), unlike))
    return kinds


def _place_kinds(point: tuple[str, str], frame: pl.DataFrame) -> list[_Odd]:
    latitude, longitude = map(pl.col, point)
    origin = (latitude == 0) & (longitude == 0)
    kinds = [
        _Odd("coordinates 0 0", point, origin),
        _Odd("latitude equals longitude", point, (latitude == longitude) & ~origin),
    ]
    needs = (*point, "country_id")
    if not set(needs) <= set(frame.columns):
        return kinds
    found = misplaced(frame)
    return [
        _Odd(_EXCHANGED, needs, pl.lit(found.exchanged)),
        _Odd(_FAR, needs, pl.lit(found.far)),
        *kinds,
    ]


def _day_kinds(span: tuple[str, str]) -> list[_Odd]:
    year_off = pl.any_horizontal(pl.col(day).dt.year() != pl.col("year") for day in span)
    return [
        _Odd("year unlike the year of the dates", ("year", *span), year_off),
        _Odd(_FUTURE, span[1:], pl.col(span[1]) > date.today()),
    ]


def _unclear(column: str, clear: str) -> list[_Odd]:
    return [_Odd(f"{column} not {clear}", (column,), pl.col(column) != clear)]


def _unlike(item: Sum) -> _Odd:
    unlike = pl.col(item.total) != pl.sum_horizontal(item.parts, ignore_nulls=False)
    return _Odd(item.kind, (item.total, *item.parts), unlike)
