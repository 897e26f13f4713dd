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
IN_A_SHELL, BLOCK = REGENERATE.run, REGENERATE.shown_block


def _text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


EXIT = '; echo "exit $?"'
SIMPLE = re.compile(r"mali-cli (?!.*[|;<>&$])")


@pytest.fixture(autouse=True)
def _without_processes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run Python, and commands that need no shell, in this process: the same, and faster."""

    def printed(line: str, folder: Path) -> str:
        alone = line.removesuffix(EXIT)
        if not SIMPLE.match(alone):
            return str(IN_A_SHELL(line, folder))
        monkeypatch.chdir(folder)
        env = {"HOME": str(folder), "MALI_CLI_HOME": str(folder / "store"), "COLUMNS": "80"}
        ran = run(*shlex.split(alone)[1:], env=env)
        told = f"exit {ran.code}\n" if line.endswith(EXIT) else ""
        return ran.out + told + ran.err

    def block(text: str, language: str, body: str, folder: Path) -> str:
        if language == "python":
            monkeypatch.chdir(folder)
            exec(compile(body, "a block of python", "exec"), {})
        return str(BLOCK(text, language, body, folder))

    monkeypatch.setattr(REGENERATE, "run", printed)
    monkeypatch.setattr(REGENERATE, "shown_block", block)


@pytest.mark.parametrize("page", REGENERATE.PAGES)
def test_a_page_shows_what_its_commands_print(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert "```console\n$ " in text
    assert REGENERATE.with_outputs(text) == text, "run: python docs/regenerate.py"
    kept = [line[2:] for line in text.splitlines() if REGENERATE.missing(line[2:])]
    if kept:
        pytest.skip(f"all true but what {kept} print: their program is not on this machine")


@pytest.mark.parametrize("page", REGENERATE.MADE)
def test_a_generated_page_is_what_it_is_made_of(page: str) -> None:
    assert (ROOT / page).read_text("utf-8") == REGENERATE.page(page), "run: docs/regenerate.py"


@pytest.mark.parametrize("page", REGENERATE.PAGES)
def test_what_is_shown_but_needs_the_network_has_no_wrong_option(page: str, run: Run) -> None:
    shown = "".join(body for word, body in REGENERATE.BLOCK.findall(_text(page)) if word == "sh")
    for words in re.findall(r"^mali-cli ([^|;&#\n]*)", shown, re.MULTILINE):
        assert run(*shlex.split(words), "-h").code == 0, words


def test_a_block_with_a_name_is_a_file_for_the_commands_below_it() -> None:
    page = "```text\n# a.txt\nhere\n```\n\n```console\n$ cat a.txt; true\n```"
    assert REGENERATE.with_outputs(page) == page.replace("true\n", "true\n# a.txt\nhere\n")


def test_python_that_does_not_run_is_found() -> None:
    with pytest.raises(ZeroDivisionError):
        REGENERATE.with_outputs("```python\n1 / 0\n```")


def test_what_a_missing_program_printed_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(REGENERATE.shutil, "which", lambda *_, **__: None)
    page = "```console\n$ Rscript a.R\n[1] 2\n$ true; echo 1\n0\n```"
    assert REGENERATE.with_outputs(page) == page.replace("echo 1\n0", "echo 1\n1")


def test_the_readme_fits_on_three_screens() -> None:
    assert len(_text("README.md").splitlines()) <= 150


def test_the_messages_page_tells_what_a_sentence_is() -> None:
    page = (ROOT / REGENERATE.MESSAGES_PAGE).read_text("utf-8")
    assert "| unknown mission '{name}' |  | error 2 |" in page
    assert "| the data set {name} is not here | get it with {command} | error 3 |" in page
    assert "| page {number} arrived empty |  | error 4 |" in page
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
