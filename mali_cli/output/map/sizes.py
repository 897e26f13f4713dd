"""How deaths become four sizes of dots or shades, and how that is said."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.words import thousands

LADDERS = (
    (1, 2, 5, 10),
    (1, 3, 10, 30),
    (1, 5, 25, 100),
    (1, 10, 50, 300),
    (1, 10, 100, 1_000),
    (1, 30, 300, 3_000),
    (1, 100, 1_000, 10_000),
    (1, 300, 3_000, 30_000),
    (1, 1_000, 10_000, 100_000),
)
"""The least count of each size; of these the largest whose top something reaches."""


def ladder_for(counts: Sequence[float]) -> tuple[float, ...]:
    """Return the least count of each of four sizes."""
    most = max(counts, default=0)
    return max((ladder for ladder in LADDERS if ladder[-1] <= most), default=LADDERS[0], key=_top)


def size_of(count: float, ladder: Sequence[float]) -> int:
    """Return the size of a count, from 0; parts of a death (under `split`) are the smallest."""
    return max((size for size, least in enumerate(ladder) if count >= least), default=0)


def steps(ladder: Sequence[float]) -> list[str]:
    """Return each step in words: "1–9", "10–49", "50–199", "200+"."""
    ends = [f"{after - 1:,.0f}" for after in ladder[1:]]
    words = [
        f"{first:,.0f}" if f"{first:,.0f}" == last else f"{first:,.0f}–{last}"
        for first, last in zip(ladder, ends, strict=False)
    ]
    return [*words, f"{ladder[-1]:,.0f}+"]


def number(count: float) -> str:
    """Show a count: whole, or to one decimal under `split`."""
    return thousands(count, 0 if count == int(count) else 1)


def _top(ladder: Sequence[float]) -> float:
    return ladder[-1]
