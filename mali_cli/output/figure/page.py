"""The page of a figure: blocks under each other, in points from the top left corner.

A block knows its height before it is drawn, so that the page is as high as what stands on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from ..text import clean

POINTS = 72.0
"""Points to the inch; a page is drawn at one unit a point."""
MM = POINTS / 25.4
MARGIN = 4.0
LEADING = 1.3
"""The distance of lines, in sizes of the text."""
INK, FAINT, RULES, SHADE = "#1a1a1a", "#595959", "#d0d0d0", "#f3f3f3"
SPARE = 0.98
"""A paragraph fills this part of its width: other programs set text a little wider."""
_FINE = 10
"""Text is measured this many times as large, as widths are rounded to pixels."""


class Ruler:
    """Measures text as Matplotlib draws it."""

    @cached_property
    def _renderer(self) -> RendererAgg:
        return RendererAgg(16, 16, POINTS * _FINE)  # type: ignore[no-untyped-call]

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of a line, in points."""
        if not text:
            return 0.0
        measure: Callable[..., tuple[float, float, float]] = (
            self._renderer.get_text_width_height_descent
        )
        return float(measure(text, font(size, bold=bold), False)[0]) / _FINE

    def widest(self, lines: Sequence[str], size: float, *, bold: bool = False) -> float:
        """Return the width of the widest line, in points."""
        return max((self.width(line, size, bold=bold) for line in lines), default=0.0)

    def wrap(self, text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
        """Fill lines with words; a word that is wider than the room is broken."""
        lines = [""]
        for word in clean(text).split():
            longer = f"{lines[-1]} {word}".lstrip()
            if self.width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines[-1:] = [line for line in lines[-1:] if line]
                lines += self._broken(word, size, room, bold=bold)
        return lines

    def _broken(self, word: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
        part = ""
        for char in word:
            if part and self.width(part + char, size, bold=bold) > room:
                yield part
                part = ""
            part += char
        yield part


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return the one font of figures, which comes with Matplotlib, in a size."""
    return FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")


class Sheet:
    """A page of known width and height that is drawn on."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / POINTS, height / POINTS), dpi=POINTS)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes in a rectangle of the page."""
        bottom = self.height - top - height
        return self.figure.add_axes(
            (left / self.width, bottom / self.height, width / self.width, height / self.height)
        )

    def text(self, x: float, top: float, text: str, size: float, **style: object) -> None:
        """Write a line whose top is at `top`; `x` is its left end, or what `ha` says."""
        bold = bool(style.pop("bold", False))
        looks: dict[str, Any] = {"color": INK, "ha": "left", "va": "baseline"} | style
        baseline = top + size * (1 + LEADING) / 2 - 0.14 * size
        at = (x / self.width, 1 - baseline / self.height)
        self.figure.text(*at, text, fontproperties=font(size, bold=bold), **looks)

    def turned(self, x: float, middle: float, text: str, size: float, *, color: str) -> None:
        """Write a line upwards, with its centre at `x` and `middle`."""
        at = (x / self.width, 1 - middle / self.height)
        looks: dict[str, Any] = {
            "rotation": 90,
            "ha": "center",
            "va": "center",
            "rotation_mode": "anchor",
        }
        self.figure.text(*at, text, fontproperties=font(size), color=color, **looks)

    def line(self, xs: Sequence[float], tops: Sequence[float], **style: Any) -> None:
        """Draw a line through points of the page."""
        across = [x / self.width for x in xs]
        up = [1 - top / self.height for top in tops]
        self.figure.add_artist(Line2D(across, up, **style))

    def box(self, x: float, top: float, width: float, height: float, **style: Any) -> None:
        """Draw a rectangle."""
        corner = (x / self.width, 1 - (top + height) / self.height)
        sides = (width / self.width, height / self.height)
        self.figure.add_artist(Rectangle(corner, *sides, **style))


@dataclass(frozen=True)
class Block:
    """Something that stands on a page: how high it is, and how it is drawn from its top."""

    height: float
    draw: Callable[[Sheet, float], None]


def blank(height: float) -> Block:
    """Return room."""
    return Block(height, lambda *_: None)


def paragraph(
    ruler: Ruler, text: str, size: float, width: float, *, bold: bool = False, color: str = INK
) -> Block:
    """Return a text, wrapped to the page."""
    lines = ruler.wrap(text, size, (width - 2 * MARGIN) * SPARE, bold=bold)
    step = size * LEADING

    def draw(sheet: Sheet, top: float) -> None:
        for number, line in enumerate(lines):
            sheet.text(MARGIN, top + number * step, line, size, bold=bold, color=color)

    return Block(step * len(lines), draw)


def page(blocks: Sequence[Block], width: float) -> Figure:
    """Draw blocks under each other and return the figure, as high as they are."""
    sheet = Sheet(width, sum(block.height for block in blocks) + 2 * MARGIN)
    top = MARGIN
    for block in blocks:
        block.draw(sheet, top)
        top += block.height
    return sheet.figure
