"""Filters that only events can answer: who was involved, where exactly, how sure the coding is."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import NamedTuple, TypedDict

from .errors import UsageError
from .ids import Numbered
from .words import Words, many, one_of

SIDES = ("a", "b")
COMMA = ", "
"""What joins the names of a joint side; some actors have it in a name of their own (UCDP's list of
actors 22.1: 170, 549, 722, 757, 846), so that it tells nothing for sure."""
LARGEST_PRECISION = {"--where-prec": 7, "--date-prec": 5}
"""The coarsest codes of where_prec and date_prec (GED codebook)."""


class FilterOptions(TypedDict, total=False):
    """The filters as keyword arguments; each is for event data only.

    actor: id of an actor, else exact name (also between the commas of a side: "A" means "A, B"
        too), else text in the name; several mean any of them.
    side: "a" or "b", the side that the actor is on.
    adm1, adm2: exact name of a first-order (second-order) administrative division, else text in
        it; case and accents do not count, and other names such as Timbuktu are known.
    place: text in the name or the description of a place.
    near: "LAT,LON,KM", a circle.
    dyad, conflict: id, else exact name, else text in the name.
    active_only: only conflicts, dyads and actors with 25 deaths in the year.
    where_prec, date_prec: the coarsest code of precision that is kept.
    """

    actor: Words
    side: str | None
    adm1: Words
    adm2: Words
    place: Words
    near: str | None
    dyad: Words
    conflict: Words
    active_only: bool
    where_prec: int | None
    date_prec: int | None


@dataclass(frozen=True)
class Near:
    """A circle: centre in degrees, radius in kilometres."""

    latitude: float
    longitude: float
    kilometres: float

    def __str__(self) -> str:
        numbers = (self.latitude, self.longitude, self.kilometres)
        return ",".join(repr(number).removesuffix(".0") for number in numbers)


@dataclass(frozen=True)
class EventFilters:
    """What events must fulfil; several words for one filter mean any of them.

    `side` limits `actor` to side a or b. `where_prec` and `date_prec` are the coarsest code that
    is kept. `active_only` keeps events of conflicts, dyads and actors with 25 deaths in the year.
    """

    actor: tuple[str, ...] = ()
    side: str | None = None
    adm1: tuple[str, ...] = ()
    adm2: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    near: Near | None = None
    dyad: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    active_only: bool = False
    where_prec: int | None = None
    date_prec: int | None = None

    @property
    def given(self) -> tuple[str, ...]:
        """The options that were used."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return tuple("--" + name.replace("_", "-") for name, value in values.items() if value)

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


def read_filters(
    *,
    actor: Words = (),
    side: str | None = None,
    adm1: Words = (),
    adm2: Words = (),
    place: Words = (),
    near: str | None = None,
    dyad: Words = (),
    conflict: Words = (),
    active_only: bool = False,
    where_prec: int | None = None,
    date_prec: int | None = None,
) -> EventFilters:
    """Read the filters as they were typed.

    Raises:
        UsageError: an unknown side, `--side` without an actor, no circle, no precision code.
    """
    if side is not None and not actor:
        raise UsageError("--side says on which side an actor is, and none is named", "add --actor")
    _check_precision("--where-prec", where_prec)
    _check_precision("--date-prec", date_prec)
    return EventFilters(
        actor=many(actor),
        side=one_of(side, SIDES, "side") if side else None,
        adm1=many(adm1),
        adm2=many(adm2),
        place=many(place),
        near=read_near(near) if near else None,
        dyad=many(dyad),
        conflict=many(conflict),
        active_only=active_only,
        where_prec=where_prec,
        date_prec=date_prec,
    )


def read_near(text: str) -> Near:
    """Read LAT,LON,KM.

    Raises:
        UsageError: not three numbers, or no place on Earth.
    """
    hint = "write LAT,LON,KM, such as 14.5,-4.2,50"
    try:
        latitude, longitude, kilometres = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"'{text}' is no circle", hint) from None
    numbers = (latitude, longitude, kilometres)
    if not all(map(math.isfinite, numbers)) or kilometres <= 0:
        raise UsageError(f"'{text}' is no circle", hint)
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise UsageError(f"'{text}' is no place on Earth: latitude comes first", hint)
    return Near(latitude, longitude, kilometres)


def _check_precision(option: str, code: int | None) -> None:
    largest = LARGEST_PRECISION[option]
    if code is not None and not 1 <= code <= largest:
        raise UsageError(f"{option} {code}: the codes are 1 (exact) to {largest}", "write 1 to 3")
