"""What tools tell an assistant, without the pipes: answers, bounds of size, errors, bugs."""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING, Any

import pytest

import mali_cli.answers.periods
from mali_cli.cli.assistants import COUNTING, MOST_CELLS, TOOLS, description, reply_to, serve
from mali_cli.model.arguments import schema
from mali_cli.model.errors import UsageError
from mali_cli.model.query import Query
from mali_cli.model.questions.check import Check
from mali_cli.model.questions.mcp import Mcp
from mali_cli.model.questions.periods import Periods
from mali_cli.model.questions.totals import Totals

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CHOICES = [
    (asks, option.plain_name)
    for asks in TOOLS
    for option in asks.options().values()
    if option.choices and not option.by_hand
]
NEEDED = {"side": {"actor": "JNIM"}}
"""What must be given with a choice for it to be looked at."""
YEARS = [str(year) for year in range(1990, 2025)]


@pytest.mark.parametrize("asks", TOOLS, ids=lambda asks: str(asks.command))
def test_a_description_says_what_the_numbers_are(asks: type[Query]) -> None:
    text = description(asks)
    assert text.startswith((asks.__doc__ or "").partition("\n")[0])
    assert "mali-cli " not in text.replace("`mali-cli", "")
    assert not re.search(r"(?<!\w)-{1,2}[a-z]", text)
    assert not re.search(r"[Ee]nds with|exit", text)
    counts = "not all deaths that there were" in text and "at_least" in text
    assert counts == (asks in COUNTING)


@pytest.mark.parametrize(("asks", "name"), CHOICES, ids=str)
def test_words_beside_the_choices_of_a_schema_are_refused(asks: type[Query], name: str) -> None:
    number = name == "per"
    answer = reply_to(asks, {**NEEDED.get(name, {}), name: 7 if number else "nonsense"})
    assert answer.failed
    assert answer.values["exit_code"] == 2
    assert ("7" if number else "nonsense") in answer.values["error"]


@pytest.mark.parametrize(("asks", "name"), CHOICES, ids=str)
def test_each_choice_of_a_schema_is_taken(asks: type[Query], name: str) -> None:
    """Data for it may not be here."""
    described = schema(asks)["properties"][name]
    for word in described.get("enum") or described["anyOf"][1]["enum"]:
        answer = reply_to(asks, {**NEEDED.get(name, {}), name: word})
        assert answer.values.get("exit_code") in (None, 3), (word, answer.text)


def test_another_data_set_has_words_of_its_own() -> None:
    asked = {"dataset": "un-fatalities", "mission": "MINUSMA", "measure": "fatalities"}
    answer = reply_to(Totals, {**asked, "by": ["cause"]})
    dead = {row["cause"]: row["fatalities"] for row in answer.values["rows"]}
    assert dead["Malicious Act"] == 174


@pytest.mark.parametrize(
    ("asks", "given", "key"),
    [
        (Totals, {"by": ["year", "country", "type"]}, "rows"),
        (
            Periods,
            {"country": "@aes", "by": "country", "cut": [*map(str, range(1990, 2025))]},
            "phases",
        ),
    ],
    ids=("totals", "periods"),
)
def test_a_large_answer_says_how_to_ask_for_less(
    run: Run, asks: type[Query], given: dict[str, Any], key: str
) -> None:
    answer = reply_to(asks, {**given, "sort": "-deaths"})
    rows = answer.values[key]
    assert MOST_CELLS - 20 < len(rows) * len(rows[0]) <= MOST_CELLS
    program, *words = shlex.split(answer.values["reproduce"])
    every = run(*words).json()[key]
    assert program == "mali-cli"
    assert rows == every[: len(rows)]
    note = answer.values["notes"][0]
    assert (note["kind"], note["warning"]) == ("limit", True)
    assert (note["shown"], note["all"]) == (len(rows), len(every))
    for word in ("country, type, from and to", "sort, limit", "reproduce"):
        assert word in answer.text
    few = reply_to(asks, {**given, "limit": 3})
    assert len(few.values[key]) == 3
    assert "Shortened by --limit" in few.text


def test_an_error_has_the_command_that_mends_it_and_what_the_command_ends_with() -> None:
    answer = reply_to(Totals, {"country": "Nigeria"})
    assert answer.failed
    assert answer.values["exit_code"] == 3
    assert answer.values["meaning"] == "the data is not here"
    assert answer.values["command"] == "mali-cli fetch country-year"
    assert answer.text.splitlines()[0] == f"error: {answer.values['error']}"
    assert answer.text.splitlines()[-1] == "(as a command it ends with 3: the data is not here)"
    ways = reply_to(Periods, {"country": "DR Congo", "type": "all"})
    assert "\n  mali-cli periods -c 'DR Congo' -t all --mission ONUC\n" in ways.text


def test_a_claim_that_differs_is_no_error() -> None:
    answer = reply_to(Check, {"claim": "Mali 2022 one-sided = 1450"})
    assert not answer.failed
    assert answer.values["rows"][0]["verdict"] == "differs"


class Panic(BaseException):
    """What Polars raises where its Rust panics, which is no Exception."""

    __module__ = "pyo3_runtime"


@pytest.mark.parametrize("error", [ZeroDivisionError("a\x1b[2J" * 999), Panic("lost")], ids=repr)
def test_a_bug_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException
) -> None:
    def fail(query: Query) -> Any:
        raise error

    monkeypatch.setattr(mali_cli.answers.periods, "answer", fail)
    answer = reply_to(Periods, {})
    assert answer.failed
    assert (answer.values["exit_code"], answer.values["meaning"]) == (70, "a bug")
    assert "please report it" in answer.text
    assert "Traceback" not in answer.text
    assert "\x1b" not in answer.text
    assert len(answer.text) < 1000
    assert capsys.readouterr() == ("", "")
    reply_to(Periods, {}, debug=True)
    assert "Traceback" in capsys.readouterr().err


def test_what_is_long_is_not_given_back_at_length() -> None:
    answer = reply_to(Totals, {"country": "x" * 100_000})
    assert answer.failed
    assert len(answer.text) < 5000
    assert len(answer.values["error"]) < 5000


def test_a_set_that_cannot_be_read_is_warned_of(run: Run, home: Any) -> None:
    sets = home / "sets"
    sets.mkdir(parents=True)
    (sets / "ged@24.1.json").write_text("{")
    answer = reply_to(Periods, {})
    assert [phase["deaths"] for phase in answer.values["phases"]] == [1029, 3818, 619]
    assert answer.text.splitlines()[-1].startswith("Warning: not used here: ")
    assert "Warning: not used here" in run("periods").err


def test_without_the_library_it_is_said_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "mcp"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    ran = run("mcp")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err == (
        "error: mali-cli mcp needs 'mcp>=2', which is not installed\n"
        "hint: install it: pip install 'mcp>=2'\n"
    )
    assert run("mcp", "-h").code == 0


def test_without_stdin_it_is_said_who_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mcp", reason="the extra mcp is not installed")
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UsageError, match="needs stdin and stdout"):
        serve(Mcp())
