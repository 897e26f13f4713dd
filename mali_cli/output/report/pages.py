"""The report as a page of HTML or of Markdown, and its pictures."""

from __future__ import annotations

from collections.abc import Callable

from ...frozen import frozen
from ...model.report import CHART, Picture, Report
from ..chart_picture import ChartStyle, chart_picture
from ..figure.drawing import inline_svg
from ..figure.words import alt_text
from ..map_picture import PLACES, map_picture
from ..pictures import ChartPicture, MapPicture
from ..terminal.chart import draw_chart
from ..terminal.map import draw_map
from .rendering import PAPER, rendered

STYLE = ChartStyle()


@frozen
class Drawn:
    """A picture as SVG elements: for a page, and for a screen as narrow as a phone."""

    wide: str
    narrow: str


DrawPicture = Callable[[Picture], Drawn | None]
"""Draws a picture; None where that cannot be done."""


def to_html(report: Report, draw: DrawPicture) -> str:
    """Render a report as a page of HTML.

    Args:
        report: what is shown.
        draw: draws a picture; where it cannot, the page has it drawn with characters.
    """
    return rendered("report.html", report=report, draw=draw, alt=alt_of, characters=as_text)


def to_markdown(report: Report) -> str:
    """Render a report as a page of Markdown."""
    return rendered("report.md", report=report, alt=alt_of, characters=as_text)


def alt_of(picture: Picture) -> str:
    """Say in words what a picture shows."""
    return alt_text(_shown(picture))


def as_text(picture: Picture) -> str:
    """Draw a picture with characters, without its title and its notes."""
    bare = picture.result.titled("")
    size = {"width": None, "height": None}
    if picture.kind == CHART:
        text = draw_chart(bare, PAPER, **size, notes=False, style=STYLE)
    else:
        text = draw_map(bare, PAPER, **size, places=PLACES, density=False, notes=False)
    return "\n".join(line.rstrip() for line in text.rstrip().split("\n"))


def as_svg(picture: Picture) -> Drawn:
    """Draw a picture as SVG elements with their alternative text.

    Raises:
        OutputError: the library that draws is not installed.
    """
    shown = _shown(picture)
    return Drawn(inline_svg(shown, size="page"), inline_svg(shown, size="column"))


def _shown(picture: Picture) -> ChartPicture | MapPicture:
    if picture.kind == CHART:
        return chart_picture(picture.result, STYLE)
    return map_picture(picture.result)
