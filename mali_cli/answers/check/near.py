"""The near questions that a claim may have meant.

The list is stated in docs/claims.md; matches are exact, and the number of questions tried is told,
with how many would match by chance: small figures do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from ...analysis.verdicts import Labelled, chance_matches, exact_matches
from ...datasets.registry import answering, data_set
from ...model.claims import Change, Claim, FigureQuery, Value
from ...model.errors import UNREAD, NotHereError, UsageError
from ...model.filters import EventFilters
from ...model.source import Source
from ...model.words import ALL_TYPES, ESTIMATES, STRADDLES, TYPES
from ...words import checking
from .around import around, is_stock, split_up
from .asking import answer, pinned_to
from .gathering import Gathered, asking

FIGURES = ("=", "~")
"""The signs of claims that name a figure, which may be that of another question."""
AROUND = 25
"""Percentage points on each side of a change that is claimed: where others may well lie."""
LITTLE = 0.1
"""Matches by chance below which their number is not said."""
Nearby = tuple[str, FigureQuery]


def also_equals(claim: Claim, found: Gathered, at_hand: Sequence[Source]) -> str | None:
    """Say which near questions have exactly what is claimed; None where no figure is.

    Args:
        claim: one that differs, or is undecided.
        found: the answers to its questions.
        at_hand: every source at hand.
    """
    wanted, source = claim.expectation, found.sources[0]
    if not _asks_one_figure(claim) or len(found.sources) > 1:
        return None
    based = asking(claim, lambda query: pinned_to(query, source))
    if isinstance(wanted, Change):
        number, off = wanted.percent, wanted.points
        reach, width = float(AROUND), 2 * wanted.points
        tried = list(around(based, source))
    elif isinstance(wanted, Value) and wanted.sign in FIGURES:
        number, off = wanted.number, wanted.tolerance if wanted.sign == "=" else 0
        reach, width = number / 2, 2 * off + (0 if based.query and based.query.per else 1)
        tried = [*_put_otherwise(based, found, at_hand), *around(based, source), *split_up(based)]
    else:
        return None
    matches = exact_matches(number, tried, off)
    if not matches:
        return str(checking.NOTHING_NEAR(tried=len(tried))) if tried else None
    chance = chance_matches(number, tried, reach, width)
    by_chance = checking.CHANCE(number=chance) if chance >= LITTLE else checking.LITTLE_CHANCE()
    return str(checking.NEAR(questions=matches, tried=len(tried), chance=by_chance))


def _asks_one_figure(claim: Claim) -> bool:
    asked = [query for query in (claim.query, claim.against) if query]
    return bool(asked) and not any(query.each or len(query.windows) > 1 for query in asked)


def _put_otherwise(claim: Claim, found: Gathered, at_hand: Sequence[Source]) -> Iterator[Labelled]:
    """Give the figures of the question about the same countries and days, put otherwise."""
    assert claim.query
    source, (figure, *_) = found.sources[0], found.figures
    known = {"low": figure.low, "high": figure.high} if claim.query.estimate == "best" else {}
    for label, query in near_questions(claim.query, source, found.straddle, at_hand):
        if query.straddle != claim.query.straddle and not figure.cut:
            continue  # no rule changes what no edge cuts
        estimate = known.get(query.estimate) if query.estimate != claim.query.estimate else None
        if estimate is not None:
            yield label, estimate
        else:
            yield from _figure_of(label, query)


def _figure_of(label: str, query: FigureQuery) -> Iterator[Labelled]:
    """Give the figure of a question, if it can be answered here."""
    try:
        figures = answer(query).figures
    except (NotHereError, UsageError, *UNREAD):
        return
    if len(figures) == 1 and figures[0].best is not None:
        yield label, figures[0].best


def near_questions(
    query: FigureQuery, source: Source, rule: str, at_hand: Sequence[Source]
) -> Iterator[Nearby]:
    """Give each near question about the same countries and days with its name.

    One thing is changed at a time: the straddle rule, the estimate, the type, a filter, whether
    actors are active, the release.
    """
    for other in () if is_stock(query) else STRADDLES:
        if other != rule:
            yield f"straddle {other}", replace(query, straddle=other)
    if query.measure == "deaths":
        for estimate in ESTIMATES:
            if estimate != query.estimate:
                yield f"{estimate} estimate", replace(query, estimate=estimate)
    if query.type and query.type not in ((ALL_TYPES,), TYPES):
        yield "all types", replace(query, type=(ALL_TYPES,))
    for item in fields(EventFilters):
        if getattr(query.filters, item.name) and item.name != "side":
            left_out: dict[str, Any] = {item.name: item.default}
            if item.name == "actor":
                left_out["side"] = None
            without = replace(query.filters, **left_out)
            said = checking.NEAR_WITHOUT(option=f"--{item.name.replace('_', '-')}")
            yield str(said), replace(query, filters=without)
    yield from _active(query, source, at_hand)
    for other_source in at_hand:
        if other_source.dataset == source.dataset and other_source.release != source.release:
            yield other_source.pinned, pinned_to(query, other_source)


def _active(query: FigureQuery, source: Source, at_hand: Sequence[Source]) -> Iterator[Nearby]:
    """Give the question over active actors only; of country-years it is put to the events."""
    if query.filters.active_only or query.dataset != source.dataset:
        return
    active = replace(query, filters=replace(query.filters, active_only=True))
    if data_set(source.dataset).of_events and not query.mission:
        yield "active actors only", active
        return
    for events in at_hand:
        if not query.mission and events.dataset == answering(events=True).name:
            yield f"active actors only, {events.pinned}", pinned_to(active, events)
