"""Where the level changes: exact against every segmentation, and on made-up series."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mali_cli.analysis.negative_binomial import LEAST, MOST
from mali_cli.analysis.segments import (
    cheapest,
    default_penalty,
    one_break,
    segmented,
    unsegmented,
)

FloatArray = npt.NDArray[np.float64]
COUNTS = st.lists(st.integers(0, 3) | st.integers(0, 900), min_size=1, max_size=11)
MALI = [0, 125, 176, 77, 0, 593, 2, *[0] * 12, 1, 1, 0, 1, 23, 30, 3, 2, 30, 53, 551, 455, 512]
MALI += [216, 1461, 505, 619]
"""One-sided deaths in Mali, 1989 to 2024 (UCDP country-year 25.1, best)."""


def every_segmentation(number: int, shortest: int) -> Iterator[tuple[int, ...]]:
    """Give the starts of every segmentation that is allowed."""

    def after(starts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        yield starts
        for start in range(starts[-1] + shortest, number - shortest + 1):
            yield from after((*starts, start))

    yield from after((0,))


def fits(counts: list[int], dispersion: float | FloatArray) -> dict[tuple[int, int], FloatArray]:
    """Give -2 log-likelihood of every segment by scipy: not by the program's own formula."""
    size = 1 / np.atleast_1d(np.asarray(dispersion, dtype=float))
    found = {}
    for a, b in combinations(range(len(counts) + 1), 2):
        chance = size / (size + sum(counts[a:b]) / (b - a))
        values = np.array(counts[a:b])[:, None]
        found[a, b] = -2 * stats.nbinom(size, chance).logpmf(values).sum(axis=0)
    return found


def price(
    of: dict[tuple[int, int], FloatArray], starts: tuple[int, ...], number: int, penalty: float
) -> float:
    """Give the cost with penalties at the dispersion at which it is least."""
    cost = sum((of[span] for span in pairwise((*starts, number))), np.zeros(1))
    return float(cost.min()) + penalty * (len(starts) - 1)


@settings(max_examples=60)
@given(COUNTS, st.integers(1, 4), st.floats(0, 12), st.sampled_from([0.01, 0.5, 2, 20]))
def test_no_segmentation_is_cheaper_at_the_same_dispersion(
    counts: list[int], shortest: int, penalty: float, dispersion: float
) -> None:
    totals = list(accumulate(counts, initial=0))
    found = cheapest(totals, shortest, penalty, 1 / dispersion)
    lengths = [b - a for a, b in pairwise((*found, len(counts)))]
    assert len(found) == 1 or min(lengths) >= shortest
    number, of = len(counts), fits(counts, dispersion)
    best = min(
        price(of, starts, number, penalty) for starts in every_segmentation(number, shortest)
    )
    assert price(of, found, number, penalty) == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize(
    "counts",
    [
        [3, 5, 4, 60, 80, 55, 70, 2],
        [0, 0, 0, 9, 12, 0, 0, 1],
        [100, 3, 40, 500, 20, 7, 90, 11],
        [0, 0, 0, 0, 0, 0, 400, 380],
        [424, 623, 5, 3, 49, 40, 0, 0],
        [150, 29, 2, 3, 4, 3353, 0, 1, 0],
        [7, 0, 435, 517, 207, 1455, 65, 876],
    ],
)
@pytest.mark.parametrize("shortest", [2, 3])
def test_no_segmentation_is_cheaper_at_a_dispersion_of_its_own(
    counts: list[int], shortest: int
) -> None:
    number, penalty = len(counts), default_penalty(len(counts))
    of = fits(counts, np.logspace(-5, 2, 561))
    best = min(
        price(of, starts, number, penalty) for starts in every_segmentation(number, shortest)
    )
    found = segmented(counts, shortest, penalty)
    assert found.dispersion is not None
    assert LEAST <= found.dispersion <= MOST
    there = price(fits(counts, found.dispersion), found.starts, number, 0)
    assert found.cost == pytest.approx(there, abs=1e-4)
    assert found.cost + penalty * len(found.breaks) <= best + 1e-6


