"""Countries and points that do not go together are odd: counted, named, and kept."""

from __future__ import annotations

import pytest

from mali_cli.facts.countries import countries
from mali_cli.facts.geography import boxes, without_outline
from mali_cli.model.errors import DamagedError
from mali_cli.read.files import read_bytes
from mali_cli.read.oddities import oddities_of
from mali_cli.read.whereabouts import MARGIN
from scripts import make_boxes

from .made_up import EVENTS, Row, frame_of, yearly
from .writers import CUT, official, table, yearly_csv

EXCHANGED, FAR = "latitude and longitude swapped", "point far from its country"
UNKNOWN, UNLIKE = "unknown country_id", "country does not match country_id"
COUNTRY_KINDS = (EXCHANGED, FAR, UNKNOWN, UNLIKE)


def odd(**cells: str | None) -> list[str]:
    """Return what is odd about the country of an event that is like the first but for these."""
    found = oddities_of("ged", frame_of([{**EVENTS[0], **cells}]))
    return [oddity.kind for oddity in found if oddity.kind in COUNTRY_KINDS]


def cell_of(latitude: float, longitude: float) -> str:
    """Count the cell of the PRIO-GRID without the code under test."""
    return str(int((latitude + 90) // 0.5) * 720 + int((longitude + 180) // 0.5) + 1)


def test_the_packaged_boxes_are_those_of_the_outlines() -> None:
    from mali_cli.facts.files import text

    assert text("boxes.csv") == make_boxes.content()
    missing = [country.gwno for country in countries() if country.gwno not in boxes()]
    assert set(missing) <= set(without_outline(missing))


POINTS: dict[tuple[str, str, str, str], list[str]] = {
    ("432", "15.5", "-1.25", "152277"): [],
    ("432", "-1.25", "15.5", "152277"): [EXCHANGED],
    ("432", "9", "-1.25", cell_of(9, -1.25)): [],
    ("432", "7", "-1.25", cell_of(7, -1.25)): [FAR],
    ("432", "48.9", "2.3", cell_of(48.9, 2.3)): [FAR],
    ("436", "48.9", "2.3", cell_of(48.9, 2.3)): [FAR],
    ("475", "12", "13.5", cell_of(12, 13.5)): [],
    ("475", "13.5", "12", cell_of(12, 13.5)): [EXCHANGED],
    ("365", "66", "-172", cell_of(66, -172)): [],
    ("950", "-17", "-179.5", cell_of(-17, -179.5)): [],
    ("2", "52", "175", cell_of(52, 175)): [],
    ("625", "4.8", "31.6", cell_of(4.8, 31.6)): [],
    ("345", "44.8", "15.9", cell_of(44.8, 15.9)): [],
    ("365", "38.6", "68.8", cell_of(38.6, 68.8)): [],
    ("680", "13", "45", cell_of(13, 45)): [],
    ("99999", "13", "45", cell_of(13, 45)): [UNKNOWN],
}
"""Country, latitude, longitude and cell; Nigeria's box holds its exchanged points as well, Russia,
Fiji and the United States lie across the antimeridian, and Juba, Bihać and Dushanbe lay in states
that are larger in UCDP's data than today. South Yemen has no outline."""


@pytest.mark.parametrize("point", POINTS)
def test_points(point: tuple[str, str, str, str]) -> None:
    number, latitude, longitude, cell = point
    where = {"country_id": number, "latitude": latitude, "longitude": longitude}
    names = {str(country.gwno): country.name for country in countries()}
    found = odd(**where, priogrid_gid=cell, country=names.get(number, "Atlantis"))
    assert found == POINTS[point]


def test_the_margin_is_what_it_says() -> None:
    north = boxes()[432].north
    for kilometres, found in ((MARGIN - 5, []), (MARGIN + 5, [FAR])):
        latitude = north + kilometres / 111.2
        assert odd(latitude=str(latitude), priogrid_gid=None) == found


def test_international_waters_are_far_from_anywhere() -> None:
    assert odd(latitude="0.5", longitude="-20.25", priogrid_gid=None) == [FAR]
    assert odd(latitude="0.5", longitude="-20.25", priogrid_gid=None, where_prec="7") == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Mali", []),
        ("mali", []),
        ("MALI (French Sudan)", []),
        (None, []),
        ("Niger", [UNLIKE]),
        ("Malia", [UNLIKE]),
    ],
)
def test_names(name: str | None, found: list[str]) -> None:
    assert odd(country=name) == found


def test_a_number_of_no_country_is_kept_and_one_that_cannot_be_is_refused() -> None:
    rows: list[Row] = [
        *EVENTS,
        EVENTS[0] | {"id": "7", "country_id": "99999", "country": "Atlantis"},
    ]
    read = read_bytes(official(rows), "x")
    assert read.height == len(rows)
    assert [(o.kind, o.count, o.examples) for o in read.oddities] == [(UNKNOWN, 1, ("7",))]
    for number in ("0", "-432"):
        content = table(CUT, [["2016-05-26", "2016-05-27", number, "3", "5"]])
        with pytest.raises(
            DamagedError,
            match=f"line 2, column 'country_id': '{number}' is not the number of a country",
        ):
            read_bytes(content, "x")


def test_country_years_too() -> None:
    rows = yearly("country-year", 3)
    rows[1] |= {"country": "Niger"}
    rows[2] |= {"country_id": "999"}
    found = read_bytes(yearly_csv("country-year", rows), "x").oddities
    assert [(o.kind, o.examples) for o in found] == [
        (UNLIKE, ("432 2016",)),
        (UNKNOWN, ("999 2017",)),
    ]


@pytest.mark.parametrize("column", ["best", "high", "deaths_b"])
@pytest.mark.parametrize("count", [2**63 - 1, 10_000_001])
def test_counts_that_cannot_be_are_refused(column: str, count: int) -> None:
    with pytest.raises(DamagedError, match=f"'{count}' is above 10,000,000, too high for a count"):
        read_bytes(official([EVENTS[0] | {column: str(count)}]), "x")
    read_bytes(official([EVENTS[0] | {column: "10000000"}]), "x")


def test_dates_in_the_future_are_reported() -> None:
    future = {"year": "2090", "date_start": "2090-01-01", "date_end": "2090-01-01"}
    found = read_bytes(official([EVENTS[0], {**EVENTS[1], **future}]), "x").oddities
    assert [(o.kind, o.examples) for o in found] == [("date in the future", ("900002",))]
