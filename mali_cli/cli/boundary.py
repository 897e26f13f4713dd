"""Where errors become exit codes and one or two lines on stderr."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

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
            _clean_message(error)
            raise
        if told := _expected(error):
            _tell(told, debug)
            raise typer.Exit(told.exit_code) from None
        _tell_bug(error, debug)
        raise typer.Exit(Exit.BUG) from None


def _expected(error: BaseException) -> MaliCliError | None:
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


class Program(TyperGroup):
    """The program: runs its commands inside the error boundary."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named, and tell what it passed over."""
        with boundary():
            _passed_over()  # what a command before this one saw, in the same process
            try:
                ended = super().invoke(ctx)
            except typer.Exit as exit_:
                if exit_.exit_code in (Exit.OK, Exit.NO):
                    _warn_of(_passed_over())
                raise
            _warn_of(_passed_over())
            return ended

    def make_context(self, info_name: Any, args: Any, *more: Any, **extra: Any) -> Any:
        """Parse the words before the command; `--help` and `--version` are answered here."""
        with boundary():
            check_text(args)
            return super().make_context(info_name, args, *more, **extra)

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the help as it stands."""
        write_verbatim(self.help, formatter)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write each command with its whole sentence."""
        write_commands(self, ctx, formatter)


class SubGroup(TyperGroup):
    """A command with commands of its own; the program around it is the error boundary."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the help as it stands."""
        write_verbatim(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, then the options by their sections."""
        write_commands(self, ctx, formatter)
        write_sections(self.get_params(ctx), ctx, formatter)


class Command(TyperCommand):
    """A command whose help stands as it was written, with its options in sections."""

    def format_help_text(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Write the sentence and the examples as they stand."""
        write_verbatim(self.help, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options by the section that each was declared in."""
        write_sections(self.get_params(ctx), ctx, formatter)


def write_commands(group: Any, ctx: Any, formatter: Any) -> None:
    """Write each command of a group with its whole sentence."""
    commands = [(name, group.get_command(ctx, name)) for name in group.list_commands(ctx)]
    with formatter.section("Commands"):
        formatter.write_dl(
            [(name, _sentence(command.help)) for name, command in commands if command]
        )


def write_sections(params: Iterable[Any], ctx: Any, formatter: Any) -> None:
    """Write what a command takes, by the section that each was declared in."""
    sections: dict[str, list[tuple[str, str]]] = {}
    for param in params:
        if param.param_type_name == "argument":
            name = (param.metavar or param.name.upper()) + ("..." if param.nargs != 1 else "")
            sections.setdefault("Arguments", []).append((name, param.help or ""))
        elif record := param.get_help_record(ctx):
            panel = getattr(param, "rich_help_panel", None) or "Options"
            sections.setdefault(panel, []).append(record)
    for title, records in sections.items():
        with formatter.section(title):
            formatter.write_dl(records)


def write_verbatim(text: str | None, formatter: Any) -> None:
    """Write help text line by line, indented, without filling its paragraphs."""
    formatter.write("\n")
    for line in (text or "").strip().splitlines():
        formatter.write(f"  {line}".rstrip() + "\n")


def check_text(words: Sequence[str]) -> None:
    """Refuse arguments that are no text: bytes that the locale's encoding does not know.

    Raises:
        UsageError: naming the argument.
    """
    for word in words:
        if any("\ud800" <= char <= "\udfff" for char in word):
            shown = word.encode("utf-8", "backslashreplace").decode()
            raise UsageError(asking.NOT_UTF8(word=shown))


def _sentence(text: str | None) -> str:
    return (text or "").strip().partition("\n\n")[0].replace("\n", " ")


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
    advice = error.advice
    if isinstance(
        error, UnsettledError | CutYearsError
    ):  # as it was typed, with how the answer is put out
        advice = error.advice_for([PROGRAM, *sys.argv[1:]])
    if advice:
        warn(ending.HINT(hint=advice))


def _tell_bug(error: BaseException, debug: bool) -> None:
    if debug:
        warn(traceback.format_exc().rstrip())
    summary = " ".join(f"{type(error).__name__}: {error}".split())
    warn(ending.BUG(summary=summary[:300], issues=ISSUES, option=DEBUG))
    if hint := _way_out():
        warn(ending.HINT(hint=hint))


def _way_out() -> Said | None:
    """Say how to do without the stored sets that were read; None where none was."""
    if not _looked_at_data():
        return None
    from ..answers.load import way_out

    return way_out()


def _looked_at_data() -> bool:
    """Return whether a set of the store may have been read."""
    return f"{__package__.partition('.')[0]}.observations" in sys.modules


def _passed_over() -> Sequence[MaliCliError]:
    """Return what was wrong with stored sets that the answer could do without."""
    if not _looked_at_data():
        return ()
    from ..answers.load import passed_over

    return passed_over()


def _warn_of(problems: Sequence[MaliCliError]) -> None:
    for problem in problems[:MOST_WARNINGS]:
        warn(ending.PASSED_OVER(what=problem.said, hint=problem.advice))
    if more := len(problems[MOST_WARNINGS:]):
        warn(ending.MORE_PASSED_OVER(number=more, command="mali-cli datasets"))


def _damage(error: BaseException) -> MaliCliError | None:
    """Return what is wrong with a stored set where Polars failed on it; None where nothing is."""
    if not is_of_polars(error) or not _looked_at_data():
        return None
    from ..answers.load import damage

    return damage()


def _clean_message(error: BaseException) -> None:
    """Take control characters, of which Typer leaves some, out of what it is about to print."""
    if message := getattr(error, "message", ""):
        error.message = clean_lines(message)  # type: ignore[attr-defined]


def _is_typers(error: BaseException) -> bool:
    """Return whether Typer knows what to do: usage errors, exits, aborts."""
    return type(error).__module__.split(".")[0] == "typer"
