"""Phases under a chart, as brackets with their figures, and the days of a mission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from rich.cells import cell_len

from ...frozen import frozen
from ...model.units import place_of
from ...words.phrases import thousands
from ..pictures import Marker, PhaseSpan
from ..wrapping import flowed
from .grid import Grid

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SIGN = "▲"
Piece = tuple[int, str, int | None]
"""A column, a text, and the number of the phase whose colour it takes."""


def _rate(value: float) -> str:
    """Write a rate: whole from 10 on, below it to one decimal."""
    return thousands(value, 0 if value >= 10 or not value else 1)


def figures(span: PhaseSpan) -> str:
    """Return what a phase counts: "3,818 (347 a year)"."""
    if not span.amount():
        return ""
    rate = span.rate(_rate)
    return span.amount() + (f" ({rate} {span.per})" if rate else "")


def edges(spans: Sequence[PhaseSpan], grid: Grid) -> list[int]:
    """Return where phases begin and end: the middle of a shared bar, else between two bars."""
    gap = grid.pitch - grid.thick
    found = set()
    others = [_slots(span, grid) for span in spans]
    for first, last in others:
        if any(a < first <= b for a, b in others):
            found.add(grid.middle(first))
        elif first:
            found.add(grid.left(first) - gap)
        if last < grid.slots - 1 and not any(a <= last < b for a, b in others):
            found.add(grid.right(last) + 1)
    return sorted(found)


def owners(spans: Sequence[PhaseSpan], grid: Grid, slot: int) -> list[int | None]:
    """Return the span of each column of a bar; two share it by halves, with a neutral middle."""
    places = [_slots(span, grid) for span in spans]
    mine = [i for i, (first, last) in enumerate(places) if first <= slot <= last]
    if len(mine) < 2:
        return [mine[0] if mine else None] * grid.thick
    half, odd = divmod(grid.thick, 2)
    return [mine[0]] * half + [None] * odd + [mine[-1]] * half


def column_of(marker: Marker, units: Sequence[str], grid: Grid) -> int:
    """Return the column of a day: before or after its bar at the ends of a unit, else in it."""
    slot = marker.index // grid.share
    begins = place_of(marker.day - timedelta(days=1), units) // grid.share != slot
    ends = place_of(marker.day + timedelta(days=1), units) // grid.share != slot
    if begins:
        return max(0, grid.left(slot) - (grid.pitch - grid.thick))
    return min(grid.right(slot) + 1, grid.columns - 1) if ends else grid.middle(slot)


def signs(places: Sequence[tuple[int, str]], left: int, right: int) -> list[list[Piece]]:
    """Write the labels of days beside a sign, which is in their column, on the lines it takes.

    A label that has no room on either side of its sign is broken at its words.

    Args:
        places: the column and the label of each, in order.
        left: the first column that there is, which may be negative.
        right: the last one.
    """
    lines: list[list[Piece]] = []
    for column, label in places:
        block = _sign(column, label, left, right)
        first = next(
            number for number in range(len(lines) + 1) if all(map(_has_room, lines[number:], block))
        )
        lines += [[] for _ in range(first + len(block) - len(lines))]
        for line, piece in zip(lines[first:], block, strict=False):
            line.append(piece)
    return lines


def _sign(column: int, label: str, left: int, right: int) -> list[Piece]:
    """Write a label right of its sign if it fits, else left of it, else where more of it does."""
    width, before, after = cell_len(label), column - left - 1, right - column - 1
    if width <= after or (width > before and after > before):
        first, *more = flowed([label], max(after, 1))
        return [(column, f"{SIGN} {first}", None), *((column + 2, line, None) for line in more)]
    first, *more = flowed([label], max(before, 1))
    return [
        (column - cell_len(first) - 1, f"{first} {SIGN}", None),
        *((column - cell_len(line) - 1, line, None) for line in more),
    ]


def _has_room(line: Sequence[Piece], piece: Piece) -> bool:
    return not line or piece[0] > line[-1][0] + cell_len(line[-1][1]) + 1


@frozen
class _Segment:
    span: int
    start: int
    end: int
    last_slot: int
    opening: str = "├"
    closing: str = "┤"


def ruler(
    spans: Sequence[PhaseSpan], units: Sequence[str], grid: Grid
) -> tuple[list[list[Piece]], list[str]]:
    """Draw the phases as brackets with names and figures.

    Returns:
        the lines, and in words what had no room in its bracket.
    """
    lines: list[list[Piece]] = []
    keys: list[str] = []
    letters = 0
    for lane in _lanes(spans, grid):
        pieces: list[Piece] = [(s.start - 1, "┼", None) for s in lane if not s.opening]
        for segment in lane:
            span = spans[segment.span]
            text, key, lettered = _inscribe(segment, span, units, LETTERS[letters % len(LETTERS)])
            letters += lettered
            pieces.append((segment.start, text, segment.span))
            keys += [key] if key else []
        lines.append(sorted(pieces))
    return lines, keys


def _slots(span: PhaseSpan, grid: Grid) -> tuple[int, int]:
    return span.first // grid.share, span.last // grid.share


def _lanes(spans: Sequence[PhaseSpan], grid: Grid) -> list[list[_Segment]]:
    """Put each phase on the first line with room; two that share a bar meet in its middle."""
    lanes: list[list[_Segment]] = []
    for index, span in enumerate(spans):
        first, last = _slots(span, grid)
        new = _Segment(index, grid.left(first), grid.right(last), last)
        joint = grid.middle(first)
        for lane in lanes:
            before = lane[-1]
            if new.start > before.end:
                lane.append(new)
                break
            if before.last_slot == first and before.start < joint < new.end:
                lane[-1] = replace(before, end=joint - 1, closing="")
                lane.append(replace(new, start=joint + 1, opening=""))
                break
        else:
            lanes.append([new])
    return lanes


def _inscribe(
    segment: _Segment, span: PhaseSpan, units: Sequence[str], letter: str
) -> tuple[str, str, bool]:
    """Write name and figures between the brackets, or what fits; the rest is the key.

    Returns:
        the text, the key, and whether the letter stands for the phase.
    """
    room = segment.end - segment.start + 1
    opening, closing = segment.opening, segment.closing
    inner = room - len(opening) - len(closing)
    counted = figures(span)
    for text, key in (
        (f"{span.name} {counted}".strip(), ""),
        (span.name, f"{span.name}: {counted}"),
    ):
        if (free := inner - cell_len(text) - 2) >= 0:
            line = opening + "─" * (free // 2) + f" {text} " + "─" * (free - free // 2) + closing
            return line, key if counted else "", False
    if inner < 1:
        opening, closing = "", closing if room > 1 else ""
        inner = room - len(closing)
    days = units[span.first] + (f"\u2013{units[span.last]}" if span.last != span.first else "")
    key = f"{letter} {span.name} {days}" + (f": {counted}" if counted else "")
    return opening + letter.center(inner, "─") + closing, key, True
