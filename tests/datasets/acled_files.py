"""Made-up events in the forms in which ACLED's come: nothing here happened, no row is copied.

`python -m tests.datasets.acled_files` writes the files in fixtures/ anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from tests.read.writers import FIXTURES, table

_NAMES = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
)
_NAMES_2016 = (
    "GWNO EVENT_ID_CNTY EVENT_ID_NO_CNTY EVENT_DATE YEAR TIME_PRECISION EVENT_TYPE ACTOR1 "
    "ALLY_ACTOR_1 INTER1 ACTOR2 ALLY_ACTOR_2 INTER2 INTERACTION COUNTRY ADMIN1 ADMIN2 ADMIN3 "
    "LOCATION LATITUDE LONGITUDE GEO_PRECISION SOURCE NOTES FATALITIES"
)
NAMES, NAMES_2016 = _NAMES.split(), _NAMES_2016.split()
FRONT, ARMY = "Made-up Front", "Military Forces of Mali (2021-)"
POLITICAL, BOTH, SHOWN = (
    "Political violence",
    "Political violence; Demonstrations",
    "Demonstrations",
)
TARGETED = "Civilian targeting"
_MALI, _NIGER = ("466", "Western Africa", "Mali"), ("562", "Western Africa", "Niger")
_HARD = 'Raid on "Old Ford",\nseveral dead'
# id, day, precisions of time and place, kinds, actors, targeted, place, dead
_ROWS: tuple[tuple[str, ...], ...] = (
    ("MLI1", "2022-02-03", "1", "1", POLITICAL, "Battles", "Armed clash", FRONT, ARMY, "", "4"),
    ("MLI2", "2022-08-17", "1", "2", POLITICAL, "Violence against civilians", "Attack", FRONT,
     "Civilians (Mali)", TARGETED, "7"),
    ("MLI3", "2022-12-31", "2", "1", POLITICAL, "Battles", "Armed clash", ARMY, FRONT, "", "11"),
    ("MLI4", "2023-01-01", "1", "3", POLITICAL, "Violence against civilians", "Attack", FRONT,
     "Civilians (Mali)", TARGETED, "2"),
    ("MLI5", "2023-05-16", "3", "1", POLITICAL, "Explosions/Remote violence", "Air/drone strike",
     ARMY, "", "", "0"),
    ("MLI6", "2023-06-30", "1", "1", SHOWN, "Protests", "Peaceful protest", "Protesters (Mali)",
     "", "", "0"),
    ("NER1", "2022-03-09", "1", "1", POLITICAL, "Battles", "Armed clash", FRONT, "Police", "", "5"),
    ("NER2", "2023-03-09", "1", "1", BOTH, "Protests", "Excessive force against protesters",
     "Protesters (Niger)", "Police", TARGETED, "1"),
    ("NER3", "2023-08-31", "1", "1", "Strategic developments", "Strategic developments", "Looting",
     FRONT, "", "", "0"),
)  # fmt: skip
PLACES = {
    **{"MLI1": ("Mopti", "Koro", "Koro", "Old Ford"), "MLI2": ("Gao", "Gao", "", "Gao")},
    **{"MLI3": ("Mopti", "Koro", "Barapireli", "Ford"), "MLI4": ("Gao", "", "", "Gao")},
    **{"MLI5": ("Kidal", "Kidal", "", "Kidal"), "MLI6": ("Bamako", "", "", "Bamako")},
    **{"NER1": ("Tillaberi", "Ouallam", "", "Ouallam"), "NER2": ("Niamey", "", "", "Niamey")},
    "NER3": ("Tillaberi", "Tera", "", "Tera"),
}
CHANGED = {"MLI1": "1700000000", "NER3": "1761264000"}
"""When rows were last changed: the newest on 2025-10-24."""


def events() -> list[dict[str, str]]:
    """Return the events by the names of today."""
    found = []
    for number, row in enumerate(_ROWS):
        key, day, time, place, disorder, kind, sub, one, two, targeted, dead = row
        iso, region, country = _MALI if key.startswith("MLI") else _NIGER
        admin1, admin2, admin3, location = PLACES[key]
        cells = dict.fromkeys(NAMES, "")
        cells |= {"event_id_cnty": key, "event_date": day, "year": day[:4], "iso": iso}
        cells |= {"time_precision": time, "geo_precision": place, "disorder_type": disorder}
        cells |= {"event_type": kind, "sub_event_type": sub, "civilian_targeting": targeted}
        cells |= {"actor1": one, "actor2": two, "inter1": "Rebel group", "interaction": "Rebel"}
        cells |= {"region": region, "country": country, "location": location, "notes": _HARD}
        cells |= {"admin1": admin1, "admin2": admin2, "admin3": admin3, "fatalities": dead}
        cells |= {"latitude": f"{14 + number / 10}", "longitude": "-1.5", "source": "Made-up Times"}
        found.append(cells | {"timestamp": CHANGED.get(key, "1690243200")})
    return found


def export(dates: Callable[[str], str] = str, mark: str = ",", upper: bool = False) -> bytes:
    """Write an export of today: its dates and names of columns in one of several ways."""
    names = [name.upper() if upper else name for name in NAMES]
    rows = [
        [*row.values()] for row in (r | {"event_date": dates(r["event_date"])} for r in events())
    ]
    return table(names, rows, mark=mark)


def in_words(day: str) -> str:
    """Write a day as 16 May 2023."""
    return date.fromisoformat(day).strftime("%d %B %Y")


def in_short(day: str) -> str:
    """Write a day as 1-Jul-2023."""
    written = date.fromisoformat(day)
    return f"{written.day}-{written:%b-%Y}"


def day_first(day: str) -> str:
    """Write a day as 16/05/2023."""
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def of_2016() -> bytes:
    """Write the same in 25 columns in upper case: no disorder_type, actors' kinds as numbers."""
    rows = []
    for row in events():
        old = {"gwno": "432" if row["country"] == "Mali" else "436", "event_id_no_cnty": "1"}
        old |= {"ally_actor_1": "", "ally_actor_2": "", "inter1": "2", "interaction": "27"}
        known = row | old | {"event_date": day_first(row["event_date"])}
        rows.append([known[name.lower()] for name in NAMES_2016])
    return table(NAMES_2016, rows)


