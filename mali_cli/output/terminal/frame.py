"""The frame around a chart: axes, legend, remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from rich.cells import cell_len

from ...frozen import frozen
from ...words import showing
from ...words.phrases import figure
from ..pictures import LOW_TO_HIGH, ChartPicture, Count, Panel
from ..wrapping import flowed, width_of
from . import phases
from .bars import AnyScale, Look, Slot, apart, stacked
from .canvas import paint
from .grid import Grid, UnitTick, grid, log_scale, scale, x_ticks


def legend(picture: ChartPicture, look: Look, width: int) -> list[str]:
    """Set the series side by side, where there are several, each sign in its colour."""
    lines: list[str] = []
    named = enumerate(picture.panels[0].series if look.several else ())
    for number, series in named:
        counts = [
            _total(panel.series[number].values, last=picture.cumulative) for panel in picture.panels
        ]
        sign = look.glyph(number)
        first, *more = flowed([f"{sign} {series.name} {figure(round(sum(counts), 1))}"], width)
        first = paint(sign, look.color_of(number)) + first[len(sign) :]
        if lines and not more and width_of(lines[-1]) + BETWEEN + width_of(first) <= width:
            lines[-1] += " " * BETWEEN + first
        else:
            lines += [first, *more]
    return lines


def _total(values: tuple[Count, ...], *, last: bool) -> float:
    known = [value for value in values if value is not None]
    return (known[-1] if known else 0) if last else sum(known)


FEWEST_COLUMNS = 4
FEWEST_ROWS = 3
NARROWEST_PANEL = 36
BETWEEN = 3
"""Columns between two panels."""
GUTTER = 8
"""Columns left of the bars that a panel is thought to need."""
Slots = Sequence[Sequence[Slot | None]]
"""Slots, one row a line, or one for all of a stack."""


@frozen
class Below:
    """The lines under one panel, but for its axis: brackets of phases and words."""

    brackets: list[list[phases.Piece]]
    keys: list[str]

    @property
    def height(self) -> int:
        """The lines that it takes."""
        return len(self.brackets) + len(self.keys)


@frozen
class ChartFrame:
    """The measures that all panels share; `gutter` is the columns left of the bars.

    `across` panels stand side by side; `slots` and `below` have an entry a panel. `legend` and
    `remarks` are the lines under all of them. `ends` are the columns for names at the ends of
    lines; `zeros` is the row of zeros of each line on a logarithmic scale.
    """

    picture: ChartPicture
    look: Look
    width: int
    across: int
    grid: Grid
    scale: AnyScale
    rows: int
    gutter: int
    ticks: list[UnitTick]
    signs: list[list[phases.Piece]]
    slots: list[Slots]
    below: list[Below]
    legend: list[str]
    remarks: list[str]
    ends: int = 0
    zeros: Mapping[int, int] = field(default_factory=dict)


def panels_across(number: int, units: int, width: int) -> int:
    """Return how many panels fit side by side without two units in a column, at least one."""
    needed = max(units + GUTTER, NARROWEST_PANEL)
    return max(1, min(number, (width + BETWEEN) // (needed + BETWEEN)))


def fit(
    picture: ChartPicture, look: Look, width: int, height: int, fewest: int = FEWEST_ROWS
) -> ChartFrame | None:
    """Share the space out, at least so many rows for the bars; None where there is none.

    The labels of y take columns from the bars, and notes take rows from them: so try again.
    """
    panels, units = picture.panels, len(picture.units)
    across = panels_across(len(panels), units, width)
    room = (width + BETWEEN) // across - BETWEEN
    ranged = any(series.low for panel in panels for series in panel.series)
    gutter, ends = 2, _room_for_names(picture, room)
    while (columns := room - gutter - ends) >= FEWEST_COLUMNS:
        mesh = grid(units, columns, beside=ranged and not look.lines)
        slots = [_slots(panel, mesh, units, look) for panel in panels]
        below = [_below(panel, picture, mesh, room) for panel in panels]
        series = [] if ends else legend(picture, look, width)
        remarks = flowed(_remarks(picture, slots, mesh, look, ranged=ranged), width)
        places = [(phases.column_of(m, picture.units, mesh), m.label) for m in picture.markers]
        signs = phases.signs(places, -gutter, room - gutter - 1)
        used = 3 + max(part.height for part in below) + len(signs)
        used += len(series) + len(remarks) if len(panels) == 1 else 0
        rows = max(fewest, height - used)
        zeros = _rows_of_zeros(slots) if picture.log else {}
        axis = _scale(slots, rows, len(zeros), log=picture.log, ranged=ranged)
        needed = 1 + max(len(text) for text in (axis.base, *(text for _, text in axis.ticks)))
        if needed <= gutter:
            ticks = x_ticks(picture.units, mesh, gutter, room - ends)
            return ChartFrame(
                *(picture, look, width, across, mesh, axis, rows, gutter),
                *(ticks, signs, slots, below, series, remarks, ends, zeros),
            )
        gutter = needed
    return None


WIDEST_NAME = 24
"""Columns that the name of a line takes at its end, at most."""


def _room_for_names(picture: ChartPicture, room: int) -> int:
    """Return the columns for names at the ends of lines; 0 where they would take too many."""
    if not picture.named_at_ends:
        return 0
    names = [series.name for panel in picture.panels for series in panel.series]
    wide = 4 + min(max(map(cell_len, names), default=0), WIDEST_NAME)
    return wide if wide * 3 <= room else 0


def _rows_of_zeros(slots: Sequence[Slots]) -> dict[int, int]:
    """Return the row of the zeros of each line that has some, on a logarithmic scale."""
    lines = [(number, line) for panel in slots for number, line in enumerate(panel)]
    some = sorted({number for number, line in lines for slot in line if slot and not slot.total})
    return {number: row for row, number in enumerate(some)}


def _slots(panel: Panel, mesh: Grid, units: int, look: Look) -> Slots:
    if look.lines:
        return [apart(series, mesh, units) for series in panel.series]
    return [stacked(panel, mesh, units)]


def _scale(slots: Sequence[Slots], rows: int, zeros: int, *, log: bool, ranged: bool) -> AnyScale:
    """Return one scale for all panels."""
    drawn = [slot for panel in slots for line in panel for slot in line if slot]
    values = [slot.total for slot in drawn]
    if ranged:
        values += [bound for slot in drawn for bound in (slot.low, slot.high) if bound is not None]
    highest = max(values, default=0)
    if not log:
        return scale(highest, rows, whole=all(value == int(value) for value in values))
    least = min((value for value in values if value > 0), default=0)
    return log_scale(least, highest, rows, zeros=zeros)


def _below(panel: Panel, picture: ChartPicture, mesh: Grid, width: int) -> Below:
    brackets, keys = phases.ruler(panel.spans, picture.units, mesh)
    return Below(brackets, flowed(keys, width))


def _remarks(
    picture: ChartPicture, slots: Sequence[Slots], mesh: Grid, look: Look, *, ranged: bool
) -> list[str]:
    """Say what gaps, ranges, zeros on a logarithmic scale and shared columns look like."""
    gaps = any(
        all(series.values[unit] is None for series in panel.series)
        for panel in picture.panels
        for unit in range(len(picture.units))
    )
    remarks = [f"· {picture.gap_name}"] if gaps else []
    if ranged:
        band = look.lines and not look.several
        name = picture.range_name
        apart = showing.WHERE_APART(name=name) if name == LOW_TO_HIGH else name
        remarks.append(f"░ {name}" if band else f"│ {apart}")
    if picture.log:
        rows = max((len(_rows_of_zeros([panel])) for panel in slots), default=0)
        of_each = showing.LOG_SCALE_AND_ROWS() if rows > 1 else showing.LOG_SCALE_AND_ZEROS()
        remarks.append(str(of_each if rows else showing.LOG_SCALE()))
    if mesh.share > 1:
        remarks.append(str(showing.HIGHEST_OF(share=mesh.share, unit=picture.unit)))
    return remarks
