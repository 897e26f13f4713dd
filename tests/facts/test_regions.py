"""Other names of regions: each is sourced, of one region, and no part of another word is taken."""

from __future__ import annotations

import pytest

from mali_cli.facts.countries import by_number
from mali_cli.facts.files import rows
from mali_cli.facts.geography import REGION_NAMES, other_names
from mali_cli.model.words import fold


def test_every_name_is_of_one_region_of_a_known_country() -> None:
    seen: dict[str, str] = {}
    for row in rows(REGION_NAMES):
        assert int(row["gwno"]) in by_number()
        assert row["source"]
        for name in (row["name"], *row["others"].split(";")):
            assert fold(name)
            assert seen.setdefault(fold(name), row["name"]) == row["name"]


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("Timbuktu", {"tombouctou", "timbuctoo", "tombuctu"}),
        ("timbuktu region", {"tombouctou", "timbuctoo", "tombuctu"}),
        ("Segu", {"segou"}),
        ("Kiev oblast", {"kyiv"}),
        ("Mopti", set()),
        ("", set()),
    ],
)
def test_what_else_a_region_is_called(word: str, others: set[str]) -> None:
    assert set(other_names(word)) == others
