"""The commands as Typer has them: their words are read strictly, and they have two helps."""

from __future__ import annotations

import os
from collections.abc import Sequence
from copy import copy
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ..model.errors import Exit, UsageError
from ..model.query import OUTPUT
from ..words import asking
from .boundary import boundary, passed_over_sets, warn_of
from .helping import write_commands, write_help, write_sections

COMPLETING = "_MALI_CLI_COMPLETE"
"""The variable by which a shell asks for words."""
BRIEF = "mali_cli.brief"
"""What notes in a context of Typer that the short help is asked for."""


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
            passed_over_sets()  # what a command before this one saw, in the same process
            try:
                ended = super().invoke(ctx)
            except typer.Exit as exit_:
                if exit_.exit_code in (Exit.OK, Exit.NO):
                    warn_of(passed_over_sets())
                raise
            warn_of(passed_over_sets())
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


def check_text(words: Sequence[str]) -> None:
    """Refuse arguments that are no text: bytes that the locale's encoding does not know.

    Raises:
        UsageError: naming the argument.
    """
    for word in words:
        if any("\ud800" <= char <= "\udfff" for char in word):
            shown = word.encode("utf-8", "backslashreplace").decode()
            raise UsageError(asking.NOT_UTF8(word=shown))
