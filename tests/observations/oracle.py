"""What must come out of a file of events, computed by DuckDB from the file itself.

The rules of the design, written as SQL and in no way taken from the package. Actors, dyads and
conflicts go by their ids; a row that is there twice counts once; a day that is not covered gives no
figure, and neither does one on which the state did not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import duckdb

from .made_events import DAY, LIVES

KINDS = ("state-based", "non-state", "one-sided")
UNITS = {
    "year": "year(d)::INT",
    "quarter": "year(d) || '-Q' || quarter(d)",
    "month": "strftime(d, '%Y-%m')",
}
COLUMNS = {
    "type": ("type_of_violence",),
    "country": ("country_id", "country"),
    "actor": ("actor_id", "actor"),
    "dyad": ("dyad_id", "dyad"),
    "conflict": ("conflict_id", "conflict"),
    "adm1": ("country", "adm_1"),
    "adm2": ("country", "adm_1", "adm_2"),
    "priogrid": ("priogrid_gid",),
}
OF_PLACE = ("adm1", "adm2", "place", "near", "priogrid")
"""Groups and filters by place: there each row tells how much of it has a coarse place."""
NAMED_BY = {
    **dict.fromkeys(("actor", "dyad", "conflict"), ("actor", "side", "dyad", "conflict")),
    **dict.fromkeys(
        ("country", "region", "adm1", "adm2", "priogrid"), ("adm1", "adm2", "place", "near")
    ),
}
"""The filters that say which units of a group a full panel has."""
COARSE = "CASE WHEN where_prec IN (1, 2, 3) THEN 0 ELSE amount END"
NAMED = ("actor", "dyad", "conflict")
"""What goes by an id, and has a name beside it that says nothing."""
COUNTS = {
    "both": "s <= hi AND e >= lo",
    "start": "s BETWEEN lo AND hi",
    "end": "e BETWEEN lo AND hi",
    "split": "s <= hi AND e >= lo",
    "drop": "s >= lo AND e <= hi",
}
"""When a rule counts an event from s to e in a span from lo to hi."""
SHARE = "(least(e, hi) - greatest(s, lo) + 1)::DOUBLE / (e - s + 1)"
PEAKS = {"year": "%Y", "month": "%Y-%m"}
IDS = ["side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id"]
TRIMMED = ("side_a", "side_b", "adm_1", "adm_2", "where_coordinates")
Span = tuple[date, date]
Key = tuple[Any, ...]
Spans = Sequence[Span]


@dataclass(frozen=True)
class Ask:
    """A question as it is meant: what is looked at, filtered, grouped and added up.

    `coverage` are the days that the releases used are named after.
    """

    countries: tuple[int, ...]
    types: tuple[str, ...]
    summed: bool
    first: date
    last: date
    coverage: tuple[Span, ...]
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
        """The columns of groups that rows have."""
        names = [name for group in self.groups for name in COLUMNS.get(group, (group,))]
        if len(self.countries) == 1 and "country" not in self.groups:
            names = [name for name in names if name != "country"]
        if len(self.types) > 1 and not self.summed:
            names.append("type_of_violence")
        return tuple(dict.fromkeys(names))

    @property
    def sums(self) -> tuple[str, ...]:
        """The columns of figures that rows have."""
        by_place = {*self.groups, *self.filters} & {*OF_PLACE}
        return ("deaths", "low", "high", "events", *(("imprecise",) if by_place else ()))

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return tuple(name for name in self.columns if name not in NAMED)

    @property
    def watched(self) -> tuple[Span, ...]:
        """The days that are both asked for and covered."""
        return joined(clipped(self.coverage, (self.first, self.last)))

    def covers(self, span: Span) -> bool:
        """Return whether every day of a span is covered."""
        return days_of(clipped(self.coverage, span)) == days_of([span])


def clipped(spans: Spans, to: Span) -> list[Span]:
    """Return the days of spans that lie in another span."""
    cut = [(max(first, to[0]), min(last, to[1])) for first, last in spans]
    return [span for span in cut if span[0] <= span[1]]


def joined(spans: Any) -> tuple[Span, ...]:
    """Return the same days, those that follow one another in one span."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and (found[-1][1] == date.max or first <= found[-1][1] + DAY):
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def without(spans: Spans, taken: Spans) -> tuple[Span, ...]:
    """Return the days of spans that are not in others."""
    left = list(spans)
    for first, last in taken:
        before = [] if first == date.min else clipped(left, (date.min, first - DAY))
        after = [] if last == date.max else clipped(left, (last + DAY, date.max))
        left = [*before, *after]
    return joined(left)