_NAMES_2021 = (
    "data_id iso event_id_cnty event_id_no_cnty event_date year time_precision event_type "
    "sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities timestamp iso3"
)


def of_2021() -> bytes:
    """Write the same in 31 columns: no disorder_type and no civilian_targeting, numbers of rows."""
    names, rows = _NAMES_2021.split(), []
    for number, row in enumerate(events()):
        old = {"data_id": str(8_000_000 + number), "event_id_no_cnty": str(number)}
        old |= {"iso3": "MLI" if row["country"] == "Mali" else "NER", "inter1": "2"}
        known = row | old | {"event_date": in_words(row["event_date"])}
        rows.append([known[name] for name in names])
    return table(names, rows)


def with_population() -> bytes:
    """Write an export of today with the people around each event, as far as they are known."""
    more = ("population_1km", "population_2km", "population_5km", "population_best")
    return table([*NAMES, *more], [[*row.values(), "10", "200", "", "200"] for row in events()])


def of_api() -> bytes:
    """Write the answer of ACLED's API: numbers as numbers, what is blank as text."""
    whole = ("year", "time_precision", "geo_precision", "iso", "fatalities", "timestamp")
    rows = [{n: int(c) if n in whole else c for n, c in row.items()} for row in events()]
    return json.dumps({"status": 200, "success": True, "count": len(rows), "data": rows}).encode()


WEEKS = (
    *(
        "WEEK",
        "REGION",
        "COUNTRY",
        "ADMIN1",
        "EVENT_TYPE",
        "SUB_EVENT_TYPE",
        "EVENTS",
        "FATALITIES",
    ),
    *("POPULATION_EXPOSURE", "DISORDER_TYPE", "ID", "CENTROID_LATITUDE", "CENTROID_LONGITUDE"),
)


def saturday(day: str) -> str:
    """Return the Saturday with which the week of a day begins."""
    number = date.fromisoformat(day).toordinal()
    return str(date.fromordinal(number - (number + 1) % 7))


def by_week(columns: int = len(WEEKS)) -> bytes:
    """Write the same events as sums by week and region; older files have the first nine columns."""
    sums: dict[tuple[str, ...], list[int]] = {}
    for row in events():
        names = ("region", "country", "admin1", "event_type", "sub_event_type", "disorder_type")
        key = (saturday(row["event_date"]), *(row[name] for name in names))
        found = sums.setdefault(key, [0, 0])
        found[0] += 1
        found[1] += int(row["fatalities"])
    rows = [
        [*key[:6], str(number), str(dead), "1000.5", key[6], "7", "14.5", "-1.5"][:columns]
        for key, (number, dead) in sums.items()
    ]
    return table(WEEKS[:columns], rows)


BY_MONTH = "number_of_political_violence_events_by_country-month-year_as-of-24Oct2025.csv"
BY_YEAR = "number_of_reported_fatalities_by_country-year_as-of-24Oct2025.csv"
TARGETING = "number_of_events_targeting_civilians_by_country-year_as-of-24Oct2025.csv"


def by_country(what: str, kind: str = "", *, monthly: bool = False) -> bytes:
    """Write counts by country and year, or month, of the events whose kinds have this text."""
    sums: dict[tuple[str, ...], int] = {}
    for row in events():
        if kind in row["disorder_type"] + row["civilian_targeting"]:
            day = date.fromisoformat(row["event_date"])
            time = (day.strftime("%B"), row["year"]) if monthly else (row["year"],)
            key = (row["country"], *time)
            one = int(row["fatalities"]) if what == "FATALITIES" else 1
            sums[key] = sums.get(key, 0) + one
    names = ["COUNTRY", *(["MONTH"] if monthly else []), "YEAR", what]
    return table(names, [[*key, str(number)] for key, number in sums.items()])


