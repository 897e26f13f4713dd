"""Sums that do not fit are errors, never another number."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from mali_cli.analysis.measures import WEIGHT, Measure

MEASURE = Measure("deaths", "best", of_events=True, split=False, sparse=True)


def added(*best: int, engine: str) -> object:
    day = date(2020, 1, 1)
    frame = pl.LazyFrame({"start": day, "best": best, "low": 0, "high": 0, WEIGHT: 1, "key": 1})
    summed = frame.group_by("key").agg(MEASURE.sums())
    return summed.collect(engine=engine)["deaths"].item()  # type: ignore[call-overload]


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
def test_a_sum_beyond_64_bits_is_an_error(engine: str) -> None:
    most = 2**63 - 1
    assert added(most - 5, 5, engine=engine) == most
    for counts in ((most, 5), (most, most, most)):
        with pytest.raises(pl.exceptions.InvalidOperationError):
            added(*counts, engine=engine)
