"""Negative binomial counts: how well a rate fits them, how dispersed they are, how sure a rate is.

The variance of a count with the mean m is m + dispersion * m**2 (the form called NB2: Hilbe 2011,
*Negative Binomial Regression*, 2nd ed., chapter 8). `size` is 1 / dispersion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, lgamma, log, sqrt

_TINY = 1e-300
_EPSILON = 1e-15
_STEPS = 100_000


def regularised(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b).

    By its continued fraction (DLMF 8.17.22) with the modified Lentz method (Thompson & Barnett
    1986). `rest` is 1 - x, asked for so that nothing is lost where x is next to 1.
    """
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    logs = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest)
    if x < (a + 1) / (a + b + 2):
        return exp(logs) * _fraction(x, a, b) / a
    return 1 - exp(logs) * _fraction(rest, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    upper, lower = 1.0, 1 / _no_zero(1 - (a + b) * x / (a + 1))
    value = lower
    for m in range(1, _STEPS):
        for term in (_even(m, x, a, b), _odd(m, x, a, b)):
            lower = 1 / _no_zero(1 + term * lower)
            upper = _no_zero(1 + term / upper)
            value *= upper * lower
        if abs(upper * lower - 1) < _EPSILON:
            break
    return value


def _even(m: int, x: float, a: float, b: float) -> float:
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def _odd(m: int, x: float, a: float, b: float) -> float:
    return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))


def _no_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


LEAST, MOST = 1e-5, 100.0
"""The dispersions that are looked at: at the least a count is all but Poisson."""
_GOLDEN = (sqrt(5) - 1) / 2
_NARROWINGS = 40
_HALVINGS = 200
_LOGS = (-60.0, 300.0)
"""Logarithms between which a bound of a mean is looked for."""


def variance_to_mean(values: Sequence[float]) -> float | None:
    """Return the variance over the mean of counts (1 for Poisson); None where it has none."""
    total, number = sum(values), len(values)
    if number < 2 or not total:
        return None
    mean = total / number
    return sum((value - mean) ** 2 for value in values) / (number - 1) / mean


def own_cost(values: Sequence[float], size: float) -> float:
    """Return the part of -2 log-likelihood that no rate and no break changes."""
    return -2 * sum(lgamma(v + size) - lgamma(size) - lgamma(v + 1) for v in values)


def rate_cost(total: float, length: int, size: float) -> float:
    """Return the other part for `length` counts that add up to `total`, at their mean.

    The mean is the maximum-likelihood rate whatever the dispersion, as the counts share it.
    """
    weight = length * size
    return 2 * (x_log_x(total + weight) - x_log_x(total) - x_log_x(weight))


def x_log_x(x: float) -> float:
    """Return x log x, 0 at 0."""
    return x * log(x) if x > 0 else 0.0


def best_dispersion(cost: Callable[[float], float], low: float, high: float) -> float:
    """Return the dispersion between two at which a cost is least, by golden-section search."""
    left, right = log(low), log(high)
    one, other = right - _GOLDEN * (right - left), left + _GOLDEN * (right - left)
    at_one, at_other = cost(exp(one)), cost(exp(other))
    for _ in range(_NARROWINGS):
        if at_one <= at_other:
            right, other, at_other = other, one, at_one
            one = right - _GOLDEN * (right - left)
            at_one = cost(exp(one))
        else:
            left, one, at_one = one, other, at_other
            other = left + _GOLDEN * (right - left)
            at_other = cost(exp(other))
    return exp((left + right) / 2)


def interval(total: float, length: int, dispersion: float, level: float) -> tuple[float, float]:
    """Return the interval of the mean of `length` counts that add up to `total`.

    The sum of counts that share mean and dispersion is negative binomial too, with `length` times
    the size. The interval is exact, by inverting its distribution as Clopper & Pearson (1934) do:
    at the lower end so many or more, at the upper end so many or fewer have the probability
    (1 - level) / 2. The dispersion is taken as known.
    """
    size, tail = 1 / dispersion, (1 - level) / 2
    whole = length * size

    def so_many_or_more(mean: float) -> float:
        return regularised(mean / (size + mean), size / (size + mean), total, whole)

    def more(mean: float) -> float:
        return regularised(mean / (size + mean), size / (size + mean), total + 1, whole)

    lower = _mean_where(so_many_or_more, tail) if total else 0.0
    return lower, _mean_where(more, 1 - tail)


def _mean_where(chance: Callable[[float], float], wanted: float) -> float:
    """Return the mean at which a rising chance is the one wanted, by halving its logarithm."""
    left, right = _LOGS
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        if middle in (left, right):
            break
        left, right = (middle, right) if chance(exp(middle)) < wanted else (left, middle)
    return exp((left + right) / 2)
