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
        "country": "Name, alias, ISO code, Gleditsch-Ward number or @group (@ecowas, @aes, "
        "@g5-sahel and others); repeatable.",
        "type": "state-based, non-state, one-sided, or all; repeatable.",
        "sort": "A column; with - before it the largest first (-best).",
        "straddle": "Which events of the first and the last day count: start, end or drop.",
    }
    defaults = {"sort": "by date"}

    columns: Annotated[
        Words,
        opt(
            "--columns",
            help="Only these of GED's columns; repeatable, or joined by commas.",
            default="all in machine formats, the main ones in tables",
            section=OUTPUT,
            metavar="NAMES",
        ),
    ] = ()
