"""Random made-up events: rows of text in the shape of GED, and the questions to ask of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings
from hypothesis import strategies as st

from tests.layouts.made_up import EVENTS, Row
from tests.layouts.writers import official

DAY = timedelta(days=1)
EXAMPLES = settings().max_examples * 3 // 5
"""How many: each example writes a file and asks DuckDB several times."""
FIRST, LAST = date(2010, 1, 1), date(2013, 12, 31)
COUNTRIES = {
    "432": ("Mali", "Africa"),
    "436": ("Niger", "Africa"),
    "626": ("South Sudan", "Africa"),
}
BORN = date(2011, 7, 9)
"""The first day of South Sudan."""
ACTORS = {
    "Government of Mali": "72",
    "Alpha": "1",
    "Alphabet Front": "2",
    "Beta": "3",
    "Alpha, Beta": "4",
    "Beta, Gamma\nWing": "5",
}
PLACES = (
    ("North region", "Gao", "Old Ford"),
    ("South région", None, "Néw Ford & Mill"),
    (None,) * 3,
)
DYADS = {"Alpha - Beta": "11", "Government of Mali - Alpha": "12"}
CONFLICTS = {"Mali: Government": "21", "Niger: The North": "22"}


@st.composite
def tables(draw: st.DrawFn, most: int = 9) -> list[Row]:
    """Draw events of a few countries, some long, some without a place or a side."""
    return [draw(_events(number)) for number in range(1, draw(st.integers(1, most)) + 1)]


@st.composite
def _events(draw: st.DrawFn, number: int) -> Row:
    first = draw(st.dates(FIRST, LAST) | st.sampled_from((BORN, BORN - DAY, LAST, FIRST)))
    length = draw(st.sampled_from((0, 0, 0, 1, 30)) | st.integers(0, 400))
    last = min(first + length * DAY, LAST)
    country = draw(st.sampled_from(sorted(COUNTRIES)))
    sides = st.sampled_from(sorted(ACTORS))
    side_a, side_b = draw(sides), draw(sides | st.just("Civilians"))
    kind = "3" if side_b == "Civilians" else draw(st.sampled_from("12"))
    adm_1, adm_2, where = draw(st.sampled_from(PLACES))
    dyad, conflict = draw(st.sampled_from(sorted(DYADS))), draw(st.sampled_from(sorted(CONFLICTS)))
    best, low, high, civilians = (str(draw(st.integers(0, 30))) for _ in range(4))
    point = draw(st.none() | st.tuples(st.floats(-60, 60), st.floats(-179, 179)))
    blank_a = draw(st.sampled_from((False, False, False, True)))
    return {
        **EVENTS[0],
        "id": str(number),
        "year": str(first.year),
        "date_start": str(first),
        "date_end": str(last),
        "country_id": country,
        "country": COUNTRIES[country][0],
        "region": COUNTRIES[country][1],
        "type_of_violence": kind,
        "side_a": None if blank_a else side_a,
        "side_a_new_id": None if blank_a else ACTORS[side_a],
        "side_b": side_b,
        "side_b_new_id": ACTORS.get(side_b, "9999"),
        "gwnoa": "432" if side_a.startswith("Gov") else None,
        "dyad_name": dyad,
        "dyad_new_id": DYADS[dyad],
        "conflict_name": conflict,
        "conflict_new_id": CONFLICTS[conflict],
        "adm_1": adm_1,
        "adm_2": adm_2,
        "where_coordinates": where,
        "where_description": draw(st.sampled_from((None, "near\nthe Gamma well"))),
        "latitude": repr(point[0]) if point else None,
        "longitude": repr(point[1]) if point else None,
        "priogrid_gid": draw(st.sampled_from((None, "152277", "152278"))),
        "where_prec": draw(st.sampled_from(("1", "3", "6", None))),
        "date_prec": draw(st.sampled_from(("0", "1", "4"))),
        "active_year": draw(st.sampled_from(("true", "false"))),
        "best": best,
        "low": low,
        "high": high,
        "deaths_a": best,
        "deaths_b": "0",
        "deaths_civilians": civilians,
        "deaths_unknown": "0",
    }


def written(rows: Sequence[Row]) -> str:
    """Write events as UCDP's own CSV under a new name in the test's folder; return its path."""
    folder = Path(os.environ["MALI_CLI_HOME"]).parent
    path = Path(mkdtemp(dir=folder)) / "ged.csv"
    path.write_bytes(official(rows))
    return str(path)
