"""The y axis: round ticks on whole rows, from zero or by powers of ten."""

from __future__ import annotations

import math
from dataclasses import dataclass

NICE_STEPS = (1, 2, 2.5, 5, 10)
ROWS_OF_ZEROS = 2
"""One for the zeros, and a free one: its top edge is the lowest power of ten."""


@dataclass(frozen=True)
class Scale:
    """A y axis from 0: units per row; ticks as (row from the bottom, label of its top edge)."""

    per_row: float
    ticks: tuple[tuple[int, str], ...]
    base: str = "0"

    def at(self, value: float) -> float:
        """Return where a value lies, in rows from the bottom."""
        return value / self.per_row


@dataclass(frozen=True)
class LogScale:
    """A y axis by powers of ten; where there are zeros, the lowest row is theirs, labelled 0.

    `low` is the power of ten at the bottom, `per_row` the powers that a row has. Ticks are as
    those of `Scale`, but for the 0, which labels its row.
    """

    low: int
    per_row: float
    zeros: bool
    ticks: tuple[tuple[int, str], ...]
    base: str

    def at(self, value: float) -> float:
        """Return where a value lies, in rows from the bottom; zero in the middle of its row."""
        if value <= 0:
            return 0.5
        return ROWS_OF_ZEROS * self.zeros + (math.log10(value) - self.low) / self.per_row


def scale(highest: float, rows: int, *, whole: bool) -> Scale:
    """Choose a round step on whole rows that wastes little height and gives about four ticks."""
    highest = max(highest, 1e-9) if highest else 1.0
    ideal = max(1.0, rows / 4)

    def cost(every: int) -> float:
        waste = _nice_step(highest * every / rows, whole) * rows / every / highest
        sparse, crowded = rows // every < 2, every == 1 and rows > 4
        return waste + 0.15 * abs(math.log2(every / ideal)) + 0.5 * sparse + 0.2 * crowded

    every = min(range(1, rows + 1), key=cost)
    step = _nice_step(highest * every / rows, whole)
    ticks = ((k * every - 1, number(k * step, step)) for k in range(1, rows // every + 1))
    return Scale(step / every, tuple(ticks))


def log_scale(least: float, highest: float, rows: int, *, zeros: bool) -> LogScale:
    """Put whole powers of ten on whole rows, from the one below the least value above zero.

    Args:
        least: the least value above zero; 0 where there is none.
        highest: the highest value.
        rows: how many there are.
        zeros: whether zeros need rows.
    """
    low = math.floor(math.log10(least)) if least else 0
    decades = max(1, math.ceil(round(math.log10(max(highest, 10.0**low)) - low, 9)))
    below = ROWS_OF_ZEROS * zeros
    free = rows - below
    every = max(1, free // decades)
    step = 1 if free >= decades else math.ceil(decades / free)
    marks = range(0 if zeros else step, decades + 1, step)
    powers = ((below + k * every // step - 1, _power(low + k)) for k in marks)
    shown = tuple((row, text) for row, text in powers if 0 <= row < rows)
    ticks = ((0, "0"), *shown) if zeros else shown
    return LogScale(low, step / every, zeros, ticks, "" if zeros else _power(low))


def number(value: float, step: float) -> str:
    """Write a tick with thousands separators and its step's decimals, never as 1.5e3."""
    decimals = next((d for d in range(13) if abs(step * 10**d - round(step * 10**d)) < 1e-6), 12)
    return f"{value:,.{decimals}f}"


def _power(exponent: int) -> str:
    return number(10.0**exponent, 10.0**exponent)


def _nice_step(least: float, whole: bool) -> float:
    """Return the smallest 1, 2, 2.5 or 5 x 10^n from `least` up, a whole number if asked."""
    base = 10.0 ** math.floor(math.log10(least))
    steps = (m * base for m in NICE_STEPS if m * base >= least * (1 - 1e-9))
    if whole:
        return next((s for s in steps if s >= 1 and s == int(s)), max(1.0, 10 * base))
    return next(steps)
