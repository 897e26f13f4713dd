"""Where a series of counts changes its level: segments of one rate each, found exactly.

The cost of a segmentation is -2 log-likelihood of negative binomial counts, one rate a segment and
one dispersion for all, plus a penalty a break. At a dispersion the cheapest segmentation is found
by optimal partitioning (Jackson et al. 2005) with the pruning of PELT (Killick, Fearnhead &
Eckley 2012), which loses nothing. The dispersion is found with the breaks, by maximum likelihood:
that of the unsegmented series would take the changes of level for spread, and hide them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import log

from ..frozen import frozen
from .negative_binomial import LEAST, MOST, best_dispersion, own_cost, rate_cost, x_log_x

_STEPS = 4
"""Dispersions a factor of ten from which the search begins."""
_ROUNDS = 50
Starts = tuple[int, ...]


@frozen
class Segmentation:
    """Segments of a series of counts.

    Attributes:
        starts: the index at which each segment begins; the first is 0.
        cost: -2 log-likelihood, without penalties.
        dispersion: of the counts around the rates; None where every count is 0.
    """

    starts: Starts
    cost: float
    dispersion: float | None

    @property
    def breaks(self) -> Starts:
        """The index of each count at which the level changes."""
        return self.starts[1:]

    def spans(self, number: int) -> list[tuple[int, int]]:
        """Return the first index of each segment and the one after its last, of `number` counts."""
        return list(pairwise((*self.starts, number)))


def default_penalty(number: int) -> float:
    """Return what a break costs: the logarithm of the number of counts for each of two parameters.

    Its date and its rate are both counted, as in the criterion "BIC" of the R package changepoint
    (Killick & Eckley 2014).
    """
    return 2 * log(number)


def segmented(values: Sequence[float], shortest: int, penalty: float) -> Segmentation:
    """Return the segmentation of least cost with penalties, of all those that are allowed.

    Args:
        values: counts, one a unit of time.
        shortest: units in the shortest segment, at least 1.
        penalty: the cost of a break.
    """
    totals = _totals(values)
    return _searched(
        values, penalty, lambda dispersion: cheapest(totals, shortest, penalty, 1 / dispersion)
    )


def unsegmented(values: Sequence[float]) -> Segmentation:
    """Return the series as one segment."""
    return _searched(values, 0.0, lambda _: (0,))


def one_break(values: Sequence[float], shortest: int) -> Segmentation | None:
    """Return the best segmentation with exactly one break; None where none is allowed."""
    totals = _totals(values)
    if len(values) < 2 * shortest:
        return None
    return _searched(values, 0.0, lambda dispersion: _best_pair(totals, shortest, 1 / dispersion))


def cheapest(totals: Sequence[float], shortest: int, penalty: float, size: float) -> Starts:
    """Return the starts of the segmentation of least cost at a dispersion of 1 / size.

    `totals` are the sums of the counts before each index, and of all of them.
    """
    number = len(totals) - 1
    if number < 2 * shortest:
        return (0,)
    weights = [x_log_x(length * size) for length in range(number + 1)]
    least = {0: -penalty}
    before: dict[int, int] = {}
    alive: dict[int, int] = {0: number + 1}
    for end in range(shortest, number + 1):
        costs = _ways(end, alive, least, totals, weights, shortest, size)
        before[end] = min(costs, key=lambda start: (costs[start], start))
        least[end] = costs[before[end]] + penalty
        for start, cost in costs.items():  # never better again once the break at `end` is allowed
            if cost >= least[end]:
                alive[start] = min(alive[start], end + shortest)
        alive = {start: until for start, until in alive.items() if until > end + 1}
        alive[end] = number + 1
    return _traced(before, number)


def _ways(
    end: int,
    alive: dict[int, int],
    least: dict[int, float],
    totals: Sequence[float],
    weights: Sequence[float],
    shortest: int,
    size: float,
) -> dict[int, float]:
    """Return what the counts before `end` cost, by the start of the last segment."""
    total_here, costs = totals[end], {}
    for start in alive:
        length = end - start
        if length < shortest:
            continue
        total = total_here - totals[start]
        if total > 0:
            mass = total + length * size
            fit = 2 * (mass * log(mass) - total * log(total) - weights[length])
        else:
            fit = 0.0
        costs[start] = least[start] + fit
    return costs


def _traced(before: dict[int, int], number: int) -> Starts:
    starts, end = [], number
    while end:
        end = before[end]
        starts.append(end)
    return tuple(reversed(starts))


def _best_pair(totals: Sequence[float], shortest: int, size: float) -> Starts:
    number = len(totals) - 1

    def cost(at: int) -> float:
        return rate_cost(totals[at], at, size) + rate_cost(
            totals[number] - totals[at], number - at, size
        )

    return 0, min(range(shortest, number - shortest + 1), key=cost)


def _searched(
    values: Sequence[float], penalty: float, divide: Callable[[float], Starts]
) -> Segmentation:
    """Return the best segmentation over all dispersions.

    Every segmentation that is the cheapest at some dispersion of a grid is improved from where it
    costs least: dispersion and segmentation in turn, until neither changes.
    """
    if not any(values):
        return Segmentation(divide(1.0), 0.0, None)
    steps = round(log(MOST / LEAST, 10)) * _STEPS
    grid = [LEAST * 10 ** (step / _STEPS) for step in range(steps + 1)]
    least: dict[Starts, tuple[float, int]] = {}
    for place, dispersion in enumerate(grid):
        starts = divide(dispersion)
        here = (_cost(values, starts, dispersion), place)
        least[starts] = min(here, least.get(starts, here))
    found = [
        _improved(values, divide, starts, grid[max(place - 1, 0)], grid[min(place + 1, steps)])
        for starts, (_, place) in least.items()
    ]
    return min(found, key=lambda one: one.cost + penalty * len(one.breaks))


def _improved(
    values: Sequence[float],
    divide: Callable[[float], Starts],
    starts: Starts,
    low: float,
    high: float,
) -> Segmentation:
    """Improve dispersion and segmentation in turn: neither step can make it dearer."""
    for _ in range(_ROUNDS):
        dispersion = best_dispersion(lambda at: _cost(values, starts, at), low, high)  # noqa: B023
        again = divide(dispersion)
        if again == starts:
            break
        starts = again
    return Segmentation(starts, _cost(values, starts, dispersion), dispersion)


def _cost(values: Sequence[float], starts: Starts, dispersion: float) -> float:
    size = 1 / dispersion
    spans = pairwise((*starts, len(values)))
    rates = sum(rate_cost(sum(values[a:b]), b - a, size) for a, b in spans)
    return own_cost(values, size) + rates


def _totals(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))
