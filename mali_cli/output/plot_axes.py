"""Lay out a chart on whole terminal columns: pure functions, no plotext.

A *slot* is one drawn bar, which stands for several where there are more bars than columns. A
*column* is counted from the first one right of the y axis. `plot` draws what is decided here.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

WIDEST_BAR = 12  # columns from one bar to the next: a single year must not fill a 200-column screen
NICE_STEPS = (1, 2, 2.5, 5, 10)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

Piece = tuple[int, str, int | None]  # column, text, index of the span whose colour it takes


@dataclass(frozen=True)
class Bar:
    """One time unit; `value` None: not covered by the data (a gap), 0: watched and nobody died."""

    label: str
    value: float | None


@dataclass(frozen=True)
class Span:
    """A phase over the bars `first` to `last` inclusive; two phases may share a straddling bar."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """Where bars stand: `share` to a slot, slots `pitch` columns apart and `thick` columns wide."""

    slots: int
    share: int
    pitch: int
    thick: int

    @property
    def columns(self) -> int:
        """The columns of all slots together."""
        return (self.slots - 1) * self.pitch + self.thick

    def left(self, slot: int) -> int:
        """Return the first column of a slot."""
        return slot * self.pitch

    def middle(self, slot: int) -> int:
        """Return the middle column of a slot."""
        return self.left(slot) + self.thick // 2

    def right(self, slot: int) -> int:
        """Return the last column of a slot."""
        return self.left(slot) + self.thick - 1

    def in_slots(self, span: Span) -> Span:
        """Return a span of bars as a span of slots."""
        return Span(span.name, span.first // self.share, span.last // self.share)


def grid(bars: int, columns: int) -> Grid:
    """Give each bar the same number of columns, and a free one between bars if there is room."""
    share = -(-bars // columns)
    slots = -(-bars // share)
    pitch = max(1, min((columns + 1) // slots, WIDEST_BAR))
    return Grid(slots, share, pitch, max(1, pitch - 1))


@dataclass(frozen=True)
class Scale:
    """A y axis from 0: units per row; ticks as (row from the bottom, label of its top edge)."""

    per_row: float
    ticks: tuple[tuple[int, str], ...]


def scale(highest: float, rows: int, *, whole: bool) -> Scale:
    """Choose a round step on whole rows that wastes little height and gives about four ticks."""
    highest = max(highest, 1e-9) if highest else 1.0
    ideal = max(1.0, rows / 4)

    def cost(every: int) -> float:
        waste = _nice_step(highest * every / rows, whole) * rows / every / highest
        sparse, crowded = rows // every < 2, every == 1 and rows > 4
        return waste + 0.15 * abs(math.log2(every / ideal)) + 0.5 * sparse + 0.2 * crowded

    every = min(range(1, rows + 1), key=cost)
    step = _nice_step(highest * every / rows, whole)
    ticks = ((k * every - 1, number(k * step, step)) for k in range(1, rows // every + 1))
    return Scale(step / every, tuple(ticks))


def _nice_step(least: float, whole: bool) -> float:
    """Return the smallest 1, 2, 2.5 or 5 x 10^n from `least` up, a whole number if asked."""
    base = 10.0 ** math.floor(math.log10(least))
    steps = (m * base for m in NICE_STEPS if m * base >= least * (1 - 1e-9))
    if whole:
        return next((s for s in steps if s >= 1 and s == int(s)), max(1.0, 10 * base))
    return next(steps)


def number(value: float, step: float) -> str:
    """Write a tick with thousands separators and its step's decimals, never as 1.5e3."""
    decimals = next((d for d in range(13) if abs(step * 10**d - round(step * 10**d)) < 1e-6), 12)
    return f"{value:,.{decimals}f}"


