"""Figures of maps, and the ranks beside or under them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullLocator

from ...words.phrases import figure
from ..pictures import MapPanel, MapPicture, RankedRegion, amount
from .land import (
    DOT,
    cell_size,
    cells,
    draw_cells,
    draw_countries,
    draw_dots,
    draw_land,
    draw_names,
    radius,
    ratio,
    round_samples,
)
from .page import FAINT, LEADING, FigurePage, columns, shortened, widest, width, wrap
from .sizes import Size
from .words import degrees, sums_words

BAR = "#D55E00"
MOST_RANKS = 12
STEP = 1.75
"""From one bar to the next, in sizes of the text."""
LARGEST_DOT, MOST_POINTS = 0.045, 16.0
"""The radius of the largest dot: in widths of a map, and at most in points."""
RANKS_BESIDE = 0.3
"""The part of the page that the ranking takes beside a single map."""
HEADED = 0.9
"""The part of the room of a map that its heading takes at most."""
HIGHEST = 0.95
"""A map is at most so many times as high as the page is wide."""


def draw_map(page: FigurePage, picture: MapPicture, size: Size) -> None:
    """Draw the maps with their rankings, and the legend of sizes or of colours."""
    if not picture.panels:
        return
    (west, south, east, north), small = picture.bounds, max(size.text * 0.85, 6.0)
    across = columns(len(picture.panels), size.columns)
    maps, ranks = _grid(page, picture, across, beside=size.columns > 2)
    for number, (axes, panel) in enumerate(zip(maps, picture.panels, strict=True)):
        draw_land(axes, picture)
        axes.tick_params(labelsize=small, labelleft=number % across == 0)
        _label_degrees(axes.yaxis, south, north, "NS", 5)
        _set_heading(axes, panel, picture.measure, size.text, page.width / across * HEADED)
    page.lay_out()
    wide = page.box(maps[0]).width
    for axes in maps:
        longest = "000° W" if east - west >= 5 else "000.00° W"
        most = int(wide / (1.6 * width(longest, small)))
        _label_degrees(axes.xaxis, west, east, "EW", max(most, 2))
    _draw_counts(page, maps, picture, wide)
    high = min(wide * ratio(picture.bounds), HIGHEST * page.width / across)
    rows = _draw_ranks(page, picture, ranks, high, small) * -(-len(maps) // across)
    page.stretch(maps[0], high, rows)
    for axes in maps:
        axes.apply_aspect()
        draw_countries(axes, picture, small, draw_names(axes, picture.places, small))


def _grid(
    page: FigurePage, picture: MapPicture, across: int, *, beside: bool
) -> tuple[list[Axes], list[Axes]]:
    """Return a map for each panel, and the rankings beside a single one or under each."""
    count = len(picture.panels)
    ranked = any(panel.ranks for panel in picture.panels)
    if ranked and beside and count == 1:
        both = page.figure.subplots(1, 2, width_ratios=(1 - RANKS_BESIDE, RANKS_BESIDE))
        return [both[0]], [both[1]]
    parts = 2 if ranked else 1
    grid = page.figure.subplots(-(-count // across) * parts, across, squeeze=False)
    found = [list(grid[part::parts].flat) for part in range(parts)]
    for spare in (axes for part in found for axes in part[count:]):
        spare.remove()
    return found[0][:count], found[1][:count] if ranked else []


def _set_heading(axes: Axes, panel: MapPanel, measure: str, size: float, room: float) -> None:
    """Write over one of several maps what it is of, and in faint lines its days and its sums."""
    if not panel.name:
        return
    small = max(size * 0.88, 6.0)
    said = [*wrap(panel.days, small, room), *wrap(sums_words(panel, measure), small, room)]
    lines = [line for line in said if line]
    points: dict[str, Any] = {"xycoords": "axes fraction", "textcoords": "offset points"}
    axes.annotate(
        *("\n".join(lines), (0, 1), (0, 3)), **points, va="bottom", fontsize=small, color=FAINT
    )
    axes.set_title(
        shortened(panel.name, size * 1.1, room, bold=True), pad=len(lines) * small * LEADING + 4
    )


def _label_degrees(axis: Axis, low: float, high: float, sides: str, most: int) -> None:
    """Label up to so many round degrees; more where none of so few lies inside."""
    steps = (1, 2, 5, 10) if high - low < 90 else (1, 1.5, 3, 4.5, 6, 9, 10)
    inside: list[float] = []
    while not inside:
        ticks = MaxNLocator(most, steps=steps).tick_values(low, high)
        inside = [float(tick) for tick in ticks if low <= tick <= high]
        most += 1
    decimals = next(d for d in range(5) if all(abs(round(x, d) - x) < 1e-6 for x in inside))
    axis.set_ticks(inside, labels=[degrees(tick, sides, decimals) for tick in inside])


def _draw_counts(page: FigurePage, maps: Sequence[Axes], picture: MapPicture, wide: float) -> None:
    """Draw dots or cells, all on one scale, and say under the maps what they stand for."""
    measure = picture.measure
    if not picture.density:
        dots = [amount(dot, measure) for panel in picture.panels for dot in panel.dots]
        highest, largest = max(dots, default=0.0), min(LARGEST_DOT * wide, MOST_POINTS)
        for axes, panel in zip(maps, picture.panels, strict=True):
            draw_dots(axes, panel, measure, highest, largest)
        _sizes_legend(page, maps[0], measure, highest, largest)
        return
    cell = cell_size(picture.bounds)
    grids = [cells(panel.dots, measure, cell) for panel in picture.panels]
    highest = max((number for grid in grids for number in grid.values()), default=0.0)
    drawn = [draw_cells(axes, grid, cell, highest) for axes, grid in zip(maps, grids, strict=True)]
    specs = [(axes, axes.get_subplotspec()) for axes in page.figure.axes]
    lowest = [axes for axes, spec in specs if spec and spec.is_last_row()]
    bar = page.figure.colorbar(
        drawn[0], ax=lowest, location="bottom", shrink=0.4, aspect=30, anchor=(0.0, 0.0)
    )
    bar.ax.xaxis.set(
        major_formatter=FuncFormatter(lambda value, _: figure(value)),
        minor_locator=NullLocator(),
    )
    bar.outline.set_visible(False)
    if bar.solids:
        bar.solids.set(rasterized=False, edgecolor="face")
    bar.set_label(f"{measure} in a cell of {cell:g}°", color=FAINT)


def _sizes_legend(
    page: FigurePage, axes: Axes, measure: str, highest: float, largest: float
) -> None:
    """Show dots of round counts with what they stand for."""
    samples = round_samples(highest)
    sizes = [2 * radius(value, highest, largest) for value in samples]
    labels = [figure(round(value, 1)) for value in samples]
    words = f"{measure} at one place (areas)" if samples else f"no {measure} at any place"
    half = max([page.text, *sizes]) / 2 / page.text
    high = half / 0.35 - 0.3  # of which Matplotlib puts half - 0.35 under the line of the text
    taken = (len(sizes) + 1) * (2 * half + 2.1) * page.text + sum(
        width(x, page.text) for x in labels
    )
    legend = page.legend_below(
        [axes.scatter([], [], s=size**2, **DOT) for size in (*sizes, 0.0)],
        [*labels, "\n".join(wrap(words, page.text, page.width - taken))],
        scatterpoints=1,
        scatteryoffsets=[0.35 / (high - half + 0.35)],
        handlelength=2 * half,
        handleheight=high,
    )
    legend.get_texts()[-1].set_color(FAINT)


def _draw_ranks(
    page: FigurePage, picture: MapPicture, ranks: Sequence[Axes], high: float, size: float
) -> float:
    """Draw the rankings; return how many heights of a map one takes with its ranking."""
    if not ranks:
        return 1.0
    most = min(max(len(panel.ranks) for panel in picture.panels), MOST_RANKS)
    spec = ranks[0].get_subplotspec()
    assert spec is not None
    grid = spec.get_gridspec()
    beside = grid.nrows == 1
    room = high if beside else (most + 1) * STEP * size
    wide, slots = page.box(ranks[0]).width, room / (STEP * size)
    every = [rank for panel in picture.panels for rank in panel.ranks[:MOST_RANKS]]
    scale = _rank_scale(every, picture.measure, wide, size)
    for axes, panel in zip(ranks, picture.panels, strict=True):
        axes.set_axis_off()
        if panel.ranks:
            _rank(axes, panel.ranks, picture.measure, scale, size, slots)
    if beside:
        return 1.0
    grid.set_height_ratios([high, room] * (grid.nrows // 2))
    return 1 + room / high


class _RankScale(NamedTuple):
    """What rankings share: the ends of the axis, names left of zero, and the room of a name."""

    left: float
    end: float
    names: float


def _rank_scale(
    ranks: Sequence[RankedRegion], measure: str, wide: float, size: float
) -> _RankScale:
    """Return one scale for rankings of a width, in points, so that their bars can be compared."""
    room = wide * 0.45
    amounts = [amount(rank, measure) for rank in ranks]
    names = [shortened(rank.name, size, room) for rank in ranks]
    left, right = (
        widest(texts, size) + size * 0.6 for texts in (names, [figure(value) for value in amounts])
    )
    largest = max(amounts) or 1.0
    unit = largest / max(wide - left - right, 1.0)
    return _RankScale(-left * unit, largest + right * unit, room)


def _rank(
    axes: Axes,
    ranks: Sequence[RankedRegion],
    measure: str,
    scale: _RankScale,
    size: float,
    slots: float,
) -> None:
    """Draw a bar for each region, the first at the top, with its name and its count.

    The names stand in the plot: as labels of its axis they would move the map over it.
    """
    shown = ranks[:MOST_RANKS]
    amounts = [amount(rank, measure) for rank in shown]
    bars = axes.barh(range(len(shown)), amounts, height=0.5, color=BAR)
    axes.bar_label(bars, [figure(value) for value in amounts], padding=size * 0.5, fontsize=size)
    for place, rank in enumerate(shown):
        name = shortened(rank.name, size, scale.names)
        axes.text(scale.left, place, name, va="center_baseline", fontsize=size)
    axes.text(scale.left, -1, f"{measure} by region", color=FAINT, va="center", fontsize=size)
    axes.set(xlim=(scale.left, scale.end), ylim=(slots - 1.5, -1.5))
