"""Draw charts with plotext 6: the only module that knows plotext.

Measured with plotext 6.1.0 on the 36 years of one-sided violence in Mali, 1989-2024:

- `figure.bar` makes bars of unequal width that run together (36 bars at 80 columns), paints a year
  with 1 death as high as one with 77 (a bar covers whole rows) and labels the axis `1.5e3`; the x
  labels are thinned at will, the last year is lost.
- `figure.signal(...).fillx()` is exact: with `alignment(lim="edge")`, limits from 0 to the number
  of columns (rows) and points at n + 0.5, point n is in column n, for each width from 1 to 399. So
  one axis unit is one terminal column, and a phase drawn under the chart is under its bars.
- `figure.line` always paints a background (white if none is given): the phase edges are a signal.

So plotext draws the plot area: bars and phase edges as filled signals, the tops of the bars as
points whose marker is an eighth block, the y axis with its ticks. The lines below must align with
it, show gaps and lose no label; they come from `plot_axes`. A value above zero is at least an
eighth of a row high: a year with one death must not look like a year with none.

NaN reaches plotext's C++ core as std::bad_alloc and kills the process, so values are checked before
plotext sees them. It keeps one global figure, caps it to the terminal and paints a white canvas:
`_figure` undoes all three.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mali_cli.output import plot_axes as axes
from mali_cli.output.plot_axes import Bar, Span

__all__ = ["Bar", "Span", "bar_chart"]

NOTHING = "(nothing to draw)"
TOO_NARROW = "(too narrow for a chart)"
FEWEST_COLUMNS = 4
FEWEST_ROWS = 3
LARGEST = 1e15  # beyond it a float no longer counts single deaths

EIGHTHS = " ▁▂▃▄▅▆▇█"
TO_ASCII = str.maketrans("▁▂▃▄▅▆▇█│┤├┼┴┬─┊·…\u2013", "___#####|+++++-:.~-")

# Okabe & Ito's colour-blind-safe palette (jfly.uni-koeln.de/color) in a terminal's 256 colours,
# without its yellow and black, which vanish on a white or a black background: sky blue, orange,
# green, purple, vermillion, blue.
COLORS = (74, 172, 36, 175, 166, 25)


def bar_chart(
    bars: Sequence[Bar],
    spans: Sequence[Span] = (),
    *,
    width: int = 80,
    height: int = 20,
    color: bool = False,
    ascii_only: bool = False,
    y_label: str = "deaths",
) -> str:
    """Draw one series over time as bars from zero, its phases marked in the plot and named below.

    Takes bars in the order of time, and spans that refer to them by index. Returns `height` lines
    (more if phases and notes leave fewer than three rows for the bars), none wider than `width`,
    without a final newline. Where there are more bars than columns, a column shows the highest of
    its bars and the last line says so. Raises ValueError for a value that is NaN, infinite,
    negative or above 1e15, and for a span outside the bars.
    """
    _check(bars, spans)
    bars = [Bar(axes.clean(b.label, ascii_only=ascii_only), b.value) for b in bars]
    spans = [Span(axes.clean(s.name, ascii_only=ascii_only), s.first, s.last) for s in spans]
    frame = _fit(bars, spans, width, height) if bars else None
    if frame is None:
        lines = [axes.clip(TOO_NARROW if bars else NOTHING, width)]
    else:
        title = axes.clip(axes.clean(y_label, ascii_only=ascii_only), width)
        color = color and bool(spans)
        lines = [title, *_plot_area(frame, color), *_below(frame, color)]
    text = "\n".join(line.rstrip() for line in lines)
    return text.translate(TO_ASCII) if ascii_only else text


def _check(bars: Sequence[Bar], spans: Sequence[Span]) -> None:
    for bar in bars:
        if bar.value is not None and not 0 <= bar.value <= LARGEST:  # false for NaN too
            raise ValueError(
                f"cannot draw {bar.label}: {bar.value} is not a number from 0 to {LARGEST:g}"
            )
    for span in spans:
        if not 0 <= span.first <= span.last < len(bars):
            raise ValueError(
                f"phase {span.name!r} is bars {span.first} to {span.last} of {len(bars)}"
            )


@dataclass(frozen=True)
class _Frame:
    """What is decided before drawing; `gutter` is the columns left of the bars: y labels, axis."""

    bars: Sequence[Bar]
    spans: Sequence[Span]
    values: list[float | None]  # one per slot
    grid: axes.Grid
    scale: axes.Scale
    rows: int
    gutter: int
    ticks: list[tuple[int, int, str]]
    phases: list[list[axes.Piece]]
    notes: list[str]


def _fit(bars: Sequence[Bar], spans: Sequence[Span], width: int, height: int) -> _Frame | None:
    """Share the space out: y labels take columns from the bars, notes take rows, so try again."""
    gutter = 2
    while (columns := width - gutter) >= FEWEST_COLUMNS:
        grid = axes.grid(len(bars), columns)
        values = _highest(bars, grid)
        phases, keys = axes.ruler(spans, grid)
        notes = axes.wrap([_key(letter, spans[i], bars) for letter, i in keys], width)
        notes += axes.wrap(_remarks(bars, grid), width)
        rows = max(FEWEST_ROWS, height - 3 - len(phases) - len(notes))  # 3: title, x axis, x labels
        known = [v for v in values if v is not None]
        scale = axes.scale(max(known, default=0), rows, whole=all(v == int(v) for v in known))
        needed = 1 + max(len(text) for _, text in scale.ticks)
        if needed <= gutter:
            ticks = axes.x_ticks([b.label for b in bars], grid, gutter, width)
            return _Frame(bars, spans, values, grid, scale, rows, gutter, ticks, phases, notes)
        gutter = needed
    return None


def _highest(bars: Sequence[Bar], grid: axes.Grid) -> list[float | None]:
    """Return the maximum of each slot; a slot is a gap only if none of its bars is covered."""
    groups = (bars[i : i + grid.share] for i in range(0, len(bars), grid.share))
    return [max((b.value for b in group if b.value is not None), default=None) for group in groups]


def _key(letter: str, span: Span, bars: Sequence[Bar]) -> str:
    first, last = bars[span.first].label, bars[span.last].label
    return f"{letter} {span.name} {first}" + (f"\u2013{last}" if last != first else "")


def _remarks(bars: Sequence[Bar], grid: axes.Grid) -> list[str]:
    remarks = ["· not covered by the data"] if any(b.value is None for b in bars) else []
    if grid.share > 1:
        unit = axes.time_unit([b.label for b in bars])
        remarks.append(f"each column shows the highest of {grid.share} {unit}")
    return remarks


# the plot area, by plotext


def _figure(plotext: Any, frame: _Frame) -> Any:
    """Return plotext's one figure, emptied: point n + 0.5 is column n, or row n from the bottom."""
    plotext.terminal.limit(False, False)  # else cut to the terminal, or to 80 columns
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    figure.plot_size(frame.gutter + frame.grid.columns, frame.rows)
    figure.axes(False, axis=0)
    figure.axes(False, axis=1, side=1)
    for name, size in (("x", frame.grid.columns), ("y", frame.rows)):
        figure.ruler(name).alignment(lim="edge")
        figure.ruler(name).lim(0, size)
    figure.ruler("x").ticks([])
    rows, texts = zip(*frame.scale.ticks, strict=True)
    figure.ruler("y").ticks([r + 0.5 for r in rows], [t.rjust(frame.gutter - 1) for t in texts])
    return figure


