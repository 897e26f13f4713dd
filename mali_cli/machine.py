"""What Polars needs of the machine, seen to before it is imported.

Where it can start too few threads it ends in a panic of its Rust, in lines without end on stderr,
or never; where a setting of its own makes no sense, in a panic too.
"""

from __future__ import annotations

import _thread
import errno
import os
import re
import sys
from collections.abc import MutableMapping

from .model.errors import MachineError, UsageError, is_panic
from .words import ending

THREADS = "POLARS_MAX_THREADS"
MOST_THREADS = 1024
KEPT = (THREADS, "POLARS_TEMP_DIR")
"""Settings of Polars that the command leaves in the environment: at what makes no sense in the
others Polars 2.1 panics, waits for ever or is silent, one by one."""
EACH, ALWAYS = 3, 14
"""Threads that Polars starts: so many for each of its own number, and these (measured)."""
FILES = 4
"""Files that Polars opens as it starts, and panics where it cannot."""
LACKING = (errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE)
_IN_RUST = re.compile(r"os error (\d+)|code: (\d+)")


def without_settings(environ: MutableMapping[str, str] = os.environ) -> None:
    """Take the settings of Polars that nobody needs here out of the environment."""
    for name in [name for name in environ if name.startswith("POLARS_") and name not in KEPT]:
        del environ[name]


def ready(environ: MutableMapping[str, str] = os.environ) -> None:
    """See that Polars can start, with fewer threads where not all that it would start can be.

    Raises:
        UsageError: the number of threads that is set makes no sense.
        MachineError: too few threads can be started, or files opened.
    """
    if "polars" in sys.modules:
        return
    _open_files()
    wanted = _wanted(environ)
    needed = ALWAYS + EACH * wanted
    started = started_at_once(needed)
    if started == needed:
        return
    fits = (started - ALWAYS) // EACH
    if fits < 1:
        raise MachineError(ending.FEW_THREADS(started=started, needed=ALWAYS + EACH))
    environ[THREADS] = str(fits)


def _open_files() -> None:
    opened: list[int] = []
    try:
        while len(opened) < FILES:
            opened.append(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        raise lack(error) or error from None
    finally:
        for file in opened:
            os.close(file)


def _wanted(environ: MutableMapping[str, str]) -> int:
    """Return how many threads Polars would compute with; an empty setting is taken away."""
    text = environ.get(THREADS, "")
    if not text.strip():
        environ.pop(THREADS, None)
        return os.cpu_count() or 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:20]) <= MOST_THREADS):
        raise UsageError(ending.WRONG_THREADS(variable=THREADS, value=text, most=MOST_THREADS))
    return int(text)


def started_at_once(number: int) -> int:
    """Return how many of so many threads can be started; all have ended then."""
    gate = _thread.allocate_lock()

    def wait() -> None:
        with gate:
            pass

    started = 0
    with gate:
        try:
            while started < number:
                _thread.start_new_thread(wait, ())
                started += 1
        except RuntimeError:
            pass
    return started


def lack(error: BaseException) -> MachineError | None:
    """Return what the machine lacks where that is why something failed; None where it is not."""
    if isinstance(error, MemoryError):
        return MachineError(ending.LACKS(why=os.strerror(errno.ENOMEM).lower()))
    if isinstance(error, OSError):
        number = error.errno
    elif isinstance(error, RuntimeError) and "start new thread" in str(error):
        number = errno.EAGAIN
    else:
        found = _IN_RUST.search(str(error)) if is_of_polars(error) else None
        number = int(found[1] or found[2]) if found else None
    if number not in LACKING:
        return None
    return MachineError(ending.LACKS(why=os.strerror(number).lower()))


def is_of_polars(error: BaseException) -> bool:
    """Return whether it is an error of Polars, or a panic of its Rust."""
    return is_panic(error) or type(error).__module__.partition(".")[0] == "polars"
