"""The question of `mali-cli map`."""

from typing import Annotated

from ..query import COUNTED, opt
from ..words import Words
from .phased import Phased
from .shared import HOSTS, ONE_SIDED_DEFAULT, Selecting

GROUPS = ("phase", "adm1")


class Map(Selecting, Phased):
    """Draw a map of where people were killed: a dot a place, or a grid where dots would clot.

    Without options: one-sided violence in Mali. Needs event data: `mali-cli fetch ged`, or a file
    with --data.

    Events whose place is not known exactly (where_prec 4 to 7) are counted in a
    note. Phases that are named get a map each; --adm1 keeps only regions of that name, --by adm1
    ranks them. svg, png, pdf and html are figures for print (pip install matplotlib).
    The other formats give a row for each pair of coordinates; JSON has the events without an
    exact place and the ranking of regions too.

    Examples:
      mali-cli map -c Mali
      mali-cli map --by phase --by adm1
      mali-cli map --timeline mali-coups -t all --density
      mali-cli map -c @aes -t all --from 2020 --width 120 --places 10
      mali-cli map --near 14.5,-4.2,150 -t one-sided
      mali-cli map --frame country --dots --no-title -o map.svg
      mali-cli map -c Mali -t all --csv
      mali-cli map --by phase --by adm1 -o map.pdf
    """

    command = "map"
    tells = ("by",)
    helps = {
        "straddle": "Where a count across an edge goes: start, end, split, drop, or both (phases).",
    }
    defaults = {
        "country": HOSTS,
        "type": ONE_SIDED_DEFAULT,
        "mission": "with --by phase the one that the country hosted, else MINUSMA",
    }

    by: Annotated[
        Words,
        opt(
            "--by",
            help="phase for a map a phase, adm1 to rank regions beside the map.",
            default="none",
            section=COUNTED,
            metavar="GROUP",
            complete=GROUPS,
        ),
    ] = ()
