"""`mali-cli datasets`: list, show, verify, remove, path."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..output.deliver import deliver, warn
from . import completion
from .boundary import Command, SubGroup
from .data_options import PartOptions
from .options import DATA, OUTPUT, Words, asked, option, with_options
from .output_options import OutputOptions

HELP = """List the data sets that are here, and what UCDP is known to have.

Examples:
  mali-cli datasets
  mali-cli datasets --check                         asks UCDP for newer releases
  mali-cli datasets show one-sided -c Mali          (after: mali-cli fetch one-sided)
  mali-cli datasets verify
  mali-cli datasets remove ged@24.1                 (after: mali-cli fetch ged@24.1)
  mali-cli datasets path ged@25.1                   (after: mali-cli fetch ged@25.1)
"""
Name = Annotated[
    str,
    typer.Argument(
        help="A data set as `mali-cli datasets` names it.",
        metavar="NAME",
        show_default=False,
        autocompletion=completion.datasets,
    ),
]


def build() -> typer.Typer:
    """Build the group of commands; without one of them it lists."""
    group = typer.Typer(cls=SubGroup, help=HELP, invoke_without_command=True)
    group.callback()(list_sets)
    for name, command in COMMANDS.items():
        group.command(name, cls=Command)(command)
    return group


@with_options
def list_sets(
    ctx: typer.Context,
    *,
    check: Annotated[
        bool,
        option("--check", help="Ask UCDP for newer releases. Default: off.", panel=DATA),
    ] = False,
    output: OutputOptions,
) -> None:
    """List what is here, what is known to exist and what is newer."""
    if ctx.invoked_subcommand is not None:
        return
    from ..answers.datasets import listed

    wanted = output.wanted()
    deliver(listed(check=check, say=warn), wanted)


@with_options
def show(
    *,
    name: Name,
    part: PartOptions,
    limit: Annotated[
        int | None,
        option(
            "--limit",
            help="How many rows; a note says what was cut. Default: all.",
            panel=OUTPUT,
            metavar="N",
        ),
    ] = None,
    output: OutputOptions,
) -> None:
    """Print the rows of any data set in the store, as UCDP has them.

    Examples:
      mali-cli datasets show one-sided -c Mali --csv    (after: mali-cli fetch one-sided)
      mali-cli datasets show country-year@25.1 -c Mali --from 2012 --to 2013
      mali-cli datasets show ged --limit 5 --json
    """
    from ..answers.datasets import rows

    wanted = output.wanted()
    deliver(rows(name, **asked(part), limit=limit), wanted)


@with_options
def verify(
    *,
    names: Annotated[
        Words,
        typer.Argument(
            help="Data sets. Default: all that are here.", metavar="NAME", show_default=False
        ),
    ] = [],  # noqa: B006
    output: OutputOptions,
) -> None:
    """Check that the stored files are whole, and list what is odd in their rows.

    Examples:
      mali-cli datasets verify
      mali-cli datasets verify ged@25.1 --json
    """
    from ..answers.datasets import verified

    wanted = output.wanted()
    result, damaged = verified(names)
    deliver(result, wanted)
    if damaged:
        raise damaged


def remove(name: Name) -> None:
    """Remove a data set from the store.

    Examples:
      mali-cli datasets remove ged@24.1
    """
    from ..answers.datasets import remove as forget

    forget(name, say=warn)
    warn(f"removed {name}")


def path(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A data set. Default: the store itself.", metavar="NAME", show_default=False
        ),
    ] = None,
) -> None:
    """Print where the store or the Parquet file of a data set lies.

    Examples:
      mali-cli datasets path
      duckdb -c "FROM '$(mali-cli datasets path ged@25.1)' LIMIT 5"
    """
    from ..answers.datasets import path_of

    typer.echo(str(path_of(name)))


COMMANDS: dict[str, Any] = {
    "show": show,
    "verify": verify,
    "remove": remove,
    "path": path,
}
