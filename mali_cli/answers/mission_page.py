"""What the page on one mission says besides its dates."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import join

from ..datasets import registry
from ..facts.missions import Mission, listed_as
from ..model.bounds import LEAST, MOST, wide
from ..model.details import Row
from ..model.errors import NotHereError
from ..model.questions.periods import Periods
from ..model.questions.totals import Totals
from ..model.result import Note
from ..words import missioning
from ..words.phrases import all_of, between, thousands
from . import periods
from .mission_notes import by_cause


def page_notes(mission: Mission) -> Iterator[Note]:
    """Say of one mission where its dates are from, who of it died, and who was killed around it."""
    dated = [
        missioning.DATE_FROM(date=name.replace("_", " "), source=source)
        for name, source in mission.sources.items()
    ]
    yield Note(missioning.SOURCES(sources=dated))
    for text_of in (mission.note, mission.unsure):
        if text_of:
            yield Note(missioning.ABOUT(note=text_of.rstrip(".")))
    yield _by_causes(listed_as(mission.name))
    yield _killed(mission)


def _by_causes(listed: str) -> Note:
    one = registry.own_dead()
    assert one.embedded
    release, counts = one.embedded.source().release, dict(by_cause(listed))
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
