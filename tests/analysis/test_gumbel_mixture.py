"""The survey-based model of one event, against its package's figures, scipy and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from mali_cli.analysis.gumbel_mixture import Floats, Mixtures, mixtures
from mali_cli.facts.survey_model import survey_model
from mali_cli.model.words import TYPES

VECTORS = (
    ("state-based", 0, 0.803647, 0.741015, 0.474214, 0.647439, 0.000000, 0.000000, 2.510446),
    ("state-based", 1, 2.449457, 1.309814, 0.465500, 2.178841, 1.000000, 1.129042, 5.489016),
    ("state-based", 5, 8.639952, 3.230736, 0.451734, 8.018083, 5.000000, 5.771356, 16.223472),
    ("state-based", 24, 21.860568, 1.946092, 0.286429, 23.274929, 19.957930, 23.872327, 26.963524),
    ("state-based", 25, 37.000697, 10.780358, 0.433479, 35.323870, 25.000000, 28.788866, 62.675706),
    (
        "state-based",
        100,
        134.237934,
        32.881482,
        0.416743,
        131.039544,
        100.000000,
        112.334423,
        213.552236,
    ),
    ("non-state", 0, 0.785112, 0.462590, 0.422287, 0.607827, 0.000000, 0.463071, 1.896315),
    ("non-state", 1, 2.413492, 0.848088, 0.416590, 2.110241, 1.000000, 1.849236, 4.459420),
    ("non-state", 5, 8.537154, 2.216530, 0.407608, 7.853297, 5.000000, 7.163859, 13.919731),
    ("non-state", 24, 21.071987, 1.403895, 0.264381, 22.442208, 19.683460, 22.408003, 24.797503),
    ("non-state", 25, 36.583430, 7.990268, 0.395716, 34.786711, 25.000000, 32.080402, 56.152789),
    (
        "non-state",
        100,
        132.713312,
        26.177852,
        0.384818,
        129.420196,
        100.000000,
        119.204088,
        197.315253,
    ),
    ("one-sided", 0, 0.711582, 0.456415, 0.408037, 0.577183, 0.000000, 0.427836, 1.819586),
    ("one-sided", 1, 2.284003, 0.836722, 0.405674, 2.050158, 1.000000, 1.773495, 4.318732),
    ("one-sided", 5, 8.224800, 2.186634, 0.401936, 7.683488, 5.000000, 6.929732, 13.556555),
    ("one-sided", 24, 22.169807, 1.355998, 0.242216, 23.206229, 20.813762, 23.359795, 25.809904),
    ("one-sided", 25, 35.614160, 7.881590, 0.396966, 34.144133, 25.000000, 31.127695, 54.900303),
    (
        "one-sided",
        100,
        130.132297,
        25.819047,
        0.392385,
        127.364240,
        100.000000,
        115.965736,
        193.515223,
    ),
)
"""Type, best, location, scale, weight, mean, quantiles at 0.05, 0.5, 0.95, as the R package
uncertainUCDP 0.6.1 prints them."""
BESTS = st.integers(0, 5000) | st.sampled_from(survey_model().levels)
KINDS = st.sampled_from((*TYPES, None))


def one(kind: str | None, best: int) -> Mixtures:
    return mixtures(survey_model(), [kind], [best])


def drawn(mixture: Mixtures, number: int) -> Floats:
    """Draw by scipy: the report with its weight, else a Gumbel."""
    random = np.random.default_rng(7)
    gumbel = stats.gumbel_r.rvs(
        mixture.location[0], mixture.scale[0], size=number, random_state=random
    )
    right = random.random(number) < mixture.weight[0]
    found: Floats = np.where(right, mixture.best[0], gumbel)
    return found


@pytest.mark.parametrize("vector", VECTORS)
def test_figures_of_the_package(vector: tuple[str | float, ...]) -> None:
    kind, best, *expected = vector
    mixture = one(str(kind), int(best))
    found = [mixture.location, mixture.scale, mixture.weight, mixture.mean]
    found += [mixture.quantile(probability) for probability in (0.05, 0.5, 0.95)]
    assert [float(value[0]) for value in found] == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_events_together_are_events_one_by_one() -> None:
    kinds, bests = [str(vector[0]) for vector in VECTORS], [int(vector[1]) for vector in VECTORS]
    together = mixtures(survey_model(), kinds, bests)
    for place, (kind, best) in enumerate(zip(kinds, bests, strict=True)):
        alone = one(kind, best)
        for name in ("location", "scale", "weight", "mean", "variance", "fourth_cumulant"):
            assert getattr(together, name)[place] == pytest.approx(getattr(alone, name)[0])


def test_a_type_that_is_not_known_has_coefficients_of_its_own() -> None:
    figures = {kind: float(one(kind, 10).mean[0]) for kind in (*TYPES, None)}
    assert len(set(figures.values())) == 4
    assert figures[None] == pytest.approx(float(one("any", 10).mean[0]))


def test_the_jump_at_a_surveyed_level() -> None:
    assert [round(float(one("state-based", best).mean[0]), 1) for best in (24, 25)] == [23.3, 35.3]


@settings(max_examples=30)
@given(kind=KINDS, best=BESTS)
def test_moments_are_those_of_numerical_integration(kind: str | None, best: int) -> None:
    mixture = one(kind, best)
    weight, scale = float(mixture.weight[0]), float(mixture.scale[0])
    gumbel = stats.gumbel_r(mixture.location[0], scale)
    mean = (1 - weight) * gumbel.mean() + weight * best
    assert mixture.mean[0] == pytest.approx(mean)

    def moment(order: int) -> float:
        def weighted(x: float) -> float:
            return float((mixture.location[0] + scale * x - mean) ** order) * float(
                stats.gumbel_r.pdf(x)
            )

        gumbels = float(integrate.quad(weighted, -5, 60)[0])
        return (1 - weight) * gumbels + weight * float(best - mean) ** order

    variance = moment(2)
    assert mixture.variance[0] == pytest.approx(variance, rel=1e-6)
    size = variance**1.5
    assert mixture.third_cumulant[0] / size == pytest.approx(moment(3) / size, abs=1e-6)
    kurtosis = moment(4) / variance**2 - 3
    assert mixture.fourth_cumulant[0] / variance**2 == pytest.approx(kurtosis, abs=1e-6)


@given(kind=KINDS, best=BESTS)
def test_the_variance_is_the_formula_of_the_article(kind: str | None, best: int) -> None:
    mixture = one(kind, best)
    w, f, mu, beta = (
        float(value[0]) for value in (mixture.weight, mixture.best, mixture.location, mixture.scale)
    )
    gumbel = np.pi**2 * beta**2 / 6 + (mu + np.euler_gamma * beta) ** 2
    mean = (1 - w) * (mu + 0.5772157 * beta) + w * f
    assert mixture.mean[0] == pytest.approx(mean, rel=1e-6)
    expected = (1 - w) * gumbel + w * f**2 - mean**2
    assert mixture.variance[0] == pytest.approx(expected, rel=1e-4, abs=1e-6 * mean**2)


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("best", [0, 2, 24, 25, 1001])
def test_moments_and_quantiles_are_those_of_a_simulation(kind: str, best: int) -> None:
    mixture, number = one(kind, best), 400_000
    sample = drawn(mixture, number)
    deviation = float(mixture.variance[0]) ** 0.5
    assert sample.mean() == pytest.approx(mixture.mean[0], abs=5 * deviation / number**0.5)
    assert sample.var() == pytest.approx(mixture.variance[0], rel=0.05)
    for probability in (0.02, 0.05, 0.5, 0.95, 0.99):
        quantile = float(mixture.quantile(probability)[0])
        error = 5 * (probability * (1 - probability) / number) ** 0.5
        assert np.mean(sample < quantile - 1e-9) <= probability + error
        assert np.mean(sample <= quantile + 1e-9) >= probability - error


@given(kind=KINDS, best=BESTS, probability=st.floats(1e-6, 1 - 1e-6))
def test_the_quantile_is_the_inverse_of_the_distribution_function(
    kind: str | None, best: int, probability: float
) -> None:
    mixture = one(kind, best)
    quantile = float(mixture.quantile(probability)[0])
    step = 1e-6 * max(1.0, abs(quantile))
    assert mixture.cdf(quantile + step)[0] >= probability - 1e-9
    assert mixture.cdf(quantile - step)[0] <= probability + 1e-9
    if quantile != best:
        assert mixture.cdf(quantile)[0] == pytest.approx(probability, abs=1e-9)


@given(kind=KINDS, best=BESTS)
def test_the_report_takes_the_weight_that_it_has(kind: str | None, best: int) -> None:
    mixture = one(kind, best)
    below = float(mixture.cdf(np.nextafter(best, -np.inf))[0])
    assert mixture.cdf(float(best))[0] - below == pytest.approx(mixture.weight[0])
    inside = mixture.quantile(below + float(mixture.weight[0]) / 2)
    assert inside[0] == best


@given(kind=KINDS, best=BESTS, one_level=st.floats(0.01, 0.99), other=st.floats(0.01, 0.99))
def test_quantiles_rise(kind: str | None, best: int, one_level: float, other: float) -> None:
    low, high = sorted((one_level, other))
    mixture = one(kind, best)
    assert mixture.quantile(low)[0] <= mixture.quantile(high)[0]


@given(kind=KINDS, best=BESTS)
def test_a_90_percent_interval_of_one_event_contains_its_mean(kind: str | None, best: int) -> None:
    mixture = one(kind, best)
    assert mixture.quantile(0.05)[0] <= mixture.mean[0] <= mixture.quantile(0.95)[0]
    assert mixture.mean[0] > 0


def test_no_events_have_no_model() -> None:
    assert mixtures(survey_model(), [], []).mean.size == 0
