"""How the outlines are made, on a made-up topology of two countries and an island."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import make_outlines as make

TOPOLOGY: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.25], "translate": [-10, 20]},
    "arcs": [
        [[0, 0], [0, 8]],
        [[0, 8], [-8, 0], [0, -8], [8, 0]],
        [[0, 0], [8, 0], [0, 8], [-8, 0]],
        [[40, 0], [2, 0], [0, 2], [-2, -2]],
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Mali"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[2, -1]], [[3]]],
                    "properties": {"name": "S. Sudan"},
                },
                {"type": "Polygon", "arcs": [[3]], "properties": {"name": "Antarctica"}},
                {"type": "Polygon", "arcs": [[3]], "properties": {"name": "Atlantis"}},
            ]
        }
    },
}


def test_arcs_are_delta_coded_and_scaled() -> None:
    arcs = make.decode(TOPOLOGY)
    assert arcs[0] == [(-10.0, 20.0), (-10.0, 22.0)]
    assert arcs[3][-1] == (10.0, 20.0)


def test_rings_are_joined_from_arcs_forwards_and_backwards() -> None:
    arcs = make.decode(TOPOLOGY)
    ring = make.joined([2, -1], arcs)
    assert ring[0] == ring[-1] == (-10.0, 20.0)
    assert (-10.0, 22.0) in ring


def test_what_is_packaged() -> None:
    made = make.outlines(TOPOLOGY)
    assert [(land["name"], land["gwno"]) for land in made["lands"]] == [
        *(("Atlantis", None), ("Mali", 432), ("S. Sudan", 626))
    ]
    assert made["arcs"][0] == [-10_000, 20_000, 0, 2_000]
    used = {n if n >= 0 else ~n for land in made["lands"] for ring in land["rings"] for n in ring}
    assert used == set(range(len(made["arcs"])))


def test_small_islands_go_but_not_the_only_land() -> None:
    large, small = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)], [(5.0, 5.0), (5.01, 5.0)]
    assert make.large_enough([[0], [1]], [large, small]) == [[0]]
    assert make.large_enough([[1]], [large, small]) == [[1]]


def test_a_line_over_the_antimeridian_goes_on() -> None:
    assert make.unwrapped([(179.0, 1.0), (-179.0, 2.0), (179.5, 3.0)]) == [
        *((179.0, 1.0), (181.0, 2.0), (179.5, 3.0))
    ]


points = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


@given(line=st.lists(points, min_size=3, max_size=40), tolerance=st.floats(0, 20))
def test_a_simplified_line_stays_within_the_tolerance(
    line: list[make.Point], tolerance: float
) -> None:
    kept = make.simplified(line, tolerance)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
    if line[0] != line[-1]:
        for point in line:
            stretches = pairwise(kept)
            nearest = min(make._distance(point, *stretch) for stretch in stretches)
            assert nearest <= tolerance + 1e-9


@given(side=st.floats(0.01, 30), tolerance=st.floats(0, 90))
def test_a_ring_stays_a_ring(side: float, tolerance: float) -> None:
    turns = [math.radians(angle) for angle in range(0, 360, 10)]
    circle = [(side * math.cos(t), side * math.sin(t)) for t in turns]
    kept = make.simplified([*circle, circle[0]], tolerance)
    assert len(kept) >= 4
    assert kept[0] == kept[-1]


@given(line=st.lists(points, min_size=1, max_size=20))
def test_packing_keeps_thousandths_of_a_degree(line: list[make.Point]) -> None:
    numbers = make.packed(line)
    x = y = 0
    found = []
    for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + step_x, y + step_y
        found.append((x / make.SCALE, y / make.SCALE))
    assert found[0] == pytest.approx(line[0], abs=0.0005001)
    assert found[-1] == pytest.approx(line[-1], abs=0.0005001)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Mali", 432),
        ("Dem. Rep. Congo", 490),
        ("Congo", 484),
        ("Palestine", 666),
        ("Somaliland", 520),
        ("W. Sahara", 600),
        ("Yemen", 678),
        ("Greenland", None),
    ],
)
def test_which_number_a_land_is_drawn_with(name: str, number: int | None) -> None:
    assert make.number_of(name) == number


def test_towns_are_sorted_and_those_of_no_country_left_out() -> None:
    features = [
        {
            "properties": {"adm0_a3": code, "name": name, "pop_max": people},
            "geometry": {"coordinates": [1.23456, 2.5]},
        }
        for code, name, people in (("MLI", "Bamako", 5), ("HKG", "Hong Kong", 9), ("KOS", "P", 7))
    ]
    assert make.towns(features) == [(347, "P", 2.5, 1.235, 7), (432, "Bamako", 2.5, 1.235, 5)]
