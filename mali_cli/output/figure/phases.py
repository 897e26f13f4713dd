"""Phases and marked days above a plot: brackets with labels that do not touch, or letters.

By hand: Matplotlib puts a label where it is told, also over another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import starmap
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform, blended_transform_factory

from ...words.phrases import tenths
from ..pictures import Panel, PhaseSpan
from ..text import clean
from .page import FAINT, INK, LEADING, POINTS, shortened, widest, width
from .words import IN_ALL, phase_words

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BRACKET = 3.0
"""The height of the ends of a bracket, in points."""
FOOT = 4.0
"""The room between the words for marked days and the plot, in points."""
FARTHEST = 0.12
"""How far a label may be moved from what it names, in widths of the plot."""


class Label(NamedTuple):
    """A bold name and lines under it, over the part of an axis from `start` to `end`."""

    name: str
    lines: tuple[str, ...]
    start: float
    end: float


Band = list[tuple[Label, float]]
"""Labels with where their middles stand on the axis."""


def edges(spans: Sequence[PhaseSpan]) -> list[tuple[float, float]]:
    """Return where phases begin and end on an axis with unit i at i.

    That is by their days, where these are known. Else two that share a unit meet in its middle,
    those side by side between their units.
    """
    firsts = {span.first for span in spans}
    lasts = {span.last for span in spans}
    found = []
    for span in spans:
        if span.edges:
            found.append(span.edges)
            continue
        shared = span.first != span.last
        start = span.first - (0.0 if shared and span.first in lasts else 0.5)
        end = span.last + (0.0 if shared and span.last in firsts else 0.5)
        found.append((start, end))
    return found


def bands(
    panels: Sequence[Panel], size: float, pitch: float, units: int
) -> tuple[list[Band], list[str]]:
    """Return a band for each panel, and under the plots what found no room in them.

    Over every panel stand the names of its phases with totals and rates; else names and totals;
    else letters and totals; else letters.
    """
    for words, what, rest in FORMS:
        tried = [_band(panel.spans, words, size, pitch, units) for panel in panels]
        found = [band or [] for band in tried], _said(panels, what, rest)
        if None not in tried:
            break
    return found


def letter(number: int) -> str:
    """Return the letter of a phase: A to Z, then A1, B1 and so on."""
    turn, place = divmod(number, len(LETTERS))
    return LETTERS[place] + (str(turn) if turn else "")


def _band(
    spans: Sequence[PhaseSpan], words: PhaseWords, size: float, pitch: float, units: int
) -> Band | None:
    """Put labels beside each other over an axis of so many units; None where they do not fit.

    Args:
        spans: the phases.
        words: the name and the lines of each.
        size: of the text, in points.
        pitch: the width of a unit, in points.
        units: of the axis.
    """
    labels = []
    for number, (span, (start, end)) in enumerate(zip(spans, edges(spans), strict=True)):
        name, *lines = map(clean, words(number, span))
        labels.append(Label(name, tuple(lines), start, end))
    labels.sort(key=lambda label: label.start + label.end)
    wanted = [(label.start + label.end) / 2 for label in labels]
    widths = [
        max(width(label.name, size, bold=True), widest(label.lines, size)) / pitch
        for label in labels
    ]
    middles = spread(wanted, widths, -0.5, units - 0.5, size * 0.8 / pitch)
    if middles is None:
        return None
    lost = any(
        abs(x - middle) > max(FARTHEST * units, wide / 2)
        for x, middle, wide in zip(middles, wanted, widths, strict=True)
    )
    return None if lost and len(labels) > 1 else list(zip(labels, middles, strict=True))


def spread(
    centres: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float
) -> list[float] | None:
    """Move labels apart, as little as possible (least squares), and return their centres.

    The centres are those wanted, in order; None where the labels do not fit between left and
    right. Pool-adjacent-violators, as for isotonic regression.
    """
    room = right - left - sum(widths) - gap * (len(widths) - 1)
    if room < 0:
        return None
    offsets = [left + sum(widths[:i]) + gap * i + wide / 2 for i, wide in enumerate(widths)]
    pools: list[tuple[float, int]] = []
    for centre, offset in zip(centres, offsets, strict=True):
        pools.append((centre - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (two, more) = pools[-2:]
            pools[-2:] = [((one * many + two * more) / (many + more), many + more)]
    shifts = [min(max(shift, 0.0), room) for shift, count in pools for _ in range(count)]
    return [offset + shift for offset, shift in zip(offsets, shifts, strict=True)]


def _rate(_: int, span: PhaseSpan) -> str:
    return "" if span.per_year is None else f"{span.name} {span.rate(tenths)}"


def _amount(span: PhaseSpan) -> tuple[str, ...]:
    return tuple(words.removesuffix(IN_ALL) for words in phase_words(span)[:1])


def _said(panels: Sequence[Panel], what: str, words: Callable[[int, PhaseSpan], str]) -> list[str]:
    """Say something of each phase of each panel, once where it is the same of all panels."""
    parts = [filter(None, starmap(words, enumerate(panel.spans))) for panel in panels]
    texts = ["; ".join(said) for said in parts]
    names = [f", {panel.name}" if panel.name else "" for panel in panels]
    if len(set(texts)) == 1:
        names, texts = [""], texts[:1]
    return [f"{what}{name}: {text}." for name, text in zip(names, texts, strict=True) if text]


PhaseWords = Callable[[int, PhaseSpan], tuple[str, ...]]
FORMS: tuple[tuple[PhaseWords, str, Callable[[int, PhaseSpan], str]], ...] = (
    (lambda _, span: (span.name, *phase_words(span)), "", lambda _, __: ""),
    (lambda _, span: (span.name, *_amount(span)), "A year", _rate),
    (
        lambda number, span: (letter(number), *phase_words(span)),
        "Phases",
        lambda number, span: f"{letter(number)} {span.name}",
    ),
    (
        lambda number, _: (letter(number),),
        "Phases",
        lambda number, span: ": ".join(
            filter(None, (f"{letter(number)} {span.name}", ", ".join(phase_words(span))))
        ),
    ),
)
"""What is written over a phase, and how the rest is said under the plots: the fullest first."""


def over(axes: Axes) -> Transform:
    """Return the places over a plot: x as on its axis, y in points above it."""
    points = Affine2D().scale(1 / POINTS) + axes.figure.dpi_scale_trans
    return blended_transform_factory(
        axes.transData,
        points + ScaledTranslation(0, 1, axes.transAxes),  # type: ignore[arg-type]
    )


def band_height(bands: Sequence[Band], size: float) -> float:
    """Return the height of the highest band with its brackets, in points."""
    rows = max((1 + len(label.lines) for band in bands for label, _ in band), default=0)
    return rows * size * LEADING + BRACKET * 2 + 1 if rows else 0.0


def draw_band(axes: Axes, band: Band, low: float, pitch: float, size: float) -> None:
    """Draw brackets that begin at a height over a plot, and the labels above them."""
    high, foot = low + BRACKET, low + 2 * BRACKET
    for label, x in band:
        inset = min(1.0 / pitch, (label.end - label.start) / 6)
        start, end = label.start + inset, label.end - inset
        _line(axes, (start, start, end, end), (low, high, high, low), color=INK, linewidth=0.7)
        _line(axes, (min(max(x, start), end), x), (high, foot), color=FAINT, linewidth=0.4)
        where: dict[str, Any] = {"transform": over(axes), "ha": "center", "va": "bottom"}
        lines = "\n".join(label.lines)
        axes.text(x, foot, lines, linespacing=LEADING, color=FAINT, fontsize=size, **where)
        top = foot + len(label.lines) * size * LEADING
        axes.text(x, top, label.name, fontweight="bold", fontsize=size, **where)


def _line(axes: Axes, xs: Sequence[float], ys: Sequence[float], **looks: Any) -> None:
    axes.plot(xs, ys, transform=over(axes), clip_on=False, **looks)


def draw_marks(
    axes: Axes, marks: Sequence[tuple[str, float]], size: float, pitch: float, units: int
) -> float:
    """Write the words for marked days over a plot, each over its line; return their height."""
    rows = place_marks(marks, size, pitch, units)
    for (_, x), (text, left, row) in zip(marks, rows, strict=True):
        low = FOOT + row * size * LEADING
        _line(axes, (x, x), (0, low - 1), color=FAINT, linewidth=0.5)
        where: dict[str, Any] = {"transform": over(axes), "ha": "left", "va": "bottom"}
        axes.text(left, low, text, color=FAINT, fontsize=size, **where)
    return (1 + max(row for *_, row in rows)) * size * LEADING + FOOT if marks else 0.0


MOST_STEPS = 3000
"""After so many places tried, words for marked days go up in steps."""
Written = tuple[str, float, int]
"""A text, where it begins on the axis, and its row, counted from the plot."""


def place_marks(
    marks: Sequence[tuple[str, float]], size: float, pitch: float, units: int
) -> list[Written]:
    """Return where the words for marked days stand, so that none touches another or its line.

    The lowest rows that are free are taken; each text is over its line, or begins or ends there.

    Args:
        marks: a text and its place on the axis, for each day.
        size: of the text, in points.
        pitch: the width of a unit, in points.
        units: of the axis.
    """
    order = sorted(range(len(marks)), key=lambda place: marks[place][1])
    sorted_marks = [marks[place] for place in order]
    search = _Search(sorted_marks, size, pitch, units)
    found = search.rows([]) or search.stairs()
    by_place = dict(zip(order, found, strict=True))
    return [by_place[place] for place in range(len(marks))]


class _Search:
    """The search for places of texts over lines, from left to right."""

    def __init__(
        self, marks: Sequence[tuple[str, float]], size: float, pitch: float, units: int
    ) -> None:
        self.marks, self.size, self.pitch, self.units = marks, size, pitch, units
        self.gap = size * 0.5 / pitch
        self.wide = [width(text, size) / pitch for text, _ in marks]
        self.steps = 0

    def rows(self, placed: list[Written]) -> list[Written] | None:
        """Return the places of all texts, those before as they are; None where there are none."""
        number = len(placed)
        if number == len(self.marks):
            return placed
        for row in range(len(self.marks)):
            for left in self._lefts(number):
                self.steps += 1
                if self.steps > MOST_STEPS:
                    return None
                if self._free(placed, number, left, row):
                    found = self.rows([*placed, (self.marks[number][0], left, row)])
                    if found:
                        return found
        return None

    def _lefts(self, number: int) -> list[float]:
        x, wide, last = self.marks[number][1], self.wide[number], self.units - 0.5
        over_it = max(min(x - wide / 2, last - wide), -0.5)
        tries = (over_it, x - wide + self.gap, x - self.gap)
        return [left for left in tries if left >= -0.5 and left + wide <= last]

    def _free(self, placed: Sequence[Written], number: int, left: float, row: int) -> bool:
        x, right, gap = self.marks[number][1], left + self.wide[number], self.gap
        for other, (_, start, its_row) in enumerate(placed):
            its_x, end = self.marks[other][1], start + self.wide[other]
            beside = its_row == row and start - gap < right and left < end + gap
            through_it = row > its_row and start - gap < x < end + gap
            through_me = its_row > row and left - gap < its_x < right + gap
            if beside or through_it or through_me:
                return False
        return True

    def stairs(self) -> list[Written]:
        """Return texts a row each, up towards the nearer end, cut to the room that there is."""
        last = len(self.marks) - 1
        middle = sum(x for _, x in self.marks) / len(self.marks) if self.marks else 0.0
        late = middle > (self.units - 1) / 2
        found = []
        for number, (text, x) in enumerate(self.marks):
            room = (x + 0.5 if late else self.units - 0.5 - x) * self.pitch
            cut = shortened(text, self.size, room)
            left = x - width(cut, self.size) / self.pitch if late else x
            found.append((cut, left, number if late else last - number))
        return found
