"""Random made-up events as nasty as the real ones are: rows of text in the shape of GED.

UCDP gives one name to several ids, writes one id's name with and without a blank at its end, joins
sides under an id of their own, and has names that hold other names, or commas. A file may have rows
twice. States begin and end.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from hypothesis import settings
from hypothesis import strategies as st

from tests.read.made_up import EVENTS, Row
from tests.read.writers import official

DAY = timedelta(days=1)
EXAMPLES = settings().max_examples * 3 // 5
"""How many: each example writes a file and asks DuckDB several times."""
FIRST, LAST = date(2010, 1, 1), date(2013, 12, 31)
STATES = {
    344: ("Croatia", "Europe"),
    345: ("Serbia (Yugoslavia)", "Europe"),
    347: ("Kosovo", "Europe"),
    432: ("Mali", "Africa"),
    436: ("Niger", "Africa"),
    530: ("Ethiopia", "Africa"),
    531: ("Eritrea", "Africa"),
    626: ("South Sudan", "Africa"),
    678: ("Yemen (North Yemen)", "Middle East"),
    680: ("Yemen (South Yemen)", "Middle East"),
    850: ("Indonesia", "Asia"),
    860: ("East Timor", "Asia"),
}
BORN = date(2011, 7, 9)
"""The first day of South Sudan."""
LIVES = {
    344: (date(1992, 4, 27), date.max),
    347: (date(2008, 2, 17), date.max),
    531: (date(1993, 5, 24), date.max),
    626: (BORN, date.max),
    680: (date.min, date(1990, 5, 21)),
    860: (date(2002, 5, 20), date.max),
}
"""The days in which states existed that did not all the time (Gleditsch and Ward's list)."""


class Era(NamedTuple):
    """Days and the states that have events in them."""

    first: date
    last: date
    states: tuple[int, ...]


ERAS = (
    Era(FIRST, LAST, (432, 436, 626)),
    Era(date(1989, 6, 1), date(1993, 12, 31), (344, 345, 530, 531, 678, 680)),
    Era(date(2000, 1, 1), date(2003, 12, 31), (432, 850, 860)),
    Era(date(2006, 1, 1), date(2009, 12, 31), (345, 347, 436)),
)
ACTORS = (
    ("72", "Government of Mali"),
    ("1", "Alpha"),
    ("6001", "Alpha"),
    ("2", "Alphabet Front"),
    ("3", "Beta"),
    ("3", "Beta "),
    ("4", "Alpha, Beta"),
    ("5", "Beta, Gamma\nWing"),
    ("7", "Alpha, Beta"),
    ("8", "Junta for Order, Peace and Justice"),
    ("11", "Koulango "),
    ("12", "Koulango"),
    ("13", "Civilians' Front, Alpha"),
)
"""Ids and names. Two joint sides, two actors and two spellings of two have one name."""
CIVILIANS = ("9999", "Civilians")
PLACES = (
    ("North region", "Gao", "Old Ford"),
    ("North region ", "Gao ", "Old Ford "),
    ("South région", None, "Néw Ford & Mill"),
    (None,) * 3,
)
DYADS = (
    ("11", "Alpha - Beta"),
    ("1", "Alpha - Beta "),
    ("12", "Government of Mali - Alpha"),
    ("15", "Government of Mali - Alpha"),
    ("16", "Government of Mali - Alphabet Front"),
)
CONFLICTS = (
    ("21", "Mali: Government"),
    ("23", "Mali: Government"),
    ("22", "Niger: The North"),
    ("11", "Niger: The North, East"),
)


@st.composite
def tables(draw: st.DrawFn, most: int = 9, eras: Sequence[Era] = ERAS) -> list[Row]:
    """Draw events of a few countries, some long, some without a place or a side, some twice."""
    era = draw(st.sampled_from((eras[0], *eras)))
    count = draw(st.integers(1, most))
    rows = [draw(made_event(number, era)) for number in range(1, count + 1)]
    again = draw(st.lists(st.sampled_from(rows), max_size=2)) if draw(st.booleans()) else []
    return [*rows, *again]


def edges(era: Era) -> list[date]:
    """Return the days of an era on which rules are easily off by one."""
    lives = [day for state in era.states for day in LIVES.get(state, ())]
    inside = [day for day in lives if era.first < day < era.last]
    return [era.first, era.last, *(day + n * DAY for day in inside for n in (-1, 0, 1))]


@st.composite
def made_event(draw: st.DrawFn, number: int, era: Era) -> Row:
    first = draw(st.dates(era.first, era.last) | st.sampled_from(edges(era)))
    length = draw(st.sampled_from((0, 0, 0, 1, 30)) | st.integers(0, 400))
    last = min(first + length * DAY, era.last)
    country = draw(st.sampled_from(era.states))
    (id_a, side_a), (id_b, side_b) = (
        draw(st.sampled_from(ACTORS)),
        draw(st.sampled_from((*ACTORS, CIVILIANS, CIVILIANS))),
    )
    kind = "3" if side_b == "Civilians" else draw(st.sampled_from("12"))
    adm_1, adm_2, where = draw(st.sampled_from(PLACES))
    dyad, conflict = draw(st.sampled_from(DYADS)), draw(st.sampled_from(CONFLICTS))
    best, low, high, civilians = (str(draw(st.integers(0, 30))) for _ in range(4))
    point = draw(st.none() | st.tuples(st.floats(-60, 60), st.floats(-179, 179)))
    blank_a = draw(st.sampled_from((False, False, False, True)))
    return {
        **EVENTS[0],
        "id": str(number),
        "year": str(first.year),
        "date_start": str(first),
        "date_end": str(last),
        "country_id": str(country),
        "country": STATES[country][0],
        "region": STATES[country][1],
        "type_of_violence": kind,
        "side_a": None if blank_a else side_a,
        "side_a_new_id": None if blank_a else id_a,
        "side_b": side_b,
        "side_b_new_id": id_b,
        "gwnoa": "432" if side_a.startswith("Gov") else None,
        "dyad_name": dyad[1],
        "dyad_new_id": dyad[0],
        "conflict_name": conflict[1],
        "conflict_new_id": conflict[0],
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


def written(rows: Sequence[Row], content: bytes | None = None) -> str:
    """Write events under a new name in the test's folder, as UCDP's own CSV or as this content.

    Returns the path.
    """
    folder = Path(os.environ["MALI_CLI_HOME"]).parent
    path = Path(mkdtemp(dir=folder)) / "ged.csv"
    path.write_bytes(official(rows) if content is None else content)
    return str(path)
