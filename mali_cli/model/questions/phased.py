"""Options that name phases."""

from typing import Annotated

from ..query import PHASES, Query, opt
from ..words import Words

MISSION_DATES = Annotated[
    str,
    opt(
        "--mission-dates",
        help="By which dates: operations (deployment to withdrawal) or mandate (resolutions).",
        default="operations",
        section=PHASES,
        metavar="operations|mandate",
        complete=("operations", "mandate"),
    ),
]


PHASES_TOLD = ("mission", "mission_dates", "timeline", "window", "phases")
"""What JSON tells of the phases."""


class Phased(Query):
    """Options that name phases."""

    mission: Annotated[
        str | None,
        opt(
            "--mission",
            help="Phases before, during and after a UN mission; its host countries become the "
            "country.",
            default="the one that the country hosted; without -c MINUSMA",
            section=PHASES,
            metavar="NAME",
            complete="missions",
        ),
    ] = None
    mission_dates: MISSION_DATES = "operations"
    timeline: Annotated[
        str | None,
        opt(
            "--timeline",
            help="The phases of a packaged timeline; see `mali-cli timelines`.",
            default="none",
            section=PHASES,
            metavar="NAME",
            complete="timelines",
        ),
    ] = None
    phase: Annotated[
        Words,
        opt(
            "--phase",
            help="A phase of your own; repeatable. An end left out is where the data begin or end.",
            default="none",
            section=PHASES,
            metavar="NAME=FROM..TO",
        ),
    ] = ()
    cut: Annotated[
        Words,
        opt(
            "--cut",
            help="A day on which a new phase begins; repeatable: two cuts make three phases.",
            default="none",
            section=PHASES,
            metavar="DATE",
        ),
    ] = ()
    phases: Annotated[
        str | None,
        opt(
            "--phases",
            help="Phases from a TOML file; docs/phases.md shows one.",
            default="none",
            section=PHASES,
            metavar="FILE.toml",
            file=True,
        ),
    ] = None
    window: Annotated[
        str | None,
        opt(
            "--window",
            help="Make what comes before and after as long as this, such as 5y or 18m.",
            default="as far as the data go",
            section=PHASES,
            metavar="LENGTH",
        ),
    ] = None
    allow_overlap: Annotated[
        bool,
        opt(
            "--allow-overlap",
            help="Let phases share days; deaths then count in each.",
            default="refused",
            section=PHASES,
        ),
    ] = False
