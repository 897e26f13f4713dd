"""What is counted of an observation, how counts add up, and what a rule counts of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from ..frozen import frozen
from ..model.coverage import Coverage, Days
from ..model.filters import LEAST_EXACT
from ..observations.straddling import END, START, any_of, counts, inside, touches

WEIGHT = "_weight"
"""The part of an observation that counts: 1, or its share of days under the rule `split`."""
BOUNDS = ("low", "high")
IMPRECISE = "imprecise"
"""The part of a sum that is in events with a coarse place."""


def coarse(column: str, exact: int = LEAST_EXACT) -> pl.Expr:
    """Return whether a code is coarser than the coarsest that is of a point (`exact`), or blank."""
    return ~(pl.col(column) <= exact).fill_null(False)


@frozen
class Measure:
    """What is counted: deaths by one of the estimates, civilians among the dead, events.

    `column` is the one that is added up, "" where each observation counts as one; `bounds` are
    those of its low and high estimate, if it has any. `of_events` tells that each observation is an
    event, so that events are counted beside. `sparse` tells that days without a row are zeros,
    `split` that parts of observations are counted, so that counts have decimals; `weighed` that
    some count in part or not at all, else each counts whole. What is no `flow`
    does not add up over time. `precision` is the column that tells how exactly a place is known, ""
    where the data do not tell, and None where nothing is added up by place; `exact` is its
    coarsest code of a point. `written` is how the first day of an observation
    names it, "" where its year does.
    """

    name: str
    column: str
    of_events: bool
    split: bool
    bounds: tuple[str, str] | None = BOUNDS
    sparse: bool = False
    flow: bool = True
    precision: str | None = None
    exact: int = LEAST_EXACT
    written: str = ""
    weighed: bool = True

    @property
    def has_bounds(self) -> bool:
        """Return whether it has a low and a high estimate."""
        return self.bounds is not None

    @property
    def counts(self) -> tuple[str, ...]:
        """The columns of `sums` that hold figures."""
        bounds = BOUNDS if self.has_bounds else ()
        coarse_part = (IMPRECISE,) if self.precision else ()
        return ("deaths", *bounds, *(("events",) if self.of_events else ()), *coarse_part)

    def nothing(self) -> pl.Expr:
        """Return whether sums count nothing: no event, or no estimate above 0."""
        return pl.all_horizontal([pl.col(name) == 0 for name in self.counts]).fill_null(value=False)

    @property
    def dtype(self) -> type[pl.DataType]:
        """The dtype of its sums."""
        return pl.Float64 if self.split else pl.Int64

    def of_whole(self) -> Measure:
        """Return the same measure over whole observations."""
        return replace(self, split=False)

    def value(self) -> pl.Expr:
        """The measure of one (part of an) observation."""
        return self._weighted(self.column)

    def sums(self) -> list[pl.Expr]:
        """The sums of a group: deaths, low, high, events (of event data only), and imprecise.

        `low` and `high` are null where the measure has none. `imprecise`, the part in events with a
        coarse place, is there where something is added up by place, and null where none can tell.
        """
        sums = [self.summed(self.value()).alias("deaths")]
        for bound, column in zip(BOUNDS, self.bounds or ("", ""), strict=True):
            blank = pl.lit(None, self.dtype)
            amount = self.summed(self._weighted(column)) if column else blank
            sums.append(amount.alias(bound))
        if self.of_events:
            events = pl.col(WEIGHT).sum() if self.weighed else pl.len()
            sums.append(events.cast(self.dtype).alias("events"))
        if self.precision:
            part = pl.when(coarse(self.precision, self.exact)).then(self.value()).otherwise(0)
            sums.append(self.summed(part).alias(IMPRECISE))
        elif self.precision is not None:
            sums.append(pl.lit(None, self.dtype).alias(IMPRECISE))
        return sums

    def summed(self, amount: pl.Expr) -> pl.Expr:
        """Add up amounts; a sum beyond 64 bits is an error, where Polars would wrap it around."""
        whole = amount if self.split else amount.cast(pl.Int128)
        return whole.sum().cast(self.dtype)

    def sums_of_sums(self) -> list[pl.Expr]:
        """The same columns, of groups of groups."""
        names = ["deaths", *BOUNDS, *(["events"] if self.of_events else [])]
        names += [IMPRECISE] if self.precision is not None else []
        blank = pl.lit(None, self.dtype)
        return [self.summed(pl.col(n)) if n in self.counts else blank.alias(n) for n in names]

    def shown(self, name: str) -> pl.Expr:
        """A sum as it is shown: whole, or to one decimal under `split`."""
        return pl.col(name).round(1) if self.split else pl.col(name)

    def rounded(self, total: float) -> float:
        """Return a total as it is shown: whole, or to one decimal under `split`."""
        return round(total, 1) if self.split else int(total)

    def amount(self) -> pl.Expr:
        """The measure of a whole observation."""
        return pl.col(self.column) if self.column else START.is_not_null().cast(pl.Int64)

    def _weighted(self, column: str) -> pl.Expr:
        if not self.weighed and column:
            return pl.col(column)
        return (pl.col(column) if column else pl.lit(1)) * pl.col(WEIGHT)


CROSSES = "_crosses"
DAYS = (END - START).dt.total_days() + 1


def touching(observations: pl.LazyFrame, days: Days) -> pl.LazyFrame:
    """Return the observations that share a day with the days."""
    return observations.filter(touches(days))


def weight(days: Days, rule: str) -> pl.Expr:
    """Return the part of a counted observation that falls to the days: 1, or a share of its own."""
    if rule != "split":
        return pl.lit(1)
    return shared_days(days, START, END) / DAYS


def counted(
    observations: pl.LazyFrame, days: Days, rule: str, *, every: bool = False
) -> pl.LazyFrame:
    """Return the observations that the rule counts in the days; `every` where it counts all.

    Adds `_weight` (1 or a share) and `_crosses` (Boolean: it crosses an edge of the days).
    """
    rows = observations if every else observations.filter(counts(days, rule))
    return rows.with_columns(weight(days, rule).alias(WEIGHT), (~inside(days)).alias(CROSSES))


def counted_once(observations: pl.LazyFrame, parts: Sequence[Days], rule: str) -> pl.LazyFrame:
    """Return each observation that counts in any part, once; under `split` its share of days."""
    rows = observations.filter(any_of([counts(days, rule) for days in parts]))
    if rule != "split":
        return rows.with_columns(pl.lit(1).alias(WEIGHT))
    share = shared_days(Coverage.of(*parts), START, END) if parts else pl.lit(0)
    return rows.with_columns((share / DAYS).alias(WEIGHT))


def crossing(observations: pl.LazyFrame, parts: Sequence[Days]) -> pl.LazyFrame:
    """Return the observations that cross an edge of any of the parts."""
    return observations.filter(any_of([touches(days) & ~inside(days) for days in parts]))


def first_shared(days: Days) -> pl.Expr:
    """Return the first day that an observation shares with the days, which it touches."""
    firsts = [pl.max_horizontal(START, pl.lit(span.start)) for span in days.spans]
    if len(firsts) == 1:
        return firsts[0]
    shared = zip(days.spans, firsts, strict=True)
    return pl.min_horizontal([pl.when(touches(span)).then(first) for span, first in shared])


def shared_days(days: Days, first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Count the days from `first` to `last` that are among the days."""
    parts = []
    for span in days.spans:
        begin = pl.max_horizontal(first, pl.lit(span.start))
        close = pl.min_horizontal(last, pl.lit(span.end))
        parts.append(((close - begin).dt.total_days() + 1).clip(lower_bound=0))
    return parts[0] if len(parts) == 1 else pl.sum_horizontal(parts)
