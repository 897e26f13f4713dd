"""Stata files, read back by ReadStat: what is read is what went in."""

from __future__ import annotations

import re
import struct
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pyreadstat
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mali_cli.facts.countries import resolve
from mali_cli.model.errors import OutputError
from mali_cli.model.result import Result
from mali_cli.model.selection import EVERY_TYPE, Selection
from mali_cli.output.columns import declarations, declared
from mali_cli.output.dta import LONGEST_LABEL, LONGEST_NOTE
from mali_cli.output.stata import names_of, to_dta
from tests.output.made_up import HOSTILE, hostile, made_up

Read = tuple[pl.DataFrame, Any]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
long_texts = st.integers(2_040, 5_000).map(lambda length: "é" * length)
EDGES = (
    *(-128, -127, 100, 101, -32_768, -32_767, 32_740, 32_741),
    *(-(2**31), 2_147_483_620, 2_147_483_621, 2**53),
)


def read(result: Result) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.dta"
        path.write_bytes(to_dta(result))
        frame, about = pyreadstat.read_dta(path, output_format="polars")
    return frame, about


def test_types_are_the_smallest_that_hold_the_values() -> None:
    frame = pl.DataFrame(
        {
            "a": [-127, 100, None],
            "b": [0, 101, None],
            "c": [0, 32_741, None],
            "d": [0, 2_147_483_621, None],
            "share": [0.5, None, float("nan")],
            "start": [date(2013, 7, 1), date(1816, 1, 1), None],
            "whole": [True, False, None],
            "none": [None, None, None],
            "note": ["x", "", None],
        }
    )
    got, about = read(made_up(frame))
    kinds = list(about.readstat_variable_types.values())
    assert kinds[:8] == ["int8", "int16", "int32", "double", "double", "int32", "int8", "int8"]
    assert got["start"].to_list() == frame["start"].to_list()
    assert got["whole"].to_list() == [1, 0, None]
    assert got["share"].to_list() == [0.5, None, None]
    assert got["note"].to_list() == ["x", "", ""]
    assert about.original_variable_types["start"] == "%td"
    for name in "abcd":
        assert got[name].to_list() == frame[name].to_list()


@given(st.lists(st.none() | st.integers(-(2**53), 2**53), min_size=1, max_size=5))
@example([*EDGES, None])
def test_whole_numbers_are_read_back_as_they_were(made: list[int | None]) -> None:
    for values in (made, made[:1]):
        frame, _ = read(made_up(pl.DataFrame({"deaths": values}, schema={"deaths": pl.Int64})))
        assert frame["deaths"].to_list() == values


@pytest.mark.parametrize("edge", EDGES)
def test_no_edge_of_a_type_is_read_as_missing(edge: int) -> None:
    assert read(made_up(pl.DataFrame({"deaths": [edge]})))[0]["deaths"].to_list() == [edge]


@given(st.lists(st.none() | st.floats(-8e307, 8e307), min_size=1, max_size=5))
def test_fractions_are_read_back_as_they_were(made: list[float | None]) -> None:
    frame, _ = read(made_up(pl.DataFrame({"share": made}, schema={"share": pl.Float64})))
    assert frame["share"].to_list() == made


@given(st.lists(texts | long_texts, min_size=1, max_size=5))
@example(["", "é" * 3000, "", "x" * 2046])
@example(["x" * 2045])
def test_text_is_read_back_as_it_was(made: list[str]) -> None:
    frame, _ = read(made_up(pl.DataFrame({"note": made, "country": made[::-1]})))
    assert frame["note"].to_list() == made
    assert frame["country"].to_list() == made[::-1]


@given(st.lists(st.none() | st.dates(date(1678, 1, 1), date(2261, 1, 1)), min_size=1, max_size=5))
def test_days_are_read_back_as_they_were(made: list[date | None]) -> None:
    frame, _ = read(made_up(pl.DataFrame({"start": made}, schema={"start": pl.Date})))
    assert frame["start"].to_list() == made


def test_more_rows_than_are_packed_at_once() -> None:
    numbers = list(range(70_000))
    texts = ["long " * 500 if number % 30_000 == 0 else "" for number in numbers]
    frame, _ = read(made_up(pl.DataFrame({"id": numbers, "note": texts})))
    assert frame["id"].to_list() == numbers
    assert frame["note"].to_list() == texts


