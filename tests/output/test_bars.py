"""The bars beside a table on a terminal."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import mali_cli
from mali_cli.model.selection import EVERY_TYPE, Area, Selection
from mali_cli.output.formats import ROWS, known
from mali_cli.output.tables import WIDTHS, ZERO, bar
from tests.output.made_up import made_up, put_out, screen

FRAME = pl.DataFrame({"year": [2011, 2012, 2013, 2014], "deaths": [1, 0, None, 1000]})


def table(frame: pl.DataFrame = FRAME, width: int = 80, **more: bool) -> list[str]:
    return put_out(made_up(frame), "table", screen(width, **more)).decode().splitlines()


def test_the_largest_fills_the_width_and_zero_is_not_blank() -> None:
    rows = table()[-4:]
    assert table()[1].endswith("deaths, as bar")
    assert [row[14:] for row in rows] == ["▏", "0", "", "█" * WIDTHS[0]]


def test_ascii_terminals_have_number_signs() -> None:
    rows = table(ascii=True)[-4:]
    assert [row[14:] for row in rows] == ["#", "0", "", "#" * WIDTHS[0]]


@pytest.mark.parametrize(("width", "shown"), [(19, 0), (20, 0), (21, 7), (27, 7), (28, 14)])
def test_bars_take_only_room_that_is_left(width: int, shown: int) -> None:
    lines = table(width=width)
    assert max(line.count("█") for line in lines) == shown
    assert max(map(cell_len, lines)) <= width
    assert not any("no room" in line for line in lines)


@pytest.mark.sample(6)
@pytest.mark.parametrize("width", range(64, 165))
@pytest.mark.parametrize("of", ["phases", "coups"])
def test_a_row_is_one_line_and_bars_stand_only_beside_all_the_figures(of: str, width: int) -> None:
    result = mali_cli.periods() if of == "phases" else mali_cli.periods(timeline="mali-coups")
    lines = put_out(result, "table", screen(width, height=30), quiet=True).decode().split("\n")
    first = next(at for at, line in enumerate(lines) if line.startswith("─")) + 1
    names = [line.split(" ")[0] for line in lines[first : first + 3]]
    assert of == "coups" or names == ["before", "during", "after"]
    assert max(map(cell_len, lines)) <= width
    bars = any("as bar" in line for line in lines)
    assert not (bars and any(line.startswith("(no room") for line in lines))


def test_bare_phases_have_share_and_ratio_at_80_columns() -> None:
    lines = put_out(mali_cli.periods(), "table", screen(80, brief=True)).decode().split("\n")
    during = next(line for line in lines if line.startswith("during"))
    assert during.split() == [
        *("during", "10.5", "3,818", "3,788–3,818", "3,535–4,610", "363.5", "2022", "(1,461)"),
        *("70.2%", "×8.65"),
    ]
    assert "before 1989..2013-06; during 2013-07..2023; after 2024" in lines
    assert len(lines) <= 23  # with the command and the next prompt, 24
    assert lines[0].startswith("Deaths in one-sided violence, Mali")


def test_a_range_has_no_bar() -> None:
    result = mali_cli.periods(timeline="mali-coups")
    lines = put_out(result, "table", screen(170), quiet=True).decode().split("\n")
    shown = {
        phase: next(line for line in lines if line.startswith(phase))
        for phase in result.frame["phase"]
    }
    # between the coups of 2012, 2020 and 2021 no rate stands alone
    ranges = [phase for phase, line in shown.items() if not set("▍█") & set(line)]
    assert ranges == ["2012 coup to 2020 coup", "2020 coup to 2021 coup"]
    assert "133.7–197.3" in shown[ranges[0]]
    assert "0.0–953.7" in shown[ranges[1]]


@pytest.mark.parametrize("kind", known(ROWS))
def test_bars_are_in_no_pipe_and_no_machine_format(kind: str) -> None:
    place = screen(tty=kind != "table")
    content = put_out(made_up(FRAME), kind, place)
    assert "█".encode() not in content
    assert b"as bar" not in content


@pytest.mark.parametrize("deaths", [[5], [None, None], [None, 7]])
def test_one_figure_alone_has_no_bar(deaths: list[int | None]) -> None:
    frame = pl.DataFrame({"deaths": deaths}, schema={"deaths": pl.Int64})
    assert "as bar" not in "".join(table(frame))


def test_only_zeros() -> None:
    rows = table(pl.DataFrame({"deaths": [0, 0]}))[-2:]
    assert [row.split() for row in rows] == [["0", ZERO], ["0", ZERO]]


amounts = st.floats(0, 1e12, allow_subnormal=False)


@given(amounts, amounts, st.sampled_from(WIDTHS), st.booleans())
def test_bars_fit_and_never_shrink(one: float, other: float, width: int, ascii_only: bool) -> None:
    small, large = sorted([one, other])
    short, long = (bar(v, large, width, ascii_only=ascii_only) for v in (small, large))
    assert cell_len(short) <= cell_len(long) <= width
    assert short if small else short == ZERO
    assert not ascii_only or (short + long).isascii()
    assert cell_len(long) == (width if large else 1)


@pytest.mark.parametrize("measure", ["civilians", "events"])
def test_the_column_and_its_bars_are_headed_by_what_is_counted(measure: str) -> None:
    frame = pl.DataFrame({"year": [2011, 2012], "events": [1, 2], measure: [1, 2]})
    result = made_up(frame.select("year", measure, *({"events"} - {measure})))
    result = replace(result, shown=result.shown._replace(bars=measure))
    asked = Selection(Area(), EVERY_TYPE, measure=measure, value=measure)
    result = replace(result, settled=result.settled._replace(asked=asked))
    header = next(
        line
        for line in put_out(result, "table", screen()).decode().split("\n")
        if line.startswith("year")
    )
    assert "deaths" not in header
    assert header.split()[1] == measure
    assert header.endswith("bar")
    assert header.count("events") == (2 if measure == "events" else 1)
