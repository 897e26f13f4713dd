"""Phases and marked days above a plot: brackets with labels that do not touch, or letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ...words.phrases import thousands
from ..pictures import Panel, PhaseSpan
from ..text import clean
from .page import FAINT, INK, LEADING, Ruler, Sheet
from .style import spread
from .words import IN_ALL, phase_words

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BRACKET = 3.0
"""The height of the ends of a bracket, in points."""
FARTHEST = 0.12
"""How far a label may be moved from what it names, in widths of the plot."""


@dataclass(frozen=True)
class Label:
    """Lines of text over the part of an axis from `start` to `end`; the first one may be bold."""

    lines: tuple[str, ...]
    start: float
    end: float
    bold: bool = True


@dataclass(frozen=True)
class Band:
    """Labels above a plot, `xs` their centres in points from its left."""

    labels: tuple[Label, ...]
    xs: tuple[float, ...]

    @property
    def rows(self) -> int:
        """The number of lines of the highest label."""
        return max((len(label.lines) for label in self.labels), default=0)


def edges(spans: Sequence[PhaseSpan]) -> list[tuple[float, float]]:
    """Return where phases begin and end on an axis with unit i at i.

    Two phases that share a unit meet in its middle, those side by side between their units.
    """
    firsts = {span.first for span in spans}
    lasts = {span.last for span in spans}
    found = []
    for span in spans:
        shared = span.first != span.last
        start = span.first - (0.0 if shared and span.first in lasts else 0.5)
        end = span.last + (0.0 if shared and span.last in firsts else 0.5)
        found.append((start, end))
    return found


def letter(number: int) -> str:
    """Return the letter of a phase: A to Z, then A1, B1 and so on."""
    turn, place = divmod(number, len(LETTERS))
    return LETTERS[place] + (str(turn) if turn else "")


def bands(
    ruler: Ruler, panels: Sequence[Panel], size: float, width: float, units: int
) -> tuple[list[Band], list[str]]:
    """Return a band for each panel, and under the plots what found no room in them.

    Over every panel stand the names of its phases with totals and rates; else names and totals;
    else letters and totals; else letters.
    """
    for lines_of, key in ((_all, _no_key), (_short, _rates), (_lettered, _names)):
        tried = [_band(ruler, panel.spans, lines_of, size, width, units) for panel in panels]
        if all(band is not None for band in tried):
            return [band for band in tried if band is not None], key(panels)
    letters = [_band(ruler, panel.spans, _letter_only, size, width, units) for panel in panels]
    return [band or Band((), ()) for band in letters], _totals(panels)


def _all(span: PhaseSpan, _: int) -> tuple[str, ...]:
    return (span.name, *phase_words(span))


def _short(span: PhaseSpan, _: int) -> tuple[str, ...]:
    return (span.name, phase_words(span)[0].removesuffix(IN_ALL))


def _lettered(span: PhaseSpan, number: int) -> tuple[str, ...]:
    return (letter(number), *phase_words(span))


def _letter_only(_: PhaseSpan, number: int) -> tuple[str, ...]:
    return (letter(number),)


def _band(
    ruler: Ruler,
    spans: Sequence[PhaseSpan],
    lines_of: Callable[[PhaseSpan, int], tuple[str, ...]],
    size: float,
    width: float,
    units: int,
) -> Band | None:
    labels = tuple(
        Label(tuple(clean(line) for line in lines_of(span, number)), start, end)
        for number, (span, (start, end)) in enumerate(zip(spans, edges(spans), strict=True))
    )
    return placed(ruler, labels, size, width, units)


def placed(
    ruler: Ruler, labels: Sequence[Label], size: float, width: float, units: int
) -> Band | None:
    """Put labels beside each other over an axis of so many units; None where they do not fit."""
    pitch = width / units
    middles = [((label.start + label.end) / 2 + 0.5) * pitch for label in labels]
    order = sorted(range(len(labels)), key=lambda index: middles[index])
    widths = [_width(ruler, labels[index].lines, size) for index in order]
    centres = spread([middles[index] for index in order], widths, 0, width, size * 0.8)
    if centres is None:
        return None
    moved = zip(centres, (middles[index] for index in order), widths, strict=True)
    if len(labels) > 1 and any(_lost(x, middle, wide, width) for x, middle, wide in moved):
        return None
    return Band(tuple(labels[index] for index in order), tuple(centres))


def _lost(x: float, middle: float, wide: float, width: float) -> bool:
    """Return whether a label stands too far from the middle of what it names."""
    return abs(x - middle) > max(FARTHEST * width, wide / 2)


def _width(ruler: Ruler, lines: Sequence[str], size: float) -> float:
    return max(ruler.width(lines[0], size, bold=True), ruler.widest(lines[1:], size))


def _no_key(_: Sequence[Panel]) -> list[str]:
    return []


def _rates(panels: Sequence[Panel]) -> list[str]:
    """Say the rates of each panel."""
    return _said(panels, "A year", lambda _, span: f"{span.name} {thousands(span.per_year, 1)}")


def _names(panels: Sequence[Panel]) -> list[str]:
    """Say the names that letters stand for, once where all panels have the same."""
    same = len({tuple(span.name for span in panel.spans) for panel in panels}) == 1
    shown = [replace(panels[0], name="")] if same else panels
    return _said(shown, "Phases", lambda number, span: f"{letter(number)} {span.name}")


def _totals(panels: Sequence[Panel]) -> list[str]:
    """Say the names that letters stand for, with totals and rates."""
    return _said(
        panels,
        "Phases",
        lambda number, span: f"{letter(number)} {span.name}: {', '.join(phase_words(span))}",
    )


def _said(panels: Sequence[Panel], what: str, words: Callable[[int, PhaseSpan], str]) -> list[str]:
    found = []
    for panel in panels:
        parts = [
            words(number, span)
            for number, span in enumerate(panel.spans)
            if what == "Phases" or span.per_year is not None
        ]
        name = f", {panel.name}" if panel.name else ""
        found += [f"{what}{name}: {'; '.join(parts)}."] if parts else []
    return found


def band_height(rows: int, size: float) -> float:
    """Return the height of a band whose labels have so many lines, with its bracket."""
    return rows * size * LEADING + BRACKET * 2 + 1 if rows else 0.0


def draw_band(
    sheet: Sheet, band: Band, left: float, bottom: float, pitch: float, size: float
) -> None:
    """Draw brackets that end at `bottom`, and the labels above them."""
    top = bottom - 2 * BRACKET
    for label, x in zip(band.labels, band.xs, strict=True):
        start, end = (left + (edge + 0.5) * pitch for edge in (label.start, label.end))
        inset = min(1.0, (end - start) / 6)
        ends = (start + inset, start + inset, end - inset, end - inset)
        sheet.line(
            ends, (bottom, bottom - BRACKET, bottom - BRACKET, bottom), color=INK, linewidth=0.7
        )
        foot = min(max(left + x, start + inset), end - inset)
        if abs(foot - left - x) > 1:
            sheet.line((foot, left + x), (bottom - BRACKET, top - 1), color=FAINT, linewidth=0.4)
        draw_lines(sheet, label, left + x, top - 1, size)


def draw_lines(sheet: Sheet, label: Label, x: float, bottom: float, size: float) -> None:
    """Write the lines of a label so that they end at `bottom`, centred at `x`."""
    step = size * LEADING
    for number, line in enumerate(label.lines):
        top = bottom - (len(label.lines) - number) * step
        bold = label.bold and number == 0
        sheet.text(x, top, line, size, ha="center", bold=bold, color=INK if bold else FAINT)
