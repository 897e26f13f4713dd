"""Regions by the names that the world has for them, and what an exact name leaves out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import mali_cli
from tests.read.made_up import EVENTS
from tests.read.writers import official

NAMES = ("Tombouctou region", "Halabja governorate", "Nord region", "Centre-Nord region", "Kyiv")


@pytest.fixture
def events(tmp_path: Path) -> str:
    rows = [
        {**event, "adm_1": name, "where_coordinates": f"{name} town"}
        for event, name in zip(EVENTS, NAMES, strict=True)
    ]
    path = tmp_path / "events.csv"
    path.write_bytes(official(rows))
    return str(path)


def said(result: mali_cli.Result) -> str:
    return " ".join(note.text for note in result.notes)


@pytest.mark.parametrize("option", ["adm1", "place"])
@pytest.mark.parametrize(
    ("word", "name"),
    [("Timbuktu", "Tombouctou region"), ("Timbuctoo", "Tombouctou region"), ("Kiev", "Kyiv")],
)
def test_other_names_of_a_region_find_it(events: str, option: str, word: str, name: str) -> None:
    result = mali_cli.totals(data=events, type="all", **{option: word})  # type: ignore[arg-type]
    assert result.frame["events"].sum() == 1
    assert f"--{option} matched {name}" in said(result)


def test_other_names_are_whole_words(events: str) -> None:
    with pytest.raises(mali_cli.MaliCliError, match="--adm1 'Aleppo' matches nothing"):
        mali_cli.totals(data=events, type="all", adm1="Aleppo")
    assert mali_cli.totals(data=events, type="all", adm1="Halab").frame["events"].sum() == 1


def test_an_exact_name_says_what_it_leaves_out(events: str) -> None:
    result = mali_cli.totals(data=events, type="all", adm1="nord region")
    assert result.frame["events"].sum() == 1
    assert "--adm1 matched Nord region;" in said(result)
    assert "Not counted: Centre-Nord region, which has that name in its own." in said(result)
    both = mali_cli.totals(data=events, type="all", adm1="nord")
    assert both.frame["events"].sum() == 2
    assert "--adm1 matched Centre-Nord region and Nord region;" in said(both)


@pytest.mark.parametrize(("word", "deaths"), [("Timbuktu", 350), ("Segu", 423), ("Ségou", 423)])
def test_regions_of_mali(real_data: Callable[[str], Path], word: str, deaths: int) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    found = mali_cli.totals(data=path, type="one-sided", adm1=word)
    assert found.frame["deaths"].sum() == deaths
