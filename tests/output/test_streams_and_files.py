"""Where bytes go, and what is known of the place."""

from __future__ import annotations

import errno
import io
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from mali_cli.model.errors import OutputError, UsageError
from mali_cli.output.deliver import warn
from mali_cli.output.screen import screen_of
from mali_cli.output.writing import check_target, write_file, write_stdout


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "color"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_of_a_terminal(environment: dict[str, str], color: bool) -> None:
    assert screen_of(Terminal(), "auto", environment).color is color


def test_a_missing_stream_is_a_plain_place() -> None:
    place = screen_of(None, "auto", {})
    assert (place.tty, place.color, place.ascii, place.width) == (False, False, False, 80)


def test_an_unknown_use_of_colour() -> None:
    with pytest.raises(UsageError):
        screen_of(None, "sometimes", {})


def test_write_file_replaces_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_file(target, b"one", force=False)
    with pytest.raises(OutputError, match="exists"):
        write_file(target, b"two", force=False)
    write_file(target, b"two", force=True)
    assert target.read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_check_target_names_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as raised:
        check_target(tmp_path / "none" / "a", force=False)
    assert raised.value.hint == f"make it: mkdir -p {tmp_path}/none"


def test_a_closed_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="closed"):
        write_stdout(b"x")


def test_warnings_without_a_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    warn("nobody hears")


def test_warnings_hold_no_escape_codes(capsys: pytest.CaptureFixture[str]) -> None:
    warn("a\x1b[2Jb\nc")
    assert capsys.readouterr().err == "a[2Jb\nc\n"


class Grudging(io.RawIOBase):
    """A stream without a buffer, which takes three bytes at a time, and no more than a few."""

    def __init__(self, room: int) -> None:
        self.room, self.held = room, b""

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        taken = bytes(content[: min(3, self.room - len(self.held))])
        if not taken:
            raise OSError(errno.ENOSPC, "no space left on device")
        self.held += taken
        return len(taken)


@pytest.mark.parametrize(("room", "held"), [(100, b"0123456789"), (4, b"0123")])
def test_all_is_written_without_a_buffer_or_an_error_is_told(room: int, held: bytes) -> None:
    raw: Any = Grudging(room)
    with patch.object(sys, "stdout", io.TextIOWrapper(raw)):
        if room < 10:
            with pytest.raises(OutputError, match="no space left"):
                write_stdout(b"0123456789")
        else:
            write_stdout(b"0123456789")
    assert raw.held == held
