"""The page of a figure: a head, the plots and a foot, laid out by Matplotlib in a given width.

The head and the foot are as high as their text. The plots have a given height too, and all that
stands around them gets its room from Matplotlib's constrained layout; the page is as high as that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox, BboxBase
from numpy import array_split

from ...frozen import frozen
from ..pictures import Series
from ..text import clean
from .sizes import Size

INK, FAINT, RULES, SHADE, DARK = "#1a1a1a", "#595959", "#d0d0d0", "#f3f3f3", "#222222"
MARGIN = 4.0
"""Around a page and what stands on it, in points."""
APART = 1.0
"""Between paragraphs, in points."""
LEADING = 1.3
"""The distance of lines, in sizes of the text."""
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe & Ito (2008), Color Universal Design, https://jfly.uni-koeln.de/color/"""
HATCHES = ("", "////", "\\\\\\\\", "xxxx", "----", "||||", "++++")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 1)))
SIGNS = ("o", "s", "^", "D", "v", "P", "X")
OTHERS, OTHERS_COLOUR = ("other", "others"), "#999999"


def settings(text: float, key: str) -> Any:
    """Return Matplotlib's settings for a figure with text of a size; the key is the figure's own.

    Everything else is Matplotlib's default, whatever a user's matplotlibrc says.
    """
    return {
        "font.family": "DejaVu Sans",
        "font.size": text,
        "text.color": INK,
        "text.parse_math": False,  # a name may hold dollars
        "text.hinting": "no_hinting",  # a line is as wide at every resolution
        "text.hinting_factor": 1,
        "svg.fonttype": "none",  # text that can be searched, read aloud and copied
        "svg.hashsalt": key,  # in all identifiers
        "pdf.fonttype": 42,  # TrueType: text that can be edited and searched
        "hatch.linewidth": 0.5,
        "path.simplify": False,
        "axes.facecolor": "none",
        "axes.linewidth": 0.7,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": RULES,
        "grid.linewidth": 0.5,
        "axes.titlelocation": "left",
        "axes.titlesize": text * 1.1,
        "axes.titleweight": "bold",
        "xtick.color": INK,
        "xtick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "ytick.color": INK,
        "ytick.major.size": 0,
        "legend.frameon": False,
        "legend.borderaxespad": 0,
        "legend.borderpad": 0,
        "legend.columnspacing": 1.6,
        "legend.handletextpad": 0.5,
    }


@frozen
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


POINTS = 72.0
"""Points to the inch; a page is drawn at one unit a point."""
MM = POINTS / 25.4
SPARE = 0.98
"""A paragraph fills this part of its width: other programs set text a little wider."""
MOST_TRIES = 4
"""How often a page is laid out until its plots have their height."""
SAMPLE = 2.2
"""The width of a sample in a legend, in sizes of the text."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line, in points."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    wide: float = text_to_path.get_text_width_height_descent(text, font, False)[0]
    return wide


def widest(lines: Sequence[str], size: float) -> float:
    """Return the width of the widest line, in points."""
    return max((width(line, size) for line in lines), default=0.0)


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Fill lines with words; a word that is wider than the room is broken.

    By hand: Matplotlib wraps a text at the edge of its figure only, and breaks no word.
    """
    lines = [""]
    for word in clean(text).split():
        longer = f"{lines[-1]} {word}".lstrip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
            continue
        lines += [""] if lines[-1] else []
        for char in word:
            if lines[-1] and width(lines[-1] + char, size, bold=bold) > room:
                lines.append("")
            lines[-1] += char
    return lines


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return what fits in one line, with dots where that is not all."""
    lines = wrap(text, size, room, bold=bold)
    return lines[0] + (" …" if len(lines) > 1 else "")


class _Measuring(FigureCanvasBase):
    """What measures the texts of a figure, each once: Matplotlib's own does so at each layout."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(figure)
        self._renderer = RendererAgg(1, 1, POINTS)  # type: ignore[no-untyped-call]

    def get_renderer(self) -> RendererAgg:
        """Return what knows how wide a text is, whatever the size of the page."""
        return self._renderer