def test_a_column_of_few_long_texts_costs_little_room() -> None:
    few = ["", *["x" * 2000] * 2, *[""] * 997]
    result = made_up(pl.DataFrame({"note": few}))
    assert len(to_dta(result)) < 100_000
    assert read(result)[0]["note"].to_list() == few


def test_long_texts_stand_row_by_row() -> None:
    """As Stata writes them: older ReadStat, which R's haven has, finds no others."""
    long = ["x" * 3000, "", "y" * 3000]
    content = to_dta(made_up(pl.DataFrame({"note": long, "source": long[::-1]})))
    places = [struct.unpack_from("<IQ", content, at + 3) for at in _all(content, b"GSO")]
    assert places == [(1, 1), (2, 1), (1, 3), (2, 3)]


def _all(content: bytes, mark: bytes) -> list[int]:
    return [found.start() for found in re.finditer(mark, content)]


def test_labels_notes_and_meanings_of_codes() -> None:
    frame = pl.DataFrame({"type_of_violence": [1, 2, 3], "whole": [True, False, None]})
    _, about = read(made_up(frame, title="T" * 100, notes=("One note.",)))
    assert about.file_label == "T" * 79 + "…"
    assert about.column_labels[0] == "Type of organised violence"
    assert about.variable_value_labels == {
        "type_of_violence": {1: "state-based", 2: "non-state", 3: "one-sided"},
        "whole": {0: "no", 1: "yes"},
    }
    assert {"note: One note.", "release: 25.1", "citation: Nobody (2025). Nothing."} <= set(
        about.notes
    )


def test_a_note_is_as_long_as_stata_allows() -> None:
    _, about = read(made_up(pl.DataFrame({"a": [1]}), notes=("é" * LONGEST_NOTE,)))
    assert max(len(note.encode()) for note in about.notes) <= LONGEST_NOTE


def test_hostile_text_is_kept_and_notes_are_harmless() -> None:
    frame, about = read(hostile())
    assert frame["country"].to_list() == list(HOSTILE)
    assert "\x1b" not in "".join(about.notes) + about.file_label


def test_no_rows() -> None:
    frame, _ = read(made_up(pl.DataFrame(schema={"year": pl.Int64, "note": pl.String})))
    assert (frame.columns, frame.height) == (["year", "note", "dataset", "release"], 0)


def test_the_same_answer_has_the_same_bytes() -> None:
    assert to_dta(hostile()) == to_dta(hostile())


@given(st.lists(st.text(max_size=50), unique=True, max_size=8))
@example(["if", "str12", "1990", "x" * 33, "x" * 34, "x" * 32, "a b", "a_b", "_all", ""])
def test_names_are_legal_and_differ(columns: list[str]) -> None:
    names = list(names_of(columns).values())
    assert len(set(names)) == len(columns)
    for name in names:
        assert len(name) <= 32
        assert name.isascii()
        assert name.isidentifier()
        assert name not in ("if", "_all", "str12")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([2**53 + 1], "beyond"),
        ([float("inf")], "infinite"),
        (["a\0b"], "NUL"),
    ],
)
def test_what_would_change_is_refused(values: list[Any], why: str) -> None:
    with pytest.raises(OutputError, match=why) as raised:
        to_dta(made_up(pl.DataFrame({"note": values})))
    assert "column note" in raised.value.message
    assert raised.value.hint


def test_labels_fit() -> None:
    assert max(len(declared(name).label) for name in declarations()) <= LONGEST_LABEL


def test_labels_say_what_is_counted_where_they_are_of_it() -> None:
    row = {"civilians": [1], "at_most": [2], "deaths_civilians": [1], "best": [3]}
    row |= {"peak_civilians": [1], "before_civilians": [1], "measure": [1]}
    asked = Selection(resolve(["Mali"]), EVERY_TYPE, measure="civilians", value="civilians")
    result = made_up(pl.DataFrame(row))
    result = replace(result, settled=result.settled._replace(asked=asked))
    _, about = read(result)
    assert about.column_labels[:7] == [
        "Civilians, by the measure and estimate that were asked for; missing: not covered",
        "Civilians in all that touches the phase or window",
        "Deaths of civilians, best estimate",
        "Best estimate of deaths",
        "Civilians in the peak",
        "before civilians",
        "What is counted: deaths, civilians, events …",
    ]
