"""The regularised incomplete beta function, which is the distribution of negative binomials."""

from __future__ import annotations

from math import exp, lgamma, log

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
