"""What each slot of a chart shows of its units: the highest of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..pictures import Panel, Series, Value
from .grid import Grid


@dataclass(frozen=True)
class Slot:
    """What is drawn in one place: counts, the bottom of the stack first; the range of the whole."""

    counts: tuple[float, ...]
    low: Value = None
    high: Value = None

    @property
    def total(self) -> float:
        """The height of the bar."""
        return sum(self.counts)


def stacked(panel: Panel, grid: Grid, units: int) -> list[Slot | None]:
    """Return the slots of stacked bars; None is a gap: none of its units is covered."""
    whole = [_stack(panel.series, unit) for unit in range(units)]
    return [_highest([whole[i] for i in grid.units(slot, units)]) for slot in range(grid.slots)]


def apart(series: Series, grid: Grid, units: int) -> list[Slot | None]:
    """Return the slots of one line."""
    whole = [_stack((series,), unit) for unit in range(units)]
    return [_highest([whole[i] for i in grid.units(slot, units)]) for slot in range(grid.slots)]


def _stack(series: Sequence[Series], unit: int) -> Slot | None:
    counts = [one.values[unit] for one in series]
    if all(count is None for count in counts):
        return None
    low, high = (
        _sum([bounds[unit] for bounds in side if bounds])
        for side in ([one.low for one in series], [one.high for one in series])
    )
    return Slot(tuple(count or 0.0 for count in counts), low, high)


def _sum(values: Sequence[Value]) -> Value:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _highest(slots: Sequence[Slot | None]) -> Slot | None:
    return max((slot for slot in slots if slot), key=lambda slot: slot.total, default=None)
