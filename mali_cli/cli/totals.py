"""`mali-cli totals`."""

from __future__ import annotations

from typing import Annotated

from ..output.deliver import deliver
from .data_options import SelectionOptions
from .event_options import EventOptions
from .options import COUNTED, Words, asked, option, with_options
from .output_options import OutputOptions
from .uncertainty_options import UncertaintyOptions


@with_options
def totals(
    selection: SelectionOptions,
    events: EventOptions,
    uncertainty: UncertaintyOptions,
    output: OutputOptions,
    by: Annotated[
        Words,
        option(
            "--by",
            help="year, country, region, type, perpetrator (of one-sided violence); with event "
            "data also month, quarter, actor (rows overlap), dyad, conflict, adm1, adm2, priogrid; "
            "repeatable. Default: one row a type.",
            panel=COUNTED,
            metavar="GROUP",
        ),
    ] = [],  # noqa: B006
    fill: Annotated[
        bool,
        option(
            "--fill",
            help="Give every unit a row for every time covered, with zeros: a balanced panel. "
            "Default: off.",
            panel=COUNTED,
        ),
    ] = False,
) -> None:
    """Add up deaths by year, country, region, type of violence or perpetrator.

    Without options: all that the source has, a row for each type of violence.

    Examples:
      mali-cli totals
      mali-cli totals --by year -c Mali -t all
      mali-cli totals --by country --by year -t one-sided --csv
      mali-cli totals --by perpetrator -c Mali --from 2024
      mali-cli totals -c Mali -t all --measure civilians --from 2022 --to 2022
      mali-cli totals --by year -c @aes -t all -o aes.parquet
      mali-cli totals --by month -c Mali --actor JNIM     (after: mali-cli fetch)
      mali-cli totals --by year -c Mali --uncertainty survey   (after: mali-cli fetch ged)
    """
    from ..answers.totals import totals as ask

    wanted = output.wanted()
    words = asked(selection) | asked(events) | asked(uncertainty)
    deliver(ask(**words, by=by, fill=fill), wanted)
