"""The least and the most of phases of real events, against DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
import pytest

import mali_cli

FIRST, LAST, ONE_DAY = date(1989, 1, 1), date(2023, 12, 31), timedelta(days=1)
RULES = ("both", "start", "end", "split", "drop")
FORM = "%m/%d/%Y %H:%M:%S"


@pytest.mark.parametrize("seed", range(5))
def test_bounds_of_random_phases(real_data: Callable[[str], Path], seed: int) -> None:
    path = real_data("ged241_mali_webexport.csv")
    db = duckdb.connect()
    how = "all_varchar = true, quote = '\"', parallel = false, null_padding = true"
    db.execute(
        f"CREATE TABLE ev AS SELECT strptime(date_start, '{FORM}')::DATE AS s, "
        f"strptime(date_end, '{FORM}')::DATE AS e, best_est::BIGINT AS best "
        f"FROM read_csv('{path}', {how})"
    )
    chance = Random(seed)
    cuts = [FIRST + day * ONE_DAY for day in sorted(chance.sample(range(366, 34 * 365), 3))]
    starts, ends = [FIRST, *cuts], [*(cut - ONE_DAY for cut in cuts), LAST]
    for rule in RULES:
        result = mali_cli.periods(
            cut=[str(cut) for cut in cuts],
            type="all",
            straddle=rule,
            data=str(path),
            release="24.1",
        )
        for row, first, last in zip(result.frame.to_dicts(), starts, ends, strict=True):
            found = db.execute(
                "SELECT coalesce(sum(best) FILTER (s >= lo AND e <= hi), 0), "
                "coalesce(sum(best) FILTER (s <= hi AND e >= lo), 0) "
                f"FROM (SELECT *, DATE '{first}' AS lo, DATE '{last}' AS hi FROM ev)"
            ).fetchone()
            assert (row["at_least"], row["at_most"]) == found
            assert row["at_least"] - 0.05 <= row["deaths"] <= row["at_most"] + 0.05
        assert result.frame["at_least"].sum() <= 15742 <= result.frame["at_most"].sum()
