"""Figures for print: a picture as SVG, PNG, PDF, or a page of HTML. Drawn with Matplotlib.

Matplotlib is an extra (`pip install 'mali-cli[figures]'`) and is imported when a figure is drawn.
The same picture gives the same bytes: nothing of the clock, of the machine or of the settings of
a user goes in.
"""

from __future__ import annotations

from collections.abc import Callable

from ..model.result import Result
from ..words import writing
from .deliver import Renderer, Wanted
from .extras import need
from .figure.sizes import DEFAULT_SIZE, SIZES
from .pictures import ChartPicture, MapPicture
from .screen import Screen

Picture = ChartPicture | MapPicture


def look_of(picture: Callable[[Result], Picture], wanted: Wanted, size: str) -> Renderer:
    """Return how a result is drawn as a figure, for `deliver`.

    Raises:
        OutputError: Matplotlib is not installed.
    """
    need("matplotlib", "figures", what=writing.A_FIGURE())

    def draw(result: Result, _: Screen) -> bytes:
        shown = picture(result) if result.frame.height else _nothing(result)
        return render_figure(shown, result, wanted.format, size=size, notes=not wanted.quiet)

    return draw


def render_figure(
    picture: Picture, result: Result, format: str, *, size: str = DEFAULT_SIZE, notes: bool = True
) -> bytes:
    """Draw a picture with its title, source, release, citation and notes.

    Args:
        picture: what is drawn.
        result: what it was drawn from: the caption, and the table of the page of HTML.
        format: one of `FORMATS`.
        size: one of `SIZES`.
        notes: whether the caption holds the notes; the source and how to cite it always stand.

    Raises:
        OutputError: Matplotlib is not installed.
    """
    need("matplotlib", "figures", what=writing.A_FIGURE())
    from .figure.words import alt_text, caption, metadata

    if format == "html":
        from .figure.svg import html_page

        return html_page(picture, result, inline_svg(picture, size=size), notes=notes).encode()
    from .figure.drawing import drawn

    return drawn(
        picture,
        format,
        SIZES[size],
        caption=caption(result, notes=notes),
        about=metadata(picture, result, alt_text(picture)),
    )


def _nothing(result: Result) -> ChartPicture:
    """Return what is drawn where there are no rows: the title, and in the caption why."""
    return ChartPicture(
        result.heading, unit="year", units=(), y_label="", panels=(), taken=result.taken
    )


def inline_svg(picture: Picture, *, size: str = DEFAULT_SIZE) -> str:
    """Return a picture as an <svg> element to be put into a page of HTML, with its alt text.

    The title and the caption are left to the page. It loads nothing; several may stand in one
    page.

    Raises:
        OutputError: Matplotlib is not installed.
    """
    need("matplotlib", "figures", what=writing.A_FIGURE())
    from .figure.drawing import drawn
    from .figure.svg import element
    from .figure.words import alt_text, title_of

    about = {"title": title_of(picture), "description": alt_text(picture)}
    return element(drawn(picture, "svg", SIZES[size], caption=None, about=about).decode())
