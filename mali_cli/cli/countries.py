"""`mali-cli countries`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..output.deliver import deliver
from .options import DATA, option, with_options
from .output_options import OutputOptions


@with_options
def countries(
    output: OutputOptions,
    search: Annotated[
        str | None,
        typer.Argument(
            help="Text in a name, alias, code or region. Default: all.", show_default=False
        ),
    ] = None,
    groups: Annotated[
        bool,
        option("--groups", help="List the @groups with their members. Default: off.", panel=DATA),
    ] = False,
) -> None:
    """List the countries as UCDP numbers them, with the names that they answer to.

    Examples:
      mali-cli countries
      mali-cli countries congo
      mali-cli countries --groups
      mali-cli countries --csv > countries.csv
    """
    from ..answers.lists import countries as ask

    wanted = output.wanted()
    deliver(ask(search, groups=groups), wanted)
