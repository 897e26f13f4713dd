"""Options that name phases."""

from typing import Annotated

from ..query import PHASES, Query, opt
from ..words import Words

MISSION_DATES = Annotated[
    str,
    opt(
        "--mission-dates",
        help="operations (deployed to withdrawn) or mandate (by resolution).",
        default="operations",
        section=PHASES,
        metavar="WHICH",
        complete=("operations", "mandate"),
        rare=True,
    ),
]


PHASES_TOLD = ("mission", "mission_dates", "timeline", "window", "phases")
"""What JSON tells of the phases."""


class _AroundMission(Query):
    """The option that takes the phases of a mission."""

    mission: Annotated[
        str | None,
        opt(
            "--mission",
            help="Before, during and after a mission, in its hosts.",
            default="the one that the country hosted, else MINUSMA",
            section=PHASES,
            metavar="NAME",
            complete="missions",
        ),
    ] = None


class PhasesBesides(Query):
    """Options that name phases, but for that of missions."""

    mission_dates: MISSION_DATES = "operations"
    timeline: Annotated[
        str | None,
        opt(
            "--timeline",
            help="A packaged timeline; see `mali-cli timelines`.",
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
            help="A phase of your own; FROM or TO may be left out.",
            default="none",
            section=PHASES,
            metavar="NAME=FROM..TO",
        ),
    ] = ()
    cut: Annotated[
        Words,
        opt(
            "--cut",
            help="A day on which a new phase begins.",
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
            rare=True,
        ),
    ] = None
    window: Annotated[
        str | None,
        opt(
            "--window",
            help="How long before and after are: 5y, 18m.",
            default="all that the data have",
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
            rare=True,
        ),
    ] = False


class Phased(PhasesBesides, _AroundMission):
    """Options that name phases."""
