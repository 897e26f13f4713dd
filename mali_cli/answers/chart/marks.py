"""The days that a chart marks: of a mission, of phases, and those that somebody names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from ...model.dates import ONE_DAY, Span, read_date
from ...model.errors import UsageError
from ...model.phase import OpenPhase
from ...model.units import unit_days, unit_number
from ...words import when
from ..phase_plan import PhasePlan

Mark = dict[str, object]
"""A day, its `label` without the date, and the date `written` as far as it is known."""


def read_marks(words: Iterable[str]) -> list[Mark]:
    """Read days to mark, such as "2022-03-27=Moura"; without a name it is the date alone.

    Raises:
        UsageError: one names no day.
    """
    marks = []
    for word in words:
        text, _, label = word.partition("=")
        try:
            days = read_date(text)
        except UsageError as error:
            raise UsageError(error.said, when.MARK_FORM()) from None
        if days.days > 1:
            raise UsageError(when.MARK_NO_DAY(text=text.strip()))
        marks.append(_mark(days.start, label.strip()))
    return marks


def check_drawn(marks: Sequence[Mark], units: Sequence[str], unit: str) -> None:
    """Refuse a day that the chart does not reach.

    Args:
        marks: those that somebody named.
        units: the names of the units that are drawn.
        unit: of time.

    Raises:
        UsageError: naming the day and what is drawn.
    """
    numbers = [number for name in units if (number := unit_number(name, unit)) is not None]
    if not numbers:
        return
    first, last = unit_days(min(numbers), unit).start, unit_days(max(numbers), unit).end
    for mark in marks:
        day = mark["day"]
        assert isinstance(day, date)
        if not first <= day <= last:
            raise UsageError(when.MARK_OUTSIDE(day=day, first=first, last=last))


def marked_days(plan: PhasePlan | None, window: Span) -> list[Mark]:
    """Return the days on which a mission, or phases, begin and end, as far as they are looked at.

    Phases have the day on which one begins, and that on which one ends if no other follows at once;
    an end that is there only because `--window` bounds it is none.
    """
    if plan is None:
        return []
    found = _of_mission(plan) if plan.mission else _of_phases(plan.phases)
    return [mark for mark in found if window.start <= mark["day"] <= window.end]  # type: ignore[operator]


def _of_mission(plan: PhasePlan) -> Iterator[Mark]:
    assert plan.mission
    assert plan.dates
    dates = plan.dates
    yield _mark(dates.start, f"{plan.mission.name} begins", dates.start_text)
    if dates.end:
        yield _mark(dates.end, f"{plan.mission.name} ends", dates.end_text or "")


def _of_phases(phases: Sequence[OpenPhase]) -> Iterator[Mark]:
    last = len(phases) - 1
    following = {one.end for one, other in pairwise(phases) if one.end and _follows(one, other)}
    for place, phase in enumerate(phases):
        if phase.start and not (phase.bounded and place == 0):
            yield _mark(phase.start, phase.event, phase.since)
        if phase.end and phase.end not in following and not (phase.bounded and place == last):
            yield _mark(phase.end, f"{phase.name} ends")


def _follows(one: OpenPhase, other: OpenPhase) -> bool:
    return one.end is not None and other.start == one.end + ONE_DAY


def _mark(day: date, label: str, written: str = "") -> Mark:
    return {"day": day, "label": label, "written": written or str(day)}
