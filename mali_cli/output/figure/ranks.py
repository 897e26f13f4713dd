"""The ranking of regions beside or under a map: names, bars, counts."""

from __future__ import annotations

from collections.abc import Sequence

from ..pictures import Rank
from .page import FAINT, LEADING, Ruler, Sheet
from .ticks import number_words
from .words import amount

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
