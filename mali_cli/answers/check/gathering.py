"""The figures of a claim, and the verdict that they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ...analysis.verdicts import Evidence, Judged, judge
from ...facts.countries import resolve
from ...facts.missions import listed_as
from ...frozen import frozen
from ...model.claims import DIFFERS, UNDECIDED, Claim, FigureQuery, names_a_figure
from ...model.errors import UsageError
from ...model.result import Note
from ...model.source import Source
from ...words.message import Said
from .asking import Figure, answer, pinned_to
from .claim_queries import MISSION, YEAR, year_of

REPRODUCING = ("start", "end", "both", "drop")
"""The rules that can reproduce a figure; dividing one is arithmetic, and no evidence."""


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
    cuts: tuple[Said, ...] = ()
    more: tuple[Source, ...] = ()

    @property
    def every(self) -> tuple[Figure, ...]:
        """All figures."""
        return (*self.figures, *self.against, *self.peers)

    @property
    def blank(self) -> bool:
        """Return whether a figure is blank."""
        return not self.figures or any(figure.blank for figure in self.every)

    @property
    def estimated(self) -> bool:
        """Return whether every figure that is not blank has a low and a high estimate."""
        known = [f for f in self.every if f.best is not None]
        return all(f.low is not None and f.high is not None for f in known)

    def by(self, estimate: str) -> Evidence:
        """Return the evidence by one estimate; where nothing is cut by the low or the high one."""
        parts = (self.figures, self.against, self.peers)
        return Evidence(*(tuple(figure.of(estimate) for figure in part) for part in parts))

    def by_rule(self) -> Gathered:
        """Return the figures as the rule gives them, as if the claim had named it."""
        parts = (self.figures, self.against, self.peers)
        one, other, peers = (tuple(replace(f, ruled=True) for f in part) for part in parts)
        return replace(self, figures=one, against=other, peers=peers)


def gather(claim: Claim, rule: str | None = None) -> Gathered:
    """Answer all questions of a claim; by a rule, if they name none.

    Raises:
        NotHereError: no data at hand can.
        UsageError: a question makes no sense to the data.
    """
    assert claim.query
    query, against = claim.among or claim.query, claim.against
    rule = "start" if query.each or (against and against.each) else rule
    one = answer(query, rule)
    answered = [one]
    if against:
        same = (against.dataset, against.release) == (query.dataset, query.release)
        answered.append(answer(pinned_to(against, one.source) if same else against, rule))
    figures, peers = _told_apart(claim, one.figures)
    return Gathered(
        figures=figures,
        against=answered[1].figures if against else (),
        peers=peers,
        sources=tuple({a.source.pinned: a.source for a in answered}.values()),
        straddle="; ".join(dict.fromkeys(a.straddle for a in answered)),
        names=tuple(dict.fromkeys(note for a in answered for note in a.names)),
        states=tuple(dict.fromkeys(note for a in answered for note in a.states)),
        cuts=tuple({str(said): said for a in answered for said in a.cuts}.values()),
        more=tuple({one.pinned: one for a in answered for one in a.more}.values()),
    )


def _told_apart(
    claim: Claim, figures: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the query's own figures, and those that it is among, blank ones left out."""
    if not claim.among or not claim.query:
        return figures, ()
    subject = _subject(claim.query, claim.among)
    peers = tuple(figure for figure in figures if not figure.blank)
    return tuple(figure for figure in figures if figure.label == subject), peers


def _subject(query: FigureQuery, among: FigureQuery) -> str:
    if among.each == MISSION:
        return listed_as(query.mission[0])
    return str(year_of(query)) if among.each == YEAR else resolve(query.country).names[0]


def decide(claim: Claim, found: Gathered) -> tuple[Judged, Gathered]:
    """Judge a claim; return the verdict, and the figures that gave it.

    Where an edge leaves a figure open that the claim names exactly, and no rule is named, one that
    gives it reproduces the figure: first that which is taken where none is named.
    """
    judged = judge(claim.expectation, found.by("best"))
    if judged.verdict != UNDECIDED or not names_a_figure(claim.expectation):
        return judged, found
    for other in _by_rules(claim, found):
        if not other.blank:
            by_rule = judge(claim.expectation, other.by("best"))
            if by_rule.verdict != DIFFERS:
                return by_rule, other
    return judged, found


def _by_rules(claim: Claim, found: Gathered) -> Iterator[Gathered]:
    """Give the figures by each rule, first by the one that answered."""
    yield found.by_rule()
    for rule in REPRODUCING:
        if rule != found.straddle:
            try:
                yield gather(asking(claim, partial(_by_rule, rule)))
            except UsageError:  # a figure a year has no rule that counts twice
                continue


def _by_rule(rule: str, query: FigureQuery) -> FigureQuery:
    return replace(query, straddle=query.straddle or rule)


def by_estimate(claim: Claim, found: Gathered, estimate: str) -> Evidence:
    """Return the evidence by the low or the high estimate, bounds included."""
    if not any(figure.cut for figure in found.every):
        return found.by(estimate)
    return gather(asking(claim, lambda query: replace(query, estimate=estimate))).by("best")


def asking(claim: Claim, change: Callable[[FigureQuery], FigureQuery]) -> Claim:
    """Return a claim with a change to each of its questions."""
    query, against, among = (
        change(query) if query else None for query in (claim.query, claim.against, claim.among)
    )
    return replace(claim, query=query, against=against, among=among)
