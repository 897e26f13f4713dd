"""Stacks, ranges, lines, logarithms and small multiples: what a reader sees in a terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mali_cli.output.pictures import ChartPicture, Marker, Panel, PhaseSpan, Series
from mali_cli.output.terminal.chart import draw

YEARS = tuple(str(2013 + i) for i in range(8))
STATE = (10.0, 20, 0, 40, 50, 0, 70, 80)
REBELS = (5.0, 0, 0, 40, 10, 60, 30, 20)
MISSION = (
    Marker(1, date(2014, 7, 1), "UNTEST begins 2014-07-01"),
    Marker(6, date(2019, 12, 31), "UNTEST ends 2019-12-31"),
)
PHASES = (
    PhaseSpan("before", 0, 1, 35, 17.5),
    PhaseSpan("during", 1, 6, 335, 55.83),
    PhaseSpan("after", 7, 7, 100, 100),
)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def picture(*panels: Panel, **more: object) -> ChartPicture:
    values = {"title": "", "unit": "year", "units": YEARS, "y_label": "deaths a year"}
    return replace(ChartPicture(**values, panels=panels), **more)  # type: ignore[arg-type]


def series(name: str, values: tuple[float | None, ...], *, spread: float = 0) -> Series:
    if not spread:
        return Series(name, values)
    low = tuple(None if v is None else max(v - spread, 0) for v in values)
    high = tuple(None if v is None else v + spread for v in values)
    return Series(name, values, low, high)


STACK = Panel("", (series("government", STATE), series("rebels", REBELS)))
ONE = Panel("", (series("", STATE),))


def area(chart: str) -> list[str]:
    """Return the rows right of the y axis, from the bottom."""
    rows = [re.split("[┤│]", line, maxsplit=1)[1] for line in chart.split("\n") if _of_area(line)]
    return rows[::-1]


def _of_area(line: str) -> bool:
    return bool(re.match(r" *[\d,.]*[┤│]", line))


# stacks


def test_a_stack_is_as_high_as_its_sum_and_each_series_has_its_pattern() -> None:
    rows = area(draw(picture(STACK), width=30, height=9))  # four rows for 100: 25 a row
    columns = ["".join(row.ljust(30)[i * 3] for row in rows).rstrip() for i in range(8)]
    assert columns == ["▅", "▆", "", "██░▂", "██▃", "░░▃", "███░", "███░"]


def test_the_legend_has_each_series_with_its_total() -> None:
    lines = draw(picture(STACK)).split("\n")
    assert lines[-1] == "█ government 270   ░ rebels 165"


def test_the_legend_of_running_sums_has_the_last_of_them() -> None:
    running = Panel("", (series("a", (1, 3, 6)), series("b", (1, 1, 2))))
    chart = draw(picture(running, units=YEARS[:3], cumulative=True))
    assert chart.endswith("█ a 6   ░ b 2")


def test_in_colour_series_have_colours_and_the_text_is_the_same_but_for_patterns() -> None:
    chart = draw(picture(STACK), color=True)
    assert chart.endswith(
        "\x1b[38;5;74m█\x1b[0m government 270   \x1b[38;5;172m█\x1b[0m rebels 165"
    )
    plain = draw(picture(STACK))
    assert ESCAPE.sub("", chart).count("█") > plain.count("█")
    assert "\x1b[48" not in chart


def test_ten_series_differ_without_colour_also_in_ascii() -> None:
    ten = Panel("", tuple(series(f"s{i}", (10.0,) * 8) for i in range(10)))
    for ascii_only in (False, True):
        for lines in (False, True):
            legend = draw(picture(ten, lines=lines), ascii_only=ascii_only, width=200)
            signs = re.findall(r"(\S) s\d 80", legend)
            assert len(set(signs)) == 10, legend


def test_a_small_part_of_a_year_does_not_fill_a_row() -> None:
    tiny = Panel("", (series("a", (1000, 0)), series("b", (0, 1))))
    bottom = area(draw(picture(tiny, units=YEARS[:2]), width=30))[0]
    assert bottom.split() == ["█" * 11, "▁" * 11]


# ranges


def test_a_range_stands_beside_a_thin_bar_and_inside_a_wide_one() -> None:
    ranged = picture(Panel("", (series("", STATE, spread=20),)))
    thin = area(draw(ranged, width=21, height=14))
    assert any("█│" in row or " │" in row for row in thin)
    wide = area(draw(ranged, width=80, height=14))
    assert any("██│█" in row or "█│█" in row for row in wide)
    assert draw(ranged).endswith("│ low to high, where they differ")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("units", [1, 7, 36, 432])
def test_ranges_always_have_a_column_of_their_own(units: int, width: int) -> None:
    named = tuple(str(1600 + i) for i in range(units))
    ranged = Panel("", (series("", (50.0,) * units, spread=20),))
    chart = draw(picture(ranged, units=named), width=width)
    rows = [row for row in area(chart.partition("┴")[0]) if row.strip()]
    bottom, top = rows[0], rows[-1]
    assert "█" in bottom
    assert "││" not in top
    assert "│" in top


def test_the_scale_has_room_for_the_high_estimate() -> None:
    chart = draw(picture(Panel("", (Series("", (10.0,), (5.0,), (990.0,)),)), units=("2013",)))
    assert "1,000┤" in chart


def test_a_line_has_a_band() -> None:
    chart = draw(picture(Panel("", (series("", STATE, spread=20),)), lines=True))
    assert "░" in chart
    assert chart.endswith("░ low to high")


# lines and logarithms


def test_lines_break_at_gaps_and_a_lone_point_is_seen() -> None:
    chart = draw(picture(Panel("", (series("", (5, 5, None, 5, None, 5, 5, 5)),)), lines=True))
    top = next(row for row in area(chart) if row.strip())
    assert top.count("●") == 1
    assert "· not covered by the data" in chart
    assert top.index("●") == top.strip("⠀ ").index("●") + (len(top) - len(top.lstrip()))


def test_a_single_point_is_a_marker() -> None:
    chart = draw(picture(Panel("", (series("", (5,)),)), units=("2013",), lines=True))
    assert sum(row.count("●") for row in area(chart)) == 1


def test_lines_in_ascii_have_letters_for_points() -> None:
    chart = draw(picture(STACK, lines=True), ascii_only=True)
    assert chart.isascii()
    assert chart.endswith("o government 270   x rebels 165")


def test_zeros_have_a_row_of_their_own_on_a_logarithmic_scale() -> None:
    chart = draw(
        picture(Panel("", (series("", (0, 1, 10, 0, 1000, 0, 3, 8)),)), lines=True, log=True)
    )
    rows = area(chart)
    assert rows[0].count("0") == 3
    assert [line.split("┤")[0].strip() for line in chart.split("\n") if "┤" in line] == [
        *("1,000", "100", "10", "1", "0"),
    ]
    zeros = next(line for line in chart.split("\n") if line.count("0") > 3)
    assert zeros.split("┤")[0].strip() == "0", "a zero stands beside no other number"
    assert chart.endswith("logarithmic scale, zeros on a line of their own")


@pytest.mark.sample(4)
@pytest.mark.parametrize("width", [*range(20, 60), 80])
def test_the_sign_of_a_day_is_under_its_line(width: int) -> None:
    panel = Panel("", (series("", STATE),))
    lines = draw(picture(panel, markers=MISSION), width=width).split("\n")
    days = {at for line in lines for at, glyph in enumerate(line) if glyph == "╎"}
    signs = [at for line in lines for at, glyph in enumerate(line) if glyph == "▲"]
    assert len(signs) == len(MISSION)
    assert set(signs) == days
    below = " ".join(lines[-8:])
    for marker in MISSION:
        assert all(word in below for word in marker.label.split())
    assert max(map(len, lines)) <= width


def test_without_zeros_the_axis_begins_at_a_power_of_ten() -> None:
    chart = draw(
        picture(Panel("", (series("", (200, 3000)),)), units=YEARS[:2], lines=True, log=True)
    )
    assert re.search(r"^ *100┴", chart, re.MULTILINE)
    assert chart.endswith("\nlogarithmic scale")


# small multiples


def test_panels_share_one_scale() -> None:
    big, small = Panel("Mali", (series("", STATE),)), Panel("Niger", (series("", (1.0,) * 8),))
    chart = draw(picture(big, small), width=80)
    assert re.search("^Mali +Niger$", chart, re.MULTILINE)
    marked = [line for line in chart.split("\n") if "┤" in line]
    assert marked
    assert all(len(set(re.findall("([0-9]+)┤", line))) == 1 for line in marked)
    assert all(line.count("┤") == 2 for line in marked)


def test_panels_stand_one_under_another_where_there_is_no_room() -> None:
    panels = [Panel(name, (series("", STATE),)) for name in ("Mali", "Niger", "Togo")]
    for width, across in ((40, 1), (80, 2), (200, 3)):
        chart = draw(picture(*panels), width=width, height=8)
        names = [line.split() for line in chart.split("\n") if re.match("Mali|Niger|Togo", line)]
        assert len(names[0]) == across
        assert sum(len(line) for line in names) == 3


def test_a_panel_has_the_figures_of_its_own_phases() -> None:
    other = (PhaseSpan("before", 0, 6, 7, 1), PhaseSpan("after", 7, 7, None, None))
    panels = (
        Panel("Mali", (series("", STATE),), PHASES),
        Panel("Niger", (series("", STATE),), other),
    )
    chart = draw(picture(*panels), width=40)
    assert " 2013–2014: 35 (18 a year)" in chart
    assert "─ before 7 (1.0 a year) ─" in chart
    assert chart.endswith("after 2020")


# phases and missions


def test_phases_have_total_and_rate_in_their_bracket_or_below() -> None:
    chart = draw(picture(Panel("", (series("", STATE),), PHASES)), width=100)
    assert re.search("┼─+ during 335 \\(56 a year\\) ─+┤", chart)
    assert chart.endswith("before: 35 (18 a year)   after: 100 (100 a year)")
    narrow = draw(picture(Panel("", (series("", STATE),), PHASES)), width=40)
    assert "before 2013–2014: 35 (18 a year)" in narrow


def test_a_blank_phase_has_its_name_only() -> None:
    spans = (PhaseSpan("before", 0, 3), PhaseSpan("x", 7, 7))
    chart = draw(picture(Panel("", (series("", STATE),), spans)), width=80)
    assert " before ─" in chart
    assert "(" not in chart


def test_a_mission_begins_and_ends_with_a_line_and_its_day() -> None:
    chart = draw(picture(ONE, markers=MISSION), width=80)
    signed = [line for line in chart.split("\n") if "▲" in line]
    columns = [line.index("▲") for line in signed for _ in range(line.count("▲"))]
    rows = [line for line in chart.split("\n") if "╎" in line]
    assert "UNTEST begins 2014-07-01" in chart
    assert "UNTEST ends 2019-12-31" in chart
    assert all(line[columns[0]] in "╎█▁▂▃▄▅▆▇" for line in rows)


def test_the_labels_of_days_take_as_many_lines_as_they_need() -> None:
    for width in (20, 40, 80, 200):
        chart = draw(picture(ONE, markers=MISSION), width=width)
        assert max(map(cell_len, chart.split("\n"))) <= width
        assert chart.count("▲") == 2 or width < 30


# everything at once

counts = st.none() | st.just(0.0) | st.floats(0, 1e6) | st.integers(0, 3000).map(float)
names = st.text(max_size=15)


@st.composite
def pictures(pick: st.DrawFn) -> ChartPicture:
    number = pick(st.integers(1, 50))
    units = tuple(f"{1989 + i // 4}-Q{i % 4 + 1}" for i in range(number))
    stack = pick(st.lists(names, min_size=1, max_size=8))
    ranged = pick(st.booleans())

    def values() -> tuple[float | None, ...]:
        return tuple(pick(st.lists(counts, min_size=number, max_size=number)))

    def one(name: str) -> Series:
        return Series(name, values(), *((values(), values()) if ranged else ()))

    index = st.integers(0, number - 1)
    pairs = pick(st.lists(st.tuples(names, index, index, counts), max_size=3))
    spans = tuple(PhaseSpan(n, min(a, b), max(a, b), total, total) for n, a, b, total in pairs)
    panels = tuple(
        Panel(name, tuple(map(one, stack)), spans)
        for name in pick(st.lists(names, min_size=1, max_size=3))
    )
    days = [Marker(i, date(1989 + i // 4, i % 4 * 3 + 1, 1), n) for n, i, _, _ in pairs]
    log = pick(st.booleans())
    return ChartPicture(
        title="",
        unit="quarter",
        units=units,
        y_label="deaths a quarter",
        panels=panels,
        markers=tuple(days),
        lines=log or pick(st.booleans()),
        log=log,
    )


@settings(max_examples=60, deadline=None)
@given(pictures(), st.integers(1, 220), st.integers(1, 30), st.booleans(), st.booleans())
def test_any_picture_keeps_its_width(
    shown: ChartPicture, width: int, height: int, color: bool, ascii_only: bool
) -> None:
    text = draw(shown, width=width, height=height, color=color, ascii_only=ascii_only)
    plain = ESCAPE.sub("", text)
    assert "\x1b" not in plain
    assert color or plain == text
    assert plain.isascii() or not ascii_only
    assert all(cell_len(line) <= width for line in plain.split("\n"))


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize(
    "values", [(0.0, 0, 0), (None, None, None), (0.0, None, 0), (7.0, None, 0)]
)
def test_little_or_nothing_to_draw_has_axes(
    values: tuple[float | None, ...], lines: bool, log: bool
) -> None:
    shown = picture(Panel("", (series("", values),)), units=YEARS[:3], lines=lines or log, log=log)
    for width in (40, 80, 200):
        chart = draw(shown, width=width)
        assert re.search(r"[\d,.]+┤", chart)
        assert "┴" in chart
        assert ("not covered" in chart) == (None in values)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -1.0, 1e16])
def test_a_bad_bound_is_refused_too(bad: float) -> None:
    shown = picture(Panel("", (Series("", (1.0,), (bad,), (1.0,)),)), units=("2013",))
    with pytest.raises(ValueError, match="2013"):
        draw(shown)


def test_a_marker_outside_the_units_is_refused() -> None:
    with pytest.raises(ValueError, match="'x' is bar 9 of 8"):
        draw(picture(ONE, markers=(Marker(9, date(2022, 1, 1), "x"),)))
