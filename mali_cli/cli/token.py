"""`mali-cli token`: set, show, remove."""

from __future__ import annotations

import sys

import typer

from ..facts.inputs import read_stdin
from ..output.deliver import warn
from ..words import tokens
from .boundary import Command, SubGroup

MOST = 10_000
"""Bytes that are read of stdin: more than any token has."""
HELP = """Keep the token for UCDP's API, which asks for one since 2026; downloads need none.

It is stored in a file that only you can read; the environment variable UCDP_TOKEN comes first.
It is never taken from the command line, where other users of the machine could see it.

Examples:
  mali-cli token set                                asks for it, without showing it
  mali-cli token set < token.txt
  mali-cli token show
  mali-cli token remove
"""


def build() -> typer.Typer:
    """Build the group of commands."""
    group = typer.Typer(cls=SubGroup, help=HELP, no_args_is_help=True)
    group.command("set", cls=Command)(set_token)
    group.command("show", cls=Command)(show_token)
    group.command("remove", cls=Command)(remove_token)
    return group


def set_token() -> None:
    """Store a token: asked for without echo on a terminal, else read from stdin.

    Examples:
      mali-cli token set
      mali-cli token set < token.txt
    """
    from ..acquire.fetch import keep_token

    path = keep_token(_read())
    warn(tokens.STORED(path=path))


def show_token() -> None:
    """Tell where the token comes from, masked.

    Examples:
      mali-cli token show
    """
    from ..acquire.fetch import show_token as masked

    typer.echo(masked())


def remove_token() -> None:
    """Remove the stored token.

    Examples:
      mali-cli token remove
    """
    from ..acquire.fetch import forget_token

    warn(tokens.REMOVED() if forget_token() else tokens.NONE_STORED())


def _read() -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        return read_stdin(MOST, tokens.PIPE_IT()).decode("utf-8", "replace")
    from getpass import getpass

    return getpass(str(tokens.PROMPT()))
