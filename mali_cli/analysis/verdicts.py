"""Judging a claim: pure functions from figures to a verdict.

Where an edge of time cuts observations, a figure has a least and a most, and a claim is decided
only where it comes out the same for all that the figures can be.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, product
from math import inf

from ..frozen import frozen
from ..model.bounds import wide
from ..model.claims import (
    DIFFERS,
    HOLDS,
    NOT_TESTABLE,
    REPRODUCED,
    UNDECIDED,
    Change,
    Comparison,
    Expectation,
    ExtremeYear,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Untestable,
    Value,
)
from ..words import checking
from .figure_words import ordinal, plain, span_words

TESTS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "higher": operator.gt,
    "lower": operator.lt,
    "rising": operator.gt,
    "falling": operator.lt,
    "higher at the end": operator.gt,
    "lower at the end": operator.lt,
    "highest": operator.gt,
    "lowest": operator.lt,
}
"""The tests of order: where they agree at both ends of what figures can be, so they do between."""
SHOWN_PLACES = 3
"""How many of those ranked are named."""
MOST_SHOWN = 5
"""How many figures of a series are shown; of a longer one the first and the last."""
Labelled = tuple[str, float]
Truth = bool | None
"""None is undecided."""
Ends = tuple[float, float]
Reach = tuple[float | None, float | None]
"""The least and the most of a figure, ratio or change; None where there is none."""
NO_REACH: Reach = (None, None)


@frozen
class Ranged:
    """A figure with its label: what the rule gives, and the least and the most that it can be.

    `value` is None where the rule counts nothing and something touches. Where the claim names its
    rule the figure is `ruled`: judged by what the rule gives, whatever else it can be.
    """

    label: str
    value: float | None
    least: float
    most: float
    ruled: bool = False

    @property
    def ends(self) -> Ends:
        """What it is judged by: from the least to the most, or what the rule gives."""
        if self.ruled and self.value is not None:
            return self.value, self.value
        return self.least, self.most

    @property
    def shown(self) -> str:
        """The figure as text, with what it can be: "3818 (3788–3818)", "994–9541"."""
        span = span_words(self.least, self.most)
        if self.value is None or (not self.ruled and wide(self.least, self.most)):
            return span
        return plain(self.value) if self.least == self.most else f"{plain(self.value)} ({span})"


@frozen
class Evidence:
    """The figures by one estimate: of the query, of the other one, and of those it is among."""

    figures: tuple[Ranged, ...]
    against: tuple[Ranged, ...] = ()
    peers: tuple[Ranged, ...] = ()


@frozen
class Judged:
    """A verdict with the figures behind it, as text.

    `difference` is claimed less computed, where they differ and both are one figure, and 0 where
    that is reproduced. `bounds` are the least and the most of what is claimed, where that is one
    figure, ratio or change.
    """

    verdict: str
    computed: str
    difference: float | None = None
    bounds: Reach = NO_REACH


def judge(expectation: Expectation, evidence: Evidence) -> Judged:
    """Judge what is expected on the evidence.

    A figure, a rank or a year that is named is "reproduced", a relation that is stated "holds";
    else the claim "differs". It is "undecided" where it is true of something that the figures can
    be, and not of all.
    """
    match expectation:
        case Value():
            return _value(expectation, evidence.figures)
        case Ratio():
            return _ratio(expectation, evidence.figures[0], evidence.against[0])
        case Change():
            return _change(expectation, evidence.figures[0], evidence.against[0])
        case Comparison():
            return _comparison(expectation, evidence)
        case Trend():
            return _trend(expectation, evidence.figures)
        case Rank():
            return _rank(expectation, evidence)
        case Superlative():
            return _superlative(expectation, evidence)
        case ExtremeYear():
            return _extreme_year(expectation, evidence.figures)
        case Untestable():
            return Judged(NOT_TESTABLE, _series(evidence.figures))


def exact_matches(number: float, figures: Sequence[Labelled], off: float = 0) -> tuple[str, ...]:
    """Return the labels of the figures that equal a number, in order; a rate what rounds to it."""
    return tuple(label for label, figure in figures if abs(figure - number) <= off)


def chance_matches(number: float, figures: Sequence[Labelled], reach: float, width: float) -> float:
    """Return how many figures would match a number by chance.

    Those within `reach` of the number are taken to lie anywhere there: each matches with the share
    that `width`, of what counts as a match, has of it.
    """
    near = sum(abs(figure - number) <= reach for _, figure in figures)
    return near * min(1.0, width / (2 * reach)) if reach else float(near)


def _value(expected: Value, figures: Sequence[Ranged]) -> Judged:
    met = _all(_meets(expected, figure.ends) for figure in figures)
    word = REPRODUCED if expected.sign == "=" else HOLDS
    shown = "; ".join(figure.shown for figure in figures)
    if len(figures) > 1:
        return _judged(met, word, shown)
    one = figures[0]
    difference = None if one.value is None else expected.number - one.value
    return _judged(met, word, shown, difference, (one.least, one.most))


def _meets(expected: Value, ends: Ends) -> Truth:
    if expected.sign in "=~":
        return _lies_within(ends, expected.number, expected.tolerance)
    return _agreed(TESTS[expected.sign](end, expected.number) for end in ends)


def _ratio(expected: Ratio, one: Ranged, other: Ranged) -> Judged:
    """Judge by products, as the other figure may be zero."""
    test = TESTS[expected.sign]
    met = _agreed(test(v, expected.number * o) for v, o in product(one.ends, other.ends))
    bounds = _quotient(one.least, other.most), _quotient(one.most, other.least)
    ratio = _quotient(one.value, other.value)
    shown = f"{one.shown} / {other.shown}"
    if ratio is None:
        return _judged(met, HOLDS, shown, bounds=bounds)
    shown = f"{shown} = {_with_bounds(ratio, bounds, '.1f')}"
    return _judged(met, HOLDS, shown, expected.number - ratio, bounds)


def _change(expected: Change, one: Ranged, other: Ranged) -> Judged:
    shown = _series((other, one))
    if not other.ends[1]:
        return Judged(DIFFERS, str(checking.NO_PERCENTAGE(figures=shown)))
    least, most = percent_of(one.ends[0], other.ends[1]), percent_of(one.ends[1], other.ends[0])
    ends = (-100 if least is None else least, inf if most is None else most)
    met = _lies_within(ends, expected.percent, expected.points)
    bounds = percent_of(one.least, other.most), percent_of(one.most, other.least)
    percent = percent_of(one.value, other.value)
    if percent is None:
        return _judged(met, HOLDS, shown, bounds=bounds)
    shown = f"{shown} = {_with_bounds(percent, bounds, '+.1f')} %"
    return _judged(met, HOLDS, shown, expected.percent - percent, bounds)


def _comparison(expected: Comparison, evidence: Evidence) -> Judged:
    figures, others = evidence.figures, evidence.against
    shown = "; ".join(figure.shown for figure in figures)
    single = len(figures) == len(others) == 1
    difference = _less(others[0].value, figures[0].value) if single else None
    if expected.word == "same":
        pairs = zip(figures, others, strict=False)
        alike = _all(_alike(one.ends, other.ends) for one, other in pairs)
        met = alike if len(figures) == len(others) else False
        return _judged(met, HOLDS, shown, difference)
    met = _all(_beats(expected.word, one, other) for one in figures for other in others)
    against = "; ".join(other.shown for other in others)
    return _judged(met, HOLDS, f"{shown} against {against}", difference)


def _trend(expected: Trend, figures: Sequence[Ranged]) -> Judged:
    if expected.word.endswith("at the end"):
        met = _beats(expected.word, figures[-1], figures[0])
        return _judged(met, HOLDS, _series(figures))
    steps = [_beats(expected.word, later, earlier) for earlier, later in pairwise(figures)]
    word = "up" if expected.word == "rising" else "down"
    undecided = f", undecided in {steps.count(None)}" if None in steps else ""
    counted = f"{word} in {steps.count(True)} of {len(steps)} steps{undecided}"
    shown = f"{_series(figures)} ({counted})"
    if len(figures) > MOST_SHOWN:
        shown = f"{counted}, from {figures[0].shown} to {figures[-1].shown}"
    return _judged(_all(steps), HOLDS, shown)


def _rank(expected: Rank, evidence: Evidence) -> Judged:
    first, last, shown = _place("highest", evidence)
    met = (True if first == last else None) if first <= expected.number <= last else False
    return _judged(met, REPRODUCED, shown, expected.number - first if first == last else None)


def _superlative(expected: Superlative, evidence: Evidence) -> Judged:
    own = evidence.figures[0]
    met = _all(_beats(expected.word, own, other) for other in _others(own, evidence.peers))
    return _judged(met, HOLDS, _place(expected.word, evidence)[2])


def _place(word: str, evidence: Evidence) -> tuple[int, int, str]:
    """Return the first and the last place that a figure can have among others, and both in words.

    Figures that are equal share a place.
    """
    own = evidence.figures[0]
    above = [_beats(word, other, own) for other in _others(own, evidence.peers)]
    first, last = 1 + above.count(True), 1 + len(above) - above.count(False)
    places = ordinal(first) if first == last else f"{ordinal(first)} to {ordinal(last)}"
    end = word == "highest"
    ordered = sorted(evidence.peers, key=lambda peer: peer.ends[end], reverse=end)
    named = "; ".join(f"{peer.label}: {peer.shown}" for peer in ordered[:SHOWN_PLACES])
    return first, last, f"{places} ({named})"


def _extreme_year(expected: ExtremeYear, figures: Sequence[Ranged]) -> Judged:
    """Judge by the years that can be the one: those that no other surely beats."""
    found = [
        one
        for one in figures
        if not any(_beats(expected.word, other, one) for other in _others(one, figures))
    ]
    named = [figure for figure in figures if figure.label == str(expected.year)]
    met = _all(
        _beats(expected.word, one, other) for one in named for other in _others(one, figures)
    )
    met = met if named else False
    difference = expected.year - int(found[0].label) if len(found) == 1 else None
    years, values = [one.label for one in found], list(dict.fromkeys(one.shown for one in found))
    if len(values) == 1:
        return _judged(met, REPRODUCED, f"{'; '.join(years)}: {values[0]}", difference)
    shown = "; ".join(f"{one.label}: {one.shown}" for one in found)
    return _judged(met, REPRODUCED, shown, difference)


def _beats(word: str, one: Ranged, other: Ranged) -> Truth:
    """Return whether a figure lies beyond another, in the sense of the word."""
    return _agreed(TESTS[word](a, b) for a, b in product(one.ends, other.ends))


def _lies_within(ends: Ends, middle: float, off: float) -> Truth:
    """Return whether all that a figure can be lies so near to a number, or nothing of it."""
    near = [abs(end - middle) <= off for end in ends]
    if all(near):
        return True
    below, above = ends[1] < middle and not near[1], ends[0] > middle and not near[0]
    return False if below or above else None


def _alike(one: Ends, other: Ends) -> Truth:
    """Return whether two figures are the same; that they can be leaves it undecided."""
    if one[0] == one[1] == other[0] == other[1]:
        return True
    return False if one[1] < other[0] or other[1] < one[0] else None


def _agreed(found: Iterable[bool]) -> Truth:
    """Return what all tests say; None where they do not agree."""
    answers = set(found)
    return answers.pop() if len(answers) == 1 else None


def _all(found: Iterable[Truth]) -> Truth:
    """Return whether all is true: one that is false decides, one undecided does not."""
    answers = set(found)
    if False in answers:
        return False
    return None if None in answers else True


def _others(own: Ranged, figures: Sequence[Ranged]) -> list[Ranged]:
    return [figure for figure in figures if figure.label != own.label]


def _quotient(value: float | None, other: float | None) -> float | None:
    return None if value is None or value == inf or not other else value / other


def percent_of(value: float | None, other: float | None) -> float | None:
    """Return the change from the other figure in percent; None where there is none."""
    if value is None or value == inf or not other:
        return None
    return -100 if other == inf else 100 * (value - other) / other


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _with_bounds(value: float, bounds: Reach, form: str) -> str:
    """Show a ratio or a change, with its bounds where it has some that read otherwise."""
    shown, least, most = ("" if end is None else f"{end:{form}}" for end in (value, *bounds))
    return shown if shown == least == most else f"{shown} ({least}–{most})"


def _series(figures: Sequence[Ranged]) -> str:
    return " → ".join(figure.shown for figure in figures)


def _judged(
    met: Truth,
    word: str,
    computed: str,
    difference: float | None = None,
    bounds: Reach = NO_REACH,
) -> Judged:
    """Return a verdict; nothing differs where a relation holds or all is open."""
    verdict = UNDECIDED if met is None else word if met else DIFFERS
    if verdict in (HOLDS, UNDECIDED) or difference is None:
        difference = None
    else:
        difference = round(difference, 4) + 0.0  # never -0.0
    least, most = (None if end is None or end == inf else round(end, 4) for end in bounds)
    return Judged(verdict, computed, difference, (least, most))
