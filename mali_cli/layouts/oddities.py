"""What is odd in the data: counted and reported, never changed.

UCDP's own files have such rows: in GED 25.1, 4,967 break low <= best <= high, since deaths that
are coded apart are subtracted from summary events (UCDP GED codebook 25.1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from .identify import Named
from .raw import first_rows
from .rules import KEYS
from .table import Oddity

_ESTIMATES = ("best", "low", "high")
_PARTS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
_WORDS = {"sb": "state-based", "ns": "non-state", "os": "one-sided"}
_SHOWN = 5


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
    kinds = [odd for odd in _kinds(dataset) if set(odd.needs) <= set(frame.columns)]
    if not kinds:
        return ()
    counts = frame.select(odd.mask.sum().alias(str(at)) for at, odd in enumerate(kinds))
    return tuple(
        Oddity(odd.kind, count, _examples(KEYS[dataset], frame, odd, place))
        for odd, count in zip(kinds, counts.row(0), strict=True)
        if count
    )


def _examples(
    keys: Sequence[str], frame: pl.DataFrame, odd: _Odd, place: Callable[[int], str]
) -> tuple[str, ...]:
    at = first_rows(frame.select(odd.mask).to_series(), _SHOWN)
    if set(keys) <= set(frame.columns):
        return tuple(" ".join(map(str, row)) for row in frame[at].select(keys).rows())
    return tuple(place(row) for row in at)


def _kinds(dataset: str) -> list[_Odd]:
    if dataset == "ged":
        return [*_order("", *_ESTIMATES), *_event_kinds()]
    if dataset == "country-year":
        return _country_year_kinds()
    if dataset == "battle-deaths":
        return _order("", *(f"bd_{estimate}" for estimate in _ESTIMATES))
    return _order("", *(f"{estimate}_fatality_estimate" for estimate in _ESTIMATES))


def _order(prefix: str, best: str, low: str, high: str) -> list[_Odd]:
    pairs = (("best above high", best, high), ("low above high", low, high))
    odd = [_Odd(f"{prefix}{kind}", (a, b), pl.col(a) > pl.col(b)) for kind, a, b in pairs]
    below = _Odd(f"{prefix}best below low", (best, low), pl.col(best) < pl.col(low))
    return [odd[0], below, odd[1]]


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
        _Odd("code_status not Clear", ("code_status",), pl.col("code_status") != "Clear"),
    ]


def _country_year_kinds() -> list[_Odd]:
    """Order and sums that hold in all rows of country-year 25.1 but 8, 1 and 7 (measured)."""
    total = "cumulative_total_deaths_in_orgvio"
    kinds = []
    for short, words in _WORDS.items():
        kinds += _order(f"{words}: ", *(f"{short}_total_deaths_{e}" for e in _ESTIMATES))
    kinds += _order("total: ", *(f"{total}_{e}" for e in _ESTIMATES))
    for estimate in _ESTIMATES:
        types = [f"{short}_total_deaths_{estimate}" for short in _WORDS]
        kinds.append(
            _unlike(f"total {estimate} unlike the sum of the types", f"{total}_{estimate}", types)
        )
    for short in ("sb", "ns"):
        parts = [f"{short}_deaths_{part}" for part in ("parties", "civilians", "unknown")]
        words = f"{_WORDS[short]}: best unlike the sum of its parts"
        kinds.append(_unlike(words, f"{short}_total_deaths_best", parts))
    return kinds


def _unlike(kind: str, total: str, parts: list[str]) -> _Odd:
    return _Odd(
        kind, (total, *parts), pl.col(total) != pl.sum_horizontal(parts, ignore_nulls=False)
    )
