"""The negative binomial cost and the intervals of rates, against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betainc

from mali_cli.analysis.negative_binomial import (
    best_dispersion,
    interval,
    own_cost,
    rate_cost,
    regularised,
    variance_to_mean,
)

COUNTS = st.lists(st.integers(0, 2000), min_size=1, max_size=40)
DISPERSIONS = st.floats(0.01, 50)


@given(COUNTS, DISPERSIONS)
def test_the_cost_is_minus_two_log_likelihood_at_the_mean(
    counts: list[int], dispersion: float
) -> None:
    size, mean = 1 / dispersion, sum(counts) / len(counts)
    theirs = -2 * stats.nbinom(size, size / (size + mean)).logpmf(counts).sum()
    ours = own_cost(counts, size) + rate_cost(sum(counts), len(counts), size)
    assert ours == pytest.approx(theirs, rel=1e-8, abs=1e-6)


@given(COUNTS, DISPERSIONS, st.floats(0.1, 3000))
def test_no_other_rate_fits_better_than_the_mean(
    counts: list[int], dispersion: float, rate: float
) -> None:
    size = 1 / dispersion
    other = -2 * stats.nbinom(size, size / (size + rate)).logpmf(counts).sum()
    assert own_cost(counts, size) + rate_cost(sum(counts), len(counts), size) <= other + 1e-6


@given(st.floats(0, 1), st.floats(0.01, 5000), st.floats(0.01, 5000))
def test_the_incomplete_beta_function_is_that_of_scipy(x: float, a: float, b: float) -> None:
    assert regularised(x, 1 - x, a, b) == pytest.approx(betainc(a, b, x), rel=1e-7, abs=1e-10)


@given(
    st.integers(0, 5000), st.integers(3, 60), st.floats(0.01, 5), st.sampled_from([0.5, 0.9, 0.99])
)
def test_the_ends_of_an_interval_are_where_the_sum_becomes_improbable(
    total: int, length: int, dispersion: float, level: float
) -> None:
    lower, upper = interval(total, length, dispersion, level)
    assert lower <= total / length <= upper

    def of_sum(mean: float) -> stats.rv_frozen:
        return stats.nbinom(length / dispersion, 1 / (1 + mean * dispersion))

    assert of_sum(upper).cdf(total) == pytest.approx((1 - level) / 2, rel=1e-4)
    if total:
        assert of_sum(lower).sf(total - 1) == pytest.approx((1 - level) / 2, rel=1e-4)
    else:
        assert lower == 0


def test_an_interval_of_all_but_poisson_counts_is_that_of_garwood() -> None:
    lower, upper = interval(30, 10, 1e-5, 0.95)
    assert lower == pytest.approx(stats.chi2.ppf(0.025, 60) / 20, rel=1e-3)
    assert upper == pytest.approx(stats.chi2.ppf(0.975, 62) / 20, rel=1e-3)


def test_more_dispersed_counts_have_wider_intervals_and_longer_series_narrower_ones() -> None:
    widths = [interval(700, 7, dispersion, 0.9) for dispersion in (0.1, 1, 3)]
    assert sorted(widths, key=lambda ends: ends[1] - ends[0]) == widths
    longer = interval(7000, 70, 1, 0.9)
    assert longer[1] - longer[0] < widths[1][1] - widths[1][0]


def test_the_best_dispersion_is_where_the_cost_is_least() -> None:
    assert best_dispersion(lambda x: (x - 2.5) ** 2, 0.1, 10) == pytest.approx(2.5, rel=1e-5)


def test_variance_over_mean() -> None:
    assert variance_to_mean([1, 2, 3]) == pytest.approx(0.5)
    assert variance_to_mean([0, 0]) is None
    assert variance_to_mean([3]) is None
