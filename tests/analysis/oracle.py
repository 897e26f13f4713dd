"""What must come out, computed from the definitions by DuckDB over the same figures.

An observation is a country-year: its figure, over the days of that year. Everything else follows
from the rules of the design, written here as SQL and in no way taken from the package.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

FIRST_DAY, LAST_DAY = date(1989, 1, 1), date(2024, 12, 31)
FIGURES = str(files("mali_cli.facts").joinpath("data", "sahel_country_year_25_1.csv"))
GROUP_COLUMNS = {
    "type": ("type_of_violence",),
    "country": ("country_id", "country"),
    "perpetrator": ("perpetrator",),
    "region": ("region",),
    "year": ("year",),
}
ORDER = {
    "type_of_violence": "list_position(['state-based', 'non-state', 'one-sided'], {0})",
    "perpetrator": "list_position(['government', 'non-state'], {0})",
}


@dataclass(frozen=True)
class Ask:
    """What is asked of both: countries by number, types, and what is added up.

    Where each country is `named` by itself, rows keep the order of the names.
    """

    countries: tuple[int, ...]
    types: tuple[str, ...]
    value: str
    rule: str
    columns: tuple[str, ...]
    named: bool = False

    @property
    def measure(self) -> str:
        """What is counted, as `--measure` takes it."""
        return "civilians" if self.value == "civilians" else "deaths"

    @property
    def table(self) -> str:
        return "by_perpetrator" if "perpetrator" in self.columns else "by_type"

    @property
    def rows(self) -> str:
        """The observations that are looked at."""
        numbers = ", ".join(map(str, self.countries))
        types = ", ".join(f"'{name}'" for name in self.types)
        return (
            f"(SELECT *, {self.value} AS amount FROM {self.table} "
            f"WHERE country_id IN ({numbers}) AND type_of_violence IN ({types}))"
        )

    @property
    def bounds(self) -> tuple[str, str]:
        """Low and high exist for deaths only."""
        return ("NULL", "NULL") if self.value == "civilians" else ("low", "high")

    @property
    def order(self) -> list[str]:
        names = [name for name in self.columns if name != "country_id"]
        known = dict(ORDER)
        if self.named:
            known["country"] = f"list_position({list(self.countries)}, country_id)"
        return [known.get(name, "{0}").format(name) for name in names]


@dataclass(frozen=True)
class Span:
    """A phase as the oracle sees it; `seen` are its days that are both covered and asked for.

    A `partial` one has days that are not covered, so that it has no rate.
    """

    name: str
    first: date | None
    last: date | None
    seen: tuple[date, date] | None
    partial: bool = False


@cache
def database() -> duckdb.DuckDBPyConnection:
    """Load the figures once."""
    db = duckdb.connect()
    db.execute(f"CREATE TABLE figures AS FROM read_csv('{FIGURES}')")
    days = "make_date(year, 1, 1) AS s, make_date(year, 12, 31) AS e, 'Africa' AS region"
    db.execute(
        f"CREATE TABLE by_type AS SELECT country_id, country, year, type_of_violence, {days}, "
        "best, low, high, civilians FROM figures"
    )
    parts = " UNION ALL ".join(
        f"SELECT country_id, country, year, type_of_violence, {days}, '{name}' AS perpetrator, "
        f"{prefix}_best AS best, {prefix}_low AS low, {prefix}_high AS high "
        "FROM figures WHERE type_of_violence = 'one-sided'"
        for name, prefix in (("government", "government"), ("non-state", "nonstate"))
    )
    db.execute(f"CREATE TABLE by_perpetrator AS {parts}")
    return db


def counts(rule: str) -> str:
    """The condition under which a rule counts an observation s..e in a span lo..hi."""
    return {
        "both": "s <= hi AND e >= lo",
        "start": "lo <= s AND s <= hi",
        "end": "lo <= e AND e <= hi",
        "split": "s <= hi AND e >= lo",
        "drop": "lo <= s AND e <= hi",
    }[rule]


def weight(rule: str) -> str:
    """The part of a counted observation that falls to a span."""
    if rule != "split":
        return "1.0::DOUBLE"
    return "(least(e, hi) - greatest(s, lo) + 1)::DOUBLE / (e - s + 1)"


def query(sql: str) -> list[dict[str, Any]]:
    """Run SQL and return its rows by column."""
    cursor = database().execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def phase_rows(ask: Ask, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """The rows of `periods`, not rounded, in their order: groups, then phases."""
    groups = list(ask.columns)
    keys = ", ".join([*groups, "n"])
    low, high = ask.bounds
    spans_sql = _values(spans)
    grid = f"(SELECT DISTINCT {', '.join(groups)} FROM {ask.rows}), " if groups else ""
    ratio_over = f"OVER ({'PARTITION BY ' + ', '.join(groups) if groups else ''} ORDER BY n)"
    decimals = 1 if ask.rule == "split" else 0
    self_key = ", perpetrator" if ask.table == "by_perpetrator" else ""
    return query(
        f"""
        WITH spans AS ({spans_sql}),
        hits AS (
            SELECT *, {weight(ask.rule)} AS w, s < lo OR e > hi AS crosses
            FROM {ask.rows} JOIN spans ON {counts(ask.rule)}
        ),
        sums AS (
            SELECT {keys}, sum(amount * w) AS deaths, sum({low} * w) AS low,
                sum({high} * w) AS high,
                coalesce(sum(amount * w) FILTER (crosses), 0) AS straddling
            FROM hits GROUP BY {keys}
        ),
        days AS (
            SELECT n, unnest(generate_series(lo, hi, INTERVAL 1 DAY))::DATE AS day
            FROM spans WHERE lo IS NOT NULL
        ),
        lengths AS (
            SELECT n, sum(1 / dayofyear(make_date(year(day), 12, 31))::DOUBLE) AS years
            FROM days GROUP BY n
        ),
        touched AS (
            SELECT *, s < lo OR e > hi AS crosses,
                EXISTS (FROM spans o WHERE o.n <> h.n AND h.s <= o.hi AND h.e >= o.lo) AS shared,
                NOT EXISTS (
                    FROM generate_series(h.s, h.e, INTERVAL 1 DAY) one(day)
                    WHERE one.day NOT IN (SELECT day FROM days)
                ) AS within
            FROM (FROM {ask.rows} JOIN spans ON s <= hi AND e >= lo) h
        ),
        edges AS (
            SELECT {keys},
                coalesce(sum(amount) FILTER (NOT crosses), 0) AS at_least,
                sum(amount) AS at_most,
                CASE WHEN count({low}) > 0
                    THEN coalesce(sum({low}) FILTER (NOT crosses), 0) END AS low_at_least,
                sum({high}) AS high_at_most,
                coalesce(sum(amount) FILTER (crosses AND NOT shared), 0) AS alone_cut,
                coalesce(sum(amount) FILTER (within), 0) AS inside_all
            FROM touched GROUP BY {keys}
        ),
        every AS (
            SELECT sum(amount) FILTER (within) AS least, sum(amount) AS most
            FROM (
                SELECT DISTINCT ON (country_id, type_of_violence, year{self_key}) amount, within
                FROM touched
            )
        ),
        by_year AS (
            SELECT {keys}, year, round(sum(amount * w), {decimals}) AS d
            FROM hits WHERE NOT crosses GROUP BY {keys}, year
        ),
        tops AS (SELECT {keys}, max(d) AS d FROM by_year GROUP BY {keys}),
        peaks AS (
            SELECT {keys}, d AS peak_deaths,
                CASE WHEN d > 0 THEN string_agg(year::VARCHAR, ';' ORDER BY year) END AS peak
            FROM by_year JOIN tops USING ({keys}, d) GROUP BY {keys}, d
        ),
        rates AS (
            SELECT * EXCLUDE (part), CASE WHEN NOT part THEN deaths / years END AS per_year,
                CASE WHEN NOT part THEN at_least / years END AS per_year_at_least,
                CASE WHEN NOT part THEN at_most / years END AS per_year_at_most
            FROM (FROM {grid} spans) LEFT JOIN sums USING ({keys})
            LEFT JOIN edges USING ({keys})
            LEFT JOIN lengths USING (n) LEFT JOIN peaks USING ({keys})
        )
        SELECT * EXCLUDE (least, most, alone_cut, inside_all)
                REPLACE (coalesce(years, 0) AS years),
            CASE WHEN lag(per_year) {ratio_over} > 0
                THEN per_year / lag(per_year) {ratio_over} END AS ratio_to_previous,
            CASE WHEN lag(per_year_at_most) {ratio_over} > 0
                THEN per_year_at_least / lag(per_year_at_most) {ratio_over} END AS ratio_at_least,
            CASE WHEN lag(per_year_at_least) {ratio_over} > 0
                THEN per_year_at_most / lag(per_year_at_least) {ratio_over} END AS ratio_at_most,
            at_least / nullif(at_least + most - at_least - alone_cut, 0) AS share_at_least,
            at_most / nullif(at_most + coalesce(least, 0) - inside_all, 0) AS share_at_most
        FROM rates, every ORDER BY {", ".join([*ask.order, "n"])}
        """
    )


def distinct_total(ask: Ask, spans: Sequence[Span]) -> float | None:
    """Each observation that counts in any span, once; under `split` the part that is in any.

    None where no observation counts: blank, not zero.
    """
    if ask.rule == "split":
        sql = f"""
            WITH spans AS ({_values(spans)}),
            days AS (
                SELECT DISTINCT unnest(generate_series(lo, hi, INTERVAL 1 DAY))::DATE AS day
                FROM spans WHERE lo IS NOT NULL
            ),
            years AS (SELECT year(day) AS year, count(*) AS days FROM days GROUP BY ALL)
            SELECT sum(amount * days::DOUBLE / (e - s + 1)) AS total
            FROM {ask.rows} JOIN years USING (year)
        """
    else:
        sql = f"""
            WITH spans AS ({_values(spans)})
            SELECT sum(amount) AS total FROM {ask.rows}
            WHERE EXISTS (FROM spans WHERE {counts(ask.rule)})
        """
    total = query(sql)[0]["total"]
    return None if total is None else float(total)


def total_rows(ask: Ask, first: date, last: date) -> list[dict[str, Any]]:
    """The rows of `totals`, not rounded, in their order.

    A row that the rule counts nothing in is there where something touches the window.
    """
    low, high = ask.bounds
    window = (max(first, FIRST_DAY), min(last, LAST_DAY))
    groups = ", ".join(ask.columns)
    return query(
        f"""
        SELECT {groups + "," if groups else ""} sum(amount * w) AS deaths,
            coalesce(sum(amount) FILTER (s >= lo AND e <= hi), 0) AS at_least,
            sum(amount) AS at_most,
            sum({low} * w) AS low, sum({high} * w) AS high
        FROM (
            SELECT *, CASE WHEN {counts(ask.rule)} THEN {weight(ask.rule)} END AS w
            FROM {ask.rows}, (SELECT DATE '{window[0]}' AS lo, DATE '{window[1]}' AS hi)
            WHERE s <= hi AND e >= lo
        )
        {"GROUP BY " + groups if groups else "HAVING count(*) > 0"}
        {"ORDER BY " + ", ".join(ask.order) if groups else ""}
        """
    )


def month_after(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day, as DuckDB reckons."""
    row = database().execute(f"SELECT (DATE '{day}' + to_months({months}))::DATE").fetchone()
    assert row
    result: date = row[0]
    return result


def last_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _values(spans: Sequence[Span]) -> str:
    rows = []
    for n, span in enumerate(spans):
        lo, hi = (f"DATE '{day}'" for day in span.seen) if span.seen else ("NULL", "NULL")
        rows.append(f"({n}, {lo}, {hi}, {span.partial})")
    columns = "n, lo::DATE AS lo, hi::DATE AS hi, part"
    return f"SELECT {columns} FROM (VALUES {', '.join(rows)}) v(n, lo, hi, part)"
