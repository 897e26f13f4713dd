"""From a word to what it names: by id, else by exact name, else by text in the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from ..model.errors import UsageError
from ..model.filters import COMMA
from ..model.ids import Numbered
from ..model.names import fold
from ..model.words import did_you_mean

Pair = tuple[str, str | None]
"""The columns of a name and of the id that goes with it, if there is one."""
_NAME, _ID, _DAY = "name", "id", "day"


@dataclass(frozen=True)
class Known:
    """What can be named: each with its latest name, and with all names that it has.

    What has an id is told by it, whatever its names; what has none, by its name.
    """

    things: tuple[tuple[Numbered, frozenset[str]], ...]

    def matching(self, option: str, word: str) -> Matched:
        """Return what a word means; a number is an id, and nothing else where there are ids.

        Raises:
            UsageError: nothing.
        """
        numbered = any(thing.number is not None for thing, _ in self.things)
        if word.strip().isdecimal() and numbered:
            found = [thing for thing, _ in self.things if thing.number == int(word)]
            return self._exactly(option, word, found)
        wanted = fold(word)
        exact = self._named(lambda name: name == word or (bool(wanted) and fold(name) == wanted))
        if exact:
            return self._exactly(option, word, exact)
        found = self._named(lambda name: bool(wanted) and wanted in fold(name))
        return Matched(tuple(found)) if found else self._nothing(option, word)

    def _named(self, fits: Callable[[str], bool]) -> list[Numbered]:
        return [thing for thing, names in self.things if any(map(fits, names))]

    def _exactly(self, option: str, word: str, found: Sequence[Numbered]) -> Matched:
        if not found:
            return self._nothing(option, word)
        parts = [f"{COMMA}{thing.name}{COMMA}" for thing in found if thing.name]
        beside = self._named(lambda name: any(part in f"{COMMA}{name}{COMMA}" for part in parts))
        return Matched(tuple(found), tuple(thing for thing in beside if thing not in found))

    def _nothing(self, option: str, word: str) -> Matched:
        near = did_you_mean(word, [name for _, names in self.things for name in names])
        raise UsageError(
            f"{option} '{word}' matches nothing in what is looked at",
            near or "see the names with: mali-cli totals --by " + option.removeprefix("--"),
        )


@dataclass(frozen=True)
class Matched:
    """What words mean; `beside` has a name of it between commas, and is not meant."""

    things: tuple[Numbered, ...]
    beside: tuple[Numbered, ...] = ()

    def keep(self, pairs: Iterable[Pair]) -> pl.Expr:
        """Tell of an event whether one of these columns has it."""
        ids = [thing.number for thing in self.things if thing.number is not None]
        names = [thing.name for thing in self.things if thing.number is None]
        tests = []
        for name, number in pairs:
            named = pl.col(name).is_in(names).fill_null(value=False)
            if number is not None:
                numbered = pl.col(number).is_in(ids).fill_null(value=False)
                named = numbered | (pl.col(number).is_null() & named)
            tests.append(named)
        return pl.any_horizontal(tests)


def matched(option: str, words: Sequence[str], known: Known) -> Matched:
    """Return what several words mean, any of them.

    Raises:
        UsageError: one of them matches nothing.
    """
    found = [known.matching(option, word) for word in words]
    things = dict.fromkeys(thing for one in found for thing in one.things)
    beside = dict.fromkeys(thing for one in found for thing in one.beside if thing not in things)
    return Matched(tuple(things), tuple(beside))


def known_in(events: pl.LazyFrame, pairs: Iterable[Pair]) -> Known:
    """Return what these columns of events name, sorted by name."""
    blank = pl.lit(None, pl.Int64)
    parts = [
        events.group_by(
            pl.col(name).alias(_NAME), (pl.col(number) if number else blank).alias(_ID)
        ).agg(pl.col("date_start").max().alias(_DAY))
        for name, number in pairs
    ]
    rows = pl.concat(pl.collect_all(parts)).drop_nulls(_NAME).sort(_DAY, _NAME)
    latest: dict[int | str, str] = {}
    names: dict[int | str, set[str]] = {}
    for name, number, _ in rows.iter_rows():
        key = name if number is None else number
        latest[key] = name
        names.setdefault(key, set()).add(name)
    things = [
        (Numbered(name, key if isinstance(key, int) else None), frozenset(names[key]))
        for key, name in latest.items()
    ]
    return Known(tuple(sorted(things, key=_by_name)))


def _by_name(thing: tuple[Numbered, frozenset[str]]) -> tuple[str, int]:
    name, number = thing[0]
    return name or "", -1 if number is None else number
