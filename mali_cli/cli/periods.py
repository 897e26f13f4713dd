"""`mali-cli periods`."""

from __future__ import annotations

from typing import Annotated

from ..output.deliver import deliver
from .data_options import SelectionOptions
from .event_options import EventOptions
from .options import COUNTED, Words, asked, option, with_options
from .output_options import OutputOptions
from .phase_options import PhaseOptions
from .uncertainty_options import UncertaintyOptions


@with_options
def periods(
    phases: PhaseOptions,
    selection: SelectionOptions,
    events: EventOptions,
    uncertainty: UncertaintyOptions,
    output: OutputOptions,
    by: Annotated[
        Words,
        option(
            "--by",
            help="A row for each phase and type, country, perpetrator (of one-sided violence), or "
            "with event data actor or adm1; repeatable. Default: one row a phase.",
            panel=COUNTED,
            metavar="GROUP",
        ),
    ] = [],  # noqa: B006
    peak_by: Annotated[
        str,
        option(
            "--peak-by",
            help="The unit of peaks: year, or month with event data. Default: year.",
            panel=COUNTED,
            metavar="UNIT",
        ),
    ] = "year",
) -> None:
    """Count deaths by phase: totals, rate, peak, share, and ratio to the phase before.

    Without options: one-sided violence in Mali before, during and after MINUSMA.

    Examples:
      mali-cli periods
      mali-cli periods --straddle start --json
      mali-cli periods --mission MINUSMA --mission-dates mandate --window 5y
      mali-cli periods --timeline mali-coups -t all
      mali-cli periods -c Niger --cut 2021-04-02 --cut 2023-07-26 -t all
      mali-cli periods --phase 'crisis=2012-03..2013-06' --phase 'later=2013-07..' --csv
      mali-cli periods -c @aes --mission MINUSMA --by country
      mali-cli periods --dataset ged --by adm1            (after: mali-cli fetch)
      mali-cli periods -t all --uncertainty survey         (after: mali-cli fetch ged)
    """
    from ..answers.periods import periods as ask

    wanted = output.wanted()
    words = asked(phases) | asked(selection) | asked(events) | asked(uncertainty)
    deliver(ask(**words, by=by, peak_by=peak_by), wanted)
