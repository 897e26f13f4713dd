"""Glyphs and colours: patterns of bars, markers of lines, a palette for the colour-blind, ASCII."""

from __future__ import annotations

from dataclasses import dataclass

COLORS = (74, 172, 36, 175, 166, 25)
"""Okabe & Ito's colour-blind-safe palette (jfly.uni-koeln.de/color) in a terminal's 256 colours.

Without its yellow and black, which vanish on a white or a black background: sky blue, orange,
green, purple, vermillion, blue.
"""
PATTERNS = "█░▚+o=x&@%"
MARKERS = "●▲■◆○△+x*@"
MARKERS_IN_ASCII = "ox#*+%@&=A"
EIGHTHS = " ▁▂▃▄▅▆▇█"
_TO_ASCII = str.maketrans("▁▂▃▄▅▆▇█│┤├┼┴┬─┊╎·…\u2013░▚╷╵▲", "___#####|+++++-::.~-.$||^")


def in_ascii(text: str) -> str:
    """Return a chart, all of whose names are ASCII already, in ASCII."""
    return text.translate(_TO_ASCII)


def paint(text: str, color: int | None) -> str:
    """Return text in a colour of the terminal's 256."""
    return text if color is None else f"\x1b[38;5;{color}m{text}\x1b[0m"


@dataclass(frozen=True)
class Look:
    """How the series of a chart are told apart.

    `several` tells that there are several, so that colours are theirs; the only one takes those of
    the phases.
    """

    color: bool
    ascii_only: bool
    several: bool
    lines: bool

    def color_of(self, number: int | None) -> int | None:
        """Return the colour of a series or a phase, if there are any."""
        return COLORS[number % len(COLORS)] if self.color and number is not None else None

    def glyph(self, series: int) -> str:
        """Return what fills the bars of a series, or marks its line."""
        if self.lines:
            known = MARKERS_IN_ASCII if self.ascii_only else MARKERS
            return known[series % len(known)]
        if self.color:
            return PATTERNS[series // len(COLORS) % len(PATTERNS)]
        return PATTERNS[series % len(PATTERNS)]
