"""README and docs show what the commands really print."""

from __future__ import annotations

import importlib.util
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


def _regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", ROOT / "docs" / "regenerate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["regenerate"] = module
    spec.loader.exec_module(module)
    return module


REGENERATE = _regenerate()
IN_A_SHELL = REGENERATE.run
SIMPLE = re.compile(r"mali-cli (?!.*[|;<>&$])")


@pytest.fixture(autouse=True)
def _without_processes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run commands that need no shell in this process, where they print the same, and faster."""

    def printed(line: str, folder: Path) -> str:
        if not SIMPLE.match(line):
            return str(IN_A_SHELL(line, folder))
        monkeypatch.chdir(folder)
        env = {"HOME": str(folder), "MALI_CLI_HOME": str(folder / "store"), "COLUMNS": "80"}
        ran = run(*shlex.split(line)[1:], env=env)
        return ran.out + ran.err

    monkeypatch.setattr(REGENERATE, "run", printed)


@pytest.mark.parametrize("page", REGENERATE.PAGES)
def test_a_page_shows_what_its_commands_print(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert "```console\n$ " in text
    assert REGENERATE.with_outputs(text) == text, "run: python docs/regenerate.py"


def test_every_command_is_on_the_commands_page_as_its_help_prints() -> None:
    page = ROOT / REGENERATE.COMMANDS_PAGE
    assert page.read_text("utf-8") == REGENERATE.commands_page(), "run: python docs/regenerate.py"


def test_every_sentence_is_on_the_messages_page() -> None:
    page = (ROOT / REGENERATE.MESSAGES_PAGE).read_text("utf-8")
    assert page == REGENERATE.messages_page(), "run: python docs/regenerate.py"


def test_the_messages_page_tells_what_a_sentence_is() -> None:
    page = (ROOT / REGENERATE.MESSAGES_PAGE).read_text("utf-8")
    assert "| unknown mission '{name}' |  | error 2 |" in page
    assert "| the data set {name} is not here | get it with {command} | error 3 |" in page
    assert "| page {number} came empty |  | error 4 |" in page
    assert "| {file}: the zip file is damaged ({why}) | download it anew" in page
    assert "| Shortened by --limit: {cut} events of {all} not shown. |  | note `limit` |" in page
    assert "outside the days covered, {cover}. |  | warning `coverage` |" in page
    assert "| see `{command}` |  | hint |" in page
    assert "| getting {name} |  | told |" in page


def test_the_readme_has_the_two_set_up_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    start = "python3 -m venv .venv && .venv/bin/pip install"
    assert f"{start} . && .venv/bin/mali-cli periods" in readme
    assert f"{start} '.[test]' && .venv/bin/pytest" in readme
