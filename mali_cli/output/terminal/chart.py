"""Draw a chart as text for a terminal, with the words around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len

from ...model.result import Result
from ...words import showing
from ..chart_picture import ChartStyle, chart_picture
from ..pictures import ChartPicture, Panel
from ..screen import Screen, WordsAround
from ..text import clean, to_ascii
from ..wrapping import beside, captioned, clip, padded
from . import phases
from .bars import Cells, Look, bars, in_ascii, ranges
from .canvas import Inked, paint, painted
from .frame import BETWEEN, FEWEST_ROWS, ChartFrame, fit
from .lines import bands, lines

DEFAULT_HEIGHT, DEFAULT_ROWS = 20, 10
"""Lines of a chart, and those of its bars at least, where no height was asked for."""
PANEL_HEIGHT, PANEL_ROWS = 14, 7
"""Those of each of several charts."""
PROMPTS = 2
"""Lines of a terminal for the command and for what is typed after it."""
PLAIN = ChartStyle()


def draw_chart(
    result: Result,
    screen: Screen,
    *,
    width: int | None,
    height: int | None,
    words: WordsAround,
    style: ChartStyle = PLAIN,
) -> str:
    """Draw an answer of `chart` between its title and its notes.

    Raises:
        UsageError: a range was asked for that the figures do not have.
    """
    picture = chart_picture(result, style)
    alone = len(picture.panels) < 2 and not picture.beside
    usual, rows = (DEFAULT_HEIGHT, DEFAULT_ROWS) if alone else (PANEL_HEIGHT, PANEL_ROWS)
    if screen.brief and not height and alone:  # the title stays on the screen
        around = captioned("", result, screen, words).count("\n")
        usual, rows = min(usual, screen.height - PROMPTS - around), FEWEST_ROWS
    charts = [
        draw(
            one,
            width=width or screen.width,
            height=height or usual,
            fewest=FEWEST_ROWS if height else rows,
            color=screen.color,
            ascii_only=screen.ascii,
        )
        for one in picture.apart
    ]
    return captioned("\n\n".join(charts), result, screen, words)


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
        why = showing.TOO_NARROW() if drawable else showing.NOTHING_TO_DRAW()
        drawn = [clip(str(why), width)]
    else:
        drawn = [clip(picture.y_label, width), *_panels(frame), *frame.legend, *frame.remarks]
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
        return to_ascii(clean(text)) if ascii_only else clean(text)

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


def _panels(frame: ChartFrame) -> Iterator[str]:
    """Yield the lines of all panels, those side by side joined."""
    panels = frame.picture.panels
    for start in range(0, len(panels), frame.across):
        numbers = range(start, min(start + frame.across, len(panels)))
        last = start + frame.across >= len(panels)
        room = (frame.width + BETWEEN) // frame.across - BETWEEN
        blocks = [(_panel(frame, number, room, signs=last), room) for number in numbers]
        yield from beside(blocks, BETWEEN)


def _panel(frame: ChartFrame, number: int, room: int, *, signs: bool) -> list[str]:
    """Return the lines of one panel."""
    panel, below = frame.picture.panels[number], frame.below[number]
    area = _area(frame, number)
    if frame.ends:
        area = _with_names(area, frame, number)
    ticks: list[phases.Piece] = [(start, text, None) for _, start, text in frame.ticks]
    words = [ticks, *(frame.signs if signs else []), *below.brackets]
    named = [clip(panel.name, room)] if panel.name else []
    bracketed = (_line(pieces, frame) for pieces in words)
    return [*named, *area, _axis(frame, number), *bracketed, *below.keys]


def _with_names(area: Sequence[str], frame: ChartFrame, number: int) -> list[str]:
    """Write the names of lines right of a plot, each near where its line ends."""
    series, slots = frame.picture.panels[number].series, frame.slots[number]
    ends = []
    for place, line in enumerate(slots):
        last = next((slot.total for slot in reversed(line) if slot), 0.0)
        zero = not last and frame.zeros
        row = frame.zeros.get(place, 0) if zero else int(frame.scale.at(last))
        ends.append((min(row, frame.rows - 1), place))
    lines = list(area)
    for row, (_, place) in zip(_apart(sorted(ends), frame.rows), sorted(ends), strict=True):
        sign = paint(frame.look.glyph(place), frame.look.color_of(place))
        name = f" {sign} {clip(series[place].name, frame.ends - 3)}"
        lines[frame.rows - 1 - row] = padded(lines[frame.rows - 1 - row], _wide(frame)) + name
    return lines


def _apart(ends: Sequence[tuple[int, int]], rows: int) -> list[int]:
    """Return a row for each name, from the bottom, as near to its line as there is room."""
    found: list[int] = []
    for number, (row, _) in enumerate(ends):
        most = rows - len(ends) + number
        found.append(min(max(row, found[-1] + 1 if found else 0), max(most, 0)))
    return found


def _wide(frame: ChartFrame) -> int:
    return frame.gutter + frame.grid.columns


def _cells(frame: ChartFrame, number: int) -> Cells:
    """Return the cells of a panel: the edges of phases and the days, on top of them the counts."""
    grid, scale, look, rows = frame.grid, frame.scale, frame.look, frame.rows
    panel, slots = frame.picture.panels[number], frame.slots[number]
    ranged = any(series.low for series in panel.series)

    def hue(slot: int) -> list[int | None]:
        return [look.color_of(span) for span in phases.owners(panel.spans, grid, slot)]

    days = [phases.column_of(one, frame.picture.units, grid) for one in frame.picture.markers]
    cells: Cells = {
        (c, r): ("┊", None) for c in phases.edges(panel.spans, grid) for r in range(rows)
    }
    cells |= {(c, r): ("╎", None) for c in days for r in range(rows)}
    if look.lines:
        if ranged:
            cells |= bands(slots, grid, scale, look, rows)
        return cells | lines(slots, grid, scale, look, hue, rows, frame.zeros)
    cells |= bars(slots[0], grid, scale, look, hue)
    return cells | (ranges(slots[0], grid, scale, rows) if ranged else {})


def _area(frame: ChartFrame, number: int) -> list[str]:
    """Draw the lines of a panel's plot area, from the top, each after its piece of the y axis."""
    cells, ticks = _cells(frame, number), dict(frame.scale.ticks)
    blank: Inked = (" ", None)
    lines = []
    for row in reversed(range(frame.rows)):
        label = f"{ticks[row]}┤" if row in ticks else "│"
        line = painted(cells.get((column, row), blank) for column in range(frame.grid.columns))
        lines.append(label.rjust(frame.gutter) + line)
    return lines


def _axis(frame: ChartFrame, number: int) -> str:
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


def _line(pieces: Sequence[phases.Piece], frame: ChartFrame) -> str:
    """Set pieces of text at their columns, each in the colour of its phase."""
    own = frame.look.color and not frame.look.several
    text, at = "", -frame.gutter
    for column, piece, owner in pieces:
        text += " " * (column - at)
        text += paint(piece, frame.look.color_of(owner)) if own else piece
        at = column + cell_len(piece)
    return text
