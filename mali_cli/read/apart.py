"""What is read in a process of its own: damage can make a library end the process that uses it.

That cannot be caught where it happens. Other damage makes libraries write lines of their own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

from ..frozen import frozen
from ..model.errors import MachineError, other_settings
from ..words import ending

BEGUN = b"begun\n"
"""What a process writes once the libraries are loaded: what goes wrong then, the file did."""
KILLED = 9
"""The signal with which a system short of memory ends a process."""
LONGEST = 1800
"""Seconds after which it is taken that a library will never come to an end."""
_NO_MEMORY = re.compile(rb"memory allocation of (\d+) bytes failed")
_WITHIN_REASON = 1 << 40
"""Bytes of memory that a sound file may need; damage asks for more."""


@frozen
class Tried:
    """What a process left behind: what it wrote, and whether it broke off."""

    out: bytes
    broke: bool


def tried_apart(code: str, content: bytes, file: str) -> Tried | None:
    """Run code of this package over the content of a file, which it gets on its stdin.

    The code finds the same modules as this process, and writes `BEGUN` first. None where there is
    no Python to run it: a program may hold one within itself.

    Raises:
        MachineError: the machine lacks the processes, threads or memory for it.
    """
    if not sys.executable:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - this Python, and code of this package
            [sys.executable, "-c", f"import sys\nsys.path[:] = sys.argv[1:]\n{code}", *sys.path],
            input=content,
            capture_output=True,
            check=False,
            env={**os.environ, "RUST_BACKTRACE": "0"},
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return Tried(b"", broke=True)
    except OSError as error:
        raise _untried(file, (error.strerror or str(error)).lower()) from None
    if not done.stdout.startswith(BEGUN):
        if _is_python(done):
            raise _untried(file, _last_line(done.stderr))
        return None
    asked = _NO_MEMORY.search(done.stderr)
    if done.returncode == -KILLED or (asked and int(asked[1]) < _WITHIN_REASON):
        raise MachineError(ending.NO_MEMORY_FOR(file=file))
    broke = bool(done.returncode) or b"panicked" in done.stderr
    return Tried(done.stdout.removeprefix(BEGUN), broke)


def _untried(file: str, why: str) -> MachineError:
    return MachineError(ending.NO_TRIAL(file=file, why=why), other_settings())


def _is_python(done: subprocess.CompletedProcess[bytes]) -> bool:
    """Return whether a process that ended early was a Python, and not a program that holds one."""
    return done.returncode < 0 or b"Traceback" in done.stderr or b"panicked" in done.stderr


def _last_line(text: bytes) -> str:
    return (text.decode(errors="replace").strip().splitlines() or [""])[-1][:200]
