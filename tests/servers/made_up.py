"""Made-up rows in UCDP's real layouts: nobody in them lived, nothing in them happened.

`events(release)` are GED rows in the API's types; `country_years` sums them as UCDP does; the
other data sets are a few rows each with the right columns. `as_csv` writes rows as UCDP's own
files have them.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from mali_cli.facts.releases import ReleaseNumber

Row = dict[str, Any]
COUNTRIES = {
    432: ("Mali", "Africa"),
    439: ("Burkina Faso", "Africa"),
    436: ("Niger", "Africa"),
    490: ("DR Congo (Zaire)", "Africa"),
    700: ("Afghanistan", "Asia"),
}
SOUTH_WEST = {432: (10, 0), 439: (10, 0), 436: (10, 0), 490: (-5, 20), 700: (31, 64)}
"""Where the events of each lie: latitude and longitude, and some degrees to the north-east."""


def _columns(names: str) -> list[str]:
    return names.split()


GED = _columns(
    """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id
conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a
side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date
source_headline source_original where_prec where_coordinates where_description adm_1 adm_2
latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec
date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"""
)
ONE_SIDED = _columns(
    """conflict_id dyad_id actor_id coalition_components actor_name actor_name_fulltext
actor_name_mothertongue year best_fatality_estimate low_fatality_estimate high_fatality_estimate
is_government_actor location gwno_location gwnoa region version"""
)
NON_STATE = _columns(
    """conflict_id dyad_id org side_a_name side_a_name_fulltext side_a_name_mothertongue side_a_id
side_a_components side_a_2nd gwno_a_2nd side_b_name side_b_name_fulltext
side_b_name_mothertongue side_b_id side_b_components side_b_2nd gwno_b_2nd start_date start_prec
start_date2 start_prec2 ep_end ep_end_date ep_end_prec year best_fatality_estimate
low_fatality_estimate high_fatality_estimate location gwno_location region version"""
)
ARMED_CONFLICT = _columns(
    """conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd incompatibility
territory_name year intensity_level cumulative_intensity type_of_conflict start_date start_prec
start_date2 start_prec2 ep_end ep_end_date ep_end_prec gwno_a gwno_a_2nd gwno_b gwno_b_2nd
gwno_loc region version"""
)
DYADIC = _columns(
    """dyad_id conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd
incompatibility territory_name year intensity_level type_of_conflict start_date start_prec
start_date2 start_prec2 gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc region version"""
)
BATTLE_DEATHS = _columns(
    """conflict_id dyad_id location_inc side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd
incompatibility territory_name year bd_best bd_low bd_high type_of_conflict battle_location
gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc gwno_battle region version"""
)
ACTORS = ["ActorId", "NameData", "NameOrig", "Location", "GWNOLoc", "Region", "Version"]
SIDES = {
    1: (("Government of {}", True), ("Made-up Front", False)),
    2: (("Made-up Militia", False), ("Made-up Clan", False)),
    3: (("Made-up Front", False), ("Civilians", False)),
}


def events(release: str, count: int = 240) -> list[Row]:
    """GED or candidate events of a release, in the API's types; the same for the same release."""
    return [dict(row) for row in _events(release, count)]


@cache
def _events(release: str, count: int) -> list[Row]:
    number = ReleaseNumber.parse(release)
    span = number.covers(2010)
    chance = Random(release)
    ids = 900_000 if number.kind == "yearly" else 1_000_000 + number.year * 100_000
    ids += 0 if number.kind == "yearly" else number.month * 5_000
    return [_event(ids + n, number, span.start, span.days, chance) for n in range(count)]


def country_years(release: str, rows: Sequence[Row] | None = None) -> list[Row]:
    """The country-year data that sums the events, in the column names of 26.1."""
    rows = events(release) if rows is None else rows
    last = ReleaseNumber.parse(release).covers().end.year
    return [
        _country_year(country, year, release, rows)
        for country in sorted(COUNTRIES)
        for year in range(2010, last + 1)
    ]


def others(dataset: str, release: str) -> list[Row]:
    """A few rows of one of the other data sets, in the API's types."""
    last = ReleaseNumber.parse(release).covers().end.year
    rows = []
    for place, (country, (name, _)) in enumerate(sorted(COUNTRIES.items())):
        for year in range(last - 4, last + 1):
            rows.append(_other(dataset, 100 + place, country, name, year, release))
    return rows


