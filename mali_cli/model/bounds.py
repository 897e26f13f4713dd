"""The least and the most that a figure can be, where edges of time cut what it is made of."""

from __future__ import annotations

LEAST, MOST = "at_least", "at_most"
"""The columns of what lies wholly inside, and of all that touches."""
WIDE = 0.1
"""Beyond this part of the most, people are shown the least and the most in place of a figure."""


def wide(least: float | None, most: float | None) -> tuple[float, float] | None:
    """Return the two where they differ so much that no figure stands for them; else None."""
    if least is None or most is None or most - least <= WIDE * most:
        return None
    return least, most
