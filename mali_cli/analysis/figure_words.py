"""Figures as plain text, for machines too: no thousands separators."""

from __future__ import annotations

from math import inf

from ..model.claims import (
    Change,
    Claim,
    Comparison,
    ExtremeYear,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Untestable,
    Value,
)
from ..words.phrases import rate

SIGN_WORDS = {
    "=": "",
    "~": "about ",
    ">": "over ",
    "<": "under ",
    ">=": "at least ",
    "<=": "at most ",
}


def plain(value: float) -> str:
    """Show a figure without separators, whole or to one decimal; a rate with all that tell."""
    if value == int(value):
        return str(int(value))
    if round(value, 1) == value:
        return f"{value:.1f}"
    return rate(value).replace(",", "").rstrip("0")


def span_words(least: float, most: float) -> str:
    """Show what a figure can be: "999–1029", "999 or more"."""
    if most == inf:
        return f"{plain(least)} or more"
    return plain(least) if least == most else f"{plain(least)}–{plain(most)}"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th and so on."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def claimed_words(claim: Claim, others: tuple[float, ...] = ()) -> str | None:
    """Say what is claimed: "1450", "about 500 (±50)", "2nd"; None for what is not testable.

    `others` are the figures of the other question, where it is answered.
    """
    match claim.expectation:
        case Value() as value:
            query = claim.query
            return _value(value, several=bool(query and (query.each or len(query.windows) > 1)))
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


def _value(value: Value, *, several: bool) -> str:
    each = "each " if several else ""
    within = f" (±{plain(value.tolerance)})" if value.sign == "~" else ""
    return f"{each}{SIGN_WORDS[value.sign]}{plain(value.number)}{within}"