def as_csv(rows: Sequence[Row], *, bom: bool = False) -> bytes:
    """Rows as UCDP's own CSV files have them: dates with a time, `True` and `False`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow([_cell(name, value) for name, value in row.items()])
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


def as_zip(name: str, content: bytes, *, lie: bool = False) -> bytes:
    """A zip with one file; with `lie` its bytes do not match its checksum."""
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if lie else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 6, 8, 12, 0, 0)), content, method)
    packed = out.getvalue()
    if not lie:
        return packed
    place = packed.index(content[:40]) + len(content) // 2
    return packed[:place] + bytes([packed[place] ^ 0xFF]) + packed[place + 1 :]


def page(rows: Sequence[Row], number: int, size: int, address: str) -> Row:
    """A page of the API: its envelope with the rows of that page."""
    pages = -(-len(rows) // size)
    following = f"{address}&page={number + 1}" if number + 1 < pages else ""
    return {
        "TotalCount": len(rows),
        "TotalPages": pages,
        "PreviousPageUrl": f"{address}&page={number - 1}" if number else "",
        "NextPageUrl": following,
        "Result": list(rows[number * size : (number + 1) * size]),
    }


def _event(key: int, number: ReleaseNumber, start: date, days: int, chance: Random) -> Row:
    country = chance.choice(sorted(COUNTRIES))
    name, region = COUNTRIES[country]
    kind = chance.choice((1, 1, 2, 3, 3))
    (side_a, state), (side_b, _) = SIDES[kind]
    side_a = side_a.format(name)
    first = start + timedelta(days=chance.randrange(days))
    year_end = date(first.year, 12, 31)
    last = min(first + timedelta(days=chance.choice((0, 0, 0, 1, 6, 40, 300))), year_end)
    parts = [0, 0, chance.randrange(9), 0] if kind == 3 else [chance.randrange(7) for _ in "abcd"]
    best = sum(parts)
    ids = (kind * 1000 + country, kind * 1000 + country + 300, country, 5000 + kind)
    preliminary = number.kind != "yearly"
    south, west = SOUTH_WEST[country]
    lat, lon = south + chance.random() * 5, west + chance.random() * 3
    row: list[Any] = [key, f"XYZ-{first.year}-{kind}-{ids[1]}-{key}", first.year]
    row += [
        chance.random() > 0.1,
        "Check deaths" if preliminary and key % 3 == 0 else "Clear",
        kind,
    ]
    row += [str(ids[0]), ids[0], f"{name}: made up", str(ids[1]), ids[1], f"{side_a} - {side_b}"]
    row += [str(ids[2]), ids[2], side_a, f"XXX{ids[3]}", ids[3], side_b, 2]
    row += [f'"Made-up Post,{first},A ""quoted""\nheadline"', "Made-up Post", str(first)]
    row += ["A headline", "local sources", chance.choice((1, 1, 2, 4, 6)), "Made-up Town", ""]
    row += [f"Region {key % 4} of {name}", "" if key % 3 else "District", lat, lon]
    row += [f"POINT ({lon:.6f} {lat:.6f})", 144_000 + key % 500, name, country, region]
    row += [1, 1 if first == last else 4, f"{first}T00:00:00", f"{last}T00:00:00"]
    row += [*parts, best, best + chance.randrange(4), max(0, best - chance.randrange(3))]
    row += [str(country) if state else None, None]
    return dict(zip(GED, row, strict=True))


def _country_year(country: int, year: int, release: str, rows: Iterable[Row]) -> Row:
    here = [row for row in rows if (row["country_id"], row["year"]) == (country, year)]
    name, region = COUNTRIES[country]
    row: Row = {"country": name, "country_id": country, "year": year, "region": region}
    row["govt_name"] = f"Government of {name}"
    row |= _block("sb", _of(here, 1), ("deaths", "total_deaths"), list_all=True)
    for part, some in (("sb_intrastate", _of(here, 1)), ("sb_interstate", [])):
        row |= _block(part, some, ("deaths", "deaths"), list_all=True, govt=True)
    row |= _block("ns", _of(here, 2), ("deaths", "total_deaths"), list_all=True)
    row |= _one_sided_block(_of(here, 3))
    total = "cumulative_total_deaths"
    row[f"{total}_parties_in_orgvio"] = _sum(here, "deaths_a") + _sum(here, "deaths_b")
    row[f"{total}_civilians_in_orgvio"] = _sum(here, "deaths_civilians")
    row[f"{total}_unknown_in_orgvio"] = _sum(here, "deaths_unknown")
    row |= _estimates(f"{total}_in_orgvio", here)
    return row | {"Version": release}


def _block(
    name: str,
    rows: list[Row],
    words: tuple[str, str],
    *,
    list_all: bool = False,
    govt: bool = False,
) -> Row:
    part, total = words
    block = _dyads(name, rows)
    if govt:
        block[f"{name}_govt_inv_incomp"] = int(bool(rows))
    block[f"{name}_{part}_parties"] = _sum(rows, "deaths_a") + _sum(rows, "deaths_b")
    block[f"{name}_{part}_civilians"] = _sum(rows, "deaths_civilians")
    block[f"{name}_{part}_unknown"] = _sum(rows, "deaths_unknown")
    return block | _estimates(f"{name}_{total}", rows)


def _one_sided_block(rows: list[Row]) -> Row:
    block = _dyads("os", rows)
    for who, some in (("govt", []), ("any_govt", []), ("nsgroup", rows)):
        block[f"os_{who}_inv"] = int(bool(some))
        block |= _estimates(f"os_{who}_killings", some)
    return block | {"os_killings_unknown": 0} | _estimates("os_total_deaths", rows)


def _dyads(name: str, rows: list[Row]) -> Row:
    dyads = {row["dyad_new_id"]: row["dyad_name"] for row in rows}
    return {
        f"{name}_exist": int(bool(rows)),
        f"{name}_dyad_count": len(dyads),
        f"{name}_dyad_ids": "; ".join(map(str, dyads)) or "NO_DYAD",
        f"{name}_dyad_names": "; ".join(dyads.values()) or "NO_DYAD",
    }


def _estimates(name: str, rows: Iterable[Row]) -> Row:
    rows = list(rows)
    return {f"{name}_{kind}": _sum(rows, kind) for kind in ("best", "high", "low")}


def _of(rows: Iterable[Row], kind: int) -> list[Row]:
    return [row for row in rows if row["type_of_violence"] == kind]


def _sum(rows: Iterable[Row], name: str) -> int:
    return sum(row[name] for row in rows)


def _other(dataset: str, key: int, country: int, name: str, year: int, release: str) -> Row:
    columns = {
        "one-sided": ONE_SIDED,
        "non-state": NON_STATE,
        "armed-conflict": ARMED_CONFLICT,
        "dyadic": DYADIC,
        "battle-deaths": BATTLE_DEATHS,
        "actors": ACTORS,
    }[dataset]
    deaths = 25 + (key * year) % 400
    known: Row = {
        "conflict_id": key, "dyad_id": key + 300, "actor_id": key + 600, "year": year,
        "org": 1, "location": name, "location_inc": name, "battle_location": name,
        "gwno_location": country, "gwno_loc": country, "gwno_battle": country,
        "actor_name": "Made-up Front", "side_a": f"Government of {name}", "gwno_a": country,
        "side_b": "Made-up Front", "side_a_name": "Made-up Militia", "side_b_name": "Made-up Clan",
        "side_a_id": key + 600, "side_b_id": key + 700, "incompatibility": 2,
        "intensity_level": 1, "cumulative_intensity": 1, "type_of_conflict": 3,
        "start_date": f"{year}-01-02", "start_prec": 1, "start_date2": f"{year}-03-04",
        "start_prec2": 1, "ep_end": 0, "region": 4, "is_government_actor": 0,
        "best_fatality_estimate": deaths, "low_fatality_estimate": deaths,
        "high_fatality_estimate": deaths + 5, "bd_best": deaths, "bd_low": deaths,
        "bd_high": deaths + 5, "ActorId": key * 100 + year % 100, "NameData": "Made-up Front",
        "NameOrig": "Front inventé", "Location": name, "GWNOLoc": country, "Region": 4,
        "version": release, "Version": release,
    }  # fmt: skip
    numbers = {"year", "is_government_actor"} if dataset == "one-sided" else set()
    cells = {column: known.get(column, "") for column in columns}
    return {c: v if c in numbers or "fatality" in c else str(v) for c, v in cells.items()}


def _cell(name: str, value: Any) -> Any:
    if name in ("date_start", "date_end"):
        return f"{str(value)[:10]} 00:00:00.000"
    return "" if value is None else value
