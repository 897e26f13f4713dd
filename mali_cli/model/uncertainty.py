"""What is asked about how sure figures are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..frozen import frozen
from ..words import asking
from .errors import UsageError
from .words import one_of

RANGE, SURVEY = "range", "survey"
KINDS = (RANGE, SURVEY)
LEVEL, DRAWS, SEED = 0.9, 10_000, 1
FEWEST_DRAWS, MOST_DRAWS = 100, 1_000_000
FEWEST_IN_TAIL = 5
"""Draws that must lie beyond each end of an interval: fewer do not tell where it ends (design)."""
LARGEST_SEED = 2**63 - 1


class Uncertainty(NamedTuple):
    """A measure of uncertainty: UCDP's own range, or the survey-based model.

    `level` is the part of the model's distribution that an interval holds, `draws` and `seed` are
    those of the sums of events drawn independently; a range has none of them.
    """

    kind: str
    level: float = LEVEL
    draws: int = DRAWS
    seed: int = SEED

    @property
    def of_survey(self) -> bool:
        """Return whether it is the survey-based model."""
        return self.kind == SURVEY

    @property
    def tails(self) -> tuple[float, float]:
        """The probabilities at the two ends of an interval: 0.05 and 0.95 for the level 0.9."""
        return (1 - self.level) / 2, (1 + self.level) / 2

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for it again, by field."""
        if not self.of_survey:
            return {"uncertainty": self.kind}
        how = {"level": self.level, "draws": self.draws, "seed": self.seed}
        return {"uncertainty": self.kind, **how}


def read_uncertainty(
    kind: str | None, level: float | None, draws: int | None, seed: int | None
) -> Uncertainty | None:
    """Read `--uncertainty`, `--level`, `--draws` and `--seed`; None where none was asked for.

    Raises:
        UsageError: an unknown word, a number out of bounds, or one without the survey.
    """
    given = {"--level": level, "--draws": draws, "--seed": seed}
    named = [option for option, value in given.items() if value is not None]
    found = None if kind is None else one_of(kind, KINDS, "measure of uncertainty")
    if found != SURVEY:
        if named:
            raise UsageError(asking.ONLY_OF_SURVEY(option=named[0]))
        return None if found is None else Uncertainty(found)
    request = Uncertainty(
        SURVEY,
        LEVEL if level is None else level,
        DRAWS if draws is None else draws,
        SEED if seed is None else seed,
    )
    _check(request)
    return request


def _check(request: Uncertainty) -> None:
    if not 0 < request.level < 1:
        raise UsageError(asking.LEVEL_OUT_OF_BOUNDS(level=request.level, usual=LEVEL))
    if not FEWEST_DRAWS <= request.draws <= MOST_DRAWS:
        raise UsageError(
            asking.DRAWS_OUT_OF_BOUNDS(
                draws=request.draws, fewest=FEWEST_DRAWS, most=MOST_DRAWS, usual=DRAWS
            )
        )
    if not 0 <= request.seed <= LARGEST_SEED:
        raise UsageError(asking.SEED_OUT_OF_BOUNDS(seed=request.seed, largest=LARGEST_SEED))
    beyond = round(request.draws * request.tails[0], 6)
    if beyond < FEWEST_IN_TAIL:
        raise UsageError(
            asking.TOO_FEW_DRAWS(draws=request.draws, level=request.level, beyond=beyond)
        )


ANY_TYPE = "any"
"""The coefficients for an event whose type of violence is not known."""


@frozen
class Coefficients:
    """Of one type of violence: intercept, ln(1 + best), then one for each surveyed level."""

    location: tuple[float, ...]
    log_scale: tuple[float, ...]
    logit_weight: tuple[float, ...]


@frozen
class SurveyModel:
    """The coefficients by type of violence, the surveyed levels, and package, version, licence.

    `works` are the keys of what to cite.
    """

    name: str
    package: str
    version: str
    licence: str
    levels: tuple[int, ...]
    coefficients: Mapping[str, Coefficients]
    works: tuple[str, ...]

    @property
    def pinned(self) -> str:
        """Package and version: "uncertainUCDP 0.6.1"."""
        return f"{self.package} {self.version}"
