"""Draw cells with plotext 6: the only module that knows plotext.

Measured with plotext 6.1.0 on the 36 years of one-sided violence in Mali, 1989-2024:

- `figure.bar` makes bars of unequal width that run together (36 bars at 80 columns), paints a year
  with 1 death as high as one with 77 (a bar covers whole rows) and labels the axis `1.5e3`; the x
  labels are thinned at will, the last year is lost. Its error bars are symmetric.
- `figure.signal` is exact: with `alignment(lim="edge")`, limits from 0 to the number of columns
  (rows) and points at n + 0.5, point n is in column n, for each width from 1 to 399. So one axis
  unit is one terminal column, and a phase drawn under the chart is under its bars.
- `figure.line` always paints a background (white if none is given).

So plotext draws the plot area, a cell a point, and the y axis with its ticks. All that must align
with it, show gaps and lose no label comes from the other modules. NaN reaches plotext's C++ core as
std::bad_alloc and kills the process, so values are checked before plotext sees them. It keeps one
global figure, caps it to the terminal and paints a white canvas: `_figure` undoes all three.

Loading it takes 0.12 s of a processor, of which 0.06 s build its own documentation and 0.01 s load
PIL, where there is one. `plotext/__init__.py` does both, and no part of plotext is reached but
through that file; it has no option to leave them out, and an empty module put in their place would
rest on its insides. So it is imported when a chart is drawn.
"""

from __future__ import annotations

from typing import Any

from .bars import AnyScale, Cells


def plot_area(
    cells: Cells, scale: AnyScale, *, columns: int, rows: int, gutter: int, color: bool
) -> list[str]:
    """Return the lines of the plot area with its y axis, `gutter` columns wide."""
    import plotext

    figure = _figure(plotext, scale, columns, rows, gutter)
    if cells:
        markers = [plotext.marker(glyph, pixel=code) for glyph, code in cells.values()]
        x = [column + 0.5 for column, _ in cells]
        y = [row + 0.5 for _, row in cells]
        figure.draw(figure.signal(x, y, marker=markers))
    return str(figure.build().string(colorless=not color)).splitlines()


def _figure(plotext: Any, scale: AnyScale, columns: int, rows: int, gutter: int) -> Any:
    """Return plotext's one figure, emptied: point n + 0.5 is column n, or row n from the bottom."""
    plotext.terminal.limit(False, False)  # else cut to the terminal, or to 80 columns
    figure = plotext.figure
    figure.clear()
    figure.theme("colorless")
    figure.plot_size(gutter + columns, rows)
    figure.axes(False, axis=0)
    figure.axes(False, axis=1, side=1)
    for name, size in (("x", columns), ("y", rows)):
        figure.ruler(name).alignment(lim="edge")
        figure.ruler(name).lim(0, size)
    figure.ruler("x").ticks([])
    at, texts = zip(*scale.ticks, strict=True)
    figure.ruler("y").ticks([row + 0.5 for row in at], [t.rjust(gutter - 1) for t in texts])
    return figure
