"""What is counted of an observation, and how counts are added up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

WEIGHT = "_weight"
"""The part of an observation that counts: 1, or its share of days under the rule `split`."""
BOUNDS = ("low", "high")


@dataclass(frozen=True)
class Measure:
    """What is counted: deaths by one of UCDP's estimates, civilians among the dead, or events.

    `of_events` tells that each observation is an event, so that events can be counted at all.
    `split` tells that parts of observations are counted, so that counts have decimals.
    `bounded` tells that the source has low and high.
    """

    name: str
    estimate: str
    of_events: bool
    split: bool
    bounded: bool = True

    @property
    def column(self) -> str | None:
        """The column that is added up; None where rows are counted."""
        return {"deaths": self.estimate, "civilians": "civilians"}.get(self.name)

    @property
    def has_bounds(self) -> bool:
        """Tell whether UCDP gives low and high for it: for deaths only."""
        return self.name == "deaths" and self.bounded

    @property
    def counts(self) -> tuple[str, ...]:
        """The columns of `sums` that hold figures."""
        bounds = BOUNDS if self.has_bounds else ()
        return ("deaths", *bounds, *(("events",) if self.of_events else ()))

    def nothing(self) -> pl.Expr:
        """Tell of sums whether nothing is counted: no event, or no estimate above 0."""
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
        """The sums of a group: deaths, low, high, and events (of event data only).

        `low` and `high` are null where the measure has none.
        """
        sums = [self.summed(self.value()).alias("deaths")]
        for bound in BOUNDS:
            blank = pl.lit(None, self.dtype)
            amount = self.summed(self._weighted(bound)) if self.has_bounds else blank
            sums.append(amount.alias(bound))
        if self.of_events:
            sums.append(pl.col(WEIGHT).sum().cast(self.dtype).alias("events"))
        return sums

    def summed(self, amount: pl.Expr) -> pl.Expr:
        """Add up amounts; a sum beyond 64 bits is an error, where Polars would wrap it around."""
        whole = amount if self.split else amount.cast(pl.Int128)
        return whole.sum().cast(self.dtype)

    def sums_of_sums(self) -> list[pl.Expr]:
        """The same columns, of groups of groups."""
        names = ["deaths", *BOUNDS, *(["events"] if self.of_events else [])]
        blank = pl.lit(None, self.dtype)
        return [self.summed(pl.col(n)) if n in self.counts else blank.alias(n) for n in names]

    def shown(self, name: str) -> pl.Expr:
        """A sum as it is shown: whole, or to one decimal under `split`."""
        return pl.col(name).round(1) if self.split else pl.col(name)

    def rounded(self, total: float) -> float:
        """Return a total as it is shown: whole, or to one decimal under `split`."""
        return round(total, 1) if self.split else int(total)

    def _weighted(self, column: str | None) -> pl.Expr:
        amount = pl.col(column) if column else pl.lit(1)
        return amount * pl.col(WEIGHT)
