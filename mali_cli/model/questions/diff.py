"""The question of `mali-cli diff`."""

from typing import Annotated

from ..query import COUNTED, opt, positional
from ..words import Words
from .event_filters import Filtering
from .phased import Phased
from .shared import ORDER, Measured, Scope, Straddled


class _Dataset(Scope):
    dataset: Annotated[
        str | None,
        opt(
            "--dataset",
            help="Of which data set a release alone is.",
            default="the one with both here",
            metavar="NAME",
            complete="datasets",
        ),
    ] = None


class Diff(Filtering, Measured, Straddled, _Dataset, Phased):
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

    command = "diff"
    order = ("a", "b", "by", "events", *ORDER)
    tells = ("data", "a", "b", "by", "phases", "events", "all", "top")
    helps = {
        "straddle": "Where a count across an edge goes: start, end, split, drop or both.",
    }
    defaults = {
        "country": "every country in both",
        "straddle": "start; by phase over country-years both",
        "mission": "with --by phase the one that the country hosted, else MINUSMA; of data about "
        "missions every one",
    }

    a: Annotated[
        str,
        opt(
            help="NAME@RELEASE such as ged@24.1, a release such as 24.1, a file, FILE@RELEASE, or "
            "- for stdin.",
            metavar="A",
            complete="datasets",
            answers=0,
        ),
    ] = positional(kw_only=False)
    b: Annotated[
        str,
        opt(help="The same of the other.", metavar="B", complete="datasets", answers=-1),
    ] = positional(kw_only=False)
    by: Annotated[
        Words,
        opt(
            "--by",
            help="year, country, region, type, perpetrator (of one-sided violence), phase; of "
            "events also month, quarter, actor, dyad, conflict, adm1, adm2, priogrid.",
            default="year",
            section=COUNTED,
            metavar="GROUP",
            complete="groups",
        ),
    ] = ()
    events: Annotated[
        bool,
        opt(
            "--events",
            help="List added, removed and revised events.",
            default="off",
            section=COUNTED,
        ),
    ] = False
    every: Annotated[
        bool,
        opt(
            "--all",
            help="Also totals without a difference.",
            default="off",
            section=COUNTED,
            rare=True,
        ),
    ] = False
    top: Annotated[
        int | None,
        opt(
            "--top",
            help="Only so many: the largest changes.",
            default="all",
            section=COUNTED,
            metavar="N",
        ),
    ] = None
