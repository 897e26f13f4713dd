"""How columns share a width: no number breaks, the most important ones stay."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mali_cli.output.table_columns import Column, shown_columns
from mali_cli.output.tables import fitted, full_width, lines_of, natural, render_table
from tests.output.made_up import made_up, screen

cells = st.lists(
    st.text("abc de.123馬", max_size=40).map(lambda text: " ".join(text.split())),
    min_size=3,
    max_size=3,
).map(tuple)


@st.composite
def columns(draw: st.DrawFn) -> list[Column]:
    made = []
    for i in range(draw(st.integers(1, 8))):
        right, long = draw(st.booleans()), draw(st.booleans())
        spare = draw(st.integers(0, 3))
        made.append(Column(f"c{i}", f"head{i}", draw(cells), right, spare, long and not right))
    return made


@given(columns(), st.integers(10, 200), st.integers(5, 60))
def test_a_table_never_passes_its_width_and_numbers_stay_whole(
    made: list[Column], width: int, height: int
) -> None:
    layout = fitted(made, width, height)
    if layout is None:
        return
    assert sum(layout.widths) + layout.gap * (len(layout.widths) - 1) <= width
    assert [c.header for c in made if c not in layout.columns] == list(layout.left_out)
    assert {c.header for c in made if not c.spare} <= {c.header for c in layout.columns}
    for column, given_width in zip(layout.columns, layout.widths, strict=True):
        assert given_width >= cell_len(column.header)
        if column.right:
            assert given_width == full_width(column)


@given(columns())
def test_with_room_enough_nothing_is_left_out(made: list[Column]) -> None:
    layout = fitted(made, 2000, 24)
    assert layout == natural(made)


def test_the_least_important_goes_first() -> None:
    made = [
        Column(name, name, ("x" * 10,), True, spare)
        for name, spare in (("a", 0), ("b", 2), ("c", 1))
    ]
    layout = fitted(made, 21, 24)
    assert layout
    assert [column.header for column in layout.columns] == ["a", "c"]
    assert layout.left_out == ("b",)


def test_a_smaller_column_may_stay_where_a_more_important_one_has_no_room() -> None:
    made = [
        Column("a", "a", ("1",), True),
        Column("b", "b", ("1" * 30,), True, 1),
        Column("c", "c", ("1",), True, 2),
    ]
    layout = fitted(made, 10, 24)
    assert layout
    assert layout.left_out == ("b",)


@pytest.mark.parametrize(
    ("cell", "width", "shown"),
    [
        ("1989-01-01..2013-06-30", 22, "1989-01-01..2013-06-30"),
        ("1989-01-01..2013-06-30", 12, "1989-01-01..\n2013-06-30"),
        ("..2013-06-30", 10, "..2013-06-30"),
    ],
)
def test_only_spans_of_dates_fold(cell: str, width: int, shown: str) -> None:
    assert "\n".join(lines_of(cell, width)) == shown


def test_what_must_be_shown_and_has_no_room_becomes_records() -> None:
    frame = pl.DataFrame({"country": ["Mali", "Niger"], "deaths": [1_000_000, 5]})
    text = render_table(made_up(frame), screen(14))
    assert text == ("Title\ncountry  Mali\ndeaths   1,000,000\n\ncountry  Niger\ndeaths   5\n")


def test_no_rows_show_the_headers() -> None:
    frame = pl.DataFrame({"country_id": [], "country": [], "deaths": []})
    headers = [column.header for column in shown_columns(made_up(frame))]
    assert headers == ["country", "deaths"]
    for tty in (True, False):
        assert "country  deaths" in render_table(made_up(frame), screen(tty=tty))


def test_blank_columns_are_not_shown() -> None:
    frame = pl.DataFrame({"country": ["Mali"], "note": [None], "deaths": [3]})
    assert [column.header for column in shown_columns(made_up(frame))] == ["country", "deaths"]


@pytest.mark.parametrize(
    ("straddle", "shown"), [("start", ["1,029", "0", ""]), ("split", ["1,028.5", "0.0", ""])]
)
def test_zero_is_shown_and_null_is_blank(straddle: str, shown: list[str]) -> None:
    deaths = [1028.5 if straddle == "split" else 1029.0, 0.0, None]
    result = made_up(pl.DataFrame({"deaths": deaths}), straddle=straddle)
    assert list(shown_columns(result)[0].cells) == shown


def test_notes_wrap_at_words_and_addresses_stay_whole() -> None:
    note = "Cite: somebody who wrote in https://doi.org/10.1177/00223433251345636 about it"
    text = render_table(made_up(pl.DataFrame({"deaths": [1]}), notes=(note,)), screen(30))
    lines = text.splitlines()[-3:]
    assert lines == [
        "Cite: somebody who wrote in",
        "https://doi.org/10.1177/00223433251345636",
        "about it",
    ]
