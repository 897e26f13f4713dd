"""Which source answers a question: a pure choice among what is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..facts.countries import country_of
from ..facts.release_numbers import release_order
from ..model.errors import NotHereError, UsageError
from ..model.selection import Selection
from ..model.source import Source
from ..model.words import all_of, any_of

COUNTRY_YEAR, EVENTS = "country-year", "ged"
EVENT_DATASETS = (EVENTS, "candidate")
ANSWERING = (COUNTRY_YEAR, *EVENT_DATASETS)
"""The data sets whose rows are observations of deaths in a country over days."""


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


def choose(question: Question, sources: Sequence[Source]) -> Source:
    """Choose the source that answers.

    Of the whole sources that can answer, the newest release; where every country is asked for,
    one that has them all comes first. A partial source answers what lies inside it, and only where
    no whole one can.

    Raises:
        UsageError: the data set that was named holds no deaths by country and day, or no events
            where only events can answer; or several partial sets can answer alike.
        NotHereError: no source can answer; the message says what is missing, the hint how to get
            it.
    """
    if question.dataset not in ANSWERING:
        raise UsageError(
            f"{question.dataset} has no deaths by country and day, so it cannot answer this",
            f"look at its rows with: mali-cli datasets show {question.dataset}",
        )
    if question.events_for and question.dataset not in EVENT_DATASETS:
        raise UsageError(
            f"{question.dataset} has no events, and {question.events_for} needs them",
            f"leave out --dataset, or use --dataset {EVENTS}",
        )
    fitting = [source for source in sources if _fits(source, question)]
    able = [source for source in fitting if _can_answer(source, question.selection)]
    if not able:
        raise _not_here(question, fitting)
    best = max(_rank(source, question.selection) for source in able)
    first = [source for source in able if _rank(source, question.selection) == best]
    if len(first) > 1:
        raise UsageError(
            f"{len(first)} partial sets of {question.dataset} can answer, and nothing tells which",
            "name one: " + any_of(f"--dataset {source.pinned}" for source in first),
        )
    return first[0]


def _fits(source: Source, question: Question) -> bool:
    release = question.selection.release
    named = (None, source.release, source.stamp)
    return source.dataset == question.dataset and release in named


def _can_answer(source: Source, selection: Selection) -> bool:
    wanted = frozenset(selection.area.ids)
    if not source.covers(wanted) or _begins_late(source, selection):
        return False
    return source.whole or source.holds(selection.types.names, selection.first, selection.last)


def _rank(source: Source, selection: Selection) -> tuple[object, ...]:
    every_country = not selection.area.ids and source.country_ids is None
    return (source.whole, every_country, release_order(source.release), source.origin == "store")


def _begins_late(source: Source, selection: Selection) -> bool:
    """Tell whether a source ends before the window; candidate data go on where it ends."""
    if selection.candidate or not (source.coverage and selection.first):
        return False
    return selection.first > source.coverage.end


def _not_here(question: Question, fitting: Sequence[Source]) -> NotHereError:
    selection = question.selection
    name = question.dataset + (f"@{selection.release}" if selection.release else "")
    hint = f"get it with: mali-cli fetch {_whole_name(question)}"
    if not fitting:
        why = f", and {question.events_for} needs events" if question.events_for else ""
        return NotHereError(f"the data set {name} is not here{why}", hint)
    wanted = frozenset(selection.area.ids)
    nearest = [source for source in fitting if source.covers(wanted)] or fitting
    have = max(nearest, key=lambda source: _rank(source, selection))
    missing = [i for i in selection.area.ids if not have.covers(frozenset([i]))]
    if missing:
        return NotHereError(_lacks(have, missing), hint)
    if _begins_late(have, selection):
        return NotHereError(
            f"{have.pinned} covers {have.coverage}, nothing from {selection.first} on",
            f"a newer release may; get it with: mali-cli fetch {question.dataset}",
        )
    return NotHereError(f"{have.pinned} is partial: it has only a part of what was asked", hint)


def _whole_name(question: Question) -> str:
    """Return what `fetch` takes: the names of partial and unstamped sets are the store's own."""
    release = (question.selection.release or "").partition("+")[0]
    known = release and not release.startswith("unstamped")
    return f"{question.dataset}@{release}" if known else question.dataset


def _lacks(have: Source, missing: Sequence[int]) -> str:
    names = all_of(country_of(number).name for number in missing[:5])
    more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
    held = all_of(country_of(number).name for number in sorted(have.country_ids or ()))
    return f"no figures for {names}{more} are here: {have.pinned}, {have.origin}, has {held}"
