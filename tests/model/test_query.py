"""Options declared once: what a query takes, and the command lines that ask it again."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

import mali_cli
from mali_cli.cli import build as building
from mali_cli.cli.app import COMMANDS, OF_DATASETS, build
from mali_cli.model.query import REQUIRED, SAY_NOTHING, Query
from mali_cli.model.questions.diff import Diff
from mali_cli.model.questions.periods import Periods
from mali_cli.model.questions.totals import Totals
from mali_cli.model.replay import command_words

OWN = ("token", "help")
"""Commands that ask nothing."""
FUNCTIONS = [name for name in mali_cli.__all__ if name[0].islower() and name[0] != "_"]


def queries() -> list[type[Query]]:
    """Return every query, with its module imported by the program."""
    build()
    return [kind for kind in dict.fromkeys(_below(Query)) if kind.command]


def _below(kind: type[Query]) -> Iterator[type[Query]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


@pytest.mark.parametrize("kind", queries(), ids=lambda kind: kind.__name__)
def test_every_option_says_what_it_does_and_what_is_taken_without_it(kind: type[Query]) -> None:
    for option in kind.options().values():
        told = kind.help_of(option)
        default = kind.defaults.get(option.name, option.opt.default)
        assert len(told) > 5
        assert bool(default) != (option.default is REQUIRED), (kind, option.name)
        assert ("Default: " in told) == (default not in SAY_NOTHING)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_help_of_a_function_shows_every_argument_with_its_meaning(name: str) -> None:
    function = getattr(mali_cli, name)
    doc = inspect.getdoc(function) or ""
    for parameter in inspect.signature(function).parameters:
        assert f"\n    {parameter}: " in doc, (name, parameter)
    assert "Returns:\n" in doc


def test_a_command_speaks_of_its_own_default_only() -> None:
    country = Totals.options()["country"]
    assert Totals.help_of(country).endswith("unless --by country.")
    assert Periods.help_of(country).endswith("Default: Mali, or the mission's hosts.")


def test_a_misspelt_argument_is_an_error_that_names_it() -> None:
    with pytest.raises(TypeError, match="mision"):
        mali_cli.periods(mision="MINUSMA")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'b'"):
        Diff("ged@24.1")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Diff("ged@24.1", "ged@25.1", a="ged@24.1")  # type: ignore[misc]


def test_a_query_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Periods().mission = "MINUSMA"  # type: ignore[misc]


def test_another_question_about_the_same_has_what_both_have() -> None:
    asked = Periods(country="Mali", mission="MINUSMA", by="type", level=0.8)
    other = asked.put_as(Totals, by="year")
    assert (other.country, other.by, other.level) == (("Mali",), ("year",), 0.8)
    assert other.mission == ()  # of phases it is one, of totals any of several


WORDS = st.text(st.characters(codec="ascii", categories=("L", "N", "P", "Zs")), min_size=1)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "country": st.lists(WORDS),
            "cut": st.lists(WORDS),
            "mission": WORDS,
            "from_": WORDS,
            "level": st.floats(0, 1),
            "where_prec": st.integers(1, 7),
            "candidate": st.booleans(),
            "allow_overlap": st.booleans(),
            "measure": WORDS,
        },
    )
)
def test_what_was_typed_is_read_back_as_the_same(values: dict[str, Any]) -> None:
    asked = Periods(**values)
    words = command_words(asked.command, asked.typed())
    assert _read_back(list(words[2:])) == vars(asked)


def _read_back(words: list[str]) -> dict[str, Any]:
    """Read a command line as Typer does, into the query."""
    seen: list[Any] = []
    program = typer.Typer(add_completion=False)
    program.command()(building.command(Periods, None, seen.append))
    cast("Any", typer.main.get_command(program)).main(words, standalone_mode=False)
    return dict(vars(seen[0]))


def test_a_strict_type_checker_refuses_a_misspelt_argument(tmp_path: Path) -> None:
    (tmp_path / "asks.py").write_text(
        "import mali_cli\n"
        "mali_cli.periods(mission='MINUSMA', country=['Mali'], straddle='start')\n"
        "mali_cli.diff('ged@24.1', 'ged@25.1', by='year')\n"
        "mali_cli.periods(mision='MINUSMA')\n"
        "mali_cli.totals(fill='yes')\n"
        "mali_cli.diff('ged@24.1')\n"
    )
    words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), "asks.py"]
    environment = {"MYPYPATH": str(Path(mali_cli.__file__).parent.parent), "PATH": ""}
    done = subprocess.run(
        words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    wrong = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert [line.split(":")[1] for line in wrong] == ["4", "5", "6"], done.stdout
    assert "mision" in wrong[0]


def test_every_command_is_declared_by_a_query() -> None:
    assert all(one.asks for name, one in (COMMANDS | OF_DATASETS).items() if name not in OWN)
