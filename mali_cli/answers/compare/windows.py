"""The windows before and after each mission, and which missions can be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ...analysis.phases import phase_table
from ...datasets.registry import order_of
from ...facts.missions import Mission, MissionDates, areas, missions
from ...frozen import frozen
from ...model.dates import Span
from ...model.errors import NotHereError
from ...model.phase import Phase
from ...model.questions.periods import Periods
from ...model.result import Note
from ...model.selection import Selection
from ...model.units import years_of
from ...observations import Observations, Question
from ...words import beside
from ..asking import added_up, check_one_type, needs_events
from ..look_up import look_up, measure_of
from ..phase_plan import PhasePlan, close_plan, plan_phases, select_phased
from ..rates import Rates

WINDOWS = ("before", "during", "after")


@frozen
class Counted:
    """A mission with what was counted of it.

    Attributes:
        plan: its phases.
        selection: what was asked of it.
        data: the observations; None where no data at hand can answer.
        error: why none can, with the command that gets the data.
        phases: the phases as far as the data cover them; none where it lies outside of what is
            covered or looked at.
        figures: the row of `periods` for each of them, by name.
    """

    plan: PhasePlan
    selection: Selection
    data: Observations | None = None
    error: NotHereError | None = None
    phases: tuple[Phase, ...] = ()
    figures: Mapping[str, Mapping[str, Any]] | None = None

    @property
    def mission(self) -> Mission:
        """The mission."""
        assert self.plan.mission
        return self.plan.mission

    @property
    def dates(self) -> MissionDates:
        """Its dates."""
        assert self.plan.dates
        return self.plan.dates

    @property
    def missing(self) -> str | None:
        """The command that gets the data that are not here."""
        return self.error.command if self.error else None

    def figure(self, window: str, name: str) -> Any:
        """Return a figure of one of its windows; None where there is none."""
        return (self.figures or {}).get(window, {}).get(name)


def count_all(queries: Sequence[Periods]) -> tuple[tuple[Counted, ...], tuple[str, ...]]:
    """Count every mission, all by one and the same data set and release.

    Where the newest data are of another release from mission to mission, the one that answers for
    most missions is taken, of several the newest.

    Returns:
        the missions, and the names of the data sets that were passed over.
    """
    first = tuple(count(query) for query in queries)
    names = {c.data.pinned: c.data.source for c in first if c.data}
    whole = len(names) == 1 and all(c.data for c in first)
    if not names or whole or any(query.data for query in queries):
        return first, ()
    by_source = {
        name: tuple(count(query.but(dataset=name, release=None)) for query in queries)
        for name in names
    }

    def rank(name: str) -> tuple[object, ...]:
        answered = sum(c.data is not None for c in by_source[name])
        return answered, order_of(names[name].dataset, names[name].release)

    best = max(by_source, key=rank)
    return by_source[best], tuple(name for name in sorted(names) if name != best)


def count(query: Periods) -> Counted:
    """Count one mission as `periods` does.

    Raises:
        UsageError: the mission is unknown, or something else asked for makes no sense.
    """
    plan = plan_phases(query)
    assert plan
    selection = check_one_type(select_phased(query, plan))
    counted = Counted(plan, selection)
    try:
        asked = Question(selection, events_for=needs_events(selection, ()))
        data = look_up(asked, of_phases=True, usual=added_up(query) is None)
    except NotHereError as error:
        return replace(counted, error=error)
    counted = replace(counted, data=data)
    if not _within_reach(counted, data):
        return counted
    phases, _ = close_plan(plan, data, allow_overlap=False)
    rule = data.selection.straddle
    table = phase_table(
        data.frame, phases, (), measure_of(data), rule, "year", None, data.lives, data.run
    )
    rows = {row["phase"]: row for row in table.frame.iter_rows(named=True)}
    return replace(counted, phases=phases, figures=rows)


def rated(
    counted: Sequence[Counted], rates: Rates, answering: Observations
) -> tuple[tuple[Counted, ...], Rates]:
    """Add the rates of each mission over the people of its countries, all of one release."""
    ids = sorted({number for one in counted for number in one.selection.area.ids})
    rates = rates.over(answering, ids) if ids else rates
    return tuple(
        _rated(one, rates._replace(numbers=one.selection.area.ids)) for one in counted
    ), rates


def _rated(one: Counted, rates: Rates) -> Counted:
    days = {phase.name: None if phase.partial else phase.covered for phase in one.phases}
    figures = one.figures or {}
    rows = {name: {**row, **rates.of_row(row, days[name])} for name, row in figures.items()}
    return replace(one, figures=rows if one.figures else None)


def windows_of(counted: Counted) -> dict[str, Span]:
    """Return the days of each window as asked for, whatever the data cover."""
    return {
        phase.name: Span(phase.start or date.min, phase.end or date.max)
        for phase in counted.plan.phases
    }


def length_years(counted: Counted) -> float | None:
    """Return how long a mission lasted in years, so far as the data go where it still runs."""
    end = counted.dates.end or (counted.data and counted.data.published.end)
    if not end or end < counted.dates.start:
        return None
    return round(years_of(Span(counted.dates.start, end)), 1)


def _within_reach(counted: Counted, data: Observations) -> bool:
    """Return whether a mission began before the data end, and touches the days looked at."""
    spans = windows_of(counted).values()
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    began = counted.dates.start <= data.published.end
    return began and whole.touches(counted.selection.window)


FEWEST_YEARS = 1


@frozen
class LeftOut:
    """The missions that are not eligible, by the reason."""

    several: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    fewest: int = FEWEST_YEARS
    command: str | None = None

    @property
    def notes(self) -> list[Note]:
        """Say who is left out, and why."""
        said = []
        if self.several:
            said.append(beside.SEVERAL_COUNTRIES(missions=self.several))
        if self.parts:
            said.append(beside.PART_OF_A_COUNTRY(missions=self.parts))
        if self.short:
            said.append(beside.FEW_YEARS(fewest=self.fewest, missions=self.short))
        if self.missing:
            said.append(beside.NOT_HERE(command=self.command, missions=self.missing))
        return [Note(one) for one in said]


def eligible_missions() -> tuple[tuple[str, ...], LeftOut]:
    """Return the missions whose area is one whole country, and those that are left out."""
    parts = areas()
    several = tuple(m.name for m in missions() if len(m.hosts) > 1)
    alone = [m.name for m in missions() if len(m.hosts) == 1]
    small = tuple(f"{name} ({parts[name]})" for name in alone if name in parts)
    return tuple(name for name in alone if name not in parts), LeftOut(several, small)


def of_enough_years(
    counted: Sequence[Counted], fewest: int, left_out: LeftOut
) -> tuple[tuple[Counted, ...], LeftOut]:
    """Keep the missions with so many years covered before and after."""

    def enough(one: Counted) -> bool:
        years = (one.figure(window, "years") or 0 for window in ("before", "after"))
        return all(round(length, 2) >= fewest for length in years)  # 5y can be 4.9986 years

    kept = tuple(one for one in counted if one.data and enough(one))
    short = tuple(one.mission.name for one in counted if one.data and not enough(one))
    gone = [one for one in counted if not one.data]
    missing = tuple(one.mission.name for one in gone)
    command = next((one.missing for one in gone if one.missing), None)
    return kept, replace(left_out, short=short, missing=missing, fewest=fewest, command=command)
