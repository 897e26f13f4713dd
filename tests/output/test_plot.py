"""Charts: what a reader sees in the terminal, and what must never happen to them."""

import math
import re
from collections.abc import Sequence
from operator import itemgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mali_cli.output.pictures import ChartPicture, Panel, PhaseSpan, Series
from mali_cli.output.terminal import grid as layout
from mali_cli.output.terminal.bars import EIGHTHS
from mali_cli.output.terminal.chart import draw
from mali_cli.output.wrapping import clip
from mali_cli.words import showing

Bar = tuple[str, float | None]


def bar_chart(
    bars: Sequence[Bar],
    spans: Sequence[PhaseSpan] = (),
    *,
    width: int = 80,
    height: int = 20,
    color: bool = False,
    ascii_only: bool = False,
    y_label: str = "deaths",
    unit: str = "year",
) -> str:
    """Draw one series as bars, with phases."""
    series = Series("", tuple(value for _, value in bars))
    picture = ChartPicture(
        title="Title",
        unit=unit,
        units=tuple(label for label, _ in bars),
        y_label=y_label,
        panels=(Panel("", (series,), tuple(spans)),),
    )
    return draw(picture, width=width, height=height, color=color, ascii_only=ascii_only)


# One-sided violence in Mali, 1989-2024, best estimate (GED 25.1 country-year).
MALI = [0, 125, 176, 77, 0, 593, 2, *[0] * 12, 1, 1, 0, 1, 23, 30, 3, 2, 30, 53]
MALI += [551, 455, 512, 216, 1461, 505, 619]
YEARS = [(str(1989 + i), v) for i, v in enumerate(MALI)]
PHASES = [
    PhaseSpan("before MINUSMA", 0, 24),
    PhaseSpan("during MINUSMA", 24, 34),
    PhaseSpan("after MINUSMA", 35, 35),
]
MONTHS = [(f"{1989 + i // 12}-{i % 12 + 1:02d}", (i * 37) % 101) for i in range(432)]
MONTH_PHASES = [
    PhaseSpan("before", 0, 293),
    PhaseSpan("during", 294, 419),
    PhaseSpan("after", 420, 431),
]

GOLDEN = """\
deaths
1,500┤                                                ┊                 ▇  ┊
     │                                                ┊                 █  ┊
1,000┤                                                ┊                 █  ┊
     │          ▃                                     ┊         ▂       █  ┊▄
  500┤          █                                     ┊         █ ▇ █   █ █┊█
     │  ▄ ▆ ▂   █ ▁                         ▁ ▁   ▁ ▁ ▁ ▁ ▁ ▁ ▂ █ █ █ ▇ █ █┊█
    0┴┬───────────┬─────────┬─────────┬─────────┬─────────┬─────────┬───────┬
    1989        1995      2000      2005      2010      2015      2020    2024
      ├─────────────── before MINUSMA ────────────────┼─ during MINUSMA ──┤ A
A after MINUSMA 2024"""


def years(*values: float | None) -> list[Bar]:
    return [(str(2001 + i), v) for i, v in enumerate(values)]


def plot_rows(chart: str) -> list[str]:
    """Return the rows of the plot area, right of the y axis."""
    lines = chart.splitlines()
    axis = next(i for i, line in enumerate(lines) if "┴" in line)
    return [line[lines[axis].index("┴") + 1 :] for line in lines[1:axis]]


def line_with(chart: str, mark: str) -> str:
    return next(line for line in chart.splitlines() if mark in line)


def test_golden_chart_at_80_columns() -> None:
    assert bar_chart(YEARS, PHASES, width=80, height=11) == GOLDEN


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("height", [8, 12, 20, 50])
def test_fills_the_height_and_never_passes_the_width(width: int, height: int) -> None:
    lines = bar_chart(YEARS, PHASES, width=width, height=height).splitlines()
    assert max(map(len, lines)) <= width
    assert len(lines) == height or (height == 8 and len(lines) <= 12)


