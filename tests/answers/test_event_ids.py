"""Filters and groups by actor, dyad and conflict go by id: random events against DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.model.result import Result
from tests.observations.asks import questions
from tests.observations.compare import check_phases, check_rows, removed, touch
from tests.observations.made_events import EXAMPLES, tables, written
from tests.observations.oracle import KINDS, NAMED, Ask, Events
from tests.read.made_up import GED, Row
from tests.read.writers import cells, table

from .test_event_periods import RULES, phases


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=tables(most=12))
def test_totals_by_id_equal_duckdb(data: st.DataObject, rows: list[Row]) -> None:
    path = written(rows)
    events = Events(path)
    options, ask = _ask(data, events, NAMED)
    if _refused(mali_cli.totals, path, events, options, ask):
        return
    result = mali_cli.totals(data=path, **options)
    check_rows(result, events, ask, events.totals(ask))
    assert removed(result) == events.removed(ask)


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=tables(most=12))
def test_events_by_id_equal_duckdb(data: st.DataObject, rows: list[Row]) -> None:
    path = written(rows)
    events = Events(path)
    options, ask = _ask(data, events, (), rules=("start", "end", "drop"))
    kept = ("country", "type", "from_", "to", "release", "straddle", "side", *NAMED)
    options = {name: value for name, value in options.items() if name in kept}
    if _refused(mali_cli.events, path, events, options, ask):
        return
    frame = mali_cli.events(data=path, **options).frame
    assert sorted(frame["id"]) == events.listed(ask)
    known = {row["id"]: row for row in events.rows("SELECT * FROM ev")}
    for row in frame.rows(named=True):
        for column in ("side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id", "best"):
            assert row[column] == known[row["id"]][column]


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=tables(most=12))
def test_phases_by_id_equal_duckdb(data: st.DataObject, rows: list[Row]) -> None:
    path = written(rows)
    events = Events(path)
    spans = data.draw(phases(events.assumed()))
    groups = ("actor", "country")
    options, ask = _ask(data, events, groups, RULES, ("one-sided",))
    options["country"] = [str(number) for number in ask.countries]
    options["phase"] = [f"{name}={first}..{last}" for name, first, last in spans]
    seen = [span for span in spans if touch(span, ask.first, ask.last)]
    if not seen or _refused(mali_cli.periods, path, events, options, ask):
        return
    check_phases(mali_cli.periods(data=path, **options), events, ask, seen, "year")


def _ask(
    data: st.DataObject,
    events: Events,
    groups: tuple[str, ...],
    rules: tuple[str, ...] = ("start", "end", "split", "drop"),
    types: tuple[str, ...] = KINDS,
) -> tuple[dict[str, Any], Ask]:
    """Draw a question about an actor, a dyad or a conflict."""
    question = data.draw(
        questions(
            events,
            groups=groups,
            units=("year", "month") if "dyad" in groups else (),
            rules=rules,
            default_types=types,
            filtered=NAMED,
        )
    )
    return question.options, question.ask


def _refused(
    command: Callable[..., Result], path: str, events: Events, options: dict[str, Any], ask: Ask
) -> bool:
    """Return whether nothing is covered, or a name matches nothing: which must be refused."""
    message = "nothing from" if ask.first > ask.coverage[-1][1] else ""
    try:
        events.select(ask)
    except LookupError:
        message = message or r"(?s)--.* matche?s? nothing"
    if message:
        with pytest.raises(mali_cli.MaliCliError, match=message):
            command(data=path, **options)
    return bool(message)


NUMBERS = ("side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id")
BY_NAME = "SELECT *, " + ", ".join(
    f"if({name} IS NOT NULL, hash(rtrim({name})) % 1000000007, NULL)::BIGINT AS {number}"
    for name, number in zip(
        ("side_a", "side_b", "dyad_name", "conflict_name"), NUMBERS, strict=True
    )
)
"""A file without ids, with one for each name: what the oracle takes for it."""


@settings(max_examples=max(6, EXAMPLES // 3))
@given(data=st.data(), rows=tables(most=12))
def test_names_decide_only_where_there_are_no_ids(data: st.DataObject, rows: list[Row]) -> None:
    names = [name for name in GED if name not in NUMBERS]
    path = written(rows, table(names, cells(rows, names)))
    events = Events(path, BY_NAME)
    options, ask = _ask(data, events, NAMED)
    if any(str(options.get(name, "")).isdigit() for name in NAMED):
        return
    if _refused(mali_cli.totals, path, events, options, ask):
        return
    result = mali_cli.totals(data=path, **options)
    shown = set(NAMED) & set(ask.columns)
    assert all(result.frame[f"{name}_id"].null_count() == result.frame.height for name in shown)
    assert any("names decide" in note.text for note in result.notes)
    known = {name: {names.pop(): n for n, names in events.names(name).items()} for name in shown}
    numbered = result.frame.with_columns(
        pl.col(name).replace_strict(known[name], return_dtype=pl.Int64).alias(f"{name}_id")
        for name in shown
    )
    check_rows(replace(result, frame=numbered), events, ask, events.totals(ask))
    assert removed(result) == events.removed(ask)
