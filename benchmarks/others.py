"""Make files like those of ACLED, of the UN's dead and of populations from a seed.

Nothing in them is true: only the columns, and what stands in them, are as in the files of their
makers. ACLED's has 31 columns, and notes of some 220 letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from mali_cli.facts.countries import countries
from mali_cli.facts.files import rows as rows_of

from .generate import ACTORS, PIECE, PLACES, names, states, texts

ACLED_EVENTS = 2_000_000
ACLED_FILE = "made_up_as-of-24Oct2025.csv"
FIRST, DAYS = np.datetime64("1997-01-01"), 10_500
KINDS = {
    "Battles": ("Armed clash", "Political violence", False),
    "Violence against civilians": ("Attack", "Political violence", True),
    "Explosions/Remote violence": ("Air/drone strike", "Political violence", False),
    "Riots": ("Mob violence", "Political violence; Demonstrations", False),
    "Protests": ("Peaceful protest", "Demonstrations", False),
    "Strategic developments": ("Looting/property destruction", "Strategic developments", False),
}
SHARES = (0.22, 0.14, 0.17, 0.08, 0.33, 0.06)
NOTES, SOURCES = 220, 24
UN_DEATHS, LAST_UPDATE = 4_429, "2025-04-04"
CAUSES = ("Accident", "Illness", "Malicious Act", "Other", "To be Determined")
STAFF = ("Military", "Police", "Civilian", "Local ", "Military Observer")
MISSIONS = ("MINUSMA", "UNIFIL", "UNAMID", "MONUSCO", "MINUSCA", "UNMISS", "UNPROFOR", "ONUC")
POPULATION_YEARS = range(1960, 2025)


def acled_pieces(events: int = ACLED_EVENTS, seed: int = 2) -> Iterator[pl.DataFrame]:
    """Give events in ACLED's layout in pieces, as text is written of them."""
    for number, first in enumerate(range(0, events, PIECE)):
        yield _acled(first, min(PIECE, events - first), np.random.default_rng([seed, number]))


def _acled(first: int, rows: int, rng: np.random.Generator) -> pl.DataFrame:
    here = states()
    share = 1 / np.arange(2, len(here) + 2)
    state, place = rng.choice(len(here), rows, p=share / share.sum()), rng.integers(0, PLACES, rows)
    kind = rng.choice(len(KINDS), rows, p=SHARES)
    told = [(kind_, *more) for kind_, more in KINDS.items()]
    day = FIRST + rng.integers(0, DAYS, rows)
    sides = rng.zipf(1.5, (2, rows)) % ACTORS
    one, two = names(rng, sides[0], "Group"), names(rng, sides[1], "Front")
    dead = np.minimum(rng.zipf(2.2, rows) - 1, 2_000) * (rng.random(rows) < 0.5)
    numbers = {row["iso3"]: int(row["number"]) for row in rows_of("iso_numbers.csv")}
    iso = {country.gwno: numbers.get(country.iso3) for country in countries()}
    blank = pl.repeat(None, rows, dtype=pl.String, eager=True)
    return pl.DataFrame(
        {
            "event_id_cnty": "MDE" + pl.Series(range(first + 1, first + rows + 1)).cast(pl.String),
            "event_date": pl.Series(day).cast(pl.Date),
            "year": pl.Series(day).cast(pl.Date).dt.year(),
            "time_precision": rng.integers(1, 4, rows),
            "disorder_type": pl.Series([one_[2] for one_ in told]).gather(kind),
            "event_type": pl.Series([one_[0] for one_ in told]).gather(kind),
            "sub_event_type": pl.Series([one_[1] for one_ in told]).gather(kind),
            "actor1": one,
            "assoc_actor_1": blank,
            "inter1": pl.repeat("Rebel group", rows, eager=True),
            "actor2": two.zip_with(pl.Series(rng.random(rows) < 0.6), blank),
            "assoc_actor_2": blank,
            "inter2": blank,
            "interaction": pl.repeat("Rebel group only", rows, eager=True),
            "civilian_targeting": pl.Series(
                ["Civilian targeting" if one_[3] else None for one_ in told], dtype=pl.String
            ).gather(kind),
            "iso": pl.Series([iso[number] for number, _, _ in here]).gather(state),
            "region": pl.Series([region for _, _, region in here]).gather(state),
            "country": pl.Series([name for _, name, _ in here]).gather(state),
            "admin1": "Region " + pl.Series(place % 23).cast(pl.String),
            "admin2": "District " + pl.Series(place % 211).cast(pl.String),
            "admin3": blank,
            "location": names(rng, place, "Town of"),
            "latitude": np.round(-30 + state % 60 + place / PLACES, 4),
            "longitude": np.round(-80 + state * 7 % 160 + place % 97 / 97, 4),
            "geo_precision": rng.integers(1, 4, rows),
            "source": texts(rng, rows, SOURCES),
            "source_scale": pl.repeat("National", rows, eager=True),
            "notes": texts(rng, rows, NOTES),
            "fatalities": dead,
            "tags": blank,
            "timestamp": rng.integers(1_690_000_000, 1_761_264_000, rows),
        }
    )


def write_acled(path: Path, events: int = ACLED_EVENTS) -> None:
    """Write an export as ACLED gives it: one CSV."""
    with path.open("wb") as file:
        for number, frame in enumerate(acled_pieces(events)):
            frame.write_csv(file, include_header=number == 0)


def write_un_fatalities(path: Path, rows: int = UN_DEATHS) -> None:
    """Write a list of deaths as the UN's Peace and Security Data Hub has it."""
    rng = np.random.default_rng(3)
    numbers = pl.Series("id", range(1, rows + 1))
    day = np.datetime64("1960-01-01") + rng.integers(0, 23_000, rows)
    mission = pl.Series(MISSIONS).gather(rng.integers(0, len(MISSIONS), rows))
    pl.DataFrame(
        {
            "id": numbers,
            "incident_date": pl.Series(day).cast(pl.Date),
            "casualty_id": mission + "-" + numbers.cast(pl.String),
            "mission_acronym": mission,
            "type_of_casualty": pl.repeat("Fatality", rows, eager=True),
            "gender": pl.Series(["M", "F"]).gather(rng.integers(0, 2, rows)),
            "casualty_nationality": names(rng, rng.integers(0, 120, rows), "Land of"),
            "casualty_personnel_type": pl.Series(STAFF).gather(rng.integers(0, len(STAFF), rows)),
            "type_of_incident": pl.Series(CAUSES).gather(rng.integers(0, len(CAUSES), rows)),
            "m49_code": rng.integers(900, 999, rows),
            "isocode3": pl.repeat("MDE", rows, eager=True),
            "last_update": pl.repeat(LAST_UPDATE, rows, eager=True),
        }
    ).write_csv(path)


def write_population(path: Path) -> None:
    """Write the people of every country and year as the World Bank's CSV has them."""
    rng = np.random.default_rng(4)
    here = [country for country in countries() if country.iso3]
    rows = [
        (country.name, country.iso3, year, int(people) + 1_000 * (year - 1960))
        for country, people in zip(here, rng.integers(10**6, 10**8, len(here)), strict=True)
        for year in POPULATION_YEARS
    ]
    header = ["Country Name", "Country Code", "Year", "Value"]
    pl.DataFrame(rows, schema=header, orient="row").write_csv(path)
