"""Words and numbers as they stand in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from math import floor, log10

FEW_DAYS = 0.05
"""So few years that one decimal would show none."""
_FIGURE = re.compile(r"(?<![\w.+-])\d{4,}(?![\w:-])")


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return up to `count` of the known words that look most like `word`.

    Those that fewest edits lead to come first.
    """
    typed, by_folded = word.casefold(), {name.casefold(): name for name in known}
    hits = get_close_matches(typed, list(by_folded), n=3 * count, cutoff=0.5)
    return [by_folded[hit] for hit in sorted(hits, key=lambda hit: _edits(typed, hit))[:count]]


def _edits(word: str, other: str) -> int:
    """Return how many letters are put in, left out or changed between two words (Levenshtein)."""
    counts = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        before, counts[0] = counts[0], row
        for at, its in enumerate(other, 1):
            change = before + (letter != its)
            before, counts[at] = counts[at], min(counts[at] + 1, counts[at - 1] + 1, change)
    return counts[-1]


def any_of(names: Iterable[str]) -> str:
    """Join names for a sentence: "a, b or c"."""
    return _joined(list(names), "or")


def all_of(names: Iterable[str]) -> str:
    """Join names for a sentence: "a, b and c"."""
    return _joined(list(names), "and")


def thousands(value: float | int | None, decimals: int = 0) -> str:
    """Show a number with thousands separators; blank for None."""
    if value is None:
        return ""
    return f"{value:,.{decimals}f}"


def between(least: str, most: str) -> str:
    """Show a range: "994–9,541"; one figure where the two read the same."""
    return least if least == most else f"{least}–{most}"


def figure(value: float) -> str:
    """Show a count: whole where it is, else to one decimal."""
    return thousands(value, 0 if value == int(value) else 1)


def tenths(value: float) -> str:
    """Show a rate: to one decimal."""
    return thousands(value, 1)


def years_long(value: float) -> str:
    """Show a length in years to one decimal, and a few days as "0.003"."""
    return f"{value:.1g}" if 0 < value < FEW_DAYS else tenths(value)


def rate(value: float) -> str:
    """Show a rate by population: "0", "0.0176", "0.341", "1.760", "12.35", "140.7"."""
    if not value:
        return "0"
    digits = floor(log10(abs(value)))
    return f"{value:,.{max(3 - digits, 1) if digits >= 0 else 2 - digits}f}"


def year_spans(years: Iterable[int]) -> str:
    """Join years to spans: "1989–2024", "1989, 1991–1993"."""
    spans: list[list[int]] = []
    for year in sorted(years):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in spans)


def as_typed(value: float) -> str:
    """Write a number as it is typed in a command, with all its digits: "3", "0.975"."""
    return repr(float(value)).removesuffix(".0")


def percent(part: float) -> str:
    """Show a part as a percentage with the decimals that it has: "90%", "97.5%"."""
    return f"{round(100 * part, 6):.9g}%"


def with_separators(text: str) -> str:
    """Put thousands separators into the figures of a text, but for dates, stamps and "2022: "."""
    return _FIGURE.sub(lambda match: thousands(int(match[0])), text)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Show a number with its noun: "1 death", "1,029 deaths"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def times(ratio: float) -> str:
    """Show a ratio to two decimals, where it is below 0.01 to four: no ratio but 0 is "0.00"."""
    return f"{ratio:.4f}".rstrip("0") if 0.00005 <= ratio < 0.01 else f"{ratio:,.2f}"


def _joined(names: list[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def sentence(text: str) -> str:
    """Begin a text as a sentence begins, and end it as one ends."""
    text = capital(text)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def capital(text: str) -> str:
    """Begin with a capital letter, but for a name such as ged@24.1."""
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text
