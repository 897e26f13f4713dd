"""The series of a chart as marks on a figure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from matplotlib.axes import Axes

from ..pictures import ChartPicture, Panel, Series, Value
from ..text import clean
from .axes import Scale, position
from .page import FAINT, LEADING, RULES, SHADE, Ruler, Sheet
from .phases import Label, draw_lines, edges, placed
from .style import DARK, GAP_COLOUR, GAP_HATCH, GAP_LINES, Looks
from .words import stack

FOOT = 4.0
"""The room between the words and the plot, in points."""


class Marks:
    """The words for the marked days of a chart: measured when made."""

    def __init__(
        self, ruler: Ruler, picture: ChartPicture, size: float, width: float, units: int
    ) -> None:
        self._ruler, self._size, self._width = ruler, size, width
        self._pitch = width / units
        self._words = [clean(marker.label) for marker in picture.markers]
        self._places = [position(m.index, m.day, picture.unit) for m in picture.markers]
        labels = [
            Label((text,), place, place, bold=False)
            for text, place in zip(self._words, self._places, strict=True)
        ]
        self._line = placed(ruler, labels, size, width, units)
        rows = 1 if self._line else len(labels)
        self.height = rows * size * LEADING + FOOT if labels else 0.0

    def draw(self, sheet: Sheet, left: float, plot: float) -> None:
        """Write the words above a plot whose top left corner is given."""
        if not self._line:
            self._draw_rows(sheet, left, plot)
            return
        for label, x in zip(self._line.labels, self._line.xs, strict=True):
            foot = left + (label.start + 0.5) * self._pitch
            sheet.line((foot, left + x), (plot, plot - FOOT), color=FAINT, linewidth=0.5)
            draw_lines(sheet, label, left + x, plot - FOOT, self._size)

    def _draw_rows(self, sheet: Sheet, left: float, plot: float) -> None:
        step, middle = self._size * LEADING, self._width / 2
        feet = [(place + 0.5) * self._pitch for place in self._places]
        for row, number in enumerate(
            sorted(range(len(feet)), key=lambda i: _turn(feet[i], middle))
        ):
            x, late = feet[number], feet[number] > middle
            above = plot - FOOT / 2 - (row + 1) * step
            text = self._cut(self._words[number], x if late else self._width - x)
            sheet.line((left + x,) * 2, (above + step * 0.2, plot), color=FAINT, linewidth=0.5)
            side = "right" if late else "left"
            sheet.text(
                left + x + (-2 if late else 2), above, text, self._size, ha=side, color=FAINT
            )

    def _cut(self, text: str, room: float) -> str:
        lines = self._ruler.wrap(text, self._size, room - 2 * self._size)
        return lines[0] + (" …" if len(lines) > 1 else "")


def _turn(place: float, middle: float) -> tuple[bool, float]:
    """Order the words from below, so that no line crosses the words of another.

    Words lie towards the middle: over early days the latest is lowest, over late ones the first.
    """
    late = place > middle
    return late, place if late else -place


THICK, NARROW = 0.8, 3.0
"""A bar's part of its unit; under so many points from bar to bar there are no hatches or caps."""
SIGNS_UNTIL = 60
"""Lines over more units have no signs at their points."""
ZERO_SIGN = "v"


def draw_series(
    axes: Axes,
    panel: Panel,
    picture: ChartPicture,
    scale: Scale,
    styles: Mapping[str, Looks],
    pitch: float,
) -> None:
    """Draw all that is inside a plot; `pitch` is the width of a unit in points."""
    _background(axes, panel, picture)
    if picture.lines:
        for series in panel.series:
            _line(axes, series, styles[series.name], scale, pitch)
    else:
        _bars(axes, panel, scale, styles, pitch)
    if scale.log:
        _zeros(axes, panel, picture, scale)


