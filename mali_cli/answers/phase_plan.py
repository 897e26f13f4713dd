"""Where the phases of a question come from: a mission, a timeline, dates, cuts or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from shlex import join
from typing import TYPE_CHECKING

from ..facts import missions
from ..facts.countries import resolve
from ..facts.inputs import read_text
from ..frozen import frozen
from ..model.coverage import Coverage, Extent, Lives
from ..model.dates import (
    ONE_DAY,
    Span,
    read_window,
)
from ..model.errors import UnsettledError, UsageError
from ..model.phase import OpenPhase, Phase, check_overlap, close, read_cuts, read_phases
from ..model.query import Query
from ..model.questions.lists import Missions
from ..model.questions.phased import Phased
from ..model.questions.shared import Scope
from ..model.result import Note
from ..model.selection import EVERY_TYPE, Area, Selection, Types
from ..model.words import MISSION_DATES, ONE_SIDED, many, one_of, refuse_blank
from ..observations import Observations
from ..words import reading, straddling, when
from ..words.message import Said
from ..words.phrases import all_of
from .asking import area_of_file, named_set, select_by
from .lives import did_not_exist

if TYPE_CHECKING:
    from ..facts.timelines import PhaseFile
    from ..observations import Observations

DEFAULT_COUNTRY = "Mali"
MOST_WAYS = 8
"""To how many missions a choice is led, of more to the last ones."""
OWN_PHASES: tuple[tuple[str, ...], ...] = (
    ("--cut", "2020-01-01"),
    ("--phase", "first=..2019", "--phase", "second=2020.."),
)
"""Phases that are no mission's, as they may be typed."""
DEFAULT_MISSION = (("--mission", missions.DEFAULT_MISSION),)
LEAST_DAYS = 365
"""The fewest days that make a rate a year of a phase that the data cut short."""


