"""Make claims about the generated events: a thousand typed ones, most of which are as counted.

Of countries, types, years, spans of years, phases of missions and actors. Every fifth is off by
some, so that what is near is looked for too, as it is for claims of texts.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from mali_cli.facts.missions import OPERATIONS, missions

CLAIMS, WRONG = 1_000, 5
TYPES = {1: "state-based", 2: "non-state", 3: "one-sided"}
FIRST, LAST = 1989, 2024
Rows = dict[int, pl.DataFrame]


def write_claims(path: Path, events: Path, number: int = CLAIMS, seed: int = 5) -> None:
    """Write a file of so many claims about the events of a Parquet file."""
    rng = np.random.default_rng(seed)
    columns = ["country_id", "type_of_violence", "date_start", "side_a", "side_b", "best"]
    rows = pl.read_parquet(events, columns=columns)
    kinds = [_of_year, _of_years, _of_phase, _of_actor]
    parts = rows.partition_by("country_id", as_dict=True)
    by_country = {number: part for (number, *_), part in parts.items()}
    tables = ['release = "ged"']
    for at in range(number):
        make = kinds[rng.choice(len(kinds), p=(0.5, 0.25, 0.1, 0.15))]
        asked, dead = make(by_country, rng)
        dead += int(rng.integers(1, 9)) if at % WRONG == 0 else 0
        tables.append(f"""[[claim]]
id = "made-{at}"
statement = "{dead} people were killed"
query = {{ {asked} }}
claimed = {{ equals = {dead} }}
""")
    path.write_text("\n".join(tables), encoding="utf-8")


def _some(by_country: Rows, rng: np.random.Generator) -> tuple[int, int, pl.DataFrame]:
    """Draw a country and a type."""
    number = int(rng.choice(list(by_country)))
    kind = int(rng.choice(list(TYPES)))
    rows = by_country[number]
    return number, kind, rows.filter(pl.col("type_of_violence") == kind)


def _asked(number: int, kind: str, first: int, last: int) -> str:
    return f'country = "{number}", type = "{kind}", from = {first}, to = {last}'


def _dead(rows: pl.DataFrame, first: date, last: date | None) -> int:
    """Count the dead of the events that begin in these days."""
    return int(rows.filter(pl.col("date_start").is_between(first, last or date.max))["best"].sum())


def _of_year(by_country: Rows, rng: np.random.Generator) -> tuple[str, int]:
    number, kind, rows = _some(by_country, rng)
    year = int(rng.integers(FIRST, LAST + 1))
    dead = _dead(rows, date(year, 1, 1), date(year, 12, 31))
    return _asked(number, TYPES[kind], year, year), dead


def _of_years(by_country: Rows, rng: np.random.Generator) -> tuple[str, int]:
    number, kind, rows = _some(by_country, rng)
    first, last = sorted(int(year) for year in rng.integers(FIRST, LAST + 1, 2))
    dead = _dead(rows, date(first, 1, 1), date(last, 12, 31))
    return _asked(number, TYPES[kind], first, last), dead


def _of_phase(by_country: Rows, rng: np.random.Generator) -> tuple[str, int]:
    """Draw a mission that is over, and a type in one of its hosts."""
    begun = [
        (one, dates, host)
        for one in missions()
        for host in one.hosts
        if host in by_country and (dates := one.dates(OPERATIONS)).end
        if dates.start.year >= FIRST and dates.end.year <= LAST
    ]
    mission, dates, host = begun[rng.integers(len(begun))]
    kind = int(rng.choice(list(TYPES)))
    rows = by_country[host].filter(pl.col("type_of_violence") == kind)
    asked = f'country = "{host}", type = "{TYPES[kind]}", phase = "during {mission.name}"'
    return asked, _dead(rows, dates.start, dates.end)


def _of_actor(by_country: Rows, rng: np.random.Generator) -> tuple[str, int]:
    """Draw an actor of a country: the dead of all its events there in some years."""
    number, _, rows = _some(by_country, rng)
    rows = by_country[number]
    actor = rows["side_a"][int(rng.integers(rows.height))]
    first, last = sorted(int(year) for year in rng.integers(FIRST, LAST + 1, 2))
    rows = rows.filter((pl.col("side_a") == actor) | (pl.col("side_b") == actor))
    dead = _dead(rows, date(first, 1, 1), date(last, 12, 31))
    return _asked(number, "all", first, last) + f', actor = "{actor}"', dead
