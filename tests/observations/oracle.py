"""What must come out of a file of events, computed by DuckDB from the file itself.

The rules of the design, written as SQL and in no way taken from the package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from .made_events import BORN

KINDS = ("state-based", "non-state", "one-sided")
UNITS = {
    "year": "year(d)::INT",
    "quarter": "year(d) || '-Q' || quarter(d)",
    "month": "strftime(d, '%Y-%m')",
}
COLUMNS = {
    "type": ("type_of_violence",),
    "country": ("country_id", "country"),
    **{name: (name, f"{name}_id") for name in ("actor", "dyad", "conflict")},
    "adm1": ("country", "adm_1"),
    "adm2": ("country", "adm_1", "adm_2"),
    "priogrid": ("priogrid_gid",),
}
COUNTS = {
    "both": "s <= hi AND e >= lo",
    "start": "s BETWEEN lo AND hi",
    "end": "e BETWEEN lo AND hi",
    "split": "s <= hi AND e >= lo",
    "drop": "s >= lo AND e <= hi",
}
PEAKS = {"year": "%Y", "month": "%Y-%m"}


@dataclass(frozen=True)
class Ask:
    """A question as it is meant: what is looked at, filtered, grouped and added up."""

    countries: tuple[int, ...]
    types: tuple[str, ...]
    summed: bool
    first: date
    last: date
    coverage: tuple[date, date]
    rule: str
    value: str
    groups: tuple[str, ...] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)
    fill: bool = False

    @property
    def unit(self) -> str | None:
        return next((name for name in self.groups if name in UNITS), None)

    @property
    def columns(self) -> tuple[str, ...]:
        names = [name for group in self.groups for name in COLUMNS.get(group, (group,))]
        if len(self.countries) == 1 and "country" not in self.groups:
            names = [name for name in names if name != "country"]
        if len(self.types) > 1 and not self.summed:
            names.append("type_of_violence")
        return tuple(dict.fromkeys(names))


class Events:
    """A file of events in DuckDB; `shape` gives another layout the columns of UCDP's own."""

    def __init__(self, path: str, shape: str = "SELECT *") -> None:
        self.db = duckdb.connect()
        numbers = "id country_id best low high priogrid_gid where_prec date_prec side_a_new_id "
        numbers += "side_b_new_id dyad_new_id conflict_new_id"
        casts = ", ".join(f"{name}::BIGINT AS {name}" for name in numbers.split())
        kinds = ", ".join(f"'{kind}'" for kind in KINDS)
        self.db.execute(
            f"""
            CREATE TABLE ev AS SELECT * REPLACE ({casts}, active_year = 'True' AS active_year,
                [{kinds}][type_of_violence::INT] AS type_of_violence,
                latitude::DOUBLE AS latitude, longitude::DOUBLE AS longitude),
                date_start::TIMESTAMP::DATE AS s, date_end::TIMESTAMP::DATE AS e,
                deaths_civilians::BIGINT AS civilians,
                dyad_name AS dyad, dyad_new_id::BIGINT AS dyad_id,
                conflict_name AS conflict, conflict_new_id::BIGINT AS conflict_id,
                CASE WHEN type_of_violence = '3' THEN
                    CASE WHEN gwnoa IS NOT NULL OR starts_with(side_a, 'Government of ')
                    THEN 'government' ELSE 'non-state' END END AS perpetrator
            FROM ({shape} FROM read_csv('{path}', all_varchar = true, header = true, quote = '"',
                escape = '"', delim = ','))
            """
        )

    def rows(self, sql: str) -> list[dict[str, Any]]:
        cursor = self.db.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str) -> Any:
        row = self.db.execute(sql).fetchone()
        return row[0] if row else None

    def countries(self) -> tuple[int, ...]:
        return tuple(
            r["country_id"] for r in self.rows("SELECT DISTINCT country_id FROM ev ORDER BY 1")
        )

    def assumed(self) -> tuple[date, date]:
        """The years from the first to the last event."""
        row = self.rows("SELECT min(year(s)) AS a, max(year(e)) AS b FROM ev")[0]
        return date(row["a"], 1, 1), date(row["b"], 12, 31)

    def window(self, ask: Ask) -> tuple[date, date] | None:
        """The days looked at: asked for, covered, and not before South Sudan was born."""
        lo, hi = ask.coverage
        if ask.countries == (626,):
            earliest = self.one(f"SELECT min(s) FROM ev WHERE {_looked(ask)}")
            born = min(BORN, earliest or BORN)
            lo = max(lo, born) if born <= hi else lo
        lo, hi = max(lo, ask.first), min(hi, ask.last)
        return (lo, hi) if lo <= hi else None

    def select(self, ask: Ask) -> str:
        """The events that are looked at and fulfil the filters, with amount, lo and hi."""
        lo, hi = self.window(ask) or (date(1, 1, 1), date(1, 1, 1))
        base = (
            f"(SELECT *, {'1' if ask.value == 'events' else ask.value} AS amount, "
            f"DATE '{lo}' AS lo, DATE '{hi}' AS hi FROM ev "
            f"WHERE {_looked(ask)} AND s <= DATE '{hi}' AND e >= DATE '{lo}')"
        )
        tests = [test for _, test, _ in self.tests(ask, base)]
        return f"(SELECT * FROM {base} WHERE {' AND '.join(tests) or 'true'})"

    def tests(self, ask: Ask, base: str) -> list[tuple[str, str, str]]:
        """Each filter: its option, its condition, and when an event lacks what it asks for."""
        made = []
        wanted = ask.filters
        if "actor" in wanted:
            sides = [f"side_{wanted['side']}"] if "side" in wanted else ["side_a", "side_b"]
            numbers = ", ".join(map(str, self._actors(base, sides, wanted["actor"])))
            test = " OR ".join(f"{side}_new_id IN ({numbers})" for side in sides)
            made.append(("actor", f"coalesce({test}, false)", _null(sides)))
        for option, column, number in (
            ("adm1", "adm_1", None),
            ("adm2", "adm_2", None),
            ("dyad", "dyad", "dyad_new_id"),
            ("conflict", "conflict", "conflict_new_id"),
        ):
            if option in wanted:
                test = _named(column, number, wanted[option])
                made.append((option, f"coalesce({test}, false)", _null([column])))
        if "place" in wanted:
            both = ["where_coordinates", "where_description"]
            word = wanted["place"].lower()
            test = " OR ".join(
                f"coalesce(contains(lower(strip_accents({name})), '{word}'), false)"
                for name in both
            )
            made.append(("place", f"({test})", _null(both)))
        if "near" in wanted:
            made.append(("near", _near(*wanted["near"]), "(latitude IS NULL OR longitude IS NULL)"))
        if wanted.get("active_only"):
            made.append(("active-only", "active_year", "false"))
        for option in ("where_prec", "date_prec"):
            if option in wanted:
                test = f"coalesce({option} <= {wanted[option]}, false)"
                made.append((option.replace("_", "-"), test, _null([option])))
        for option, test, _ in made:
            named = option not in ("near", "active-only", "where-prec", "date-prec")
            if named and not self.one(f"SELECT count(*) FROM {base} WHERE {test}"):
                raise LookupError(option)
        return made

    def _actors(self, base: str, sides: Sequence[str], word: str) -> list[int]:
        """The ids of a name, as a whole or between commas, else of the names that hold a text."""
        known = " UNION ".join(
            f"SELECT unnest(string_split({side}, ', ') || [{side}]) AS name, "
            f"{side}_new_id AS number FROM {base}"
            for side in sides
        )
        tests = (f"lower(name) = '{word.lower()}'", f"contains(lower(name), '{word.lower()}')")
        for test in (f"number = {word}",) if word.isdigit() else tests:
            found = self.rows(f"SELECT DISTINCT number FROM ({known}) WHERE {test}")
            if found:
                return [row["number"] for row in found]
        raise LookupError("actor")

    def removed(self, ask: Ask) -> list[tuple[str, int, int, int, int]]:
        """What each filter takes away of the events that the rule counts in the window."""
        base = self.select(Ask(**{**vars(ask), "filters": {}}))
        found, kept = [], COUNTS[ask.rule]
        for option, test, blank in self.tests(ask, base):
            gone = f"({kept}) AND NOT ({test})"
            row = self.rows(
                f"SELECT count(*) AS n, coalesce(sum(best), 0)::BIGINT AS d, "
                f"count(*) FILTER ({blank}) AS bn, "
                f"coalesce(sum(best) FILTER ({blank}), 0)::BIGINT AS bd FROM {base} WHERE {gone}"
            )[0]
            found.append((f"--{option}", row["n"], row["d"], row["bn"], row["bd"]))
            kept = f"({kept}) AND ({test})"
        return found

    def totals(self, ask: Ask) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        """The rows of `totals` by their groups: deaths, low, high, events, not rounded."""
        window, selected = self.window(ask), self.select(ask)
        if window is None:
            return {}
        rows = self.by_actor(selected) if "actor" in ask.groups else selected
        dated = _dated(rows, ask)
        keys = [UNITS[name] if name == ask.unit else name for name in ask.columns]
        low, high = ("low", "high") if ask.value in ("best", "low", "high") else ("NULL", "NULL")
        sums = ", ".join(f"sum({name} * w)" for name in ("amount", low, high, "1"))
        grouping = f"GROUP BY {', '.join(keys)}" if keys else ""
        found = self.db.execute(
            f"SELECT {', '.join([*keys, sums])} FROM {dated} {grouping}"
        ).fetchall()
        width = len(keys)
        sized = {row[:width]: tuple(_float(x) for x in row[width:]) for row in found}
        zero = (0.0, None, None, 0.0) if low == "NULL" else (0.0,) * 4
        if not keys:
            return {(): zero if sized[()][3] is None else sized[()]}
        if ask.fill or set(ask.columns) <= {*UNITS, "type_of_violence"}:
            return dict.fromkeys(self._grid(ask, rows, window), zero) | sized
        return sized

    def phases(
        self, ask: Ask, spans: Sequence[tuple[date, date] | None], peak_by: str
    ) -> dict[tuple[Any, ...], dict[str, Any]]:
        """The rows of `periods` by their groups and the number of their phase, not rounded.

        A phase that is not covered is None. Only those of which an event counts are there.
        """
        selected = self.select(ask)
        rows = self.by_actor(selected) if "actor" in ask.groups else selected
        values = [f"({n}, DATE '{s[0]}', DATE '{s[1]}')" for n, s in enumerate(spans) if s]
        if not values:
            return {}
        keys = ", ".join([*ask.columns, "n"])
        weight = "(least(e, hi) - greatest(s, lo) + 1)::DOUBLE / (e - s + 1)"
        weight = weight if ask.rule == "split" else "1"
        unit = f"strftime({'e' if ask.rule == 'end' else 's'}, '{PEAKS[peak_by]}')"
        found = self.rows(
            f"""
            WITH spans(n, lo, hi) AS (VALUES {", ".join(values)}),
            hits AS (
                SELECT *, {weight} AS w, {unit} AS u, s < lo OR e > hi AS crosses
                FROM (SELECT * EXCLUDE (lo, hi) FROM {rows}) JOIN spans ON {COUNTS[ask.rule]}
            ),
            sums AS (
                SELECT {keys}, sum(amount * w) AS deaths, sum(w) AS events, sum(low * w) AS low,
                    sum(high * w) AS high,
                    coalesce(sum(amount * w) FILTER (crosses), 0) AS straddling
                FROM hits GROUP BY ALL
            ),
            units AS (SELECT {keys}, u, sum(amount) AS a FROM hits GROUP BY ALL),
            tops AS (SELECT {keys}, max(a) AS peak_deaths FROM units GROUP BY ALL),
            peaks AS (
                SELECT {", ".join("units." + key for key in keys.split(", "))}, peak_deaths,
                    string_agg(u, ';' ORDER BY u) FILTER (a > 0) AS peak
                FROM units JOIN tops ON {_same("units", "tops", keys)} AND a = peak_deaths
                GROUP BY ALL
            )
            SELECT sums.*, peak, peak_deaths FROM sums JOIN peaks ON {_same("sums", "peaks", keys)}
            """
        )
        return {tuple(row[key] for key in keys.split(", ")): row for row in found}

    def by_actor(self, rows: str) -> str:
        """The events once for each id on either side; a joint side has one, civilians none."""
        sides = ", ".join(
            f"CASE WHEN {s} <> 'Civilians' THEN {{'actor': {s}, 'actor_id': {s}_new_id}} END"
            for s in ("side_a", "side_b")
        )
        named = f"SELECT *, unnest(list_distinct([{sides}])) AS who FROM {rows}"
        return f"(SELECT * EXCLUDE (who), who.actor, who.actor_id FROM ({named}))"

    def _grid(self, ask: Ask, rows: str, window: tuple[date, date]) -> list[tuple[Any, ...]]:
        others = [name for name in ask.columns if name != ask.unit]
        units = self.db.execute(
            f"SELECT DISTINCT {', '.join([*others, 'country_id'])} FROM {rows}"
            if others
            else "SELECT NULL"
        ).fetchall()
        if not ask.unit:
            return list({row[: len(others)] for row in units})
        days = self.db.execute(
            f"SELECT d::DATE, {UNITS[ask.unit]} FROM (SELECT unnest(generate_series("
            f"DATE '{window[0]}', DATE '{window[1]}', INTERVAL 1 DAY)) AS d)"
        ).fetchall()
        place = ask.columns.index(ask.unit)
        grid: dict[tuple[Any, ...], None] = {}
        for row in units:
            unborn = row[-1] == 626 and "country" in ask.columns
            times = dict.fromkeys(name for day, name in days if not unborn or day >= BORN)
            for time in times:
                key = list(row[: len(others)])
                key.insert(place, time)
                grid[tuple(key)] = None
        return list(grid)


