"""`mali-cli diff`."""

from __future__ import annotations

from typing import Annotated

import typer

from ..output.deliver import deliver
from . import completion
from .data_options import PartOptions
from .event_options import EventOptions
from .options import COUNTED, DATA, Words, asked, option, with_options
from .output_options import OutputOptions
from .phase_options import PhaseOptions


class ComparedOptions(PartOptions):
    """Options that say what of both releases is compared."""

    dataset: Annotated[
        str | None,
        option(
            "--dataset",
            help="Of which data set a release alone is. Default: the one of which both are here.",
            panel=DATA,
            metavar="NAME",
            autocompletion=completion.datasets,
        ),
    ] = None
    straddle: Annotated[
        str | None,
        option(
            "--straddle",
            help="Where a count goes that crosses an edge, in both alike: start, end, split, drop, "
            "or both (--by phase only). Default: start; by phase over country-years both.",
            panel=COUNTED,
            metavar="RULE",
        ),
    ] = None
    measure: Annotated[
        str,
        option(
            "--measure",
            help="deaths, civilians (among the dead) or events. Default: deaths.",
            panel=COUNTED,
            metavar="MEASURE",
        ),
    ] = "deaths"
    estimate: Annotated[
        str,
        option(
            "--estimate",
            help="UCDP's best, low or high estimate. Default: best.",
            panel=COUNTED,
            metavar="ESTIMATE",
        ),
    ] = "best"


@with_options
def diff(
    a: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="NAME@RELEASE such as ged@24.1, a release such as 24.1, a file, FILE@RELEASE, or "
            "- for stdin.",
            show_default=False,
            autocompletion=completion.datasets,
        ),
    ],
    b: Annotated[
        str,
        typer.Argument(
            metavar="B",
            help="The same of the other.",
            show_default=False,
            autocompletion=completion.datasets,
        ),
    ],
    phases: PhaseOptions,
    selection: ComparedOptions,
    filters: EventOptions,
    output: OutputOptions,
    by: Annotated[
        Words,
        option(
            "--by",
            help="year, country, region, type, perpetrator (of one-sided violence), phase; with "
            "events on both sides also month, quarter, actor, dyad, conflict, adm1, adm2, "
            "priogrid; repeatable. Default: year.",
            panel=COUNTED,
            metavar="GROUP",
        ),
    ] = [],  # noqa: B006
    events: Annotated[
        bool,
        option(
            "--events",
            help="List added, removed and revised events, a row for each revised column. "
            "Default: totals.",
            panel=COUNTED,
        ),
    ] = False,
    every: Annotated[
        bool,
        option(
            "--all", help="Also totals without a difference. Default: what differs.", panel=COUNTED
        ),
    ] = False,
    top: Annotated[
        int | None,
        option(
            "--top",
            help="Only so many, with the largest changes, the largest first. Default: all.",
            panel=COUNTED,
            metavar="N",
        ),
    ] = None,
) -> None:
    """Compare two releases: events added, removed, revised, and what they add up to.

    A and B are releases in the store or files; events are compared with events, country-years with
    country-years, and events added up with country-years. Phases need --by phase.

    Examples:
      mali-cli diff ged@24.1 ged@25.1 -c Mali -t one-sided      (after: fetching both)
      mali-cli diff ged@24.1 country-year@25.1 -c Mali -t one-sided --csv     (after: the same)
      mali-cli diff 24.1 25.1 --dataset ged --events --top 10   (after: fetching both)
      mali-cli diff ged@25.1 ged@26.1 --by country --top 20     (after: fetching both)
      mali-cli diff ged@24.1 ged@25.1 --by phase --mission MINUSMA    (after: fetching both)
      mali-cli diff mali.csv ged@25.1 --events -o revised.csv   (after: fetching ged@25.1)
    """
    from ..answers.diff import diff as ask

    wanted = output.wanted()
    options = {**asked(phases), **asked(selection), **asked(filters)}
    deliver(ask(a, b, by=by, events=events, every=every, top=top, **options), wanted)
