"""Charts in a terminal: from a picture to lines of text, on whole columns."""

from .drawing import NOTHING, TOO_NARROW, draw
from .frame import FEWEST_ROWS

__all__ = ["FEWEST_ROWS", "NOTHING", "TOO_NARROW", "draw"]
