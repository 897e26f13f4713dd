"""Where bytes go, and what is known of the place."""

from __future__ import annotations

import io
import sys
from pathlib import Path

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
