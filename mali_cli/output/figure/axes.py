"""The axes of a plot: a light frame, and the labels of its counts."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from .page import LEADING, RULES, Sheet
from .ticks import Scale


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
