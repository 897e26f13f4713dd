"""The series of a chart as marks on a figure, and what the legend says of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.path import Path

from ..chart_picture import position
from ..pictures import LOW_TO_HIGH, ChartPicture, Count, Panel, Series
from .page import DARK, RULES, SHADE, Looks
from .phases import edges
from .words import stack

THICK, NARROW = 0.8, 3.0
"""A bar's part of its unit; under so many points from bar to bar there are no hatches or caps."""
SAME_PLACE = 0.05
"""So near to a marked day, in units, the edge of a phase has no line of its own."""
SIGNS_UNTIL = 60
"""Lines over more units have no signs at their points."""
GAP: dict[str, Any] = {
    "facecolor": "#f6f6f6",
    "edgecolor": "#c4c4c4",
    "hatch": "////",
    "linewidth": 0,
}
ZERO: dict[str, Any] = {
    "linestyle": "",
    "marker": "v",
    "markersize": 3.2,
    "markerfacecolor": "none",
    "markeredgecolor": DARK,
    "markeredgewidth": 0.6,
}
"""The sign for a zero on a logarithmic scale."""
_ENDS = [(-0.3, -1), (0.3, -1), (0, -1), (0, 1), (-0.3, 1), (0.3, 1)]
WHISKER: dict[str, Any] = {
    "linestyle": "",
    "marker": Path(_ENDS, [Path.MOVETO, Path.LINETO] * 3),
    "markersize": 7,
    "color": DARK,
    "markeredgewidth": 0.8,
}
"""A sample of an error bar."""
BAND = 0.18
"""How much colour the area between low and high has."""
RANGES = {LOW_TO_HIGH: "from the low to the high estimate"}
NO_PLACE = "0 (it has no place on a logarithmic scale)"


def entries(picture: ChartPicture, styles: Mapping[str, Looks]) -> list[tuple[Artist, str]]:
    """Return a sample of all that is drawn, with what it stands for."""
    every = [series for panel in picture.panels for series in panel.series]
    found: list[tuple[Artist, str]] = [
        (_sample(picture, style), name) for name, style in styles.items() if name
    ]
    if any(series.high for series in every):
        name = RANGES.get(picture.range_name, picture.range_name)
        colour = next(iter(styles.values())).colour
        band = Patch(facecolor=colour, alpha=BAND, linewidth=0)
        found.append((band if picture.lines else Line2D([], [], **WHISKER), name))
    if any(list(gaps(stack(panel.series))) for panel in picture.panels):
        found.append((Patch(**GAP), picture.gap_name))
    if picture.log and any(zeros(panel, picture) for panel in picture.panels):
        found.append((Line2D([], [], **ZERO), NO_PLACE))
    return found


def _sample(picture: ChartPicture, style: Looks) -> Artist:
    if not picture.lines:
        return Patch(facecolor=style.colour, edgecolor="white", hatch=style.hatch, linewidth=0)
    sign = style.sign if len(picture.units) <= SIGNS_UNTIL else ""
    looks = {"color": style.colour, "linestyle": style.dash, "linewidth": 1.3}
    return Line2D([], [], marker=sign, markersize=3.2, **looks)


def draw_series(
    axes: Axes,
    panel: Panel,
    picture: ChartPicture,
    bottom: float,
    styles: Mapping[str, Looks],
    pitch: float,
) -> None:
    """Draw all that is inside a plot.

    Args:
        axes: the plot.
        panel: what is drawn.
        picture: how it is drawn.
        bottom: where the axis of counts begins: above zero on a logarithmic scale.
        styles: the looks of each series.
        pitch: the width of a unit, in points.
    """
    _background(axes, panel, picture)
    if picture.lines:
        for series in panel.series:
            _line(axes, series, styles[series.name], bottom, pitch)
    else:
        _bars(axes, panel, bottom, styles, pitch)
    if picture.log:
        where = zeros(panel, picture)
        axes.plot(where, [bottom * 1.06] * len(where), clip_on=False, zorder=4, **ZERO)


def _background(axes: Axes, panel: Panel, picture: ChartPicture) -> None:
    places = edges(panel.spans)
    for number, (start, end) in enumerate(places):
        if number % 2:
            axes.axvspan(start, end, facecolor=SHADE, linewidth=0, zorder=0)
    ends = {-0.5, len(picture.units) - 0.5}
    days = [position(one.index, one.day, picture.unit) for one in picture.markers]
    for x in sorted({x for pair in places for x in pair} - ends):
        if not any(abs(x - day) < SAME_PLACE for day in days):
            axes.axvline(x, color=RULES, linewidth=0.6, zorder=0.6)
    for start, end in gaps(stack(panel.series)):
        axes.axvspan(start - 0.5, end + 0.5, zorder=0.7, **GAP)
    for x in days:
        axes.axvline(x, color=DARK, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1.5)


