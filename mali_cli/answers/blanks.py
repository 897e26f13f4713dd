"""Rows of totals that are blank, as a country did not exist."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..analysis.measures import Measure
from ..analysis.order import in_order
from ..analysis.totals import without_false_zeros
from ..facts.countries import country_of
from ..model.lives import Extent
from ..observations import Observations
from .groups import COLUMNS

NAMES = (*COLUMNS["country"], *COLUMNS["region"], *COLUMNS["type"])


def with_blanks(
    frame: pl.DataFrame, data: Observations, columns: Sequence[str], measure: Measure
) -> pl.DataFrame:
    """Blank what is no zero, and give each country asked for a row: totals without a unit of time.

    A zero is blank where days were asked for on which the country did not exist.
    """
    selection = data.selection
    extent = Extent(data.asked, not selection.first, not selection.last)
    frame = without_false_zeros(frame, extent, measure, data.lives)
    if "country_id" not in columns or not set(columns) <= set(NAMES):
        return frame
    here = set(frame["country_id"])
    unborn = [n for n, life in data.lives.spans.items() if not data.asked.touches(life)]
    absent = [n for n in selection.area.ids if n in unborn and n not in here]
    if not absent or not frame.height:
        return frame
    more = pl.DataFrame({"country_id": absent}, schema={"country_id": pl.Int64}).with_columns(
        pl.col("country_id").replace_strict(values, return_dtype=pl.String).alias(name)
        for name, values in (
            ("country", {n: country_of(n).name for n in absent}),
            ("region", {n: country_of(n).region for n in absent}),
        )
    )
    types = pl.DataFrame({"type_of_violence": selection.types.names})
    more = more.join(types, how="cross") if "type_of_violence" in columns else more
    return in_order(pl.concat([frame, more.select(columns)], how="diagonal"), columns)
