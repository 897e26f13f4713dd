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
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from ...words import showing
from ..chart_picture import position
from ..pictures import LOW_TO_HIGH, ChartPicture, Count, Panel, Series
from .page import DARK, LEADING, POINTS, RULES, SHADE, Looks, shortened
from .phases import edges, spread
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
ROW_OF_ZEROS = 5.0
"""The height of a row of zeros on a logarithmic scale, in points."""


def entries(picture: ChartPicture, styles: Mapping[str, Looks]) -> list[tuple[Artist, str]]:
    """Return a sample of all that is drawn, with what it stands for."""
    every = [series for panel in picture.panels for series in panel.series]
    found: list[tuple[Artist, str]] = [
        (_sample(picture, style), name)
        for name, style in styles.items()
        if name and not picture.named_at_ends
    ]
    if any(series.high for series in every):
        name = RANGES.get(picture.range_name, picture.range_name)
        colour = next(iter(styles.values())).colour
        band = Patch(facecolor=colour, alpha=BAND, linewidth=0)
        found.append((band if picture.lines else Line2D([], [], **WHISKER), name))
    if any(list(gaps(stack(panel.series))) for panel in picture.panels):
        found.append((Patch(**GAP), picture.gap_name))
    if picture.log and any(zeros(panel, picture) for panel in picture.panels):
        found += _zero_entries(picture, styles)
    return found


def _zero_entries(
    picture: ChartPicture, styles: Mapping[str, Looks]
) -> Iterator[tuple[Artist, str]]:
    """Give the sign of a zero, of several lines each its own, with whose it is."""
    names = zero_names(picture)
    if not any(names):
        yield Line2D([], [], **ZERO), str(showing.NO_PLACE())
        return
    for number, name in enumerate(names):
        said = showing.ZERO_OF if number else showing.FIRST_ZERO_OF
        yield Line2D([], [], **_zero_sign(styles[name])), str(said(name=name))


def zero_names(picture: ChartPicture) -> list[str]:
    """Return the names of the lines that are zero somewhere, in the order of the legend."""
    every = [series for panel in picture.panels for series in panel.series]
    return list(dict.fromkeys(series.name for series in every if 0 in series.values))


def rows_of_zeros(picture: ChartPicture) -> int:
    """Return how many rows the zeros of a chart take below its logarithmic axis of counts."""
    return len(zero_names(picture)) if picture.log else 0


def _zero_sign(style: Looks) -> dict[str, Any]:
    return {**ZERO, "marker": style.sign, "markeredgecolor": style.colour, "markeredgewidth": 0.8}


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
        _zeros(axes, panel, picture, styles)


def _zeros(axes: Axes, panel: Panel, picture: ChartPicture, styles: Mapping[str, Looks]) -> None:
    """Draw zeros at the foot of a plot: those of each of several lines on a row of their own."""
    names = zero_names(picture)
    for series in panel.series:
        where = [index for index, value in enumerate(series.values) if value == 0]
        if not where:
            continue
        row = names.index(series.name)
        up = (0.5 + row) * ROW_OF_ZEROS / POINTS
        place = blended_transform_factory(
            axes.transData,
            axes.transAxes + ScaledTranslation(0, up, axes.figure.dpi_scale_trans),
        )
        sign = _zero_sign(styles[series.name]) if series.name else ZERO
        axes.plot(where, [0.0] * len(where), transform=place, clip_on=False, zorder=4, **sign)


AWAY = 9.0
"""How far from a plot the names of its lines begin, in points: their signs stand before them."""


def name_ends(
    axes: Axes,
    panel: Panel,
    styles: Mapping[str, Looks],
    height: float,
    size: float,
    room: float,
) -> None:
    """Write the names of lines right of a plot where they end, so that none touches another.

    Args:
        axes: the plot, with its axis of counts.
        panel: what is drawn.
        styles: the looks of each series.
        height: of the plot, in points.
        size: of the text, in points.
        room: for the names, in points.
    """
    ends = sorted((_end(axes, series.values) * height, series.name) for series in panel.series)
    step = size * LEADING
    places = spread([y for y, _ in ends], [step] * len(ends), -step / 2, height + step / 2, 0.0)
    for (_, name), y in zip(ends, places or [y for y, _ in ends], strict=True):
        style = styles[name]
        at: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
        text = shortened(name, size, room)
        axes.annotate(text, (1, y / height), (AWAY, 0), va="center", fontsize=size, **at)
        sign = axes.transAxes + ScaledTranslation(AWAY / 2 / POINTS, 0, axes.figure.dpi_scale_trans)
        looks: dict[str, Any] = {"color": style.colour, "marker": style.sign, "markersize": 3.2}
        axes.plot(1, y / height, linestyle="", transform=sign, clip_on=False, **looks)


def _end(axes: Axes, values: Sequence[Count]) -> float:
    """Return how high the last value of a line is, in heights of the plot."""
    low, high = axes.get_ylim()
    last = next((value for value in reversed(values) if value is not None), 0.0)
    if axes.get_yscale() != "log":
        return last / high
    whole = math.log10(high) - math.log10(low)
    return max((math.log10(last) - math.log10(low)) / whole, 0.0) if last else 0.0


def _background(axes: Axes, panel: Panel, picture: ChartPicture) -> None:
    places = edges(panel.spans)
    for number, (start, end) in enumerate(places):
        if number % 2:
            axes.axvspan(start, end, facecolor=SHADE, linewidth=0, zorder=0)
    ends = {*_ends_of_data(places, stack(panel.series))}
    days = [position(one.index, one.day, picture.unit) for one in picture.markers]
    for x in sorted({x for pair in places for x in pair} - ends):
        if not any(abs(x - day) < SAME_PLACE for day in days):
            axes.axvline(x, color=RULES, linewidth=0.6, zorder=0.6)
    for start, end in gaps(stack(panel.series)):
        axes.axvspan(start - 0.5, end + 0.5, zorder=0.7, **GAP)
    for x in days:
        axes.axvline(x, color=DARK, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1.5)


def _ends_of_data(
    places: Sequence[tuple[float, float]], values: Sequence[Count]
) -> Iterator[float]:
    """Give the ends of the phases beyond which there are no data: they part nothing."""
    for x, beyond in ((min(places)[0], -1), (max(places)[1], 1)) if places else ():
        unit = round(x - beyond * SAME_PLACE) + beyond
        if not 0 <= unit < len(values) or values[unit] is None:
            yield x


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
