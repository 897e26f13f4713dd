"""The legend of a figure: a sample and a name for each thing that is drawn, in rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .page import INK, LEADING, MARGIN, Block, Ruler, Sheet
from .style import DARK, GAP_COLOUR, GAP_HATCH, GAP_LINES, Looks

SAMPLE = 2.2
"""The width of a sample, in sizes of the text."""
Draw = Callable[[Sheet, float, float, float], None]
"""Draws a sample of a width on a sheet, from its left end, around its middle line."""


@dataclass(frozen=True)
class Entry:
    """A sample and what it stands for."""

    text: str
    draw: Draw


def bar_entry(text: str, style: Looks) -> Entry:
    """Return the entry of a set of bars."""

    def draw(sheet: Sheet, x: float, middle: float, width: float) -> None:
        colours = {"facecolor": style.colour, "edgecolor": "white", "linewidth": 0}
        sheet.box(x, middle - width * 0.18, width, width * 0.36, hatch=style.hatch, **colours)

    return Entry(text, draw)


def line_entry(text: str, style: Looks, *, sign: bool) -> Entry:
    """Return the entry of a line."""

    def draw(sheet: Sheet, x: float, middle: float, width: float) -> None:
        looks = {"color": style.colour, "linestyle": style.dash, "linewidth": 1.3}
        sheet.line((x, x + width), (middle, middle), **looks)
        if sign:
            dot = {"color": style.colour, "marker": style.sign, "markersize": width * 0.22}
            sheet.line((x + width / 2,), (middle,), linestyle="", **dot)

    return Entry(text, draw)


def range_entry(text: str) -> Entry:
    """Return the entry of error bars."""

    def draw(sheet: Sheet, x: float, middle: float, width: float) -> None:
        centre, half, cap = x + width / 2, width * 0.22, width * 0.12
        sheet.line((centre, centre), (middle - half, middle + half), color=DARK, linewidth=0.8)
        for end in (middle - half, middle + half):
            sheet.line((centre - cap, centre + cap), (end, end), color=DARK, linewidth=0.8)

    return Entry(text, draw)


def box_entry(text: str, *, colour: str = GAP_COLOUR, alpha: float = 1, gap: bool = False) -> Entry:
    """Return the entry of an area: a band, or with `gap` one that the data do not cover."""

    def draw(sheet: Sheet, x: float, middle: float, width: float) -> None:
        colours = {"facecolor": colour, "edgecolor": GAP_LINES if gap else colour, "linewidth": 0}
        hatch = GAP_HATCH if gap else ""
        sheet.box(
            x, middle - width * 0.18, width, width * 0.36, hatch=hatch, alpha=alpha, **colours
        )

    return Entry(text, draw)


def sign_entry(text: str, sign: str) -> Entry:
    """Return the entry of a hollow sign."""

    def draw(sheet: Sheet, x: float, middle: float, width: float) -> None:
        looks = {"marker": sign, "markerfacecolor": "none", "markeredgecolor": DARK}
        size = {"markersize": width * 0.22, "markeredgewidth": 0.6}
        sheet.line((x + width / 2,), (middle,), linestyle="", **looks, **size)

    return Entry(text, draw)


def legend(ruler: Ruler, entries: Sequence[Entry], size: float, width: float) -> Block:
    """Return the entries in rows that fit the width; a name that is too long wraps."""
    sample, step = size * SAMPLE, size * (LEADING + 0.15)
    room = width - 2 * MARGIN
    placed: list[tuple[Entry, str, float, int]] = []
    x, row = 0.0, 0
    for entry in entries:
        lines = ruler.wrap(entry.text, size, room - sample - size / 2)
        need = sample + size / 2 + ruler.widest(lines, size)
        if x and (x + need > room or len(lines) > 1):
            x, row = 0.0, row + 1
        for number, line in enumerate(lines):
            placed.append((entry if not number else _NO_ENTRY, line, x, row + number))
        row += len(lines) - 1
        x += need + size * 1.6

    def draw(sheet: Sheet, top: float) -> None:
        for entry, line, x, row in placed:
            left, above = MARGIN + x, top + row * step
            entry.draw(sheet, left, above + step / 2 - size * 0.05, sample)
            sheet.text(left + sample + size / 2, above, line, size, color=INK)

    return Block(step * (row + 1) + size * 0.6 if entries else 0, draw)


def _nothing(*_: object) -> None:
    pass


_NO_ENTRY = Entry("", _nothing)
