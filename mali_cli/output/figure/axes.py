"""Axes of figures: scales, ticks, grids."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log10

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from ...model.units import MONTHS, PER_YEAR, unit_number
from .page import LEADING, RULES, Sheet
from .words import number_words

NICE_STEPS = (1, 2, 2.5, 5, 10)
MOST_TICKS = 6
_STEPS = {
    "year": (1, 2, 5, 10, 20, 25, 50, 100),
    "quarter": (1, 2, 4, 8, 20, 40, 80),
    "month": (1, 3, 6, 12, 24, 60, 120, 240),
}
Tick = tuple[float, str]


@dataclass(frozen=True)
class Scale:
    """A y axis: from `bottom` to `top`, with labelled ticks."""

    bottom: float
    top: float
    ticks: tuple[Tick, ...]
    log: bool = False


def scale(highest: float, lowest: float, *, log: bool = False) -> Scale:
    """Return an axis that holds counts up to `highest`; `lowest` is the least above zero.

    On a logarithmic axis the lowest power of ten is half of a step above the bottom, so that a bar
    of that height is seen.
    """
    return _log(highest, lowest) if log else _linear(highest)


def _linear(highest: float) -> Scale:
    if highest <= 0:
        return Scale(0, 1, ((0, "0"), (1, "1")))
    step = nice_step(highest, MOST_TICKS)
    count = max(math.ceil(highest / step - 1e-9), 1)
    ticks = [number * step for number in range(count + 1)]
    return Scale(0, ticks[-1], tuple((tick, number_words(tick)) for tick in ticks))


def _log(highest: float, lowest: float) -> Scale:
    if highest <= 0:
        return Scale(0.5, 10, ((1, "1"), (10, "10")), log=True)
    first = math.floor(math.log10(lowest) + 1e-9)
    last = max(math.ceil(math.log10(highest) - 1e-9), first + 1)
    ticks = [10.0**power for power in range(first, last + 1)]
    top = ticks[-1] if highest > ticks[-1] / 2 or len(ticks) == 2 else ticks[-1] / 2
    kept = tuple((tick, number_words(tick)) for tick in ticks if tick <= top)
    return Scale(ticks[0] / 2, top, kept, log=True)


def nice_step(highest: float, most: int) -> float:
    """Return the least round step with which at most `most` steps reach `highest`; 1 or more."""
    power = 10.0 ** math.floor(math.log10(max(highest / most, 1)))
    steps = (nice * power * ten for ten in (1, 10) for nice in NICE_STEPS)
    whole = (step for step in steps if step == int(step))
    return next(step for step in whole if step * most >= highest - 1e-9)


def unit_ticks(
    units: Sequence[str], unit: str, room: float, width: Callable[[str], float]
) -> list[tuple[int, str]]:
    """Return the units that are labelled, with labels that do not touch.

    Years are those that a round number divides; quarters and months are labelled by their year
    where one label a year fits, and only then.

    Args:
        units: 2013, 2013-Q3 or 2013-07, in order.
        unit: "year", "quarter" or "month".
        room: the width of the axis, in points.
        width: measures a label, in points.
    """
    pitch = room / max(len(units), 1)
    numbers = [unit_number(label, unit) for label in units]
    for step in _STEPS[unit]:
        chosen = [
            (index, _words(label, unit, step))
            for index, (label, number) in enumerate(zip(units, numbers, strict=True))
            if number is not None and number % step == 0
        ]
        if chosen and _apart(chosen, pitch, width):
            return chosen
    return [(0, units[0])] if units else []


def _words(label: str, unit: str, step: int) -> str:
    return label[:4] if step >= PER_YEAR[unit] else label


def _apart(chosen: Sequence[tuple[int, str]], pitch: float, width: Callable[[str], float]) -> bool:
    widths = {label: width(label) for _, label in chosen}
    gap = width("0")
    return all(
        (b - a) * pitch >= (widths[one] + widths[two]) / 2 + gap
        for (a, one), (b, two) in pairwise(chosen)
    )


def position(index: int, day: date, unit: str) -> float:
    """Return where a day lies on an axis on which unit `index` is centred at `index`."""
    months = MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    after = first.month + months
    last = date(first.year + (after > 12), (after - 1) % 12 + 1, 1) if first.year < 9999 else day
    part = (day - first).days / max((last - first).days, 1)
    return index - 0.5 + part


def frame(axes: Axes, scale: Scale, units: int, ticks: Sequence[int]) -> None:
    """Set the limits and the ticks of a plot of so many units; labels are drawn on the page."""
    axes.set_xlim(-0.5, units - 0.5)
    axes.set_yscale("log" if scale.log else "linear")
    axes.set_ylim(scale.bottom, scale.top)
    axes.patch.set_visible(False)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_linewidth(0.7)
    axes.spines["bottom"].set_zorder(3)
    axes.set_xticks(ticks, [""] * len(ticks))
    axes.set_yticks([tick for tick, _ in scale.ticks], [""] * len(scale.ticks))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.tick_params(axis="x", length=2.5, width=0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=RULES, linewidth=0.5, zorder=0.5)
    axes.set_axisbelow(True)


def count_labels(
    sheet: Sheet, scale: Scale, left: float, bottom: float, height: float, size: float
) -> None:
    """Write the counts beside a plot whose lower left corner and height are given."""
    for value, label in scale.ticks:
        up = _share(value, scale) * height
        sheet.text(left - 3.5, bottom - up - size * LEADING * 0.55, label, size, ha="right")


def _share(value: float, scale: Scale) -> float:
    """Return how high on the axis a value stands, from 0 to 1."""
    bottom, top = scale.bottom, scale.top
    if scale.log:
        value, bottom, top = (log10(one) for one in (value, bottom, top))
    return (value - bottom) / (top - bottom)
