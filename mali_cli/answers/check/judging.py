"""From a claim and its figures to a verdict, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...analysis.figure_words import claimed_words
from ...analysis.verdicts import NO_REACH, Reach, judge
from ...datasets.registry import read_dataset
from ...frozen import frozen
from ...model.claims import (
    DIFFERS,
    HOLDS,
    NEEDS_DATA,
    NOT_TESTABLE,
    UNDECIDED,
    Claim,
    FigureQuery,
    Untestable,
    Value,
)
from ...model.errors import (
    DamagedError,
    MaliCliError,
    NotHereError,
    OutputError,
    UsageError,
)
from ...model.result import Note
from ...model.source import Source
from ...model.words import MEASURES, ONE_SIDED
from ...words import checking, claiming, holding
from ...words.counting import several
from ...words.message import Said
from ...words.phrases import sentence, with_separators
from .against import Other, OtherRelease, changed_words, judge_under, newer_answers
from .asking import Figure, answer
from .gathering import Gathered, asking, by_estimate, decide, gather
from .near import also_equals

DEATHS, CIVILIANS, *_ = MEASURES
UNREAD = (NotHereError, DamagedError, OutputError)
"""Data that are not here, or that cannot be read: the claims that need no others are judged."""


@frozen
class Checked:
    """A claim with its verdict; figures as text, `difference` is claimed less computed.

    `bounds` are the least and the most that edges leave of one figure, ratio or change; `cut` tells
    whether they leave any figure open. `more` is the population that rates are over. `warnings`
    are those of its figures.
    """

    claim: Claim
    verdict: str
    claimed: str | None = None
    computed: str | None = None
    difference: float | None = None
    bounds: Reach = NO_REACH
    cut: bool = False
    release: str | None = None
    straddle: str | None = None
    robust: bool | None = None
    also_equals: str | None = None
    remarks: tuple[object, ...] = ()
    sources: tuple[Source, ...] = ()
    more: tuple[Source, ...] = ()
    other: Other | None = None
    warnings: tuple[Note, ...] = ()
    needs: str = ""

    @property
    def changed(self) -> bool | None:
        """Return whether another release gives another verdict; None where one of them has none."""
        if self.other is None or {NEEDS_DATA, NOT_TESTABLE} & {self.verdict, self.other.verdict}:
            return None
        return self.verdict != self.other.verdict

    @property
    def as_recorded(self) -> bool | None:
        """Return whether it came out as is on record; None where nothing is.

        That a claim needs data is no record of what these say.
        """
        record = self.claim.expected
        if not record or (record == (NEEDS_DATA,) and self.verdict != NEEDS_DATA):
            return None
        return self.verdict in record

    @property
    def beyond_record(self) -> bool:
        """Return whether it was judged by data that it was on record without."""
        return bool(self.claim.expected) and self.as_recorded is None


def check_claim(claim: Claim, at_hand: Sequence[Source]) -> Checked:
    """Judge a claim on the release that it is pinned to.

    Raises:
        UsageError: a question of the claim makes no sense to the data; names file and claim.
    """
    try:
        if isinstance(claim.expectation, Untestable):
            return _untestable(claim, claim.expectation)
        return _testable(claim, at_hand)
    except UsageError as error:
        said = claiming.IN_CLAIM(file=claim.file, id=claim.id, problem=error.said)
        raise UsageError(said, error.advice) from None


def under(checked: Checked, wanted: OtherRelease) -> Checked:
    """Judge a claim under another release too, and say so where the verdict is another one."""
    answered = checked.sources[0].dataset if checked.sources else None
    other = judge_under(checked.claim, wanted, answered)
    both = replace(checked, other=other)
    if other is None:
        return both
    if other.missing and checked.verdict != NEEDS_DATA:
        return replace(both, remarks=(*checked.remarks, _of_error(other.missing)))
    if not both.changed:
        return both
    words = changed_words(checked.verdict, checked.release or "", other)
    return replace(both, remarks=(*checked.remarks, words))


def _testable(claim: Claim, at_hand: Sequence[Source]) -> Checked:
    newer = tuple(newer_answers(claim, at_hand))
    try:
        found = gather(claim)
    except UNREAD as error:
        return _by_bounds(claim, error) or _needs_data(claim, error, newer)
    if found.blank:
        why = (checking.NO_STATE(), *_texts(found.states)) if found.states else (checking.BLANK(),)
        return replace(_found(claim, found, NOT_TESTABLE), remarks=(*why, *_remark(claim)))
    usual = found
    judged, found = decide(claim, usual)
    checked = replace(
        _found(claim, found, judged.verdict),
        computed=judged.computed,
        difference=judged.difference,
        bounds=judged.bounds,
        robust=_robust(claim, found, judged.verdict),
        remarks=(
            *_by_another_rule(claim, usual, found),
            *_all_dead(claim),
            *_remark(claim),
            *_texts(found.names),
            *_begins(claim, found.sources),
            *_texts(found.states),
            *newer,
            *(_settling(found) if judged.verdict == UNDECIDED else ()),
        ),
    )
    if judged.verdict not in (DIFFERS, UNDECIDED):
        return checked
    return replace(checked, also_equals=also_equals(claim, found, at_hand))


def _by_bounds(claim: Claim, error: MaliCliError) -> Checked | None:
    """Judge by yearly figures of which days are asked for, if all that these can be decides it."""
    if error.said.message is not holding.CUTS_YEARS:
        return None
    dataset, release = read_dataset(str(error.said.values["pinned"]), None)
    pinned = asking(claim, lambda query: replace(query, dataset=dataset, release=release))
    try:
        found = gather(pinned, "start")
    except (NotHereError, UsageError):
        return None
    judged = None if found.blank else judge(claim.expectation, found.by("best"))
    if judged is None or judged.verdict not in (HOLDS, DIFFERS):
        return None
    return replace(
        _found(claim, found, judged.verdict),
        computed=judged.computed,
        bounds=judged.bounds,
        remarks=(checking.BY_BOUNDS(), *_remark(claim)),
    )


def _found(claim: Claim, found: Gathered, verdict: str) -> Checked:
    others = tuple(f.best for f in found.against if f.best is not None)
    return Checked(
        claim=claim,
        verdict=verdict,
        claimed=claimed_words(claim, others),
        release=_releases(found.sources),
        straddle=found.straddle,
        cut=any(figure.cut for figure in found.every),
        sources=found.sources,
        more=found.more,
        warnings=found.names,
    )


def _robust(claim: Claim, found: Gathered, verdict: str) -> bool | None:
    """Return whether low and high give the same verdict.

    None where they do not exist, and of what they cannot bear out: an exact figure, and a claim
    that is undecided.
    """
    exact = isinstance(claim.expectation, Value) and claim.expectation.sign == "="
    asked = [query for query in (claim.query, claim.against, claim.among) if query]
    if exact or verdict == UNDECIDED or not found.estimated:
        return None
    if any(query.measure != DEATHS or query.estimate != "best" for query in asked):
        return None
    evidence = [by_estimate(claim, found, estimate) for estimate in ("low", "high")]
    return all(judge(claim.expectation, one).verdict == verdict for one in evidence)


def _settling(found: Gathered) -> Iterator[Said]:
    """Say what an edge cuts, and the commands that settle it in one line."""
    commands = [str(said.values["command"]) for said in found.cuts if "command" in said.values]
    for said in found.cuts:
        if "command" not in said.values:
            yield said
        elif said.values["command"] == commands[0]:
            yield said.message(**{**said.values, "command": "; ".join(commands)})


def _by_another_rule(claim: Claim, usual: Gathered, found: Gathered) -> Iterator[Said]:
    """Say which rule gives the figure, where it is not the one that is taken."""
    if found.straddle != usual.straddle:
        figures = _computed(claim, usual)
        yield checking.BY_RULE(rule=found.straddle, usual=usual.straddle, figures=figures)


def _computed(claim: Claim, found: Gathered) -> str:
    return with_separators(judge(claim.expectation, found.by_rule().by("best")).computed)


def _all_dead(claim: Claim) -> Iterator[Said]:
    """Show the dead of all kinds beside a claim about civilians."""
    asked = [query for query in (claim.query, claim.against) if query]
    if any(query.measure != CIVILIANS or query.type == (ONE_SIDED,) for query in asked):
        return
    try:
        shown = [_figures_of(answer(replace(query, measure=DEATHS)).figures) for query in asked]
    except UNREAD:  # what all days of civilians tell, a part of a year may not tell of all the dead
        return
    said = checking.ALL_DEAD if len(shown) == 1 else checking.ALL_DEAD_AGAINST
    yield said(figures=shown[0], others=shown[-1])


def _figures_of(figures: Sequence[Figure]) -> str:
    return with_separators("; ".join(f.of("best").shown for f in figures if not f.blank))


def _needs_data(claim: Claim, error: MaliCliError, newer: tuple[Said, ...]) -> Checked:
    assert claim.query
    return Checked(
        claim=claim,
        verdict=NEEDS_DATA,
        claimed=claimed_words(claim),
        release=_pin(claim.query),
        straddle=claim.query.straddle,
        remarks=(*_remark(claim), _of_error(error), *newer),
        needs=error.command or "",
    )


def _untestable(claim: Claim, expectation: Untestable) -> Checked:
    """Show what the data say beside a claim that they cannot test."""
    shown, rules, missing = [], [], []
    sources: list[Source] = []
    for query in claim.shown:
        try:
            answered = answer(query)
        except UNREAD as error:
            missing.append(_of_error(error))
            continue
        shown.append(_shown(query, answered.figures))
        sources.append(answered.source)
        rules.append(answered.straddle)
    return Checked(
        claim=claim,
        verdict=NOT_TESTABLE,
        computed="; ".join(shown) or None,
        release=_releases(sources) or None,
        straddle="; ".join(dict.fromkeys(rules)) or None,
        remarks=(sentence(expectation.reason), *_remark(claim), *missing),
        sources=tuple(sources),
    )


def _shown(query: FigureQuery, figures: Sequence[Figure]) -> str:
    shown = " → ".join(figure.of("best").shown for figure in figures if not figure.blank)
    return shown if query.measure == DEATHS else f"{shown} {several(query.measure)}"


def _pin(query: FigureQuery) -> str | None:
    return "@".join(part for part in (query.dataset, query.release) if part) or None


def _releases(sources: Sequence[Source]) -> str:
    return "; ".join(dict.fromkeys(source.pinned for source in sources))


def _begins(claim: Claim, sources: Sequence[Source]) -> Iterator[Said]:
    """Say where the data begin after the first day that is asked for."""
    windows = [w for q in (claim.query, claim.against, claim.among) if q for w in q.windows]
    coverage = sources[0].coverage
    if coverage and any(window.first and window.first < coverage.start for window in windows):
        yield checking.COVER(cover=coverage)


def _remark(claim: Claim) -> tuple[str, ...]:
    return (sentence(claim.remark),) if claim.remark else ()


def _of_error(error: MaliCliError) -> Said:
    """Say why there is no figure, and what to do; a claim names data and a rule as words."""
    if error.said.message is holding.CUTS_YEARS:
        values = error.said.values
        how = checking.EVENTS_OR_RULE(how=values["how"], pinned=values["pinned"])
        return checking.NOT_ANSWERED_BUT(problem=error.said, advice=how)
    if error.advice is None:
        return checking.NOT_ANSWERED(problem=error.said)
    return checking.NOT_ANSWERED_BUT(problem=error.said, advice=error.advice)


def _texts(notes: Sequence[Note]) -> tuple[str, ...]:
    return tuple(note.text for note in notes)
