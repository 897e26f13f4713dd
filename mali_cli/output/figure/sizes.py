"""How wide a figure is, with what fits it."""

from __future__ import annotations

from ...frozen import frozen

DEFAULT_SIZE = "page"


@frozen
class Size:
    """A width of figures, with what fits it.

    Attributes:
        width: of the figure, in millimetres.
        plot: the height of a single plot, in millimetres.
        text: the size of the text, in points.
        columns: how many small charts stand beside each other.
    """

    width: float
    plot: float
    text: float
    columns: int


SIZES = {
    "column": Size(89, 50, 6.5, 2),
    "page": Size(183, 75, 7.5, 3),
    "wide": Size(254, 100, 10.5, 3),
}
"""One and two columns of a journal, as Nature and Elsevier ask for (89 or 90 mm, 183 or 190 mm),
with text of at least 6 points; and a slide."""
PHONE = Size(89, 50, 8, 1)
"""The screen of a phone: small charts and maps stand under each other."""
