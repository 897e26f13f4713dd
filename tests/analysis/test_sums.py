"""Sums that do not fit are errors, never another number; many phases cost no more each than few."""

from __future__ import annotations

from datetime import date, timedelta
from time import process_time

import polars as pl
import pytest

from mali_cli.analysis.bounds import touching
from mali_cli.analysis.measures import WEIGHT, Measure
from mali_cli.model.dates import Span
from mali_cli.observations.running import AS_PLANNED

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


def seconds_of(phases: int) -> float:
    """Return the processor time that it takes to look which phases 600 figures touch."""
    day = date(1989, 1, 1)
    rows = pl.LazyFrame({"start": [day] * 600, "end": day + timedelta(300)})
    days = [day + timedelta(number) for number in range(phases)]
    spans = [(number, Span(first, first)) for number, first in enumerate(days)]
    plan = touching(rows, spans, "both", "phase")
    start = process_time()
    AS_PLANNED.rows(plan)
    return process_time() - start


def test_the_time_of_phases_does_not_grow_with_their_square() -> None:
    few, many = (min(seconds_of(number) for _ in range(3)) for number in (75, 300))
    assert many < few * 10
