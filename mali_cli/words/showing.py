"""What is said in tables and pictures about what they show, and how to get the same again."""

from __future__ import annotations

from .message import Message

NO_ROOM = Message("(no room for {columns:list}: widen the terminal, or use --csv)")
NO_ROOM_ON_PAPER = Message("Left out for want of room: {columns:list} (--csv has every column).")
NOTHING_TO_DRAW = Message("(nothing to draw)")
DAYS_OF_PHASES = Message("{phases:;}")
PHASE_DAYS = Message("{phase} {days}")
MORE_NOTES = Message("({notes:#more note}: --notes all)")
TOO_NARROW = Message("(too narrow for a chart)")
NO_ROWS = Message("Nothing to draw: no rows.")
WHERE_APART = Message("{name}, where they differ")
LOG_SCALE = Message("logarithmic scale")
LOG_SCALE_AND_ZEROS = Message("logarithmic scale, zeros on a line of their own")
LOG_SCALE_AND_ROWS = Message("logarithmic scale, the zeros of each series on a line of their own")
HIGHEST_OF = Message("each column shows the highest of {share} {unit}s")
NO_PLACE = Message("0 (it has no place on a logarithmic scale)")
FIRST_ZERO_OF = Message("0 of {name} (it has no place on this scale)")
ZERO_OF = Message("0 of {name}")
SAME_STDIN = Message("the bytes on stdin are the same: the command reads stdin")
SAME_SETS = Message("the same data sets are at hand: they decide what can be judged")
SAME_STORE = Message("the store, and what UCDP offers, are as they were")
ODD_ROWS = Message("{rows:#row} (such as {examples:list})")
