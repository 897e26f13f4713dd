"""Actor-years of one-sided violence as observations: the deaths by an actor in a year."""

from __future__ import annotations

import polars as pl

from ..model.words import ONE_SIDED, PERPETRATORS
from .declaration import Observed
from .ucdp import FATALITIES

TOLD_BY = {"actor": "actor_name", "perpetrator": "is_government_actor"}
"""The columns of UCDP that tell those of an observation."""


def observations(rows: pl.LazyFrame) -> Observed:
    """Return one observation an actor and year, over the days of the year.

    Returns:
        actor (String), actor_id (Int64), perpetrator (government where UCDP has 1, else
        non-state), year (Int32), start, end (Date), type_of_violence, best, low, high; actor and
        perpetrator as far as the rows tell them.
    """
    names = rows.collect_schema().names()
    year, government = pl.col("year"), PERPETRATORS[0]
    of_state = pl.col("is_government_actor") == 1
    perpetrator = pl.when(of_state).then(pl.lit(government)).otherwise(pl.lit(PERPETRATORS[1]))
    told = {"actor": pl.col("actor_name"), "perpetrator": perpetrator}
    frame = rows.select(
        "actor_id",
        year.cast(pl.Int32),
        pl.date(year, 1, 1).alias("start"),
        pl.date(year, 12, 31).alias("end"),
        pl.lit(ONE_SIDED).alias("type_of_violence"),
        *(pl.col(getattr(FATALITIES, name)).alias(name) for name in ("best", "low", "high")),
        *(value.alias(name) for name, value in told.items() if TOLD_BY[name] in names),
    )
    return Observed(frame, TOLD_BY)
