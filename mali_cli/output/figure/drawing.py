"""Figures for print: from a picture to the bytes of a file, or to an element of a page.

Matplotlib is an extra (`pip install matplotlib`) and is imported when a figure is drawn.
The same picture gives the same bytes: nothing of the clock, of the machine or of the settings of
a user goes in.
"""

from __future__ import annotations

import io
import logging
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from ...model.errors import OutputError
from ...model.result import Result
from ...words import writing
from ..formats import FIGURES
from ..pictures import ChartPicture, MapPicture
from .sizes import DEFAULT_SIZE, SIZES, Size
from .svg import element, plain_svg
from .words import alt_text, caption, metadata, printed, title_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

AnyPicture = ChartPicture | MapPicture
GivePicture = Callable[[Result], AnyPicture]


def to_file(
    result: Result,
    *,
    picture: GivePicture,
    size: str,
    notes: bool,
    titled: bool,
    noted: bool,
    format: str,
) -> bytes:
    """Draw a result with its title, its source on a line, and what is noted in print.

    Args:
        result: what it is drawn from: what stands under it too.
        picture: gives what is drawn.
        size: one of `SIZES`.
        notes: whether notes stand under it; warnings and the source stand without them too.
        titled: whether the title stands over it.
        noted: whether anything stands under it.
        format: "svg", "png" or "pdf".
    """
    shown = _shown(result, picture)
    about = metadata(shown, result, alt_text(shown))
    under = printed(result, notes=notes) if noted else ()
    around = Around(title_of(shown) if titled else "", under)
    return drawn(shown, format, SIZES[size], around, about=about)


def to_html(
    result: Result, *, picture: GivePicture, size: str, notes: bool, titled: bool, noted: bool
) -> str:
    """Draw a result on a page of HTML with a table of its rows; the arguments are as above."""
    from ..report.rendering import rendered

    shown = _shown(result, picture)
    values = {
        "picture": shown,
        "svg": inline_svg(shown, SIZES[size]),
        "titled": titled,
        "caption": caption(result, notes=notes) if noted else (),
        "about": metadata(shown, result, alt_text(shown)),
    }
    return rendered("figure.html", **values, result=result)


def _shown(result: Result, picture: GivePicture) -> AnyPicture:
    """Return what is drawn; where there are no rows the title, and in the caption stands why."""
    if result.frame.height:
        return picture(result)
    return ChartPicture(
        result.short or result.heading, unit="year", units=(), y_label="", panels=()
    )


def inline_svg(picture: AnyPicture, size: Size = SIZES[DEFAULT_SIZE]) -> str:
    """Return a picture as an <svg> element to be put into a page of HTML, with its alt text.

    The title and the caption are left to the page. It loads nothing; several may stand in one
    page.

    Raises:
        OutputError: Matplotlib is not installed.
    """
    FIGURES.need()
    about = {"title": title_of(picture), "description": alt_text(picture)}
    return element(drawn(picture, "svg", size, NOTHING_AROUND, about=about).decode())


class Around(NamedTuple):
    """The words around a drawing: the title over it, and the paragraphs under it."""

    title: str
    notes: tuple[str, ...]


NOTHING_AROUND = Around("", ())
PNG_DPI = 300
SETTINGS = ("MPLBACKEND", "MATPLOTLIBRC", "MPLCONFIGDIR")
"""What Matplotlib reads of the environment."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keep Matplotlib from talking: of its cache of fonts, or of signs that its font lacks."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def drawn(
    picture: ChartPicture | MapPicture,
    format: str,
    size: Size,
    around: Around,
    *,
    about: Mapping[str, str],
) -> bytes:
    """Draw a picture as "svg", "png" or "pdf".

    Args:
        picture: what is drawn.
        format: of the file.
        size: of the page.
        around: the words over and under it.
        about: what the file says about itself, see `words.metadata`.
    """
    key = "f" + sha256(repr((picture, size, around)).encode()).hexdigest()[:10]
    with quiet():
        matplotlib, settings = _started()
    with quiet(), matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings(size.text, key))
        return _saved(_figure(picture, size, around), format, about, key)


def _started() -> tuple[ModuleType, Callable[[float, str], Any]]:
    """Import Matplotlib, which reads settings of its own then, and return our settings too.

    Raises:
        OutputError: it fails at them.
    """
    try:
        import matplotlib

        from .page import settings
    except (ValueError, OSError, RuntimeError) as error:
        why = " ".join(str(error).split())[:200]
        read = [*(name for name in SETTINGS if name in os.environ), "a file matplotlibrc"]
        raise OutputError(writing.MATPLOTLIB_FAILS(why=why, settings=read)) from None
    return matplotlib, settings


def _figure(picture: ChartPicture | MapPicture, size: Size, around: Around) -> Figure:
    from .chart import draw_chart
    from .map import draw_map
    from .page import FigurePage

    page = FigurePage(size)
    if around.title:
        page.above(around.title, size.text * 1.25, bold=True)
    if isinstance(picture, ChartPicture):
        draw_chart(page, picture, size)
    else:
        draw_map(page, picture, size)
    small = max(size.text * 0.85, 6.0)
    for number, text in enumerate(around.notes):
        page.below(text, small, gap=0.0 if number else size.text)
    return page.finished()


def _saved(figure: Figure, format: str, about: Mapping[str, str], key: str) -> bytes:
    """Return the file of a figure, with no day and no machine in it."""
    out = io.BytesIO()
    if format == "svg":
        none = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(out, format="svg", metadata=none)
        return plain_svg(out.getvalue().decode(), about, key).encode()
    if format == "pdf":
        figure.savefig(out, format="pdf", metadata=_pdf(about))
    else:
        figure.savefig(out, format="png", dpi=PNG_DPI, metadata=_png(about))
    return out.getvalue()


def _pdf(about: Mapping[str, str]) -> dict[str, str | None]:
    return {
        "Title": about["title"],
        "Subject": f"{about['description']} {about.get('source', '')}".rstrip(),
        "Keywords": about.get("command", ""),
        "Creator": about.get("maker", ""),
        "Producer": None,
        "CreationDate": None,
    }


def _png(about: Mapping[str, str]) -> dict[str, str | None]:
    """Return texts by the keywords that the PNG specification (11.3.3.2) names."""
    return {
        "Title": about["title"],
        "Description": about["description"],
        "Source": about.get("source", ""),
        "Comment": about.get("command", ""),
        "Software": about.get("maker", ""),
    }
