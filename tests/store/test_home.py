"""Where the store lies."""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from mali_cli.model.errors import UsageError
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


@pytest.mark.parametrize(
    ("named", "says"),
    [("~nouser/x", "in the home of an unknown user"), ("/tmp/\udcff", "not UTF-8")],
)
def test_a_folder_that_cannot_be_one_is_named(
    monkeypatch: pytest.MonkeyPatch, named: str, says: str
) -> None:
    monkeypatch.setenv("MALI_CLI_HOME", named)
    with pytest.raises(UsageError, match=says) as caught:
        home()
    caught.value.message.encode()
    assert "MALI_CLI_HOME" in str(caught.value.hint)


def test_a_user_without_a_home_is_told_to_name_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder called ~ would be made where the command runs."""
    monkeypatch.delenv("MALI_CLI_HOME")
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_args, **_named: "~/share/mali-cli")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    with pytest.raises(UsageError, match="~/share/mali-cli, is in the home of an unknown user"):
        home()


def test_listing_needs_neither_polars_nor_filelock() -> None:
    code = (
        "import sys; from mali_cli.store.store import Store; Store().sets();"
        "import mali_cli.store.manifest;"
        "print([m for m in ('polars', 'filelock', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
