"""Words of other data sets, and misspelt ones, are told; titles say what is counted."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

import mali_cli
from mali_cli.facts.countries import resolve
from mali_cli.model.errors import CutYearsError
from mali_cli.observations import population
from tests.read.writers import FIXTURES

from .conftest import Run

UN = "--dataset", "un-fatalities"
LIST = str(FIXTURES / "un-fatalities.csv")
WORDS = {
    "totals --measure fatalities": "un-fatalities",
    "chart --measure fatalities": "un-fatalities",
    "compare --measure fatalities": "un-fatalities",
    "totals --by cause": "un-fatalities",
    "totals --by event_type": "acled",
    "totals --cause Illness": "un-fatalities",
    "totals --event-type Battles": "acled",
}


@pytest.mark.parametrize("words", WORDS)
def test_a_word_of_another_data_set_names_that(words: str, run: Run) -> None:
    ran = run(*words.split())
    assert ran.code == 2
    assert f"add --dataset {WORDS[words]}" in ran.err.splitlines()[1]


def test_a_measure_that_nothing_has_is_unknown(run: Run) -> None:
    ran = run("totals", "--measure", "fatalitees")
    assert ran.code == 2
    assert "there are deaths, civilians, events" in ran.err


MISSPELT = {
    "MINUSMA fatalites ..2023-06 = 303": "word 2, 'fatalites' is not understood",
    "Mali displacd 2023 = 3": "word 2, 'displacd' is not understood",
    "Mali 2022 all fatalities = 3": "stands behind the name of a mission",
}


@pytest.mark.parametrize("claim", MISSPELT)
def test_a_misspelt_word_is_no_country(claim: str, run: Run) -> None:
    ran = run("check", "--claim", claim)
    assert ran.code == 2
    assert MISSPELT[claim] in ran.err
    assert "unknown country" not in ran.err


@pytest.mark.parametrize(
    ("words", "near"), [("missions MINUSMX", "MINUSMA"), ("countries Malli", "Mali")]
)
def test_a_list_names_the_nearest(words: str, near: str, run: Run) -> None:
    ran = run(*words.split())
    assert f"did you mean {near}" in ran.out + ran.err


def test_a_file_is_no_folder_and_only_a_full_disk_needs_space(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder, told in {"file": "is a file, not a folder", "none": "mkdir -p"}.items():
        ran = run("totals", "-o", str(tmp_path / folder / "x.csv"))
        assert ran.code == 6
        assert told in ran.err
        assert "space" not in ran.err
    ran = run("totals", "-o", f"{tmp_path}/none/")
    assert (ran.code, "none/ is a folder" in ran.err) == (6, True)
    assert not (tmp_path / "none").exists()


def test_codes_of_countries_are_whole_numbers(run: Run) -> None:
    """The UN's list has them as 148.0."""
    ran = run("events", "--data", LIST, "--csv", "-q", "--columns", "m49_code")
    codes = [line.partition(",")[0] for line in ran.out.splitlines()[1:]]
    assert any(codes)
    assert all(code.isdecimal() for code in codes if code)


@pytest.mark.parametrize(
    "words",
    [
        "totals -c Mali --from 2023-01 --to 2023-08 --csv",
        "periods -c Mali --from 2023-01 --to 2023-08 --straddle end",
        "report -c Mali --from 2023-03",
    ],
)
def test_the_way_to_take_whole_years_is_a_whole_command(words: str, run: Run) -> None:
    ran = run(*words.split())
    assert ran.code == 3
    line = ran.err.rstrip().rpartition("with their bounds: ")[2]
    assert line.startswith(f"mali-cli {words} --dataset country-year")
    assert run(*shlex.split(line)[1:]).code == 0


def test_so_it_is_from_python() -> None:
    with pytest.raises(CutYearsError) as error:
        mali_cli.totals(country="Mali", from_="2023-01", to="2023-08")
    way = "mali-cli totals -c Mali --from 2023-01 --to 2023-08 --dataset country-year"
    assert str(error.value.hint).endswith(f"bounds: {way} --straddle start")
    assert error.value.command == "mali-cli fetch ged"


@pytest.mark.parametrize("command", ["totals", "periods", "chart"])
def test_missions_under_one_name_are_all_in_the_title(command: str, run: Run) -> None:
    (first, *_) = run(command, "--mission", "UNAVEM I", *UN, "-q").out.splitlines()
    together = "UNAVEM I, UNAVEM II and UNAVEM III together"
    assert first.startswith(f"Fatalities of UN personnel, {together}")
    assert "together" not in run(command, "--mission", "MINUSMA", *UN, "-q").out.splitlines()[0]


def test_they_are_not_compared_as_if_apart(run: Run) -> None:
    ran = run("compare", "--mission", "UNOSOM II", "--mission", "MINUSMA", *UN)
    assert ran.code == 2
    assert "UNOSOM I and UNOSOM II are under one name" in ran.err
    assert "mali-cli totals --mission UNOSOM --dataset un-fatalities" in ran.err


def test_a_title_has_names_and_no_codes() -> None:
    many = resolve(["MLI", "NER", "YEM", "SRB", "RUS", "VNM"])
    assert "Yemen (North Yemen)" in many.words
    assert "YEM" in many.terms
    assert resolve(["@ecowas", "YEM"]).few == ("@ecowas", "Yemen (North Yemen)")


def test_the_population_of_the_world_has_no_others(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kosovo has none there before 1990: to fetch it again gives no more."""
    assert run("import", str(FIXTURES / "population.csv"), "-q").code == 0
    data = str(FIXTURES / "states-country-year.csv")
    words = ("totals", "--by", "country", "--per", "100000", "-t", "all", "--data", data)
    assert "blank. More populations: mali-cli fetch population" in run(*words).out
    monkeypatch.setattr(population, "WORLD", 3)
    out = run(*words).out
    assert " blank." in out
    assert "More populations" not in out


def test_a_claim_of_a_rate_without_people_needs_data(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The made-up population ends in 2016."""
    assert run("import", str(FIXTURES / "population.csv"), "-q").code == 0
    data = str(FIXTURES / "states-country-year.csv")
    assert run("import", data, "--release", "25.1", "--whole", "-q").code == 0
    claim = "Germany 1989 all per 100000 = 5"
    for world, told in {150: "get one that has it with mali-cli fetch", 3: "Ask without"}.items():
        monkeypatch.setattr(population, "WORLD", world)
        out = run("check", "--claim", claim).out
        assert "needs data" in out, out
        assert told.casefold() in out.casefold(), out
