"""`mali-cli compare`."""

from __future__ import annotations

from typing import Annotated

from ..output.deliver import deliver
from . import completion
from .data_options import SelectionOptions
from .event_options import EventOptions
from .options import PHASES, Words, asked, option, with_options
from .output_options import OutputOptions


@with_options
def compare(
    selection: SelectionOptions,
    events: EventOptions,
    output: OutputOptions,
    mission: Annotated[
        Words,
        option(
            "--mission",
            help="A UN mission, counted in its host countries; repeatable. Default: those of "
            "--eligible.",
            panel=PHASES,
            metavar="NAME",
            autocompletion=completion.missions,
        ),
    ] = [],  # noqa: B006
    eligible: Annotated[
        bool,
        option(
            "--eligible",
            help="Every mission in one whole country with data at hand before and after it. "
            "Default: on, where no mission is named.",
            panel=PHASES,
        ),
    ] = False,
    min_years: Annotated[
        int | None,
        option(
            "--min-years",
            help="The fewest years counted before and after an eligible mission. Default: 1.",
            panel=PHASES,
            metavar="NUMBER",
        ),
    ] = None,
    mission_dates: Annotated[
        str,
        option(
            "--mission-dates",
            help="By which dates: operations (deployment to withdrawal) or mandate (resolutions). "
            "Default: operations.",
            panel=PHASES,
            metavar="operations|mandate",
        ),
    ] = "operations",
    window: Annotated[
        str,
        option(
            "--window",
            help="How long before and after are, such as 5y or 18m. Default: 5y.",
            panel=PHASES,
            metavar="LENGTH",
        ),
    ] = "5y",
) -> None:
    """Compare missions: deaths a year before, during and after, in equal windows.

    One-sided violence unless -t says otherwise. A mission whose data are not here has a row with
    the command that gets them.

    Examples:
      mali-cli compare
      mali-cli compare --mission MINUSMA --mission MINUSCA --window 5y
      mali-cli compare --mission MINUSMA --mission-dates mandate -t all --csv
      mali-cli compare --eligible --min-years 1 --window 10y   (after: mali-cli fetch)
    """
    from ..answers.compare import compare as ask

    wanted = output.wanted()
    deliver(
        ask(
            **asked(selection),
            **asked(events),
            mission=mission,
            eligible=eligible,
            min_years=min_years,
            mission_dates=mission_dates,
            window=window,
        ),
        wanted,
    )
