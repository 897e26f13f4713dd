"""Figures of maps, and the ranks beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..pictures import MapPanel, MapPicture, Rank
from .frame import cell_size, cells, degree_ticks, frame_of
from .land import Shades, Sizes, draw_cells, draw_dots, draw_land, names
from .legend import shades_legend, sizes_legend
from .page import FAINT, INK, LEADING, MARGIN, MM, Block, Ruler, Sheet
from .words import amount, number_words

if TYPE_CHECKING:
    from .sizes import Size

BAR = "#D55E00"
MOST_RANKS = 12
STEP = 1.75
"""From one bar to the next, in sizes of the text."""


def ranks_height(count: int, size: float) -> float:
    """Return the height of a ranking of so many regions."""
    return (min(count, MOST_RANKS) * STEP + 2) * size


def draw_ranks(
    sheet: Sheet,
    ruler: Ruler,
    ranks: Sequence[Rank],
    measure: str,
    left: float,
    top: float,
    width: float,
    size: float,
) -> None:
    """Draw a bar for each region, the first at the top."""
    shown = ranks[:MOST_RANKS]
    sheet.text(left, top, f"{measure} by region", size, color=FAINT)
    names = [_short(ruler, rank.name, size, width * 0.45) for rank in shown]
    counts = [number_words(amount(rank, measure)) for rank in shown]
    start = left + ruler.widest(names, size) + size * 0.6
    room = left + width - start - ruler.widest(counts, size) - size * 0.6
    highest = max((amount(rank, measure) for rank in shown), default=0.0) or 1.0
    for number, (rank, name, count) in enumerate(zip(shown, names, counts, strict=True)):
        line = top + (number * STEP + 1.6) * size
        long = max(room, 0.0) * amount(rank, measure) / highest
        sheet.text(left, line, name, size)
        thick = size * 0.85
        inset = (size * LEADING - thick) / 2
        sheet.box(start, line + inset, long, thick, facecolor=BAR, linewidth=0)
        sheet.text(start + long + size * 0.5, line, count, size)


def _short(ruler: Ruler, name: str, size: float, room: float) -> str:
    lines = ruler.wrap(name, size, room)
    return lines[0] + ("…" if len(lines) > 1 else "")


LARGEST_DOT, MOST_POINTS = 0.045, 16.0
"""The radius of the largest dot: in widths of a map, and at most in points."""
RANKS_BESIDE = 0.3
"""The part of the page that the ranking takes beside a single map."""
HIGHEST = 0.95
"""A map is at most so many times as high as the page is wide."""


@dataclass(frozen=True)
class MapLayout:
    """Measures of the maps, in points."""

    columns: int
    left: float
    gap: float
    width: float
    plot: float
    name: float
    axis: float
    ranks: float
    beside: float

    @property
    def height(self) -> float:
        """The height of a row of maps."""
        return self.name + self.plot + self.axis + (0 if self.beside else self.ranks)


def map_blocks(picture: MapPicture, ruler: Ruler, size: Size) -> list[Block]:
    """Return the maps with their rankings, then the legend of sizes or of colours."""
    maps = _Maps(picture, ruler, size)
    return [maps.block, maps.legend]


class _Maps:
    """The maps of a picture: measured when made, drawn by `block` and `legend`."""

    def __init__(self, picture: MapPicture, ruler: Ruler, size: Size) -> None:
        self.picture, self.ruler = picture, ruler
        self.text = size.text
        self.small = max(size.text * 0.85, 6.0)
        self.frame = frame_of(picture)
        self.cell = cell_size(self.frame)
        self.grids = [self._cells(panel) for panel in picture.panels]
        self.highest = self._highest()
        self.layout = self._measured(size)
        largest = min(LARGEST_DOT * self.layout.width, MOST_POINTS)
        self.sizes, self.shades = Sizes(self.highest, largest), Shades(self.highest)
        self.rows = -(-len(picture.panels) // self.layout.columns)
        self.block = Block(self.rows * self.layout.height, self._draw)
        self.legend = self._legend()

    def _legend(self) -> Block:
        left, measure = self.layout.left, self.picture.measure
        if not self.picture.density:
            return sizes_legend(self.ruler, self.sizes, measure, left, self.text)
        width = min(self.layout.width * 0.45, 150.0)
        return shades_legend(self.shades, self.cell, measure, left, width, self.text)

    def _cells(self, panel: MapPanel) -> dict[tuple[int, int], float]:
        points = ((d.longitude, d.latitude, amount(d, self.picture.measure)) for d in panel.dots)
        return {key: sum_ for key, sum_ in cells(points, self.frame, self.cell).items() if sum_}

    def _highest(self) -> float:
        if self.picture.density:
            return max((value for grid in self.grids for value in grid.values()), default=0.0)
        every = (dot for panel in self.picture.panels for dot in panel.dots)
        return max((amount(dot, self.picture.measure) for dot in every), default=0.0)

    def _measured(self, size: Size) -> MapLayout:
        panels, text = self.picture.panels, self.text
        page = size.width * MM
        count = max(len(panels), 1)
        columns = {1: 1, 2: 2, 4: 2}.get(count, min(size.columns, count))
        north = degree_ticks(self.frame.south, self.frame.north, "NS", 5)
        left = MARGIN + self.ruler.widest([label for _, label in north], self.small) + 4
        gap = text * 1.5
        ranked = any(panel.ranks for panel in panels)
        beside = page * RANKS_BESIDE if ranked and count == 1 and size.columns > 2 else 0.0
        width = (page - left - MARGIN - beside - gap * (columns - 1)) / columns
        plot = width * self.frame.ratio
        if plot > page * HIGHEST / columns:
            plot = page * HIGHEST / columns
            width = plot / self.frame.ratio
        most = max((len(panel.ranks) for panel in panels), default=0)
        return MapLayout(
            columns=columns,
            left=left,
            gap=gap,
            width=width,
            plot=plot,
            name=text * LEADING * 1.6 if any(panel.name for panel in panels) else 2.0,
            axis=self.small * LEADING * 1.5 + 2,
            ranks=ranks_height(most, self.small) if ranked else 0.0,
            beside=beside,
        )

    def _draw(self, sheet: Sheet, top: float) -> None:
        layout = self.layout
        for number, panel in enumerate(self.picture.panels):
            row, column = divmod(number, layout.columns)
            left = layout.left + column * (layout.width + layout.gap)
            self._panel(sheet, panel, number, left, top + row * layout.height)

    def _panel(self, sheet: Sheet, panel: MapPanel, number: int, left: float, top: float) -> None:
        layout = self.layout
        if panel.name:
            lines = self.ruler.wrap(
                panel.name, self.text * 1.1, layout.width - self.text, bold=True
            )
            name = lines[0] + (" …" if len(lines) > 1 else "")
            sheet.text(left, top + self.text * 0.1, name, self.text * 1.1, bold=True)
        plot = top + layout.name
        axes = sheet.axes(left, plot, layout.width, layout.plot)
        draw_land(axes, self.picture, self.frame)
        if self.picture.density:
            draw_cells(axes, self.grids[number], self.cell, self.shades)
        else:
            draw_dots(axes, panel, self.picture.measure, self.frame, self.sizes)
        self._degrees(sheet, left, plot, first=number % layout.columns == 0)
        self._names(sheet, left, plot)
        if panel.ranks and layout.beside:
            x = left + layout.width + layout.gap
            room = sheet.width - MARGIN - x
            draw_ranks(
                sheet, self.ruler, panel.ranks, self.picture.measure, x, plot, room, self.small
            )
        elif panel.ranks:
            below = plot + layout.plot + layout.axis
            draw_ranks(
                sheet,
                self.ruler,
                panel.ranks,
                self.picture.measure,
                left,
                below,
                layout.width,
                self.small,
            )

    def _degrees(self, sheet: Sheet, left: float, plot: float, *, first: bool) -> None:
        layout, frame = self.layout, self.frame
        axes = sheet.figure.axes[-1]
        widest = self.ruler.width("000° W", self.small)
        most = max(int(layout.width / (widest * 1.6)), 1)
        east = degree_ticks(frame.west, frame.east, "EW", most)
        north = degree_ticks(frame.south, frame.north, "NS", 5)
        axes.set_xticks([value for value, _ in east], [""] * len(east))
        axes.set_yticks([value for value, _ in north], [""] * len(north))
        below = plot + layout.plot + 2.5
        for value, label in east:
            x = left + (value - frame.west) / (frame.east - frame.west) * layout.width
            half = self.ruler.width(label, self.small) / 2
            x = min(x, left + layout.width + MARGIN - half)
            sheet.text(x, below, label, self.small, ha="center", color=FAINT)
        for value, label in north if first else []:
            y = plot + (frame.north - value) / (frame.north - frame.south) * layout.plot
            place = y - self.small * LEADING * 0.55
            sheet.text(left - 3, place, label, self.small, ha="right", color=FAINT)

    def _names(self, sheet: Sheet, left: float, plot: float) -> None:
        layout, frame = self.layout, self.frame
        points = [
            (
                " ".join(self.ruler.wrap(place.name, self.small, 1e9)),
                (frame.turned(place.longitude) - frame.west)
                / (frame.east - frame.west)
                * layout.width,
                (frame.north - place.latitude) / (frame.north - frame.south) * layout.plot,
            )
            for place in self.picture.places
        ]
        line = self.small * LEADING
        found = names(
            points,
            layout.width,
            layout.plot,
            lambda text: self.ruler.width(text, self.small),
            line,
        )
        for name in found:
            sheet.line(
                (left + name.x,),
                (plot + name.y,),
                linestyle="",
                marker="s",
                markersize=2,
                color=INK,
            )
            wide = self.ruler.width(name.text, self.small)
            corner = (left + name.left - 1, plot + name.top + line * 0.1)
            sheet.box(*corner, wide + 2, line * 0.85, facecolor="white", linewidth=0, alpha=0.7)
            sheet.text(left + name.left, plot + name.top, name.text, self.small)
