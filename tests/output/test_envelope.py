"""Notes in JSON are values: what they are about, their sentence, and the numbers in it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

import mali_cli
from mali_cli.model.result import Result
from mali_cli.output.envelope import to_json


def notes_of(result: Result, kind: str) -> list[dict[str, Any]]:
    body = json.loads(to_json(result))
    return [note for note in body["notes"] if note["kind"] == kind]


def test_the_distinct_total_is_a_number_in_its_note() -> None:
    (note,) = notes_of(mali_cli.periods(), "distinct")
    assert note["text"].startswith("Total without double counting: 5,436. ")
    assert not note["warning"]
    assert (note["total"], note["added"]) == (5436, 5466)
    assert not {"noun", "decimals"} & set(note)


def test_lists_dates_and_sentences_are_plain() -> None:
    found = mali_cli.periods(country="Burkina Faso", type="all", cut=["2022-01-24", "2022-09-30"])
    (ranges,) = [note for note in notes_of(found, "bounds") if note["warning"]]
    assert not ranges["text"].startswith("Warning")
    lists = [value for value in ranges.values() if isinstance(value, list)]
    assert lists
    assert all(isinstance(part, str | int) for value in lists for part in value)
    (asked,) = notes_of(mali_cli.totals(from_="1980"), "coverage")
    assert asked["first"] == "1980-01-01"


def test_what_is_said_of_one_of_several_names_it() -> None:
    found = mali_cli.periods()
    of_one = replace(found, notes=tuple(replace(note, of="MINUSMA") for note in found.notes))
    (note,) = notes_of(of_one, "distinct")
    assert note["of"] == "MINUSMA"
    assert note["text"].startswith("MINUSMA: Total without double counting: ")


@pytest.mark.parametrize("ask", [mali_cli.periods, mali_cli.compare, mali_cli.breaks])
def test_the_command_stands_once_and_not_among_the_notes(ask: Any) -> None:
    body = json.loads(to_json(ask()))
    assert body["reproduce"].startswith("mali-cli ")
    assert not [note for note in body["notes"] if body["reproduce"] in note["text"]]
