"""Write rows of text in each layout that UCDP, HDX, R or Excel give a file.

`python -m tests.read.writers` writes the files in fixtures/ anew.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from .made_up import EVENTS, GED, SCHEMAS, Row, frame_of, made_event, yearly

Way = Callable[[str], str]
FIXTURES = Path(__file__).parents[2] / "fixtures"
WEB_NAMES = {"best": "best_est", "high": "high_est", "low": "low_est"}
_IN_19 = (
    "id year active_year type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name "
    "side_a_new_id gwnoa side_a side_b_new_id gwnob side_b number_of_sources source_article "
    "source_office source_date source_headline source_original where_prec where_coordinates adm_1 "
    "adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown low best high"
)
NAMES_19 = _IN_19.split()
_ACTOR_NAMES = (
    "ActorId NameData NameOrig NameOrigFull NameOrigFullEng NameChange NewName "
    "NewNameFullMotherTongue NewNameFullEng Org ConflictId DyadId PrimaryParty OSID OSCoalition "
    "OSCoalitionID NSID NSCoalition NSCoalitionID Splinter NamePrev ActorIdPrev SplitTemp "
    "NameSplitTemp ActorIdSplitTemp Alliance NameAlliance ActorIdAlliance JoinGroup GroupName "
    "ActorIdGroup Location GWNOLoc Region Version"
)
CUT = ("date_start", "date_end", "country_id", "type_of_violence", "best")
WEB = tuple(name for name in GED if name not in ("gwnoa", "gwnob"))
GEO = tuple(n for n in GED if n not in ("relid", "latitude", "longitude", "geom_wkt"))
_DATES = ("date_start", "date_end")


def table(
    names: Sequence[str], rows: Sequence[Sequence[str | None]], end: str = "\n", mark: str = ","
) -> bytes:
    """Write records with a header."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, delimiter=mark).writerows([names, *rows])
    return out.getvalue().encode()


def cells(
    rows: Sequence[Row], names: Sequence[str], dates: Way = str, **how: Way
) -> list[list[str | None]]:
    """Return the cells of these columns; `how` says how a column is written."""
    ways: dict[str, Way] = dict.fromkeys(_DATES, dates) | how
    return [[_way(ways, name, row[name]) for name in names] for row in rows]


def _way(ways: dict[str, Way], name: str, text: str | None) -> str | None:
    return ways[name](text) if text is not None and name in ways else text


def official(rows: Sequence[Row]) -> bytes:
    written = cells(rows, list(GED), dates=lambda d: f"{d} 00:00:00.000", active_year=str.title)
    return table(list(GED), written)


def old(rows: Sequence[Row]) -> bytes:
    return table(NAMES_19, cells(rows, NAMES_19, active_year=_bit))


def web_export(rows: Sequence[Row]) -> bytes:
    written = cells(rows, WEB, dates=_american, active_year=str.title)
    return table([WEB_NAMES.get(name, name) for name in WEB], [[*row, ""] for row in written])


def hdx(rows: Sequence[Row]) -> bytes:
    at = list(GED).index("country") + 1
    names = [*list(GED)[:at], "iso3", *list(GED)[at:]]
    tags: list[str | None] = [
        {"year": "#date+year", "best": "#affected+killed", "country": "#country+name"}.get(n)
        for n in names
    ]
    written = cells(rows, list(GED), dates=lambda d: f"{d} 00:00:00.000", active_year=_bit)
    return table(names, [tags, *([*r[:at], "MLI", *r[at:]] for r in written)], end="\r\n")


def hdx_by_pandas(rows: Sequence[Row]) -> bytes:
    """Number the rows as pandas does, that of the tags as well."""
    names, tags, *written = csv.reader(io.StringIO(hdx(rows).decode(), newline=""))
    numbered = [["0", *tags], *([str(at), *row] for at, row in enumerate(written, 1))]
    return table(["", *names], numbered)


def r_saved(rows: Sequence[Row]) -> bytes:
    numbers = [n for n, d in GED.items() if d.is_integer() or n.startswith("gwno") or "dset" in n]
    ways: dict[str, Way] = {
        name: (lambda text: f"{text}.0" if text.lstrip("-").isdigit() else text) for name in numbers
    }
    return table(list(GED), cells(rows, list(GED), active_year=lambda t: f"{_bit(t)}.0", **ways))


def excel(rows: Sequence[Row]) -> bytes:
    written = cells(rows, list(GED), dates=_european, active_year=str.upper)
    return table(list(GED), written, end="\r\n", mark=";")


