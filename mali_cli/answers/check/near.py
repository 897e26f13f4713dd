"""The near questions that a claim may have meant.

The list is stated in docs/claims.md; matches are exact, and the number of questions tried is told,
since small figures match by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ...analysis.verdicts import Labelled, exact_matches
from ...datasets.registry import answering, data_set
from ...model.claims import Claim, FigureQuery, Value, Window
from ...model.errors import UNREAD, NotHereError, UsageError
from ...model.source import Source
from ...model.words import ALL_TYPES, ESTIMATES, STRADDLES, TYPES
from ...words import checking
from .asking import answer, pinned_to

FIGURES = ("=", "~")
"""The signs of claims that name a figure, which may be that of another question."""


Nearby = tuple[str, FigureQuery]


def also_equals(claim: Claim, source: Source, rule: str, at_hand: Sequence[Source]) -> str | None:
    """Say which near questions have exactly the claimed figure; None where no figure is claimed.

    Args:
        claim: one whose figure differs, or is undecided.
        source: what answered it.
        rule: the straddle rule that answered it.
        at_hand: every source at hand.
    """
    query = claim.query
    if not isinstance(claim.expectation, Value) or claim.expectation.sign not in FIGURES:
        return None
    if not query or not _single(query) or query.mission:
        return None
    base = pinned_to(query, source)
    tried = list(_answers(near_questions(base, source, rule, at_hand)))
    off = claim.expectation.tolerance if claim.expectation.sign == "=" else 0
    found = exact_matches(claim.expectation.number, tried, off)
    said = checking.NEAR if found else checking.NOTHING_NEAR
    return str(said(questions=found, tried=len(tried)))


def near_questions(
    query: FigureQuery, source: Source, rule: str, at_hand: Sequence[Source]
) -> Iterator[Nearby]:
    """Give each near question with its name: one thing is changed at a time."""
    if _is_stock(query, source):
        yield from _moved_whole(query)
    for other in STRADDLES if not _is_stock(query, source) else ():
        if other != rule:
            yield f"straddle {other}", replace(query, straddle=other)
    if query.measure == "deaths":
        for estimate in ESTIMATES:
            if estimate != query.estimate:
                yield f"{estimate} estimate", replace(query, estimate=estimate)
    if query.type not in ((ALL_TYPES,), TYPES):
        yield "all types", replace(query, type=(ALL_TYPES,))
    yield from _active(query, source, at_hand)
    yield from _one_year_off(query)
    for other_source in at_hand:
        if other_source.dataset == source.dataset and other_source.release != source.release:
            yield other_source.pinned, pinned_to(query, other_source)


def _single(query: FigureQuery) -> bool:
    return not query.each and len(query.windows) == 1


def _active(query: FigureQuery, source: Source, at_hand: Sequence[Source]) -> Iterator[Nearby]:
    """Give the question over active actors only; of country-years it is put to the events."""
    if query.filters.active_only:
        return
    active = replace(query, filters=replace(query.filters, active_only=True))
    if data_set(source.dataset).of_events:
        yield "active actors only", active
        return
    for events in at_hand:
        if events.dataset == answering(events=True).name:
            yield f"active actors only, {events.pinned}", pinned_to(active, events)


def _one_year_off(query: FigureQuery) -> Iterator[Nearby]:
    window = query.windows[0]
    for years in (-1, 1):
        if window.first:
            yield from _between(query, replace(window, first=_moved(window.first, years)))
        if window.last:
            yield from _between(query, replace(window, last=_moved(window.last, years)))


def _is_stock(query: FigureQuery, source: Source) -> bool:
    one = data_set(source.dataset)
    return one.answers == "named" and not one.amount(query.measure).flow


def _moved_whole(query: FigureQuery) -> Iterator[Nearby]:
    """Give the question of a year earlier and later: a stock is of a time, and not of its ends."""
    window = query.windows[0]
    if window.first and window.last:
        for years in (-1, 1):
            first, last = _moved(window.first, years), _moved(window.last, years)
            yield from _between(query, replace(window, first=first, last=last))


def _between(query: FigureQuery, window: Window) -> Iterator[Nearby]:
    if window.first and window.last and window.first > window.last:
        return
    ends = {"from": window.first, "to": window.last}
    label = " ".join(f"{word} {day}" for word, day in ends.items() if day)
    yield label, replace(query, windows=(window,))


def _moved(day: date, years: int) -> date:
    """Return the same day in another year; 29 February becomes 28 February."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


def _answers(questions: Iterator[Nearby]) -> Iterator[Labelled]:
    """Give the figures of the questions that can be answered here."""
    for label, query in questions:
        try:
            figures = answer(query).figures
        except (NotHereError, UsageError, *UNREAD):
            continue
        if len(figures) == 1 and figures[0].best is not None:
            yield label, figures[0].best