def display_width(text: str) -> int:
    """Count terminal columns: combining marks take none, wide East Asian characters two."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def clip(text: str, width: int) -> str:
    """Cut to `width` columns, the cut shown by an ellipsis."""
    if display_width(text) <= width:
        return text
    while text and display_width(text) >= width:
        text = text[:-1]
    return text + "…" if width > 0 else ""


def clean(text: str, *, ascii_only: bool) -> str:
    """Replace control characters (a name may hold an escape sequence); fold to ASCII if asked."""
    text = "".join(c if c.isprintable() else " " for c in text)
    if not ascii_only:
        return text
    text = unicodedata.normalize("NFKD", text.replace("\u2013", "-"))
    bare = "".join(c for c in text if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode()


# x axis


def time_unit(labels: Sequence[str]) -> str:
    """Name the unit that the labels are written in, in the plural."""
    forms = {
        r"\d{4}": "years",
        r"\d{4}-Q\d": "quarters",
        r"\d{4}-\d\d": "months",
        r"\d{4}-W\d\d": "weeks",
    }
    return next(
        (unit for form, unit in forms.items() if all(re.fullmatch(form, x) for x in labels)), "bars"
    )


def x_ticks(
    labels: Sequence[str], grid: Grid, gutter: int, width: int
) -> list[tuple[int, int, str]]:
    """Thin the labels until none touch; return tick column, start column and text of each.

    The first and the last bar keep theirs if both fit; between them come years divisible by 1, 2,
    5, 10 and so on. A start may be negative: left of the axis.
    """

    def place(index: int, text: str) -> tuple[int, int, str]:
        text = clip(text, width)
        middle = grid.middle(index // grid.share)
        start = min(middle - display_width(text) // 2, width - gutter - display_width(text))
        return middle, max(start, -gutter), text

    first, last = place(0, labels[0]), place(len(labels) - 1, labels[-1])
    ends = [first, last] if _apart(first, last) else [first]
    for choice in _thinnings(labels):
        inner = [place(i, text) for i, text in choice]
        inner = [p for p in inner if _apart(first, p) and _apart(p, ends[-1])]
        if all(_apart(a, b) for a, b in pairwise(inner)):
            break
    return [first, *inner, *ends[1:]]


def _apart(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[1] + display_width(one[2]) < other[1]


def _thinnings(labels: Sequence[str]) -> Iterator[list[tuple[int, str]]]:
    """Yield ever sparser choices of (bar, text) for the labels between the first and the last."""
    years = [int(x[:4]) if re.match(r"\d{4}(-|$)", x) else None for x in labels]
    if None not in years and len(set(years)) > 2:
        turns = [(i, y) for i, y in enumerate(years) if y is not None and i and y != years[i - 1]]
        for step in (1, 2, 5, 10, 20, 50, 100):
            yield [(i, str(y)) for i, y in turns if y % step == 0]
    else:
        for step in range(1, len(labels)):
            yield [(i, labels[i]) for i in range(step, len(labels) - 1, step)]
    yield []


# phases


def edges(spans: Sequence[Span], grid: Grid) -> list[int]:
    """Return where phases begin and end: the middle of a shared bar, else between two bars."""
    gap = grid.pitch - grid.thick
    found = set()
    others = [grid.in_slots(s) for s in spans]
    for a in others:
        if any(o.first < a.first <= o.last for o in others):
            found.add(grid.middle(a.first))
        elif a.first:
            found.add(grid.left(a.first) - gap)
        if a.last < grid.slots - 1 and not any(o.first <= a.last < o.last for o in others):
            found.add(grid.right(a.last) + 1)
    return sorted(found)


def owners(spans: Sequence[Span], grid: Grid, slot: int) -> list[int | None]:
    """Return the span of each column of a bar; two share it by halves, with a neutral middle."""
    mine = [
        i for i, s in enumerate(spans) if grid.in_slots(s).first <= slot <= grid.in_slots(s).last
    ]
    if len(mine) < 2:
        return [mine[0] if mine else None] * grid.thick
    half, odd = divmod(grid.thick, 2)
    return [mine[0]] * half + [None] * odd + [mine[-1]] * half


@dataclass(frozen=True)
class _Segment:
    span: int
    start: int
    end: int
    last_slot: int
    opening: str = "├"
    closing: str = "┤"


def ruler(spans: Sequence[Span], grid: Grid) -> tuple[list[list[Piece]], list[tuple[str, int]]]:
    """Draw the phases as brackets; return the lines, and (letter, span) of names with no room."""
    lines: list[list[Piece]] = []
    keys: list[tuple[str, int]] = []
    for lane in _lanes([grid.in_slots(s) for s in spans], grid):
        pieces: list[Piece] = [(s.start - 1, "┼", None) for s in lane if not s.opening]
        for segment in lane:
            letter = LETTERS[len(keys) % len(LETTERS)]
            text, keyed = _inscribe(segment, spans[segment.span].name, letter)
            pieces.append((segment.start, text, segment.span))
            keys += [(letter, segment.span)] if keyed else []
        lines.append(sorted(pieces))
    return lines, keys


def _lanes(spans: Sequence[Span], grid: Grid) -> list[list[_Segment]]:
    """Put each phase on the first line with room; two that share a bar meet in its middle."""
    lanes: list[list[_Segment]] = []
    for index, span in enumerate(spans):
        new = _Segment(index, grid.left(span.first), grid.right(span.last), span.last)
        joint = grid.middle(span.first)
        for lane in lanes:
            before = lane[-1]
            if new.start > before.end:
                lane.append(new)
                break
            if before.last_slot == span.first and before.start < joint < new.end:
                lane[-1] = replace(before, end=joint - 1, closing="")
                lane.append(replace(new, start=joint + 1, opening=""))
                break
        else:
            lanes.append([new])
    return lanes


def _inscribe(segment: _Segment, name: str, letter: str) -> tuple[str, bool]:
    """Write the name between the brackets, or the letter; in one column, the letter alone."""
    room = segment.end - segment.start + 1
    opening, closing = segment.opening, segment.closing
    inner = room - len(opening) - len(closing)
    if (free := inner - display_width(name) - 2) >= 0:
        return opening + "─" * (free // 2) + f" {name} " + "─" * (free - free // 2) + closing, False
    if inner < 1:
        opening, closing = "", closing if room > 1 else ""
        inner = room - len(closing)
    return opening + letter.center(inner, "─") + closing, True


def wrap(entries: Sequence[str], width: int) -> list[str]:
    """Set entries side by side, three spaces apart; break one too long at its words."""
    lines: list[str] = []
    for entry in entries:
        if lines and display_width(lines[-1]) + 3 + display_width(entry) <= width:
            lines[-1] += "   " + entry
        else:
            lines += _break(entry, width)
    return lines


def _break(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and display_width(lines[-1]) + 1 + display_width(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(clip(word, width))
    return lines
