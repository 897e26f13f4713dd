"""The packaged outlines: whole, closed, small, and of the right countries."""

from __future__ import annotations

from itertools import pairwise
from math import dist

import pytest

from mali_cli.facts import geography
from mali_cli.facts.countries import by_number, find
from mali_cli.facts.files import packaged

INSIDE = {
    "Mali": (-8.0, 12.65),
    "Niger": (2.1, 13.5),
    "South Sudan": (31.6, 4.85),
    "Sudan": (32.5, 15.5),
    "DR Congo (Zaire)": (25.0, -3.0),
    "COG": (15.0, -1.0),
    "Myanmar (Burma)": (96.1, 21.0),
    "Bangladesh": (90.4, 23.8),
    "Israel": (34.44, 31.5),
    "Morocco": (-13.0, 25.0),
    "Somalia": (44.0, 9.5),
    "Kosovo": (21.0, 42.6),
    "Serbia (Yugoslavia)": (20.5, 44.6),
    "North Korea": (126.0, 39.5),
    "South Korea": (127.5, 36.5),
    "Yemen (North Yemen)": (44.2, 15.3),
    "Taiwan": (121.0, 23.8),
    "Russia (Soviet Union)": (182.0, 67.0),
    "United States of America": (-98.0, 39.0),
}
"""Longitude and latitude of a place in each: Gaza for Israel, Western Sahara for Morocco."""


def holds(rings: tuple[geography.Ring, ...], x: float, y: float) -> bool:
    """Return whether a point is inside: a ray from it crosses an odd number of lines."""
    crossed = 0
    for ring in rings:
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 > y) != (y1 > y) and x < x0 + (x1 - x0) * (y - y0) / (y1 - y0):
                crossed += 1
    return crossed % 2 == 1


def test_rings_are_closed_and_do_not_jump() -> None:
    assert len(geography.lands()) > 230
    for land in geography.lands():
        assert land.rings
        for ring in land.rings:
            assert len(ring) >= 4, land.name
            assert ring[0] == ring[-1], land.name
            assert max(abs(a[0] - b[0]) for a, b in pairwise(ring)) < 90, land.name
            assert all(-360 <= x <= 360 and -90 <= y <= 90 for x, y in ring)


@pytest.mark.parametrize("name", INSIDE)
def test_a_country_holds_a_place_in_it(name: str) -> None:
    assert holds(geography.rings_of(find(name).gwno), *INSIDE[name])


def test_lesotho_is_a_hole_in_south_africa() -> None:
    assert not holds(geography.rings_of(find("South Africa").gwno), 28.2, -29.6)
    assert holds(geography.rings_of(find("Lesotho").gwno), 28.2, -29.6)


def test_every_state_of_today_but_tuvalu_has_an_outline() -> None:
    missing = geography.without_outline(by_number())
    assert {by_number()[number].iso3 for number in missing} == {
        *("DDR", "CSK", "YMD", "TUV", "")  # the nameless: Hyderabad and South Vietnam
    }


def test_every_number_is_of_a_country() -> None:
    assert {land.gwno for land in geography.lands()} - {None} <= set(by_number())


def test_the_outlines_are_small() -> None:
    assert len(packaged(geography.OUTLINES).read_bytes()) < 200_000


def test_towns_lie_in_their_countries() -> None:
    found = geography.towns()
    assert len(found) > 200
    assert [town.people for town in found] == sorted((t.people for t in found), reverse=True)
    outside = [t.name for t in found if not near(t)]
    assert outside == []


def near(town: geography.Town) -> bool:
    """Return whether a town is in its country, or by a coast or an island that was simplified."""
    rings, place = geography.rings_of(town.gwno), (town.longitude, town.latitude)
    if not rings or holds(rings, *place):
        return True
    return any(dist(place, point) < 1 for ring in rings for point in ring)


def test_the_largest_town_of_mali() -> None:
    assert [town.name for town in geography.towns_in([432])] == ["Bamako"]
    assert [town.name for town in geography.towns_in([775])] == ["Rangoon", "Naypyidaw"]
