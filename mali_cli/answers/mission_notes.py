"""Notes on UN missions: their own dead, and which missions stand behind figures."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import join

from ..datasets import registry
from ..facts.files import text
from ..facts.missions import Mission, hosted_by, listed_as, listed_names
from ..model.bounds import LEAST, MOST, wide
from ..model.details import Row
from ..model.errors import NotHereError
from ..model.questions.periods import Periods
from ..model.questions.totals import Totals
from ..model.result import Note
from ..observations import Observations
from ..words import missioning
from ..words.phrases import all_of, between, thousands
from .phase_plan import PhasePlan

MALICIOUS = "Malicious Act"


def own_dead(plan: PhasePlan, data: Observations) -> list[Note]:
    """Say how many died in the mission that phases are of: another unit, never added to others.

    By the embedded figures, so that it costs nothing to speak of.
    """
    if plan.mission is None or data.declared.of_missions:
        return []
    listed = listed_as(plan.mission.name)
    one = registry.own_dead()
    assert one.embedded
    counts = dict(_by_cause(listed))
    if not counts:
        return []
    asked = Totals(mission=(listed,), by=("cause",), dataset=one.name)
    said = missioning.OWN_DEAD(
        mission=listed,
        fatalities=sum(counts.values()),
        malicious=counts.get(MALICIOUS, 0),
        release=one.embedded.source().release,
        command=join(asked.argv({})),
    )
    return [Note(said)]


def page_notes(mission: Mission) -> Iterator[Note]:
    """Say of one mission where its dates are from, who of it died, and who was killed around it."""
    yield Note(missioning.SOURCES(sources=mission.source))
    for text_of in (mission.note, mission.unsure):
        if text_of:
            yield Note(missioning.ABOUT(note=text_of.rstrip(".")))
    yield _by_causes(listed_as(mission.name))
    yield _killed(mission)


def _by_causes(listed: str) -> Note:
    one = registry.own_dead()
    assert one.embedded
    release, counts = one.embedded.source().release, dict(_by_cause(listed))
    if not counts:
        return Note(missioning.NOBODY(release=release))
    most_first = sorted(counts.items(), key=lambda item: -item[1])
    asked = Totals(mission=(listed,), by=("cause",), dataset=one.name)
    said = missioning.BY_CAUSE(
        fatalities=sum(counts.values()),
        causes=[missioning.CAUSE(cause=cause, number=number) for cause, number in most_first],
        release=release,
        command=join(asked.argv({})),
    )
    return Note(said)


def _killed(mission: Mission) -> Note:
    """Say how many civilians were killed in the phases of a mission, by what is at hand."""
    from . import periods

    asked = Periods(mission=mission.name)
    try:
        found = periods.answer(asked)
    except NotHereError as error:
        return Note(missioning.NOT_KILLED(problem=error.said, hint=error.advice or ""))
    phases = [
        missioning.PHASE(phase=row["phase"], figure=_figure(row))
        for row in found.frame.iter_rows(named=True)
    ]
    said = missioning.KILLED(
        where=all_of(mission.host_names),
        phases=phases,
        source=found.sources[0].pinned,
        command=join(asked.argv({})),
    )
    return Note(said)


def _figure(row: Row) -> str:
    """Show the deaths of a phase; where an edge cuts much of it, the least and the most."""
    if ends := wide(row[LEAST], row[MOST]):
        return between(*map(thousands, ends))
    return thousands(row["deaths"]) if row["deaths"] is not None else "–"


def mission_notes(data: Observations) -> Iterator[Note]:
    """Say of data about missions which of them are counted, and which have no name of their own."""
    if not data.declared.of_missions:
        return
    names = sorted(data.frame.select("mission").unique().collect()["mission"])
    selection = data.selection
    if ids := {*selection.area.ids}:
        where = selection.area.words
        said = missioning.WHOLE if names else missioning.NO_MISSION
        yield Note(said(missions=names, where=where))
        shared = [m.name for m in hosted_by(*ids) if not {*m.hosts} <= ids]
        if shared:
            yield Note(missioning.IN_SEVERAL(missions=shared))
    if missing := [name for name in selection.missions if listed_as(name) not in names]:
        yield Note(missioning.NO_ROW(missions=missing))
    for listed, several in listed_names().items():
        if listed in names and (ids or selection.missions):
            yield Note(missioning.SEVERAL_NAMED(listed=listed, missions=several))


def _by_cause(listed: str) -> Iterator[tuple[str, int]]:
    """Give the causes of the deaths of a mission with their numbers, as embedded."""
    found: dict[str, int] = {}
    for line in text("un_fatalities_by_month.csv").splitlines():
        if line.startswith(f"{listed},"):
            _, _, cause, number = line.split(",")
            found[cause] = found.get(cause, 0) + int(number)
    yield from found.items()
