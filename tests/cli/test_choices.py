"""Where no phases are taken by default: whole commands to choose from, ready to be pasted."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

MISSIONS = ("ONUC", "MONUC", "MONUSCO")
SEVERAL = (
    "periods -q --csv -t osv -c 'DR Congo' --window 5y",
    "report --json -c COD --title 'A page'",
    "map --by phase -c zaire --places 3",
    "diff ged@24.1 ged@25.1 --by phase -c cd --top 3",
)
NONE = ("periods -c Niger -f tsv -t all", "report -c 436", "map -c ne --by phase")


def commands(run: Run, line: str) -> list[str]:
    ran = run(*shlex.split(line))
    assert (ran.code, ran.stdout) == (2, b"")
    error, hint, *lines = ran.err.splitlines()
    assert error.startswith("error: ")
    assert "phases are needed for " in error
    assert hint == "hint: type one of these, or another mission or date:"
    assert all(line.startswith("  mali-cli ") for line in lines)
    return [line.removeprefix("  mali-cli ") for line in lines]


@pytest.mark.parametrize("line", SEVERAL)
def test_a_country_of_several_missions_has_a_command_for_each(run: Run, line: str) -> None:
    found = commands(run, line)
    assert found == [f"{line} --mission {name}" for name in MISSIONS]
    for one in found:  # nothing is wrong with any of them: the data are not here
        assert run(*shlex.split(one)).code == 3


@pytest.mark.parametrize("line", NONE)
def test_a_country_of_no_mission_has_commands_with_dates(run: Run, line: str) -> None:
    first, second = commands(run, line)
    assert first == f"{line} --cut 2020-01-01"
    assert second == f"{line} --phase first=..2019 --phase second=2020.."
    needs_events = line.startswith("map")
    for one in (first, second):
        assert run(*shlex.split(one)).code == (3 if needs_events else 0)


def test_missions_to_compare_are_all_of_them_or_one(run: Run) -> None:
    line = "compare -c drc -t all"
    together = " ".join(f"--mission {name}" for name in MISSIONS)
    assert commands(run, line) == [
        f"{line} {together}",
        *(f"{line} --mission {name}" for name in MISSIONS),
    ]
    assert commands(run, "compare -c Niger") == ["compare -c Niger --mission MINUSMA"]


def test_several_countries_of_one_mission_may_have_its_phases(run: Run) -> None:
    first, *others = commands(run, "periods -c @aes -q")
    assert (first, len(others)) == ("periods -c @aes -q --mission MINUSMA", 2)
    assert run(*shlex.split(first)).code == 0


def test_of_very_many_missions_the_last_ones_are_offered(run: Run) -> None:
    ran = run("periods", "-c", "@africa")
    assert "31 UN missions were there (mali-cli missions -c @africa)" in ran.err
    assert len(commands(run, "periods -c @africa")) == 8


def test_words_after_two_dashes_stay_at_the_end(run: Run) -> None:
    found = commands(run, "diff --by phase -c cd -- ged@24.1 ged@25.1")
    assert found[0] == "diff --by phase -c cd --mission ONUC -- ged@24.1 ged@25.1"


def test_what_needs_no_phases_answers_without(run: Run) -> None:
    for line in ("chart -c Niger", "breaks -c Niger", "totals -c Niger", "chart -c @aes -t all"):
        assert run(*shlex.split(line)).code == 0
