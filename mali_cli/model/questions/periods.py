"""The question of `mali-cli periods`."""

from typing import Annotated

from ..query import COUNTED, opt
from ..words import Words
from .phased import PHASES_TOLD, Phased
from .shared import (
    HOSTS,
    ONE_SIDED_DEFAULT,
    RATES_TOLD,
    Beside,
    Ordered,
    Rated,
    Selecting,
    StraddledPhases,
    Uncertain,
)

GROUPS = ("type", "country", "perpetrator", "actor", "adm1")


class Periods(Ordered, Beside, Rated, Uncertain, StraddledPhases, Selecting, Phased):
    """Count deaths by phase: totals, rate, peak, share, and ratio to the phase before.

    Without options: one-sided violence in Mali before, during and after MINUSMA.

    Examples:
      mali-cli periods
      mali-cli periods --straddle start --json
      mali-cli periods -c Mali -t osv
      mali-cli periods --per 100000
      mali-cli periods --mission MINUSMA --mission-dates mandate --window 5y
      mali-cli periods --timeline mali-coups -t all
      mali-cli periods -c Niger --cut 2021-04-02 --cut 2023-07-26 -t all
      mali-cli periods --phase 'crisis=2012-03..2013-06' --phase 'later=2013-07..' --csv
      mali-cli periods -c @aes --mission MINUSMA --by country
      mali-cli periods --beside acled --civilian-targeting   (after: mali-cli import FILE)
      mali-cli periods --dataset ged --by adm1            (after: mali-cli fetch)
      mali-cli periods -t all --uncertainty survey         (after: mali-cli fetch ged)
    """

    command = "periods"
    rows_key = "phases"
    tells = (*PHASES_TOLD, "by", *RATES_TOLD, "beside")
    defaults = {**StraddledPhases.defaults, "country": HOSTS, "type": ONE_SIDED_DEFAULT}

    by: Annotated[
        Words,
        opt(
            "--by",
            help="Rows also by type, country, perpetrator, or of events actor, adm1.",
            default="none",
            section=COUNTED,
            metavar="GROUP",
            complete=GROUPS,
            open=True,
        ),
    ] = ()
    peak_by: Annotated[
        str,
        opt(
            "--peak-by",
            help="The unit of peaks: year, or month of events.",
            default="year",
            section=COUNTED,
            metavar="UNIT",
            rare=True,
            complete=("year", "month"),
        ),
    ] = "year"
