"""The one door to data: which source answers a question, and its observations.

An observation is a count of deaths over a span of days at a place: a country-year spans the days
of that year in which the state existed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .facts.countries import area_of, by_number
from .facts.figures import embedded_file, embedded_source
from .model.errors import NotHereError, UsageError
from .model.selection import Area, Selection
from .model.source import Source
from .model.words import all_of

if TYPE_CHECKING:
    import polars as pl

COUNTRY_YEAR, EVENTS = "country-year", "ged"
EVENT_DATASETS = (EVENTS, "candidate")


@dataclass(frozen=True)
class Question:
    """What an answer needs: a selection, the perpetrators, and what only events can tell.

    `events_for` names what needs events, in words ("months"); None where country-years will do.
    """

    selection: Selection
    perpetrators: bool = False
    events_for: str | None = None

    @property
    def dataset(self) -> str:
        """The data set that can answer."""
        return self.selection.dataset or (EVENTS if self.events_for else COUNTRY_YEAR)


@dataclass(frozen=True)
class Observations:
    """The observations of a selection.

    `frame` has start, end (Date), country_id (Int64), country, region, type_of_violence (String),
    year (Int32), best, low, high (Int64) and, where the source has them, civilians, perpetrator.
    """

    frame: pl.LazyFrame
    source: Source
    selection: Selection

    @property
    def of_events(self) -> bool:
        """Tell whether each observation is an event."""
        return self.source.kind == "event"


def sources_at_hand() -> tuple[Source, ...]:
    """Return every data set that can answer, offline."""
    return (embedded_source(),)


def observe(question: Question) -> Observations:
    """Return the observations of a question from the one source that answers it.

    Raises:
        NotHereError: no source at hand can; the hint is the command that gets one.
    """
    source = choose(question, sources_at_hand())
    selection = question.selection
    if not selection.area.ids:
        selection = replace(selection, area=_whole_area(source))
    return Observations(_rows(question, selection), source, selection)


def choose(question: Question, sources: Sequence[Source]) -> Source:
    """Choose the newest release that can answer; a whole one before a part of another.

    Where every country is asked for, a source that has them all comes first.

    Raises:
        UsageError: a data set without events was named for what only events can tell.
        NotHereError: none can; the message says what is missing, the hint how to get it.
    """
    selection = question.selection
    if question.events_for and question.dataset not in EVENT_DATASETS:
        raise UsageError(
            f"{question.dataset} has no events, and {question.events_for} needs them",
            f"leave out --dataset, or use --dataset {EVENTS}",
        )
    wanted = frozenset(selection.area.ids)
    named = [source for source in sources if source.dataset == question.dataset]
    fitting = [source for source in named if selection.release in (None, source.release)]
    able = [
        source
        for source in fitting
        if source.covers(wanted) and not _begins_late(source, selection)
    ]
    if not able:
        raise _not_here(question, fitting)
    everywhere = not wanted
    return max(able, key=lambda s: (s.whole, everywhere and s.country_ids is None, s.release_order))


def _begins_late(source: Source, selection: Selection) -> bool:
    return bool(source.coverage and selection.first and selection.first > source.coverage.end)


def _not_here(question: Question, fitting: Sequence[Source]) -> NotHereError:
    selection = question.selection
    name = question.dataset + (f"@{selection.release}" if selection.release else "")
    hint = f"get it with: mali-cli fetch {name}"
    if not fitting:
        why = f", and {question.events_for} needs events" if question.events_for else ""
        return NotHereError(f"the data set {name} is not here{why}", hint)
    have = fitting[0]
    missing = [i for i in selection.area.ids if not have.covers(frozenset([i]))]
    if missing:
        names = all_of(by_number()[i].name for i in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        held = all_of(by_number()[i].name for i in sorted(have.country_ids or ()))
        return NotHereError(
            f"no figures for {names}{more} are here: {have.pinned}, {have.origin}, has {held}", hint
        )
    return NotHereError(
        f"{have.pinned} covers {have.coverage}, nothing from {selection.first} on",
        f"a newer release may; get it with: mali-cli fetch {question.dataset}",
    )


def _whole_area(source: Source) -> Area:
    return area_of(sorted(source.country_ids or ()))


def _rows(question: Question, selection: Selection) -> pl.LazyFrame:
    import polars as pl

    from .layouts.embedded import by_perpetrator, read_figures

    rows = read_figures(embedded_file())
    if question.perpetrators:
        rows = by_perpetrator(rows)
    return rows.filter(
        pl.col("country_id").is_in(selection.area.ids)
        & pl.col("type_of_violence").is_in(selection.types.names)
    )
