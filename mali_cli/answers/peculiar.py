"""What is odd in the files that answered, and how they were read: a line each for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.result import Note
from ..model.source import STORE, Source
from ..words.phrases import all_of

ODD, READ = "odd", "read"
"""The kinds of the two notes."""
MOST = 4
"""How many kinds of oddity, or remarks, a note names; JSON has them all."""
MOST_READ = 2
"""Of how many sources a note says how they were read."""


def peculiar_notes(sources: Sequence[Source]) -> list[Note]:
    """Say in short what `import` says of files: odd rows, and what was left out or read specially.

    Nothing is said of data that have nothing of the kind.
    """
    return [*_odd(sources), *_read(sources)]


def _odd(sources: Sequence[Source]) -> list[Note]:
    counts: dict[str, int] = {}
    for odd in (odd for source in sources for odd in source.oddities):
        counts[odd.kind] = counts.get(odd.kind, 0) + odd.count
    if not counts:
        return []
    kinds = _few([f"{kind} ({count:,})" for kind, count in counts.items()])
    names = _names(source for source in sources if source.oddities)
    return [Note(ODD, f"Odd rows in {names}, counted as they are: {kinds}.")]


def _read(sources: Sequence[Source]) -> list[Note]:
    told = [source for source in sources if source.remarks]
    notes = [Note(READ, f"On reading {_name(s)}: {_few(s.remarks)}.") for s in told[:MOST_READ]]
    more = len(told) - len(notes)
    return notes + ([Note(READ, f"Remarks on {more} more in JSON.")] if more > 0 else [])


def _few(words: Sequence[str]) -> str:
    more = len(words) - MOST
    return "; ".join(words[:MOST]) + (f"; {more} more in JSON" if more > 0 else "")


def _names(sources: Iterable[Source]) -> str:
    names = [_name(source) for source in sources]
    return all_of(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"


def _name(source: Source) -> str:
    return source.pinned if source.origin in (STORE, "") else source.origin
