"""The population: its files, its releases, and which codes have the people of which state."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mali_cli.datasets.population import POPULATION, parts_of, read_release
from mali_cli.facts.countries import by_number
from mali_cli.facts.files import rows
from mali_cli.model.dates import Span
from mali_cli.model.errors import DamagedError, UsageError
from mali_cli.read.files import read_bytes, read_file
from tests.read.writers import FIXTURES, population, population_of_api

if TYPE_CHECKING:
    from tests.cli.conftest import Run

AREAS = rows("population_areas.csv")


def test_each_code_of_a_larger_state_has_its_source() -> None:
    larger = sorted({int(row["gwno"]) for row in AREAS})
    assert larger == [260, 315, 345, 365, 530, 560, 625, 666, 678, 850]
    assert all(row["source"] for row in AREAS)
    assert all(int(row["gwno"]) in by_number() for row in AREAS)


def test_a_state_has_the_people_of_those_that_it_was_one_with_until_the_day_before_they_began() -> (
    None
):
    larger = {"315", *(row["gwno"] for row in AREAS if row["source"] == "its own")}
    before = {
        (under, country.iso3): country.life.start - timedelta(1)
        for row in rows("successions.csv")
        if row["side"] == "before"
        for under in row["under"].split(";")
        if under in larger and (country := by_number()[int(row["gwno"])])
    }
    found = {
        (row["gwno"], row["iso3"]): date.fromisoformat(row["last_day"])
        for row in AREAS
        if row["last_day"]
    }
    assert found == before


def test_most_states_have_the_people_of_their_own_code_at_all_times() -> None:
    assert parts_of(432) == (("MLI", Span(date.min, date.max)),)
    assert [code for code, _ in parts_of(666)] == ["ISR", "PSE"]
    assert parts_of(751) == ()  # Hyderabad has no code


@pytest.mark.parametrize(
    ("text", "order"), [("1960-2024", (2025, 0, 0)), ("2025-07-01", (2025, 7, 1))]
)
def test_a_release_is_the_day_of_an_update_or_the_years_of_its_figures(
    text: str, order: tuple[int, ...]
) -> None:
    assert read_release(text).order == order
    assert POPULATION.citation(text).startswith("World Bank (2025). Population, total")


@pytest.mark.parametrize("text", ["2024-13-01", "25.1", "2024", "9999-10000", "2025-1960"])
def test_what_is_no_release(text: str) -> None:
    with pytest.raises(UsageError):
        read_release(text)


def test_both_forms_of_its_files_have_the_same_rows() -> None:
    csv, api = read_bytes(population(), "a.csv"), read_bytes(population_of_api(), "a.json")
    assert csv.frame.equals(api.frame.select(csv.frame.columns))
    assert (csv.release, api.release) == (None, "2017-07-01")
    numbers = dict(csv.frame.select("iso3", "country_id").unique().iter_rows())
    assert (numbers["MLI"], numbers["PSE"], numbers["SSD"], numbers["AFE"]) == (432, 666, 626, None)


def test_no_region_is_odd(run: Run, tmp_path: Path) -> None:
    ran = run("import", str(FIXTURES / "population-api.json"), "--whole", "--json")
    assert (ran.code, ran.json()["source"]["oddities"]) == (0, [])
    shown = run("datasets", "show", "population", "-c", "Israel", "--from", "1990", "--to", "1990")
    assert ("ISR" in shown.out, "PSE" in shown.out, "4,010,000" in shown.out) == (True, True, True)


def changed(**more: Any) -> bytes:
    facts, cells = json.loads(population_of_api())
    cells[3] |= more
    return json.dumps([facts, cells]).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (changed(indicator={"id": "NY.GDP.MKTP.CD", "value": "GDP"}), "NY.GDP.MKTP.CD"),
        (changed(value=25_000_000_000_000), "is not the population of a country"),
        (changed(value=0), "is not the population of a country"),
        (population_of_api().replace(b'"total": ', b'"total": 9'), "one page of several"),
        (b"Country Name,Country Code,Year,Value\nMali,MLI,2020,1.5\n", "1.5"),
        (b"Country Name,Country Code,Year,Value\nMali,MLI,2020,1\nMali,MLI,2020,2\n", "MLI"),
        (
            b"Country Name,Country Code,Indicator Name,2020\nMali,MLI,a,1\n",
            "a World Bank table in another layout",
        ),
    ],
)
def test_what_is_no_whole_population_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(DamagedError, match=says):
        read_bytes(content, "file")


def test_the_embedded_rows_are_those_of_the_world_bank(
    real_data: Callable[[str], Path],
) -> None:
    whole = read_file(real_data("worldbank_population.csv")).frame
    theirs = {row[:2]: row[2] for row in whole.select("iso3", "year", "population").iter_rows()}
    mine = rows("sahel_population.csv")
    assert len(mine) == 3 * 36
    for row in mine:
        assert theirs[row["iso3"], int(row["year"])] == int(row["population"])
        assert by_number()[int(row["country_id"])].iso3 == row["iso3"]
