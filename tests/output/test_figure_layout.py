"""Where ticks and labels of figures stand, as rules."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.output.figure.axes import position, scale, unit_ticks
from mali_cli.output.figure.frame import Frame, cells, degree_ticks, frame_of, unrolled
from mali_cli.output.figure.land import names
from mali_cli.output.figure.phases import edges, letter
from mali_cli.output.figure.style import overlaps, spread
from mali_cli.output.figure.words import degrees
from mali_cli.output.pictures import MapPicture, PhaseSpan
from tests.output.made_pictures import MONTHS, QUARTERS, YEARS

SMALL = st.floats(0, 500)


@given(st.lists(st.tuples(SMALL, st.floats(1, 60)), max_size=12))
def test_labels_never_touch_and_stay_inside(wanted: list[tuple[float, float]]) -> None:
    wanted.sort()
    centres, widths = [x for x, _ in wanted], [width for _, width in wanted]
    found = spread(centres, widths, 0, 500, 5)
    if found is None:
        assert sum(widths) + 5 * (len(widths) - 1) > 500
        return
    ends = [(x - w / 2, x + w / 2) for x, w in zip(found, widths, strict=True)]
    assert all(start >= -1e-6 and end <= 500 + 1e-6 for start, end in ends)
    assert all(two[0] - one[1] >= 5 - 1e-6 for one, two in pairwise(ends))


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([50, 150], [20, 20], 0, 200, 5) == [50, 150]
    assert spread([100, 100], [20, 20], 0, 200, 10) == [85, 115]


@given(st.floats(0, 1e9), st.booleans())
def test_an_axis_holds_its_highest_bar(highest: float, log: bool) -> None:
    found = scale(highest, max(min(highest, 7.0), 1.0), log=log)
    assert found.bottom < found.top
    assert found.top >= highest * (1 - 1e-9)
    assert 2 <= len(found.ticks) <= 12
    assert all(found.bottom <= tick <= found.top for tick, _ in found.ticks)


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (0, ["0", "1"]),
        (1, ["0", "1"]),
        (5, ["0", "1", "2", "3", "4", "5"]),
        (1461, ["0", "250", "500", "750", "1,000", "1,250", "1,500"]),
        (12_000, ["0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000"]),
    ],
)
def test_counts_have_round_ticks(highest: float, labels: list[str]) -> None:
    assert [label for _, label in scale(highest, 1).ticks] == labels


def _width(text: str) -> float:
    return 5.0 * len(text)


def test_years_are_round_and_months_are_labelled_by_year() -> None:
    every_five = unit_ticks(YEARS, "year", 250, _width)
    assert [label for _, label in every_five] == [str(year) for year in range(1990, 2025, 5)]
    assert all(YEARS[index] == label for index, label in every_five)
    months = unit_ticks(MONTHS, "month", 400, _width)
    assert all(MONTHS[index] == f"{label}-01" for index, label in months)
    assert unit_ticks(QUARTERS, "quarter", 900, _width)[0] == (0, "2013-Q1")
    assert unit_ticks(("2013-07",), "month", 10, _width) == [(0, "2013-07")]


@given(st.integers(1, 430), st.floats(60, 800))
def test_labels_of_units_never_touch(count: int, room: float) -> None:
    found = unit_ticks(MONTHS[:count], "month", room, _width)
    pitch = room / count
    assert found
    for (a, one), (b, two) in pairwise(found):
        assert (b - a) * pitch > (_width(one) + _width(two)) / 2


@pytest.mark.parametrize(
    ("day", "unit", "expected"),
    [
        (date(2013, 1, 1), "year", -0.5),
        (date(2013, 7, 2), "year", 0.0),
        (date(2013, 7, 1), "quarter", -0.5),
        (date(2013, 12, 31), "month", 0.5 - 1 / 31),
        (date(2013, 12, 16), "month", -0.5 + 15 / 31),
    ],
)
def test_a_marked_day_stands_inside_its_unit(day: date, unit: str, expected: float) -> None:
    assert position(0, day, unit) == pytest.approx(expected, abs=0.002)


def test_phases_that_share_a_unit_meet_in_its_middle() -> None:
    spans = (PhaseSpan("a", 0, 4), PhaseSpan("b", 4, 7), PhaseSpan("c", 8, 8))
    assert edges(spans) == [(-0.5, 4.0), (4.0, 7.5), (7.5, 8.5)]


def test_letters_go_on_after_z() -> None:
    assert [letter(number) for number in (0, 25, 26)] == ["A", "Z", "A1"]


POINTS = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 300), st.floats(0, 200)))


@given(POINTS)
def test_names_on_a_map_never_overlap(places: list[tuple[str, float, float]]) -> None:
    found = names(places, 300, 200, lambda text: 30.0 * len(text), 9)
    boxes = [(n.left, n.top, n.left + 30.0 * len(n.text), n.top + 9) for n in found]
    for number, one in enumerate(boxes):
        assert not any(overlaps(one, two) for two in boxes[number + 1 :])
        assert one[0] >= 0
        assert one[2] <= 300


def test_the_first_place_is_named_before_others() -> None:
    found = names([("first", 50, 50), ("second", 50.5, 50)], 300, 200, lambda _: 30.0, 9)
    assert [name.text for name in found] == ["first"]


@given(st.floats(-180, 180), st.floats(-180, 180), st.floats(1, 300))
def test_longitudes_are_turned_to_the_frame(longitude: float, west: float, wide: float) -> None:
    frame = Frame(west, 0, west + wide, 1)
    turned = frame.turned(longitude)
    assert abs(turned - (west + wide / 2)) <= 180 + 1e-9
    assert (turned - longitude) % 360 == pytest.approx(0, abs=1e-6) or (
        turned - longitude
    ) % 360 == pytest.approx(360, abs=1e-6)


def test_rings_over_the_antimeridian_have_no_jump() -> None:
    ring = [(175.0, 0.0), (-175.0, 0.0), (-175.0, 5.0), (175.0, 5.0), (175.0, 0.0)]
    picture = MapPicture("", (170.0, -5.0, -170.0, 5.0), ())
    frame = frame_of(picture)
    assert (frame.west, frame.east) == (170, 190)
    assert {x for x, _ in unrolled(ring, frame)} == {175, 185}


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(-20, 20), st.integers(0, 99))))
def test_cells_keep_the_sum(points: list[tuple[float, float, int]]) -> None:
    found = cells(points, Frame(-20, -20, 20, 20), 0.5)
    assert sum(found.values()) == sum(number for *_, number in points)


@pytest.mark.parametrize(
    ("value", "sides", "words"),
    [
        (0.0, "EW", "0°"),
        (-12.0, "EW", "12° W"),
        (185.0, "EW", "175° W"),
        (180.0, "EW", "180°"),
        (14.0, "NS", "14° N"),
    ],
)
def test_degrees_have_their_side(value: float, sides: str, words: str) -> None:
    assert degrees(value, sides, 0) == words


def test_degrees_are_round() -> None:
    assert [label for _, label in degree_ticks(-13, 5, "EW", 5)] == ["10° W", "5° W", "0°", "5° E"]
