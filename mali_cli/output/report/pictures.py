"""The pictures of a report: as text for Markdown, as SVG for HTML where it can be drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...model.report import CHART, Picture
from ..chart_picture import ChartStyle, chart_picture
from ..charts import draw_chart
from ..figure.words import alt_text
from ..figures import inline_svg
from ..map_picture import PLACES, map_picture
from ..maps import draw_map
from ..pictures import ChartPicture, MapPicture
from ..screen import PIPE_HEIGHT, PIPE_WIDTH, Screen

PAPER = Screen(width=PIPE_WIDTH, height=PIPE_HEIGHT, tty=False, color=False, ascii=False)
"""A page of text: 80 columns, no colour, all of Unicode."""
STYLE = ChartStyle()


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG elements: for a page, and for a screen as narrow as a phone."""

    wide: str
    narrow: str


Draw = Callable[[Picture], Drawn | None]
"""Draws a picture; None where that cannot be done."""


def alt_of(picture: Picture) -> str:
    """Say in words what a picture shows."""
    return alt_text(_shown(picture))


def as_text(picture: Picture) -> str:
    """Draw a picture with characters, without its title and its notes."""
    bare = replace(picture.result, title="")
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