@settings(max_examples=40)
@given(COUNTS, st.integers(1, 4))
def test_the_single_break_is_the_best_of_all_single_breaks(
    counts: list[int], shortest: int
) -> None:
    found = one_break(counts, shortest)
    places = range(shortest, len(counts) - shortest + 1)
    assert (found is None) == (not places)
    if found and found.dispersion:
        of = fits(counts, found.dispersion)
        costs = [price(of, (0, at), len(counts), 0) for at in places]
        assert found.cost == pytest.approx(min(costs), abs=1e-6)
        assert found.cost <= unsegmented(counts).cost + 1e-6


@settings(max_examples=40)
@given(COUNTS, st.integers(2, 4), st.floats(0, 10), st.floats(0, 10))
def test_a_dearer_break_never_lowers_the_cost_of_the_fit(
    counts: list[int], shortest: int, one: float, other: float
) -> None:
    cheap, dear = sorted((one, other))
    many, few = segmented(counts, shortest, cheap), segmented(counts, shortest, dear)
    assert many.cost <= few.cost + 1e-6


def test_a_series_of_zeros_has_one_level_and_no_dispersion() -> None:
    found = segmented([0] * 12, 3, default_penalty(12))
    assert (found.starts, found.cost, found.dispersion) == ((0,), 0.0, None)


def test_mali_changes_level_in_1995_2012_and_2018_whatever_the_shortest_segment() -> None:
    for shortest in (2, 3, 4, 5):
        found = segmented(MALI, shortest, default_penalty(36))
        assert [1989 + at for at in found.breaks] == [1995, 2012, 2018]
    single = one_break(MALI, 3)
    assert single
    assert [1989 + at for at in single.breaks] == [2018]


def test_the_dispersion_of_the_whole_series_would_hide_breaks() -> None:
    whole = unsegmented(MALI).dispersion
    found = segmented(MALI, 3, default_penalty(36)).dispersion
    assert whole
    assert found
    assert whole > 5 * found
    totals = list(accumulate(MALI, initial=0))
    assert len(cheapest(totals, 3, default_penalty(36), 1 / whole)) == 3  # of 4


def test_poisson_counts_would_find_breaks_almost_everywhere() -> None:
    totals = list(accumulate(MALI, initial=0))
    poisson = cheapest(totals, 1, default_penalty(36), 1e8)
    assert sum(1989 + at >= 2012 for at in poisson) >= 8
    negative_binomial = segmented(MALI, 3, default_penalty(36))
    assert len(cheapest(totals, 3, default_penalty(36), 1e8)) > len(negative_binomial.starts)


def made_up(levels: list[tuple[int, float]], dispersion: float, seed: int) -> list[int]:
    rates = [rate for length, rate in levels for _ in range(length)]
    size = 1 / dispersion
    drawn = [
        stats.nbinom(size, size / (size + rate)).rvs(random_state=seed * 1000 + place)
        for place, rate in enumerate(rates)
    ]
    return [int(value) for value in drawn]


def test_known_breaks_are_found_again() -> None:
    hits = 0
    for seed in range(30):
        counts = made_up([(15, 5), (12, 200), (9, 5)], 0.4, seed)
        found = segmented(counts, 3, default_penalty(36))
        hits += all(any(abs(at - true) <= 1 for at in found.breaks) for true in (15, 27))
    assert hits >= 25


@pytest.mark.parametrize("dispersion", [0.3, 1.5])
def test_a_series_of_one_level_mostly_has_no_break(dispersion: float) -> None:
    without = sum(
        not segmented(made_up([(36, 80)], dispersion, seed), 3, default_penalty(36)).breaks
        for seed in range(40)
    )
    assert without >= 30


@pytest.mark.parametrize("shortest", [3, 36])
def test_months_of_a_whole_release_are_divided_in_a_moment(shortest: int) -> None:
    counts = made_up([(180, 1), (120, 8), (132, 60)], 1.0, 7)
    found = segmented(counts, shortest, default_penalty(len(counts)))
    assert len(counts) == 432
    assert any(abs(at - 180) <= 8 for at in found.breaks)
    assert any(abs(at - 300) <= 8 for at in found.breaks)


def test_the_single_break_is_the_best_at_any_dispersion() -> None:
    counts = [0, 0, 0, 1, 260, 691, 0, 0]
    of = fits(counts, np.logspace(-5, 2, 561))
    best = min(price(of, (0, at), len(counts), 0) for at in range(2, 7))
    found = one_break(counts, 2)
    assert found
    assert found.cost <= best + 1e-6
