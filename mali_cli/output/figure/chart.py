"""A chart as a figure: one plot or several on one scale, with legend, phases and axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator
from matplotlib.transforms import ScaledTranslation

from ...model.units import PER_YEAR, unit_number
from ...words import showing
from ...words.phrases import figure
from ..chart_picture import position
from ..pictures import ChartPicture, Panel
from ..text import clean
from .page import FAINT, INK, MM, POINTS, FigurePage, columns, looks, shortened, widest, width, wrap
from .phases import band_height, bands, draw_band, draw_marks
from .series import ROW_OF_ZEROS, draw_series, entries, name_ends, rows_of_zeros, whole
from .sizes import Size

FEWEST_UNITS = 5
"""An axis has room for at least so many bars, so that one bar does not fill it."""
HEIGHTS = (1.0, 0.75, 0.6)
"""How high a plot is of one, two or three beside each other."""
MOST_OF_NAMES, MOST_OF_ZEROS = 0.3, 0.4
"""How much of the width names at the ends of lines take at most, and of the height zeros."""
STEPS = {
    "year": (1, 2, 5, 10, 20, 25, 50, 100),
    "quarter": (1, 2, 4, 8, 20, 40, 80),
    "month": (1, 3, 6, 12, 24, 60, 120, 240),
}
"""Of so many units one is labelled."""


def draw_chart(page: FigurePage, picture: ChartPicture, size: Size) -> None:
    """Draw the legend, the plots and the key of the phases."""
    if not picture.units or not picture.panels:
        page.above(str(showing.NO_ROWS()), size.text)
        return
    apart = picture.apart
    panels = [panel for one in apart for panel in one.panels]
    across = 1 if picture.beside else columns(len(panels), size.columns)
    rows = -(-len(panels) // across)
    height = size.plot * MM * HEIGHTS[min(across, 3) - 1]
    slots = max(len(picture.units), FEWEST_UNITS)
    plots = _plots(page, len(panels), rows, across, one_scale=len(apart) == 1)
    plots[0].set_xlim(-0.5, slots - 0.5)
    unit = page.below(picture.unit.capitalize(), size.text)
    unit.set_horizontalalignment("center")
    of_each = [plots] if len(apart) == 1 else [[axes] for axes in plots]
    bottoms = [_set_counts(axes, one, height) for axes, one in zip(of_each, apart, strict=True)]
    styles = looks([series for panel in panels for series in panel.series])
    for plot, panel in zip(plots, panels, strict=True) if picture.named_at_ends else ():
        name_ends(plot, panel, styles, height, size.text, page.width / across * MOST_OF_NAMES)
    upwards = plots[rows // 2 * across].yaxis.label if len(apart) == 1 else None
    room = rows * height / len(apart)
    for one, axes in zip(apart, of_each, strict=True):
        label = upwards or axes[0].yaxis.label
        label.set(text="\n".join(wrap(one.y_label, size.text, room)), color=FAINT)
    page.lay_out()
    pitch = plots[0].bbox.width / slots
    for one, own, bottom in zip(apart, of_each, bottoms, strict=True):
        for plot, panel in zip(own, one.panels, strict=True):
            draw_series(plot, panel, one, bottom, styles, pitch)
            for mark in (*plot.patches, *plot.lines, *plot.collections):
                mark.set_in_layout(False)  # they lie inside, and to measure them takes long
    samples = {name: sample for one in apart for sample, name in entries(one, styles)}
    page.legend([(sample, name) for name, sample in samples.items()])
    _set_units(page.figure, plots, picture, pitch, size.text)
    for text in _draw_phases(plots, picture, panels, pitch, slots, size.text):
        page.below(text, size.text, color=INK, gap=size.text * 0.3)
    page.stretch(plots[0], height, rows)
    boxes = [page.box(axes) for axes in plots]
    unit.set_x((boxes[0].x0 + max(box.x1 for box in boxes)) / 2)
    if upwards and rows % 2 == 0:
        upwards.set_y(1 + (boxes[0].y0 - boxes[across].y1) / height / 2)


def _plots(page: FigurePage, count: int, rows: int, across: int, *, one_scale: bool) -> list[Axes]:
    """Return a plot for each panel, all with the same axes, or with the same one of time only."""
    made = page.figure.subplots(rows, across, sharex=True, sharey=one_scale, squeeze=False)
    grid = list(made.flat)
    for spare in grid[count:]:
        spare.remove()
    for axes in grid[:count]:
        axes.tick_params("x", labelbottom=True)
    return grid[:count]


def _set_counts(plots: Sequence[Axes], picture: ChartPicture, height: float) -> float:
    """Set one axis of counts, which holds every bar, stack and range; return where it begins.

    On a logarithmic axis the lowest power of ten is half of a step above the bottom, or so far that
    there is a row for the zeros of each line.
    """
    axes, values = plots[0], list(_values(picture))
    highest = max([1.0, *values])
    words = FuncFormatter(lambda value, _: figure(value))
    if not picture.log:
        counts = MaxNLocator(nbins=6, steps=(1, 2, 2.5, 5, 10), integer=True)
        axes.set_ylim(0, counts.tick_values(0, highest)[-1])
        axes.yaxis.set(major_locator=counts, major_formatter=words)
        return 0.0
    least = max(min((value for value in values if value > 0), default=1.0), 1.0)
    first, last = math.floor(math.log10(least) + 1e-9), math.ceil(math.log10(highest) - 1e-9)
    top = 10.0 ** max(last, first + 1)
    part = min(rows_of_zeros(picture) * ROW_OF_ZEROS / height, MOST_OF_ZEROS)
    below = (math.log10(top) - first) * part / (1 - part)
    bottom = 10.0 ** (first - max(below, math.log10(2)))
    axes.set_yscale("log")
    axes.set_ylim(bottom, top / 2 if highest <= top / 2 and last > first + 1 else top)
    axes.yaxis.set(major_locator=LogLocator(numticks=20), major_formatter=words)
    axes.yaxis.set_minor_locator(NullLocator())
    return float(bottom)


def _values(picture: ChartPicture) -> Iterator[float]:
    for panel in picture.panels:
        for name in ("values", "low", "high"):
            lines = [getattr(series, name) for series in panel.series]
            for values in lines if picture.lines else [whole(panel.series, name)]:
                yield from (value for value in values if value is not None)


def _set_units(
    page: Figure, plots: Sequence[Axes], picture: ChartPicture, pitch: float, size: float
) -> None:
    """Label units, with labels that do not touch, also where one is moved inside at an end.

    Years are those that a round number divides; quarters and months are labelled by their year
    where one label a year fits, and only then.
    """
    per_year = PER_YEAR[picture.unit]
    first = unit_number(picture.units[0], picture.unit) or 0
    for step in STEPS[picture.unit]:
        shown = {
            index: label[:4] if step >= per_year else label
            for index, label in enumerate(picture.units)
            if (first + index) % step == 0
        }
        wide = widest(list(shown.values()), size)
        ends = [min(shown), len(picture.units) - 1 - max(shown)] if shown else []
        moved = max([0.0, *(wide / 2 - (end + 0.5) * pitch for end in ends)])
        room = step * pitch - max(moved, width("0", size))
        if len(shown) == 1 or (shown and wide <= room):
            break
    else:
        shown = {0: picture.units[0]}
    plots[0].set_xticks(list(shown), list(shown.values()))
    for axes in plots:
        _keep_inside(page, axes, pitch, size)


def _keep_inside(page: Figure, axes: Axes, pitch: float, size: float) -> None:
    """Move a label that would stand out at an end of the axis inside."""
    low, high = axes.get_xlim()
    for tick, label in zip(axes.get_xticks(), axes.get_xticklabels(), strict=True):
        half = width(label.get_text(), size) / 2 / pitch
        beyond = max(low - (tick - half), 0.0) + min(high - (tick + half), 0.0)
        if beyond:
            moved = ScaledTranslation(beyond * pitch / POINTS, 0, page.dpi_scale_trans)
            label.set_transform(label.get_transform() + moved)


def _draw_phases(
    plots: Sequence[Axes],
    picture: ChartPicture,
    panels: Sequence[Panel],
    pitch: float,
    slots: int,
    text: float,
) -> list[str]:
    """Draw what stands above the plots: marked days, phases, names; return the key of phases."""
    size = text if len(plots) == 1 else max(text * 0.88, 6.0)
    marks = [
        (clean(marker.label), position(marker.index, marker.day, picture.unit))
        for marker in picture.markers
    ]
    found, key = bands(panels, size, pitch, slots)
    for axes, panel, band in zip(plots, panels, found, strict=True):
        low = draw_marks(axes, marks, size, pitch, slots)
        draw_band(axes, band, low, pitch, size)
        name = shortened(panel.name, text * 1.1, slots * pitch - text, bold=True)
        axes.set_title(name, pad=low + band_height(found, size) + text * 0.6)
    return key
