"""What is said in tables and pictures about what they show, and how to get the same again."""

from __future__ import annotations

from .message import Message

NO_ROOM = Message("(no room for: {columns:list}; a wider terminal or --csv has them)")
NOTHING_TO_DRAW = Message("(nothing to draw)")
TOO_NARROW = Message("(too narrow for a chart)")
NO_ROWS = Message("Nothing to draw: no rows.")
WHERE_APART = Message("{name}, where they are apart")
LOG_SCALE = Message("logarithmic scale")
LOG_SCALE_AND_ZEROS = Message("logarithmic scale, zeros on a row of their own")
LOG_SCALE_AND_ROWS = Message("logarithmic scale, the zeros of each line on a row of their own")
HIGHEST_OF = Message("each column shows the highest of {share} {unit}s")
NO_PLACE = Message("0 (it has no place on a logarithmic scale)")
FIRST_ZERO_OF = Message("0 of {name} (it has no place on this scale)")
ZERO_OF = Message("0 of {name}")
SAME_STDIN = Message(
    "stdin gives the same bytes: the command reads stdin, which no command line holds"
)
SAME_SETS = Message("the same data sets are at hand: the answer tells what they can judge")
SAME_STORE = Message("the store, and what UCDP has, are as they were before the command")
ODD_ROWS = Message("{rows:#row} (such as {examples:list})")
