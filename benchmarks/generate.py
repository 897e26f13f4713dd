"""Make GED-like events from a seed: 49 columns, text lengths and country shares as in GED.

Nothing in it is true: names, places and numbers are drawn. The mean lengths of the text columns
are those measured on a file of UCDP's own (a row of the CSV has some 640 bytes), a fifth of the
articles have line breaks, and countries differ in size by a power law.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import polars as pl

from mali_cli.datasets.registry import data_set
from mali_cli.facts.countries import countries
from mali_cli.read.casting import schema_of

SCHEMA = schema_of(data_set("ged").layouts[0])
EVENTS = 418_000
"""As many as GED 26.1 has."""
PIECE = 209_000
"""Events made at a time: every size is made of such pieces, so that it fits the memory."""
FIRST, DAYS = np.datetime64("1989-01-01"), 13_149  # to 2024-12-31
MALI, MALIS_PLACE = 432, 40
STATES, ACTORS, PLACES = 120, 1_500, 4_000
SOUNDS = "ba ri mon ta gu le sha dor en ka pi vul ora mi zet hal nu qo fe rin"
SYLLABLES = np.array(SOUNDS.split())
LENGTHS = {
    "source_article": 146,
    "source_office": 19,
    "source_headline": 107,
    "source_original": 21,
    "where_description": 48,
}


def pieces(events: int, seed: int = 1, *, short: bool = False) -> Iterator[pl.DataFrame]:
    """Give the events in pieces, in the schema of GED; with `short`, long texts of a word."""
    for number, first in enumerate(range(0, events, PIECE)):
        yield piece(first, min(PIECE, events - first), [seed, number], short=short)


def piece(first: int, rows: int, seed: list[int], *, short: bool) -> pl.DataFrame:
    """Make events whose ids begin with `first` + 1."""
    rng = np.random.default_rng(seed)
    facts = _facts(rng, rows, first) | _deaths(rng, rows) | _places(rng, rows)
    words = {name: texts(rng, rows, 1 if short else size) for name, size in LENGTHS.items()}
    words["source_article"] = _with_breaks(rng, words["source_article"], rows)
    frame = pl.DataFrame(facts | words).with_columns(pl.col("date_start", "date_end").cast(pl.Date))
    return frame.select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


def _facts(rng: np.random.Generator, rows: int, first: int) -> dict[str, object]:
    kind = rng.choice([1, 2, 3], rows, p=[0.71, 0.13, 0.16])
    side_a, side_b = rng.zipf(1.5, (2, rows)) % ACTORS
    start = FIRST + rng.integers(0, DAYS - 30, rows)
    end = start + np.where(rng.random(rows) < 0.15, rng.integers(1, 30, rows), 0)
    names_a, names_b = names(rng, side_a, "Group"), names(rng, side_b, "Front")
    ids = np.arange(first + 1, first + rows + 1)
    code = pl.Series(ids).cast(pl.String)
    dyad = side_a * ACTORS + side_b
    pair = names_a + " - " + names_b
    return {
        "id": ids,
        "relid": "MADE-" + code,
        "year": start.astype("datetime64[Y]").astype(int) + 1970,
        "active_year": rng.random(rows) < 0.9,
        "code_status": pl.repeat("Clear", rows, eager=True),
        "type_of_violence": kind,
        "conflict_dset_id": pl.Series(side_a).cast(pl.String),
        "conflict_new_id": side_a + 10_000,
        "conflict_name": pair,
        "dyad_dset_id": pl.Series(dyad).cast(pl.String),
        "dyad_new_id": dyad,
        "dyad_name": pair,
        "side_a_dset_id": pl.Series(side_a).cast(pl.String),
        "side_a_new_id": side_a,
        "side_a": names_a,
        "side_b_dset_id": pl.Series(side_b).cast(pl.String),
        "side_b_new_id": side_b + ACTORS,
        "side_b": names_b,
        "number_of_sources": rng.integers(1, 4, rows),
        "source_date": pl.Series(start).cast(pl.String),
        "event_clarity": rng.integers(1, 3, rows),
        "date_prec": rng.integers(1, 6, rows),
        "date_start": start,
        "date_end": end,
        "gwnoa": pl.repeat(None, rows, dtype=pl.String, eager=True),
        "gwnob": pl.repeat(None, rows, dtype=pl.String, eager=True),
    }


def _deaths(rng: np.random.Generator, rows: int) -> dict[str, object]:
    """Most events have few deaths, a few have thousands."""
    parts = np.minimum(rng.zipf(1.9, (4, rows)) - 1, 20_000) * (rng.random((4, rows)) < 0.4)
    best = parts.sum(axis=0)
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    more, less = rng.random(rows), rng.random(rows)
    return dict(zip(names, parts, strict=True)) | {
        "best": best,
        "high": np.ceil(best * (1 + 0.4 * more)).astype(np.int64),
        "low": np.floor(best * (1 - 0.3 * less)).astype(np.int64),
    }


def _places(rng: np.random.Generator, rows: int) -> dict[str, object]:
    here = states()
    share = 1 / np.arange(2, len(here) + 2)
    state = rng.choice(len(here), rows, p=share / share.sum())
    place = rng.integers(0, PLACES, rows)
    latitude = np.round(-30 + (state % 60) + place / PLACES, 6)
    longitude = np.round(-80 + (state * 7 % 160) + place % 97 / 97, 6)
    numbers = pl.Series([number for number, _, _ in here])
    adm = pl.Series(place % 23).cast(pl.String)
    point = "POINT (" + pl.Series(longitude).cast(pl.String) + " "
    return {
        "where_prec": rng.integers(1, 7, rows),
        "where_coordinates": names(rng, place, "Town of"),
        "adm_1": "Region " + adm + " of the state",
        "adm_2": "District " + pl.Series(place % 211).cast(pl.String) + " of it",
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": point + pl.Series(latitude).cast(pl.String) + ")",
        "priogrid_gid": ((latitude + 90) * 2).astype(int) * 720
        + ((longitude + 180) * 2).astype(int),
        "country": pl.Series([name for _, name, _ in here]).gather(state),
        "country_id": numbers.gather(state),
        "region": pl.Series([region for _, _, region in here]).gather(state),
    }


def states() -> list[tuple[int, str, str]]:
    """Return states that still exist, the largest first; Mali has half a percent of the events."""
    here = [c for c in countries() if c.last_day is None][:STATES]
    found = [(c.gwno, c.name, c.region) for c in here if c.gwno != MALI]
    mali = next((c.gwno, c.name, c.region) for c in countries() if c.gwno == MALI)
    return [*found[:MALIS_PLACE], mali, *found[MALIS_PLACE:]]


def names(rng: np.random.Generator, numbers: np.ndarray, kind: str) -> pl.Series:
    """Give each number a name, the same in every piece."""
    known = np.random.default_rng(0).choice(SYLLABLES, (int(numbers.max()) + 1, 4))
    words = ["".join(row).capitalize() for row in known]
    return (kind + " " + pl.Series(words)).gather(numbers)


def texts(rng: np.random.Generator, rows: int, size: int) -> pl.Series:
    """Draw texts of a mean length from a pool."""
    pool = []
    for length in rng.integers(size // 2, max(2, size * 3 // 2), 5_000):
        words = rng.choice(SYLLABLES, max(1, int(length) // 4))
        pool.append(" ".join(words)[: max(3, int(length))])
    return pl.Series(pool).gather(rng.integers(0, len(pool), rows))


def _with_breaks(rng: np.random.Generator, texts: pl.Series, rows: int) -> pl.Series:
    """Quote an office in every article, and break a fifth of them in two lines."""
    broken = '"' + texts + '";\r\n"second source, ' + texts.str.slice(0, 20) + '"'
    plain = '"' + texts + '"'
    return plain.zip_with(pl.Series(rng.random(rows) < 0.8), broken)


def write_zip(path: Path, events: int) -> int:
    """Write events as UCDP ships them: one CSV in a zip. Returns the size of the CSV in bytes."""
    size = 0
    with (
        ZipFile(path, "w", ZIP_DEFLATED, compresslevel=4) as archive,
        archive.open("GEDEvent_made_up.csv", "w", force_zip64=True) as file,
    ):
        for number, frame in enumerate(pieces(events)):
            times = pl.col("date_start", "date_end").dt.strftime("%Y-%m-%d 00:00:00.000")
            text = frame.with_columns(times).write_csv(
                include_header=number == 0, line_terminator="\r\n"
            )
            size += file.write(text.encode())
    return size
