"""Phases of random events, by day, against DuckDB over the same file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from tests.layouts.made_up import Row
from tests.observations.asks import is_partial, questions
from tests.observations.made_events import BORN, DAY, EXAMPLES, tables, written
from tests.observations.oracle import COUNTS, Events

RULES = ("both", "start", "end", "split", "drop")
GROUPS = ("country", "actor", "adm1", "type", "perpetrator")
Spans = list[tuple[str, date, date]]


@st.composite
def phases(draw: st.DrawFn) -> Spans:
    """Draw phases that follow one another, with gaps and single days."""
    day, found = draw(st.dates(date(2009, 6, 1), date(2013, 6, 1))), []
    for n in range(draw(st.integers(1, 4))):
        last = day + draw(st.integers(0, 700)) * DAY
        found.append((f"p{n}", day, last))
        day = last + draw(st.sampled_from((1, 1, 2, 90))) * DAY
    return found


@settings(max_examples=EXAMPLES)
@given(data=st.data(), rows=tables(), spans=phases(), peak_by=st.sampled_from(("year", "month")))
def test_phases_of_random_events_equal_duckdb(
    data: st.DataObject, rows: list[Row], spans: Spans, peak_by: str
) -> None:
    path = written(rows)
    events = Events(path)
    question = data.draw(
        questions(
            events,
            groups=GROUPS,
            units=(),
            rules=RULES,
            default_types=("one-sided",),
            filtered=False,
        )
    )
    ask, options = question.ask, question.options
    options["country"] = options["country"] or [str(number) for number in ask.countries]
    names = [f"{name}={first}..{last}" for name, first, last in spans]
    if ask.first > ask.coverage[1] or not any(_touch(span, ask.first, ask.last) for span in spans):
        with pytest.raises(mali_cli.MaliCliError, match=r"nothing from|no phase lies in"):
            mali_cli.periods(data=path, phase=names, peak_by=peak_by, **options)
        return
    result = mali_cli.periods(data=path, phase=names, peak_by=peak_by, **options)
    seen = [span for span in spans if _touch(span, ask.first, ask.last)]
    window = events.window(ask)
    selected = events.select(ask)
    rows_of = events.by_actor(selected) if "actor" in ask.groups else selected
    units = events.db.execute(
        f"SELECT DISTINCT {', '.join(ask.columns)} FROM {rows_of}" if ask.columns else "SELECT 1"
    ).fetchall()
    units = units if ask.columns else [()]
    width = len(ask.columns)
    shown = {row[: width + 1]: row for row in result.frame.iter_rows()}
    assert len(shown) == result.frame.height == len(units) * len(seen)
    covered = [_clip(span, window) for span in seen]
    total = _distinct(events, selected, [c for c in covered if c], ask.rule)
    slack = 0.05 + 1e-9 if ask.rule == "split" else 0
    if any(covered):
        assert result.extras["distinct_total"] == pytest.approx(total, abs=slack)
    else:
        assert result.extras["distinct_total"] is None
    for unit in units:
        for (name, first, last), cover in zip(seen, covered, strict=True):
            row = dict(zip(result.frame.columns, shown[(*unit, name)], strict=True))
            mine = dict(zip(ask.columns, unit, strict=True))
            lived = cover
            if "country" in ask.groups and mine["country_id"] == 626 and cover:
                lived = _clip((name, *cover), (BORN, date.max))
            days = (lived[1] - lived[0]).days + 1 if lived else 0
            if is_partial(ask, first, last):
                assert row["per_year"] is row["ratio_to_previous"] is None
            elif days:
                assert row["per_year"] == pytest.approx(row["deaths"] / (days / 365.25), rel=0.02)
            _check(row, events, rows_of, mine, cover, days, ask, peak_by, total)


def _check(
    row: dict[str, Any],
    events: Events,
    rows: str,
    unit: dict[str, Any],
    cover: tuple[date, date] | None,
    days: int,
    ask: Any,
    peak_by: str,
    total: float,
) -> None:
    assert row["years"] == pytest.approx(days / 365.25, abs=6e-5)
    if cover is None or row["deaths"] is None:
        assert days == 0
        assert row["deaths"] is row["events"] is row["straddling"] is row["per_year"] is None
        return
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in unit)
    low, high = ("low", "high") if ask.value in ("best", "low", "high") else ("NULL", "NULL")
    lo, hi = cover
    hits = (
        f"(SELECT * REPLACE (DATE '{lo}' AS lo, DATE '{hi}' AS hi) FROM {rows} "
        f"WHERE {same or 'true'})"
    )
    weight = "1"
    if ask.rule == "split":
        weight = "(least(e, hi) - greatest(s, lo) + 1)::DOUBLE / (e - s + 1)"
    found = events.db.execute(
        f"SELECT {', '.join(f'coalesce(sum({x} * {weight}), 0)' for x in ('amount', '1'))}, "
        f"sum({low} * {weight}), sum({high} * {weight}), "
        f"coalesce(sum(amount * {weight}) FILTER (s < lo OR e > hi), 0) "
        f"FROM {hits} WHERE {COUNTS[ask.rule]}",
        list(unit.values()),
    ).fetchone()
    assert found
    slack = 0.05 + 1e-9 if ask.rule == "split" else 0
    deaths, number, lows, highs, straddling = found
    near = {"deaths": deaths, "events": number, "straddling": straddling}
    if low != "NULL":
        near |= {"low": lows or 0, "high": highs or 0}
    else:
        assert row["low"] is row["high"] is None
    for name, wanted in near.items():
        assert row[name] == pytest.approx(float(wanted), abs=slack), (name, row)
    if days and row["per_year"] is not None:
        assert row["per_year"] == pytest.approx(float(deaths) / (days / 365.25), abs=6e-5)
    if total:
        assert row["share"] == pytest.approx(float(deaths) / total, abs=6e-5)
    if ask.rule in ("start", "end"):
        day = ask.rule[0]
        shape = "%Y" if peak_by == "year" else "%Y-%m"
        peak = events.db.execute(
            f"WITH u AS (SELECT strftime({day}, '{shape}') AS u, sum(amount) AS n FROM {hits} "
            f"WHERE {COUNTS[ask.rule]} GROUP BY 1) "
            "SELECT string_agg(u, ';' ORDER BY u), any_value(n) FROM u "
            "WHERE n = (SELECT max(n) FROM u) AND n > 0",
            list(unit.values()),
        ).fetchone()
        assert peak
        assert (row["peak"], row["peak_deaths"]) == (peak[0], peak[1] or 0)


def _touch(span: tuple[str, date, date], first: date, last: date) -> bool:
    return span[1] <= last and span[2] >= first


def _clip(
    span: tuple[str, date, date], window: tuple[date, date] | None
) -> tuple[date, date] | None:
    if window is None or not _touch(span, *window):
        return None
    return max(span[1], window[0]), min(span[2], window[1])


def _distinct(events: Events, rows: str, spans: list[tuple[date, date]], rule: str) -> float:
    """Each event that counts in any span, once; under split the part of its days in any."""
    if not spans:
        return 0.0
    values = ", ".join(f"(DATE '{lo}', DATE '{hi}')" for lo, hi in spans)
    events.db.execute(f"CREATE OR REPLACE TABLE spans AS SELECT * FROM (VALUES {values}) v(lo, hi)")
    plain = f"(SELECT * EXCLUDE (lo, hi) FROM {rows})"
    if rule == "split":
        sql = (
            "SELECT sum(amount * (least(e, hi) - greatest(s, lo) + 1)::DOUBLE / (e - s + 1)) "
            f"FROM {plain} JOIN spans ON {COUNTS['split']}"
        )
    else:
        sql = f"SELECT sum(amount) FROM {plain} WHERE EXISTS (FROM spans WHERE {COUNTS[rule]})"
    return float(events.one(sql) or 0)
