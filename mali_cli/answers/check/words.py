"""Saying what is claimed, in words with plain figures."""

from __future__ import annotations

from ...analysis.figure_words import ordinal, plain
from ...model.claims import (
    Change,
    Claim,
    Comparison,
    ExtremeYear,
    FigureQuery,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Untestable,
    Value,
)

SIGN_WORDS = {
    "=": "",
    "~": "about ",
    ">": "over ",
    "<": "under ",
    ">=": "at least ",
    "<=": "at most ",
}


def claimed_words(claim: Claim, others: tuple[float, ...] = ()) -> str | None:
    """Say what is claimed: "1450", "about 500 (±50)", "2nd"; None for what is not testable.

    `others` are the figures of the other question, where it is answered.
    """
    match claim.expectation:
        case Value() as value:
            return _value(value, several=_several(claim.query))
        case Ratio(sign, number):
            return f"{'more' if sign == '>' else 'less'} than {plain(number)} times"
        case Change(percent, points):
            return f"{percent:+g} % (±{points:g} points)"
        case Comparison("same"):
            return "; ".join(map(plain, others)) or "the same"
        case Comparison(word) | Superlative(word):
            return word
        case Trend(word):
            return word
        case Rank(number):
            return ordinal(number)
        case ExtremeYear(year, _):
            return str(year)
        case Untestable():
            return None


def _several(query: FigureQuery | None) -> bool:
    return bool(query and (query.each or len(query.windows) > 1))


def _value(value: Value, *, several: bool) -> str:
    each = "each " if several else ""
    within = f" (±{plain(value.tolerance)})" if value.sign == "~" else ""
    return f"{each}{SIGN_WORDS[value.sign]}{plain(value.number)}{within}"
