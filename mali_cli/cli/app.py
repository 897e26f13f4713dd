"""The program `mali-cli`: its commands, and the door from the shell."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer

from ..model.replay import PROGRAM
from ..version import __version__
from ..words.ending import EXITS
from .commands import COMPLETING, Command, Program, SubGroup, no_command
from .completion import completes

HELP = f"""Answer questions about deaths in armed conflict, with the data of UCDP.

How many people were killed, where, by whom, in which phase of a conflict, how sure is that, and
how is it cited. Country-years of Mali, Burkina Faso and Niger (1989-2024) are in the package.

Examples:
  mali-cli periods                          Mali before, during, after MINUSMA
  mali-cli periods --timeline mali-coups    the same by another timeline
  mali-cli totals --by year -c Niger --csv  a series for a script
  mali-cli chart -t all                     the same to look at
  mali-cli check                            published statements against data
  mali-cli breaks                           when the level changes
  mali-cli compare --mission MINUSMA        missions beside each other
  mali-cli report -o brief.html             all of it on one page
  mali-cli cite -f bibtex                   what to cite

Exit codes: {", ".join(f"{code} {meaning}" for code, meaning in EXITS.items())}.
"""


class Declared(NamedTuple):
    """A command: its query (in `model.questions`), its look, and what it does (in this room)."""

    asks: str
    look: str
    run: str


COMMANDS = {
    "periods": Declared("periods.Periods", "RowsLook", "rows.periods"),
    "totals": Declared("totals.Totals", "RowsLook", "rows.totals"),
    "events": Declared("events.Events", "PlacedLook", "rows.events"),
    "chart": Declared("chart.Chart", "ChartLook", "drawings.chart"),
    "map": Declared("map.Map", "MapLook", "drawings.draw_map"),
    "breaks": Declared("breaks.Breaks", "RowsLook", "rows.breaks"),
    "compare": Declared("compare.Compare", "RowsLook", "rows.compare"),
    "check": Declared("check.Check", "CheckLook", "pages.check"),
    "diff": Declared("diff.Diff", "RowsLook", "rows.diff"),
    "report": Declared("report.ReportPage", "ReportLook", "pages.report"),
    "fetch": Declared("data.Fetch", "RowsLook", "data.fetch"),
    "import": Declared("data.Import", "RowsLook", "data.import_files"),
    "datasets": Declared("data.DataSets", "RowsLook", "data.list_sets"),
    "token": Declared("", "", "token"),
    "missions": Declared("lists.Missions", "RowsLook", "rows.missions"),
    "timelines": Declared("lists.Timelines", "RowsLook", "rows.timelines"),
    "countries": Declared("lists.Countries", "RowsLook", "rows.countries"),
    "cite": Declared("lists.Cite", "CiteLook", "pages.cite"),
    "mcp": Declared("mcp.Mcp", "", "assistants.serve"),
    "help": Declared("", "", ""),
}
"""The commands in the order of the help."""
OF_DATASETS = {
    "show": Declared("data.Show", "RowsLook", "data.show"),
    "verify": Declared("data.Verify", "RowsLook", "data.verify"),
    "remove": Declared("data.Remove", "", "data.remove"),
    "path": Declared("data.PathOf", "", "data.path"),
}


def build(commands: Iterable[str] = COMMANDS, *, listed: bool = False) -> typer.Typer:
    """Build the program with these commands.

    Where they are only to be `listed`, they have their help and no options, of which there are
    hundreds: to declare these would take longer than all else that a list of commands needs.
    """
    program = typer.Typer(
        cls=Program,
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["--help"], "max_content_width": 100},
    )
    program.callback()(_program)
    for name in commands:
        if name == "token":
            program.add_typer(import_module(".token", __package__).build(), name=name)
        elif name == "help":
            program.command(name, cls=Command)(_show_help)
        elif name == "datasets":
            program.add_typer(_datasets(listed=listed), name=name)
        else:
            run = _program if listed else _function(COMMANDS[name])
            program.command(name, cls=Command, help=_query(COMMANDS[name]).__doc__)(run)
    return program


def _datasets(*, listed: bool) -> typer.Typer:
    """Build `datasets`, which lists where no command of its own is named."""
    declared = COMMANDS["datasets"]
    group = typer.Typer(cls=SubGroup, help=_query(declared).__doc__, invoke_without_command=True)
    if listed:
        return group
    from .build import unless_named

    group.callback()(unless_named(_function(declared)))
    for name, one in OF_DATASETS.items():
        group.command(name, cls=Command)(_function(one))
    return group


def _function(declared: Declared) -> Any:
    """Return the function that Typer takes for a command."""
    from .build import command

    return command(*_named(declared))


def _named(declared: Declared) -> tuple[Any, Any, Any]:
    """Return the query, the look and the function of a command, imported now."""
    look = getattr(import_module(".looks", __package__), declared.look) if declared.look else None
    module, run = declared.run.split(".")
    return _query(declared), look, getattr(import_module(f".{module}", __package__), run)


def _query(declared: Declared) -> Any:
    module, asks = declared.asks.split(".")
    return getattr(import_module(f"..model.questions.{module}", __package__), asks)


def main() -> None:
    """Run `mali-cli` with the words of the command line."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # to look for them costs 10 ms
    completing = COMPLETING in os.environ
    words = _completed() if completing else sys.argv[1:]
    helped = words[:1] == ["help"]
    first = words[1:2] if helped else words[:1]
    named = [name for name in first if name in COMMANDS]  # declaring the others costs time
    if named:
        program = build([*named, *(["help"] if helped else [])])
    else:
        program = build(listed=not completing and {*words}.isdisjoint({*COMMANDS} - {"help"}))
    program(prog_name=PROGRAM)


def _completed() -> list[str]:
    """Return the whole words of the line that a shell asks to complete, but the program's name."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", "")
    return line.split()[1:] if len(line.split()) > 2 else []


def _show_help(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="COMMAND",
            help="The command, such as periods or datasets show.",
            autocompletion=completes(tuple(COMMANDS)),
        ),
    ] = None,
) -> None:
    """Show all of the help of a command, as its --help does.

    Examples:
      mali-cli help
      mali-cli help periods
      mali-cli help datasets show
    """
    shown = ctx.find_root()
    for word in words or ():
        known = getattr(shown.command, "commands", {})
        if word not in known:
            raise no_command(shown, word, list(known))
        shown = typer.Context(known[word], info_name=word, parent=shown)
    typer.echo(shown.get_help())


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mali-cli {__version__}")
        raise typer.Exit


def _program(
    version: Annotated[
        bool,
        typer.Option(
            "-V",
            "--version",
            help="Print the version.",
            show_default=False,
            is_eager=True,
            callback=_show_version,
        ),
    ] = False,
) -> None:
    pass
