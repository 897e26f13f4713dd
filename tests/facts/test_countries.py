"""Countries by any of their names, and groups of countries."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from mali_cli.facts.countries import (
    area_of,
    by_number,
    countries,
    find,
    groups,
    resolve,
)
from mali_cli.facts.files import rows
from mali_cli.model.errors import UsageError
from mali_cli.model.words import fold

AMBIGUOUS = {"congo": {484, 490}, "korea": {731, 732}}


def test_every_name_alias_code_and_number_means_its_country() -> None:
    for country in countries():
        for name in country.names:
            if fold(name) in AMBIGUOUS:
                assert country.gwno in AMBIGUOUS[fold(name)]
            else:
                assert find(name) == country, name


@pytest.mark.parametrize(
    ("term", "number"),
    [
        ("DR Congo", 490),
        ("Zaire", 490),
        ("Zaïre", 490),
        ("Democratic Republic of the Congo", 490),
        ("COD", 490),
        ("Congo-Brazzaville", 484),
        ("Russia", 365),
        ("Soviet Union", 365),
        ("Burma", 775),
        ("bf", 439),
        ("ML", 432),
        ("CD", 490),
        ("GB", 200),
        ("XK", 347),
        ("NA", 565),
        ("myanmar", 775),
        ("Côte d'Ivoire", 437),
        ("Côte d’Ivoire", 437),
        ("COTE D IVOIRE", 437),
        ("Timor-Leste", 860),
        ("Czechia", 316),
        ("Swaziland", 572),
        ("eswatini", 572),
        ("Türkiye", 640),
        ("turkiye", 640),
        ("340", 345),  # UCDP's old number of Serbia
        ("Serbia", 345),
        ("the Gambia", 420),
        ("  mali ", 432),
        ("Upper Volta", 439),
        ("St. Lucia", 56),
        ("Yemen", 678),
        ("UK", 200),
        ("USA", 2),
        ("Antigua and Barbuda", 58),
    ],
)
def test_common_and_former_names(term: str, number: int) -> None:
    assert find(term).gwno == number


@pytest.mark.parametrize(
    ("term", "message", "hint"),
    [
        ("Congo", "'Congo' could be Congo or DR Congo (Zaire)", "COG for Congo (484)"),
        ("KOREA", "'KOREA' could be North Korea or South Korea", "PRK for North Korea (731)"),
    ],
)
def test_an_ambiguous_name_lists_all_that_it_may_be(term: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(term)
    assert str(caught.value) == message
    assert hint in (caught.value.hint or "")


def test_places_that_ucdp_codes_under_another_state_say_which() -> None:
    for row in rows("elsewhere.csv"):
        host = by_number()[int(row["gwno"])].name
        with pytest.raises(UsageError) as caught:
            find(row["name"])
        assert f"it counts it under {host} ({row['gwno']})" in str(caught.value)
    with pytest.raises(
        UsageError, match="UCDP has no country 'palestine': it counts it under Israel"
    ):
        find("palestine")


def test_an_unknown_country_gets_the_nearest_names() -> None:
    with pytest.raises(UsageError, match="unknown country 'Mallia'") as caught:
        find("Mallia")
    assert "Mali" in (caught.value.hint or "")
    with pytest.raises(UsageError, match="unknown country ''"):
        find("")


def test_no_two_countries_share_a_number_or_code() -> None:
    numbers = [country.gwno for country in countries()]
    codes = [country.iso3 for country in countries() if country.iso3]
    assert len(numbers) == len(set(numbers)) >= 201
    assert len(codes) == len(set(codes))
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_every_country_with_an_iso3_code_of_today_has_an_iso2_code_that_is_no_other_name() -> None:
    codes = {country.iso2: country for country in countries() if country.iso2}
    assert all(len(code) == 2 and code.isupper() for code in codes)
    without = {country.iso3 for country in countries() if not country.iso2}
    assert without == {"", "CSK"}  # CS was a code of two states
    for code, country in codes.items():
        assert find(code) == find(code.lower()) == country
        assert code.lower() not in groups()


def test_groups_have_their_members_and_the_year_of_the_list() -> None:
    members = {
        key: {by_number()[number].iso3 for number in group.members}
        for key, group in groups().items()
        if group.year
    }
    assert members == {
        "ecowas": {"BEN", "BFA", "CPV", "CIV", "GMB", "GHA", "GIN", "GNB"}
        | {"LBR", "MLI", "NER", "NGA", "SEN", "SLE", "TGO"},
        "aes": {"MLI", "BFA", "NER"},
        "g5-sahel": {"MLI", "BFA", "NER", "MRT", "TCD"},
        "cemac": {"CMR", "CAF", "TCD", "COG", "GNQ", "GAB"},
        "african-great-lakes": {"BDI", "COD", "RWA", "UGA"},
    }
    assert all(group.source for group in groups().values())


def test_regions_are_groups_that_hold_every_country_once() -> None:
    regions = [group for group in groups().values() if group.year is None]
    assert {group.key for group in regions} == {
        "africa",
        "americas",
        "asia",
        "europe",
        "middle-east",
    }
    numbers = [number for group in regions for number in group.members]
    assert sorted(numbers) == sorted(by_number())


@pytest.mark.parametrize("term", ["@aes", "@AES", " @aes"])
def test_a_group_stands_for_its_members(term: str) -> None:
    area = resolve([term, "Mali", "Chad"])
    assert area.ids == (432, 436, 439, 483)
    assert area.terms == ("@aes", "Mali", "Chad")


def test_an_unknown_group_gets_the_nearest() -> None:
    with pytest.raises(UsageError, match="unknown group of countries '@ecovas'") as caught:
        resolve(["@ecovas"])
    assert "@ecowas" in (caught.value.hint or "")


def test_the_words_for_an_area_mean_the_same_area_again() -> None:
    area = area_of(by_number())
    assert resolve(area.terms).ids == area.ids


def test_names_regions_and_years_of_existence_are_those_of_the_country_year_file(
    real_data: Callable[[str], Path],
) -> None:
    years: dict[int, list[int]] = {}
    names: dict[int, tuple[str, str]] = {}
    text = real_data("organizedviolencecy_v25_1.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        number = int(row["country_id_cy"])
        years.setdefault(number, []).append(int(row["year_cy"]))
        names[number] = (row["country_cy"], row["region_cy"])
    assert len(names) == 199
    for number, (name, region) in names.items():
        country = by_number()[number]
        assert (country.name, country.region) == (name, region)
        first = country.first_day.year if country.first_day else 1989
        last = country.last_day.year if country.last_day else 2024
        assert (min(years[number]), max(years[number])) == (first, last), name
        assert len(years[number]) == last - first + 1, name
