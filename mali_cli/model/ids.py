"""What UCDP numbers: actors, dyads and conflicts; several of one kind may have the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

ID_OF = {"actor": "actor_id", "dyad": "dyad_id", "conflict": "conflict_id"}
"""The groups that go by an id: the column of the name, and that of the id beside it."""

FEW = 5


class Numbered(NamedTuple):
    """The name of an actor, dyad or conflict with its id; None where the source has none."""

    name: str | None
    number: int | None

    def __str__(self) -> str:
        name = self.name or "blank"
        return name if self.number is None else f"{name} ({self.number})"


def shared_names(found: Iterable[Numbered]) -> dict[str, tuple[int, ...]]:
    """Return the names that stand for several ids, with these; names in order of appearance."""
    ids: dict[str, dict[int, None]] = {}
    for name, number in found:
        if name is not None and number is not None:
            ids.setdefault(name, {})[number] = None
    return {name: tuple(sorted(numbers)) for name, numbers in ids.items() if len(numbers) > 1}


def names_several(found: Iterable[Numbered]) -> frozenset[str | None]:
    """Return the names that are not enough to tell what was found apart, ids that lack included."""
    ids: dict[str | None, set[int | None]] = {}
    for name, number in found:
        ids.setdefault(name, set()).add(number)
    return frozenset(name for name, numbers in ids.items() if len(numbers) > 1)


def shared_words(kind: str, names: Mapping[str, tuple[int, ...]]) -> str:
    """Say which names stand for several, the first few: "RED is 2 actors: 5001, 6002"."""
    parts = [f"{n} is {len(i)} {kind}s: {', '.join(map(str, i))}" for n, i in names.items()]
    more = [f"{len(parts) - FEW} more names are several"] if len(parts) > FEW else []
    return "; ".join(parts[:FEW] + more)
