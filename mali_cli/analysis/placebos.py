"""The same before/after comparison at every other date: where a date stands among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from ..frozen import frozen


@frozen
class Placebo:
    """A date, and what comes before and from it on.

    `index` is that of the first count after the date. `ratio` is the mean of the counts from it on
    over the mean of those before; None where nobody died before. `rank` is 1 for the highest
    ratio; equal ratios share the better rank.
    """

    index: int
    before_units: int
    after_units: int
    before: float
    after: float
    ratio: float | None
    rank: int | None = None


def placebos(values: Sequence[float], shortest: int) -> tuple[Placebo, ...]:
    """Compare what comes before and after every date with `shortest` units on either side.

    Args:
        values: counts, one a unit of time.
        shortest: the fewest units before a date, and the fewest from it on.

    Returns:
        the dates in order. Those without a ratio have no rank, and the ranks are among the others.
    """
    number, totals = len(values), list(accumulate(values, initial=0))
    found, exact = [], []
    for at in range(max(shortest, 1), number - max(shortest, 1) + 1):
        before, after = totals[at], totals[number] - totals[at]
        ratio = _ratio(before, at, after, number - at)
        exact.append(ratio)
        shown = None if ratio is None else float(ratio)
        found.append(Placebo(at, at, number - at, before, after, shown))
    defined = [ratio for ratio in exact if ratio is not None]
    return tuple(
        replace(placebo, rank=None if ratio is None else 1 + sum(r > ratio for r in defined))
        for placebo, ratio in zip(found, exact, strict=True)
    )


def _ratio(before: float, before_units: int, after: float, after_units: int) -> Fraction | None:
    """Return the ratio of two means exactly, so that equal ones tie."""
    if not before:
        return None
    return Fraction(after) * before_units / (Fraction(before) * after_units)
