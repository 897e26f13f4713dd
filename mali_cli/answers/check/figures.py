"""The figures of a claim: the answers to all its questions together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...analysis.verdicts import Evidence
from ...facts.claim_expectations import year_of
from ...facts.claim_queries import YEAR
from ...facts.countries import resolve
from ...model.claims import Claim, FigureQuery
from ...model.source import Source
from .asking import Figure, answer, pinned_to


@dataclass(frozen=True)
class Gathered:
    """The answers to all questions of a claim."""

    figures: tuple[Figure, ...]
    against: tuple[Figure, ...]
    peers: tuple[Figure, ...]
    sources: tuple[Source, ...]
    straddle: str
    names: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Tell whether a figure is blank."""
        every = (*self.figures, *self.against, *self.peers)
        return not self.figures or any(figure.best is None for figure in every)

    @property
    def bounded(self) -> bool:
        """Tell whether every figure has a low and a high estimate."""
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
        names=tuple(dict.fromkeys(name for a in answered for name in a.names)),
        states=tuple(dict.fromkeys(text for a in answered for text in a.states)),
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
