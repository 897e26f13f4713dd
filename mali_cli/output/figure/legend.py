"""Legends of figures: of charts, and of the scales of maps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .frame import cell_words, round_samples
from .land import DOT, DOT_ALPHA, DOT_EDGE, DOT_LINE, Shades, Sizes
from .page import FAINT, INK, LEADING, MARGIN, Block, Ruler, Sheet
from .style import DARK, GAP_COLOUR, GAP_HATCH, GAP_LINES, Looks
from .words import number_words

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


SHADES_SHOWN = 48


def sizes_legend(ruler: Ruler, sizes: Sizes, measure: str, left: float, size: float) -> Block:
    """Return dots of round counts with what they stand for."""
    samples = round_samples(sizes.highest)
    half = max(sizes.radius(max(samples, default=0.0)), size * LEADING / 2)

    def draw(sheet: Sheet, top: float) -> None:
        x, middle = left, top + size * 0.6 + half
        line = middle - size * LEADING / 2
        for value in samples:
            radius, label = sizes.radius(value), number_words(round(value, 1))
            sheet.line(
                (x + radius,),
                (middle,),
                linestyle="",
                marker="o",
                markersize=2 * radius,
                markerfacecolor=DOT,
                markeredgecolor=DOT_EDGE,
                markeredgewidth=DOT_LINE,
                alpha=DOT_ALPHA,
            )
            x += 2 * radius + size * 0.5
            sheet.text(x, line, label, size)
            x += ruler.width(label, size) + size * 1.5
        words = f"{measure} at one place (areas)" if samples else f"no {measure} at any place"
        sheet.text(x, line, words, size, color=FAINT)

    return Block(2 * half + size * 1.2, draw)


def shades_legend(
    shades: Shades, cell: float, measure: str, left: float, width: float, size: float
) -> Block:
    """Return a bar of colours with round counts."""
    thick, small = size * 0.8, size * 0.85

    def draw(sheet: Sheet, top: float) -> None:
        above = top + size * 0.6
        step = width / SHADES_SHOWN
        for number in range(SHADES_SHOWN):
            colour = shades.colour(number / (SHADES_SHOWN - 1))
            sheet.box(
                *(left + number * step, above, step, thick),
                facecolor=colour,
                linewidth=0,
                antialiased=False,
            )
        for power in range(math.floor(math.log10(shades.highest)) + 1):
            x = left + shades.part(10.0**power) * width
            sheet.line((x, x), (above, above + thick + 2), color=DARK, linewidth=0.5)
            sheet.text(x, above + thick + 2, number_words(10.0**power), small, ha="center")
        words = f"{measure} in {cell_words(cell)}"
        sheet.text(left + width + size, above - size * 0.2, words, size, color=FAINT)

    return Block(size * (LEADING * 1.6 + 1), draw)
