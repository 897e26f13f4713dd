"""What stops a command from outside: Ctrl-C, SIGTERM, a terminal that is closed.

It is loaded before anything else, and loads little.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from types import FrameType

    from ..model.errors import Exit

_STOPS = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]
"""Windows has no SIGHUP."""
_came: list[tuple[int, float]] = []
PAUSE = 1.0
"""Seconds between two signals that are meant as two."""


def listen() -> None:
    """Let SIGTERM and SIGHUP stop this process as Ctrl-C does, with all that it clears away.

    One that the process was started to ignore, as under nohup, stays ignored.
    """
    for number in _STOPS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    """Do what Ctrl-C would do now.

    One right after another does nothing: `timeout` sends two, and the first is to clear up.
    """
    _came.append((number, time.monotonic()))
    if len(_came) > 1 and _came[-1][1] - _came[-2][1] < PAUSE:
        return
    on_ctrl_c = signal.getsignal(signal.SIGINT)
    if not callable(on_ctrl_c):  # ignored, as in the background of a script
        raise KeyboardInterrupt
    on_ctrl_c(signal.SIGINT, frame)


@contextmanager
def at_once() -> Iterator[None]:
    """Let the same end this process at once: what waits in a thread would hold Ctrl-C up.

    For what has nothing to clear away.
    """
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, *_STOPS)}
    heard = {number: old for number, old in kept.items() if old is not signal.SIG_IGN}
    for number in heard:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number, old in heard.items():
            signal.signal(number, old)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    os._exit(128 + number)


def exit_code() -> Exit:
    """Return the exit code of a command that was stopped."""
    from ..model.errors import Exit

    return Exit(128 + _came[0][0]) if _came else Exit.INTERRUPTED


def finish() -> None:
    """Let nothing stop the process once it clears up at its end: its exit code is settled."""
    atexit.register(_ignore)


def leave(code: object) -> NoReturn:
    """End the process, its output written and its last functions called.

    Python is not taken apart object by object, which takes 6 ms; where threads still run, or
    something cannot be written, the end is the usual one.
    """
    alone = "threading" not in sys.modules or sys.modules["threading"].active_count() == 1
    if alone and isinstance(code, int | None):
        try:
            atexit._run_exitfuncs()
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except Exception:
            sys.exit(code)
        os._exit(code or 0)
    sys.exit(code)  # type: ignore[arg-type]


def _ignore() -> None:
    for number in (signal.SIGINT, *_STOPS):
        signal.signal(number, signal.SIG_IGN)
