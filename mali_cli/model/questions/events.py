"""The question of `mali-cli events`."""

from typing import Annotated

from ..query import OUTPUT, opt
from ..words import Words
from .event_filters import Filtering
from .shared import ORDER, OfMissions, Ordered, Preliminary, Scope, Sourced, Straddled


class Events(Ordered, Filtering, Straddled, Preliminary, Sourced, OfMissions, Scope):
    """List the event rows themselves, with UCDP's own columns and codes.

    Needs event data: `mali-cli fetch ged`, or a file with --data.

    Examples:
      mali-cli events -c Mali --from 2022-03 --to 2022-03 --sort -best --limit 10
      mali-cli events -c Mali --place Moura
      mali-cli events -c Mali --actor JNIM --side b --csv > jnim.csv
      mali-cli events --near 14.5,-4.2,50 -t one-sided
      mali-cli events -c Mali --from 2022 -o mali.geojson
      mali-cli events -c Mali --csv | mali-cli periods --data -
    """

    command = "events"
    order = ORDER
    tells = ("sort", "limit")
    helps = {
        "country": "Name, ISO code, number or @group, as `mali-cli countries` lists them.",
        "sort": "A column; --sort=-best for the largest first.",
        "straddle": "Which events across the first or last day count: start, end or drop.",
    }
    defaults = {"sort": "by date"}

    columns: Annotated[
        Words,
        opt(
            "--columns",
            help="Only these of GED's columns; also joined by commas.",
            default="all in machine formats, else the main ones",
            section=OUTPUT,
            metavar="NAMES",
        ),
    ] = ()
