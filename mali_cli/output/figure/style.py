"""The looks of series: colours told apart by colour-blind eyes, and without colour by hatches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from ..pictures import Series

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe & Ito (2008), Color Universal Design, https://jfly.uni-koeln.de/color/"""
HATCHES = ("", "////", "\\\\\\\\", "xxxx", "----", "||||", "++++")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (8, 2)), (0, (1, 1)))
SIGNS = ("o", "s", "^", "D", "v", "P", "X")
OTHERS, OTHERS_COLOUR = ("other", "others"), "#999999"
GAP_HATCH, GAP_COLOUR, GAP_LINES = "////", "#f6f6f6", "#c4c4c4"
DARK = "#222222"


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
