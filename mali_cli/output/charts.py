"""Charts of results in a terminal, with the words around them."""

from __future__ import annotations

from ..model.result import Result
from .chart_picture import ChartStyle, chart_picture
from .plot import FEWEST_ROWS, draw
from .screen import Screen
from .text import to_ascii_lines
from .wrapping import notes_of, title_of

DEFAULT_HEIGHT, DEFAULT_ROWS = 20, 10
"""Lines of a chart, and those of its bars at least, where no height was asked for."""
PANEL_HEIGHT, PANEL_ROWS = 14, 7
"""Those of each of several charts."""
PLAIN = ChartStyle()


def draw_chart(
    result: Result,
    screen: Screen,
    *,
    width: int | None,
    height: int | None,
    notes: bool,
    style: ChartStyle = PLAIN,
) -> str:
    """Draw an answer of `chart` between its title and its notes.

    Raises:
        UsageError: a range was asked for that the figures do not have.
    """
    picture = chart_picture(result, style)
    alone = len(picture.panels) < 2
    usual, rows = (DEFAULT_HEIGHT, DEFAULT_ROWS) if alone else (PANEL_HEIGHT, PANEL_ROWS)
    chart = draw(
        picture,
        width=width or screen.width,
        height=height or usual,
        fewest=FEWEST_ROWS if height else rows,
        color=screen.color,
        ascii_only=screen.ascii,
    )
    parts = [title_of(result, screen), chart]
    if notes:
        parts.append(notes_of(result, screen))
    text = "\n\n".join(part for part in parts if part) + "\n"
    return to_ascii_lines(text) if screen.ascii else text
