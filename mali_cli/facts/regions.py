"""Other names of first-order divisions: what else the world calls a region that UCDP names."""

from __future__ import annotations

from functools import cache

from ..model.names import fold
from .files import rows

FILE = "region_names.csv"
KINDS = ("region", "province", "state", "oblast", "governorate")
"""What may stand behind the name of a division."""


def other_names(word: str) -> tuple[str, ...]:
    """Return the other names of the region that a word is a name of, folded; most have none."""
    plain = fold(word)
    for kind in KINDS:
        plain = plain.removesuffix(f" {kind}")
    return tuple(name for name in _index().get(plain, ()) if name != plain)


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Return all folded names of a region under each of them."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(FILE):
        names = tuple(fold(name) for name in (row["name"], *row["others"].split(";")))
        found |= dict.fromkeys(names, names)
    return found
