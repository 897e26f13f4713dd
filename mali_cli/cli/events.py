"""`mali-cli events`."""

from __future__ import annotations

from typing import Annotated

from ..output.deliver import GEOJSON, deliver
from .data_options import SourceOptions
from .event_options import EventOptions
from .options import OUTPUT, Words, asked, option, with_options
from .output_options import PlacedOutput


@with_options
def events(
    selection: SourceOptions,
    filters: EventOptions,
    output: PlacedOutput,
    sort: Annotated[
        str | None,
        option(
            "--sort",
            help="A column; with - before it the largest first (--sort=-best). Default: by date.",
            panel=OUTPUT,
            metavar="COLUMN",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        option(
            "--limit",
            help="How many rows; a note says what was cut. Default: all.",
            panel=OUTPUT,
            metavar="N",
        ),
    ] = None,
    columns: Annotated[
        Words,
        option(
            "--columns",
            help="Only these of GED's columns; repeatable, or joined by commas. Default: all in "
            "machine formats, the main ones in tables.",
            panel=OUTPUT,
            metavar="NAMES",
        ),
    ] = [],  # noqa: B006
) -> None:
    """List the event rows themselves, with UCDP's own columns and codes.

    Needs event data: `mali-cli fetch ged`, or a file with --data.

    Examples:
      mali-cli events -c Mali --from 2022-03 --to 2022-03 --sort=-best --limit 10
      mali-cli events -c Mali --place Moura
      mali-cli events -c Mali --actor JNIM --side b --csv > jnim.csv
      mali-cli events --near 14.5,-4.2,50 -t one-sided
      mali-cli events -c Mali --from 2022 -o mali.geojson
      mali-cli events -c Mali --csv | mali-cli periods --data -
    """
    from ..answers.events import events as ask

    wanted = output.wanted(more=GEOJSON)
    words = asked(selection) | asked(filters)
    deliver(ask(**words, sort=sort, limit=limit, columns=columns), wanted)
