"""Ctrl-C while the program waits for what it reads: stdin, a pipe, a terminal."""

from __future__ import annotations

import signal


def let_ctrl_c_through() -> None:
    """Let Ctrl-C end a read that waits; call it before each.

    Importing Polars installs a handler after which the system goes on with such a read (measured
    with Polars 2.1: SA_RESTART), so that the program would hang until something came.
    """
    if hasattr(signal, "siginterrupt"):  # Windows has no such thing, and no such trouble
        signal.siginterrupt(signal.SIGINT, True)
