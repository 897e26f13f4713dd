"""The terms of the field: types of violence, estimates, measures and rules, and words as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from ..words import asking
from .errors import UsageError

STATE_BASED, NON_STATE, ONE_SIDED = "state-based", "non-state", "one-sided"
TYPES = (STATE_BASED, NON_STATE, ONE_SIDED)
"""UCDP's types of organised violence, in the order of their codes 1, 2, 3 (GED codebook)."""
TYPE_CODES = dict(enumerate(TYPES, start=1))
"""The types by UCDP's codes (GED codebook)."""
ALL_TYPES = "all"
SHORT_TYPES = {"sb": STATE_BASED, "ns": NON_STATE, "os": ONE_SIDED, "osv": ONE_SIDED}
"""The types by the short forms that are usual."""


def type_of(word: str) -> str:
    """Return the type that a word means: its name however it is joined, its code or a short form.

    A word that means none is returned as it is.
    """
    joined = fold(word).replace(" ", "")
    words = {name.replace("-", ""): name for name in TYPES} | SHORT_TYPES
    words |= {str(code): name for code, name in TYPE_CODES.items()}
    return words.get(joined, word)


def codes_of(types: Iterable[str]) -> list[int]:
    """Return UCDP's codes of these types of violence."""
    wanted = tuple(types)
    return [code for code, name in TYPE_CODES.items() if name in wanted]


CLEAR = "Clear"
"""The code_status of events that need no more checking (UCDP candidate codebook)."""

ESTIMATES = ("best", "low", "high")
MEASURES = ("deaths", "civilians", "events", "deaths_a", "deaths_b", "deaths_unknown")
STRADDLES = ("both", "start", "end", "split", "drop")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MISSION_DATES = ("operations", "mandate")
PERPETRATORS = ("government", "non-state")
"""Perpetrators of one-sided violence: a government, or a formally organised non-state group."""

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
            raise UsageError(asking.EMPTY_TEXT(option=option))


def one_of(word: str, known: tuple[str, ...], what: str) -> str:
    """Return `word` in lower case if it is known.

    Raises:
        UsageError: it is not; the hint lists what is.
    """
    folded = word.strip().casefold()
    if folded in known:
        return folded
    near, every = asking.did_you_mean(word, known), asking.ALL_THERE_ARE(names=known)
    hint = asking.NEAR_OF_THOSE(near=near, names=known) if near else every
    raise UsageError(asking.UNKNOWN_WORD(kind=what, word=word), hint)


_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(name: str) -> str:
    """Return a name without case, accents, punctuation and a leading "the"; "&" is "and"."""
    if name.isascii() and name.isalnum():
        return name.lower()
    letters = name.replace("&", " and ")
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters)
        letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = _NOT_WORD.sub(" ", letters.casefold().replace("'", "").replace("’", "")).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
