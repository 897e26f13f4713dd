"""The program: `mali-cli`, and `python -m mali_cli`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import warnings

from .cli.stopping import finish, leave, listen

GARBAGE = 500_000
"""Objects between two searches for garbage: with Python's 700 they cost a start-up dearly."""


def program() -> None:
    """Run it as a process of its own, which ends here."""
    try:
        main()
    except SystemExit as ended:
        leave(ended.code)


def main() -> None:
    """Run it; Ctrl-C and SIGTERM end it without a word also while it is being loaded."""
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # to look for garbage as the process ends costs 60 ms
    try:
        listen()
        _run()
    except KeyboardInterrupt:
        from .cli.stopping import exit_code

        sys.exit(exit_code())
    finally:
        finish()


def _run() -> None:
    from .model.errors import DEBUG, Exit

    if DEBUG not in sys.argv:
        os.environ["RUST_BACKTRACE"] = "0"  # a panic of Polars is told by the boundary
    try:
        from .cli.app import main as run
        from .cli.boundary import tell_warning

        if not sys.warnoptions:
            warnings.showwarning = tell_warning  # type: ignore[assignment]
        run()
    except SystemExit as ended:
        if ended.code == Exit.INTERRUPTED:  # Typer's, which knows Ctrl-C only
            raise KeyboardInterrupt from None
        raise
    except Exception as error:  # not an answer of `check`, which is what 1 means
        if DEBUG in sys.argv:
            raise
        from .words import ending

        why = f"{type(error).__name__}: {error}"
        sys.stderr.write(f"{ending.ERROR(error=ending.NOT_LOADED(why=why))}\n")
        sys.exit(Exit.BUG)


if __name__ == "__main__":
    program()
