"""Figures at hand, and the near questions that a claim may have meant.

The list is stated in docs/claims.md; matches are exact, and the number of questions tried is told,
since small figures match by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from ...analysis.verdicts import Evidence, Labelled, exact_matches
from ...datasets.registry import answering, data_set
from ...facts.countries import resolve
from ...frozen import frozen
from ...model.claims import Claim, FigureQuery, Value, Window
from ...model.errors import NotHereError, UsageError
from ...model.result import Note
from ...model.source import Source
from ...model.words import ALL_TYPES, ESTIMATES, STRADDLES, TYPES
from ...words import checking
from .asking import Figure, answer, pinned_to
from .claim_queries import YEAR, year_of


@frozen
class Gathered:
    """The answers to all questions of a claim."""

    figures: tuple[Figure, ...]
    against: tuple[Figure, ...]
    peers: tuple[Figure, ...]
    sources: tuple[Source, ...]
    straddle: str
    names: tuple[Note, ...] = ()
    states: tuple[Note, ...] = ()

    @property
    def blank(self) -> bool:
        """Return whether a figure is blank."""
        every = (*self.figures, *self.against, *self.peers)
        return not self.figures or any(figure.best is None for figure in every)

    @property
    def bounded(self) -> bool:
        """Return whether every figure has a low and a high estimate."""
        every = (*self.figures, *self.against, *self.peers)
        return all(f.low is not None and f.high is not None for f in every)

    def by(self, estimate: str) -> Evidence:
        """Return the evidence by one estimate."""
        parts = (self.figures, self.against, self.peers)
        return Evidence(*(tuple(figure.of(estimate) for figure in part) for part in parts))


def gather(claim: Claim) -> Gathered:
    """Answer all questions of a claim.

    Raises:
        NotHereError: no data at hand can.
        UsageError: a question makes no sense to the data.
    """
    assert claim.query
    query, against = claim.among or claim.query, claim.against
    rule = "start" if query.each or (against and against.each) else None
    one = answer(replace(query, straddle=query.straddle or rule))
    answered = [one]
    if against:
        against = replace(against, straddle=against.straddle or rule)
        same = (against.dataset, against.release) == (query.dataset, query.release)
        answered.append(answer(pinned_to(against, one.source) if same else against))
    figures, peers = _told_apart(claim, one.figures)
    return Gathered(
        figures=figures,
        against=answered[1].figures if against else (),
        peers=peers,
        sources=tuple({a.source.pinned: a.source for a in answered}.values()),
        straddle="; ".join(dict.fromkeys(a.straddle for a in answered)),
        names=tuple(dict.fromkeys(note for a in answered for note in a.names)),
        states=tuple(dict.fromkeys(note for a in answered for note in a.states)),
    )


def _told_apart(
    claim: Claim, figures: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the query's own figures, and those that it is among, blank ones left out."""
    if not claim.among or not claim.query:
        return figures, ()
    subject = _subject(claim.query, claim.among)
    peers = tuple(figure for figure in figures if figure.best is not None)
    return tuple(figure for figure in figures if figure.label == subject), peers


def _subject(query: FigureQuery, among: FigureQuery) -> str:
    return str(year_of(query)) if among.each == YEAR else resolve(query.country).names[0]


Nearby = tuple[str, FigureQuery]


def also_equals(claim: Claim, source: Source, rule: str, at_hand: Sequence[Source]) -> str | None:
    """Say which near questions have exactly the claimed figure; None where no figure is claimed.

    Args:
        claim: one whose figure differs.
        source: what answered it.
        rule: the straddle rule that answered it.
        at_hand: every source at hand.
    """
    query = claim.query
    if not isinstance(claim.expectation, Value) or not query or not _single(query):
        return None
    base = pinned_to(query, source)
    tried = list(_answers(near_questions(base, source, rule, at_hand)))
    found = exact_matches(claim.expectation.number, tried)
    said = checking.NEAR if found else checking.NOTHING_NEAR
    return str(said(questions=found, tried=len(tried)))


def near_questions(
    query: FigureQuery, source: Source, rule: str, at_hand: Sequence[Source]
) -> Iterator[Nearby]:
    """Give each near question with its name: one thing is changed at a time."""
    for other in STRADDLES:
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
            yield from _between(query, Window(_moved(window.first, years), window.last))
        if window.last:
            yield from _between(query, Window(window.first, _moved(window.last, years)))


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
        except (NotHereError, UsageError):
            continue
        if len(figures) == 1 and figures[0].best is not None:
            yield label, figures[0].best
