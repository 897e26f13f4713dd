"""From a query and a look to a command of Typer: their fields are its parameters."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Annotated, Any

import typer

from ..machine import ready, without_settings
from ..model.query import REQUIRED, Option, Query
from ..output.screen import is_terminal
from .boundary import boundary
from .completion import completes

Run = Callable[[Any, Any], None]
"""What a command does: it takes the query and the look, if it has one."""
GET = ("fetch", "import")
"""Commands that get data: they offer to get none."""


def command(asks: type[Query], look: type[Query] | None, run: Callable[..., None]) -> Any:
    """Return the function that Typer takes: the help is the docstring of the query.

    Args:
        asks: what is asked.
        look: how the answer is put out; None for a command that only prints a line.
        run: called with both as they were typed.
    """
    kinds = [kind for kind in (asks, look) if kind]

    def call(**values: Any) -> None:
        with boundary(debug=values.get("debug", False)):
            without_settings()
            ready()
            given = [kind(**{name: values[name] for name in kind.options()}) for kind in kinds]
            if values.get("no_input", True) or asks.command in GET or not _at_terminal():
                run(*given)
                return
            from .offering import answered

            answered(partial(run, *given), quiet=values["quiet"])

    call.__name__, call.__doc__ = asks.command.split()[-1], asks.__doc__
    call.__annotations__ = {}
    call.brief = partial(_brief, kinds)  # type: ignore[attr-defined]
    parameters = [_parameter(kind, one) for kind in kinds for one in kind.options().values()]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return call


def _at_terminal() -> bool:
    """Return whether a person sits there who can be asked: nothing comes from or goes to a pipe."""
    return all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr)))


def _brief(kinds: Iterable[type[Query]]) -> dict[str, str]:
    """Return what the short help says of each option: "" of those that it only names."""
    return {
        one.name: "" if one.opt.rare else kind.help_of(one, default=False)
        for kind in kinds
        for one in kind.options().values()
    }


def unless_named(run: Any) -> Any:
    """Return the function of a group of commands: it runs where none of them is named."""

    def call(ctx: typer.Context, **values: Any) -> None:
        if ctx.invoked_subcommand is None:
            run(**values)

    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    parameters = [context, *inspect.signature(run).parameters.values()]
    call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {}
    call.brief = run.brief  # type: ignore[attr-defined]
    return call


def _parameter(query: type[Query], option: Option) -> inspect.Parameter:
    """Return an option as a parameter of Typer, which has lists for what may be repeated."""
    kind = list[str] if option.several else option.kind
    default = list(option.default) if option.default == () else option.default
    return inspect.Parameter(
        option.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=inspect.Parameter.empty if default is REQUIRED else default,
        annotation=Annotated[kind, _typed(query, option)],
    )


def _typed(query: type[Query], option: Option) -> Any:
    declared = option.opt
    shared: dict[str, Any] = {
        "help": query.help_of(option),
        "metavar": declared.metavar,
        "show_default": False,
        "autocompletion": completes(declared.complete),
    }
    if not declared.names:
        return typer.Argument(**shared)
    shared |= {"min": declared.least, "max": declared.most, "rich_help_panel": declared.section}
    return typer.Option(*declared.names, **shared)
