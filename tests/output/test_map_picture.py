"""What a map shows: its frame, also over the antimeridian, its dots, outlines, names and ranks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mali_cli
from mali_cli.facts import geography
from mali_cli.facts.countries import countries, find
from mali_cli.model.filters import Near
from mali_cli.output import map_picture as map_bounds
from mali_cli.output.map_picture import (
    COUNTRY,
    EVENTS,
    KINDS_OF_PLACE,
    KINDS_OF_REGION,
    WORLD,
    around,
    bounds_of,
    inside,
    map_picture,
    short_name,
)
from mali_cli.output.pictures import Dot, MapPanel, MapPicture, Outline
from mali_cli.output.terminal.land import LADDERS, draw, ladder_for, steps
from tests.observations.made_events import written
from tests.read.made_up import EVENTS as MADE_UP
from tests.read.made_up import Row


def box(*names: str) -> map_bounds.Bounds:
    return bounds_of([geography.rings_of(find(name).gwno) for name in names], [])


def test_the_frame_of_mali() -> None:
    west, south, east, north = box("Mali")
    assert (round(west), round(south), round(east), round(north)) == (-13, 9, 5, 26)


@pytest.mark.parametrize(
    ("name", "west", "east"),
    [("Russia (Soviet Union)", 20, 197), ("Fiji", 177, 181.5), ("New Zealand", 165, 180)],
)
def test_frames_over_the_antimeridian_go_on_beyond_180(name: str, west: float, east: float) -> None:
    found = box(name)
    assert found[0] == pytest.approx(west, abs=2)
    assert found[2] == pytest.approx(east, abs=2)


def test_far_islands_do_not_make_the_frame() -> None:
    assert box("France")[0] > -10
    assert box("United States of America")[0] == pytest.approx(-172, abs=3)
    assert box("Norway")[3] > 80  # Svalbard
    assert box("Indonesia")[2] - box("Indonesia")[0] > 45


def test_countries_on_both_sides_of_the_antimeridian_share_a_frame() -> None:
    west, _, east, _ = box("Fiji", "Samoa (Western Samoa)")
    assert 170 < west < east < 192
    west, _, east, _ = box("Russia (Soviet Union)", "Samoa (Western Samoa)")
    assert east - west < 190


def test_all_countries_are_the_world() -> None:
    west, _, east, _ = bounds_of([geography.rings_of(c.gwno) for c in countries()], [])
    assert (west, east) == (-180, 180)


def test_nothing_is_the_world_too() -> None:
    assert bounds_of([], []) == WORLD
    assert bounds_of([()], []) == WORLD


def test_a_circle_is_the_frame() -> None:
    west, south, east, north = around(Near(0.0, 10.0, 111.2))
    assert (west, south, east, north) == pytest.approx((8.92, -1.08, 11.08, 1.08))


@pytest.mark.sample(5)
@pytest.mark.parametrize("country", countries(), ids=lambda country: country.name)
def test_every_country_can_be_drawn(country: Any) -> None:
    rings = geography.rings_of(country.gwno)
    bounds = bounds_of([rings], [])
    assert bounds[0] < bounds[2] <= bounds[0] + 360
    assert bounds[1] < bounds[3]
    shown_rings = tuple(part for ring in rings for part in map_bounds.moved(ring, bounds))
    outline = Outline(country.name, True, shown_rings)
    picture = MapPicture("", bounds, (MapPanel("", ()),), (outline,))
    for columns, rows in ((1, 1), (40, 12)):
        cells = draw(picture, picture.panels[0], LADDERS[0], columns, rows, ascii_only=False)
        assert len(cells) <= rows
        assert {len(row) for row in cells} == {len(cells[0])} <= set(range(1, columns + 1))
        shown = {level for row in cells for _, level in row}
        assert (2 in shown) is bool(rings)


longitudes, latitudes = st.floats(-180, 180), st.floats(-90, 90)


@given(points=st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=8))
def test_every_place_of_a_frame_lies_in_it(points: list[tuple[float, float]]) -> None:
    bounds = bounds_of([], points)
    assert bounds[2] - bounds[0] <= 360 + 1e-9
    for x, y in points:
        found = inside(x, y, bounds)
        assert found is not None
        assert (found[0] - x) % 360 == pytest.approx(0, abs=1e-9) or found[0] == x


@given(
    points=st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=8),
    columns=st.integers(1, 90),
    rows=st.integers(1, 40),
    deaths=st.floats(0.1, 1e6),
    density=st.booleans(),
)
def test_every_dot_of_a_frame_is_on_the_canvas(
    points: list[tuple[float, float]], columns: int, rows: int, deaths: float, density: bool
) -> None:
    bounds = bounds_of([], points)
    found = [inside(x, y, bounds) for x, y in points]
    dots = tuple(Dot(*place, deaths, 1) for place in found if place)
    picture = MapPicture("", bounds, (MapPanel("", dots),), density=density)
    cells = draw(picture, picture.panels[0], LADDERS[0], columns, rows, ascii_only=True)
    assert (len(cells[0]), len(cells)) <= (columns, rows)
    assert any(level >= 3 for row in cells for _, level in row)


@pytest.mark.parametrize(
    ("most", "words"),
    [
        (0, ["1", "2–4", "5–9", "10+"]),
        (160, ["1–4", "5–24", "25–99", "100+"]),
        (5000, ["1–29", "30–299", "300–2,999", "3,000+"]),
    ],
)
def test_sizes_in_words(most: float, words: list[str]) -> None:
    assert steps(ladder_for([most])) == words


def event(number: int, latitude: float, longitude: float, **more: object) -> Row:
    row = {"id": number, "latitude": latitude, "longitude": longitude, "where_prec": 1, **more}
    return {**MADE_UP[0], **{name: str(value) for name, value in row.items()}}


def picture_of(rows: list[Row], places: int = 5, frame: str = COUNTRY, **asked: Any) -> MapPicture:
    result = mali_cli.map(**({"data": written(rows), "type": "all"} | asked))
    return map_picture(result, places=places, frame=frame)


TWO = [
    event(1, 14.0, -3.0, best=9, where_coordinates="Old Ford village"),
    event(2, 16.0, 0.0, best=2, where_coordinates="New Ford"),
    event(3, 17.0, 0.5, best=0, where_coordinates="Nobody's Well"),
]


def test_the_picture_of_an_answer() -> None:
    picture = picture_of(TWO, by="adm1")
    (panel,) = picture.panels
    assert [(dot.latitude, dot.deaths) for dot in panel.dots] == [(14.0, 9.0), (16.0, 2.0)]
    assert [place.name for place in picture.places] == ["Old Ford", "New Ford", "Bamako"]
    assert [place.town for place in picture.places] == [False, False, True]
    assert picture.outlines[-1].country == "Mali"
    assert [outline.country for outline in picture.outlines if outline.asked] == ["Mali"]
    assert {"Niger", "Algeria", "Burkina Faso"} <= {o.country for o in picture.outlines}
    assert [(rank.name, rank.deaths) for rank in panel.ranks] == [("North region", 11.0)]


def test_the_frame_fits_the_events_and_not_an_empty_desert() -> None:
    west, south, east, north = picture_of(TWO, frame=EVENTS).bounds
    for x, y in ((-3.0, 14.0), (0.0, 16.0)):
        assert west < x < east
        assert south < y < north
    assert 3.0 < north - south < 6.5
    assert 3.0 < east - west < 6.5
    whole = picture_of(TWO).bounds
    assert whole[2] - whole[0] > 16
    none = [event(1, 14.0, -3.0, best=0)]
    assert picture_of(none, frame=EVENTS).bounds == picture_of(none).bounds


def test_a_frame_of_one_place_or_of_a_row_of_them_shows_what_is_around() -> None:
    west, south, east, north = picture_of(TWO[:1], frame=EVENTS).bounds
    assert north - south >= 2
    assert east - west >= 2
    row = [event(n, 14.0, -7.0 + n, best=1) for n in range(9)]
    west, south, east, north = picture_of(row, frame=EVENTS).bounds
    assert north - south >= 0.45 * (east - west)


def test_events_all_over_a_country_have_a_map_of_all_of_it() -> None:
    corners = [(10.5, -6.0), (24.5, -5.0), (15.0, -12.0), (16.5, 4.0)]
    rows = [event(n, *place, best=1) for n, place in enumerate(corners)]
    assert picture_of(rows, frame=EVENTS).bounds == picture_of(rows).bounds


@given(points=st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=6))
def test_every_event_lies_in_the_frame_of_events(points: list[tuple[float, float]]) -> None:
    frame = map_bounds._of_events(bounds_of([], points), WORLD)
    for x, y in points:
        assert inside(x, y, frame) is not None


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Ber location", "Ber"),
        ("Diallassagou town", "Diallassagou"),
        ("Djiguene vllage", "Djiguene"),
        ("I-n-Chakamak locality", "I-n-Chakamak"),
        ("Dianwéli village (Diallassagou commune)", "Dianwéli"),
        ("Bandiagara cercle", "Bandiagara cercle"),
        ("Adiora camp", "Adiora camp"),
        ("Between Boni and Hombori", "Between Boni and Hombori"),
        ("Mali", "Mali"),
        ("village", "village"),
        ("Central location", "Central location"),
    ],
)
def test_places_are_called_by_their_names(raw: str, name: str) -> None:
    assert short_name(raw, KINDS_OF_PLACE) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Mopti region", "Mopti"),
        ("Unity state", "Unity"),
        ("Northern state", "Northern state"),
        ("Mopti town", "Mopti town"),
    ],
)
def test_regions_are_called_by_their_names(raw: str, name: str) -> None:
    assert short_name(raw, KINDS_OF_REGION) == name


def test_dots_that_would_clot_are_a_grid_unless_they_are_asked_for() -> None:
    crowd = [event(n, 14.0 + n / 500, -3.0, best=1) for n in range(12)]
    spread = [event(n + 50, 11.0 + n, -6.0 + n, best=1) for n in range(5)]
    assert picture_of([*crowd, *spread]).density
    assert not picture_of(spread).density
    assert not picture_of([*crowd[:5], *spread]).density
    result = mali_cli.map(data=written([*crowd, *spread]), type="all")
    assert not map_picture(result, density=False).density
    phases = picture_of([*crowd, *spread], phase=["a=2016-01..2016-06", "b=2016-07..2016-12"])
    assert phases.density  # one way to draw all that is compared


def test_a_map_of_a_phase_has_its_days_and_what_has_no_exact_place() -> None:
    rough = {**event(9, 15.0, -2.0, best=7), "where_prec": "6"}
    picture = picture_of([*TWO, rough], phase=["a=2016-01..2016-06", "b=2016-07..2016-12"])
    first, second = picture.panels
    assert first.sums("deaths") == (11.0, 7.0)
    assert second.sums("deaths") == (0.0, 0.0)
    assert first.days == "2016-01-01..2016-06-30"


def test_no_names_are_asked_for() -> None:
    assert picture_of(TWO, places=0).places == ()
    assert [place.name for place in picture_of(TWO, places=1).places] == ["Old Ford", "Bamako"]


def test_a_circle_zooms_in() -> None:
    picture = picture_of(TWO, near="14,-3,50")
    assert picture.bounds[2] - picture.bounds[0] < 1.5
    assert [dot.latitude for dot in picture.panels[0].dots] == [14.0]


def test_every_phase_has_a_map_also_without_dots() -> None:
    picture = picture_of(TWO, phase=["a=2016-01..2016-06", "b=2016-07..2016-12"], release="25.1")
    assert [(panel.name, len(panel.dots)) for panel in picture.panels] == [("a", 2), ("b", 0)]


def test_outlines_over_the_antimeridian_are_in_the_frame() -> None:
    rows = [event(1, -17.0, 178.0, country_id=950, country="Fiji")]
    picture = picture_of(rows, country="Fiji")
    west, _, east, _ = picture.bounds
    (fiji,) = (outline for outline in picture.outlines if outline.asked)
    xs = [x for ring in fiji.rings for x, _ in ring]
    assert west < min(xs) < 180 < 181 < max(xs)
    assert east > 181