def headerless(rows: Sequence[Row]) -> bytes:
    return official(rows).partition(b"\n")[2]


def with_number(rows: Sequence[Row]) -> bytes:
    written = [[str(at), *row] for at, row in enumerate(cells(rows, list(GED)), 1)]
    return table(["#", *GED], written)


def own(rows: Sequence[Row], names: Sequence[str] = tuple(GED)) -> bytes:
    about = ["ged", "25.1", "2016-01-01", "2017-12-31"]
    written = [[*row, *about] for row in cells(rows, names)]
    return table([*names, "dataset", "release", "coverage_start", "coverage_end"], written)


def cut(rows: Sequence[Row]) -> bytes:
    return table(CUT, cells(rows, CUT))


def api_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Write rows as the API answers them: numbers, booleans, dates with a T, keys as it likes."""
    frame = frame_of(rows).with_columns(pl.col(_DATES).dt.to_string("%Y-%m-%dT00:00:00"))
    blank = pl.col("adm_2", "where_description").fill_null("")
    return frame.with_columns(blank).rename({"side_a": "side_A"}).rows(named=True)


def api_page(
    rows: Sequence[Row], page: int = 0, pages: int = 1, total: int | None = None
) -> dict[str, Any]:
    count = len(rows) if total is None else total
    links = {"PreviousPageUrl": "", "NextPageUrl": ""}
    return {"TotalCount": count, "TotalPages": pages, **links, "Result": api_rows(rows)}


def api_json(rows: Sequence[Row]) -> bytes:
    return json.dumps(api_page(rows), indent=1).encode()


def api_pages(rows: Sequence[Row]) -> bytes:
    half = (len(rows) + 1) // 2
    parts = [part for part in (rows[:half], rows[half:]) if part]
    pages = [api_page(part, at, len(parts), len(rows)) for at, part in enumerate(parts)]
    return json.dumps(pages).encode()


def bare_rows(rows: Sequence[Row]) -> bytes:
    return json.dumps(api_rows(rows), ensure_ascii=False).encode()


def ndjson(rows: Sequence[Row]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in api_rows(rows))


def geojson(rows: Sequence[Row]) -> bytes:
    features = []
    for row in api_rows(rows):
        point = [row.pop("longitude"), row.pop("latitude")]
        row |= {"relid": 0, "active_year": int(row["active_year"])}
        row.pop("geom_wkt")
        geometry = {"type": "Point", "coordinates": point}
        features.append({"type": "Feature", "properties": row, "geometry": geometry})
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def parquet(rows: Sequence[Row]) -> bytes:
    out = io.BytesIO()
    frame_of(rows).write_parquet(out)
    return out.getvalue()


def zipped(content: bytes, member: str = "any.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(member), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def yearly_csv(dataset: str, rows: Sequence[Row] | None = None, end: str = "\n") -> bytes:
    rows = yearly(dataset) if rows is None else rows
    names = list(SCHEMAS[dataset])
    return table(names, [[row[name] for name in names] for row in rows], end=end)


def yearly_json(dataset: str) -> bytes:
    """Write all-text rows, with a capital here and there, as the API does."""
    renamed = {"side_b_id": "side_b_Id", "side_a_id": "side_a_Id"}
    rows = [{renamed.get(k, k): v for k, v in row.items()} for row in yearly(dataset)]
    return json.dumps({"TotalCount": len(rows), "TotalPages": 1, "Result": rows}).encode()


def country_year_25() -> bytes:
    rows = yearly("country-year")
    names = ["country_id", "country", *list(SCHEMAS["country-year"])[2:]]
    written = [[row[name] for name in names] for row in rows]
    return table([_old_name(name) for name in names], written, end="\r\n")


def country_year_26() -> bytes:
    content = yearly_csv("country-year", yearly("country-year", version="26.1"))
    return b"\xef\xbb\xbf" + content.replace(b",version\n", b",Version\n", 1)


def actors() -> bytes:
    header, _, rows = yearly_csv("actors").decode().partition("\n")
    assert header == _ACTOR_NAMES.lower().replace(" ", ",")
    return f"{_ACTOR_NAMES.replace(' ', ',')}\n{rows}".encode("cp1252")


def conflict_excel() -> bytes:
    rows = yearly("armed-conflict")
    names = list(SCHEMAS["armed-conflict"])
    dates = ("start_date", "start_date2", "ep_end_date")
    written = [[_european(str(r[n])) if n in dates else r[n] for n in names] for r in rows]
    return table(names, written, end="\r\n", mark=";")


def ruined() -> bytes:
    """Ruin a web export as Excel has ruined the one of Niger."""
    head, *lines = web_export(EVENTS[:1]).decode().splitlines()
    doubled = ['"' + line.replace('"', '""') + '"' for line in lines]
    return "\n".join([f"{head};{head};;;", *(f"{d};{d};;;" for d in doubled), ""]).encode()


def _old_name(name: str) -> str:
    if name == "version":
        return name
    main = "govt" in name and "any_govt" not in name
    return f"{name.replace('govt', 'main_govt') if main else name}_cy"


def _bit(text: str) -> str:
    return "1" if text == "true" else "0"


def _american(text: str) -> str:
    return date.fromisoformat(text).strftime("%m/%d/%Y 00:00:00")


def _european(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day}-{day.month}-{day.year}"


EVENT_LAYOUTS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    "ged-official.csv": official,
    "ged-19.1.csv": old,
    "ged-webexport.csv": web_export,
    "ged-hdx.csv": hdx,
    "ged-hdx-pandas.csv": hdx_by_pandas,
    "ged-r.csv": r_saved,
    "ged-excel.csv": excel,
    "ged-headerless.csv": headerless,
    "ged-numbered.csv": with_number,
    "ged-events-output.csv": own,
    "ged-cut.csv": cut,
    "ged-api-page.json": api_json,
    "ged-api-pages.json": api_pages,
    "ged-api-rows.json": bare_rows,
    "ged-api.ndjson": ndjson,
    "ged.geojson": geojson,
    "ged.parquet": parquet,
    "ged-19.1.zip": lambda rows: zipped(old(rows), "folder/ged191.csv"),
    "ged-official.csv.gz": lambda rows: gzip.compress(official(rows), mtime=0),
}
OTHER_LAYOUTS: dict[str, Callable[[], bytes]] = {
    "country-year-25.1.csv": country_year_25,
    "country-year-26.1.csv": country_year_26,
    "one-sided.csv": lambda: yearly_csv("one-sided"),
    "one-sided-api.json": lambda: yearly_json("one-sided"),
    "non-state.csv": lambda: yearly_csv("non-state"),
    "non-state-api.json": lambda: yearly_json("non-state"),
    "armed-conflict.csv": lambda: yearly_csv("armed-conflict"),
    "armed-conflict-api.json": lambda: yearly_json("armed-conflict"),
    "armed-conflict-excel.csv": conflict_excel,
    "dyadic.csv": lambda: yearly_csv("dyadic"),
    "dyadic-api.json": lambda: yearly_json("dyadic"),
    "battle-deaths.csv": lambda: yearly_csv("battle-deaths"),
    "battle-deaths-api.json": lambda: yearly_json("battle-deaths"),
    "actors-latin1.csv": actors,
}
NEW: Row = {"year": "2026", "date_start": "2026-01-10", "date_end": "2026-01-11"}
CANDIDATE: tuple[Row, ...] = (
    {**EVENTS[0], **NEW, "code_status": "Check dyad", "date_prec": "0", "active_year": "false"},
    {**EVENTS[1], **NEW, "best": "20", "date_start": "2025-12-30"},
)
OCTOBER = (
    made_event(911001, "2023-03-04", 7),
    made_event(911002, "2023-10-04", 5),
    made_event(911003, "2023-10-20", 3, code_status="Check deaths"),
    made_event(911004, "2023-11-03", 9, country="Niger", country_id="436"),
)
"""A monthly release: October 2023, an addition to March, and an event of the month after."""


STATES = (
    # number, name, first and last year with a row, deaths a year
    ("260", "Germany", 1989, 1992, 7),
    ("265", "German Democratic Republic", 1989, 1990, 0),
    ("345", "Serbia (Yugoslavia)", 1998, 2010, 40),
    ("347", "Kosovo", 2008, 2010, 0),
    ("625", "Sudan", 2005, 2012, 300),
    ("626", "South Sudan", 2011, 2012, 20),
    ("850", "Indonesia", 1998, 2006, 9),
    ("860", "East Timor", 2002, 2006, 0),
)
"""Made-up country-years of states that begin and end: `states-country-year.csv`."""
SUDAN = ("625", "Sudan")
SOUTH_SUDAN = ("626", "South Sudan")
STATE_EVENTS = (
    # country, day, deaths
    (SUDAN, "2005-03-01", "50"),
    (SUDAN, "2010-05-05", "60"),
    (SUDAN, "2012-06-06", "70"),
    (SOUTH_SUDAN, "2012-02-02", "11"),
    (SOUTH_SUDAN, "2014-03-03", "13"),
)
"""Made-up events in a state that begins on 2011-07-09, and in the one before: `states-ged.csv`."""


PEOPLE = (
    # code, name, people in 1989
    ("AFE", "Africa Eastern and Southern", 300_000_000),
    ("BFA", "Burkina Faso", 8_000_000),
    ("DEU", "Germany", 78_000_000),
    ("IDN", "Indonesia", 180_000_000),
    ("ISR", "Israel", 4_000_000),
    ("MLI", "Mali", 9_000_000),
    ("MNE", "Montenegro", 600_000),
    ("NER", "Niger", 7_000_000),
    ("PSE", "West Bank and Gaza", 2_000_000),
    ("SDN", "Sudan", 20_000_000),
    ("SRB", "Serbia", 7_500_000),
    ("SSD", "South Sudan", 5_000_000),
    ("TLS", "Timor-Leste", 700_000),
    ("XKX", "Kosovo", 1_900_000),
)
"""Made-up people of countries and of a region: `population.csv`, `population-api.json`."""


def people_in(code: str, year: int) -> int | None:
    """Return the made-up people of a code; none of Gaza in 1989, nor of Niger in 2012."""
    if (code, year) in (("PSE", 1989), ("NER", 2012)):
        return None
    return next(base for known, _, base in PEOPLE if known == code) + 10_000 * (year - 1989)


POPULATION_YEARS = range(1989, 2017)


def population() -> bytes:
    rows = [
        [name, code, str(year), str(people_in(code, year) or "")]
        for code, name, _ in PEOPLE
        for year in POPULATION_YEARS
    ]
    return table(["Country Name", "Country Code", "Year", "Value"], rows)


def population_of_api() -> bytes:
    rows = [
        {
            "indicator": {"id": "SP.POP.TOTL", "value": "Population, total"},
            "country": {"id": code[:2], "value": name},
            "countryiso3code": code,
            "date": str(year),
            "value": people_in(code, year),
            **{"unit": "", "obs_status": "", "decimal": 0},
        }
        for code, name, _ in PEOPLE
        for year in POPULATION_YEARS
    ]
    facts = {"page": 1, "pages": 1, "per_page": 20000, "total": len(rows), "sourceid": "2"}
    return json.dumps([facts | {"lastupdated": "2017-07-01"}, rows]).encode()


def country_years_of_states() -> bytes:
    rows = []
    for number, name, first, last, deaths in STATES:
        for year in range(first, last + 1):
            row = yearly("country-year", 1)[0]
            totals = [column for column in row if column.startswith(("os_total", "cumulative"))]
            row |= dict.fromkeys(totals, str(deaths))
            rows.append(row | {"country_id": number, "country": name, "year": str(year)})
    names = list(SCHEMAS["country-year"])
    return table(names, [[row[name] for name in names] for row in rows])


def events_of_states() -> bytes:
    return official(
        [
            {
                **EVENTS[0],
                **{"id": str(number), "country_id": country[0], "country": country[1]},
                **{"year": day[:4], "date_start": day, "date_end": day},
                **dict.fromkeys(("best", "low", "high", "deaths_b"), deaths),
            }
            for number, (country, day, deaths) in enumerate(STATE_EVENTS, start=1)
        ]
    )


def all_fixtures() -> dict[str, bytes]:
    """Return every file of made-up rows by its name."""
    files = {name: write(EVENTS) for name, write in EVENT_LAYOUTS.items()}
    files |= {name: write() for name, write in OTHER_LAYOUTS.items()}
    files |= {"states-country-year.csv": country_years_of_states()}
    files |= {"states-ged.csv": events_of_states()}
    files |= {"population.csv": population(), "population-api.json": population_of_api()}
    return files | {
        "GEDEvent_v26_0_1.csv": official(CANDIDATE),
        "GEDEvent_v23_0_10.csv": official(OCTOBER),
        "ged-excel-ruined.csv": ruined(),
    }


if __name__ == "__main__":
    FIXTURES.mkdir(exist_ok=True)
    for name, content in all_fixtures().items():
        (FIXTURES / name).write_bytes(content)
