"""The rows of a comparison of missions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from ...observations import Observations
from .windows import WINDOWS, Counted, length_years, others_in


def mission_rows(counted: Sequence[Counted], data: Observations) -> pl.DataFrame:
    """Return a row a mission; `data` is that of any of them, all of one kind."""
    split = data.selection.straddle == "split"
    years = pl.Float64 if split or data.of_events else pl.Int64
    deaths = pl.Float64 if split else pl.Int64
    schema: dict[str, type[pl.DataType]] = {
        "mission": pl.String,
        "country": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "length_years": pl.Float64,
    }
    for window in WINDOWS:
        schema |= {f"{window}_years": years, f"{window}_deaths": deaths}
        schema |= {f"{window}_per_year": pl.Float64}
    for ratio in ("ratio_during_before", "ratio_after_during"):
        schema |= dict.fromkeys((ratio, f"{ratio}_low", f"{ratio}_high"), pl.Float64)
    schema |= {"peak": pl.String, "peak_deaths": deaths, "others": pl.String, "missing": pl.String}
    return pl.DataFrame([_row(one) for one in counted], schema=schema, orient="row")


def _row(one: Counted) -> dict[str, Any]:
    row: dict[str, Any] = {
        "mission": one.mission.name,
        "country": one.selection.area.label,
        "start": one.dates.start,
        "end": one.dates.end,
        "length_years": length_years(one),
    }
    for window in WINDOWS:
        for name in ("years", "deaths", "per_year"):
            row[f"{window}_{name}"] = one.figure(window, name)
    for window, other in (("during", "before"), ("after", "during")):
        name = f"ratio_{window}_{other}"
        both = one.figure(other, "deaths") is not None
        row[name] = one.figure(window, "ratio_to_previous") if both else None
        row[f"{name}_low"] = _bound(one, (window, "low"), (other, "high"))
        row[f"{name}_high"] = _bound(one, (window, "high"), (other, "low"))
    return row | {
        "peak": one.figure("during", "peak"),
        "peak_deaths": one.figure("during", "peak_deaths"),
        "others": others_in(one),
        "missing": one.missing,
    }


def _bound(one: Counted, above: tuple[str, str], below: tuple[str, str]) -> float | None:
    """Return the ratio of two rates by UCDP's bounds; None where one has none or is zero below."""
    top, bottom = one.figure(*above), one.figure(*below)
    years, others = one.figure(above[0], "years"), one.figure(below[0], "years")
    rated = one.figure(above[0], "per_year") is not None
    rated = rated and one.figure(below[0], "per_year") is not None
    if top is None or not bottom or not years or not others or not rated:
        return None
    return round(float((top / years) / (bottom / others)), 4)
