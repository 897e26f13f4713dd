"""The packaged survey-based model: its coefficients, its licence, and how it is cited."""

from __future__ import annotations

from mali_cli.facts.citations import plain, work
from mali_cli.facts.survey_model import survey_licence, survey_model
from mali_cli.model.words import TYPES


def test_every_type_has_all_coefficients() -> None:
    model = survey_model()
    assert set(model.coefficients) == {*TYPES, "any"}
    assert model.levels == (2, 3, 13, 20, 24, 40, 101, 200, 1001, 2000)
    for found in model.coefficients.values():
        for row in (found.location, found.log_scale, found.logit_weight):
            assert len(row) == 2 + len(model.levels)
    assert model.coefficients["state-based"].location[:2] == (0.589811, 0.935452)
    assert model.coefficients["any"].logit_weight[-1] == -0.031128


def test_model_version_and_licence_are_named() -> None:
    model = survey_model()
    assert (model.pinned, model.licence) == ("uncertainUCDP 0.6.1", "MIT")
    notice = survey_licence()
    assert "MIT License" in notice
    assert "uncertainUCDP authors" in notice
    assert "The above copyright notice" in notice


def test_the_works_on_the_model() -> None:
    article, package = map(work, survey_model().works)
    assert plain(article).startswith("Vesco, Randahl, Hegre & others (2026). The Underreported")
    assert article.doi == "10.1177/00220027261423826"
    assert survey_model().version in package.title
