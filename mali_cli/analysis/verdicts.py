"""Judging a claim: pure functions from figures to a verdict."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from itertools import pairwise

from ..frozen import frozen
from ..model.claims import (
    DIFFERS,
    HOLDS,
    NOT_TESTABLE,
    REPRODUCED,
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
from .figure_words import ordinal, plain, series

TESTS: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "higher": operator.gt,
    "lower": operator.lt,
    "same": operator.eq,
    "rising": operator.gt,
    "falling": operator.lt,
    "higher at the end": operator.gt,
    "lower at the end": operator.lt,
    "highest": operator.gt,
    "lowest": operator.lt,
}
SHOWN_PLACES = 3
"""How many of those ranked are named."""
MOST_SHOWN = 5
"""How many figures of a series are shown; of a longer one the first and the last."""
Labelled = tuple[str, float]


@frozen
class Evidence:
    """The figures by one estimate: of the query, of the other one, and of those it is among."""

    figures: tuple[Labelled, ...]
    against: tuple[Labelled, ...] = ()
    peers: tuple[Labelled, ...] = ()

    @property
    def values(self) -> tuple[float, ...]:
        """The query's figures."""
        return tuple(value for _, value in self.figures)

    @property
    def others(self) -> tuple[float, ...]:
        """The other query's figures."""
        return tuple(value for _, value in self.against)


@frozen
class Judged:
    """A verdict with the figures behind it, as text; `difference` is claimed less computed."""

    verdict: str
    computed: str
    difference: float | None = None


def judge(expectation: Expectation, evidence: Evidence) -> Judged:
    """Judge what is expected on the evidence.

    A figure, a rank or a year that is named is "reproduced", a relation that is stated "holds";
    else the claim "differs".
    """
    match expectation:
        case Value():
            return _value(expectation, evidence.values)
        case Ratio():
            return _ratio(expectation, evidence.values[0], evidence.others[0])
        case Change():
            return _change(expectation, evidence.values[0], evidence.others[0])
        case Comparison():
            return _comparison(expectation, evidence)
        case Trend():
            return _trend(expectation, evidence.values)
        case Rank():
            return _rank(expectation, evidence)
        case Superlative():
            return _superlative(expectation, evidence)
        case ExtremeYear():
            return _extreme_year(expectation, evidence.figures)
        case Untestable():
            return Judged(NOT_TESTABLE, series(evidence.values))


def exact_matches(number: float, figures: Sequence[Labelled]) -> tuple[str, ...]:
    """Return the labels of the figures that equal a number exactly, in order."""
    return tuple(label for label, figure in figures if figure == number)


def _value(expected: Value, values: Sequence[float]) -> Judged:
    met = all(_meets(expected, value) for value in values)
    word = REPRODUCED if expected.sign in "=~" else HOLDS
    difference = expected.number - values[0] if len(values) == 1 else None
    return _judged(met, word, "; ".join(map(plain, values)), difference)


def _meets(expected: Value, value: float) -> bool:
    if expected.sign == "~":
        return abs(value - expected.number) <= expected.tolerance
    return TESTS[expected.sign](value, expected.number)


def _ratio(expected: Ratio, value: float, other: float) -> Judged:
    shown = f"{plain(value)} / {plain(other)}"
    met = TESTS[expected.sign](value, expected.number * other)
    if not other:
        return _judged(met, HOLDS, shown)
    ratio = value / other
    return _judged(met, HOLDS, f"{shown} = {ratio:.1f}", expected.number - ratio)


def _change(expected: Change, value: float, other: float) -> Judged:
    shown = series((other, value))
    if not other:
        return Judged(DIFFERS, str(checking.NO_PERCENTAGE(figures=shown)))
    percent = 100 * (value - other) / other
    met = abs(percent - expected.percent) <= expected.points
    return _judged(met, HOLDS, f"{shown} = {percent:+.1f} %", expected.percent - percent)


def _comparison(expected: Comparison, evidence: Evidence) -> Judged:
    values, others = evidence.values, evidence.others
    test = TESTS[expected.word]
    shown = "; ".join(map(plain, values))
    single = len(values) == len(others) == 1
    difference = others[0] - values[0] if single else None
    if expected.word == "same":
        return _judged(values == others, HOLDS, shown, difference)
    met = all(test(value, other) for value in values for other in others)
    against = "; ".join(map(plain, others))
    return _judged(met, HOLDS, f"{shown} against {against}", difference)


def _trend(expected: Trend, values: Sequence[float]) -> Judged:
    test = TESTS[expected.word]
    if expected.word.endswith("at the end"):
        return _judged(test(values[-1], values[0]), HOLDS, series(values))
    steps = [test(later, earlier) for earlier, later in pairwise(values)]
    word = "up" if expected.word == "rising" else "down"
    counted = f"{word} in {sum(steps)} of {len(steps)} steps"
    shown = f"{series(values)} ({counted})"
    if len(values) > MOST_SHOWN:
        shown = f"{counted}, from {plain(values[0])} to {plain(values[-1])}"
    return _judged(all(steps), HOLDS, shown)


def _rank(expected: Rank, evidence: Evidence) -> Judged:
    value = evidence.values[0]
    place = 1 + sum(other > value for _, other in evidence.peers)
    shown = f"{ordinal(place)} ({_places(evidence.peers, 'highest')})"
    return _judged(place == expected.number, REPRODUCED, shown, expected.number - place)


def _superlative(expected: Superlative, evidence: Evidence) -> Judged:
    label, value = evidence.figures[0]
    test = TESTS[expected.word]
    met = all(test(value, other) for name, other in evidence.peers if name != label)
    place = 1 + sum(test(other, value) for _, other in evidence.peers)
    shown = f"{ordinal(place)} ({_places(evidence.peers, expected.word)})"
    return _judged(met, HOLDS, shown)


def _extreme_year(expected: ExtremeYear, figures: Sequence[Labelled]) -> Judged:
    extreme = (max if expected.word == "highest" else min)(value for _, value in figures)
    years = [label for label, value in figures if value == extreme]
    met = years == [str(expected.year)]
    difference = expected.year - int(years[0]) if len(years) == 1 else None
    return _judged(met, REPRODUCED, f"{'; '.join(years)}: {plain(extreme)}", difference)


def _places(peers: Sequence[Labelled], word: str) -> str:
    ordered = sorted(peers, key=lambda peer: peer[1], reverse=word == "highest")
    return "; ".join(f"{label}: {plain(value)}" for label, value in ordered[:SHOWN_PLACES])


def _judged(met: bool, word: str, computed: str, difference: float | None = None) -> Judged:
    rounded = None if difference is None else round(difference, 2) + 0.0  # never -0.0
    return Judged(word if met else DIFFERS, computed, rounded)
