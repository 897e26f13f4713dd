"""Words and numbers in sentences; types of violence, perpetrators and other codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from .errors import UsageError

STATE_BASED, NON_STATE, ONE_SIDED = "state-based", "non-state", "one-sided"
TYPES = (STATE_BASED, NON_STATE, ONE_SIDED)
"""UCDP's types of organised violence, in the order of their codes 1, 2, 3 (GED codebook)."""
TYPE_CODES = dict(enumerate(TYPES, start=1))
"""The types by UCDP's codes (GED codebook)."""
ALL_TYPES = "all"

CLEAR = "Clear"
"""The code_status of events that need no more checking (UCDP candidate codebook)."""

ESTIMATES = ("best", "low", "high")
MEASURES = ("deaths", "civilians", "events")
STRADDLES = ("both", "start", "end", "split", "drop")
MISSION_DATES = ("operations", "mandate")
PERPETRATORS = ("government", "non-state")
"""Perpetrators of one-sided violence: a government, or a formally organised non-state group."""

DATASETS = (
    "country-year",
    "ged",
    "one-sided",
    "non-state",
    "armed-conflict",
    "dyadic",
    "battle-deaths",
    "actors",
    "candidate",
)
DATASET_ALIASES = {"events": "ged"}


_FIGURE = re.compile(r"(?<![\w.+-])\d{4,}(?![\w:-])")
Words = str | Iterable[str]
"""One word or several: what a repeatable option takes."""


def many(words: Words | int | date | None) -> tuple[str, ...]:
    """Return the values of a repeatable option as a tuple; a number or a day as its text."""
    if words is None:
        return ()
    if isinstance(words, (str, int, date)):
        return (str(words),)
    return tuple(str(word) for word in words)


def apart(words: Words) -> tuple[str, ...]:
    """Return the values of a repeatable option, those joined by commas apart."""
    return tuple(part.strip() for word in many(words) for part in word.split(","))


def refuse_blank(values: Mapping[str, object]) -> None:
    """Refuse options that were given an empty text, as an unset variable of a shell does.

    Raises:
        UsageError: naming the option.
    """
    for name, value in values.items():
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, (list, tuple)):
            continue
        if any(isinstance(text, str) and not text.strip() for text in texts):
            option = "--" + name.rstrip("_").replace("_", "-")
            raise UsageError(f"{option} was given an empty text", "leave it out, or name something")


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return up to `count` of the known words that look most like `word`, the nearest first."""
    by_folded = {name.casefold(): name for name in known}
    hits = get_close_matches(word.casefold(), list(by_folded), n=count, cutoff=0.5)
    return [by_folded[hit] for hit in hits]


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return "did you mean A, B or C?", or None where nothing is near."""
    names = nearest(word, known)
    return f"did you mean {any_of(names)}?" if names else None


def any_of(names: Iterable[str]) -> str:
    """Join names for a sentence: "a, b or c"."""
    return _joined(list(names), "or")


def all_of(names: Iterable[str]) -> str:
    """Join names for a sentence: "a, b and c"."""
    return _joined(list(names), "and")


def one_of(word: str, known: tuple[str, ...], what: str) -> str:
    """Return `word` in lower case if it is known.

    Raises:
        UsageError: it is not; the hint lists what is.
    """
    folded = word.strip().casefold()
    if folded in known:
        return folded
    near = did_you_mean(word, known)
    hint = f"{near} (there are {all_of(known)})" if near else f"there are {all_of(known)}"
    raise UsageError(f"unknown {what} '{word}'", hint)


def thousands(value: float | int | None, decimals: int = 0) -> str:
    """Show a number with thousands separators; blank for None."""
    if value is None:
        return ""
    return f"{value:,.{decimals}f}"


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


def _joined(names: list[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def times(ratio: float) -> str:
    """Show a ratio to two decimals, where it is below 0.01 to four: no ratio but 0 is "0.00"."""
    return f"{ratio:.4f}".rstrip("0") if 0.00005 <= ratio < 0.01 else f"{ratio:,.2f}"


_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the"; "&" is "and"."""
    letters = name.replace("&", " and ")
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", letters.casefold().replace("'", "").replace("’", "")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
