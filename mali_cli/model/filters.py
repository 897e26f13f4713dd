"""Filters of events, and which of their columns have ids."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import fields
from typing import NamedTuple

from ..frozen import frozen
from ..words import asking
from .errors import UsageError
from .questions.event_filters import SIDES, Filtering
from .words import many, one_of

ID_OF = {"actor": "actor_id", "dyad": "dyad_id", "conflict": "conflict_id"}
"""The groups that go by an id: the column of the name, and that of the id beside it."""


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


WHO = ("actor", "side", "dyad", "conflict")
WHERE = ("adm1", "adm2", "adm3", "place", "near")
"""The filters that name those who fight, and places."""
NAMED_BY = {
    **dict.fromkeys(("actor", "dyad", "conflict"), WHO),
    **dict.fromkeys(("country", "region", "adm1", "adm2", "adm3", "priogrid"), WHERE),
}
"""The filters that say which units a group may have at all: of what it is itself."""
COMMA = ", "
"""What joins the names of a joint side; some actors have it in a name of their own (UCDP's list of
actors 22.1: 170, 549, 722, 757, 846), so that it tells nothing for sure."""
LEAST_EXACT = 3
"""The coarsest where_prec that is a point: 1 exact, 2 within about 25 km, 3 the centre of a
second-order division; 4 is a first-order division, 5 a fuzzy area, 6 a country, 7 the sea or the
air (UCDP GED codebook)."""
OF_PLACE = ("adm1", "adm2", "adm3", "place", "near", "priogrid")
"""The filters and groups that take events for where they were."""
LARGEST_PRECISION = {"--where-prec": 7, "--date-prec": 5}
"""The coarsest codes of where_prec and date_prec (GED codebook)."""


@frozen
class Near:
    """A circle: centre in degrees, radius in kilometres."""

    latitude: float
    longitude: float
    kilometres: float

    def __str__(self) -> str:
        numbers = (self.latitude, self.longitude, self.kilometres)
        return ",".join(repr(number).removesuffix(".0") for number in numbers)


@frozen
class EventFilters:
    """What events must fulfil; several words for one filter mean any of them.

    `side` limits `actor` to side a or b. `where_prec` and `date_prec` are the coarsest code that
    is kept. `civilian_targeting` keeps events that targeted civilians, `active_only` those of
    conflicts, dyads and actors with 25 deaths in the year.
    """

    actor: tuple[str, ...] = ()
    side: str | None = None
    adm1: tuple[str, ...] = ()
    adm2: tuple[str, ...] = ()
    adm3: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    near: Near | None = None
    dyad: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    cause: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    personnel: tuple[str, ...] = ()
    event_type: tuple[str, ...] = ()
    sub_event_type: tuple[str, ...] = ()
    disorder_type: tuple[str, ...] = ()
    civilian_targeting: bool = False
    active_only: bool = False
    where_prec: int | None = None
    date_prec: int | None = None

    @property
    def given(self) -> tuple[str, ...]:
        """The options that were used."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return tuple("--" + name.replace("_", "-") for name, value in values.items() if value)

    def naming(self, groups: Iterable[str]) -> EventFilters:
        """Return those that say which units these groups may have at all."""
        names = {name for group in groups for name in NAMED_BY.get(group, ())}
        return EventFilters(**{name: getattr(self, name) for name in names})

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options to type again."""
        words: list[str] = []
        for item in fields(self):
            value, name = getattr(self, item.name), "--" + item.name.replace("_", "-")
            if isinstance(value, tuple):
                words += [word for text in value for word in (name, text)]
            elif value is True:
                words.append(name)
            elif value:
                words += [name, str(value)]
        return tuple(words)


class Filtered(NamedTuple):
    """What one filter did.

    Attributes:
        option: the option as it is typed.
        matched: what it matched, where it matches names.
        events: how many events it removed, of those that the filters before it kept.
        deaths: their deaths (best estimate).
        blank_events: how many of them lack what it asks for, such as an adm_1.
        blank_deaths: their deaths.
        by_name: whether names told, since ids are not there.
        beside: what an id, or the exact name of a division, left out though it has the same name,
            or has it in its own.
    """

    option: str
    matched: tuple[Numbered, ...]
    events: int
    deaths: int
    blank_events: int
    blank_deaths: int
    by_name: bool = False
    beside: tuple[Numbered, ...] = ()


def read_filters(query: Filtering) -> EventFilters:
    """Read the filters as they were typed.

    Raises:
        UsageError: an unknown side, `--side` without an actor, no circle, no precision code.
    """
    if query.side is not None and not query.actor:
        raise UsageError(asking.SIDE_OF_NOBODY())
    _check_precision("--where-prec", query.where_prec)
    _check_precision("--date-prec", query.date_prec)
    return EventFilters(
        actor=many(query.actor),
        side=one_of(query.side, SIDES, "side") if query.side else None,
        adm1=many(query.adm1),
        adm2=many(query.adm2),
        adm3=many(query.adm3),
        place=many(query.place),
        near=read_near(query.near) if query.near else None,
        dyad=many(query.dyad),
        conflict=many(query.conflict),
        cause=many(query.cause),
        nationality=many(query.nationality),
        personnel=many(query.personnel),
        event_type=many(query.event_type),
        sub_event_type=many(query.sub_event_type),
        disorder_type=many(query.disorder_type),
        civilian_targeting=query.civilian_targeting,
        active_only=query.active_only,
        where_prec=query.where_prec,
        date_prec=query.date_prec,
    )


def read_near(text: str) -> Near:
    """Read LAT,LON,KM.

    Raises:
        UsageError: not three numbers, or no place on Earth.
    """
    try:
        latitude, longitude, kilometres = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(asking.NO_CIRCLE(text=text)) from None
    numbers = (latitude, longitude, kilometres)
    if not all(map(math.isfinite, numbers)) or kilometres <= 0:
        raise UsageError(asking.NO_CIRCLE(text=text))
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise UsageError(asking.NOT_ON_EARTH(text=text))
    return Near(latitude, longitude, kilometres)


def _check_precision(option: str, code: int | None) -> None:
    largest = LARGEST_PRECISION[option]
    if code is not None and not 1 <= code <= largest:
        raise UsageError(asking.NO_PRECISION(option=option, code=code, largest=largest))
