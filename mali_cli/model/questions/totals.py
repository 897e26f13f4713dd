"""The question of `mali-cli totals`."""

from typing import Annotated

from ..query import COUNTED, opt
from ..words import STRADDLES, Words
from .shared import (
    RATES_TOLD,
    Beside,
    Monthly,
    OfMissions,
    Ordered,
    Rated,
    Selecting,
    Uncertain,
    straddling,
)


class Totals(Ordered, Beside, Rated, Uncertain, Monthly, OfMissions, Selecting):
    """Add up deaths by year, country, region, type of violence or perpetrator.

    Without options: all that the source has, a row for each type of violence.

    Examples:
      mali-cli totals
      mali-cli totals --by year -c Mali -t all
      mali-cli totals --by country --by year -t one-sided --csv
      mali-cli totals --by perpetrator -c Mali --from 2024
      mali-cli totals --by country -t all --from 2024 --to 2024 --sort -deaths --limit 10
      mali-cli totals -c Mali -t all --measure civilians --from 2022 --to 2022
      mali-cli totals --by year -c @aes -t all -o aes.parquet
      mali-cli totals --by year -c Mali -t one-sided --per 100000
      mali-cli totals --by year -c Mali --months 01..08   (after: mali-cli fetch ged)
      mali-cli totals --dataset un-fatalities --mission MINUSMA --by cause
      mali-cli totals --by year -c Mali --beside acled   (after: mali-cli import FILE)
      mali-cli totals --by month -c Mali --actor JNIM     (after: mali-cli fetch)
      mali-cli totals --by year -c Mali --uncertainty survey   (after: mali-cli fetch ged)
    """

    command = "totals"
    tells = ("by", "fill", "months", *RATES_TOLD, "beside")

    straddle: Annotated[str | None, straddling(*STRADDLES[1:])] = None
    by: Annotated[
        Words,
        opt(
            "--by",
            help="year, country, region, type, perpetrator (of one-sided violence); of events also "
            "month, quarter, actor (rows overlap), dyad, conflict, adm1, adm2, priogrid.",
            default="type",
            section=COUNTED,
            metavar="GROUP",
            complete="groups",
        ),
    ] = ()
    fill: Annotated[
        bool,
        opt(
            "--fill",
            help="A row for every unit and time covered, with zeros: a balanced panel.",
            default="off",
            section=COUNTED,
        ),
    ] = False
