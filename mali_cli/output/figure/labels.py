"""Labels side by side over the spans that they name, none over another. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    centres: Sequence[float], widths: Sequence[float], left: float, right: float, gap: float
) -> list[float] | None:
    """Move labels apart, as little as possible (least squares), and return their centres.

    The centres are those wanted, in order; None where the labels do not fit between left and
    right. Pool-adjacent-violators, as for isotonic regression.
    """
    if sum(widths) + gap * (len(widths) - 1) > right - left:
        return None
    offsets, at = [], 0.0
    for width in widths:
        offsets.append(at)
        at += width + gap
    wanted = [
        centre - width / 2 - offset
        for centre, width, offset in zip(centres, widths, offsets, strict=True)
    ]
    last = right - (at - gap if widths else 0)
    starts = [min(max(start, left), last) for start in _rising(wanted)]
    return [
        start + offset + width / 2
        for start, offset, width in zip(starts, offsets, widths, strict=True)
    ]


def _rising(values: Sequence[float]) -> list[float]:
    """Return the nearest values that never fall."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (two, more) = pools[-2:]
            pools[-2:] = [((one * many + two * more) / (many + more), many + more)]
    return [value for value, count in pools for _ in range(count)]


def overlaps(
    one: tuple[float, float, float, float], two: tuple[float, float, float, float]
) -> bool:
    """Tell whether two boxes (left, bottom, right, top) share room."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