def _plot_area(frame: _Frame, color: bool) -> list[str]:
    """Draw the phase edges, over them the bars' full rows, and on these their tops."""
    import plotext

    figure = _figure(plotext, frame)
    edges = [(c, frame.rows - 1, "┊", None) for c in axes.edges(frame.spans, frame.grid)]
    bodies, tops = _cells(frame)
    for cells, filled in ((edges, True), (bodies, True), (tops, False)):
        if cells:
            markers = [plotext.marker(glyph, pixel=_code(owner)) for _, _, glyph, owner in cells]
            x, y = [c + 0.5 for c, *_ in cells], [r + 0.5 for _, r, *_ in cells]
            figure.draw(figure.signal(x, y, marker=markers).fillx(filled))
    return str(figure.build().string(colorless=not color)).splitlines()


Cell = tuple[int, int, str, int | None]  # column, row from the bottom, glyph, span


def _cells(frame: _Frame) -> tuple[list[Cell], list[Cell]]:
    """Return for each column of each bar its highest full row, and the eighth block above it."""
    bodies: list[Cell] = []
    tops: list[Cell] = []
    for slot, value in enumerate(frame.values):
        eighths = round((value or 0) / frame.scale.per_row * 8)
        full, rest = divmod(max(eighths, 1) if value else 0, 8)
        for column, owner in enumerate(
            axes.owners(frame.spans, frame.grid, slot), frame.grid.left(slot)
        ):
            bodies += [(column, full - 1, EIGHTHS[8], owner)] if full else []
            tops += [(column, full, EIGHTHS[rest], owner)] if rest else []
    return bodies, tops


# the lines below it


def _below(frame: _Frame, color: bool) -> list[str]:
    """Return the x axis with its gaps, the x labels, the phases and the notes."""
    labels: list[axes.Piece] = [(start, text, None) for _, start, text in frame.ticks]
    lines = [_line(pieces, frame.gutter, color) for pieces in (labels, *frame.phases)]
    return [_axis(frame), *lines, *frame.notes]


def _axis(frame: _Frame) -> str:
    """Draw the x axis: dotted where the data do not reach, so that a gap is not read as zero."""
    line = ["─"] * frame.grid.columns
    for column, _, _ in frame.ticks:
        line[column] = "┬"
    for slot, value in enumerate(frame.values):
        if value is None:
            after = slot + 1 < frame.grid.slots and frame.values[slot + 1] is None
            end = frame.grid.left(slot + 1) if after else frame.grid.right(slot) + 1
            line[frame.grid.left(slot) : end] = "·" * (end - frame.grid.left(slot))
    return "0".rjust(frame.gutter - 1) + "┴" + "".join(line)


def _line(pieces: Sequence[axes.Piece], gutter: int, color: bool) -> str:
    """Set pieces of text at their columns, each in the colour of its phase."""
    text, at = "", -gutter
    for column, piece, owner in pieces:
        text += " " * (column - at) + (
            _paint(piece, owner) if color and owner is not None else piece
        )
        at = column + axes.display_width(piece)
    return text


def _code(owner: int | None) -> int | None:
    return None if owner is None else COLORS[owner % len(COLORS)]


def _paint(text: str, owner: int) -> str:
    return f"\x1b[38;5;{_code(owner)}m{text}\x1b[0m"
