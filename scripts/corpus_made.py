"""Made-up files: the rows of `fixtures/`, repeated with other days, places, sides and numbers.

Of the seven events there, no total, phase or break can be told from a wrong one. What is drawn
depends on a seed, and only the standard library is used, so that the same files come out whatever
the program becomes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

Row = dict[str, str]
ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
SEED = 1
EVENTS = 420
COUNTRIES = {
    432: "Mali",
    439: "Burkina Faso",
    436: "Niger",
    490: "DR Congo (Zaire)",
    482: "Central African Republic",
    625: "Sudan",
}
REGIONS = (
    *("Mopti region", "Gao region", "Segou region", "Ménaka region", "Kidal region"),
    *("Tombouctou region", ""),
)
DISTRICTS = ("", "Nara cercle", "Abeïbara cercle")
PLACES = ("Old Ford", "Moura", "The Well")
GROUPS = {80: "Alpha, Béta", 81: "Alpha", 82: "JNIM", 83: "IS"}
"""Some names are those that the packaged claims ask for; what these groups do here is made up."""
STATE = "Government of Mali"
FIRST, LAST = date(1989, 1, 1), date(2025, 12, 31)
EDGES = (date(2013, 7, 1), date(2012, 3, 22), date(2020, 8, 18), date(2024, 1, 1))
"""Days around which some events are put, so that they straddle the edges of phases."""
FACTORS = (1, 1, 1, 1, 3, 20, 100)
"""Few events have many deaths."""


def made_files() -> dict[str, list[Row]]:
    """Return the rows of every made-up file by its name."""
    drawn = list(_events(Random(SEED)))
    to_2023, to_2024 = (
        [row for row in drawn if row["date_end"] < year] for year in ("2024", "2025")
    )
    return {
        "events-24.csv": to_2023,
        "events-25.csv": list(_revised(to_2024, Random(SEED + 1))),
        "events-26.csv": list(_revised(drawn, Random(SEED + 2))),
        "candidate-1.csv": list(_preliminary(drawn[:18], date(2026, 1, 3), 970_000)),
        "candidate-2.csv": list(_preliminary(drawn[9:30], date(2026, 2, 2), 980_000)),
        "country-years.csv": list(_country_years(Random(SEED + 3))),
        "one-country.csv": [row for row in drawn if row["country"] == "Mali"],
    }


def write(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as UCDP does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def fixture(name: str) -> list[Row]:
    """Return the rows of a file in `fixtures/`."""
    with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _events(chance: Random) -> Iterator[Row]:
    patterns = fixture("ged-official.csv")
    days = (LAST - FIRST).days
    for number in range(EVENTS):
        start = FIRST + timedelta(days=int(days * chance.random() ** 0.5))
        if number % 20 == 0:
            start = EDGES[number // 20 % len(EDGES)] - timedelta(days=2)
        length = 5 if number % 20 == 0 else chance.choice((0, 0, 0, 0, 0, 1, 6, 40))
        country = chance.choice((432, 432, 432, *COUNTRIES))
        pattern = chance.choice(patterns)
        yield (
            pattern
            | _when(start, length)
            | _where(country, chance)
            | _who(pattern, chance)
            | {
                "id": str(910_000 + number),
                "relid": f"MADE-{start.year}-{number}",
                "active_year": str(chance.random() < 0.9),
            }
            | _deaths(pattern["type_of_violence"] == "3", chance)
        )


def _when(start: date, length: int) -> Row:
    end = start + timedelta(days=length)
    end = end if start > LAST else min(end, LAST)
    return {
        "year": str(start.year),
        "date_prec": str(1 if not length else 2 if length < 7 else 4),
        "date_start": f"{start} 00:00:00.000",
        "date_end": f"{end} 00:00:00.000",
    }


def _where(country: int, chance: Random) -> Row:
    region = chance.choice(REGIONS)
    east, north = round(chance.uniform(-5, 3), 4), round(chance.uniform(12, 17), 4)
    return {
        "country": COUNTRIES[country],
        "country_id": str(country),
        "adm_1": region,
        "adm_2": chance.choice(DISTRICTS) if region else "",
        "where_prec": str(chance.choice((1, 1, 1, 2, 3, 4)) if region else 6),
        "where_coordinates": chance.choice(PLACES),
        "longitude": str(east),
        "latitude": str(north),
        "geom_wkt": f"POINT ({east} {north})",
        "priogrid_gid": str(int((north + 90) * 2) * 720 + int((east + 180) * 2) + 1),
    }


def _who(pattern: Row, chance: Random) -> Row:
    number = chance.choice(list(GROUPS))
    kind, one_sided = pattern["type_of_violence"], pattern["type_of_violence"] == "3"
    group = {"side_a_new_id": str(number), "side_a_dset_id": str(number), "side_a": GROUPS[number]}
    state = {"gwnoa": "432"}
    if kind == "1":
        group = {name.replace("_a", "_b", 1): value for name, value in group.items()}
    elif one_sided and chance.random() < 0.3:
        group = state | {"side_a": STATE}
    else:
        group |= {"gwnoa": ""}
    if kind == "2":
        group |= {"side_b_new_id": "84", "side_b_dset_id": "84", "side_b": "Clan of Epsilon"}
    dyad = int(kind) * 100 + number
    sides = pattern | group
    return group | {
        "dyad_new_id": str(dyad),
        "dyad_dset_id": str(dyad),
        "dyad_name": f"{sides['side_a']} - {sides['side_b']}",
        "conflict_new_id": str(dyad + 1000),
        "conflict_dset_id": str(dyad + 1000),
        "conflict_name": f"Madeup: {sides['side_a']}",
    }


def _deaths(one_sided: bool, chance: Random) -> Row:
    """Draw the deaths of each side; best is their sum but in a few events."""
    factor = chance.choice(FACTORS)
    parts = [chance.randrange(3) * factor for _ in range(4)]
    parts = [0, 0, sum(parts), 0] if one_sided else parts
    best = sum(parts)
    low, high = best - chance.randrange(min(best, 9) + 1), best + chance.randrange(12)
    names = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    row = {name: str(part) for name, part in zip(names, parts, strict=True)}
    if chance.random() < 0.02:
        low, high = high, low
    return row | {"best": str(best), "low": str(low), "high": str(high)}


def _revised(rows: Iterable[Row], chance: Random) -> Iterator[Row]:
    """Leave a few events out, add a few, and give some other deaths or another region."""
    for row in rows:
        change = chance.random()
        if change < 0.03:
            continue
        if change < 0.06:
            yield row | {"id": str(int(row["id"]) + 40_000)}
        if change < 0.12:
            yield row | _deaths(row["type_of_violence"] == "3", chance)
        elif change < 0.15:
            yield row | {"adm_1": "Taoudénit region"}
        else:
            yield row


def _preliminary(rows: Iterable[Row], first: date, ids: int) -> Iterator[Row]:
    for number, row in enumerate(rows):
        code = ("Clear", "Check deaths", "Clear", "Check dyad")[number % 4]
        when = _when(first + timedelta(days=number % 24), number % 3)
        yield row | when | {"id": str(ids + number), "code_status": code}


def _country_years(chance: Random) -> Iterator[Row]:
    pattern = fixture("country-year-26.1.csv")[0]
    for number, name in COUNTRIES.items():
        for year in range(FIRST.year, LAST.year + 1):
            place = {"country": name, "country_id": str(number), "year": str(year)}
            yield pattern | place | _estimates(chance)


def _estimates(chance: Random) -> Row:
    """Draw the deaths of a country in a year in the three types, which add up to the whole."""
    row: dict[str, int] = {}
    blocks = {
        "sb": ("sb_total_deaths", "sb_intrastate_deaths"),
        "ns": ("ns_total_deaths",),
        "os": ("os_total_deaths", "os_nsgroup_killings"),
    }
    total = {"best": 0, "low": 0, "high": 0}
    for names in blocks.values():
        best = chance.choice((0, 0, 1, 1)) * chance.randrange(1, 60) * chance.choice(FACTORS)
        part = {"best": best, "low": best - best // 7, "high": best + chance.randrange(20)}
        row |= {f"{name}_{kind}": value for name in names for kind, value in part.items()}
        total = {kind: value + part[kind] for kind, value in total.items()}
        row |= _parts(names[0][:2], best)
    row |= {f"cumulative_total_deaths_in_orgvio_{kind}": value for kind, value in total.items()}
    of_civilians = row["os_total_deaths_best"] + row["sb_deaths_civilians"]
    row["cumulative_total_deaths_civilians_in_orgvio"] = of_civilians + row["ns_deaths_civilians"]
    parties = row["sb_deaths_parties"] + row["ns_deaths_parties"]
    row["cumulative_total_deaths_parties_in_orgvio"] = parties
    return {name: str(value) for name, value in row.items()}


def _parts(kind: str, best: int) -> Mapping[str, int]:
    """Share the deaths of battles between parties and civilians."""
    civilians = best // 4
    names = {"sb": ("sb", "sb_intrastate"), "ns": ("ns",), "os": ()}[kind]
    exist = {f"{name}_exist": int(best > 0) for name in (names or ("os",))}
    shares = {"parties": best - civilians, "civilians": civilians}
    return exist | {f"{n}_deaths_{part}": value for n in names for part, value in shares.items()}
