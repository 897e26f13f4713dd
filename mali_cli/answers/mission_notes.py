"""Notes on UN missions: their own dead, and which missions stand behind figures."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import join

from ..datasets import registry
from ..facts.files import text
from ..facts.missions import hosted_by, listed_as, listed_names
from ..model.questions.totals import Totals
from ..model.result import Note
from ..observations import Observations
from ..words import missioning
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
    counts = dict(by_cause(listed))
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


def mission_notes(data: Observations) -> Iterator[Note]:
    """Say of data about missions which of them are counted, and which have no name of their own."""
    if not data.declared.of_missions:
        return
    missions = data.frame.select("mission").unique()
    names = sorted(data.run.rows(missions)["mission"])
    selection = data.selection
    if ids := {*selection.area.ids}:
        where = selection.area.words
        yield Note(missioning.WHOLE(missions=names, where=where))
        shared = [m.name for m in hosted_by(*ids) if not {*m.hosts} <= ids]
        if shared:
            yield Note(missioning.IN_SEVERAL(missions=shared))
    if missing := [name for name in selection.missions if listed_as(name) not in names]:
        yield Note(missioning.NO_ROW(missions=missing))
    for listed, several in listed_names().items():
        if listed in names and (ids or selection.missions):
            yield Note(missioning.SEVERAL_NAMED(listed=listed, missions=several))


def by_cause(listed: str) -> Iterator[tuple[str, int]]:
    """Give the causes of the deaths of a mission with their numbers, as embedded."""
    found: dict[str, int] = {}
    for line in text("un_fatalities_by_month.csv").splitlines():
        if line.startswith(f"{listed},"):
            _, _, cause, number = line.split(",")
            found[cause] = found.get(cause, 0) + int(number)
    yield from found.items()
