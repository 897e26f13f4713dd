"""What a fetch is to get: names, releases and filters, settled before anything is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..datasets.declaration import DataSet
from ..datasets.registry import data_set, data_sets, read_dataset
from ..datasets.ucdp_files import covered
from ..facts.countries import resolve
from ..frozen import frozen
from ..model.dates import Span
from ..model.errors import UsageError
from ..model.questions.data import Fetch
from ..model.selection import read_days, read_types
from ..model.words import many, one_of
from ..words import online
from ..words.message import Message, Said

ALL = "all"
VIAS = ("auto", "download", "api")
_DAYS = ("from", "to")


@frozen
class Filters:
    """The part of a data set that is asked for; empty means all of it."""

    countries: tuple[int, ...] = ()
    terms: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def selection(self) -> dict[str, str]:
        """The filters by the names of their options."""
        found = {
            "country": ",".join(self.terms),
            "type": ",".join(self.types),
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in found.items() if value}


@frozen
class Target:
    """One data set to get; `release` None means the newest that UCDP has."""

    dataset: str
    release: str | None

    def __str__(self) -> str:
        return f"{self.dataset}@{self.release}" if self.release else self.dataset


@frozen
class Plan:
    """What is to be fetched, of it which part, by which way, and in how many seconds in all.

    `left_out` says what all that there is to fetch does not mean, and why.
    """

    targets: tuple[Target, ...]
    filters: Filters
    via: str
    force: bool = False
    timeout: float | None = None
    left_out: tuple[Said, ...] = ()


def make_plan(query: Fetch) -> Plan:
    """Read the words of a fetch. Several values may be joined by commas, as in a manifest.

    Raises:
        UsageError: an unknown data set, release, country, type or way, or a part of a set that
            only comes whole.
    """
    filters = _filters(query)
    via = one_of(query.via, VIAS, "way")
    if via == "download" and filters.selection:
        raise UsageError(online.WHOLE_ONLY())
    if via == "auto":
        via = "api" if filters.selection else "download"
    filtered = bool(filters.selection) or via == "api"
    default = [one.name for one in data_sets() if one.answers == "default"]
    names = many(query.names) or default
    targets = [target for name in names for target in _targets(name, filtered=filtered)]
    every = any(_is_all(name) for name in names)
    for target in targets:
        if filtered and data_set(target.dataset).door("query"):
            raise UsageError(online.COMES_WHOLE(dataset=target.dataset))
    chosen = tuple(dict.fromkeys(targets))
    left_out = _left_out(chosen) if every else ()
    return Plan(chosen, filters, via, query.again, query.timeout, left_out)


def coverage_of(name: str, release: str, filters: Filters) -> Span:
    """Return the days that a release covers, cut to the days asked for.

    Raises:
        UsageError: the release covers none of the days asked for.
    """
    whole = covered(name, release)
    start = max(filters.first or whole.start, whole.start)
    end = min(filters.last or whole.end, whole.end)
    if end < start:
        asked = " ".join(
            f"--{word} {day}" for word, day in filters.selection.items() if word in _DAYS
        )
        raise UsageError(
            online.NOTHING_OF_DAYS(name=f"{name}@{release}", days=whole, options=asked)
        )
    return Span(start, end)


def _is_all(name: str) -> bool:
    return name.strip().casefold() == ALL


def _of_all(one: DataSet, *, filtered: bool) -> bool:
    """Return whether all that there is means a data set: what comes whole needs no token."""
    door = one.door("query")
    if door:
        return not (door.credential or filtered)
    return one.door("download") is not None and not one.supplements


def _left_out(targets: Sequence[Target]) -> tuple[Said, ...]:
    """Say which data sets are not fetched, and why: those that are added to others, and so on."""
    chosen = {target.dataset for target in targets}
    why: dict[Message, list[str]] = {}
    for one in data_sets():
        if one.name not in chosen:
            why.setdefault(_why_not(one), []).append(one.name)
    return tuple(message(datasets=names) for message, names in why.items())


def _why_not(one: DataSet) -> Message:
    if one.supplements:
        return online.IS_PRELIMINARY
    door = one.door("query")
    if door is None:
        return online.IS_A_FILE
    return online.NEEDS_OWN_KEY if door.credential else online.ONLY_WHOLE


def _targets(name: str, *, filtered: bool) -> list[Target]:
    if _is_all(name):
        every = (one for one in data_sets() if _of_all(one, filtered=filtered))
        return [Target(one.name, None) for one in every]
    found, release = read_dataset(name, None)
    assert found
    one = data_set(found)
    if not one.doors:
        raise UsageError(online.NOT_FETCHED(dataset=found))
    if release:
        one.read_release(release)
    return [Target(found, release)]


def _filters(query: Fetch) -> Filters:
    area = resolve(_split(many(query.country)))
    found = read_types(_split(many(query.type)))
    start, end = read_days(query.from_, query.to)
    names = found.names if found and not found.summed else ()
    return Filters(area.ids, area.terms, names, start, end)


def _split(words: Sequence[str]) -> list[str]:
    return [part for word in words for part in word.split(",") if part.strip()]
