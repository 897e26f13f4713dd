"""The legends under a map: how large a dot is, how dark a cell."""

from __future__ import annotations

import math

from .frame import cell_words, round_samples
from .land import DOT, DOT_ALPHA, DOT_EDGE, DOT_LINE, Shades, Sizes
from .page import FAINT, LEADING, Block, Ruler, Sheet
from .style import DARK
from .ticks import number_words

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
