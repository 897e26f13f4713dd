"""Totals of random events, filtered and grouped, against DuckDB over the same file."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.result import Result
from tests.layouts.made_up import Row
from tests.observations.asks import GROUPS, questions
from tests.observations.made_events import EXAMPLES, tables, written
from tests.observations.oracle import KINDS, Ask, Events

SERIES = ("start", "start", "end", "split", "drop")
REMOVED = re.compile(
    r"(--[\w-]+)(?: matched .*;)? removed ([\d,]+) events? \(([\d,]+) deaths?\)"
    r"(?:, of them ([\d,]+) events? \(([\d,]+) deaths?\) without that detail)?\.",
    re.DOTALL,
)


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=tables())
def test_totals_of_random_events_equal_duckdb(data: st.DataObject, rows: list[Row]) -> None:
    path = written(rows)
    events = Events(path)
    question = data.draw(
        questions(
            events,
            groups=GROUPS,
            units=("year", "quarter", "month"),
            rules=SERIES,
            default_types=KINDS,
            filtered=True,
        )
    )
    if question.ask.first > question.ask.coverage[1]:
        with pytest.raises(mali_cli.MaliCliError, match=r"covers .*, nothing from"):
            mali_cli.totals(data=path, **question.options)
        return
    try:
        expected = events.totals(question.ask)
    except LookupError as missing:
        with pytest.raises(mali_cli.MaliCliError, match=f"--{missing}.* matche?s? nothing"):
            mali_cli.totals(data=path, **question.options)
        return
    result = mali_cli.totals(data=path, **question.options)
    check_rows(result.frame, question.ask, expected)
    assert removed(result) == events.removed(question.ask)


def check_rows(
    frame: pl.DataFrame, ask: Ask, expected: dict[tuple[Any, ...], tuple[Any, ...]]
) -> None:
    """Compare the rows by their groups; under split as shown, to one decimal."""
    assert tuple(frame.columns) == (*ask.columns, "deaths", "low", "high", "events")
    width = len(ask.columns)
    shown = {row[:width]: row[width:] for row in frame.iter_rows()}
    assert len(shown) == frame.height, "a group has one row"
    assert set(shown) == set(expected)
    slack = 0.05 + 1e-9 if ask.rule == "split" else 0
    for key, row in expected.items():
        for ours, wanted in zip(shown[key], row, strict=True):
            assert (ours is None) == (wanted is None), (key, shown[key], row)
            if wanted is not None:
                assert ours == pytest.approx(wanted, abs=slack), (key, shown[key], row)


def removed(result: Result) -> list[tuple[str, int, int, int, int]]:
    """Return what the notes say that filters took away."""
    found = []
    for note in result.notes:
        if note.kind == "filter":
            match = REMOVED.fullmatch(note.text)
            assert match, note.text
            counts = [int((part or "0").replace(",", "")) for part in match.groups()[1:]]
            found.append((match[1], counts[0], counts[1], counts[2], counts[3]))
    return found