class FigurePage:
    """A page that is drawn on: paragraphs and legends at its head and foot, plots between them."""

    def __init__(self, size: Size) -> None:
        self.width, self.text = size.width * MM, size.text
        pad = MARGIN / POINTS
        self._layout = ConstrainedLayoutEngine(w_pad=pad, h_pad=pad, wspace=0.0, hspace=0.0)
        self.figure = Figure(dpi=POINTS, layout=self._layout)
        _Measuring(self.figure)
        self._points = Affine2D().scale(1 / POINTS) + self.figure.dpi_scale_trans
        self._head: list[tuple[Text | Legend, float]] = []
        self._foot: list[tuple[Text | Legend, float]] = []
        self._plots = self.width
        self._laid_out: object = None

    def above(self, text: str, size: float, *, bold: bool = False, color: str = INK) -> None:
        """Write a paragraph at the head, under those before it."""
        self._write(self._head, text, size, bold=bold, color=color)

    def below(self, text: str, size: float, *, color: str = FAINT, gap: float = 0.0) -> Text:
        """Write a paragraph at the foot, under those before it and so much room."""
        return self._write(self._foot, text, size, color=color, gap=gap)

    def _write(
        self,
        part: list[tuple[Text | Legend, float]],
        text: str,
        size: float,
        *,
        color: str,
        bold: bool = False,
        gap: float = 0.0,
    ) -> Text:
        lines = wrap(text, size, (self.width - 2 * MARGIN) * SPARE, bold=bold)
        written = self.figure.text(
            *(MARGIN, 0, "\n".join(lines)),
            transform=self._points,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            linespacing=LEADING,
            color=color,
            va="top",
            in_layout=False,
        )
        part.append((written, gap))
        return written

    def legend(self, entries: Sequence[tuple[Artist, str]]) -> None:
        """Write a legend at the head, in as many columns as find room; long names wrap."""
        if not entries:
            return
        handles, names = zip(*entries, strict=True)
        around = (SAMPLE + 0.5) * self.text
        room = (self.width - 2 * MARGIN) * SPARE
        labels = [wrap(name, self.text, room - around) for name in names]
        widths = [widest(lines, self.text) + around for lines in labels]
        legend = self._legend(
            *(handles, [" "] * len(labels)),
            ncols=_columns(widths, room, 1.6 * self.text),
            handlelength=SAMPLE,
        )
        for text, lines in zip(legend.get_texts(), labels, strict=True):
            text.set_text("\n".join(lines))  # only now: a label may begin with an underscore
        self._head.append((legend, self.text * 0.6))

    def legend_below(
        self, handles: Sequence[Artist], labels: Sequence[str], **looks: Any
    ) -> Legend:
        """Write a legend at the foot, in a row, and return it."""
        legend = self._legend(handles, labels, ncols=len(labels), **looks)
        self._foot.append((legend, self.text * 0.6))
        return legend

    def _legend(self, handles: Sequence[Artist], labels: Sequence[str], **looks: Any) -> Legend:
        at = {"bbox_to_anchor": (MARGIN, 0), "bbox_transform": self._points}
        legend = self.figure.legend(handles, labels, loc="upper left", **at, **looks)
        legend.set_in_layout(False)
        return legend

    def lay_out(self) -> None:
        """Give everything its place."""
        self._laid_out = self._all_of_it()
        head, foot = self._height(self._head) + MARGIN, self._height(self._foot)
        height = round(head + self._plots + foot, 2)
        self.figure.set_size_inches(self.width / POINTS, height / POINTS)
        self._layout.set(rect=(0, foot / height, 1, self._plots / height))
        self._layout.execute(self.figure)
        self._stack(self._head, height)
        self._stack(self._foot, foot + MARGIN)

    def _all_of_it(self) -> object:
        """Return what a layout depends on, besides what is drawn."""
        return self._plots, len(self._head), len(self._foot)

    def _height(self, part: Sequence[tuple[Text | Legend, float]]) -> float:
        return MARGIN + sum(_height_of(item) + gap + APART for item, gap in part)

    def _stack(self, part: Sequence[tuple[Text | Legend, float]], top: float) -> None:
        top -= MARGIN
        for item, gap in part:
            top = round(top - gap, 2)
            if isinstance(item, Text):
                item.set_y(top)
            else:
                item.set_bbox_to_anchor((MARGIN, top), self._points)
            top -= _height_of(item) + APART

    def stretch(self, axes: Axes, height: float, rows: float) -> None:
        """Give everything its place so that the plots are so high.

        Args:
            axes: one of the plots.
            height: its height, in points.
            rows: how many such heights stand under each other.
        """
        for _ in range(MOST_TRIES):
            self.lay_out()
            missing = height - self.box(axes).height
            if abs(missing) < 0.5:
                break
            self._plots += rows * missing

    def box(self, axes: Axes) -> BboxBase:
        """Return the room of a plot on the page, in points."""
        return axes.get_position(original=True).transformed(self.figure.transFigure)

    def finished(self) -> Figure:
        """Return the figure with everything in its place.

        Places are round: the last digits of those that Matplotlib's solver finds come by chance.
        """
        if not self.figure.axes:
            self._plots = self.text
        if self._laid_out != self._all_of_it():
            self.lay_out()
        self.figure.set_layout_engine(None)
        for axes in self.figure.axes:
            place = axes.get_position(original=True).get_points()
            axes.set_position(Bbox(place.round(5)))
        return self.figure


def _height_of(item: Text | Legend) -> float:
    """Return the height of an item, in points; lines of text have one, whatever their letters."""
    if isinstance(item, Text):
        return (1 + item.get_text().count("\n")) * float(item.get_fontsize()) * LEADING
    return float(item.get_window_extent().height)


def columns(panels: int, most: int) -> int:
    """Return how many plots stand beside each other: four are two by two."""
    return min(most, 2 if panels == 4 else panels)


def _columns(widths: Sequence[float], room: float, gap: float) -> int:
    """Return into how many columns entries of these widths go."""
    for count in range(len(widths), 1, -1):
        columns = array_split(widths, count)
        if sum(column.max() + gap for column in columns) - gap <= room:
            return count
    return 1
