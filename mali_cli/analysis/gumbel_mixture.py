"""The survey-based model of the deaths in one event: a reported-value-inflated Gumbel mixture.

With probability w the coders of UCDP hold the report f to be right; else the number follows a
Gumbel distribution (of maxima) with location mu and scale beta. Formulas and coefficients: Vesco,
Randahl, Hegre et al. (2026), doi 10.1177/00220027261423826, R package uncertainUCDP 0.6.1. The
cumulants of the Gumbel distribution: Johnson, Kotz & Balakrishnan (1995), Continuous Univariate
Distributions 2, chapter 22; those of the mixture are derived from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..frozen import frozen
from ..model.uncertainty import ANY_TYPE, SurveyModel

Floats = NDArray[np.float64]
APERY = 1.2020569031595942
"""The sum of 1/k³, in the third cumulant of the Gumbel distribution."""


@frozen
class Mixtures:
    """The model of several events: arrays of one length, in deaths but for `weight`.

    `best` is the report f, `location` mu, `scale` beta, `weight` the probability w that the report
    is right.
    """

    best: Floats
    location: Floats
    scale: Floats
    weight: Floats

    @cached_property
    def mean(self) -> Floats:
        """E[X] = (1 - w)(mu + gamma beta) + w f, in deaths."""
        return (1 - self.weight) * self._gumbel_mean + self.weight * self.best

    @cached_property
    def variance(self) -> Floats:
        """Var[X] = (1-w)(pi² beta²/6 + (mu + gamma beta)²) + w f² - E[X]², in deaths squared.

        Written with the distances from the mean, which keeps its digits where best is large.
        """
        off, rest = self._gumbel_mean - self.mean, self.best - self.mean
        return (1 - self.weight) * (self._gumbel_variance + off**2) + self.weight * rest**2

    @cached_property
    def third_cumulant(self) -> Floats:
        """The third central moment; a Gumbel's own is 2 zeta(3) beta³."""
        off, rest = self._gumbel_mean - self.mean, self.best - self.mean
        gumbel = 2 * APERY * self.scale**3
        return (1 - self.weight) * (
            gumbel + 3 * self._gumbel_variance * off + off**3
        ) + self.weight * rest**3

    @cached_property
    def fourth_cumulant(self) -> Floats:
        """The fourth central moment less three squared variances; a Gumbel's is pi⁴ beta⁴/15."""
        off, rest = self._gumbel_mean - self.mean, self.best - self.mean
        spread = self._gumbel_variance
        third, fourth = 2 * APERY * self.scale**3, np.pi**4 * self.scale**4 / 15 + 3 * spread**2
        about_mean = fourth + 4 * third * off + 6 * spread * off**2 + off**4
        moment: Floats = (1 - self.weight) * about_mean + self.weight * rest**4
        return moment - 3 * self.variance**2

    def cdf(self, value: float | Floats) -> Floats:
        """F(x) = (1 - w) exp(-exp(-(x - mu)/beta)) + w [x >= f]."""
        return (1 - self.weight) * self._gumbel_cdf(value) + self.weight * (value >= self.best)

    def quantile(self, probability: float) -> Floats:
        """The least number x of deaths with F(x) >= p, for 0 < p < 1: a Gumbel's, or f itself."""
        below = (1 - self.weight) * self._gumbel_cdf(self.best)
        with np.errstate(divide="ignore", invalid="ignore"):
            left = self._gumbel_quantile(probability / (1 - self.weight))
            right = self._gumbel_quantile((probability - self.weight) / (1 - self.weight))
        upper = np.where(probability <= below + self.weight, self.best, right)
        return np.where(probability < below, left, upper)

    @property
    def _gumbel_mean(self) -> Floats:
        return self.location + np.euler_gamma * self.scale

    @property
    def _gumbel_variance(self) -> Floats:
        return np.pi**2 * self.scale**2 / 6

    def _gumbel_cdf(self, value: float | Floats) -> Floats:
        with np.errstate(over="ignore"):
            found: Floats = np.exp(-np.exp(-(value - self.location) / self.scale))
        return found

    def _gumbel_quantile(self, probability: Floats) -> Floats:
        found: Floats = self.location - self.scale * np.log(-np.log(probability))
        return found


def mixtures(model: SurveyModel, types: Sequence[str | None], best: Sequence[int]) -> Mixtures:
    """Return the model of events by type of violence (None: not known) and reported deaths.

    mu = exp(a·x) - 1, beta = exp(b·x), w = 1/(1 + exp(-c·x)), where x has a 1, ln(1 + f), and for
    each level that the survey asked about whether f is that level.
    """
    reported = np.asarray(best, dtype=np.float64)
    levels = np.asarray(model.levels, dtype=np.float64)
    terms = np.column_stack(
        [np.ones_like(reported), np.log1p(reported), reported[:, None] == levels]
    )
    names = list(model.coefficients)
    which = [names.index(ANY_TYPE if kind is None else kind) for kind in types]
    of_type = [model.coefficients[name] for name in names]
    return Mixtures(
        best=reported,
        location=np.expm1(_linear(terms, [c.location for c in of_type], which)),
        scale=np.exp(_linear(terms, [c.log_scale for c in of_type], which)),
        weight=1 / (1 + np.exp(-_linear(terms, [c.logit_weight for c in of_type], which))),
    )


def _linear(terms: Floats, rows: Sequence[tuple[float, ...]], which: Sequence[int]) -> Floats:
    found: Floats = (terms * np.asarray(rows)[which]).sum(axis=1)
    return found
