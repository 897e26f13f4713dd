"""`mali-cli token`: set, show, remove."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..facts.inputs import read_stdin
from ..output.deliver import warn
from ..words import tokens
from ..words.message import Said
from .commands import Command, SubGroup
from .completion import completes

MOST = 10_000
"""Bytes that are read of stdin: more than any token has."""
HELP = """Keep your token for UCDP's API, or your client id for IDMC's; downloads need none.

It is stored in a file that only you can read; the environment variable UCDP_TOKEN or
IDMC_CLIENT_ID comes first. It is never taken from the command line, where other users of the
machine could see it.

Examples:
  mali-cli token set                                asks for it, without showing it
  mali-cli token set < token.txt
  mali-cli token set --service idmc                 for `mali-cli fetch displacement`
  mali-cli token show
  mali-cli token remove
"""
ForWhom = Annotated[
    str,
    typer.Option(
        "--service",
        help="Whose it is: of ucdp or idmc. Default: ucdp.",
        metavar="NAME",
        show_default=False,
        autocompletion=completes(("ucdp", "idmc")),
    ),
]


def build() -> typer.Typer:
    """Build the group of commands."""
    group = typer.Typer(cls=SubGroup, help=HELP, no_args_is_help=True)
    group.command("set", cls=Command)(set_token)
    group.command("show", cls=Command)(show_token)
    group.command("remove", cls=Command)(remove_token)
    return group


def set_token(service: ForWhom = "ucdp") -> None:
    """Store a token: asked for without echo on a terminal, else read from stdin.

    Examples:
      mali-cli token set
      mali-cli token set < token.txt
    """
    from ..acquire.fetch import keep_token, prompt_for

    warn(keep_token(_read(prompt_for(service)), service))


def show_token(service: ForWhom = "ucdp") -> None:
    """Tell where the token comes from, masked.

    Examples:
      mali-cli token show
    """
    from ..acquire.fetch import show_token as masked

    typer.echo(masked(service))


def remove_token(service: ForWhom = "ucdp") -> None:
    """Remove the stored token.

    Examples:
      mali-cli token remove
    """
    from ..acquire.fetch import forget_token

    warn(tokens.REMOVED() if forget_token(service) else tokens.NONE_STORED())


def _read(prompt: Said) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        return read_stdin(MOST, tokens.PIPE_IT()).decode("utf-8", "replace")
    from getpass import getpass

    return getpass(str(prompt))
