"""How figures look: settings of Matplotlib, colours, hatches, dashes and signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from ..pictures import Series

INK, FAINT, RULES, SHADE, DARK = "#1a1a1a", "#595959", "#d0d0d0", "#f3f3f3", "#222222"
MARGIN = 4.0
"""Around a page and what stands on it, in points."""
LEADING = 1.3
"""The distance of lines, in sizes of the text."""
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe & Ito (2008), Color Universal Design, https://jfly.uni-koeln.de/color/"""
HATCHES = ("", "////", "\\\\\\\\", "xxxx", "----", "||||", "++++")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 1)))
SIGNS = ("o", "s", "^", "D", "v", "P", "X")
OTHERS, OTHERS_COLOUR = ("other", "others"), "#999999"


def settings(text: float) -> Any:
    """Return Matplotlib's settings for a figure with text of a size.

    Everything else is Matplotlib's default, whatever a user's matplotlibrc says.
    """
    return {
        "font.family": "DejaVu Sans",
        "font.size": text,
        "text.color": INK,
        "text.parse_math": False,  # a name may hold dollars
        "text.hinting": "no_hinting",  # a line is as wide at every resolution
        "text.hinting_factor": 1,
        "svg.fonttype": "none",  # text that can be searched, read aloud and copied
        "svg.hashsalt": "mali-cli",
        "pdf.fonttype": 42,  # TrueType: text that can be edited and searched
        "hatch.linewidth": 0.5,
        "path.simplify": False,
        "axes.facecolor": "none",
        "axes.linewidth": 0.7,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": RULES,
        "grid.linewidth": 0.5,
        "axes.titlelocation": "left",
        "axes.titlesize": text * 1.1,
        "axes.titleweight": "bold",
        "xtick.color": INK,
        "xtick.major.size": 2.5,
        "xtick.major.width": 0.6,
        "ytick.color": INK,
        "ytick.major.size": 0,
        "legend.frameon": False,
        "legend.borderaxespad": 0,
        "legend.borderpad": 0,
        "legend.columnspacing": 1.6,
        "legend.handletextpad": 0.5,
    }


@dataclass(frozen=True)
class Looks:
    """How a series is drawn, as bars or as a line."""

    colour: str
    hatch: str
    dash: Any
    sign: str


def looks(series: Sequence[Series]) -> dict[str, Looks]:
    """Return the looks of each series by its name; from the eighth on they come again."""
    names = dict.fromkeys(one.name for one in series)
    styles = cycle(zip(COLOURS, HATCHES, DASHES, SIGNS, strict=True))
    given = {name: Looks(*style) for name, style in zip(names, styles, strict=False)}
    for name in given:
        if len(given) > 1 and name.casefold() in OTHERS:
            given[name] = replace(given[name], colour=OTHERS_COLOUR, hatch="")
    return given
