"""The packaged survey-based model of deaths: coefficients of the R package uncertainUCDP.

Source: Vesco, Randahl, Hegre et al. (2026), Journal of Conflict Resolution, doi
10.1177/00220027261423826; package version 0.6.1, MIT licence (its notice is packaged beside it).
"""

from __future__ import annotations

from functools import cache

from ..model.uncertainty import Coefficients, SurveyModel
from .files import table, text

FILE = "survey_model.toml"


@cache
def survey_model() -> SurveyModel:
    """Return the model."""
    record = table(FILE)
    coefficients = {
        kind: Coefficients(**{name: tuple(values) for name, values in entry.items()})
        for kind, entry in record["coefficients"].items()
    }
    return SurveyModel(
        name=record["name"],
        package=record["package"],
        version=record["version"],
        licence=record["licence"],
        levels=tuple(record["levels"]),
        coefficients=coefficients,
        works=tuple(record["works"]),
    )


def survey_licence() -> str:
    """Return the notice of the licence of the package that the coefficients come from."""
    return text(table(FILE)["licence_file"])