names = st.text(max_size=30)
values = st.none() | st.just(0.0) | st.floats(0, 1e7) | st.integers(0, 5000).map(float)


@st.composite
def charts(pick: st.DrawFn) -> tuple[list[Bar], list[PhaseSpan]]:
    bars = [(str(1989 + i), v) for i, v in enumerate(pick(st.lists(values, max_size=90)))]
    index = st.integers(0, max(0, len(bars) - 1))
    pairs = pick(st.lists(st.tuples(names, index, index), max_size=6)) if bars else []
    return bars, [PhaseSpan(name, min(a, b), max(a, b)) for name, a, b in pairs]


@settings(max_examples=150, deadline=None)
@given(charts(), st.integers(1, 220), st.integers(1, 40), st.booleans(), st.booleans())
def test_any_chart_keeps_its_width(
    chart: tuple[list[Bar], list[PhaseSpan]], width: int, height: int, color: bool, ascii_only: bool
) -> None:
    text = bar_chart(*chart, width=width, height=height, color=color, ascii_only=ascii_only)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert "\x1b" not in plain
    assert color or plain == text
    assert plain.isascii() or not ascii_only
    assert all(cell_len(line) <= width for line in plain.split("\n"))


def test_nothing_to_draw() -> None:
    assert bar_chart([]) == str(showing.NOTHING_TO_DRAW())


def test_too_narrow_is_said_on_one_line() -> None:
    assert bar_chart(years(5_000_000), width=10) == clip(str(showing.TOO_NARROW()), 10)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, -1.0, 1e16])
def test_refuses_values_that_no_count_can_be(bad: float) -> None:
    with pytest.raises(ValueError, match="2002"):
        bar_chart(years(1, bad))


@pytest.mark.parametrize(
    "span", [PhaseSpan("x", 0, 2), PhaseSpan("x", 1, 0), PhaseSpan("x", -1, 0)]
)
def test_refuses_a_phase_outside_the_bars(span: PhaseSpan) -> None:
    with pytest.raises(ValueError, match="phase 'x'"):
        bar_chart(years(1, 2), [span])


def test_a_second_chart_holds_nothing_of_the_first() -> None:
    small = bar_chart(years(1, 2), [PhaseSpan("x", 0, 0)])
    bar_chart(YEARS, PHASES, color=True, width=200)
    assert bar_chart(years(1, 2), [PhaseSpan("x", 0, 0)]) == small


# heights


def test_bars_are_exact_to_an_eighth_of_a_row() -> None:
    # six rows for 0 to 6: one unit is one row; each bar has two columns and a free one
    rows = plot_rows(bar_chart(years(6, 3.5, 1.125, 0.75), width=14, height=9))
    columns = ["".join(c).rstrip() for c in zip(*[r.ljust(12) for r in rows[::-1]], strict=True)]
    assert columns[::3] == ["██████", "███▄", "█▁", "▆"]


def test_one_death_is_not_drawn_as_none() -> None:
    bottom = plot_rows(bar_chart(years(0, 1, 100_000), width=20))[-1]
    assert re.fullmatch(r" +▁+ █+", bottom)


def test_all_zero_has_an_axis_and_no_bars() -> None:
    chart = bar_chart(years(0, 0, 0), height=8)
    assert not any(row.strip() for row in plot_rows(chart))
    assert "1┤" in chart
    assert "0┴" in chart


def test_a_gap_differs_from_zero_and_is_explained() -> None:
    chart = bar_chart(years(3, None, 0, None, None, 2), width=30, height=8)
    axis = line_with(chart, "┴").split("┴")[1]
    covered = [axis[i * 4] != "·" for i in range(6)]
    assert covered == [True, False, True, False, False, True]
    assert chart.endswith("\n· not covered by the data")
    assert "not covered" not in bar_chart(years(3, 0, 2))


def test_only_gaps() -> None:
    chart = bar_chart(years(None, None), height=8)
    assert not any(row.strip() for row in plot_rows(chart))
    assert "·" in line_with(chart, "┴")


