"""Where ticks and labels of figures stand: read from the SVG, and the rules behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mali_cli.output.chart_picture import position
from mali_cli.output.figure.drawing import AnyPicture, inline_svg, quiet
from mali_cli.output.figure.land import cells
from mali_cli.output.figure.page import width
from mali_cli.output.figure.phases import edges, place_marks
from mali_cli.output.figure.sizes import PHONE, SIZES
from mali_cli.output.pictures import Dot, MapPanel, Marker, PhaseSpan, Place, Series
from tests.output.made_pictures import (
    CHARTS,
    DOTS,
    MAPS,
    MONTHS,
    PICTURES,
    PLAIN,
    QUARTERS,
    TYPES,
    YEARS,
    a_map,
    chart,
    render_figure,
    result,
    values,
)
from tests.output.svg_texts import Box, boxes, outside, touching

LEAST_TEXT = 6.0


def drawn(picture: AnyPicture, size: str = "page") -> bytes:
    return render_figure(picture, result(), "svg", size=size)


def check(picture: AnyPicture, size: str = "page") -> None:
    """Check that all texts can be read."""
    svg = drawn(picture, size)
    with quiet():  # of signs that the font lacks
        assert touching(svg) == []
        assert outside(svg) == []
        assert min(box.size for box in boxes(svg)) >= LEAST_TEXT - 1e-6


ODD_NAMES = ("$x_1$ & \\alpha", "_hidden", "漢字 عربي 😀", "a very long name " * 12)
AWKWARD: dict[str, AnyPicture] = {
    "odd names": chart(
        *(Series(name, one.values) for name, one in zip(ODD_NAMES, TYPES, strict=True)),
        title="漢字 $x^2$ <b> " + "a very long title " * 14,
    ),
    "civilians": a_map(MapPanel("", DOTS), measure="civilians"),
    "ten series": chart(
        *(Series(f"actor {i} of a longish name", values(36, i + 1)) for i in range(10))
    ),
    "marked days": chart(
        PLAIN,
        markers=tuple(
            Marker(3 * i + 2, date(1991 + 3 * i, 7, 1), f"MISSION {i} begins {1991 + 3 * i}-07-01")
            for i in range(9)
        ),
    ),
}


@pytest.mark.sample(7)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [*PICTURES, *AWKWARD])
def test_texts_never_touch_and_stay_on_the_page(name: str, size: str) -> None:
    check({**PICTURES, **AWKWARD}[name], size)


FEW = settings().max_examples // 4
"""Each is drawn, which takes long."""
SPANS = st.lists(
    st.tuples(st.text("abcdefgh ", min_size=1, max_size=20), st.integers(0, 35)), max_size=6
)
DAYS = st.lists(st.integers(0, 35), max_size=5)


@settings(max_examples=FEW, deadline=None)
@given(SPANS, DAYS, st.sampled_from(list(SIZES)))
def test_phases_and_marked_days_never_touch(
    spans: list[tuple[str, int]], days: list[int], size: str
) -> None:
    spans.sort(key=lambda span: span[1])
    ends = [*(start for _, start in spans[1:]), 35][: len(spans)]
    phases = tuple(
        PhaseSpan(name, start, end, 1234.0, 56.7)
        for (name, start), end in zip(spans, ends, strict=True)
    )
    markers = tuple(Marker(day, date(1989 + day, 7, 1), f"UNTEST {1989 + day}") for day in days)
    check(chart(PLAIN, spans=phases, markers=markers), size)


@settings(max_examples=FEW, deadline=None)
@given(st.integers(1, 430), st.sampled_from([YEARS, QUARTERS, MONTHS]), st.sampled_from([*SIZES]))
def test_labels_of_units_never_touch(count: int, units: tuple[str, ...], size: str) -> None:
    units = units[:count]
    picture = chart(Series("", values(len(units))), units=units, spans=())
    check(picture, size)
    assert {box.text for box in boxes(drawn(picture, size))} & {unit[:4] for unit in units} or {
        box.text for box in boxes(drawn(picture, size))
    } & set(units)


@pytest.mark.parametrize("times", [1, 100, 1000])
def test_a_last_year_at_the_edge_does_not_touch_the_one_before(times: int) -> None:
    years = tuple(map(str, range(1989, 2026)))
    counts = tuple(count and count * times for count in values(len(years)))
    picture = chart(Series("", counts), units=years, spans=())
    assert touching(inline_svg(picture, PHONE)) == []


@settings(max_examples=FEW, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("abcdef", min_size=1, max_size=15), st.floats(-12, 4), st.floats(11, 24)),
        max_size=12,
    )
)
def test_names_on_a_map_never_touch(places: list[tuple[str, float, float]]) -> None:
    check(a_map(MapPanel("", DOTS), places=tuple(Place(*place) for place in places)))


def test_the_first_place_is_named_before_others() -> None:
    places = (Place("first", 0, 15), Place("second", 0.01, 15))
    found = {box.text for box in boxes(drawn(a_map(MapPanel("", DOTS), places=places)))}
    assert "first" in found
    assert "second" not in found


def counts(svg: bytes) -> list[Box]:
    """Return the labels of the axis of counts, from the bottom."""
    found = [box for box in boxes(svg) if box.text.replace(",", "").replace(".", "").isdigit()]
    left = min(box.right for box in found)
    return sorted((box for box in found if box.right < left + 1), key=lambda box: -box.top)


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (0.0, ["0", "1"]),
        (1.0, ["0", "1"]),
        (5.0, ["0", "1", "2", "3", "4", "5"]),
        (1461.0, ["0", "250", "500", "750", "1,000", "1,250", "1,500"]),
        (12_000.0, ["0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000"]),
    ],
)
def test_counts_have_round_ticks(highest: float, labels: list[str]) -> None:
    picture = chart(Series("", (highest, 0.0)), units=("2013", "2014"))
    assert [box.text for box in counts(drawn(picture))] == labels


@pytest.mark.parametrize(
    ("highest", "labels"),
    [(0.0, ["1", "10"]), (1.0, ["1", "10"]), (30.0, ["1", "10"]), (800.0, ["1", "10", "100"])],
)
def test_a_logarithmic_axis_has_powers_of_ten(highest: float, labels: list[str]) -> None:
    picture = chart(Series("", (highest, 1.0)), units=("2013", "2014"), log=True, lines=True)
    found = [box.text for box in counts(drawn(picture))]
    assert found[: len(labels)] == labels
    assert float(found[-1].replace(",", "")) * 10 >= highest


def units_of(units: Sequence[str], size: str = "page") -> list[str]:
    """Return the labels under a chart of these units, from the left."""
    picture = chart(Series("", values(len(units))), units=tuple(units), spans=())
    known = {*units, *(unit[:4] for unit in units)}
    found = [box for box in boxes(drawn(picture, size)) if box.text in known]
    low = max(box.bottom for box in found)
    return [box.text for box in sorted(found, key=lambda box: box.left) if box.bottom > low - 1]


def test_years_are_round_and_months_are_labelled_by_year() -> None:
    assert units_of(YEARS, "column") == [str(year) for year in range(1990, 2025, 5)]
    assert units_of(YEARS) == [str(year) for year in range(1990, 2025, 2)]
    assert units_of(MONTHS) == [str(year) for year in range(1990, 2025, 2)]
    assert units_of(QUARTERS)[0] == "2013-Q1"
    assert units_of(QUARTERS, "column") == [*QUARTERS[::2]]
    assert units_of(("2013-07",)) == ["2013-07"]


@pytest.mark.parametrize("size", SIZES)
def test_the_last_label_stands_inside_the_plot(size: str) -> None:
    for units in (YEARS, YEARS[:7], MONTHS, QUARTERS[:5]):
        picture = chart(Series("", values(len(units))), units=units, spans=())
        svg = drawn(picture, size).decode()
        lines = re.findall(r'd="M ([\d.]+) ([\d.]+)\s+L ([\d.]+) ([\d.]+)', svg)
        right = max(float(end) for _, up, end, to in lines if up == to)
        assert max(box.right for box in boxes(drawn(picture, size)) if box.text[:2] == "20") < (
            right + 0.5
        )


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


MARKS = [("coup 2012-03-22", 22.7), ("coup 2020-08-18", 31.1), ("coup 2021-05-24", 31.9)]


@given(st.lists(st.tuples(st.text("ab -2", min_size=1, max_size=24), st.floats(-0.5, 35.5))))
def test_words_for_days_are_clear_of_each_other_and_of_all_lines(
    marks: list[tuple[str, float]],
) -> None:
    for given_marks in (marks[:6], MARKS):
        size, pitch = 7.5, 13.0
        found = place_marks(given_marks, size, pitch, 36)
        assert len(found) == len(given_marks)
        ends = [(left, left + width(text, size) / pitch, row) for text, left, row in found]
        for number, (left, right, row) in enumerate(ends):
            for other, (start, end, its_row) in enumerate(ends):
                if other == number:
                    continue
                assert row != its_row or right < start or end < left
                if its_row > row and abs(given_marks[other][1] - given_marks[number][1]) > 1:
                    x = given_marks[other][1]
                    assert not left < x < right or {text for text, *_ in found} != {
                        text for text, _ in given_marks
                    }


def test_words_for_days_take_the_lowest_rows() -> None:
    assert [row for *_, row in place_marks(MARKS, 7.5, 13.0, 36)] == [0, 0, 1]
    assert [row for *_, row in place_marks(MARKS[:2], 7.5, 13.0, 36)] == [0, 0]


def test_phases_that_share_a_unit_meet_in_its_middle() -> None:
    spans = (PhaseSpan("a", 0, 4), PhaseSpan("b", 4, 7), PhaseSpan("c", 8, 8))
    assert edges(spans) == [(-0.5, 4.0), (4.0, 7.5), (7.5, 8.5)]


def test_labels_with_room_stand_over_the_middle_of_their_phase() -> None:
    spans = (PhaseSpan("one", 0, 17, 5.0, 5.0), PhaseSpan("two", 18, 35, 5.0, 5.0))
    found = {box.text: box for box in boxes(drawn(chart(PLAIN, spans=spans)))}
    middles = {
        name: (found[name].left + found[name].right) / 2 for name in ("one", "two", "1998", "2016")
    }
    pitch = (middles["2016"] - middles["1998"]) / 18
    assert middles["one"] == pytest.approx(middles["1998"] - pitch / 2, abs=1)
    assert middles["two"] == pytest.approx(middles["2016"] - pitch / 2, abs=1)


def test_letters_go_on_after_z() -> None:
    spans = tuple(PhaseSpan(f"phase {i}", i, i, 1.0, 1.0) for i in range(27))
    words = " ".join(box.text for box in boxes(drawn(chart(PLAIN, spans=spans))))
    assert "Z phase 25: 1 in all" in words
    assert "A1 phase 26: 1 in all" in words


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(-20, 20), st.integers(0, 99))))
def test_cells_keep_the_sum(points: list[tuple[float, float, int]]) -> None:
    dots = [Dot(x, y, number, 1) for x, y, number in points]
    assert sum(cells(dots, "deaths", 0.5).values()) == sum(number for *_, number in points)


def test_degrees_are_round() -> None:
    found = [box.text for box in boxes(drawn(MAPS["ranked"], "column")) if "°" in box.text]
    assert {"10° W", "5° W", "0°", "5° E", "10° N", "25° N"} <= set(found)
    assert "60° W" in [box.text for box in boxes(drawn(MAPS["world"], "column"))]


@settings(max_examples=FEW, deadline=None)
@given(st.floats(-170, 170), st.floats(1, 40), st.floats(0.2, 40), st.sampled_from(list(SIZES)))
def test_degrees_beside_a_map_differ_and_do_not_touch(
    west: float, south: float, wide: float, size: str
) -> None:
    bounds = (west, south, west + wide, south + wide)
    picture = a_map(*[MapPanel("a", ())] * 2, bounds=bounds, places=(), outlines=())
    check(picture, size)
    found = [box.text for box in boxes(drawn(picture, size)) if "°" in box.text]
    across = [text for text in found if not text.endswith((" N", " S"))]
    assert len(set(across)) * 2 >= len(across)
    assert across
    assert len(found) > len(across)


def test_a_plot_is_as_high_as_its_size_says() -> None:
    low, *_, top = counts(drawn(CHARTS["bars"], "page"))
    assert (low.top - top.top) / 72 * 25.4 == pytest.approx(SIZES["page"].plot, abs=0.3)


def test_the_reader_of_texts_sees_what_is_wrong() -> None:
    text = '<text style="font-size: 10px; text-anchor: {}" x="{}" y="20">Mali</text>'
    page = '<svg xmlns="http://www.w3.org/2000/svg" width="100pt" height="50pt">{}</svg>'
    one, other, away = text.format("start", 5), text.format("end", 30), text.format("end", 20)
    assert touching(page.format(one + other)) == [("Mali", "Mali")]
    assert touching(page.format(one + text.format("start", 50))) == []
    assert outside(page.format(one + away)) == ["Mali"]
