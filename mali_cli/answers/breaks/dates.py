"""The dates that `breaks` tests, and where they stand among all dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...analysis.placebos import Placebo
from ...facts.missions import Mission, find
from ...frozen import frozen
from ...model.dates import read_date
from ...model.errors import UsageError
from ...model.result import Note
from ...model.words import MISSION_DATES, one_of, refuse_blank
from ...words import breaking, comparing, straddling
from ...words.counting import several
from ...words.message import Said
from ...words.phrases import times
from .series import UnitSeries


@frozen
class AskedDate:
    """A date that was asked for, under its name: a mission begins there, or it was typed."""

    name: str
    day: date

    def __str__(self) -> str:
        return self.name if self.name == str(self.day) else f"{self.name} ({self.day})"


@frozen
class DatePlan:
    """The dates that were asked for, and the mission among them."""

    dates: tuple[AskedDate, ...] = ()
    mission: Mission | None = None
    kind: str = ""
    notes: tuple[Note, ...] = ()
    by_default: bool = False

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for them, by field."""
        mission = {"mission": self.mission.name, "mission_dates": self.kind} if self.mission else {}
        days = tuple(str(asked.day) for asked in self.dates[bool(self.mission) :])
        return {**mission, "at": days}


def plan_dates(mission: str | None, kind: str, at: Sequence[str]) -> DatePlan:
    """Plan the dates of `--mission` (its first day) and `--at`.

    Raises:
        UsageError: an unknown mission, no date, or one that is asked for twice.
    """
    refuse_blank({"mission": mission, "at": tuple(at)})
    kind = one_of(kind, MISSION_DATES, "kind of mission dates")
    typed = tuple(AskedDate(str(day), day) for day in (read_date(word).start for word in at))
    if len({asked.day for asked in typed}) < len(typed):
        raise UsageError(comparing.DATE_TWICE())
    if mission is None:
        return DatePlan(typed, kind=kind)
    found = find(mission)
    dates = found.dates(kind)
    notes = tuple(
        Note(straddling.OF_MISSION(mission=found.name, what=what)) for what in dates.rough
    )
    return DatePlan((AskedDate(found.name, dates.start), *typed), found, kind, notes)


@frozen
class Placed:
    """A date that was asked for, among all dates.

    `placebo` is None where too few units lie before it or from it on.
    """

    asked: AskedDate
    label: str
    before_units: int
    after_units: int
    placebo: Placebo | None


def place(
    plan: DatePlan, series: UnitSeries, dates: Sequence[Placebo]
) -> tuple[tuple[Placed, ...], tuple[Note, ...]]:
    """Find the dates that were asked for among all of them; those beyond the series are noted."""
    by_index = {placebo.index: placebo for placebo in dates}
    placed, notes = [], []
    for asked in plan.dates:
        at = series.index(asked.day)
        if not 0 <= at < len(series):
            first, last = series.label(0), series.label(len(series) - 1)
            notes.append(Note(breaking.OUTSIDE(asked=asked, first=first, last=last)))
        else:
            found = by_index.get(at)
            placed.append(Placed(asked, series.label(at), at, len(series) - at, found))
    return tuple(placed), tuple(notes)


def placed_notes(
    placed: Sequence[Placed], series: UnitSeries, dates: Sequence[Placebo], shortest: int
) -> list[Note]:
    """Say the ratio of each date that was asked for, and its rank among all dates."""
    return [Note(_words(one, series, dates, shortest)) for one in placed]


def undefined_notes(series: UnitSeries, dates: Sequence[Placebo]) -> list[Note]:
    """Say how many of all dates have no ratio, and so no rank."""
    undefined = sum(placebo.ratio is None for placebo in dates)
    said = breaking.NO_RATIO(dates=undefined, nothing=series.nothing)
    return [Note(said)] if undefined else []


def _words(one: Placed, series: UnitSeries, dates: Sequence[Placebo], shortest: int) -> Said:
    found = one.placebo
    if found is None:
        return breaking.NO_RANK_SHORT(
            asked=one.asked,
            before=one.before_units,
            unit=one.label,
            after=one.after_units,
            least=shortest,
            every=series.unit,
        )
    if found.rank is None or found.ratio is None:
        return breaking.NO_RANK_ZERO(asked=one.asked, nothing=series.nothing, unit=one.label)
    undefined = sum(placebo.ratio is None for placebo in dates)
    ties = sum(placebo.rank == found.rank for placebo in dates) - 1
    top = sorted((p.rank, p.index, p.ratio) for p in dates if p.rank and p.ratio is not None)[:3]
    more = [breaking.MORE_NO_RATIO(dates=undefined, nothing=series.nothing)] if undefined else []
    return breaking.RANK(
        asked=one.asked,
        measure=several(series.counts),
        unit=one.label,
        ratio=times(found.ratio),
        rank=found.rank,
        shared=breaking.SHARED(ties=ties) if ties else "",
        dates=len(dates) - undefined,
        least=shortest,
        every=series.unit,
        highest=[breaking.HIGHEST(unit=series.label(i), ratio=times(ratio)) for _, i, ratio in top],
        more=more,
    )
