"""`mali-cli breaks`."""

from __future__ import annotations

from typing import Annotated

from ..output.deliver import deliver
from . import completion
from .data_options import SelectionOptions
from .event_options import EventOptions
from .options import COUNTED, PHASES, Words, asked, option, with_options
from .output_options import OutputOptions


@with_options
def breaks(
    selection: SelectionOptions,
    events: EventOptions,
    output: OutputOptions,
    mission: Annotated[
        str | None,
        option(
            "--mission",
            help="Compare what lies before and after the first day of a UN mission with every "
            "other date; its host countries become the country. Default: MINUSMA, where no country "
            "and no date is named.",
            panel=PHASES,
            metavar="NAME",
            autocompletion=completion.missions,
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
    at: Annotated[
        Words,
        option(
            "--at",
            help="A date to compare in the same way; repeatable. Default: none.",
            panel=PHASES,
            metavar="DATE",
        ),
    ] = [],  # noqa: B006
    min_side: Annotated[
        str,
        option(
            "--min-side",
            help="How much must lie before a date, and from it on, to be compared. Default: 5y.",
            panel=PHASES,
            metavar="LENGTH",
        ),
    ] = "5y",
    placebos: Annotated[
        bool,
        option(
            "--placebos",
            help="Give every date with its ratio and rank, in place of the segments. Default: off.",
            panel=PHASES,
        ),
    ] = False,
    by: Annotated[
        str,
        option(
            "--by",
            help="The unit of the series: year, or with event data quarter or month. "
            "Default: year.",
            panel=COUNTED,
            metavar="UNIT",
        ),
    ] = "year",
    min_length: Annotated[
        str,
        option(
            "--min-length",
            help="The shortest segment, such as 3y or 18m; two units at least. Default: 3y.",
            panel=COUNTED,
            metavar="LENGTH",
        ),
    ] = "3y",
    penalty: Annotated[
        float | None,
        option(
            "--penalty",
            help="What a break costs, on the scale of -2 log-likelihood. Default: twice the "
            "logarithm of the number of units.",
            panel=COUNTED,
            metavar="NUMBER",
        ),
    ] = None,
    level: Annotated[
        float,
        option(
            "--level",
            help="The level of the intervals, between 0 and 1. Default: 0.9.",
            panel=COUNTED,
            metavar="NUMBER",
        ),
    ] = 0.9,
) -> None:
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
    from ..answers.breaks import breaks as ask

    wanted = output.wanted()
    deliver(
        ask(
            **asked(selection),
            **asked(events),
            mission=mission,
            mission_dates=mission_dates,
            at=at,
            min_side=min_side,
            placebos=placebos,
            by=by,
            min_length=min_length,
            penalty=penalty,
            level=level,
        ),
        wanted,
    )