def _background(axes: Axes, panel: Panel, picture: ChartPicture) -> None:
    places = edges(panel.spans)
    for number, (start, end) in enumerate(places):
        if number % 2:
            axes.axvspan(start, end, facecolor=SHADE, linewidth=0, zorder=0)
    ends = {-0.5, len(picture.units) - 0.5}
    for x in sorted({x for pair in places for x in pair} - ends):
        axes.axvline(x, color=RULES, linewidth=0.6, zorder=0.6)
    for start, end in gaps(stack(panel.series)):
        axes.axvspan(
            *(start - 0.5, end + 0.5),
            facecolor=GAP_COLOUR,
            edgecolor=GAP_LINES,
            hatch=GAP_HATCH,
            linewidth=0,
            zorder=0.7,
        )
    for marker in picture.markers:
        x = position(marker.index, marker.day, picture.unit)
        axes.axvline(x, color=DARK, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1.5)


def gaps(values: Sequence[Value]) -> Iterator[tuple[int, int]]:
    """Give the runs of units without a value, from the first to the last of each."""
    start = None
    for index, value in enumerate([*values, 0.0]):
        if value is None and start is None:
            start = index
        elif value is not None and start is not None:
            yield start, index - 1
            start = None


def _bars(
    axes: Axes, panel: Panel, scale: Scale, styles: Mapping[str, Looks], pitch: float
) -> None:
    count = max((len(series.values) for series in panel.series), default=0)
    below = [0.0] * count
    narrow = pitch * THICK < NARROW
    for series in panel.series:
        style = styles[series.name]
        above = [low + (value or 0.0) for low, value in zip(below, series.values, strict=True)]
        feet = [max(low, scale.bottom) for low in below]
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
    _ranges(axes, panel, scale, pitch)


def _ranges(axes: Axes, panel: Panel, scale: Scale, pitch: float) -> None:
    """Draw the low and high of each bar, of a stack the sums of those of its parts."""
    low, best, high = (whole(panel.series, name) for name in ("low", "values", "high"))
    for index, (one, middle, two) in enumerate(zip(low, best, high, strict=True)):
        if one is None or two is None or middle is None or not two:
            continue
        ends = (max(one, scale.bottom), two)
        axes.plot((index, index), ends, color=DARK, linewidth=0.7, zorder=3)
        if pitch * THICK >= NARROW:
            for end in ends:
                cap = min(0.18, 2.2 / pitch)
                axes.plot(
                    (index - cap, index + cap), (end, end), color=DARK, linewidth=0.7, zorder=3
                )


def whole(series: Sequence[Series], name: str) -> list[Value]:
    """Add up the values, or the lows or highs, of series; none where one has none of them."""
    parts: list[Sequence[Value]] = [getattr(one, name) for one in series]
    count = max((len(one.values) for one in series), default=0)
    if not all(parts):
        return [None] * count
    return stack([Series(one.name, tuple(part)) for one, part in zip(series, parts, strict=True)])


def _line(axes: Axes, series: Series, style: Looks, scale: Scale, pitch: float) -> None:
    xs = range(len(series.values))
    heights = [_height(value, scale) for value in series.values]
    if series.low and series.high:
        axes.fill_between(
            xs,
            [max(_height(value, scale), scale.bottom) for value in series.low],
            [_height(value, scale) for value in series.high],
            facecolor=style.colour,
            alpha=0.18,
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


def _height(value: Value, scale: Scale) -> float:
    """Return where a value stands; nowhere for a gap, and for zero on a logarithmic scale."""
    if value is None or (scale.log and value <= 0):
        return math.nan
    return value


def _alone(heights: Sequence[float], index: int) -> bool:
    around = (heights[i] for i in (index - 1, index + 1) if 0 <= i < len(heights))
    return not math.isnan(heights[index]) and all(math.isnan(value) for value in around)


def zeros(panel: Panel, picture: ChartPicture) -> list[int]:
    """Return the units that are zero: in any line, or in all bars of a stack."""
    sets = [one.values for one in panel.series] if picture.lines else [stack(panel.series)]
    return sorted({i for values in sets for i, value in enumerate(values) if value == 0})


def _zeros(axes: Axes, panel: Panel, picture: ChartPicture, scale: Scale) -> None:
    where = zeros(panel, picture)
    axes.plot(
        where,
        [scale.bottom * 1.06] * len(where),
        linestyle="",
        marker=ZERO_SIGN,
        markersize=3.2,
        markerfacecolor="none",
        markeredgecolor=DARK,
        markeredgewidth=0.6,
        clip_on=False,
        zorder=4,
    )
