"""What edges of phases leave open: the least and the most that can lie in each phase.

Where an edge cuts observations the data do not tell on which side their deaths were. Of each
estimate what lies wholly inside a phase is the least (L), all that touches it the most (U). Shares
and ratios have their least and most where each observation that is cut goes wholly to one side.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..model.bounds import LEAST, MOST
from ..model.coverage import ALWAYS, Coverage, Days
from ..observations.straddling import any_of, counts, inside, touches
from .measures import CROSSES, WEIGHT, Measure, weight

COUNTED = "_counted"
"""Whether the rule counts an observation in a phase that it touches."""
ALONE, WITHIN = "_alone", "_within"
"""Whether an observation touches no other phase; whether it lies inside all phases together."""
OUTER = ("low_at_least", "high_at_most")
"""The least by the low estimate, and the most by the high one."""
PARTS = ("_alone_cut", "_inside_all")
"""Of a phase: what is cut and touches no other; what touches it and lies inside all together."""


def touching(
    observations: pl.LazyFrame, spans: Sequence[tuple[int, Days]], rule: str, number: str
) -> pl.LazyFrame:
    """Return the observations that touch each span of days, with its number in a column.

    Adds `_crosses`, `_counted`, `_alone`, `_within` (Boolean) and `_weight`. What looks at all
    spans is found once, and not for each of them again.
    """
    days = [span for _, span in spans]
    times = [touches(span).cast(pl.UInt32) for span in days]
    rows = observations.with_columns(
        (pl.sum_horizontal(times) == 1 if times else pl.lit(value=False)).alias(ALONE),
        _inside_all(days).alias(WITHIN),
    ).cache()
    parts = [_of_span(rows, n, span, rule, number) for n, span in spans]
    return pl.concat(parts) if parts else _of_span(rows.clear(), 0, ALWAYS, rule, number)


def _of_span(rows: pl.LazyFrame, n: int, span: Days, rule: str, number: str) -> pl.LazyFrame:
    return rows.filter(touches(span)).with_columns(
        pl.lit(n, pl.Int32).alias(number),
        (~inside(span)).alias(CROSSES),
        counts(span, rule).alias(COUNTED),
        weight(span, rule).alias(WEIGHT),
    )


def sums_of_bounds(measure: Measure) -> list[pl.Expr]:
    """Return the sums that bound a phase: at_least, at_most (Int64), and what shares need.

    at_most is null where an observation that touches has no figure.
    """
    whole = measure.of_whole()
    amount, crosses = whole.amount(), pl.col(CROSSES)
    alone = amount.filter(crosses & pl.col(ALONE))
    sums = [*least_and_most(whole), whole.summed(alone).alias(PARTS[0])]
    sums.append(whole.summed(amount.filter(pl.col(WITHIN))).alias(PARTS[1]))
    if measure.bounds:
        low, high = (pl.col(column) for column in measure.bounds)
        sums.append(whole.summed(low.filter(~crosses)).alias(OUTER[0]))
        sums.append(_if_known(high, whole.summed(high)).alias(OUTER[1]))
    return sums


def least_and_most(whole: Measure) -> list[pl.Expr]:
    """Return the sums of what does not cross, and of all: at_least and at_most."""
    amount = whole.amount()
    return [
        whole.summed(amount.filter(~pl.col(CROSSES))).alias(LEAST),
        _if_known(amount, whole.summed(amount)).alias(MOST),
    ]


def of_union(observations: pl.LazyFrame, days: Sequence[Days], measure: Measure) -> pl.LazyFrame:
    """Return at_least and at_most of all phases together: an edge between two cuts nothing."""
    rows = observations.filter(any_of([touches(span) for span in days]))
    return rows.with_columns((~_inside_all(days)).alias(CROSSES)).select(
        least_and_most(measure.of_whole())
    )


def with_bounds_of_ratios(frame: pl.LazyFrame, groups: Sequence[str]) -> pl.LazyFrame:
    """Add the bounds of ratio_to_previous from those of per_year: every crossing goes one way.

    A ratio has no upper bound where the phase before has nothing wholly inside.
    """
    least, most = (pl.col(f"per_year_{bound}") for bound in (LEAST, MOST))
    before = [rate.shift(1).over(groups) if groups else rate.shift(1) for rate in (least, most)]
    return frame.with_columns(
        pl.when(before[1] > 0).then(least / before[1]).alias(f"ratio_{LEAST}"),
        pl.when(before[0] > 0).then(most / before[0]).alias(f"ratio_{MOST}"),
    )


def shares(least: float | None, most: float | None) -> tuple[pl.Expr, pl.Expr]:
    """Return the bounds of the share of a row, from those of all phases together.

    The share under `drop` may lie outside: what an edge between two phases cuts is in no phase
    then, and not in their total either.
    """
    low, high = pl.col(LEAST), pl.col(MOST)
    others_at_most = pl.lit(most, pl.Int64) - low - pl.col(PARTS[0])
    others_at_least = pl.lit(least, pl.Int64) - pl.col(PARTS[1])
    return _part(low, others_at_most), _part(high, others_at_least)


def _part(mine: pl.Expr, others: pl.Expr) -> pl.Expr:
    return pl.when(mine + others > 0).then(mine / (mine + others))


def _if_known(amount: pl.Expr, total: pl.Expr) -> pl.Expr:
    return pl.when(amount.null_count() == 0).then(total)


def _inside_all(days: Sequence[Days]) -> pl.Expr:
    """Return whether an observation lies inside all the days together."""
    return inside(Coverage.of(*days)) if days else pl.lit(value=False)
