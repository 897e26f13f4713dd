"""What newer releases at hand say of a claim that is pinned to an older one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..analysis.verdicts import judge
from ..facts.release_numbers import release_order
from ..model.claims import Claim, Query
from ..model.errors import NotHereError, UsageError
from ..model.source import Source
from ..model.words import with_separators
from ..observations import COUNTRY_YEAR, EVENTS
from .claim_figures import gather
from .claim_questions import pinned_to


def newer_answers(claim: Claim, at_hand: Sequence[Source]) -> Iterator[str]:
    """Judge the claim on each newer release at hand, in a sentence each."""
    query = claim.query
    if not query or query.release is None:
        return
    dataset = query.dataset or (EVENTS if _needs_events(query) else COUNTRY_YEAR)
    pinned = max(
        (release_order(s.release) for s in at_hand if query.release in (s.release, s.stamp)),
        default=release_order(query.release),
    )
    for source in at_hand:
        if source.dataset == dataset and release_order(source.release) > pinned:
            yield from _on(claim, source)


def _on(claim: Claim, source: Source) -> Iterator[str]:
    query, against, among = (
        pinned_to(query, source) if query else None
        for query in (claim.query, claim.against, claim.among)
    )
    try:
        found = gather(replace(claim, query=query, against=against, among=among))
    except (NotHereError, UsageError):
        return
    if not found.blank:
        judged = judge(claim.expectation, found.by("best"))
        yield f"{source.pinned}: {with_separators(judged.computed)} ({judged.verdict})."


def _needs_events(query: Query) -> bool:
    return bool(query.filters.given) or query.measure == "events"
