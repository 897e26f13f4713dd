"""Every sentence that counts reads well of one and of two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest

from mali_cli.words.message import Message, Said
from tests.words.test_messages import catalogue

OF_ONE = {
    "is",
    "has",
    "was",
    "needs",
    "names",
    "stands",
    "lies",
    "straddles",
    "breaks",
    "differs",
    "holds",
}
"""Verbs; they end as nouns of several do."""
OF_SEVERAL = {"are", "have", "were", "need", "stand", "lie", "straddle", "count", "break"}
NEVER_OF_ONE = {"naming.SEVERAL_JOINT": "there is another sentence of one"}
WORDS = {"noun": "death", "one": "death", "several": "deaths", "of": "year", "unit": "year"}
TIMES = {"times"}
JOINS = ("ands", "and", "or", "list", ";", "+")
NUMBER = r"(?<![\d.,±])\b"


class Number(int):
    """A number that a place may also take for a list of so many."""

    def __len__(self) -> int:
        return int(self)

    def __iter__(self) -> Iterator[str]:
        return iter(("Mali", "Niger")[: int(self)])


def places(text: str) -> list[tuple[str, str]]:
    """Return the places of a sentence with their formats."""
    return [(name, form or "") for _, name, form, _ in Formatter().parse(text) if name]


def counted(text: str) -> set[str]:
    """Return the places that count."""
    return {name for name, form in places(text) if form.startswith(("#", "?")) or "," in form}


COUNTING = {name: one for name, one in catalogue().items() if counted(one.text)}


def said(message: Message, number: int) -> str:
    """Say a sentence with the same number wherever it counts."""
    nested = re.findall(r"\{(\w+)\}", " ".join(form for _, form in places(message.text)))
    names = {name for name, _ in places(message.text)} | set(nested)
    values: dict[str, object] = {name: WORDS.get(name, "…") for name in names} | {"decimals": 0}
    values |= {name: 0.5 for name, form in places(message.text) if form[-1:] in {"f", "g", "%"}}
    if re.search(r"[#?]\{noun\}", message.text):
        values["noun"] = "death/deaths"
    lists = {name for name, form in places(message.text) if form in JOINS}
    told = counted(message.text) - set(nested)
    return str(Said(message, values | dict.fromkeys((*lists, *told), Number(number))))


@pytest.mark.parametrize("name", sorted(COUNTING.keys() - NEVER_OF_ONE.keys()))
def test_a_count_of_one_has_its_noun_and_its_verb(name: str) -> None:
    text = said(COUNTING[name], 1)
    assert not set(re.findall(NUMBER + r"1 (?:more )?([a-z]+s)\b", text)) - OF_ONE - TIMES, text
    for clause in re.findall(NUMBER + r"1 ([a-z ]+)", text):
        assert not OF_SEVERAL & set(clause.split()[:3]), text


@pytest.mark.parametrize("name", sorted(COUNTING))
def test_a_count_of_two_has_them_too(name: str) -> None:
    text = said(COUNTING[name], 2)
    for clause in re.findall(NUMBER + r"2 ([a-z ]+)", text):
        words = clause.split()
        assert words[0] not in {"death", "event", "row", "claim", "year", "actor", "page"}, text
        assert not (OF_ONE - {"names"}) & set(words[:2]), text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 event with 1 death crosses the edge of a phase."),
        (2, "2 events with 2 deaths cross the edge of a phase."),
    ],
)
def test_what_straddles(number: int, text: str) -> None:
    assert said(COUNTING["straddling.EVENTS_CROSS_WITH"], number) == text