def days_of(spans: Spans) -> int:
    """Return how many days there are."""
    return sum((last - first).days + 1 for first, last in joined(spans))


def years_of(spans: Spans) -> float:
    """Return the length of some days: of each calendar year the part of its days."""
    return sum(
        days_of(clipped([span], year)) / days_of([year])
        for span in joined(spans)
        for year in units_of(span, "year").values()
    )


def units_of(span: Span, unit: str) -> dict[str, Span]:
    """Return the days of each year or month that a span touches."""
    step = {"year": 12, "month": 1}[unit]
    found, month = {}, span[0].year * 12 + (span[0].month - 1 if unit == "month" else 0)
    while (first := date(month // 12, month % 12 + 1, 1)) <= span[1]:
        month += step
        found[first.strftime(PEAKS[unit])] = first, date(month // 12, month % 12 + 1, 1) - DAY
    return found


class Events:
    """A file of events in DuckDB; `shape` gives another layout the columns of UCDP's own.

    Rows that are the same in every column count once.
    """

    def __init__(self, path: str, shape: str = "SELECT *") -> None:
        self.db = duckdb.connect()
        numbers = ["id", "country_id", "best", "low", "high", "priogrid_gid", *IDS]
        numbers += ["where_prec", "date_prec"]
        casts = ", ".join(f"{name}::BIGINT AS {name}" for name in numbers)
        names = ", ".join(f"rtrim({name}) AS {name}" for name in TRIMMED)
        kinds = ", ".join(f"'{kind}'" for kind in KINDS)
        self.db.execute(
            f"""
            CREATE TABLE ev AS SELECT * REPLACE ({casts}, {names},
                lower(active_year) = 'true' AS active_year,
                [{kinds}][type_of_violence::INT] AS type_of_violence,
                latitude::DOUBLE AS latitude, longitude::DOUBLE AS longitude),
                date_start::TIMESTAMP::DATE AS s, date_end::TIMESTAMP::DATE AS e,
                deaths_civilians::BIGINT AS civilians,
                rtrim(dyad_name) AS dyad, dyad_new_id::BIGINT AS dyad_id,
                rtrim(conflict_name) AS conflict, conflict_new_id::BIGINT AS conflict_id,
                CASE WHEN type_of_violence = '3' THEN
                    CASE WHEN gwnoa IS NOT NULL OR starts_with(side_a, 'Government of ')
                    THEN 'government' ELSE 'non-state' END END AS perpetrator
            FROM (SELECT DISTINCT * FROM ({shape} FROM read_csv('{path}', all_varchar = true,
                header = true, quote = '"', escape = '"', delim = ',')))
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

    def days(self) -> Span:
        """The first and the last day of an event."""
        row = self.rows("SELECT min(s) AS a, max(e) AS b FROM ev")[0]
        return row["a"], row["b"]

    def assumed(self) -> Span:
        """The years from the first to the last event."""
        first, last = self.days()
        return date(first.year, 1, 1), date(last.year, 12, 31)

    def alive(self, ask: Ask, country: int | None = None) -> tuple[Span, ...]:
        """The watched days on which the country, or one of those asked for, existed."""
        lives = self.lives(ask)
        here = lives.values() if country is None else [lives[country]]
        return joined(span for life in joined(here) for span in clipped(ask.watched, life))

    def lives(self, ask: Ask) -> dict[int, Span]:
        """When each country existed.

        Should none have existed all the time, and events say that one did before or after, as far
        as they go.
        """
        always = (date.min, date.max)
        lives = {state: LIVES.get(state, always) for state in ask.countries}
        first, last = ask.coverage[0][0], ask.coverage[-1][1]
        if all(life[0] > first or life[1] < last for life in lives.values()):
            sql = (
                f"SELECT country_id AS state, min(s) AS a, max(e) AS b FROM ev WHERE {_looked(ask)}"
            )
            for row in self.rows(f"{sql} GROUP BY country_id"):
                life = lives[row["state"]]
                lives[row["state"]] = (min(life[0], row["a"]), max(life[1], row["b"]))
        return lives

    def names(self, group: str) -> dict[int, set[str]]:
        """The names that ids have, without a blank at their end."""
        pairs = [(f"{group}_id", group)]
        if group == "actor":
            pairs = [(f"side_{side}_new_id", f"side_{side}") for side in "ab"]
        found: dict[int, set[str]] = {}
        for number, name in pairs:
            for row in self.rows(f"SELECT DISTINCT {number} AS id, {name} AS name FROM ev"):
                found.setdefault(row["id"], set()).add(row["name"])
        return found

    def select(self, ask: Ask) -> str:
        """The events that are looked at and fulfil the filters, with their amount."""
        amount = "1" if ask.value == "events" else ask.value
        base = (
            f"(SELECT *, {amount} AS amount FROM ev WHERE {_looked(ask)} AND "
            f"{_in_any(ask.watched, 'both')})"
        )
        tests = [test for _, test, _ in self.tests(ask, base)]
        return f"(SELECT * FROM {base} WHERE {' AND '.join(tests) or 'true'})"

    def tests(self, ask: Ask, base: str) -> list[tuple[str, str, str]]:
        """Each filter: its option, its condition, and when an event lacks what it asks for."""
        made = []
        wanted = ask.filters
        if "actor" in wanted:
            sides = [f"side_{wanted['side']}"] if "side" in wanted else ["side_a", "side_b"]
            numbers = self.actors(base, sides, wanted["actor"])
            test = " OR ".join(f"{side}_new_id IN ({numbers})" for side in sides)
            made.append(("actor", f"coalesce({test}, false)", _null(sides)))
        for option, column, by_id in (
            ("adm1", "adm_1", False),
            ("adm2", "adm_2", False),
            ("dyad", "dyad", True),
            ("conflict", "conflict", True),
        ):
            if option in wanted:
                test = self.named(base, column, wanted[option], by_id=by_id)
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

    def actors(self, base: str, sides: Sequence[str], word: str) -> str:
        """The ids that a word means: an id, or every id of a name, else of names that hold it.

        A joint side has the names of its members beside its own.
        """
        known, everywhere = (
            " UNION ".join(
                f"SELECT {side}_new_id AS id, unnest(string_split({side}, ', ') || [{side}]) "
                f"AS name FROM {rows}"
                for side in sides
            )
            for rows in (base, "ev")
        )
        return self._numbers(f"({known})", f"({everywhere})", "actor", word)

    def named(self, base: str, column: str, word: str, *, by_id: bool) -> str:
        """Where a column has a name that a word means; of dyads and conflicts, an id of it."""
        if not by_id:
            plain = f"lower(strip_accents({column}))"
            # The words of these tests are either whole names or parts of some, never both.
            return f"({plain} = '{word.lower()}' OR contains({plain}, '{word.lower()}'))"
        known, everywhere = (
            f"(SELECT DISTINCT {column}_id AS id, {column} AS name FROM {rows})"
            for rows in (base, "ev")
        )
        return f"{column}_id IN ({self._numbers(known, everywhere, column, word)})"

    def _numbers(self, known: str, everywhere: str, option: str, word: str) -> str:
        """The ids of a name; of names that hold the word only where it is nobody's name at all."""
        plain = word.lower().replace("'", "''")
        named, holds = f"lower(name) = '{plain}'", f"contains(lower(name), '{plain}')"
        for test in (f"id = {word}",) if word.isdigit() else (named, holds):
            found = self.rows(f"SELECT DISTINCT id FROM {known} WHERE {test}")
            if found:
                return ", ".join(str(row["id"]) for row in found)
            if self.one(f"SELECT count(*) FROM {everywhere} WHERE {test}"):
                break
        raise LookupError(option)

    def removed(self, ask: Ask) -> list[tuple[str, int, int, int, int]]:
        """What each filter takes away of the events that the rule counts."""
        base = self.select(replace(ask, filters={}))
        found, kept = [], _in_any(ask.watched, ask.rule)
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

    def counted(self, ask: Ask) -> str:
        """The events that the rule counts, with the part w of them that it counts."""
        if not ask.watched:
            return f"(SELECT *, 1 AS w FROM {self.select(ask)} WHERE false)"
        weight = SHARE if ask.rule == "split" else "1"
        spans = _values(ask.watched)
        return (
            f"(SELECT *, {weight} AS w FROM {self.select(ask)} JOIN {spans} ON {COUNTS[ask.rule]})"
        )

    def listed(self, ask: Ask) -> list[int]:
        """The ids of the events that `events` lists."""
        sql = f"SELECT id FROM {self.select(ask)} WHERE {_in_any(ask.watched, ask.rule)}"
        return sorted(row["id"] for row in self.rows(sql))

    def uncovered(self, ask: Ask) -> tuple[int, int]:
        """The events asked for that fall to days that are not covered, and their deaths."""
        asked = _in_any([(ask.first, ask.last)], ask.rule)
        sql = (
            f"SELECT count(*) AS n, coalesce(sum(best), 0)::BIGINT AS d FROM ev "
            f"WHERE {_looked(ask)} AND {asked} AND NOT {_in_any(ask.watched, ask.rule)}"
        )
        row = self.rows(sql)[0]
        return row["n"], row["d"]

    def totals(self, ask: Ask) -> dict[Key, tuple[Any, ...]]:
        """The rows of `totals` by their keys: the figures of `Ask.sums`, not rounded.

        What is neither counted nor watched has no row.
        """
        selected = self.select(ask)
        rows = self.by_actor(selected) if "actor" in ask.groups else selected
        keys = [UNITS[name] if name == ask.unit else name for name in ask.keys]
        low, high = ("low", "high") if ask.value in ("best", "low", "high") else ("NULL", "NULL")
        parts = ("amount", low, high, "1", COARSE)[: len(ask.sums)]
        sums = ", ".join(f"sum({name} * w)" for name in parts)
        grouping = f"GROUP BY {', '.join(keys)}" if keys else "HAVING count(*) > 0"
        found = self.db.execute(
            f"SELECT {', '.join([*keys, sums])} FROM {_dated(rows, ask)} {grouping}"
        ).fetchall()
        width = len(keys)
        sized = {row[:width]: tuple(_float(x) for x in row[width:]) for row in found}
        blank = {"low", "high"} if low == "NULL" else set()
        zero = tuple(None if name in blank else 0.0 for name in ask.sums)
        return dict.fromkeys(self.zeros(ask)[0], zero) | sized

    def bounds(self, ask: Ask) -> dict[Key, tuple[int, int]]:
        """What lies wholly inside the days watched, and all that touches them, of each group."""
        if not ask.watched:
            return {}
        selected = self.select(ask)
        rows = self.by_actor(selected) if "actor" in ask.groups else selected
        sums = f"coalesce(sum(amount) FILTER ({_in_any(ask.watched, 'drop')}), 0), sum(amount)"
        grouping = f"GROUP BY {', '.join(ask.keys)}" if ask.keys else "HAVING count(*) > 0"
        found = self.db.execute(
            f"SELECT {', '.join([*ask.keys, sums])} FROM {rows} {grouping}"
        ).fetchall()
        return {row[:-2]: (int(row[-2]), int(row[-1])) for row in found}

    def phases(self, ask: Ask, spans: Spans, peak_by: str) -> dict[Key, dict[str, Any]]:
        """The rows of `periods` by their keys and the number of their phase, not rounded.

        Only those that an event touches are there; without deaths where none counts.
        """
        parts = {n: clipped(ask.watched, span) for n, span in enumerate(spans)}
        pieces = [f"({n}, DATE '{lo}', DATE '{hi}')" for n in parts for lo, hi in parts[n]]
        if not pieces:
            return {}
        whole = [f"({n}, '{u}')" for n in parts for u in self.whole(ask, parts[n], peak_by)]
        selected = self.select(ask)
        rows = self.by_actor(selected) if "actor" in ask.groups else selected
        keys = ", ".join([*ask.keys, "n"])
        weight = f"sum({SHARE})" if ask.rule == "split" else "1"
        unit = f"strftime({'e' if ask.rule == 'end' else 's'}, '{PEAKS[peak_by]}')"
        found = self.rows(
            f"""
            WITH pieces(n, lo, hi) AS (VALUES {", ".join(pieces)}),
            chosen AS (SELECT *, row_number() OVER () AS event FROM {rows}),
            touched AS (
                SELECT event, n, {weight} AS w, NOT bool_or(s >= lo AND e <= hi) AS crosses,
                    bool_or({COUNTS[ask.rule]}) AS counts
                FROM chosen JOIN pieces ON s <= hi AND e >= lo GROUP BY event, n, s, e
            ),
            every AS (SELECT *, {unit} AS u FROM chosen JOIN touched USING (event)),
            hits AS (FROM every WHERE counts),
            whole(n, u) AS (VALUES {", ".join(whole or ["(NULL, NULL)"])}),
            edges AS (
                SELECT {keys}, coalesce(sum(amount) FILTER (NOT crosses), 0) AS at_least,
                    sum(amount) AS at_most,
                    coalesce(sum(low) FILTER (NOT crosses), 0) AS low_at_least,
                    sum(high) AS high_at_most
                FROM every GROUP BY ALL
            ),
            sums AS (
                SELECT {keys}, sum(amount * w) AS deaths, sum(w) AS events, sum(low * w) AS low,
                    sum(high * w) AS high,
                    coalesce(sum(amount * w) FILTER (crosses), 0) AS straddling
                FROM hits GROUP BY ALL
            ),
            units AS (
                SELECT {keys}, u, sum(amount) AS a FROM hits SEMI JOIN whole USING (n, u)
                GROUP BY ALL
            ),
            tops AS (SELECT {keys}, max(a) AS peak_deaths FROM units GROUP BY ALL),
            peaks AS (
                SELECT {", ".join("units." + key for key in keys.split(", "))}, peak_deaths,
                    string_agg(u, ';' ORDER BY u) FILTER (a > 0) AS peak
                FROM units JOIN tops ON {_same("units", "tops", keys)} AND a = peak_deaths
                GROUP BY ALL
            )
            SELECT edges.*, deaths, events, low, high, straddling, peak, peak_deaths FROM edges
            LEFT JOIN sums ON {_same("edges", "sums", keys)}
            LEFT JOIN peaks ON {_same("edges", "peaks", keys)}
            """
        )
        return {tuple(row[key] for key in keys.split(", ")): row for row in found}

    def whole(self, ask: Ask, days: Spans, unit: str) -> list[str]:
        """The units of which the days have all those on which a country existed."""
        lives = joined(self.lives(ask).values())
        units = {name: span for piece in days for name, span in units_of(piece, unit).items()}
        return [name for name, span in units.items() if not without(clipped(lives, span), days)]

    def distinct(self, ask: Ask, spans: Spans) -> float:
        """Each event that counts in any of the spans, once; under split its part in any."""
        pieces = [piece for span in spans for piece in clipped(ask.watched, span)]
        if not pieces:
            return 0.0
        selected = self.select(ask)
        if ask.rule == "split":
            sql = f"SELECT sum(amount * {SHARE}) FROM {selected} JOIN {_values(joined(pieces))}"
            return float(self.one(f"{sql} ON {COUNTS['split']}") or 0)
        sql = f"SELECT sum(amount) FROM {selected} WHERE {_in_any(pieces, ask.rule)}"
        return float(self.one(sql) or 0)

    def units(self, ask: Ask) -> list[Key]:
        """The keys of the groups of which an event touches the days watched."""
        if not ask.keys:
            return [()]
        selected = self.select(ask)
        rows = self.by_actor(selected) if "actor" in ask.groups else selected
        return self.db.execute(f"SELECT DISTINCT {', '.join(ask.keys)} FROM {rows}").fetchall()

    def by_actor(self, rows: str) -> str:
        """The events once for each actor on either side: a joint side is one, civilians none."""
        ids = ", ".join(
            f"CASE WHEN {side} <> 'Civilians' THEN {side}_new_id END"
            for side in ("side_a", "side_b")
        )
        named = f"SELECT *, unnest(list_distinct([{ids}])) AS actor_id FROM {rows}"
        return f"(SELECT * FROM ({named}) WHERE actor_id IS NOT NULL)"

    def zeros(self, ask: Ask) -> tuple[set[Key], set[Key]]:
        """The keys that were watched, whether somebody died or not.

        Those of which the state existed on all days, and those of which only on some: there a zero
        may be blank.
        """
        if not ask.fill and not set(ask.columns) <= {*UNITS, "type_of_violence"}:
            return set(), set()
        others = [name for name in ask.keys if name != ask.unit]
        units: list[Key] = [(None,)]
        if others:
            selected = self.panel(ask) if ask.fill else self.select(ask)
            rows = self.by_actor(selected) if "actor" in ask.groups else selected
            sql = f"SELECT DISTINCT {', '.join([*others, 'country_id'])} FROM {rows}"
            units = self.db.execute(sql).fetchall()
        always: set[Key] = set()
        sometimes: set[Key] = set()
        for row in units:
            alive = self.alive(ask, row[-1] if "country" in ask.columns else None)
            unborn = self._times(ask.unit, without(ask.watched, alive))
            for time in self._times(ask.unit, alive):
                key = list(row[: len(others)])
                if ask.unit:
                    key.insert(ask.keys.index(ask.unit), time)
                (sometimes if time in unborn else always).add(tuple(key))
        return always, sometimes

    def panel(self, ask: Ask) -> str:
        """The events of which a unit has rows in a full panel: of any time and type.

        Of the filters those by what the units are decide. Each event counts for all types and
        perpetrators asked for, but for what is of one of them itself.
        """
        named = [part for group in ask.groups for part in NAMED_BY.get(group, ())]
        filters = {name: value for name, value in ask.filters.items() if name in named}
        numbers = ", ".join(map(str, ask.countries))
        base = f"(SELECT *, 1 AS amount FROM ev WHERE country_id IN ({numbers}))"
        tests = [test for _, test, _ in self.tests(replace(ask, filters=filters), base)]
        rows = f"(SELECT * FROM {base} WHERE {' AND '.join(tests) or 'true'})"
        types = ", ".join(f"'{kind}'" for kind in ask.types)
        own = {"dyad", "conflict", *(["actor"] if "perpetrator" in ask.columns else [])}
        if own & {*ask.groups} and {"type_of_violence", "perpetrator"} & {*ask.columns}:
            return f"(SELECT * FROM {rows} WHERE type_of_violence IN ({types}))"
        return (
            f"(SELECT * REPLACE (t AS type_of_violence, p AS perpetrator) FROM {rows}, "
            f"(SELECT unnest([{types}]) AS t), (SELECT unnest(['government', 'non-state']) AS p))"
        )

    def _times(self, unit: str | None, spans: Spans) -> list[Any]:
        if not unit or not spans:
            return [None] if spans else []
        days = " UNION ALL ".join(
            f"SELECT unnest(generate_series(DATE '{lo}', DATE '{hi}', INTERVAL 1 DAY)) AS d"
            for lo, hi in spans
        )
        return [
            row[0]
            for row in self.db.execute(f"SELECT DISTINCT {UNITS[unit]} FROM ({days})").fetchall()
        ]


def _same(one: str, other: str, keys: str) -> str:
    return " AND ".join(
        f"{one}.{key} IS NOT DISTINCT FROM {other}.{key}" for key in keys.split(", ")
    )


def _looked(ask: Ask) -> str:
    numbers = ", ".join(map(str, ask.countries))
    types = ", ".join(f"'{name}'" for name in ask.types)
    return f"(country_id IN ({numbers}) AND type_of_violence IN ({types}))"


def _values(spans: Spans) -> str:
    rows = ", ".join(f"(DATE '{lo}', DATE '{hi}')" for lo, hi in spans)
    return f"(VALUES {rows}) spans(lo, hi)"


def _in_any(spans: Spans, rule: str) -> str:
    """The condition under which a rule counts an event in one of the spans."""
    tests = [
        COUNTS[rule].replace("lo", f"DATE '{lo}'").replace("hi", f"DATE '{hi}'") for lo, hi in spans
    ]
    return f"({' OR '.join(tests) or 'false'})"


def _dated(rows: str, ask: Ask) -> str:
    """The counted events with their weight w and the day d that dates them."""
    if not ask.watched:
        return f"(SELECT *, s AS d, 1 AS w FROM {rows} WHERE false)"
    counted = f"(SELECT * FROM {rows} JOIN {_values(ask.watched)} ON {COUNTS[ask.rule]})"
    if ask.rule == "split":
        days = "generate_series(greatest(s, lo), least(e, hi), INTERVAL 1 DAY)"
        return f"(SELECT *, unnest({days}) AS d, 1.0::DOUBLE / (e - s + 1) AS w FROM {counted})"
    if ask.rule == "drop" and ask.unit:
        same = f"{UNITS[ask.unit].replace('(d', '(s')} = {UNITS[ask.unit].replace('(d', '(e')}"
        return f"(SELECT *, s AS d, 1 AS w FROM {counted} WHERE {same})"
    return f"(SELECT *, {'e' if ask.rule == 'end' else 's'} AS d, 1 AS w FROM {counted})"


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
