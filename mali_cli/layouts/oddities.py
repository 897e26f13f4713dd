"""What is odd in the data: counted and reported, never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from ..model.source import Oddity
from .estimates import TOTAL, TYPE_WORDS, Estimates, estimates_of
from .identify import Named
from .raw import first_rows
from .rules import KEYS
from .whereabouts import misplaced, name_unlike_number, unknown_country

_PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
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
    dataset = "ged" if dataset == "candidate" else dataset
    kinds = [odd for odd in _kinds(dataset, frame) if set(odd.needs) <= set(frame.columns)]
    if not kinds:
        return ()
    counts = frame.select(odd.mask.sum().alias(str(at)) for at, odd in enumerate(kinds))
    return in_order(
        Oddity(odd.kind, count, _examples(KEYS[dataset], frame, odd, place))
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
    if set(keys) <= set(frame.columns):
        return tuple(" ".join(map(str, row)) for row in frame[at].select(keys).rows())
    return tuple(place(row) for row in at)


def _kinds(dataset: str, frame: pl.DataFrame) -> list[_Odd]:
    figures = [
        odd for figure in estimates_of(dataset, frame.columns) for odd in _order(figure, frame)
    ]
    kinds = [*_country_kinds(frame), *(_place_kinds(frame) if dataset == "ged" else [])]
    kinds += figures
    if dataset == "country-year":
        return kinds + _country_year_kinds()
    return kinds + (_event_kinds() if dataset == "ged" else [])


def _order(figure: Estimates, frame: pl.DataFrame) -> list[_Odd]:
    prefix = f"{figure.words}: " if figure.words else ""
    return [_Odd(prefix + kind, (), mask) for kind, mask in figure.kinds(frame.columns).items()]


def _country_kinds(frame: pl.DataFrame) -> list[_Odd]:
    if not {"country_id"} <= set(frame.columns):
        return []
    kinds = [_Odd(_UNKNOWN, ("country_id",), unknown_country())]
    if "country" in frame.columns:
        unlike = name_unlike_number(frame)
        kinds.append(_Odd(_UNLIKE, ("country", "country_id"), unlike))
    return kinds


def _place_kinds(frame: pl.DataFrame) -> list[_Odd]:
    needs = ("latitude", "longitude", "country_id")
    if not set(needs) <= set(frame.columns):
        return []
    found = misplaced(frame)
    return [
        _Odd(_EXCHANGED, needs, pl.lit(found.exchanged)),
        _Odd(_FAR, needs, pl.lit(found.far)),
    ]


def _event_kinds() -> list[_Odd]:
    point, dates = ("latitude", "longitude"), ("date_start", "date_end")
    latitude, longitude = (pl.col(name) for name in point)
    origin = (latitude == 0) & (longitude == 0)
    year_off = pl.any_horizontal(pl.col(day).dt.year() != pl.col("year") for day in dates)
    unlike = pl.col("best") != pl.sum_horizontal(_PARTS, ignore_nulls=False)
    return [
        _Odd("best unlike the sum of its parts", ("best", *_PARTS), unlike),
        _Odd("coordinates 0 0", point, origin),
        _Odd("latitude equals longitude", point, (latitude == longitude) & ~origin),
        _Odd("year unlike the year of the dates", ("year", *dates), year_off),
        _Odd(_FUTURE, ("date_end",), pl.col("date_end") > date.today()),
        _Odd("code_status not Clear", ("code_status",), pl.col("code_status") != "Clear"),
    ]


def _country_year_kinds() -> list[_Odd]:
    """Order and sums that hold in all rows of country-year 25.1 but 8, 1 and 7 (measured)."""
    kinds = []
    for estimate in ("best", "low", "high"):
        types = [f"{short}_total_deaths_{estimate}" for short in TYPE_WORDS]
        kinds.append(
            _unlike(f"total {estimate} unlike the sum of the types", f"{TOTAL}_{estimate}", types)
        )
    for short in ("sb", "ns"):
        parts = [f"{short}_deaths_{part}" for part in ("parties", "civilians", "unknown")]
        words = f"{TYPE_WORDS[short]}: best unlike the sum of its parts"
        kinds.append(_unlike(words, f"{short}_total_deaths_best", parts))
    return kinds


def _unlike(kind: str, total: str, parts: list[str]) -> _Odd:
    return _Odd(
        kind, (total, *parts), pl.col(total) != pl.sum_horizontal(parts, ignore_nulls=False)
    )
