"""From a word to what it names: by id, else by exact name, else by text in the name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import polars as pl

from ..datasets.declaration import NameAndId
from ..facts.geography import other_names
from ..frozen import frozen
from ..model.errors import UsageError
from ..model.filters import COMMA, Numbered
from ..model.words import fold
from ..words import asking, holding

_NAME, _ID, _DAY = "name", "id", "day"


@frozen
class Known:
    """What can be named: each with its latest name, and with all names that it has.

    What has an id is told by it, whatever its names; what has none, by its name. The names of
    `sides` may be those of several actors, joined by commas. `places` also answer to the other
    names that the world has for them.
    """

    things: tuple[tuple[Numbered, frozenset[str]], ...]
    sides: bool = False
    places: bool = False

    def matching(self, option: str, word: str, everywhere: Callable[[], Known]) -> Matched:
        """Return what a word means; a number is an id, and nothing else where there are ids.

        A name also means the sides that have it between commas: they may be joint. Where it is the
        name of something elsewhere in the source (`everywhere`), another one that has the word in
        its name is never counted in its place.

        Raises:
            UsageError: nothing.
        """
        things = self._just(word)
        elsewhere = () if things else everywhere()._just(word)
        none = self._is_id(word) or elsewhere
        found = Matched(things or (() if none else self._holding(word)))
        if self._is_id(word):
            found = replace(found, beside=self._beside(found.things))
        elif things and self.places:
            more = (thing for thing in self._holding(word) if thing not in things)
            found = replace(found, beside=tuple(more))
        if found.things:
            return found
        if elsewhere:
            hint = holding.ELSEWHERE(names=elsewhere[:3])
        else:
            names = [name for _, names in self.things for name in names]
            by = holding.SEE_NAMES(group=option.removeprefix("--"))
            hint = asking.did_you_mean(word, names) or by
        raise UsageError(holding.NOTHING_MATCHES(option=option, word=word), hint)

    def _is_id(self, word: str) -> bool:
        numbered = any(thing.number is not None for thing, _ in self.things)
        return word.strip().isdecimal() and (numbered or not self.things)

    def _just(self, word: str) -> tuple[Numbered, ...]:
        """Return what has just this id or name."""
        if self._is_id(word):
            return tuple(thing for thing, _ in self.things if thing.number == int(word))
        return self._exactly(word)

    def _exactly(self, word: str) -> tuple[Numbered, ...]:
        wanted = fold(word)
        return self._named(
            lambda name: (
                name == word
                or (self.places and fold(name) in other_names(word))
                or (bool(wanted) and wanted in (fold(part) for part in self._parts(name)))
            )
        )

    def _holding(self, word: str) -> tuple[Numbered, ...]:
        wanted = fold(word)
        others = other_names(word) if self.places else ()
        return self._named(
            lambda name: (
                (bool(wanted) and wanted in fold(name))
                or any(f" {other} " in f" {fold(name)} " for other in others)
            )
        )

    def _beside(self, found: Sequence[Numbered]) -> tuple[Numbered, ...]:
        """Return what an id leaves out, though its name would have meant it."""
        meant = [thing for one in found if one.name for thing in self._exactly(one.name)]
        return tuple(thing for thing in meant if thing not in found)

    def _named(self, fits: Callable[[str], bool]) -> tuple[Numbered, ...]:
        return tuple(thing for thing, names in self.things if any(map(fits, names)))

    def _parts(self, name: str) -> list[str]:
        """Return a name, and of a side what stands between its commas."""
        return [name, *name.split(COMMA)] if self.sides and COMMA in name else [name]


@frozen
class Matched:
    """What words mean; `beside` has the same name, or has it in its own, and is not meant."""

    things: tuple[Numbered, ...]
    beside: tuple[Numbered, ...] = ()

    def keep(self, pairs: Iterable[NameAndId]) -> pl.Expr:
        """Return whether one of these columns of an event has it."""
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


def matched(
    option: str, words: Sequence[str], known: Known, everywhere: Callable[[], Known]
) -> Matched:
    """Return what several words mean, any of them; `everywhere` is what the whole source knows.

    Raises:
        UsageError: one of them matches nothing.
    """
    found = [known.matching(option, word, everywhere) for word in words]
    things = dict.fromkeys(thing for one in found for thing in one.things)
    beside = dict.fromkeys(thing for one in found for thing in one.beside if thing not in things)
    return Matched(tuple(things), tuple(beside))


def known_in(
    events: pl.LazyFrame, pairs: Iterable[NameAndId], day: str, *, sides: bool, places: bool = False
) -> Known:
    """Return what these columns of events name, sorted by name; `sides` may be joint.

    Of several names the one of the last `day` is the latest.
    """
    blank = pl.lit(None, pl.Int64)
    parts = [
        events.group_by(
            pl.col(name).alias(_NAME), (pl.col(number) if number else blank).alias(_ID)
        ).agg(pl.col(day).max().alias(_DAY))
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
    return Known(tuple(sorted(things, key=_by_name)), sides, places)


def _by_name(thing: tuple[Numbered, frozenset[str]]) -> tuple[str, int]:
    name, number = thing[0]
    return name or "", -1 if number is None else number
