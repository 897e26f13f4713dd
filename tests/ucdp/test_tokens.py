"""The token: kept so that only its owner reads it, and shown nowhere."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mali_cli.model.errors import Exit, OutputError, UsageError
from mali_cli.ucdp.token import (
    NoTokenError,
    Token,
    find_token,
    need_token,
    remove_token,
    set_token,
    show_token,
)

SECRET = "a-secret-of-some-length-9876"


def test_a_token_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = set_token(tmp_path / "home", f"  {SECRET}\r\n")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["token"]
    found = need_token(tmp_path / "home", {})
    assert found.value == SECRET
    assert found.origin == str(path)
    set_token(tmp_path / "home", "another-token-of-mine")
    assert need_token(tmp_path / "home", {}).value == "another-token-of-mine"


def test_the_environment_comes_first_and_empty_is_unset(tmp_path: Path) -> None:
    set_token(tmp_path, SECRET)
    assert need_token(tmp_path, {"UCDP_TOKEN": " other-token "}).value == "other-token"
    assert need_token(tmp_path, {"UCDP_TOKEN": "  "}).value == SECRET


def test_no_token_says_how_to_get_one(tmp_path: Path) -> None:
    assert find_token(tmp_path, {}) is None
    with pytest.raises(NoTokenError) as caught:
        need_token(tmp_path, {})
    assert caught.value.exit_code == Exit.UCDP
    assert "mertcan.yilmaz@pcr.uu.se" in str(caught.value.hint)
    assert "mali-cli token set" in str(caught.value.hint)


def test_it_is_shown_masked(tmp_path: Path) -> None:
    set_token(tmp_path, SECRET)
    assert show_token(tmp_path, {}) == f"********9876 (from {tmp_path / 'token'})"
    assert Token("short", "UCDP_TOKEN").masked == "********"
    found = need_token(tmp_path, {})
    assert SECRET not in f"{found} {found!r} {found.masked}"


def test_it_is_removed(tmp_path: Path) -> None:
    assert not remove_token(tmp_path)
    set_token(tmp_path, SECRET)
    assert remove_token(tmp_path)
    assert find_token(tmp_path, {}) is None


@pytest.mark.parametrize(
    "text", ["", "  \n", "two\nlines-of-text", "with space", "bell\x07", "tökén", "x" * 5000]
)
def test_what_is_no_token_is_refused_without_being_shown(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        set_token(tmp_path, text)
    assert list(tmp_path.iterdir()) == []
    shown = f"{caught.value.message} {caught.value.hint}"
    assert not text.strip() or text.strip() not in shown
    if text.strip():
        with pytest.raises(UsageError, match="UCDP_TOKEN is not a token"):
            find_token(tmp_path, {"UCDP_TOKEN": text})


def test_a_byte_order_mark_is_no_part_of_it(tmp_path: Path) -> None:
    set_token(tmp_path, "\ufeff" + SECRET)
    assert need_token(tmp_path, {}).value == SECRET


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(mode: int, tmp_path: Path) -> None:
    path = set_token(tmp_path, SECRET)
    path.chmod(mode)
    with pytest.raises(UsageError) as caught:
        find_token(tmp_path, {})
    assert f"mode {mode:03o}" in caught.value.message
    assert caught.value.hint == f"chmod 600 {path}"


def test_a_file_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_token(tmp_path, SECRET)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(UsageError, match="another user"):
        find_token(tmp_path, {})


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused_and_does_not_hang(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "token")
    with pytest.raises(UsageError, match="is not a file"):
        find_token(tmp_path, {})


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(OutputError) as caught:
        set_token(tmp_path / "home", SECRET)
    assert SECRET not in f"{caught.value.message} {caught.value.hint}"


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    set_token(tmp_path, "the-one-before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left"):
        set_token(tmp_path, SECRET)
    assert [entry.name for entry in tmp_path.iterdir()] == ["token"]
    assert need_token(tmp_path, {}).value == "the-one-before"
