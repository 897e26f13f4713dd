"""How Polars runs the plans of an answer: of a few rows, planning takes longer than counting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import polars as pl


class Running(NamedTuple):
    """The engine that runs plans, and whether they are improved before."""

    engine: Literal["auto", "in-memory"] = "auto"
    improved: bool = True

    def rows(self, plan: pl.LazyFrame) -> pl.DataFrame:
        """Run a plan."""
        return plan.collect(engine=self.engine, optimizations=self._how)

    def rows_of_each(self, plans: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
        """Run plans together."""
        return pl.collect_all(plans, engine=self.engine, optimizations=self._how)

    @property
    def _how(self) -> pl.QueryOptFlags:
        return pl.QueryOptFlags() if self.improved else pl.QueryOptFlags.none()


STREAMED, IN_MEMORY, AS_PLANNED = Running(), Running("in-memory"), Running("in-memory", False)
