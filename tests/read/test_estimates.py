"""Best, low and high in each other's place are refused or reported, never silent."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mali_cli.datasets.declaration import Estimates
from mali_cli.model.errors import DamagedError
from mali_cli.read import large
from mali_cli.read.checks import broken, estimates_of
from mali_cli.read.files import read_bytes
from mali_cli.read.large import IrregularError, LargeFile

from .made_up import EVENTS, SCHEMAS, Row, yearly
from .writers import official, yearly_csv

DATASETS = [name for name in SCHEMAS if estimates_of(name, SCHEMAS[name])]
KINDS = ("best > high", "best < low", "low > high")
Figure = tuple[int, int, int]
"""Low, best and high."""


def figures_of(dataset: str) -> list[Estimates]:
    return estimates_of(dataset, SCHEMAS[dataset])


def written(dataset: str, figure: Estimates, rows: list[Figure]) -> bytes:
    """Write rows of a data set with these estimates; country-years of as many years."""
    cells = [
        dict(zip((figure.low, figure.best, figure.high), map(str, row), strict=True))
        for row in rows
    ]
    if dataset == "ged":
        made: list[Row] = [{**EVENTS[0], "id": str(at), **row} for at, row in enumerate(cells, 1)]
        for row in made:
            row["deaths_b"] = row["best"]
        return official(made)
    made = [
        {**row, **cell} for row, cell in zip(yearly(dataset, 1) * len(rows), cells, strict=True)
    ]
    for at, row in enumerate(made):
        row |= {"year": str(1900 + at % 100)}
        row |= {"country_id": str(432 + at // 100)} if dataset == "country-year" else {}
    return yearly_csv(dataset, made)


def test_every_data_set_with_estimates_is_known() -> None:
    assert DATASETS == ["country-year", "ged", "one-sided", "non-state", "battle-deaths"]
    named = {column for name in DATASETS for figure in figures_of(name) for column in figure[1:]}
    assert {"os_any_govt_killings_best", "os_nsgroup_killings_low"} <= named


CASES = [(name, figure) for name in DATASETS for figure in figures_of(name)]


@pytest.mark.parametrize(("dataset", "figure"), CASES, ids=lambda case: str(case[-1])[:40])
def test_more_than_a_tenth_is_refused(dataset: str, figure: Estimates) -> None:
    good, bad = (3, 5, 9), (3, 9, 5)
    kept = read_bytes(written(dataset, figure, [good] * 45 + [bad] * 5), "x")
    odd = {odd.kind.rpartition(": ")[2]: odd.count for odd in kept.oddities}
    assert odd["best > high"] == 5
    few = read_bytes(written(dataset, figure, [good] * 20 + [bad] * 29), "x")
    assert few.height == 49
    with pytest.raises(DamagedError) as caught:
        read_bytes(written(dataset, figure, [good] * 44 + [bad] * 6), "x.csv")
    columns = f"{figure.best}, {figure.low} and {figure.high}"
    assert caught.value.message == (
        f"x.csv: {columns} look swapped: 6 of 50 rows break low <= best <= high; "
        "in UCDP's own files 1 to 2 in 100 do"
    )


def test_rows_without_deaths_do_not_hide_an_exchange() -> None:
    (figure,) = [f for f in figures_of("country-year") if f.words == "non-state"]
    rows = [(0, 0, 0)] * 600 + [(5, 9, 3)] * 50
    with pytest.raises(DamagedError, match="50 of 650 rows break"):
        read_bytes(written("country-year", figure, rows), "x")


def _sorted(*row: int) -> Figure:
    low, best, high = sorted(row)
    return low, best, high


@st.composite
def plausible(draw: st.DrawFn) -> list[Figure]:
    """Draw 50 to 80 rows in order, most of them exact, as UCDP's are."""
    exact = st.integers(0, 40).map(lambda number: (number, number, number))
    spread = st.tuples(*[st.integers(0, 40)] * 3).map(lambda row: _sorted(*row))
    return draw(st.lists(exact | spread, min_size=50, max_size=80))


@settings(max_examples=20)
@given(rows=plausible(), order=st.sampled_from(list(permutations(range(3)))[1:]))
@pytest.mark.parametrize("dataset", ["ged", "one-sided"])
def test_no_reordering_is_silent(dataset: str, rows: list[Figure], order: tuple[int, ...]) -> None:
    (figure,) = figures_of(dataset)
    moved = [(row[order[0]], row[order[1]], row[order[2]]) for row in rows]
    content = written(dataset, figure, moved)
    broken = sum(not low <= best <= high for low, best, high in moved)
    deadly = sum(high > 0 for _, _, high in rows)
    if broken > 0.1 * (deadly if deadly >= 50 else len(rows)):
        with pytest.raises(DamagedError, match="look swapped"):
            read_bytes(content, "x")
        return
    odd = [odd for odd in read_bytes(content, "x").oddities if odd.kind in KINDS]
    assert odd or moved == rows


def test_a_file_in_pieces_is_left_to_who_reads_it_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Six rows of a hundred pieces break the order: in none of them more than a few."""
    (figure,) = figures_of("ged")
    path = tmp_path / "x.csv"
    path.write_bytes(written("ged", figure, [(3, 5, 9)] * 44 + [(3, 9, 5)] * 6))
    monkeypatch.setattr(large, "PIECE", 4000)
    with pytest.raises(IrregularError, match="look swapped"):
        list(LargeFile(path).tables())


def test_the_figures_themselves_are_kept() -> None:
    (figure,) = figures_of("ged")
    frame = read_bytes(written("ged", figure, [(3, 9, 5)]), "x").frame
    assert frame.select("low", "best", "high").rows() == [(3, 9, 5)]
    assert (
        frame.select(pl.any_horizontal(*broken(figure, frame.columns).values()).sum()).item() == 1
    )
