"""From a picture to the bytes of a figure: Matplotlib with settings of its own, left as found."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import matplotlib
from matplotlib.figure import Figure

from ..pictures import ChartPicture, MapPicture
from ..text import clean
from .chart import draw_chart
from .map import draw_map
from .page import Page
from .sizes import Size
from .style import FAINT, INK, settings
from .svg import plain_svg

PNG_DPI = 300


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
    *,
    caption: Sequence[str] | None,
    about: Mapping[str, str],
) -> bytes:
    """Draw a picture as "svg", "png" or "pdf".

    Args:
        picture: what is drawn.
        format: of the file.
        size: of the page.
        caption: the paragraphs under it; None leaves out the title too.
        about: what the file says about itself, see `words.metadata`.
    """
    with quiet(), matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(settings(size.text))
        return saved(_figure(picture, size, caption), format, about)


def _figure(
    picture: ChartPicture | MapPicture, size: Size, caption: Sequence[str] | None
) -> Figure:
    page = Page(size)
    if caption is not None:
        title, taken = clean(picture.title), clean(picture.taken)
        page.above(title, size.text * 1.25, bold=True)
        if taken:
            page.above(taken, size.text, color=FAINT)
    if isinstance(picture, ChartPicture):
        for text in draw_chart(page, picture, size):
            page.below(text, size.text, color=INK, gap=size.text * 0.3)
    else:
        draw_map(page, picture, size)
    small = max(size.text * 0.85, 6.0)
    for number, text in enumerate(caption or ()):
        page.below(text, small, gap=0.0 if number else size.text)
    return page.finished()


def saved(figure: Figure, format: str, about: Mapping[str, str]) -> bytes:
    """Return the file of a figure, with no day and no machine in it."""
    out = io.BytesIO()
    if format == "svg":
        none = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(out, format="svg", metadata=none)
        return plain_svg(out.getvalue().decode(), about).encode()
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
