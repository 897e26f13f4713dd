"""How breaks are looked for, and what is found by it."""

from __future__ import annotations

from dataclasses import dataclass

from ...analysis.segments import Segmentation, default_penalty, one_break, segmented, unsegmented
from ...model.errors import UsageError
from ...model.questions.breaks import Breaks
from ...model.words import as_typed
from ..series import UnitSeries, read_unit, read_units


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
    def said(self) -> dict[str, object]:
        """The options that ask for them, by field."""
        return {
            "by": self.unit,
            "min_length": self.min_length,
            "min_side": self.min_side,
            "penalty": None if self.penalty is None else as_typed(self.penalty),
            "level": as_typed(self.level),
        }


@dataclass(frozen=True)
class Found:
    """The segmentations of a series: the one of least cost, that with one break, and none.

    There is no best single break where every count is 0.
    """

    best: Segmentation
    single: Segmentation | None
    none: Segmentation
    penalty: float


def read_rules(query: Breaks) -> Rules:
    """Read the options that say how breaks are looked for.

    Raises:
        UsageError: an unknown unit, a length that is none, or an impossible penalty or level.
    """
    unit, penalty, level = read_unit(query.by), query.penalty, query.level
    if penalty is not None and not 0 <= penalty < float("inf"):
        raise UsageError(f"a penalty of {penalty} makes no sense", "give 0 or more")
    if not 0 < level < 1:
        raise UsageError(f"{level} is no level of an interval", "give one such as 0.9")
    shortest = read_units(query.min_length, unit, "--min-length", least=2)
    side = read_units(query.min_side, unit, "--min-side")
    return Rules(unit, query.min_length, query.min_side, shortest, side, penalty, level)


def find(series: UnitSeries, rules: Rules) -> Found:
    """Divide a series into segments: at best, with one break, and with none."""
    values = series.values
    penalty = default_penalty(len(values)) if rules.penalty is None else rules.penalty
    return Found(
        best=segmented(values, rules.shortest, penalty),
        single=one_break(values, rules.shortest) if any(values) else None,
        none=unsegmented(values),
        penalty=penalty,
    )
