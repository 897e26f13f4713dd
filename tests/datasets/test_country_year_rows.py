"""The embedded figures as observations: spans of days, and perpetrators."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from mali_cli.datasets.country_year_rows import figures_by_perpetrator, read_figures
from mali_cli.datasets.figures import embedded_file
from mali_cli.datasets.shaping import with_spans


def test_every_year_spans_all_its_days() -> None:
    frame = read_figures(embedded_file("country-year")).collect()
    assert frame.height == 3 * 36 * 3
    wrong = frame.filter(
        (pl.col("start") != pl.date(pl.col("year"), 1, 1))
        | (pl.col("end") != pl.date(pl.col("year"), 12, 31))
    )
    assert wrong.is_empty()
    assert frame["region"].unique().to_list() == ["Africa"]
    assert frame.null_count().select("start", "end", "best", "low", "high", "civilians").row(0) == (
        (0,) * 6
    )


def test_perpetrators_add_up_to_one_sided_violence() -> None:
    figures = read_figures(embedded_file("country-year"))
    parts = figures_by_perpetrator(figures).group_by("country_id", "year").agg(pl.col("best").sum())
    whole = figures.filter(pl.col("type_of_violence") == "one-sided")
    joined = whole.join(parts, on=["country_id", "year"]).collect()
    assert joined.height == 3 * 36
    assert joined["best"].to_list() == joined["best_right"].to_list()
    assert "civilians" not in figures_by_perpetrator(figures).collect_schema()


@pytest.mark.parametrize(
    ("number", "year", "first", "last"),
    [
        (626, 2011, date(2011, 7, 9), date(2011, 12, 31)),  # South Sudan
        (626, 2012, date(2012, 1, 1), date(2012, 12, 31)),
        (531, 1993, date(1993, 5, 24), date(1993, 12, 31)),  # Eritrea
        (680, 1990, date(1990, 1, 1), date(1990, 5, 21)),  # South Yemen
        (432, 2012, date(2012, 1, 1), date(2012, 12, 31)),
    ],
)
def test_a_year_spans_the_days_in_which_the_state_existed(
    number: int, year: int, first: date, last: date
) -> None:
    rows = pl.LazyFrame(
        {"country_id": [number], "year": [year]},
        schema={"country_id": pl.Int64, "year": pl.Int32},
    )
    assert with_spans(rows).collect().select("start", "end").row(0) == (first, last)
