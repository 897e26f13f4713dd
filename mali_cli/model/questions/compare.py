"""The question of `mali-cli compare`."""

from typing import Annotated

from ..query import PHASES, opt
from ..words import Words
from .phased import MISSION_DATES
from .shared import ONE_SIDED_DEFAULT, RATES_TOLD, Ordered, Rated, Selecting, StraddledPhases


class Compare(Ordered, Rated, StraddledPhases, Selecting):
    """Compare missions: deaths a year before, during and after, in equal windows.

    One-sided violence unless -t says otherwise. A mission whose data are not here has a row with
    the command that gets them.

    Examples:
      mali-cli compare
      mali-cli compare --mission MINUSMA --mission MINUSCA --window 5y
      mali-cli compare --mission MINUSMA --mission-dates mandate -t all --csv
      mali-cli compare --mission MINUSMA --per 100000
      mali-cli compare --eligible --min-years 1 --window 10y   (after: mali-cli fetch)
    """

    command = "compare"
    depends_on = "sets at hand"
    tells = ("missions", "mission_dates", "window", "eligible", "min_years", *RATES_TOLD)
    helps = {
        **StraddledPhases.helps,
        "country": "Count here and not in the hosts: name, ISO code, number or @group; several are "
        "summed.",
    }
    defaults = {
        **StraddledPhases.defaults,
        "country": "the hosts of each mission",
        "type": ONE_SIDED_DEFAULT,
    }

    mission: Annotated[
        Words,
        opt(
            "--mission",
            help="A UN mission, counted in its host countries.",
            default="the one that the country hosted, else those of --eligible",
            section=PHASES,
            metavar="NAME",
            complete="missions",
        ),
    ] = ()
    eligible: Annotated[
        bool,
        opt(
            "--eligible",
            help="Each mission in one whole country with data before and after it.",
            default="where no mission and no country is named",
            section=PHASES,
        ),
    ] = False
    min_years: Annotated[
        int | None,
        opt(
            "--min-years",
            help="Years with data before and after an eligible mission.",
            default="1",
            section=PHASES,
            metavar="NUMBER",
            rare=True,
        ),
    ] = None
    mission_dates: MISSION_DATES = "operations"
    window: Annotated[
        str,
        opt(
            "--window",
            help="How long before and after are, such as 5y or 18m.",
            default="5y",
            section=PHASES,
            metavar="LENGTH",
        ),
    ] = "5y"
