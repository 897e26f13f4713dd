"""Every row of an answer beside what DuckDB found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from mali_cli.model.result import Result

from .oracle import NAMED, Ask, Events, Key, clipped, days_of, years_of

A_YEAR = 365
SUMS = ("deaths", "low", "high", "events")
BOUNDS = ("at_least", "at_most")
OUTER = ("low_at_least", "high_at_most")
BLANKS = ("deaths", *BOUNDS, "straddling", "per_year", "share")
REMOVED = re.compile(
    r"(--[\w-]+)(?: matched .*;)? removed ([\d,]+) events? \(([\d,]+) deaths?\)"
    r"(?:, of them ([\d,]+) events? \(([\d,]+) deaths?\) without that detail)?\.",
    re.DOTALL,
)
Phases = Sequence[tuple[str, date, date]]


def check_rows(
    result: Result, events: Events, ask: Ask, expected: Mapping[Key, tuple[Any, ...]]
) -> None:
    """Compare the rows of totals by their keys; under split as shown, to one decimal.

    A row may be left out or blank where nothing is expected, if the answer says why; so may a zero
    of days on some of which the state did not exist.
    """
    counted = {ask.value} - {"best", "low", "high"}
    gone = {"deaths", "low", "high"} if counted else set()
    assert set(result.frame.columns) == {*ask.columns, *ask.sums, *counted, *BOUNDS} - gone
    _check_names(result.frame, events)
    rows = as_deaths(result.frame.rows(named=True), result.value)
    shown = {tuple(row[name] for name in ask.keys): row for row in rows}
    assert len(shown) == len(rows), "a group has one row"
    blank = {key for key, row in shown.items() if row["deaths"] is None}
    known = {key for key, row in shown.items() if row["events"]}
    optional = events.zeros(ask)[1] - known
    edges = {} if ask.unit else events.bounds(ask)
    uncounted = edges.keys() - expected.keys()
    assert set(shown) - blank - optional - uncounted == set(expected) - optional
    assert all(shown[key]["deaths"] in (0, None) for key in uncounted), "no zero where none lived"
    assert shown.keys() - blank or result.empty or result.notes
    for key, ours in shown.items():
        nothing = None if ask.unit or ours["deaths"] is None else 0
        assert tuple(ours[name] for name in BOUNDS) == edges.get(key, (nothing, nothing)), ours
    slack = _slack(ask)
    for key, row in expected.items():
        for name, wanted in zip(ask.sums, row, strict=True):
            figure = shown[key].get(name)
            assert (figure is None) == (wanted is None), (name, shown[key], row)
            if wanted is not None:
                assert figure == pytest.approx(wanted, abs=slack), (name, shown[key], row)


def check_phases(
    result: Result, events: Events, ask: Ask, seen: Phases, peak_by: str, *, bounded: bool = False
) -> None:
    """Compare the rows of periods: sums, length, rate, share, what straddles, and peaks.

    A phase that is covered in part has no rate. What comes before and after a mission by `--window`
    (`bounded`) may end where the data begin or end, if that leaves it a year.
    """
    spans = [(first, last) for _, first, last in seen]
    expected, total = events.phases(ask, spans, peak_by), events.distinct(ask, spans)
    _check_names(result.frame, events)
    rows = as_deaths(result.frame.rows(named=True), result.value)
    shown = {(*(row[name] for name in ask.keys), row["phase"]): row for row in rows}
    units = events.units(ask)
    assert set(shown) == {(*unit, name) for unit in units for name, _, _ in seen}
    assert len(shown) == result.frame.height
    lived = {number: events.alive(ask, number) for number in (None, *ask.countries)}
    if result.extras["distinct_total"] is None:
        assert not total
        assert result.frame[result.value].is_null().all()
    elif days_of([piece for span in spans for piece in clipped(lived[None], span)]):
        assert result.extras["distinct_total"] == pytest.approx(total, abs=_slack(ask))
    for unit in units:
        state = dict(zip(ask.keys, unit, strict=True)).get("country_id")
        for n, (name, *span) in enumerate(seen):
            row, wanted = shown[*unit, name], expected.get((*unit, n))
            phase = (span[0], span[1])
            days = clipped(lived[state], phase)
            partly = days_of(days) < days_of(clipped(ask.watched, phase))
            if not wanted and row["deaths"] is None and partly:
                days = []  # a zero of days on some of which the state did not exist may be blank
            years = years_of(days)
            pieces = clipped(ask.watched, phase)
            whole = bool(events.whole(ask, pieces, peak_by))
            _check_sums(row, wanted, ask, years, total, whole=whole)
            if row["deaths"] is not None:
                due = (max(phase[0], ask.first), min(phase[1], ask.last))
                cut = clipped([due], (ask.coverage[0][0], ask.coverage[-1][1]))
                if bounded and name != "during" and days_of(cut) >= A_YEAR:
                    (due,) = cut
                sums = wanted or {}
                for name, bound in (("deaths", ""), *((bound, f"_{bound}") for bound in BOUNDS)):
                    rate, amount = row[f"per_year{bound}"], float(sums.get(name) or 0)
                    _check_rate(rate, amount, years if ask.covers(due) else 0)
                if not (years and ask.covers(due)):
                    assert row["ratio_to_previous"] is row["ratio_at_most"] is None


def _check_sums(
    row: Mapping[str, Any],
    wanted: Mapping[str, Any] | None,
    ask: Ask,
    years: float,
    total: float,
    *,
    whole: bool,
) -> None:
    """Compare one row; `wanted` is None where no event touches it.

    `whole` tells whether a unit of which there may be a peak lies wholly in it.
    """
    assert row["years"] == pytest.approx(years, abs=6e-5)
    if not wanted and not years:
        assert [row[name] for name in BLANKS] == [None] * len(BLANKS), "blank, and no zero"
        return
    sums = wanted or {}
    estimated = ask.value in ("best", "low", "high")
    for column in (*(SUMS if estimated else ("deaths", "events")), "straddling"):
        wanted_sum = float(sums.get(column) or 0)
        assert row[column] == pytest.approx(wanted_sum, abs=_slack(ask)), (column, row)
    for column in (*BOUNDS, *(OUTER if estimated else ())):
        assert row[column] == (sums.get(column) or 0), (column, row)
    assert estimated or not {"low", "high", *OUTER} & set(row)
    if total:
        assert row["share"] == pytest.approx(float(sums.get("deaths") or 0) / total, abs=6e-5)
    if ask.rule in ("start", "end"):
        most = int(sums.get("peak_deaths") or 0) if whole else None
        assert (row["peak"], row["peak_deaths"]) == (sums.get("peak"), most)


def _check_rate(rate: float | None, deaths: float, years: float) -> None:
    """Deaths over the length of the phase; no rate where there are no days for it."""
    if not years:
        assert rate is None
    else:
        assert rate == pytest.approx(deaths / years, abs=6e-5)


def as_deaths(rows: Iterable[Mapping[str, Any]], value: str) -> list[dict[str, Any]]:
    """Return rows with what is counted called deaths too, whatever it is."""
    return [
        row | {n.removesuffix(value) + "deaths": row[n] for n in row if n.split("_")[-1] == value}
        for row in map(dict, rows)
    ]


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


def touch(span: tuple[str, date, date], first: date, last: date) -> bool:
    """Return whether a phase has a day in a window."""
    return span[1] <= last and span[2] >= first


def _check_names(frame: pl.DataFrame, events: Events) -> None:
    """Each id has a name that it has in the file, without a blank at its end."""
    for group in set(NAMED) & set(frame.columns):
        names = events.names(group)
        for number, name in frame.select(f"{group}_id", group).iter_rows():
            assert name in names[number]


def _slack(ask: Ask) -> float:
    return 0.05 + 1e-9 if ask.rule == "split" else 0
