"""Text around a chart: its width, what is safe to print, and lines that wrap."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def display_width(text: str) -> int:
    """Count terminal columns: combining marks take none, wide East Asian characters two."""
    return sum(
        0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def clip(text: str, width: int) -> str:
    """Cut to `width` columns, the cut shown by an ellipsis."""
    if display_width(text) <= width:
        return text
    while text and display_width(text) >= width:
        text = text[:-1]
    return text + "…" if width > 0 else ""


def clean(text: str, *, ascii_only: bool) -> str:
    """Replace control characters (a name may hold an escape sequence); fold to ASCII if asked."""
    text = "".join(c if c.isprintable() else " " for c in text)
    if not ascii_only:
        return text
    text = unicodedata.normalize("NFKD", text.replace("\u2013", "-"))
    bare = "".join(c for c in text if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode()


def wrap(entries: Sequence[str], width: int) -> list[str]:
    """Set entries side by side, three spaces apart; break one too long at its words."""
    lines: list[str] = []
    for entry in entries:
        if lines and display_width(lines[-1]) + 3 + display_width(entry) <= width:
            lines[-1] += "   " + entry
        else:
            lines += _break(entry, width)
    return lines


def _break(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and display_width(lines[-1]) + 1 + display_width(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(clip(word, width))
    return lines


def figure(value: float) -> str:
    """Write a count with separators, to one decimal where it has any."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def rate(value: float) -> str:
    """Write a rate: whole from 10 on, below it to one decimal."""
    return f"{value:,.0f}" if value >= 10 or not value else f"{value:,.1f}"
