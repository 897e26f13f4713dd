"""`mali-cli missions`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..output.deliver import deliver
from . import completion
from .options import DATA, Words, option, with_options
from .output_options import OutputOptions


@with_options
def missions(
    output: OutputOptions,
    search: Annotated[
        str | None,
        typer.Argument(help="Text in a name or a country. Default: all.", show_default=False),
    ] = None,
    country: Annotated[
        Words,
        option(
            "-c",
            "--country",
            help="Only missions in these countries; repeatable. Default: all.",
            panel=DATA,
            metavar="COUNTRY",
            autocompletion=completion.countries,
        ),
    ] = [],  # noqa: B006
) -> None:
    """List the UN peacekeeping missions with their dates, hosts and sources.

    A date known to the month or the year only stands as such: 1992-03, 1997.

    Examples:
      mali-cli missions
      mali-cli missions minusma
      mali-cli missions -c Haiti
      mali-cli missions --json
    """
    from ..answers.lists import missions as ask

    wanted = output.wanted()
    deliver(ask(search, country=country), wanted)
