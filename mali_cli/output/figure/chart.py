"""A chart as a figure: one plot or several on one scale, with legend, phases and axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..pictures import LOW_TO_HIGH, ChartPicture, Panel
from .axes import Scale, count_labels, frame, scale, unit_ticks
from .legend import Entry, bar_entry, box_entry, legend, line_entry, range_entry, sign_entry
from .page import FAINT, INK, LEADING, MARGIN, MM, Block, Ruler, Sheet, paragraph
from .phases import Band, band_height, bands, draw_band
from .series import SIGNS_UNTIL, ZERO_SIGN, Marks, draw_series, gaps, whole, zeros
from .style import Looks, looks
from .words import stack

if TYPE_CHECKING:
    from .sizes import Size

FEWEST_UNITS = 5
"""An axis has room for at least so many bars, so that one bar does not fill it."""
NOTHING = "Nothing to draw: no rows."
RANGES = {LOW_TO_HIGH: "from the low to the high estimate"}
ZERO = "0 (it has no place on a logarithmic scale)"


@dataclass(frozen=True)
class ChartLayout:
    """Measures of the plots of a chart, in points.

    Attributes:
        columns: how many plots stand beside each other.
        left: from the edge of the page to the first plot, with the labels of the y axis.
        gap: between plots beside each other.
        width: of a plot.
        plot: height of a plot.
        name: height of the name above a plot.
        band: height of the phases above a plot.
        marks: height of the words for marked days above a plot.
        axis: height of the labels under a plot.
        pitch: width of a unit.
    """

    columns: int
    left: float
    gap: float
    width: float
    plot: float
    name: float
    band: float
    marks: float
    axis: float
    pitch: float

    @property
    def height(self) -> float:
        """The height of a row of plots."""
        return self.name + self.band + self.marks + self.plot + self.axis


def chart_blocks(picture: ChartPicture, ruler: Ruler, size: Size) -> list[Block]:
    """Return the legend, the plots and the key of the phases."""
    width = size.width * MM
    if not picture.units or not picture.panels:
        return [paragraph(ruler, NOTHING, size.text, width)]
    axis = _scale(picture)
    plots = _Plots(picture, ruler, size, axis)
    key = [paragraph(ruler, text, size.text, width, color=INK) for text in plots.key]
    return [legend(ruler, _entries(picture, plots.styles), size.text, width), plots.block, *key]


def _scale(picture: ChartPicture) -> Scale:
    """Return one axis for all plots: it holds every bar, every stack and every range."""
    values: list[float] = [0.0]
    for panel in picture.panels:
        for name in ("values", "low", "high"):
            if picture.lines:
                sets = [list(getattr(series, name)) for series in panel.series]
            else:
                sets = [whole(panel.series, name)]
            values += [value for one in sets for value in one if value is not None]
    above = [value for value in values if value > 0]
    return scale(max(values), max(min(above, default=1.0), 1.0), log=picture.log)


def _entries(picture: ChartPicture, styles: dict[str, Looks]) -> list[Entry]:
    every = [series for panel in picture.panels for series in panel.series]
    signs = len(picture.units) <= SIGNS_UNTIL
    named = [(name, style) for name, style in styles.items() if name]
    entries = [
        line_entry(name, style, sign=signs) if picture.lines else bar_entry(name, style)
        for name, style in named
    ]
    if any(series.high for series in every):
        colour = next(iter(styles.values())).colour
        name = RANGES.get(picture.range_name, picture.range_name)
        band = box_entry(name, colour=colour, alpha=0.18)
        entries.append(band if picture.lines else range_entry(name))
    if any(list(gaps(stack(panel.series))) for panel in picture.panels):
        entries.append(box_entry(picture.gap_name, gap=True))
    if picture.log and any(zeros(panel, picture) for panel in picture.panels):
        entries.append(sign_entry(ZERO, ZERO_SIGN))
    return entries


class _Plots:
    """The plots of a chart: measured when made, drawn by `block`."""

    def __init__(self, picture: ChartPicture, ruler: Ruler, size: Size, axis: Scale) -> None:
        self.picture, self.ruler, self.axis = picture, ruler, axis
        self.text = size.text
        self.small = size.text if len(picture.panels) == 1 else max(size.text * 0.88, 6)
        self.styles = looks([s for panel in picture.panels for s in panel.series])
        self.slots = max(len(picture.units), FEWEST_UNITS)
        self.layout, self.bands, self.key, self.marks = self._measured(size)
        rows = -(-len(picture.panels) // self.layout.columns)
        self.block = Block(rows * self.layout.height + self.text * LEADING * 1.2, self._draw)

    def _measured(self, size: Size) -> tuple[ChartLayout, list[Band], list[str], Marks]:
        panels, text = self.picture.panels, self.text
        columns = _columns(len(panels), size.columns)
        labels = self.ruler.widest([label for _, label in self.axis.ticks], text)
        left = MARGIN + text * LEADING * 1.3 + labels + 5
        gap = text * 1.6
        width = (size.width * MM - left - MARGIN - 2 - gap * (columns - 1)) / columns
        found, key = bands(self.ruler, panels, self.small, width, self.slots)
        marks = Marks(self.ruler, self.picture, self.small, width, self.slots)
        layout = ChartLayout(
            columns=columns,
            left=left,
            gap=gap,
            width=width,
            plot=size.plot * MM * (1.0, 0.75, 0.6)[min(columns, 3) - 1],
            name=text * LEADING * 1.6 if any(panel.name for panel in panels) else 0.0,
            band=band_height(max(band.rows for band in found), self.small),
            marks=marks.height,
            axis=text * LEADING * 1.5,
            pitch=width / self.slots,
        )
        return layout, found, key, marks

    def _draw(self, sheet: Sheet, top: float) -> None:
        layout = self.layout
        ticks = self._unit_ticks()
        for number, panel in enumerate(self.picture.panels):
            row, column = divmod(number, layout.columns)
            left = layout.left + column * (layout.width + layout.gap)
            self._panel(sheet, panel, self.bands[number], left, top + row * layout.height, ticks)
            if column == 0:
                bottom = top + (row + 1) * layout.height - layout.axis
                count_labels(sheet, self.axis, layout.left, bottom, layout.plot, self.text)
        rows = -(-len(self.picture.panels) // layout.columns)
        middle = layout.left + (sheet.width - MARGIN - layout.left) / 2
        bottom = top + rows * layout.height
        unit = self.picture.unit.capitalize()
        sheet.text(middle, bottom - self.text * 0.2, unit, self.text, ha="center", color=FAINT)
        self._y_title(sheet, top, rows)

    def _panel(
        self,
        sheet: Sheet,
        panel: Panel,
        band: Band,
        left: float,
        top: float,
        ticks: Sequence[tuple[int, str]],
    ) -> None:
        layout = self.layout
        if panel.name:
            name = self._short(panel.name, layout.width)
            sheet.text(left, top + self.text * 0.2, name, self.text * 1.1, bold=True)
        below = top + layout.name + layout.band
        draw_band(sheet, band, left, below, layout.pitch, self.small)
        plot = below + layout.marks
        self.marks.draw(sheet, left, plot)
        axes = sheet.axes(left, plot, layout.width, layout.plot)
        frame(axes, self.axis, self.slots, [index for index, _ in ticks])
        draw_series(axes, panel, self.picture, self.axis, self.styles, layout.pitch)
        for index, label in ticks:
            x = left + (index + 0.5) * layout.pitch
            sheet.text(x, plot + layout.plot + 3.5, label, self.text, ha="center")

    def _short(self, name: str, width: float) -> str:
        lines = self.ruler.wrap(name, self.text * 1.1, width - self.text, bold=True)
        return lines[0] + (" …" if len(lines) > 1 else "")

    def _y_title(self, sheet: Sheet, top: float, rows: int) -> None:
        layout = self.layout
        above = layout.height - layout.plot - layout.axis
        middle = top + (above + rows * layout.height - layout.axis) / 2
        room = rows * layout.height - layout.axis - (above if rows == 1 else 0)
        lines = self.ruler.wrap(self.picture.y_label, self.text, max(room, layout.plot))
        x = MARGIN + self.text * 0.55
        for number, line in enumerate(lines[:1] if len(lines) == 1 else lines[:2]):
            sheet.turned(x + number * self.text * LEADING, middle, line, self.text, color=FAINT)

    def _unit_ticks(self) -> list[tuple[int, str]]:
        room = self.layout.pitch * len(self.picture.units)
        return unit_ticks(
            self.picture.units,
            self.picture.unit,
            room,
            lambda label: self.ruler.width(label, self.text),
        )


def _columns(panels: int, most: int) -> int:
    """Return how many plots stand beside each other: four are two by two."""
    return {1: 1, 2: min(2, most), 4: min(2, most)}.get(panels, min(most, panels))
