"""Figures as plain text, for machines too: no thousands separators."""

from __future__ import annotations

from collections.abc import Sequence


def plain(value: float) -> str:
    """Show a figure without separators, whole or to one decimal."""
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def series(values: Sequence[float]) -> str:
    """Show figures in order, joined by arrows."""
    return " → ".join(map(plain, values))


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th and so on."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
