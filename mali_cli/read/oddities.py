"""What is odd in the data: counted and reported, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from ..datasets.declaration import Estimates, FileLayout, Sum
from ..datasets.registry import data_set, layout_of
from ..model.source import Oddity
from ..words import remarking
from ..words.message import Said
from .checks import broken, estimates_of
from .identify import Named
from .raw import first_rows
from .whereabouts import misplaced, name_unlike_number, unknown_country

_SHOWN = 5
_FIRST = tuple(
    str(message())
    for message in (
        remarking.COUNTRY_WITHOUT_NUMBER,
        remarking.UNKNOWN_COUNTRY,
        remarking.COUNTRY_UNLIKE_NUMBER,
        remarking.EXCHANGED,
        remarking.FAR,
        remarking.IN_THE_FUTURE,
    )
)
"""What makes a row count elsewhere or at another time."""


class _Odd(NamedTuple):
    kind: Said
    needs: tuple[str, ...]
    mask: pl.Expr


def oddities(named: Named, frame: pl.DataFrame) -> tuple[Oddity, ...]:
    """Count what is odd in a file; examples are keys, or places in the file without keys."""
    return oddities_of(named.dataset, frame, named.raw.place)


def oddities_of(
    dataset: str, frame: pl.DataFrame, place: Callable[[int], object] = "row {}".format
) -> tuple[Oddity, ...]:
    """Count what is odd in the rows of a data set; `place` names a row that has no key."""
    layout = layout_of(dataset, frame.columns)
    kinds = [odd for odd in _kinds(dataset, layout, frame) if set(odd.needs) <= set(frame.columns)]
    if not kinds:
        return ()
    counts = frame.select(odd.mask.sum().alias(str(at)) for at, odd in enumerate(kinds))
    return in_order(
        Oddity(str(odd.kind), count, _examples(layout.key, frame, odd, place))
        for odd, count in zip(kinds, counts.row(0), strict=True)
        if count
    )


def in_order(found: Iterable[Oddity]) -> tuple[Oddity, ...]:
    """Put first what makes a row count elsewhere or at another time, then all by name."""
    return tuple(sorted(found, key=lambda odd: (odd.kind not in _FIRST, odd.kind)))


def _examples(
    keys: Sequence[str], frame: pl.DataFrame, odd: _Odd, place: Callable[[int], object]
) -> tuple[str, ...]:
    at = first_rows(frame.select(odd.mask).to_series(), _SHOWN)
    if keys and set(keys) <= set(frame.columns):
        return tuple(" ".join(map(str, row)) for row in frame[at].select(keys).rows())
    return tuple(str(place(row)) for row in at)


def _kinds(dataset: str, layout: FileLayout, frame: pl.DataFrame) -> list[_Odd]:
    figures = estimates_of(dataset, frame.columns)
    return [
        *_country_kinds(frame, counts=data_set(dataset).role == "counts"),
        *_place_kinds(layout, frame),
        *(odd for figure in figures for odd in _order(figure, frame)),
        *(_unlike(item) for item in layout.sums),
        *(_twice(column) for column in layout.once),
        *(_day_kinds(layout.span) if layout.span else []),
        *(_unclear(*layout.status) if layout.status else []),
    ]


def _order(figure: Estimates, frame: pl.DataFrame) -> list[_Odd]:
    return [
        _Odd(
            remarking.OF_FIGURE(figure=figure.words, odd=odd()) if figure.words else odd(), (), mask
        )
        for odd, mask in broken(figure, frame.columns).items()
    ]


def _country_kinds(frame: pl.DataFrame, *, counts: bool) -> list[_Odd]:
    if not {"country_id"} <= set(frame.columns):
        return []
    kinds = [_Odd(remarking.UNKNOWN_COUNTRY(), ("country_id",), unknown_country())]
    if "country" in frame.columns:
        nameless = pl.col("country_id").is_null() & (pl.col("country") != "")
        kinds += [_Odd(remarking.COUNTRY_WITHOUT_NUMBER(), (), nameless)] if counts else []
        unlike = name_unlike_number(frame)
        kinds.append(_Odd(remarking.COUNTRY_UNLIKE_NUMBER(), ("country", "country_id"), unlike))
    return kinds


def _place_kinds(layout: FileLayout, frame: pl.DataFrame) -> list[_Odd]:
    if not (point := layout.point):
        return []
    latitude, longitude = map(pl.col, point)
    origin = (latitude == 0) & (longitude == 0)
    kinds = [
        _Odd(remarking.AT_ORIGIN(), point, origin),
        _Odd(remarking.EQUAL_COORDINATES(), point, (latitude == longitude) & ~origin),
    ]
    needs = (*point, "country_id")
    if not set(needs) <= set(frame.columns):
        return kinds
    found = misplaced(frame, layout)
    return [
        _Odd(remarking.EXCHANGED(), needs, pl.lit(found.exchanged)),
        _Odd(remarking.FAR(), needs, pl.lit(found.far)),
        *kinds,
    ]


def _day_kinds(span: tuple[str, str]) -> list[_Odd]:
    year_off = pl.any_horizontal(pl.col(day).dt.year() != pl.col("year") for day in span)
    return [
        _Odd(remarking.YEAR_UNLIKE_DATES(), ("year", *span), year_off),
        _Odd(remarking.IN_THE_FUTURE(), span[1:], pl.col(span[1]) > date.today()),
    ]


def _unclear(column: str, clear: str) -> list[_Odd]:
    return [
        _Odd(remarking.NOT_CLEAR(column=column, clear=clear), (column,), pl.col(column) != clear)
    ]


def _unlike(item: Sum) -> _Odd:
    unlike = pl.col(item.total) != pl.sum_horizontal(item.parts, ignore_nulls=False)
    return _Odd(item.kind, (item.total, *item.parts), unlike)


def _twice(column: str) -> _Odd:
    return _Odd(remarking.TWICE(column=column), (column,), pl.col(column).is_duplicated())
