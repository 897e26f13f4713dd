"""From a picture to the bytes of a figure: Matplotlib with settings of its own, left as found."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ..pictures import ChartPicture, MapPicture
from ..text import clean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .sizes import Size

PNG_DPI = 300
SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "text.parse_math": False,  # a name may hold dollars
    "text.hinting": "no_hinting",  # a line is as wide at every resolution
    "text.hinting_factor": 1,
    "axes.unicode_minus": False,
    "svg.fonttype": "none",  # text that can be searched, read aloud and copied
    "svg.hashsalt": "mali-cli",
    "pdf.fonttype": 42,  # TrueType: text that can be edited and searched
    "hatch.linewidth": 0.5,
    "path.simplify": False,
}
"""Everything else is Matplotlib's default, whatever a user's matplotlibrc says."""


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
        about: what the file says about itself, see `figure_words.metadata`.
    """
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        return saved(_figure(picture, size, caption), format, about)


def _figure(
    picture: ChartPicture | MapPicture, size: Size, caption: Sequence[str] | None
) -> Figure:
    from .chart import chart_blocks
    from .map import map_blocks
    from .page import MM, Ruler, blank, page, paragraph

    ruler, width = Ruler(), size.width * MM
    body = (
        chart_blocks(picture, ruler, size)
        if isinstance(picture, ChartPicture)
        else map_blocks(picture, ruler, size)
    )
    if caption is None:
        return page(body, width)
    from .page import FAINT

    title, taken = clean(picture.title), clean(picture.taken)
    above = [paragraph(ruler, title, size.text * 1.25, width, bold=True)]
    above += [paragraph(ruler, taken, size.text, width, color=FAINT)] if taken else []
    small = max(size.text * 0.85, 6.0)
    below = [paragraph(ruler, text, small, width, color=FAINT) for text in caption]
    return page([*above, blank(size.text * 1.2), *body, blank(size.text), *below], width)


def saved(figure: Figure, format: str, about: Mapping[str, str]) -> bytes:
    """Return the file of a figure, with no day and no machine in it."""
    from .svg import plain_svg

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