DISTRICTS = "mali_hrp_political_violence_events_and_fatalities_by_month-year_as-of-05nov2025.csv"
SHOWN_THERE = "mali_demonstration_events_by_month-year_as-of-05nov2025.csv"


def by_district(kind: str, *, fatalities: bool = True) -> bytes:
    """Write counts by district and month as HDX has them, of events of a kind; zeros too."""
    mine = [row for row in events() if kind in row["disorder_type"]]
    places = dict.fromkeys((row["country"], row["admin1"], row["admin2"]) for row in mine)
    names = ["Country", "Admin1", "Admin2", "ISO3", "Admin2 Pcode", "Admin1 Pcode", "Month"]
    names += ["Year", "Events", *(["Fatalities"] if fatalities else [])]
    rows = []
    for number, place in enumerate(places):
        for year, month in ((y, m) for y in (2022, 2023) for m in range(1, 13)):
            here = [
                row
                for row in mine
                if (row["country"], row["admin1"], row["admin2"]) == place
                and row["event_date"].startswith(f"{year}-{month:02}")
            ]
            dead = sum(int(row["fatalities"]) for row in here)
            iso3 = "mli" if place[0] == "Mali" else "NER"
            cells = [*place, iso3, f"XX{number:04}", "XX00", date(year, month, 1).strftime("%B")]
            more = [str(dead)] if fatalities else []
            rows.append([*cells, str(year), str(len(here)), *more])
    return table(names, rows)


_HAPI = (
    "location_code has_hrp in_gho provider_admin1_name provider_admin2_name admin1_code "
    "admin1_name admin2_code admin2_name admin_level event_type events fatalities "
    "reference_period_start reference_period_end dataset_hdx_id resource_hdx_id warning error"
)
HAPI = _HAPI.split()
KINDS = {"political_violence": POLITICAL, "civilian_targeting": TARGETED, "demonstration": SHOWN}
"""What HAPI calls a kind, and what ACLED's events of it have."""


def by_hapi(*kinds: str, tags: bool = False, time: str = "", names: Sequence[str] = HAPI) -> bytes:
    """Write counts as HDX HAPI has them: Mali by district, Niger as a whole; zeros too."""
    every = [(r["country"], r["admin1"], r["admin2"]) for r in events() if r["country"] == "Mali"]
    months = [date(year, month, 1) for year in (2022, 2023) for month in range(1, 13)]
    rows = [
        _of_hapi(kind, place, first, time)
        for kind in kinds or KINDS
        for place in (*dict.fromkeys(every), ("Niger", "", ""))
        for first in months
    ]
    tagged = [[f"#meta+{name}" for name in names]] if tags else []
    return b"\xef\xbb\xbf" + table(list(names), [*tagged, *rows])


def _of_hapi(kind: str, place: tuple[str, str, str], first: date, time: str) -> list[str]:
    """Return the row of a kind, a place and a month: the country alone where no district is."""
    country, *district = place
    here = [
        row
        for row in events()
        if KINDS[kind] in row["disorder_type"] + row["civilian_targeting"]
        and row["event_date"].startswith(f"{first:%Y-%m}")
        and row["country"] == country
        and (not any(district) or [row["admin1"], row["admin2"]] == district)
    ]
    last = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
    dead = "" if kind == "demonstration" else str(sum(int(row["fatalities"]) for row in here))
    cells = dict.fromkeys(HAPI, "") | {"has_hrp": "Y", "in_gho": "Y", "dataset_hdx_id": "made-up"}
    cells |= {"location_code": "MLI" if any(district) else "NER", "event_type": kind}
    cells |= dict(zip(("provider_admin1_name", "provider_admin2_name"), district, strict=True))
    cells |= {"admin_level": "2" if any(district) else "0", "events": str(len(here))}
    cells |= {"fatalities": dead, "reference_period_start": f"{first}{time}"}
    cells |= {"reference_period_end": f"{last}{time}"}
    return [cells[name] for name in HAPI]


COUNTS = {
    BY_MONTH: by_country("EVENTS", POLITICAL, monthly=True),
    BY_YEAR: by_country("FATALITIES"),
    TARGETING: by_country("EVENTS", TARGETED),
    DISTRICTS: by_district(POLITICAL),
    SHOWN_THERE: by_district(SHOWN, fatalities=False),
}
FILES = {
    "acled.csv": export,
    "acled-2016.csv": of_2016,
    "acled-weeks.csv": by_week,
    "acled-api.json": of_api,
    "hdx_hapi_conflict_event_global_2022.csv": by_hapi,
}

if __name__ == "__main__":
    for name, write in FILES.items():
        (FIXTURES / name).write_bytes(write())
    for name, content in COUNTS.items():
        (FIXTURES / name).write_bytes(content)
