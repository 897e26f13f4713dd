"""Where the store lies."""

import subprocess
import sys
from pathlib import Path

import pytest

from mali_cli.store.files import home
from mali_cli.store.store import Store


def test_the_variable_says_where(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MALI_CLI_HOME", str(tmp_path / "here"))
    assert home() == Store().root == tmp_path / "here"
    assert Store().sets() == ()
    assert not (tmp_path / "here").exists(), "reading must not create it"


@pytest.mark.parametrize("named", ["", None])
def test_else_it_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.delenv("MALI_CLI_HOME")
    if named is not None:
        monkeypatch.setenv("MALI_CLI_HOME", named)
    assert home().name == "mali-cli"
    assert home().is_absolute()


def test_home_and_relative_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MALI_CLI_HOME", "~/data")
    assert home() == Path.home() / "data"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MALI_CLI_HOME", "data")
    assert home() == tmp_path / "data"


def test_listing_needs_neither_polars_nor_filelock() -> None:
    code = (
        "import sys; from mali_cli.store.store import Store; Store().sets();"
        "import mali_cli.store.manifest;"
        "print([m for m in ('polars', 'filelock', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
