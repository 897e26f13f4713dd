"""Options that several commands have."""

from collections.abc import Mapping
from typing import Annotated, Any

from ...words import serving
from ..query import COUNTED, OUTPUT, Query, opt
from ..uncertainty import KINDS
from ..words import ESTIMATES, MEASURES, STRADDLES, WEEKDAYS, Words
from .event_filters import Filtering

DATES = "2013, 2013-07 or 2013-07-01"
ONE_SIDED_DEFAULT = "one-sided"
HOSTS = "Mali, or the mission's hosts"


class Scope(Query):
    """Options that select countries, types and days."""

    country: Annotated[
        Words,
        opt(
            "-c",
            "--country",
            help="Name, ISO code, number or @group, as `mali-cli countries` lists them; several "
            "are summed unless --by country.",
            default="all",
            metavar="COUNTRY",
            complete="countries",
        ),
    ] = ()
    type: Annotated[
        Words,
        opt(
            "-t",
            "--type",
            help="state-based, non-state, one-sided, or all summed.",
            default="each",
            metavar="TYPE",
            complete="types",
        ),
    ] = ()
    from_: Annotated[
        str | None,
        opt(
            "--from",
            help="The first day: 2013, 2013-07 or 2013-07-01.",
            default="the data's first",
            metavar="DATE",
        ),
    ] = None
    to: Annotated[
        str | None,
        opt("--to", help="The last day, inclusive.", default="the data's last", metavar="DATE"),
    ] = None


class OfMissions(Query):
    """The option that looks at missions."""

    mission: Annotated[
        Words,
        opt(
            "--mission",
            help="Only this mission: of the UN's own dead, else in its host countries.",
            default="all",
            metavar="NAME",
            complete="missions",
        ),
    ] = ()


class Monthly(Query):
    """The option that looks at the same months of each year."""

    months: Annotated[
        str | None,
        opt(
            "--months",
            help="Only these months of each year (needs events): 01..08.",
            default="all",
            metavar="FIRST..LAST",
            rare=True,
        ),
    ] = None


class Sourced(Query):
    """Options that say which data answer."""

    dataset: Annotated[
        str | None,
        opt(
            "--dataset",
            help="What answers, such as ged@25.1.",
            default="the newest here that can",
            metavar="NAME[@RELEASE]",
            complete="stored",
        ),
    ] = None
    release: Annotated[
        str | None,
        opt(
            "--release",
            help="The release of what answers.",
            default="the newest here",
            metavar="RELEASE",
            rare=True,
            complete="releases",
        ),
    ] = None
    data: Annotated[
        str | None,
        opt(
            "--data",
            help="Ask this file, not the store; - is stdin.",
            default="none",
            metavar="FILE",
            answers=0,
        ),
    ] = None
    week_starts: Annotated[
        str | None,
        opt(
            "--week-starts",
            help="Of --data with weekly sums: the day on which weeks begin.",
            default="the day that names a week is its first",
            metavar="DAY",
            complete=WEEKDAYS,
            rare=True,
            by_hand=serving.OF_A_FILE,
        ),
    ] = None


class Preliminary(Query):
    """The option that adds preliminary data."""

    candidate: Annotated[
        bool,
        opt(
            "--candidate",
            help="Add preliminary events of later releases, marked: all that are here, or those of "
            "--dataset ged@26.1+26.0.7.",
            default="off",
            rare=True,
        ),
    ] = False


def straddling(*rules: str) -> object:
    """Return the option that takes these rules."""
    return opt(
        "--straddle",
        help="Where a count across an edge goes: start, end, split or drop.",
        default="start",
        section=COUNTED,
        metavar="RULE",
        complete=rules,
    )


class Straddled(Query):
    """The option that says where a count goes that crosses an edge."""

    straddle: Annotated[str | None, straddling(*STRADDLES)] = None


class StraddledPhases(Straddled):
    """The same, of phases."""

    helps = {
        "straddle": "Where a count across a phase's edge goes: both, start, end, split or drop."
    }
    defaults = {"straddle": "both, start over events"}


