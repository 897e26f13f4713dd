"""Where errors become exit codes and one or two lines on stderr."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from ..machine import is_of_polars, lack
from ..model.errors import (
    DEBUG,
    ISSUES,
    CutYearsError,
    Exit,
    MaliCliError,
    OutputError,
    PanicError,
    UnsettledError,
    UsageError,
    is_panic,
)
from ..model.replay import PROGRAM
from ..output.deliver import warn
from ..output.text import clean_lines
from ..output.writing import reason, silence_stdout
from ..words import asking, ending, writing
from ..words.message import Said
from .stopping import exit_code

MOST_WARNINGS = 3
DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF)


@contextmanager
def boundary(*, debug: bool = False) -> Iterator[None]:
    """Turn what goes wrong inside into an exit code; with `debug` show the traceback too."""
    try:
        yield
        _flush()
    except BrokenPipeError:
        silence_stdout()
        raise typer.Exit(Exit.PIPE_CLOSED) from None
    except MaliCliError as error:
        _tell(error, debug)
        raise typer.Exit(error.exit_code) from None
    except KeyboardInterrupt:
        raise typer.Exit(exit_code()) from None
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        if _is_typers(error):
            if wrong := _wrong_words(error):
                _tell(wrong, debug)
                raise typer.Exit(wrong.exit_code) from None
            raise
        if told := expected(error):
            _tell(told, debug)
            raise typer.Exit(told.exit_code) from None
        _tell_bug(error, debug)
        raise typer.Exit(Exit.BUG) from None


def expected(error: BaseException) -> MaliCliError | None:
    """Return what is told of a fault that no command expects; None where it is a bug."""
    if told := lack(error) or _gone(error) or _damage(error):
        return told
    if isinstance(error, OSError) and error.errno in DISK_ERRORS:
        silence_stdout()  # help on a full disk: a named file has its own error already
        return OutputError(writing.STDOUT_FAILS(why=reason(error)))
    return PanicError(error) if is_panic(error) else None


def _gone(error: BaseException) -> UsageError | None:
    """Return what is told where the folder in which this runs was deleted."""
    if not isinstance(error, FileNotFoundError):
        return None
    try:
        Path.cwd()
    except FileNotFoundError:
        return UsageError(ending.FOLDER_GONE())
    return None


def tell_warning(message: Warning | str, *_where: object) -> None:
    """Tell what a library warns of in a line, in place of Python's two that name its source."""
    warn(ending.WARNING(warning=message))


def _flush() -> None:
    if sys.stdout is None or sys.stdout.closed:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        silence_stdout()
        raise OutputError(writing.STDOUT_FAILS(why=reason(error))) from None


def _tell(error: MaliCliError, debug: bool) -> None:
    if debug:
        warn(traceback.format_exc().rstrip())
    warn(ending.ERROR(error=error.said))
    # as it was typed, with how the answer is put out
    if advice := advice_on(error, [PROGRAM, *sys.argv[1:]]):
        warn(ending.HINT(hint=advice))


def advice_on(error: MaliCliError, words: Sequence[str]) -> Said | None:
    """Return what to do about an error of a command line, the program's name first."""
    if isinstance(error, UnsettledError | CutYearsError):
        return error.advice_for(words)
    return error.advice


def bug(error: BaseException, option: str) -> Said:
    """Return what is told of a mistake of the program, and which option tells more."""
    summary = " ".join(f"{type(error).__name__}: {error}".split())
    return ending.BUG(summary=summary[:300], issues=ISSUES, option=option)


def _tell_bug(error: BaseException, debug: bool) -> None:
    if debug:
        warn(traceback.format_exc().rstrip())
    warn(ending.ERROR(error=bug(error, DEBUG)))
    if hint := way_out():
        warn(ending.HINT(hint=hint))


def way_out() -> Said | None:
    """Say how to do without the stored sets that were read; None where none was."""
    if not _looked_at_data():
        return None
    from ..answers import stored

    return stored.way_out()


def _looked_at_data() -> bool:
    """Return whether a set of the store may have been read."""
    return f"{__package__.partition('.')[0]}.observations" in sys.modules


def passed_over_sets() -> Sequence[MaliCliError]:
    """Return what was wrong with stored sets that the answer could do without."""
    if not _looked_at_data():
        return ()
    from ..answers.stored import passed_over

    return passed_over()


def warn_of(problems: Sequence[MaliCliError]) -> None:
    """Tell of stored sets that were passed over, the first few in words."""
    for said in warnings_of(problems):
        warn(said)


def warnings_of(problems: Sequence[MaliCliError]) -> Iterator[Said]:
    """Give what is told of them."""
    for problem in problems[:MOST_WARNINGS]:
        yield ending.PASSED_OVER(what=problem.said, hint=problem.advice)
    if more := len(problems[MOST_WARNINGS:]):
        yield ending.MORE_PASSED_OVER(number=more, command="mali-cli datasets")


def _damage(error: BaseException) -> MaliCliError | None:
    """Return what is wrong with a stored set where Polars failed on it; None where nothing is."""
    if not is_of_polars(error) or not _looked_at_data():
        return None
    from ..answers.stored import damage

    return damage()


def _wrong_words(error: BaseException) -> UsageError | None:
    """Return what is told of words that Typer cannot read; None where it tells of no such."""
    ctx = getattr(error, "ctx", None)
    if ctx is None or not hasattr(error, "format_message") or _is_help(error):
        return None
    command = f"{ctx.command_path} -h"
    what = clean_lines(str(getattr(error, "message", "")) or error.format_message())
    usual = asking.SEE_OPTIONS(command=command)
    if said := _wrong_number(getattr(error, "param", None)):
        return UsageError(said, usual)
    if isinstance(error, typer.BadParameter) or not what:
        what = clean_lines(error.format_message())
    near = getattr(error, "possibilities", None)
    what = what.rstrip(".")
    return UsageError(
        asking.WRONG_WORDS(what=what[:1].lower() + what[1:]),
        asking.DID_YOU_MEAN(names=sorted(near)) if near else usual,
    )


def _wrong_number(param: Any) -> Said | None:
    """Say which numbers an option takes; None where it takes none."""
    kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if kind not in (int, float):
        return None
    option = param.opts[-1]
    if param.min is not None:
        return asking.NOT_IN_RANGE(option=option, least=param.min, most=param.max)
    return (asking.NO_WHOLE_NUMBER if kind is int else asking.NO_NUMBER)(option=option)


def _is_help(error: BaseException) -> bool:
    """Return whether it is Typer's way to show the help where no command is named."""
    return type(error).__name__ == "NoArgsIsHelpError"


def _is_typers(error: BaseException) -> bool:
    """Return whether Typer knows what to do: usage errors, exits, aborts."""
    return type(error).__module__.split(".")[0] == "typer"
