"""Draw a chart as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..pictures import ChartPicture, Panel, Series
from . import spans
from .bars import Cells, Hue, Look, bars, in_ascii, paint, ranges
from .canvas import plot_area
from .frame import BETWEEN, FEWEST_ROWS, Frame, fit
from .lines import bands, lines
from .words import clean, clip, display_width

NOTHING = "(nothing to draw)"
TOO_NARROW = "(too narrow for a chart)"
LARGEST = 1e15
"""Beyond it a float no longer counts single deaths."""


def draw(
    picture: ChartPicture,
    *,
    width: int = 80,
    height: int = 20,
    fewest: int = FEWEST_ROWS,
    color: bool = False,
    ascii_only: bool = False,
) -> str:
    """Draw a chart, its panels on one scale, without its title.

    Returns:
        lines none of which is wider than `width`, without a final newline. One panel takes
        `height` lines, each of several as many (more if phases and notes leave less than `fewest`
        rows for the bars). Where there are more units than columns, a column shows the highest of
        its units and the last line says so.

    Raises:
        ValueError: a value is NaN, infinite, negative or above 1e15, or a phase or a marker lies
            outside the units.
    """
    _check(picture)
    picture = _cleaned(picture, ascii_only=ascii_only)
    several = any(series.name for panel in picture.panels for series in panel.series)
    marked = any(panel.spans for panel in picture.panels)
    look = Look(color and (several or marked), ascii_only, several, picture.lines)
    drawable = bool(picture.units and picture.panels)
    frame = fit(picture, look, width, height, fewest) if drawable else None
    if frame is None:
        drawn = [clip(TOO_NARROW if drawable else NOTHING, width)]
    else:
        legend = frame.legend.painted if look.color else frame.legend.lines
        drawn = [clip(picture.y_label, width), *_panels(frame), *legend, *frame.remarks]
    text = "\n".join(line.rstrip() for line in drawn)
    return in_ascii(text) if ascii_only else text


def _check(picture: ChartPicture) -> None:
    for panel in picture.panels:
        for series in panel.series:
            for values in (series.values, series.low, series.high):
                for unit, value in zip(picture.units, values, strict=bool(values)):
                    if value is not None and not 0 <= value <= LARGEST:  # false for NaN too
                        raise ValueError(
                            f"cannot draw {unit}: {value} is not a number from 0 to {LARGEST:g}"
                        )
        for span in panel.spans:
            if not 0 <= span.first <= span.last < len(picture.units):
                raise ValueError(
                    f"phase {span.name!r} is bars {span.first} to {span.last} "
                    f"of {len(picture.units)}"
                )
    for marker in picture.markers:
        if not 0 <= marker.index < len(picture.units):
            raise ValueError(f"{marker.label!r} is bar {marker.index} of {len(picture.units)}")


def _cleaned(picture: ChartPicture, *, ascii_only: bool) -> ChartPicture:
    """Return a picture whose names are safe to print."""

    def safe(text: str) -> str:
        return clean(text, ascii_only=ascii_only)

    def of_panel(panel: Panel) -> Panel:
        series = tuple(replace(one, name=safe(one.name)) for one in panel.series)
        phases = tuple(replace(one, name=safe(one.name)) for one in panel.spans)
        return Panel(safe(panel.name), series, phases)

    return replace(
        picture,
        y_label=safe(picture.y_label),
        panels=tuple(of_panel(panel) for panel in picture.panels),
        markers=tuple(replace(one, label=safe(one.label)) for one in picture.markers),
    )


def _panels(frame: Frame) -> Iterator[str]:
    """Yield the lines of all panels, those side by side joined."""
    panels = frame.picture.panels
    for start in range(0, len(panels), frame.across):
        numbers = range(start, min(start + frame.across, len(panels)))
        last = start + frame.across >= len(panels)
        blocks = [_panel(frame, number, signs=last) for number in numbers]
        yield from _side_by_side(blocks, (frame.width + BETWEEN) // frame.across)


def _side_by_side(blocks: Sequence[Sequence[tuple[str, str]]], pitch: int) -> Iterator[str]:
    """Yield lines of blocks joined, each line plain (to measure) and as it is shown."""
    for row in range(max(len(block) for block in blocks)):
        line, taken = "", 0
        for number, block in enumerate(blocks):
            plain, shown = block[row] if row < len(block) else ("", "")
            if plain:
                line += " " * (number * pitch - taken) + shown
                taken = number * pitch + display_width(plain)
        yield line


def _panel(frame: Frame, number: int, *, signs: bool) -> list[tuple[str, str]]:
    """Return the lines of one panel, plain and as they are shown."""
    picture, below = frame.picture, frame.below[number]
    room = (frame.width + BETWEEN) // frame.across - BETWEEN
    named = [clip(panel.name, room)] if (panel := picture.panels[number]).name else []
    plain_area = _area(frame, number, color=False)
    area = _area(frame, number, color=True) if frame.look.color else plain_area
    ticks: list[spans.Piece] = [(start, text, None) for _, start, text in frame.ticks]
    words = [ticks, *(frame.signs if signs else []), *below.brackets]
    bracketed = [
        tuple(_line(pieces, frame, color=color) for color in (False, True)) for pieces in words
    ]
    single = [*((name, name) for name in named), *zip(plain_area, area, strict=True)]
    axis = _axis(frame, number)
    keys = [(key, key) for key in below.keys]
    return [*single, (axis, axis), *((plain, shown) for plain, shown in bracketed), *keys]


def _area(frame: Frame, number: int, *, color: bool) -> list[str]:
    cells = _cells(frame, number)
    if not color:
        cells = {cell: (glyph, None) for cell, (glyph, _) in cells.items()}
    return plot_area(
        cells,
        frame.scale,
        columns=frame.grid.columns,
        rows=frame.rows,
        gutter=frame.gutter,
        color=color,
    )


def _cells(frame: Frame, number: int) -> Cells:
    """Return the cells of a panel: the edges of phases and the days, on top of them the counts."""
    grid, scale, look, rows = frame.grid, frame.scale, frame.look, frame.rows
    panel, slots = frame.picture.panels[number], frame.slots[number]
    hue = _hue(frame, panel)
    days = [spans.column_of(one, frame.picture.units, grid) for one in frame.picture.markers]
    cells: Cells = {
        (c, r): ("┊", None) for c in spans.edges(panel.spans, grid) for r in range(rows)
    }
    cells |= {(c, r): ("╎", None) for c in days for r in range(rows)}
    if look.lines:
        if _ranged(panel.series):
            cells |= bands(slots, grid, scale, look, rows)
        return cells | lines(slots, grid, scale, look, hue, rows)
    cells |= bars(slots[0], grid, scale, look, hue)
    return cells | (ranges(slots[0], grid, scale, rows) if _ranged(panel.series) else {})


def _ranged(series: Sequence[Series]) -> bool:
    return any(one.low for one in series)


def _hue(frame: Frame, panel: Panel) -> Hue:
    """Return the colours of the phases by slot and column."""

    def hue(slot: int) -> list[int | None]:
        return [frame.look.color_of(span) for span in spans.owners(panel.spans, frame.grid, slot)]

    return hue


def _axis(frame: Frame, number: int) -> str:
    """Draw the x axis: dotted where the data do not reach, so that a gap is not read as zero."""
    grid = frame.grid
    covered = [any(line[slot] for line in frame.slots[number]) for slot in range(grid.slots)]
    line = ["─"] * grid.columns
    for column, _, _ in frame.ticks:
        line[column] = "┬"
    for slot in range(grid.slots):
        if not covered[slot]:
            after = slot + 1 < grid.slots and not covered[slot + 1]
            end = grid.left(slot + 1) if after else grid.right(slot) + 1
            line[grid.left(slot) : end] = "·" * (end - grid.left(slot))
    return frame.scale.base.rjust(frame.gutter - 1) + "┴" + "".join(line)


def _line(pieces: Sequence[spans.Piece], frame: Frame, *, color: bool) -> str:
    """Set pieces of text at their columns, each in the colour of its phase."""
    own = color and not frame.look.several
    text, at = "", -frame.gutter
    for column, piece, owner in pieces:
        text += " " * (column - at)
        text += paint(piece, frame.look.color_of(owner)) if own else piece
        at = column + display_width(piece)
    return text
