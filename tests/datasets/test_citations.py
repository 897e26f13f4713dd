"""How each known release is cited."""

from __future__ import annotations

import re

import pytest

from mali_cli.datasets.declaration import DataSet
from mali_cli.datasets.registry import data_set, data_sets
from mali_cli.datasets.ucdp import UCDP
from mali_cli.facts.citations import plain, releases
from mali_cli.model.errors import NotHereError, UsageError
from tests.cli.conftest import Run

ARTICLES = {
    "26.1": "10.1093/jopres/xjag046",
    "25.1": "10.1177/00223433251345636",
    "24.1": "10.1177/00223433241262912",
    "23.1": "10.1177/00223433231185169",
    "22.1": "10.1177/00223433221108428",
    "21.1": "10.1177/00223433211026126",
    "20.1": "10.1177/0022343320934986",
    "19.1": "10.1177/0022343319856046",
}


UCDPS = [one.name for one in data_sets() if one.maker is UCDP and one.name != "actors"]


def test_the_own_dead_are_cited_by_their_vintage() -> None:
    (work,) = data_set("un-fatalities").cite("2023-11-28")
    assert (work.authors, work.year) == (("United Nations",), 2023)
    with pytest.raises(UsageError, match="is not the date of an update"):
        data_set("un-fatalities").cite("25.1")


@pytest.mark.parametrize("one", list(data_sets()), ids=lambda one: one.name)
def test_every_data_set_is_cited_with_who_made_it_and_its_terms(one: DataSet, run: Run) -> None:
    stamps = ["25.1", "2025-03-31", "1960-2024"] if one.name != "candidate" else ["26.0.8"]
    release = next(stamp for stamp in stamps if re.fullmatch(one.release_form, stamp))
    ran = run("cite", "--dataset", f"{one.name}@{release}")
    assert ran.code == 0
    assert f"{one.maker.short} data " in ran.out
    assert one.licence in ran.out
    assert f"Name the release with every figure: {one.name} {release}." in ran.out


def test_releases_come_newest_first() -> None:
    assert releases()[:3] == ("26.1", "25.1", "24.1")
    assert set(ARTICLES) <= set(releases())


@pytest.mark.parametrize("release", releases())
@pytest.mark.parametrize("dataset", UCDPS)
def test_every_data_set_of_every_release_can_be_cited(dataset: str, release: str) -> None:
    works = data_set(dataset).cite(release)
    assert works
    for work in works:
        assert work.authors
        assert work.title
        assert 1999 <= work.year <= 2026
        assert plain(work).startswith(f"{work.family_names[0]}")
    assert data_set(dataset).title.startswith("UCDP")
    if dataset != "candidate":
        year = int(release.split(".")[0]) + 2000
        assert works[0].year == year
        assert f"–{year - 1}" in works[0].title


@pytest.mark.parametrize(("release", "doi"), ARTICLES.items())
def test_the_article_of_a_release(release: str, doi: str) -> None:
    assert data_set("country-year").citation(release).endswith(f"https://doi.org/{doi}")


@pytest.mark.parametrize(
    ("dataset", "keys"),
    [
        ("country-year", ["davies2025", "sundberg2013", "ged-codebook-25.1"]),
        ("ged", ["davies2025", "sundberg2013", "ged-codebook-25.1"]),
        ("one-sided", ["davies2025", "eck2007"]),
        ("non-state", ["davies2025", "sundberg2012"]),
        ("armed-conflict", ["davies2025", "gleditsch2002"]),
        ("dyadic", ["davies2025", "harbom2008"]),
        ("candidate", ["hegre2020"]),
    ],
)
def test_each_data_set_has_its_own_works_beside_the_article(dataset: str, keys: list[str]) -> None:
    assert [work.key for work in data_set(dataset).cite("25.1")] == keys


def test_a_work_as_a_line_of_text() -> None:
    assert plain(data_set("candidate").cite("25.1")[0]) == (
        "Hegre, Croicu, Eck & Högbladh (2020). Introducing the UCDP Candidate Events Dataset. "
        "Research & Politics 7(3). https://doi.org/10.1177/2053168020935257"
    )


def test_a_release_whose_article_is_not_known_says_which_are() -> None:
    with pytest.raises(
        NotHereError, match=r"this version does not know how to cite release 27\.1"
    ) as caught:
        data_set("ged").cite("27.1")
    assert "26.1, 25.1" in (caught.value.hint or "")
