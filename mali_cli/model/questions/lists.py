"""The questions of the commands that list what ships with the package, and of `cite`."""

from typing import Annotated

from ..query import Query, opt, positional
from ..words import Words
from .shared import Ordered


class Missions(Ordered):
    """List the UN peacekeeping missions with their dates, hosts and sources.

    A date known to the month or the year only stands as such: 1992-03, 1997. The name of one
    mission gives a page on it: sources of its dates, its own dead by cause, civilians killed.

    Examples:
      mali-cli missions
      mali-cli missions minusma
      mali-cli missions -c Haiti
      mali-cli missions --json
    """

    command = "missions"
    order = ("search",)
    tells = ("search", "country")

    search: Annotated[
        str | None,
        opt(
            help="Text in a name or a country; the name of a mission gives its page.",
            default="all",
            metavar="[SEARCH]",
        ),
    ] = positional(kw_only=False, default=None)
    country: Annotated[
        Words,
        opt(
            "-c",
            "--country",
            help="Only missions in these countries.",
            default="all",
            metavar="COUNTRY",
            complete="countries",
        ),
    ] = ()


class Timelines(Ordered):
    """List the packaged timelines and their phases, for `periods --timeline NAME`.

    Examples:
      mali-cli timelines
      mali-cli timelines mali-coups
      mali-cli timelines --csv
    """

    command = "timelines"
    tells = ("timeline",)

    name: Annotated[
        str | None,
        opt(
            help="Show this one, with its sources.",
            default="all",
            metavar="[NAME]",
            complete="timelines",
        ),
    ] = positional(kw_only=False, default=None)


class Countries(Ordered):
    """List the countries as UCDP numbers them, with the names that they answer to.

    Examples:
      mali-cli countries
      mali-cli countries congo
      mali-cli countries --groups
      mali-cli countries --csv > countries.csv
    """

    command = "countries"
    order = ("search",)
    tells = ("search", "groups")

    search: Annotated[
        str | None,
        opt(help="Text in a name, alias, code or region.", default="all", metavar="[SEARCH]"),
    ] = positional(kw_only=False, default=None)
    groups: Annotated[
        bool, opt("--groups", help="List the @groups with their members.", default="off")
    ] = False


class Cite(Query):
    """Say how to cite the data: as text, BibTeX, RIS or CSL-JSON.

    Examples:
      mali-cli cite
      mali-cli cite -f bibtex -o ucdp.bib
      mali-cli cite --dataset ged@26.1 -f ris
      mali-cli cite --dataset ged@26.1 --uncertainty survey
      mali-cli cite --dataset one-sided --release 24.1 -f csl-json
    """

    command = "cite"
    tells = ("dataset", "release")

    dataset: Annotated[
        str | None,
        opt(
            "--dataset",
            help="The data set that was used.",
            default="country-year",
            metavar="NAME[@RELEASE]",
            complete="stored",
        ),
    ] = None
    release: Annotated[
        str | None,
        opt(
            "--release",
            help="The release that was used.",
            default="the newest at hand",
            metavar="RELEASE",
            complete="releases",
        ),
    ] = None
    uncertainty: Annotated[
        str | None,
        opt(
            "--uncertainty",
            help="Add what to cite for a measure of uncertainty: survey.",
            default="none",
            metavar="KIND",
            complete=("range", "survey"),
        ),
    ] = None
