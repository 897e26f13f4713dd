"""Where errors become exit codes and one or two lines on stderr."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from textwrap import wrap
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
from ..model.query import OUTPUT
from ..model.replay import PROGRAM
from ..output.deliver import warn
from ..output.text import clean_lines
from ..output.writing import reason, silence_stdout
from ..words import asking, ending, writing
from ..words.message import Said
from .stopping import exit_code

MOST_WARNINGS = 3
FEW_PARAGRAPHS, FEW_EXAMPLES = 2, 5
"""How much the short help has of them."""
COMPLETING = "_MALI_CLI_COMPLETE"
"""The variable by which a shell asks for words."""
BRIEF = "mali_cli.brief"
"""What notes in a context of Typer that the short help is asked for."""
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


class Helped:
    """A command or a group with two helps: `-h` for what most need, `--help` for all."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the parameters, those that help last."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        if not vars(self).get("_short"):
            whole = params[-1]
            whole.help = "Show all of the help."
            self._short = copy(whole)
            self._short.name, self._short.opts = "short_help", ["-h"]
            self._short.help = "Show the short help: what most need."
            self._short.callback = _show_brief
        return [*params[:-1], self._short, params[-1]]

    def make_parser(self, ctx: Any) -> Any:
        """Make what splits the words into options; it refuses a second value of a single one."""
        parser: Any = super().make_parser(ctx)  # type: ignore[misc]
        split = parser.parse_args

        def split_once(args: list[str]) -> Any:
            opts, left, order = split(args=args)
            if not ctx.resilient_parsing:
                _refuse_second(order)
            return opts, left, order

        parser.parse_args = split_once
        return parser

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words of the command, and see that none is left.

        Raises:
            UsageError: there are more than it takes.
        """
        group = isinstance(self, TyperGroup)
        ctx.allow_extra_args = True
        try:
            left: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:  # Typer does not always say of which command
                error.ctx = ctx  # type: ignore[attr-defined]
            raise
        if left and not group and not ctx.resilient_parsing:
            hint = asking.SEE_OPTIONS(command=f"{ctx.command_path} -h")
            raise UsageError(asking.EXTRA_WORDS(words=left), hint)
        return left

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write the sentences, filled, and the examples as they stand."""
        write_help(self.help, formatter, brief=_is_brief(ctx))  # type: ignore[attr-defined]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the commands, if there are some, then the options by their sections."""
        if isinstance(self, TyperGroup):
            write_commands(self, ctx, formatter)
        told = getattr(self.callback, "brief", dict)  # type: ignore[attr-defined]
        write_sections(self.get_params(ctx), ctx, formatter, told() if _is_brief(ctx) else {})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command of a group that is named.

        Raises:
            UsageError: there is none of that name; the hint has the nearest.
        """
        known = self.list_commands(ctx)  # type: ignore[attr-defined]
        if not ctx.resilient_parsing and args[0] not in known:
            raise no_command(ctx, args[0], known)
        return super().resolve_command(ctx, args)  # type: ignore[misc]


def _refuse_second(params: Sequence[Any]) -> None:
    """Refuse an option of one value that is there twice, as Typer would take the last in silence.

    How an answer is put out may be said again, as a shell's alias may have said it before.
    """
    for param in params:
        single = param.param_type_name == "option" and not (param.multiple or param.is_flag)
        looks = getattr(param, "rich_help_panel", None) == OUTPUT
        if single and not looks and params.count(param) > 1:
            raise UsageError(asking.SECOND_VALUE(option=max(param.opts, key=len)))


def no_command(ctx: Any, word: str, known: Sequence[str]) -> UsageError:
    """Return what is told of a command that there is none of."""
    usual = asking.SEE_COMMANDS(command=f"{ctx.command_path} -h")
    near = None if word.startswith("-") else asking.did_you_mean(word, known)
    return UsageError(asking.NO_COMMAND(word=word), near or usual)


def _show_brief(ctx: Any, _: Any, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        ctx.meta[BRIEF] = True
        typer.echo(ctx.get_help())
        ctx.exit()


def _is_brief(ctx: Any) -> bool:
    return bool(ctx.meta.get(BRIEF))


class Program(Helped, TyperGroup):
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

    def _main_shell_completion(self, *given: Any, **named: Any) -> None:
        """Complete a word, where a shell asks for that."""
        if COMPLETING in os.environ:
            _take_over()
        super()._main_shell_completion(*given, **named)

    def make_context(self, info_name: Any, args: Any, *more: Any, **extra: Any) -> Any:
        """Parse the words before the command; `--help` and `--version` are answered here."""
        with boundary():
            check_text(args)
            if {"--show-completion", "--install-completion"} & set(args):
                _take_over()
            return super().make_context(info_name, args, *more, **extra)


def _take_over() -> None:
    from .shells import take_over

    take_over()


class SubGroup(Helped, TyperGroup):
    """A command with commands of its own; the program around it is the error boundary."""


class Command(Helped, TyperCommand):
    """A command whose help stands as it was written, with its options in sections."""


def write_commands(group: Any, ctx: Any, formatter: Any) -> None:
    """Write each command of a group with its whole sentence."""
    commands = [(name, group.get_command(ctx, name)) for name in group.list_commands(ctx)]
    with formatter.section("Commands"):
        formatter.write_dl(
            [(name, _sentence(command.help)) for name, command in commands if command]
        )


OTHERS = "Options"
LAST = (OUTPUT, OTHERS)
"""The sections that close a help, in order."""


def write_sections(
    params: Iterable[Any], ctx: Any, formatter: Any, brief: Mapping[str, str]
) -> None:
    """Write what a command takes, by the section that each was declared in; output comes last.

    Args:
        params: what it takes.
        ctx: the context of Typer.
        formatter: what it writes to.
        brief: by option the help to write in place of its own; of "" it only names the option,
            below the others of the section.
    """
    sections: dict[str, list[tuple[str, str]]] = {}
    more: dict[str, list[str]] = {}
    repeated = False
    for param in params:
        if param.param_type_name == "argument":
            name = (param.metavar or param.name.upper()) + ("..." if param.nargs != 1 else "")
            told = brief.get(param.name) or param.help or ""
            sections.setdefault("Arguments", []).append((name, told))
        elif record := param.get_help_record(ctx):
            panel = getattr(param, "rich_help_panel", None) or OTHERS
            records = sections.setdefault(panel, [])
            told = brief.get(param.name, param.help)
            if not told:
                more.setdefault(panel, []).append(param.opts[-1])
            else:
                records.append((record[0] + " *" * param.multiple, told))
                repeated |= param.multiple
    for title in sorted(sections, key=lambda title: LAST.index(title) if title in LAST else -1):
        records = sections[title]
        with formatter.section(title):
            formatter.write_dl(records) if records else None
            if title in more:
                _write_filled(str(asking.MORE_OPTIONS(options=more[title])), formatter)
    if repeated:
        formatter.write(f"\n{asking.REPEATABLE()}\n")


def _write_filled(text: str, formatter: Any) -> None:
    """Write a paragraph, no word of it cut at a hyphen, as names of options have them."""
    indent = " " * formatter.current_indent
    lines = wrap(" ".join(text.split()), formatter.width - len(indent), break_on_hyphens=False)
    formatter.write("".join(f"{indent}{line}\n" for line in lines))


def write_help(text: str | None, formatter: Any, *, brief: bool = False) -> None:
    """Write paragraphs, filled to the width, and examples line by line; a few where `brief`."""
    sentences, examples, shown = (text or "").partition("Examples:\n")
    paragraphs = sentences.strip().split("\n\n")
    for paragraph in paragraphs[: FEW_PARAGRAPHS if brief else None]:
        _write_paragraph(paragraph, formatter)
    if examples:
        lines = shown.split("\n\n")[0].rstrip().splitlines()
        formatter.write(f"\n  {examples}")
        for line in lines[: FEW_EXAMPLES if brief else None]:
            formatter.write(f"  {line}\n")
    for paragraph in shown.split("\n\n")[1:]:
        _write_paragraph(paragraph, formatter)


def _write_paragraph(text: str, formatter: Any) -> None:
    formatter.write("\n")
    with formatter.indentation():
        _write_filled(text, formatter)


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
