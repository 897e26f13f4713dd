"""The words for marked days above a plot: in one line where they fit, else in a line each."""

from __future__ import annotations

from ..pictures import ChartPicture
from ..text import clean
from .page import FAINT, LEADING, Ruler, Sheet
from .phases import Label, draw_lines, placed
from .ticks import position

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