@frozen
class PhasePlan:
    """The phases that were asked for, before it is known what the data cover.

    Attributes:
        phases: with open ends where the data decide.
        title: what all of them are, for the title; see `titled`.
        countries: numbers or names of the countries that they belong to, if they say so.
        said: the options that ask for them, by field.
        notes: what to know about them.
        mission: the mission that they come from, and its dates.
        window: the length of what comes before and after, as it was typed.
        by_default: whether nobody asked for it: it is that of a mission in the country.
    """

    phases: tuple[OpenPhase, ...]
    title: str
    countries: tuple[str, ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    mission: missions.Mission | None = None
    dates: missions.MissionDates | None = None
    window: str | None = None
    by_default: bool = False

    def titled(self, kept: Sequence[Phase]) -> str:
        """Return what the phases are that are looked at, for the title: of all of them, or some."""
        names = [phase.name for phase in kept]
        if names and self.mission and self.dates:
            dates = "" if self.dates.kind == MISSION_DATES[0] else f" ({self.dates.kind})"
            return f"{all_of(names)} {self.mission.name}{dates}"
        return self.title if len(names) in (0, len(self.phases)) else all_of(names)

    @property
    def taken(self) -> tuple[str, ...]:
        """What of it was taken by default, in words: "MINUSMA's dates of operation"."""
        if not (self.by_default and self.mission and self.dates):
            return ()
        return (str(straddling.DATES_TAKEN[self.dates.kind](mission=self.mission.name)),)

    @property
    def plain(self) -> dict[str, object]:
        """What was asked, as plain values where JSON has it otherwise than the command line."""
        phases = [
            {
                "name": phase.name,
                "start": phase.start and phase.start.isoformat(),
                "end": phase.end and phase.end.isoformat(),
            }
            for phase in self.phases
        ]
        return {"mission_dates": self.dates.kind if self.dates else None, "phases": phases}


def given(query: Phased) -> tuple[str, ...]:
    """Return the options that name phases, as far as they were used."""
    values = {
        "--mission": query.mission,
        "--timeline": query.timeline,
        "--phase": query.phase,
        "--cut": query.cut,
        "--phases": query.phases,
    }
    return tuple(name for name, value in values.items() if value)


def plan_phases(query: Phased) -> PhasePlan | None:
    """Plan the phases that a question names; None where it names none.

    Raises:
        UsageError: two options name phases, a name is unknown, a date is impossible, a file has
            a mistake, or `--window` has nothing to bound.
    """
    refuse_blank({name: getattr(query, name) for name in Phased.options()})
    named = given(query)
    if len(named) > 1:
        raise UsageError(when.PHASES_TWICE(options=named))
    kind = one_of(query.mission_dates, MISSION_DATES, "kind of mission dates")
    plan = _named(query, kind)
    if query.window is None or plan is None:
        return plan
    return _windowed(plan, query.window)


def plan_or_default(query: Phased) -> PhasePlan:
    """Return the phases asked for, or those that are taken by default.

    Raises:
        UnsettledError: a country is named that did not host just one mission, but no phases.
    """
    plan = plan_if_usual(query)
    if plan is None:
        raise no_phases(query)
    return plan


def plan_if_usual(query: Phased) -> PhasePlan | None:
    """Return the phases asked for, or those that are taken by default; None where none are."""
    plan = plan_phases(query)
    mission = None if plan else usual_mission(query)
    if mission is None:
        return plan
    taken = plan_phases(query.but(mission=mission))
    assert taken  # those of a mission
    return replace(taken, by_default=True)


def usual_mission(query: Query) -> str | None:
    """Return the mission that is taken where neither a mission nor phases nor dates are named.

    That is the one that was in the countries named, if it was in all of them; for Mali, which is
    taken by default, it is MINUSMA. None where there were others, or none.
    """
    area = area_named(query)
    if area is None or not area.terms:
        return missions.DEFAULT_MISSION
    hosted = missions.hosted_by(*area.ids)
    alone = len(hosted) == 1 and set(area.ids) <= set(hosted[0].hosts)
    return hosted[0].name if alone else None


def only_mission(query: Query) -> missions.Mission | None:
    """Return the one mission that was in any of several countries; None of others, or none."""
    area = area_named(query)
    hosted = missions.hosted_by(*area.ids) if area and len(area.ids) > 1 else ()
    return hosted[0] if len(hosted) == 1 else None


def several_missions(query: Query) -> tuple[Note, ...]:
    """Say which missions there were to choose from, of one country that hosted several."""
    area = area_named(query)
    hosted = missions.hosted_by(*area.ids) if area and len(area.ids) == 1 else ()
    if len(hosted) < 2:
        return ()
    names = [mission.name for mission in hosted]
    commands = [join((*query.argv({}), "--mission", name)) for name in names]
    return (Note(straddling.SEVERAL_MISSIONS(missions=names, commands=commands)),)


def area_named(query: Query) -> Area | None:
    """Return the countries that were typed, or that of a file; None for Mali by default."""
    if isinstance(query, Scope) and query.country:
        return resolve(many(query.country))
    area = area_of_file(query)
    return None if area and area.names == (DEFAULT_COUNTRY,) else area


def select_phased(
    query: Scope, plan: PhasePlan | None, groups: Sequence[str] = (), *, series: bool = False
) -> Selection:
    """Read what is looked at in phases, with what is taken by default.

    That is one-sided violence in the countries that the phases belong to, else in that of a file,
    else in Mali.

    Raises:
        UsageError: a word is unknown, or two options clash.
    """
    hosts = plan.countries if plan and not plan.by_default else ()
    area = resolve(hosts) if hosts else area_of_file(query) or resolve([DEFAULT_COUNTRY])
    one = named_set(query)
    if one and not one.of_countries:
        hosts, area = (), Area()
    types = EVERY_TYPE if "type" in groups else Types((ONE_SIDED,))
    if one and one.of_missions and plan and plan.mission and not query.country:
        selection = select_by(query, groups, Area(), types, taken=(), series=series)
        return replace(selection, missions=(plan.mission.name,))
    taken = () if hosts else (area.label,)
    return select_by(query, groups, area, types, taken=taken, series=series)


def no_phases(query: Query) -> UnsettledError:
    """Say that phases are to be named, and how: by the missions that were there, or by dates."""
    area = area_named(query) or resolve([DEFAULT_COUNTRY])
    names = [mission.name for mission in missions.hosted_by(*area.ids)]
    if len(names) > MOST_WAYS:
        command = join(Missions(country=area.terms).argv({}))
        many = when.NO_PHASES_BUT_MANY_MISSIONS
        said = many(area=area.words, number=len(names), command=command)
    elif names:
        said = when.NO_PHASES_BUT_MISSIONS(area=area.words, missions=names)
    else:
        said = when.NO_PHASES_NAMED(area=area.words)
    ways: list[tuple[str, ...]] = [("--mission", name) for name in names[-MOST_WAYS:]]
    if len(ways) < 2:
        ways += OWN_PHASES if "cut" in query.options() else DEFAULT_MISSION
    elif query.options()["mission"].several:
        ways.insert(0, tuple(word for way in ways for word in way))
    return UnsettledError(said, query.argv({}), list(dict.fromkeys(ways)))


def of_mission(name: str, kind: str) -> PhasePlan:
    """Plan before, during and after a mission."""
    mission = missions.find(name)
    dates = mission.dates(kind)
    start, end = dates.start, dates.end
    phases = [
        OpenPhase("before", None, start - ONE_DAY, around=True),
        OpenPhase("during", start, end),
    ]
    if end:
        phases.append(OpenPhase("after", end + ONE_DAY, None, around=True))
    said = [straddling.OF_MISSION(mission=mission.name, what=what) for what in dates.rough]
    if end is None:
        said.append(straddling.NO_END(mission=mission.name, listed=missions.LIST_OF))
    if mission.unsure:
        said.append(straddling.OF_MISSION(mission=mission.name, what=mission.unsure))
    return PhasePlan(
        phases=tuple(phases),
        title=mission.name,
        countries=tuple(str(number) for number in mission.hosts),
        said={"mission": mission.name, "mission_dates": kind},
        notes=tuple(map(Note, said)),
        mission=mission,
        dates=dates,
    )


def close_plan(
    plan: PhasePlan,
    data: Observations,
    *,
    allow_overlap: bool,
    common: Coverage | None = None,
) -> tuple[tuple[Phase, ...], tuple[Note, ...]]:
    """Close the phases with what the data cover and clip them to the window looked at.

    Args:
        plan: the phases that were asked for.
        data: what answers. A phase outside the days that it covers is blank, wherever it is from,
            and so is one in which no country existed; one outside of those asked for is left out.
        allow_overlap: let phases share days.
        common: the days that other data cover too, where two are compared.

    Returns:
        the phases, and notes on what was clipped or left out.

    Raises:
        UsageError: no phase lies in the window, or two overlap.
    """
    published = common or data.published
    coverage = published.within(data.lives.days) or published
    window = data.selection.window
    kept, notes = [], []
    for asked in plan.phases:
        phase = _closed(asked, coverage, published, data.lives)
        if not phase.span.touches(window):
            first, last = asked.start or "", asked.end or ""
            left_out = straddling.LEFT_OUT(phase=asked.name, first=first, last=last, window=window)
            notes.append(Note(left_out))
        else:
            clipped = phase.covered.within(window) if phase.covered else None
            extent = _extent(asked, published, window)
            partial = clipped is not None and not published.covers(
                _due(asked, phase, window, published)
            )
            kept.append(replace(phase, covered=clipped, extent=extent, partial=partial))
            notes += _clipped(kept[-1], published, data.lives)
    if not kept:
        raise UsageError(when.NO_PHASE_WITHIN(window=window))
    if not allow_overlap:
        check_overlap(kept)
    return tuple(kept), tuple(notes)


def _closed(asked: OpenPhase, coverage: Coverage, published: Coverage, lives: Lives) -> Phase:
    """Close a phase where a country existed, else where the data begin and end."""
    phase = close(asked, coverage)
    if phase.covered and lives.touch(phase.covered):
        return phase
    return replace(close(asked, published), covered=None)


def _extent(asked: OpenPhase, published: Coverage, window: Span) -> Extent | None:
    covered = published.within(Span(asked.start or date.min, asked.end or date.max))
    days = covered.within(window) if covered else None
    if days is None:
        return None
    open_start = asked.start is None and window.start == date.min
    return Extent(days, open_start, open_end=asked.end is None and window.end == date.max)


def _due(asked: OpenPhase, phase: Phase, window: Span, published: Coverage) -> Span:
    """Return the days that the data should cover for the rate of a phase.

    A bounded phase runs to where the data begin or end, if that leaves it a year.
    """
    due = phase.span.within(window) or phase.span
    within = due.within(published.hull) if asked.bounded else None
    return within if within and within.days >= LEAST_DAYS else due


def _named(query: Phased, kind: str) -> PhasePlan | None:
    if query.mission:
        return of_mission(query.mission, kind)
    if query.timeline:
        from ..facts import timelines

        timeline = timelines.find(query.timeline)
        return _of_file(timeline, "timeline", timeline.name)
    if query.phases:
        from ..facts.timelines import parse

        file = parse(read_text(query.phases, reading.CHECK_PATH()), query.phases)
        return _of_file(file, "phases", query.phases)
    if query.cut:
        days, phases = read_cuts(many(query.cut))
        return PhasePlan(phases, f"cut at {all_of(days)}", said={"cut": days})
    if query.phase:
        phases = read_phases(many(query.phase))
        title = all_of(phase.name for phase in phases)
        return PhasePlan(phases, title, said={"phase": many(query.phase)})
    return None


def _of_file(file: PhaseFile, option: str, name: str) -> PhasePlan:
    return PhasePlan(
        phases=file.phases,
        title=file.title or file.name or f"phases of {name}",
        countries=file.countries,
        said={option: name},
        notes=(Note(_words_of(file)),) if file.note or file.source else (),
    )


def _words_of(file: PhaseFile) -> Said:
    """Return what a file says of its phases."""
    said = straddling.OF_FILE_FROM if file.source else straddling.OF_FILE
    return (said if file.note else straddling.DATES_FROM)(note=file.note, source=file.source)


def _windowed(plan: PhasePlan, text: str) -> PhasePlan:
    """Bound the open first and last phase to a length of time next to the others."""
    months = read_window(text)
    whole = plan.mission is None
    phases = [p.bounded_by(months) if whole or p.around else p for p in plan.phases]
    if phases == list(plan.phases):
        raise UsageError(when.NOTHING_TO_BOUND())
    return replace(plan, phases=tuple(phases), window=text, said={**plan.said, "window": text})


def _clipped(phase: Phase, published: Coverage, lives: Lives) -> list[Note]:
    """Say what of a phase is not covered, or that no country existed in it."""
    asked, covered = phase.span, published.within(phase.span)
    if covered is None:
        return [Note(straddling.NOT_COVERED(phase=phase.name, days=asked, cover=published))]
    if not lives.touch(covered):
        why = did_not_exist(lives, covered)
        return [Note(straddling.NO_STATE(phase=phase.name, days=asked, why=why))]
    if covered.covers(asked):
        return []
    cut = straddling.CUT_SHORT if phase.partial else straddling.CUT
    return [Note(cut(phase=phase.name, days=asked, covered=covered))]
