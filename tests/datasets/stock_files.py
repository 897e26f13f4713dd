"""Made-up files of the displaced and of uniformed personnel: no figure here is anybody's.

`python -m tests.datasets.stock_files` writes the files in fixtures/ anew.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.read.writers import FIXTURES

IDMC, UNHCR, PERSONNEL = "displacement.json", "refugees.json", "un-personnel.csv"
IDMC_CSV, UNHCR_CSV = "displacement.csv", "refugees.csv"
NAMES = {"MLI": "Mali", "NER": "Niger", "PSE": "Palestine", "AB9": "Abyei Area"}
UPDATED = "2019-05-09"
DISPLACED: Mapping[str, Sequence[tuple[int | None, int | None]]] = {
    "MLI": ((None, None), (300, 700), (20, 410), (0, 305), (90, None), (61, 350), (12, 200)),
    "NER": ((5, 10), (None, 12), (7, 13), (8, 14), (9, 15), (10, 16), (11, 17)),
    "PSE": ((1, 21),) * 7,
    "AB9": ((2, 31),) * 7,
}
"""New and total by code, for each year from 2012 on."""
FIRST = 2012
REFUGEES: Mapping[str, Sequence[tuple[int, int, int | None]]] = {
    "MLI": ((1400, 30, 650), (1500, 31, 330), (1300, 32, None)),
    "NER": ((70, 3, None), (71, 4, 120), (72, 5, 130)),
}
"""Refugees, asylum-seekers and IDPs by code, for each year from 2012 on."""
STAFF = {
    ("MINUSMA", "Chad", "Troops"): {"2013-07": (3, 97), "2013-08": (4, 116), "2013-10": (5, 145)},
    ("MINUSMA", "Togo", "Troops"): {"2013-08": (10, 70), "2013-10": (20, 80)},
    ("MINUSMA", "Togo", "Individual Police"): {"2013-07": (1, 9), "2013-10": (2, 18)},
    ("UNMIL", "Chad", "Troops"): dict.fromkeys(
        ("2013-07", "2013-08", "2013-09", "2013-10"), (50, 450)
    ),
}
"""Women and men by mission, contributor and kind; of MINUSMA September 2013 is missing."""
STAFF_COLUMNS = (
    *("contribution_id", "contributing_country", "isocode3", "m49_code", "mission_acronym"),
    *("personnel_type", "female_personnel", "male_personnel", "last_reporting_date"),
)
_LAST_DAYS = {"07": 31, "08": 31, "09": 30, "10": 31}


def displaced_rows() -> list[dict[str, Any]]:
    """Return rows as IDMC's API has them."""
    return [
        {
            "iso3": code,
            "country_name": NAMES[code],
            "year": FIRST + number,
            "new_displacement": new,
            "new_displacement_rounded": new and round(new, -1),
            "total_displacement_rounded": total and round(total, -1),
            "total_displacement": total,
        }
        for code, figures in DISPLACED.items()
        for number, (new, total) in enumerate(figures)
    ]


def displaced_page(
    rows: Sequence[Any], total: int, following: str | None, before: str | None = None
) -> dict[str, Any]:
    """Return a page of IDMC's API."""
    facts = {"last_updated": UPDATED, "count": total, "next": following, "previous": before}
    return {**facts, "results": [*rows]}


def refugee_rows() -> list[dict[str, Any]]:
    """Return rows as UNHCR's API has them, by country of origin only."""
    return [
        {
            **{"year": FIRST + number, "coo_id": 1, "coo_name": NAMES[code], "coo": code},
            **{"coo_iso": code, "coa_id": "-", "coa_name": "-", "coa": "-", "coa_iso": "-"},
            **{"refugees": refugees, "asylum_seekers": str(asylum), "returned_refugees": 0},
            **{"idps": "-" if idps is None else idps, "returned_idps": 0, "stateless": 0},
            **{"ooc": 0, "oip": "-", "hst": 0},
        }
        for code, figures in REFUGEES.items()
        for number, (refugees, asylum, idps) in enumerate(figures)
    ]


def refugee_page(rows: Sequence[Any], page: int, pages: int) -> dict[str, Any]:
    """Return a page of UNHCR's API."""
    return {"page": page, "short-url": "", "maxPages": pages, "total": [], "items": [*rows]}


def staff_rows() -> list[dict[str, Any]]:
    """Return rows of the UN's list."""
    each = (
        (mission, contributor, kind, month, both)
        for (mission, contributor, kind), months in STAFF.items()
        for month, both in months.items()
    )
    return [
        dict(
            zip(
                STAFF_COLUMNS,
                (
                    *(number, contributor, contributor[:3].upper(), 999.0, mission),
                    *(f"{kind} ", *both, f"{month}-{_LAST_DAYS[month[5:]]}"),
                ),
                strict=True,
            )
        )
        for number, (mission, contributor, kind, month, both) in enumerate(each, 1)
    ]


def as_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return rows as CSV; what is not known is an empty cell."""
    listed = [*rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*listed[0]], lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return out.getvalue().encode()


def as_json(value: Any) -> bytes:
    """Return JSON."""
    return (json.dumps(value, indent=1) + "\n").encode()


def all_files() -> dict[str, bytes]:
    """Return the fixtures by name."""
    displaced, refugees = displaced_rows(), refugee_rows()
    dashed = [
        {k: None if v == "-" and k[:2] != "co" else v for k, v in r.items()} for r in refugees
    ]
    return {
        IDMC: as_json(displaced_page(displaced, len(displaced), None)),
        IDMC_CSV: as_csv(displaced),
        UNHCR: as_json(refugee_page(refugees, 1, 1)),
        UNHCR_CSV: as_csv(dashed),
        PERSONNEL: as_csv(staff_rows()),
    }


if __name__ == "__main__":
    for name, content in all_files().items():
        (FIXTURES / name).write_bytes(content)
