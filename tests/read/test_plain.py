"""What is cast at once is what is cast column by column, or nothing."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.datasets.registry import data_set
from mali_cli.model.errors import DamagedError
from mali_cli.read import casting
from mali_cli.read.casting import typed_at_once
from mali_cli.read.identify import Named
from mali_cli.read.raw import Raw

from .made_up import GED

CELLS = {
    "id": ("1", "-7", "+5", "07", "5.0", "5.", "1e+05", " 1", "1_000", "9" * 19, "9" * 20, "x"),
    "year": ("2016", "2016.0", "99999999999", "0"),
    "latitude": ("1", "-1.5", "1e5", "nan", "inf", "-inf", ".5", "1,5", "0x1"),
    "active_year": ("true", "FALSE", "1", "0", "1.0", "yes", "2", "t"),
    "date_start": (
        *("2016-05-26", "2016-5-6", "2016-05-26 00:00:00.000", "2016-05-26T00:00:00Z"),
        *("2016-05-26 10:00:00", "05/26/2016", "26/05/2016", "0016-05-26", "2016-02-30", "2016"),
    ),
    "side_a": ("a", " ", "5.0", "a,b", "\ufeffx"),
    "gwnoa": ("432", "432.0", "2;200", "XXX6", "432."),
}
PLAIN = {
    **{"id": "1", "year": "2016", "latitude": "1.5", "active_year": "true", "side_a": "a"},
    **{"date_start": "2016-05-26", "gwnoa": "432"},
}


def named_of(cells: pl.DataFrame) -> Named:
    columns = {name: str(at) for at, name in enumerate(CELLS)}
    frame = cells.rename(columns)
    raw = Raw("file", "CSV", tuple(CELLS), frame, lambda rows: [row + 2 for row in rows])
    return Named(raw, "ged", data_set("ged").layouts[0], "layout", columns, None, ())


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    """Draw cells: most plain, some hard."""
    rows = draw(st.integers(1, 3))
    kinds = {
        name: st.just(PLAIN[name]) | st.none() | st.just("") | st.sampled_from(hard)
        for name, hard in CELLS.items()
    }
    wild = draw(st.sets(st.sampled_from(sorted(CELLS)), max_size=2))
    columns = {
        name: [draw(kinds[name]) if name in wild else PLAIN[name] for _ in range(rows)]
        for name in CELLS
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(CELLS, pl.String))


@given(cells=frames())
def test_at_once_or_not_at_all(cells: pl.DataFrame) -> None:
    named = named_of(cells)
    schema = {name: GED[name] for name in CELLS}
    at_once = typed_at_once(named, schema)
    event("at once" if at_once is not None else "not")
    if at_once is None:
        return
    one_by_one = casting._column_by_column(named, schema)
    assert one_by_one.remarks == ()
    assert_frame_equal(at_once, one_by_one.frame)


def test_plain_cells_are_cast_at_once() -> None:
    cells = pl.DataFrame({name: [text, None] for name, text in PLAIN.items()}).select(list(CELLS))
    named = named_of(cells)
    assert typed_at_once(named, {n: GED[n] for n in CELLS}) is not None


@pytest.mark.parametrize("text", ["nan", "inf"])
def test_infinite_numbers_are_refused(text: str) -> None:
    named = named_of(pl.DataFrame({name: [PLAIN[name]] for name in CELLS} | {"latitude": [text]}))
    with pytest.raises(DamagedError, match="is not a number"):
        casting.typed(named)