def gaps(values: Sequence[Count]) -> Iterator[tuple[int, int]]:
    """Give the runs of units without a value, from the first to the last of each."""
    start = None
    for index, value in enumerate([*values, 0.0]):
        if value is None and start is None:
            start = index
        elif value is not None and start is not None:
            yield start, index - 1
            start = None


def _bars(
    axes: Axes, panel: Panel, bottom: float, styles: Mapping[str, Looks], pitch: float
) -> None:
    count = max((len(series.values) for series in panel.series), default=0)
    below = [0.0] * count
    narrow = pitch * THICK < NARROW
    for series in panel.series:
        style = styles[series.name]
        above = [low + (value or 0.0) for low, value in zip(below, series.values, strict=True)]
        feet = [max(low, bottom) for low in below]
        shown = [i for i, value in enumerate(series.values) if value and above[i] > feet[i]]
        axes.bar(
            shown,
            [above[i] - feet[i] for i in shown],
            bottom=[feet[i] for i in shown],
            width=0.95 if narrow else THICK,
            color=style.colour,
            edgecolor="white",
            linewidth=0,
            hatch="" if narrow else style.hatch,
            zorder=2,
        )
        below = above
    _ranges(axes, panel, bottom, cap=0.0 if narrow else min(0.18 * pitch, 2.2))


def _ranges(axes: Axes, panel: Panel, bottom: float, *, cap: float) -> None:
    """Draw the low and high of each bar, of a stack the sums of those of its parts."""
    sums = (whole(panel.series, name) for name in ("values", "low", "high"))
    ends = [
        (index, max(low, bottom), high)
        for index, (best, low, high) in enumerate(zip(*sums, strict=True))
        if best is not None and low is not None and high
    ]
    axes.errorbar(
        [index for index, *_ in ends],
        [(low + high) / 2 for _, low, high in ends],
        [abs(high - low) / 2 for _, low, high in ends],
        fmt="none",
        ecolor=DARK,
        elinewidth=0.7,
        capsize=cap,
        capthick=0.7,
        zorder=3,
    )


def whole(series: Sequence[Series], name: str) -> list[Count]:
    """Add up the values, or the lows or highs, of series; none where one has none of them."""
    parts: list[Sequence[Count]] = [getattr(one, name) for one in series]
    count = max((len(one.values) for one in series), default=0)
    if not all(parts):
        return [None] * count
    return stack([Series(one.name, tuple(part)) for one, part in zip(series, parts, strict=True)])


def _line(axes: Axes, series: Series, style: Looks, bottom: float, pitch: float) -> None:
    xs = range(len(series.values))
    heights = [_height(value, bottom) for value in series.values]
    if series.low and series.high:
        axes.fill_between(
            xs,
            [max(_height(value, bottom), bottom) for value in series.low],
            [_height(value, bottom) for value in series.high],
            facecolor=style.colour,
            alpha=BAND,
            linewidth=0,
            zorder=1.8,
        )
    with_signs = len(heights) <= SIGNS_UNTIL
    axes.plot(
        xs,
        heights,
        color=style.colour,
        linestyle=style.dash,
        linewidth=1.3,
        marker=style.sign if with_signs else "",
        markersize=min(3.2, pitch * 0.6),
        solid_joinstyle="round",
        zorder=2.5,
    )
    if not with_signs:
        lone = [i for i in xs if _alone(heights, i)]
        axes.plot(
            lone,
            [heights[i] for i in lone],
            color=style.colour,
            linestyle="",
            marker=style.sign,
            markersize=1.6,
            zorder=2.5,
        )


def _height(value: Count, bottom: float) -> float:
    """Return where a value stands; nowhere for a gap, and for zero on a logarithmic scale."""
    if value is None or (bottom and value <= 0):
        return math.nan
    return value


def _alone(heights: Sequence[float], index: int) -> bool:
    around = (heights[i] for i in (index - 1, index + 1) if 0 <= i < len(heights))
    return not math.isnan(heights[index]) and all(math.isnan(value) for value in around)


def zeros(panel: Panel, picture: ChartPicture) -> list[int]:
    """Return the units that are zero: in any line, or in all bars of a stack."""
    sets = [one.values for one in panel.series] if picture.lines else [stack(panel.series)]
    return sorted({i for values in sets for i, value in enumerate(values) if value == 0})
