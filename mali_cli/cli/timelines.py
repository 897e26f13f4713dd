"""`mali-cli timelines`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..output.deliver import deliver
from . import completion
from .options import with_options
from .output_options import OutputOptions


@with_options
def timelines(
    output: OutputOptions,
    name: Annotated[
        str | None,
        typer.Argument(
            help="Show this one, with its sources. Default: all.",
            show_default=False,
            autocompletion=completion.timelines,
        ),
    ] = None,
) -> None:
    """List the packaged timelines and their phases, for `periods --timeline NAME`.

    Examples:
      mali-cli timelines
      mali-cli timelines mali-coups
      mali-cli timelines --csv
    """
    from ..answers.lists import timelines as ask

    wanted = output.wanted()
    deliver(ask(name), wanted)
