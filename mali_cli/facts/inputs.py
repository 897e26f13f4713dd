"""What a user names to be read: stdin, or a file of text."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from ..model.errors import UsageError
from ..words import reading
from ..words.message import Said

STDIN = "-"
"""What stands for stdin wherever a file is named."""


def let_ctrl_c_through() -> None:
    """Let Ctrl-C end a read that waits, of stdin, a pipe or a terminal; call it before each.

    Importing Polars installs a handler after which the system goes on with such a read (measured
    with Polars 2.1: SA_RESTART), so that the program would hang until something came.
    """
    if hasattr(signal, "siginterrupt"):  # Windows has no such thing, and no such trouble
        signal.siginterrupt(signal.SIGINT, True)


def read_stdin(most: int = -1, hint: Said | None = None) -> bytes:
    """Return what stdin holds, at most so many bytes.

    Args:
        most: the most bytes to read; -1 for all.
        hint: what to do where it is closed, in place of naming a file.

    Raises:
        UsageError: it is closed.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise UsageError(reading.STDIN_CLOSED(), hint)
    let_ctrl_c_through()
    return sys.stdin.buffer.read(most)


def read_text(name: str, hint: Said) -> str:
    """Return the text of a TOML file, or of stdin for "-".

    Args:
        name: the file.
        hint: what to do where it does not exist.

    Raises:
        UsageError: there is no such file, it cannot be read, or it is not UTF-8.
    """
    try:
        if name == STDIN:
            content = read_stdin()
        else:
            let_ctrl_c_through()
            content = Path(name).read_bytes()
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        raise UsageError(reading.NO_FILE(name=name), hint) from None
    except (OSError, ValueError) as error:
        raise UsageError(reading.NO_TEXT(name=name, why=error)) from None
