"""Text that is safe and readable on a terminal."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans("–—─×·’‘“”", "---x.''\"\"") | {
    ord("…"): "...",
    ord("→"): "->",
    ord("±"): "+-",
    ord("−"): "-",
    ord("†"): "!",
}


def clean(text: str) -> str:
    """Return text on one line without control characters, so that data cannot move the cursor."""
    kept = (" " if char in "\n\r\t\u2028\u2029" else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf"))


def clean_lines(text: str) -> str:
    """Return text without control characters but its line breaks."""
    return "\n".join(clean(line) for line in text.split("\n"))


def for_terminal(content: bytes) -> bytes:
    """Return text as a terminal may get it: of control characters tabs and line breaks are left."""
    lines = content.decode("utf-8", "replace").split("\n")
    return "\n".join("\t".join(map(clean, line.split("\t"))) for line in lines).encode()


def to_ascii(text: str) -> str:
    """Return text in ASCII: accents dropped, dashes and signs as their plain forms."""
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return kept.encode("ascii", "replace").decode("ascii")


def to_ascii_lines(text: str) -> str:
    """Return text in ASCII, line by line."""
    return "\n".join(to_ascii(line) for line in text.split("\n"))
