"""The packaged survey-based model of deaths: coefficients of the R package uncertainUCDP.

Source: Vesco, Randahl, Hegre et al. (2026), Journal of Conflict Resolution, doi
10.1177/00220027261423826; package version 0.6.1, MIT licence (its notice is packaged beside it).
"""

from __future__ import annotations

from functools import cache

from ..model.uncertainty import SurveyModel
from .files import table, text

FILE = "survey_model.toml"


@cache
def survey_model() -> SurveyModel:
    """Return the model."""
    from pydantic import TypeAdapter

    return TypeAdapter(SurveyModel).validate_python(table(FILE))


def survey_licence() -> str:
    """Return the notice of the licence of the package that the coefficients come from."""
    return text(table(FILE)["licence_file"])