def _same(one: str, other: str, keys: str) -> str:
    return " AND ".join(
        f"{one}.{key} IS NOT DISTINCT FROM {other}.{key}" for key in keys.split(", ")
    )


def _looked(ask: Ask) -> str:
    numbers = ", ".join(map(str, ask.countries))
    types = ", ".join(f"'{name}'" for name in ask.types)
    return f"country_id IN ({numbers}) AND type_of_violence IN ({types})"


def _dated(rows: str, ask: Ask) -> str:
    """The counted events with their weight w and the day d that dates them."""
    counted = f"(SELECT * FROM {rows} WHERE {COUNTS[ask.rule]})"
    if ask.rule == "split":
        days = "generate_series(greatest(s, lo), least(e, hi), INTERVAL 1 DAY)"
        return f"(SELECT *, unnest({days}) AS d, 1.0::DOUBLE / (e - s + 1) AS w FROM {counted})"
    if ask.rule == "drop" and ask.unit:
        same = f"{UNITS[ask.unit].replace('(d', '(s')} = {UNITS[ask.unit].replace('(d', '(e')}"
        return f"(SELECT *, s AS d, 1 AS w FROM {counted} WHERE {same})"
    return f"(SELECT *, {'e' if ask.rule == 'end' else 's'} AS d, 1 AS w FROM {counted})"


def _named(column: str, number: str | None, word: str) -> str:
    if number and word.isdigit():
        return f"{number} = {word}"
    plain = f"lower(strip_accents({column}))"
    # The words of these tests are either whole names or parts of some, never both.
    return f"({plain} = '{word.lower()}' OR contains({plain}, '{word.lower()}'))"


def _near(latitude: float, longitude: float, kilometres: float) -> str:
    """The angle between two unit vectors, by its tangent: not the haversine formula."""
    a, b = "radians(latitude)", f"radians({latitude!r})"
    turn = f"radians(longitude - {longitude!r})"
    east = f"cos({a}) * sin({turn})"
    north = f"(cos({b}) * sin({a}) - sin({b}) * cos({a}) * cos({turn}))"
    cross = f"sqrt(({east})**2 + {north}**2)"
    dot = f"(sin({b}) * sin({a}) + cos({b}) * cos({a}) * cos({turn}))"
    return f"coalesce(6371.0088 * atan2({cross}, {dot}) <= {kilometres!r}, false)"


def _null(columns: Sequence[str]) -> str:
    return "(" + " AND ".join(f"{name} IS NULL" for name in columns) + ")"


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
