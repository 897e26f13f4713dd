"""The least and the most that a figure can be: where edges of time cut it, by its estimates."""

from __future__ import annotations

from itertools import pairwise

LEAST, MOST = "at_least", "at_most"
"""The columns of what lies wholly inside, and of all that touches."""
WIDE = 0.1
"""Beyond this part of the most, people are shown the least and the most in place of a figure."""


def wide(least: float | None, most: float | None) -> tuple[float, float] | None:
    """Return the two where they differ so much that no figure stands for them; else None."""
    if least is None or most is None or most - least <= WIDE * most:
        return None
    return least, most


LOW, HIGH = "low", "high"
"""The columns of the low and the high estimate."""
ROUNDING = 0.05
"""How far a figure to one decimal may lie from the exact one."""


def lie_in_order(low: float | None, value: float | None, high: float | None) -> bool:
    """Return whether a figure lies between its low and its high estimate, as far as there are."""
    ends = [end for end in (low, value, high) if end is not None]
    return all(a <= b + ROUNDING for a, b in pairwise(ends))
