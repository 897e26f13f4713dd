"""How breaks are looked for, and what is found by it."""

from __future__ import annotations

from dataclasses import dataclass

from ..analysis.segments import (
    Segmentation,
    default_penalty,
    one_break,
    segmented,
    unsegmented,
)
from ..model.errors import UsageError
from ..model.words import as_typed
from .series import Series, read_unit, read_units

SHORTEST, SHORTEST_SIDE, LEVEL = "3y", "5y", 0.9


@dataclass(frozen=True)
class Rules:
    """How breaks are looked for, in units of the series; a `penalty` of None is the default."""

    unit: str
    min_length: str
    min_side: str
    shortest: int
    shortest_side: int
    penalty: float | None
    level: float

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that ask for them."""
        words = ["--by", self.unit, "--min-length", self.min_length, "--min-side", self.min_side]
        words += ["--penalty", as_typed(self.penalty)] if self.penalty is not None else []
        return (*words, "--level", as_typed(self.level))


@dataclass(frozen=True)
class Found:
    """The segmentations of a series: the one of least cost, that with one break, and none.

    There is no best single break where every count is 0.
    """

    best: Segmentation
    single: Segmentation | None
    none: Segmentation
    penalty: float


def read_rules(
    by: str, min_length: str, min_side: str, penalty: float | None, level: float
) -> Rules:
    """Read the options that say how breaks are looked for.

    Raises:
        UsageError: an unknown unit, a length that is none, or an impossible penalty or level.
    """
    unit = read_unit(by)
    if penalty is not None and not 0 <= penalty < float("inf"):
        raise UsageError(f"a penalty of {penalty} makes no sense", "give 0 or more")
    if not 0 < level < 1:
        raise UsageError(f"{level} is no level of an interval", "give one such as 0.9")
    shortest = read_units(min_length, unit, "--min-length", least=2)
    side = read_units(min_side, unit, "--min-side")
    return Rules(unit, min_length, min_side, shortest, side, penalty, level)


def find(series: Series, rules: Rules) -> Found:
    """Divide a series into segments: at best, with one break, and with none."""
    values = series.values
    penalty = default_penalty(len(values)) if rules.penalty is None else rules.penalty
    return Found(
        best=segmented(values, rules.shortest, penalty),
        single=one_break(values, rules.shortest) if any(values) else None,
        none=unsegmented(values),
        penalty=penalty,
    )
