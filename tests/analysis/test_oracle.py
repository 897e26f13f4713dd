"""Every figure that is shown equals an independent computation in SQL over the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

import mali_cli
from tests.analysis import asks, oracle
from tests.analysis.asks import DAY, Phases, Question, Window

WHOLE = {"deaths", "low", "high", "straddling", "peak_deaths"}
BOUNDS = {"at_least", "at_most", "low_at_least", "high_at_most"}
"""Figures that are whole under every rule."""
YEARLY: dict[str, Any] = {"dataset": "country-year@25.1"}
"""Who names the data set and the rule gets yearly figures for parts of years, with their bounds."""
PHASES = asks.ranges() | asks.close_ranges() | asks.cuts() | asks.missions()
ROUNDING = 1e-9


@given(
    PHASES,
    asks.windows(),
    asks.questions(("type", "country", "perpetrator"), ("one-sided",), asks.RULES, must_name=True),
)
def test_periods_equal_sql_over_the_same_figures(
    phases: Phases, window: Window, question: Question
) -> None:
    spans = asks.seen_spans(phases, window)
    options = question.options | phases.options | window.options | YEARLY
    if not spans:
        event("no phase in the window")
        with pytest.raises(mali_cli.MaliCliError, match="no phase lies in"):
            mali_cli.periods(**options)
        return
    event(f"rule {question.ask.rule}")
    result = mali_cli.periods(**options)
    total = oracle.distinct_total(question.ask, spans)
    expected = [
        row | {"share": row["deaths"] / total if total and row["deaths"] is not None else None}
        for row in oracle.phase_rows(question.ask, spans)
    ]
    for row in expected:
        span = spans[row.pop("n")]
        first, last = span.seen or (span.first, span.last)
        del row["lo"], row["hi"]
        row |= {"phase": span.name, "start": first, "end": last}
    _same_rows(_named(result), expected, question.ask.rule)
    _check_ranges(result)
    _same(result.extras["distinct_total"], total, "distinct_total", question.ask.rule)


@given(
    asks.windows(),
    asks.questions(
        ("type", "country", "perpetrator", "region", "year"),
        asks.TYPES,
        ("start", "end", "split", "drop"),
        must_name=False,
    ),
    st.booleans(),
)
def test_totals_equal_sql_over_the_same_figures(
    window: Window, question: Question, fill: bool
) -> None:
    result = mali_cli.totals(**question.options, **window.options, **YEARLY, fill=fill)
    expected = oracle.total_rows(question.ask, window.first, window.last)
    value = question.ask.measure
    estimates = ["low", "high"] if value == "deaths" else []
    names = [value, "at_least", "at_most", *estimates]
    assert list(result.frame.columns) == [*question.ask.columns, *names]
    _same_rows(_named(result), expected, question.ask.rule)
    assert (result.empty is None) == bool(expected)


@given(
    asks.windows(),
    asks.questions((), ("one-sided",), ("start", "end", "split", "drop"), must_name=True),
)
def test_charts_draw_the_yearly_totals_of_sql(window: Window, question: Question) -> None:
    options = {name: value for name, value in question.options.items() if name != "by"}
    result = mali_cli.chart(**options, **window.options, **YEARLY)
    columns = ("year", *question.ask.columns)
    ask = oracle.Ask(
        *(question.ask.countries, question.ask.types, question.ask.value, question.ask.rule),
        *(columns, question.ask.named),
    )
    expected = oracle.total_rows(ask, window.first, window.last)
    _same_rows(_named(result), expected, ask.rule)


@given(asks.cuts(), asks.questions((), ("one-sided",), asks.RULES, must_name=True))
def test_phases_that_partition_the_coverage_keep_the_total(
    phases: Phases, question: Question
) -> None:
    """start, end and split keep it; both never lies below it, drop never above."""
    options = question.options | {"type": ["all"]}
    whole = mali_cli.totals(**options | {"straddle": "start"}).frame[question.ask.measure].item()
    result = mali_cli.periods(**options, **phases.options)
    added = result.frame[question.ask.measure].sum()
    match question.ask.rule:
        case "start" | "end":
            assert added == result.extras["distinct_total"] == whole
        case "split":
            assert result.extras["distinct_total"] == whole
            assert added == pytest.approx(whole, abs=0.05 * result.frame.height + ROUNDING)
        case "both":
            assert added >= whole == result.extras["distinct_total"]
        case "drop":
            assert added == result.extras["distinct_total"] <= whole


@given(asks.close_ranges(), st.integers(1, 300))
def test_phases_that_share_a_day_are_refused_unless_allowed(phases: Phases, back: int) -> None:
    name, first, last = phases.spans[-1]
    assert first
    assert last
    more = [*phases.options["phase"], f"more={last}..{last + back * DAY}"]
    with pytest.raises(mali_cli.MaliCliError, match=f"'{name}' and 'more' overlap in {last}"):
        mali_cli.periods(country="Mali", phase=more)
    assert mali_cli.periods(country="Mali", phase=more, allow_overlap=True).frame.height == len(
        more
    )


def _named(result: mali_cli.Result) -> list[dict[str, Any]]:
    """Return the rows with what is counted called deaths, and low and high where there are none."""
    rows = []
    for row in result.frame.to_dicts():
        named = {name.replace(result.value, "deaths"): value for name, value in row.items()}
        blank = ("low", "high", *(("low_at_least", "high_at_most") if "phase" in row else ()))
        rows.append(dict.fromkeys(blank) | named)
    return rows


def _check_ranges(result: mali_cli.Result) -> None:
    """Every rule's figure, rate, share and ratio lies in its range; equal where nothing is cut."""
    for row in _named(result):
        pairs = [("deaths", ""), ("per_year", "per_year_"), ("ratio_to_previous", "ratio_")]
        for name, prefix in pairs:
            least, most = row[f"{prefix}at_least"], row[f"{prefix}at_most"]
            if row[name] is None:
                continue
            assert least is None or row[name] >= least - 0.0501, name
            assert most is None or row[name] <= most + 0.0501, name
        if row["at_least"] == row["at_most"] and row["deaths"] is not None:
            assert row["deaths"] == row["at_least"]


def _same_rows(
    shown: Sequence[dict[str, Any]], expected: Sequence[dict[str, Any]], rule: str
) -> None:
    assert len(shown) == len(expected)
    for row, wanted in zip(shown, expected, strict=True):
        assert set(row) == set(wanted)
        for name, value in row.items():
            _same(value, wanted[name], f"{name} of {wanted}", rule)


def _same(value: Any, wanted: Any, what: str, rule: str) -> None:
    """Compare as shown: deaths whole, or to a tenth under split; rates and shares to 1/10,000."""
    if not isinstance(wanted, (int, float)) or value is None:
        assert value == wanted, what
        return
    name = what.split()[0]
    if name in BOUNDS or (rule != "split" and name in {*WHOLE, "distinct_total"}):
        assert isinstance(value, int), what
        assert value == wanted, what
        return
    tenth = name in {*WHOLE, "distinct_total"}
    assert value == pytest.approx(wanted, rel=0, abs=(0.05 if tenth else 0.00005) + ROUNDING), what
