"""Some thousand events from the seeded generator, with long spans, and the real ones of Mali."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.generate import piece

from .asks import SMALL, WORDS, World
from .made_events import ACTORS, CONFLICTS, DYADS, PLACES

EVENTS = 5_000
COUNTRIES = {432: "Mali", 436: "Niger", 439: "Burkina Faso", 475: "Nigeria", 626: "South Sudan"}
FIRST, LAST = date(1989, 1, 1), date(2024, 12, 31)
MANY = World(
    names={number: str(number) for number in COUNTRIES},
    words=WORDS | {"adm1": ("region", "Region 7 of the state", "south", "nowhere")},
    first=FIRST,
    last=LAST,
    releases=("25.1",),
    coverage=(FIRST, LAST),
)
MALI = World(
    names={432: "Mali"},
    words={
        "actor": ("Government of Mali", "jnim", "government", "72", "nobody"),
        "adm1": ("Gao region", "mopti", "nowhere"),
        "adm2": ("Ansongo cercle", "koro"),
        "dyad": ("government", "5391", "jnim"),
        "conflict": ("mali: government", "4781", "islamic"),
        "place": ("menaka", "village"),
    },
    first=date(2001, 1, 1),
    last=LAST,
    releases=(None,),
    coverage=SMALL.coverage,
)
WEB_EXPORT = """SELECT * EXCLUDE (best_est, low_est, high_est, date_start, date_end),
    best_est AS best, low_est AS low, high_est AS high, NULL AS gwnoa,
    strptime(date_start, '%m/%d/%Y %H:%M:%S')::VARCHAR AS date_start,
    strptime(date_end, '%m/%d/%Y %H:%M:%S')::VARCHAR AS date_end"""
"""The columns of the web export as UCDP's own files name and write them."""


def many_events(first: int = 0, rows: int = EVENTS) -> pl.DataFrame:
    """Make events with ids from `first` + 1: a few countries, sides and places, long spans."""
    made = piece(first, rows, [7, first], short=True)
    rng = np.random.default_rng(first)

    def any_of(names: list[str | None]) -> pl.Series:
        return pl.Series(names).gather(rng.integers(0, len(names), rows))

    sides = pl.Series([*ACTORS]).gather(rng.integers(0, len(ACTORS), (rows)))
    others = pl.Series([*ACTORS]).gather(rng.integers(0, len(ACTORS), (rows)))
    kind = made["type_of_violence"]
    others = others.zip_with(kind != 3, pl.repeat("Civilians", rows, eager=True))
    dyads, conflicts = any_of([*DYADS]), any_of([*CONFLICTS])
    place = pl.Series(rng.integers(0, 12, rows))
    regions = any_of([*(adm1 for adm1, _, _ in PLACES), "Region 7 of the state", "Region 8"])
    length = np.where(rng.random(rows) < 0.1, rng.integers(30, 1500, rows), 0)
    numbers = pl.Series(rng.choice([*COUNTRIES], rows, p=[0.4, 0.2, 0.1, 0.2, 0.1]))
    return made.with_columns(
        country_id=numbers.cast(pl.Int64),
        country=numbers.replace_strict(COUNTRIES, return_dtype=pl.String),
        region=pl.lit("Africa"),
        side_a=sides,
        side_a_new_id=_ids(sides, ACTORS),
        side_b=others,
        side_b_new_id=_ids(others, ACTORS | {"Civilians": "9999"}),
        gwnoa=pl.when(sides.str.starts_with("Gov")).then(pl.lit("432")),
        dyad_name=dyads,
        dyad_new_id=_ids(dyads, DYADS),
        conflict_name=conflicts,
        conflict_new_id=_ids(conflicts, CONFLICTS),
        adm_1=regions,
        adm_2=any_of(["Gao", "Kati", None]),
        where_coordinates=pl.lit("Town ") + place.cast(pl.String),
        where_description=any_of([None, "near\nthe Gamma well", "Old Ford"]),
        latitude=place / 4 + 10,
        longitude=place / 8 - 3,
        priogrid_gid=150_000 + place,
        date_end=pl.min_horizontal(
            pl.col("date_end") + pl.Series(length) * pl.duration(days=1), pl.lit(LAST)
        ),
    ).select(made.columns)


def _ids(names: pl.Series, known: dict[str, str]) -> pl.Series:
    return names.replace_strict(known, return_dtype=pl.String).cast(pl.Int64)


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write events as UCDP's own CSV."""
    times = pl.col("date_start", "date_end").dt.strftime("%Y-%m-%d 00:00:00.000")
    truth = pl.col("active_year").cast(pl.String).str.to_titlecase()
    frame.with_columns(times, truth).write_csv(path)
