"""What newer releases at hand say of a claim that is pinned to an older one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...analysis.verdicts import judge
from ...facts.release_numbers import release_order
from ...model.claims import Claim
from ...model.errors import NotHereError, UsageError
from ...model.source import Source
from ...model.words import with_separators
from .against import dataset_of, pinned
from .figures import gather


def newer_answers(claim: Claim, at_hand: Sequence[Source]) -> Iterator[str]:
    """Judge the claim on each newer release at hand, in a sentence each."""
    query = claim.query
    if not query or query.release is None:
        return
    dataset = dataset_of(query)
    pinned = max(
        (release_order(s.release) for s in at_hand if query.release in (s.release, s.stamp)),
        default=release_order(query.release),
    )
    for source in at_hand:
        if source.dataset == dataset and release_order(source.release) > pinned:
            yield from _on(claim, source)


def _on(claim: Claim, source: Source) -> Iterator[str]:
    try:
        found = gather(pinned(claim, source.dataset, source.stamp or source.release))
    except (NotHereError, UsageError):
        return
    if not found.blank:
        judged = judge(claim.expectation, found.by("best"))
        yield f"{source.pinned}: {with_separators(judged.computed)} ({judged.verdict})."
