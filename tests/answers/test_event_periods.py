"""Phases of random events, by day, against DuckDB over the same file."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from tests.observations.asks import questions
from tests.observations.compare import check_phases, touch
from tests.observations.made_events import DAY, EXAMPLES, tables, written
from tests.observations.oracle import Events, Span
from tests.read.made_up import Row

RULES = ("both", "start", "end", "split", "drop")
GROUPS = ("country", "actor", "adm1", "type", "perpetrator")
Spans = list[tuple[str, date, date]]


@st.composite
def phases(draw: st.DrawFn, days: Span) -> Spans:
    """Draw phases that follow one another, with gaps and single days."""
    day, found = draw(st.dates(days[0] - 200 * DAY, days[1] - 200 * DAY)), []
    for n in range(draw(st.integers(1, 4))):
        last = day + draw(st.integers(0, 700)) * DAY
        found.append((f"p{n}", day, last))
        day = last + draw(st.sampled_from((1, 1, 2, 90))) * DAY
    return found


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=tables(), peak_by=st.sampled_from(("year", "month")))
def test_phases_of_random_events_equal_duckdb(
    data: st.DataObject, rows: list[Row], peak_by: str
) -> None:
    path = written(rows)
    events = Events(path)
    spans = data.draw(phases(events.assumed()))
    question = data.draw(
        questions(
            events,
            groups=GROUPS,
            units=(),
            rules=RULES,
            default_types=("one-sided",),
            filtered=data.draw(st.booleans()),
        )
    )
    ask, options = question.ask, question.options
    options["country"] = options["country"] or [str(number) for number in ask.countries]
    names = [f"{name}={first}..{last}" for name, first, last in spans]
    seen = [span for span in spans if touch(span, ask.first, ask.last)]
    if ask.first > ask.coverage[-1][1] or not seen:
        with pytest.raises(mali_cli.MaliCliError, match=r"nothing from|no phase lies in|s nothing"):
            mali_cli.periods(data=path, phase=names, peak_by=peak_by, **options)
        return
    try:
        events.select(ask)
    except LookupError:
        with pytest.raises(mali_cli.MaliCliError, match=r"(?s)--.* matche?s? nothing"):
            mali_cli.periods(data=path, phase=names, peak_by=peak_by, **options)
        return
    result = mali_cli.periods(data=path, phase=names, peak_by=peak_by, **options)
    check_phases(result, events, ask, seen, peak_by)
