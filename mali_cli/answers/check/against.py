"""`check` against another release, or where there is a newer one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...datasets.registry import answering, is_name, order_of, read_dataset
from ...frozen import frozen
from ...model.claims import NEEDS_DATA, NOT_TESTABLE, Claim, FigureQuery
from ...model.errors import NotHereError, UsageError
from ...model.source import Source
from ...observations import sources_at_hand
from ...words import checking, claiming
from ...words.message import Said
from ...words.phrases import with_separators
from .gathering import asking, decide, gather


def newer_answers(claim: Claim, at_hand: Sequence[Source]) -> Iterator[Said]:
    """Judge the claim on each newer release at hand, in a sentence each."""
    query = claim.query
    if not query or query.release is None:
        return
    dataset = dataset_of(query)
    pinned = max(
        (order_of(dataset, s.release) for s in at_hand if query.release in (s.release, s.stamp)),
        default=order_of(dataset, query.release),
    )
    for source in at_hand:
        if source.dataset == dataset and order_of(dataset, source.release) > pinned:
            yield from _on(claim, source)


def _on(claim: Claim, source: Source) -> Iterator[Said]:
    try:
        found = gather(pinned(claim, source.dataset, source.stamp or source.release))
    except (NotHereError, UsageError):
        return
    if not found.blank:
        judged, _ = decide(claim, found)
        figures = with_separators(judged.computed)
        yield checking.IN_NEWER(release=source.pinned, figures=figures, verdict=judged.verdict)


@frozen
class OtherRelease:
    """A release, of one data set or of the one that answers a claim."""

    dataset: str | None
    release: str


@frozen
class Other:
    """How a claim comes out under another release; `missing` where that is not here."""

    release: str
    verdict: str
    computed: str | None = None
    sources: tuple[Source, ...] = ()
    missing: NotHereError | None = None


def read_release(text: str) -> OtherRelease:
    """Read RELEASE or NAME@RELEASE.

    Raises:
        UsageError: an unknown data set, or no release.
    """
    name = text.partition("@")[0].casefold()
    named = "@" in text or is_name(name)
    dataset, release = read_dataset(text, None) if named else read_dataset(None, text)
    if release is None:
        raise UsageError(claiming.AGAINST_NO_RELEASE(text=text))
    return OtherRelease(dataset, release)


def judge_under(claim: Claim, wanted: OtherRelease, answered: str | None) -> Other | None:
    """Judge a claim under another release; None for what no data can test.

    Args:
        claim: the claim; all its questions are put to the other release.
        wanted: the other release.
        answered: the data set that answered the claim, None where none did.
    """
    if claim.query is None:
        return None
    dataset = wanted.dataset or answered or dataset_of(claim.query)
    name = f"{dataset}@{wanted.release}"
    try:
        found = gather(pinned(claim, dataset, wanted.release))
    except NotHereError as error:
        if _ends_before(claim, dataset, wanted.release):
            return Other(name, NOT_TESTABLE)
        return Other(name, NEEDS_DATA, missing=error)
    except UsageError:
        return Other(name, NOT_TESTABLE)
    name = found.sources[0].pinned
    if found.blank:
        return Other(name, NOT_TESTABLE, sources=found.sources)
    judged, _ = decide(claim, found)
    return Other(name, judged.verdict, judged.computed, found.sources)


def pinned(claim: Claim, dataset: str, release: str | None) -> Claim:
    """Return a claim all of whose questions only this release answers."""
    return asking(claim, lambda query: replace(query, dataset=dataset, release=release))


def dataset_of(query: FigureQuery) -> str:
    """Return the data set that a question is for."""
    needs_events = bool(query.filters.given) or query.measure == "events"
    return query.dataset or answering(events=needs_events).name


def _ends_before(claim: Claim, dataset: str, release: str) -> bool:
    """Return whether a release is here and ends before the days that a claim is about."""
    ends = [
        source.coverage.end
        for source in sources_at_hand()
        if source.dataset == dataset and release in (source.release, source.stamp)
        if source.coverage
    ]
    asked = [w for q in (claim.query, claim.against, claim.among) if q for w in q.windows]
    days = [day for window in asked for day in (window.first, window.last) if day]
    return bool(ends and days) and max(days) > max(ends)


def changed_words(verdict: str, release: str, other: Other) -> Said:
    """Say how a claim comes out in both: "Holds in ged@24.1, differs in ged@25.1 (512)."."""
    figures = with_separators(other.computed or "")
    said = checking.CHANGED_TO if figures else checking.CHANGED
    return said(
        verdict=verdict.capitalize(),
        release=release,
        other_verdict=other.verdict,
        other=other.release,
        figures=figures,
    )
