"""Time whole processes in turn, and tell how much memory each took at most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Run:
    """One run: wall seconds, peak memory in bytes, what it printed."""

    seconds: float
    peak: int
    out: str


@dataclass(frozen=True)
class Contest:
    """Runs of two ways to do the same thing, in turn; `rival` is what a user would use instead."""

    name: str
    ours: tuple[Run, ...]
    rival: tuple[Run, ...]
    against: str
    target: float | None = None

    @property
    def ratio(self) -> float:
        """Return the median of the ratios of each pair: below 1 we are faster."""
        pairs = zip(self.ours, self.rival, strict=True)
        return median(ours.seconds / rival.seconds for ours, rival in pairs)


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """Run a command once, as a process of its own.

    Where the last line it prints is `seconds N`, that is its time: what it timed itself.

    Raises:
        RuntimeError: it failed.
    """
    import time

    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **dict(env or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {text[-2000:]}")
    last = text.rstrip().rpartition("\n")[2]
    if last.startswith("seconds "):
        seconds = float(last.split()[1])
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit, text)


def contest(
    name: str,
    ours: Callable[[], Run],
    rival: Callable[[], Run],
    against: str,
    *,
    runs: int,
    target: float | None = None,
) -> Contest:
    """Run both in turn after a warm-up of each."""
    ours(), rival()
    pairs = [(ours(), rival()) for _ in range(runs)]
    first, second = zip(*pairs, strict=True)
    return Contest(name, first, second, against, target)