# y axis


@pytest.mark.parametrize(
    ("highest", "rows", "labels"),
    [
        (1461, 15, ["500", "1,000", "1,500"]),
        (1, 10, ["1"]),
        (5, 10, ["1", "2", "3", "4", "5"]),
        (7, 6, ["5", "10"]),
        (0.9, 8, ["0.25", "0.50", "0.75", "1.00"]),
        (2_400_000, 10, ["500,000", "1,000,000", "1,500,000", "2,000,000", "2,500,000"]),
    ],
)
def test_y_ticks_are_round(highest: float, rows: int, labels: list[str]) -> None:
    assert y_labels(bar_chart(years(highest), height=rows + 3)) == labels


def y_labels(chart: str) -> list[str]:
    """Return the labels of the y axis but for zero, from the bottom."""
    return [line.split("┤")[0].strip() for line in chart.split("\n") if "┤" in line][::-1]


@given(st.floats(1e-3, 1e15), st.integers(3, 60))
def test_the_highest_bar_is_whole(highest: float, rows: int) -> None:
    chart = bar_chart(years(highest, highest / 2), height=rows + 3)
    bars = zip(*[row.ljust(30) for row in plot_rows(chart)], strict=True)
    whole, half = (sum(map(EIGHTHS.index, column)) for column in itemgetter(1, 13)(list(bars)))
    assert whole > 0
    assert abs(whole - 2 * half) <= 3
    assert all(re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?", text) for text in y_labels(chart))


# x axis


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_year_labels_are_whole_years_under_their_bars(width: int) -> None:
    chart = bar_chart(YEARS, width=width)
    lines = chart.splitlines()
    at = next(i for i, line in enumerate(lines) if "┴" in line)
    found = [(m.start(), m.group()) for m in re.finditer(r"\S+", lines[at + 1])]
    assert [found[0][1], found[-1][1]] == ["1989", "2024"]
    assert all(re.fullmatch(r"\d{4}", text) for _, text in found)
    ticks = [i for i, c in enumerate(lines[at]) if c == "┬"]
    assert len(ticks) == len(found) >= 4
    assert all(abs(start + 2 - tick) <= 2 for (start, _), tick in zip(found, ticks, strict=True))


def test_months_are_labelled_by_years_between_full_ends() -> None:
    labels = line_with(bar_chart(MONTHS, width=120), "1989-01").split()
    assert labels[0] == "1989-01"
    assert labels[-1] == "2024-12"
    assert all(re.fullmatch(r"\d{4}", x) for x in labels[1:-1])


def test_a_few_months_are_labelled_in_full() -> None:
    labels = line_with(bar_chart(MONTHS[:14], width=80), "1989-01").split()
    assert labels[1] == "1989-03"


def test_more_bars_than_columns_show_the_highest_and_say_so() -> None:
    chart = bar_chart(MONTHS, MONTH_PHASES, width=80, unit="month")
    assert chart.splitlines()[-1] == "each column shows the highest of 6 months"
    assert max(map(len, chart.splitlines())) <= 80
    lone_peak = [(label, 500 if label == "2012-01" else 0) for label, _ in MONTHS]
    rows = [row for row in plot_rows(bar_chart(lone_peak, width=80)) if row.strip()]
    assert {row.strip() for row in rows} == {"█"}
    assert {row.index("█") for row in rows} == {(2012 - 1989) * 12 // 6}


def test_each_bar_has_its_column_when_there_is_room() -> None:
    assert "highest of" not in bar_chart(MONTHS, width=440)
    assert "highest of" not in bar_chart(YEARS, width=80)
    assert "highest of 2 years" in bar_chart(YEARS, width=40)


def test_a_single_bar_is_no_wall() -> None:
    chart = bar_chart(years(7), [PhaseSpan("only", 0, 0)], width=200)
    assert plot_rows(chart)[-1] == "█" * 11
    assert "├─ only ──┤" in chart


# phases


@pytest.mark.parametrize("width", [80, 120, 200])
def test_phase_edges_stand_under_their_bars(width: int) -> None:
    chart = bar_chart(YEARS, PHASES, width=width)
    gutter = line_with(chart, "┴").index("┴") + 1
    grid = layout.grid(len(YEARS), width - gutter)
    ruler = line_with(chart, "├")[gutter:]
    assert ruler.index("├") == grid.left(0)
    assert ruler.index("┼") == grid.middle(24)
    assert ruler.index("┤") == grid.right(34)
    assert len(ruler) == grid.right(35) + 1
    dotted = [i for i, c in enumerate(plot_rows(chart)[1]) if c == "┊"]
    assert dotted == [grid.middle(24), grid.right(34) + 1]


def test_phases_that_share_no_bar_have_their_own_brackets() -> None:
    chart = bar_chart(years(1, 2, 3, 4), [PhaseSpan("A side", 0, 1), PhaseSpan("B side", 2, 3)])
    assert "├────── A side ───────┤ ├────── B side ───────┤" in chart


def test_a_phase_without_room_gets_a_letter_and_its_years() -> None:
    chart = bar_chart(YEARS, PHASES, width=80)
    assert line_with(chart, "├").endswith("┤ A")
    assert chart.splitlines()[-1] == "A after MINUSMA 2024"
    narrow = bar_chart(YEARS, PHASES, width=40)
    assert "├─────A─────┼─B──┤" in narrow
    assert "A before MINUSMA 1989\u20132013\nB during MINUSMA 2013\u20132023" in narrow


def test_phases_that_share_a_column_take_a_line_each() -> None:
    chart = bar_chart(
        years(1, 2), [PhaseSpan("one", 0, 0), PhaseSpan("two", 0, 0), PhaseSpan("three", 0, 1)]
    )
    assert [chart.count(name) for name in ("one", "two", "three")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("width", "shared"),
    [(80, [0] * 5 + [None] + [1] * 5), (17, [0, 0, 1, 1]), (14, [0, None, 1]), (7, [None])],
)
def test_a_straddling_year_is_split_between_its_phases(
    width: int, shared: list[int | None]
) -> None:
    spans = [PhaseSpan("a", 0, 1), PhaseSpan("b", 1, 2)]
    chart = bar_chart(years(9, 9, 9), spans, width=width, color=True)
    bottom = next(line for line in chart.split("\n")[::-1] if "█" in line)
    found: list[int | None] = []
    for code, bar in re.findall(r"(?:\x1b\[38;5;(\d+)m)?(█+)", bottom):
        found += [{"74": 0, "172": 1}.get(code)] * len(bar)
    thick = len(found) // 3
    assert found == [0] * thick + shared + [1] * thick


def test_colour_marks_bars_and_brackets_of_a_phase_and_changes_no_text() -> None:
    plain, colored = bar_chart(YEARS, PHASES), bar_chart(YEARS, PHASES, color=True)
    assert "\x1b" not in plain
    assert "\x1b[48" not in colored  # the terminal's own background
    for code in (74, 172, 36):
        assert re.search(rf"\x1b\[38;5;{code}m[▁▂▃▄▅▆▇█]", colored)
        assert f"\x1b[38;5;{code}m" in colored.splitlines()[-2]
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


def test_ascii_only() -> None:
    bars = [*years(9, 8, 1, 0, 5.5), ("2006", None)]
    spans = [PhaseSpan("avant l'opération", 0, 2), PhaseSpan("during", 2, 5)]
    chart = bar_chart(bars, spans, ascii_only=True, y_label="décès")
    assert chart.isascii()
    assert chart.startswith("deces\n")
    assert "- avant l'operation -" in chart
    assert "#" in chart
    assert ":" in chart


def test_escape_sequences_in_names_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in bar_chart(years(1, 2), [PhaseSpan("\x1b[2Jx\ny", 0, 1)], y_label="\x1b]0;")
