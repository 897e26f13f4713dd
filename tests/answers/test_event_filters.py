"""Totals of random events, filtered and grouped, against DuckDB over the same file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from tests.observations.asks import GROUPS, questions
from tests.observations.compare import check_rows, removed
from tests.observations.made_events import EXAMPLES, tables, written
from tests.observations.oracle import KINDS, Events
from tests.read.made_up import Row

SERIES = ("start", "start", "end", "split", "drop")


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
    if question.ask.first > question.ask.coverage[-1][1]:
        with pytest.raises(mali_cli.MaliCliError, match=r"covers .*, and nothing from"):
            mali_cli.totals(data=path, **question.options)
        return
    try:
        expected = events.totals(question.ask)
    except LookupError:
        with pytest.raises(mali_cli.MaliCliError, match=r"(?s)--.* matche?s? nothing"):
            mali_cli.totals(data=path, **question.options)
        return
    result = mali_cli.totals(data=path, **question.options)
    check_rows(result, events, question.ask, expected)
    assert removed(result) == events.removed(question.ask)
