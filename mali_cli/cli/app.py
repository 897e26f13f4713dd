"""The program `mali-cli`: its commands, and the door from the shell."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated

import typer

from ..version import __version__
from .boundary import Command, Group

HELP = """Answer questions about deaths in armed conflict, with the data of UCDP.

How many people were killed, where, by whom, in which phase of a conflict, how sure is that, and
how is it cited. Country-years of Mali, Burkina Faso and Niger (1989-2024) are in the package.

Examples:
  mali-cli periods                                  Mali before, during and after MINUSMA
  mali-cli periods --timeline mali-coups            the same by another timeline
  mali-cli totals --by year -c Niger --csv          a series for a script
  mali-cli chart -t all                             the same to look at
  mali-cli breaks                                   where the level changes, and when
  mali-cli compare --mission MINUSMA --window 3y    missions beside each other
  mali-cli check                                    published statements against the data
  mali-cli report -o brief.html                     all of it on one page
  mali-cli cite -f bibtex                           what to cite

Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 the data is not here, 4 UCDP cannot be
reached, 5 damaged data, 6 the output cannot be written, 70 a bug, 130 Ctrl-C, 141 closed pipe.
"""

COMMANDS = {
    "periods": "periods",
    "totals": "totals",
    "events": "events",
    "chart": "chart",
    "map": "map",
    "breaks": "breaks",
    "compare": "compare",
    "check": "check",
    "diff": "diff",
    "report": "report",
    "fetch": "fetch",
    "import": "import_files",
    "datasets": "datasets",
    "token": "token",
    "missions": "missions",
    "timelines": "timelines",
    "countries": "countries",
    "cite": "cite",
}
"""The commands in the order of the help, each with the module (and function) that declares it."""
GARBAGE = 100_000
"""Objects between two searches for garbage: with Python's 700 they cost a start-up dearly."""
GROUPS = ("datasets", "token")
"""Commands with commands of their own."""


def build(commands: Iterable[str] = COMMANDS) -> typer.Typer:
    """Build the program with these commands."""
    program = typer.Typer(
        cls=Group,
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    program.callback()(_program)
    for name in commands:
        module = import_module(f".{COMMANDS[name]}", __package__)
        if name in GROUPS:
            program.add_typer(module.build(), name=name)
        else:
            program.command(name, cls=Command)(getattr(module, COMMANDS[name]))
    return program


def main() -> None:
    """Run `mali-cli` with the words of the command line."""
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
    first = sys.argv[1:2]
    named = [name for name in first if name in COMMANDS]  # declaring the others costs time
    build(named or COMMANDS)(prog_name="mali-cli")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mali-cli {__version__}")
        raise typer.Exit


def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version and stop. Default: off.",
            show_default=False,
            is_eager=True,
            callback=_show_version,
        ),
    ] = False,
) -> None:
    pass
