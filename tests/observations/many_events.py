"""Some thousand events from the seeded generator, with long spans, and the real ones of Mali."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.generate import piece

from .asks import SMALL, WORDS, World
from .made_events import ACTORS, CIVILIANS, CONFLICTS, DYADS, PLACES

EVENTS = 5_000
COUNTRIES = {432: "Mali", 436: "Niger", 439: "Burkina Faso", 475: "Nigeria", 626: "South Sudan"}
FIRST, LAST = date(1989, 1, 1), date(2024, 12, 31)
MANY = World(
    names={number: str(number) for number in COUNTRIES},
    words=WORDS | {"adm1": ("region", "Region 7 of the state", "south", "nowhere")},
    days=(FIRST, LAST),
    releases=("25.1",),
    coverage=((FIRST, LAST),),
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
    days=(date(2001, 1, 1), LAST),
    releases=(None,),
    coverage=SMALL.coverage,
)
WEB_EXPORT = """SELECT * EXCLUDE (best_est, low_est, high_est, date_start, date_end),
    best_est AS best, low_est AS low, high_est AS high, NULL AS gwnoa,
    strptime(date_start, '%m/%d/%Y %H:%M:%S')::VARCHAR AS date_start,
    strptime(date_end, '%m/%d/%Y %H:%M:%S')::VARCHAR AS date_end"""
"""The columns of the web export as UCDP's own files name and write them."""


def many_events(first: int = 0, rows: int = EVENTS) -> pl.DataFrame:
    """Make events with ids from `first` + 1: a few countries, sides and places, long spans.

    Some rows are there twice.
    """
    made = piece(first, rows, [7, first], short=True)
    rng = np.random.default_rng(first)

    def any_of(names: list[str | None]) -> pl.Series:
        return pl.Series(names).gather(rng.integers(0, len(names), rows))

    def numbered(pairs: Sequence[tuple[str, str]], number: str, name: str) -> pl.DataFrame:
        """Draw ids, and of each one of the names that it has."""
        chosen = pl.DataFrame(pairs, schema=[number, name], orient="row")
        ids = pl.col(number).cast(pl.Int64)
        return chosen.with_columns(ids)[rng.integers(0, len(pairs), rows)]

    sides = numbered(ACTORS, "side_a_new_id", "side_a")
    others = numbered(ACTORS, "side_b_new_id", "side_b")
    one_sided = made["type_of_violence"] == 3
    place = pl.Series(rng.integers(0, 12, rows))
    regions = any_of([*(adm1 for adm1, _, _ in PLACES), "Region 7 of the state", "Region 8"])
    length = np.where(rng.random(rows) < 0.1, rng.integers(30, 1500, rows), 0)
    numbers = pl.Series(rng.choice([*COUNTRIES], rows, p=[0.4, 0.2, 0.1, 0.2, 0.1]))
    found = made.with_columns(
        *sides,
        *others.select(
            pl.when(one_sided).then(pl.lit(text)).otherwise(pl.col(name)).alias(name)
            for name, text in (("side_b_new_id", int(CIVILIANS[0])), ("side_b", CIVILIANS[1]))
        ),
        *numbered(DYADS, "dyad_new_id", "dyad_name"),
        *numbered(CONFLICTS, "conflict_new_id", "conflict_name"),
        country_id=numbers.cast(pl.Int64),
        country=numbers.replace_strict(COUNTRIES, return_dtype=pl.String),
        region=pl.lit("Africa"),
        gwnoa=pl.when(sides["side_a"].str.starts_with("Gov")).then(pl.lit("432")),
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
    return pl.concat([found, found[:: rows // 20]])


def write(frame: pl.DataFrame, path: Path) -> None:
    """Write events as UCDP's own CSV."""
    times = pl.col("date_start", "date_end").dt.strftime("%Y-%m-%d 00:00:00.000")
    truth = pl.col("active_year").cast(pl.String).str.to_titlecase()
    frame.with_columns(times, truth).write_csv(path)
