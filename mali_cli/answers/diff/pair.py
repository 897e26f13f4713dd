"""Two releases put to the same question."""

from __future__ import annotations

from dataclasses import replace

from ...datasets.registry import data_set
from ...facts.countries import area_of
from ...frozen import frozen
from ...model.coverage import Coverage
from ...model.errors import NotHereError, UsageError
from ...model.selection import EVERY_TYPE, NO_FILTERS, Area, Selection
from ...model.source import Source
from ...model.units import unit_days, units_of
from ...observations import Observations, Question
from ...words import comparing
from ...words.phrases import all_of
from ..look_up import look_up
from .sides import Side


@frozen
class Pair:
    """The observations of both sides under one selection.

    `windows` are the days that each covers of those looked at, None where it covers none;
    `shared` names the countries that both have where one of them has others too.
    """

    a: Observations
    b: Observations
    shared: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[Observations, Observations]:
        """The two, in order."""
        return self.a, self.b

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the two are from."""
        return (*self.a.sources, *self.b.sources)

    @property
    def terms(self) -> tuple[str, str]:
        """The words that name the two again, whatever else is at hand."""
        return _term(self.a), _term(self.b)

    @property
    def said(self) -> dict[str, str | None]:
        """The two as they are named again, by field."""
        return {"dataset": None, **dict(zip("ab", self.terms, strict=True))}

    @property
    def pins(self) -> dict[str, str | None]:
        """The two as arguments, where they are no files: these hold what they hold."""
        sides = zip("ab", self.both, strict=True)
        return {"dataset": None} | {
            name: _term(found) for name, found in sides if not found.selection.data
        }

    @property
    def windows(self) -> tuple[Coverage | None, Coverage | None]:
        """The days of the window that each side covers."""
        return self.a.days, self.b.days

    @property
    def common(self) -> Coverage | None:
        """The days of the window that both cover."""
        first, second = self.windows
        return first.within(second) if first and second else None

    def windows_by(self, unit: str) -> tuple[Coverage | None, Coverage | None]:
        """The days of each side by unit of time: those of both, where both cover some of a unit.

        A unit of which each covers other days than the other is of neither: it has no change.
        """
        first, second = self.windows
        shared = (
            set(units_of(first, unit)) & set(units_of(second, unit)) if first and second else {}
        )
        if not (first and second and shared):
            return first, second
        units = Coverage.of(*(unit_days(index, unit) for index in shared))
        parts = [
            [days for days in (self.common, w.without(units)) if days] for w in (first, second)
        ]
        a, b = (Coverage.of(*days) if days else None for days in parts)
        return a, b

    @property
    def of_events(self) -> bool:
        """Return whether both are events."""
        return self.a.of_events and self.b.of_events

    @property
    def selection(self) -> Selection:
        """What was asked of both."""
        return self.a.selection


def observe_both(
    selection: Selection, sides: tuple[Side, Side], question: Question, *, of_phases: bool
) -> Pair:
    """Put one question to both sides, in the countries that both have.

    Raises:
        UsageError: a side cannot be asked that, or they share no country.
        NotHereError: a side is not here; the hint is the command that gets it.
    """
    named = [data_set(side.dataset) for side in sides if side.dataset]
    without = [one.name for one in named if one.role == "counts" and not one.of_events]
    if question.events_for and without:
        raise UsageError(
            comparing.EVENTS_ON_BOTH_SIDES(dataset=without[0], reader=question.events_for)
        )

    of_missions = data_set(selection.dataset).of_missions if selection.dataset else False

    def ask(wanted: Selection) -> tuple[Observations, Observations]:
        asked = [replace(question, selection=side.of(wanted)) for side in sides]
        found = [look_up(one, of_phases=of_phases, usual=not of_missions) for one in asked]
        return _same_rule(found[0], found[1])

    a, b = ask(selection)
    if selection.area.ids:
        return Pair(a, b)
    held = [frozenset(found.selection.area.ids) for found in (a, b)]
    if held[0] == held[1]:
        return Pair(a, b)
    shared = sorted(held[0] & held[1] if all(held) else held[0] | held[1])
    if not shared:
        names = [f"{_term(found)} has {_some(found)}" for found in (a, b)]
        raise UsageError(comparing.NO_SHARED_COUNTRY(names=names))
    area = area_of(shared)
    return Pair(*ask(replace(selection, area=area)), area.names)


def whole_of(pair: Pair, sides: tuple[Side, Side], question: Question) -> tuple[Observations, ...]:
    """Return all events of both sides, wherever, whenever and of whatever type.

    Nothing where all of them were looked at anyway, or where a part of a release has no others.
    """
    asked = pair.selection
    wider = replace(asked, area=Area(), types=EVERY_TYPE, first=None, last=None, filters=NO_FILTERS)
    if wider == replace(asked, types=EVERY_TYPE) and asked.types.names == EVERY_TYPE.names:
        return ()
    try:
        return tuple(look_up(replace(question, selection=side.of(wider))) for side in sides)
    except NotHereError:
        return ()


def _same_rule(a: Observations, b: Observations) -> tuple[Observations, Observations]:
    """Give both the same straddle rule: over events and country-years that of events."""
    if a.selection.straddle == b.selection.straddle:
        return a, b
    rule = next(found for found in (a, b) if found.of_events).selection
    same = [
        replace(f, selection=replace(f.selection, straddle=rule.straddle, taken=rule.taken))
        for f in (a, b)
    ]
    return same[0], same[1]


def _term(found: Observations) -> str:
    if found.selection.data is None:
        return found.pinned
    release = found.source.release
    return found.selection.data + (f"@{release}" if release else "")


def _some(found: Observations) -> str:
    names = found.selection.area.names
    return all_of(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
