"""Comparing names as people type them: case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the"; "&" is "and"."""
    letters = name.replace("&", " and ")
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", letters.casefold().replace("'", "").replace("’", "")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
