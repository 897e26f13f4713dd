"""The question of `mali-cli breaks`."""

from typing import Annotated

from ..query import COUNTED, PHASES, opt
from ..units import UNITS
from ..words import Words
from .phased import MISSION_DATES
from .shared import HOSTS, ONE_SIDED_DEFAULT, Selecting


class Breaks(Selecting):
    """Find where the level of a series changes, and where a date stands among all dates.

    Without options: one-sided violence in Mali by year, and the first day of MINUSMA.

    Examples:
      mali-cli breaks
      mali-cli breaks -c Niger -t all --csv
      mali-cli breaks -c Mali -t all --at 2012-03-22 --at 2020-08-18
      mali-cli breaks --mission MINUSMA --min-side 8y --placebos
      mali-cli breaks --penalty 3 --min-length 2y --level 0.5
      mali-cli breaks -c Mali --by month --min-length 18m --json    (after: mali-cli fetch)
    """

    command = "breaks"
    tells = (
        "mission",
        "mission_dates",
        "at",
        "by",
        "min_length",
        "min_side",
        "penalty",
        "level",
        "placebos",
    )
    defaults = {"country": HOSTS, "type": ONE_SIDED_DEFAULT}

    mission: Annotated[
        str | None,
        opt(
            "--mission",
            help="A mission: its first day beside all other dates.",
            default="where no date is named, the one that the country hosted, else MINUSMA",
            section=PHASES,
            metavar="NAME",
            complete="missions",
        ),
    ] = None
    mission_dates: MISSION_DATES = "operations"
    at: Annotated[
        Words,
        opt(
            "--at",
            help="A date to compare in the same way.",
            default="none",
            section=PHASES,
            metavar="DATE",
        ),
    ] = ()
    by: Annotated[
        str,
        opt(
            "--by",
            help="The unit of the series: year, or of events quarter or month.",
            default="year",
            section=COUNTED,
            metavar="UNIT",
            complete=UNITS,
        ),
    ] = "year"
    min_length: Annotated[
        str,
        opt(
            "--min-length",
            help="The shortest segment, such as 3y or 18m; two units at least.",
            default="3y",
            section=COUNTED,
            metavar="LENGTH",
        ),
    ] = "3y"
    min_side: Annotated[
        str,
        opt(
            "--min-side",
            help="How much must lie on each side of a date that is compared.",
            default="5y",
            section=PHASES,
            metavar="LENGTH",
            rare=True,
        ),
    ] = "5y"
    penalty: Annotated[
        float | None,
        opt(
            "--penalty",
            help="What a break costs, on the scale of -2 log-likelihood.",
            default="twice the logarithm of the number of units",
            section=COUNTED,
            metavar="NUMBER",
            rare=True,
        ),
    ] = None
    level: Annotated[
        float,
        opt(
            "--level",
            help="The level of the intervals, between 0 and 1.",
            default="0.9",
            section=COUNTED,
            metavar="NUMBER",
            rare=True,
        ),
    ] = 0.9
    placebos: Annotated[
        bool,
        opt(
            "--placebos",
            help="Every date with its ratio and rank, in place of the segments.",
            default="off",
            section=PHASES,
        ),
    ] = False