class Measured(Query):
    """Options that say what is counted."""

    measure: Annotated[
        str,
        opt(
            "--measure",
            help="deaths, civilians (among the dead; with -t all also those killed in fighting), "
            "or of events: events, deaths_a, deaths_b, deaths_unknown (by side).",
            default="deaths",
            section=COUNTED,
            metavar="MEASURE",
            complete=MEASURES,
            open=True,
        ),
    ] = "deaths"
    estimate: Annotated[
        str,
        opt(
            "--estimate",
            help="best, low or high, of UCDP's estimates.",
            default="best",
            section=COUNTED,
            metavar="ESTIMATE",
            complete=ESTIMATES,
            rare=True,
        ),
    ] = "best"


class Beside(Query):
    """The option that puts another source beside the one that answers."""

    beside: Annotated[
        str | None,
        opt(
            "--beside",
            help="Add columns of another data set, such as acled, to compare.",
            default="none",
            metavar="NAME[@RELEASE]",
            complete="counting",
        ),
    ] = None


PERS = (1_000, 10_000, 100_000, 1_000_000)
"""Of how many people rates are given."""


class Rated(Query):
    """Options that add rates by population."""

    per: Annotated[
        int | None,
        opt(
            "--per",
            help="Add the rate per 1000, 10000, 100000 or 1000000 people and year.",
            default="none",
            section=COUNTED,
            metavar="NUMBER",
            complete=tuple(map(str, PERS)),
        ),
    ] = None
    population: Annotated[
        str | None,
        opt(
            "--population",
            help="The release of the population for --per.",
            default="the newest here with most of the countries",
            section=COUNTED,
            metavar="RELEASE",
            rare=True,
            complete="releases",
        ),
    ] = None


RATES_TOLD = ("per", "population")
"""What JSON tells of the rates."""


class Limited(Query):
    """The option that cuts rows."""

    limit: Annotated[
        int | None,
        opt(
            "--limit",
            help="At most so many rows; a note says what was cut.",
            default="all",
            section=OUTPUT,
            metavar="N",
        ),
    ] = None


class Ordered(Limited):
    """Options that order rows, and cut them."""

    sort: Annotated[
        str | None,
        opt(
            "--sort",
            help="A column of the rows; with - before it the largest first (-deaths).",
            default="the usual order",
            section=OUTPUT,
            metavar="COLUMN",
            complete="columns",
        ),
    ] = None

    def plain(self, settled: Mapping[str, Any]) -> dict[str, object]:
        """Return the same, and how the rows are ordered and cut where that was asked."""
        asked = {"sort": self.sort, "limit": self.limit}
        return super().plain(settled) | {n: v for n, v in asked.items() if v is not None}


class Uncertain(Query):
    """Options that add columns on how sure the counts of deaths are."""

    uncertainty: Annotated[
        str | None,
        opt(
            "--uncertainty",
            help="range (low and high, as bounds) or survey (a model; needs events).",
            default="neither",
            section=COUNTED,
            metavar="KIND",
            complete=KINDS,
            rare=True,
        ),
    ] = None
    level: Annotated[
        float | None,
        opt(
            "--level",
            help="What an interval of survey holds.",
            default="0.9, from 5% to 95%",
            section=COUNTED,
            metavar="LEVEL",
            rare=True,
        ),
    ] = None
    draws: Annotated[
        int | None,
        opt(
            "--draws",
            help="Draws of each sum of events.",
            default="10000",
            section=COUNTED,
            metavar="NUMBER",
            rare=True,
        ),
    ] = None
    seed: Annotated[
        int | None,
        opt(
            "--seed",
            help="Seed of the draws: the same seed gives the same figures.",
            default="1",
            section=COUNTED,
            metavar="NUMBER",
            rare=True,
        ),
    ] = None


ORDER = (
    *("a", "b", "mission", "eligible", "min_years", "mission_dates", "at"),
    *("timeline", "phases", "cut", "phase", "window"),
    *("by", "peak_by", "fill", "allow_overlap", "top", "cumulative", "min_length", "min_side"),
    *("penalty", "uncertainty", "level", "draws", "seed", "placebos"),
    *("events", "every", "sort", "limit", "columns"),
    *("country", "type", "from_", "to", "months", "measure", "estimate", *Filtering.options()),
    *("per", "population"),
    *("straddle", "candidate", "dataset", "data", "week_starts", "release", "beside"),
)
"""The order of a command line that is shown: what is asked, then of what, then who answers."""


class Selecting(Filtering, Measured, Straddled, Preliminary, Sourced, Scope):
    """All that says what is looked at and what is counted of it."""

    order = ORDER
