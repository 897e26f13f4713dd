"""The survey-based model of the deaths in one event: its coefficients and where they are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ANY_TYPE = "any"
"""The coefficients for an event whose type of violence is not known."""


@dataclass(frozen=True)
class Coefficients:
    """Of one type of violence: intercept, ln(1 + best), then one for each surveyed level."""

    location: tuple[float, ...]
    log_scale: tuple[float, ...]
    logit_weight: tuple[float, ...]


@dataclass(frozen=True)
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
