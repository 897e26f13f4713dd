"""How figures look: colours, sizes, labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from ..pictures import Series


def spread(
    centres: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float
) -> list[float] | None:
    """Move labels apart, as little as possible (least squares), and return their centres.

    The centres are those wanted, in order; None where the labels do not fit between left and
    right. Pool-adjacent-violators, as for isotonic regression.
    """
    if sum(widths) + gap * (len(widths) - 1) > right - left:
        return None
    offsets, at = [], 0.0
    for width in widths:
        offsets.append(at)
        at += width + gap
    wanted = [
        centre - width / 2 - offset
        for centre, width, offset in zip(centres, widths, offsets, strict=True)
    ]
    last = right - (at - gap if widths else 0)
    starts = [min(max(start, left), last) for start in _rising(wanted)]
    return [
        start + offset + width / 2
        for start, offset, width in zip(starts, offsets, widths, strict=True)
    ]


def _rising(values: Sequence[float]) -> list[float]:
    """Return the nearest values that never fall."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (two, more) = pools[-2:]
            pools[-2:] = [((one * many + two * more) / (many + more), many + more)]
    return [value for value, count in pools for _ in range(count)]


def overlaps(
    one: tuple[float, float, float, float], two: tuple[float, float, float, float]
) -> bool:
    """Return whether two boxes (left, bottom, right, top) share room."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe & Ito (2008), Color Universal Design, https://jfly.uni-koeln.de/color/"""
HATCHES = ("", "////", "\\\\\\\\", "xxxx", "----", "||||", "++++")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 1)))
SIGNS = ("o", "s", "^", "D", "v", "P", "X")
OTHERS, OTHERS_COLOUR = ("other", "others"), "#999999"
GAP_HATCH, GAP_COLOUR, GAP_LINES = "////", "#f6f6f6", "#c4c4c4"
DARK = "#222222"


@dataclass(frozen=True)
class Looks:
    """How a series is drawn, as bars or as a line."""

    colour: str
    hatch: str
    dash: Any
    sign: str


def looks(series: Sequence[Series]) -> dict[str, Looks]:
    """Return the looks of each series by its name; from the eighth on they come again."""
    names = dict.fromkeys(one.name for one in series)
    styles = cycle(zip(COLOURS, HATCHES, DASHES, SIGNS, strict=True))
    given = {name: Looks(*style) for name, style in zip(names, styles, strict=False)}
    for name in given:
        if len(given) > 1 and name.casefold() in OTHERS:
            given[name] = replace(given[name], colour=OTHERS_COLOUR, hatch="")
    return given
