"""The question of `mali-cli chart`."""

from typing import Annotated

from ..query import COUNTED, PHASES, opt
from ..units import UNITS
from ..words import Words
from .phased import Phased
from .shared import (
    HOSTS,
    ONE_SIDED_DEFAULT,
    RATES_TOLD,
    Beside,
    Monthly,
    Rated,
    Selecting,
    Uncertain,
)

STACKS = ("type", "perpetrator", "actor", "adm1")
"""What the bars of a chart may be stacked by."""
GROUPS = (*UNITS, *STACKS, "country")


class Chart(Beside, Rated, Uncertain, Monthly, Selecting, Phased):
    """Draw deaths over time, as bars or lines, with the phases marked.

    Without options: one-sided violence in Mali by year, before, during and after MINUSMA.

    Under the chart stand the phases with their totals and rates, as `mali-cli periods` has them.
    svg, png, pdf and html are figures for print (pip install matplotlib); the other formats
    give the numbers that are drawn.

    Examples:
      mali-cli chart
      mali-cli chart -t all --timeline mali-coups
      mali-cli chart --by type
      mali-cli chart --by perpetrator --cumulative
      mali-cli chart --range --from 2010
      mali-cli chart -c @aes --by country -t all --from 2010
      mali-cli chart -t all --log
      mali-cli chart -c Mali -c 'Burkina Faso' -c Niger --together --from 2010
      mali-cli chart --from 2012 --mark 2022-03-27=Moura
      mali-cli chart --per 100000
      mali-cli chart -c 'Burkina Faso' -t state-based --from 2010 --lines
      mali-cli chart --width 120 --height 30 --color always | less -R
      mali-cli chart --by type --csv
      mali-cli chart --beside un-fatalities
      mali-cli chart --range -o figure.svg --size column --no-title
      mali-cli chart --by month --by actor --top 3     (after: mali-cli fetch)
      mali-cli chart --by quarter --by adm1 --from 2018     (after: mali-cli fetch)
      mali-cli chart -c Mali --from 2012 --uncertainty survey     (after: mali-cli fetch)
    """

    command = "chart"
    tells = ("by", "top", "cumulative", "together", "mark", "months", *RATES_TOLD, "beside")
    defaults = {"country": HOSTS, "type": ONE_SIDED_DEFAULT}

    by: Annotated[
        Words,
        opt(
            "--by",
            help="The unit of time (year, or of events quarter or month); what is stacked (type, "
            "perpetrator, or of events actor, adm1); country for a chart each.",
            default="year",
            section=COUNTED,
            metavar="GROUP",
            complete=GROUPS,
        ),
    ] = ()
    top: Annotated[
        int,
        opt(
            "--top",
            help="How many actors or regions have a name, 1 to 9.",
            default="5",
            section=COUNTED,
            rare=True,
            metavar="N",
        ),
    ] = 5
    cumulative: Annotated[
        bool,
        opt(
            "--cumulative",
            help="Add up from the first unit on; the rows too.",
            default="off",
            section=COUNTED,
            rare=True,
        ),
    ] = False
    together: Annotated[
        bool,
        opt(
            "--together",
            help="Countries as lines in one chart, in the order of -c.",
            default="off",
            section=COUNTED,
            rare=True,
        ),
    ] = False
    mark: Annotated[
        Words,
        opt(
            "--mark",
            help="A day to mark with a line, such as 2022-03-27=Moura.",
            default="the days on which a mission or phases begin and end",
            section=PHASES,
            metavar="DATE=LABEL",
        ),
    ] = ()
