"""Time whole processes in turn, and tell how much memory each took at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TIMED = str(Path(__file__).with_name("timed.py"))


@dataclass(frozen=True)
class Run:
    """One run: wall seconds, those of processors, peak memory in bytes, what it printed."""

    seconds: float
    cpu: float
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

    @property
    def cpu_ratio(self) -> float:
        """Return the ratio of the least CPU times, which other work changes least."""
        ours, rival = (min(one.cpu for one in runs) for runs in (self.ours, self.rival))
        return ours / rival


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """Run a command once, as a process of its own.

    Where the last line it prints is `seconds N M`, that is its time and its CPU time: what it timed
    itself.

    Raises:
        RuntimeError: it failed.
    """
    whole = subprocess.run(
        [sys.executable, "-I", "-S", TIMED, *command],
        env={**os.environ, **dict(env or {})},
        stdout=subprocess.PIPE,
        check=True,
    )
    found = json.loads(whole.stdout)
    if found["code"]:
        told = found["out"][-2000:]
        raise RuntimeError(f"{' '.join(command)} ended with {found['code']}: {told}")
    last = found["out"].rstrip().rpartition("\n")[2]
    if last.startswith("seconds "):
        passed, worked = map(float, last.split()[1:])
        return Run(passed, worked, found["peak"], found["out"])
    return Run(found["seconds"], found["cpu"], found["peak"], found["out"])


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
