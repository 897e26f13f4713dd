"""The options that name phases."""

from __future__ import annotations

from typing import Annotated

from . import completion
from .options import NOTHING, PHASES, Options, Words, option


class PhaseOptions(Options):
    """Options that name phases."""

    mission: Annotated[
        str | None,
        option(
            "--mission",
            help="Phases before, during and after a UN mission; its host countries become the "
            "country. Default: MINUSMA, where no country is named.",
            panel=PHASES,
            metavar="NAME",
            autocompletion=completion.missions,
        ),
    ] = None
    mission_dates: Annotated[
        str,
        option(
            "--mission-dates",
            help="By which dates: operations (deployment to withdrawal) or mandate (resolutions). "
            "Default: operations.",
            panel=PHASES,
            metavar="operations|mandate",
        ),
    ] = "operations"
    timeline: Annotated[
        str | None,
        option(
            "--timeline",
            help="The phases of a packaged timeline; see `mali-cli timelines`. Default: none.",
            panel=PHASES,
            metavar="NAME",
            autocompletion=completion.timelines,
        ),
    ] = None
    phase: Annotated[
        Words,
        option(
            "--phase",
            help="A phase of your own; repeatable. An end left out is where the data begin or "
            "end. Default: none.",
            panel=PHASES,
            metavar="NAME=FROM..TO",
        ),
    ] = NOTHING
    cut: Annotated[
        Words,
        option(
            "--cut",
            help="A day on which a new phase begins; repeatable: two cuts make three phases. "
            "Default: none.",
            panel=PHASES,
            metavar="DATE",
        ),
    ] = NOTHING
    phases: Annotated[
        str | None,
        option(
            "--phases",
            help="Phases from a TOML file; docs/phases.md shows one. Default: none.",
            panel=PHASES,
            metavar="FILE.toml",
        ),
    ] = None
    window: Annotated[
        str | None,
        option(
            "--window",
            help="Make what comes before and after as long as this, such as 5y or 18m. "
            "Default: as far as the data go.",
            panel=PHASES,
            metavar="LENGTH",
        ),
    ] = None
    allow_overlap: Annotated[
        bool,
        option(
            "--allow-overlap",
            help="Let phases share days; deaths then count in each. Default: refused.",
            panel=PHASES,
        ),
    ] = False
