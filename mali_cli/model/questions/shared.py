"""Options that several commands have."""

from collections.abc import Mapping
from typing import Annotated, Any

from ..query import COUNTED, OUTPUT, Query, opt
from ..words import WEEKDAYS, Words
from .event_filters import Filtering

DATES = "2013, 2013-07 or 2013-07-01"
ONE_SIDED_DEFAULT = "one-sided, without civilians killed in fighting"


class Scope(Query):
    """Options that select countries, types and days."""

    country: Annotated[
        Words,
        opt(
            "-c",
            "--country",
            help="Name, alias, ISO code (ML, MLI), Gleditsch-Ward number or @group (@ecowas, @aes, "
            "@g5-sahel and others); repeatable, summed unless --by country.",
            default="every country of the source",
            metavar="COUNTRY",
            complete="countries",
        ),
    ] = ()
    type: Annotated[
        Words,
        opt(
            "-t",
            "--type",
            help="state-based, non-state, one-sided (also 1, 2, 3 or sb, ns, os), or all for their "
            "sum; repeatable, each a row of its own.",
            default="every type",
            metavar="TYPE",
            complete="types",
        ),
    ] = ()
    from_: Annotated[
        str | None,
        opt(
            "--from",
            help=f"First day looked at: {DATES}.",
            default="where the data begin",
            metavar="DATE",
        ),
    ] = None
    to: Annotated[
        str | None,
        opt(
            "--to",
            help="Last day looked at, inclusive.",
            default="where the data end",
            metavar="DATE",
        ),
    ] = None


class OfMissions(Query):
    """The option that looks at missions."""

    mission: Annotated[
        Words,
        opt(
            "--mission",
            help="Only this UN mission: of the UN's own dead its rows, of all other data its host "
            "countries; repeatable.",
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
            help="Only these months of each year, such as 01..08: a part of a year beside the same "
            "part of others (with event data); rows by year have the change to the year before.",
            default="whole years",
            metavar="FIRST..LAST",
        ),
    ] = None


class Sourced(Query):
    """Options that say which data answer."""

    dataset: Annotated[
        str | None,
        opt(
            "--dataset",
            help="The data set that is to answer, such as country-year@25.1.",
            default="the newest release at hand that can",
            metavar="NAME[@RELEASE]",
            complete="datasets",
        ),
    ] = None
    release: Annotated[
        str | None,
        opt(
            "--release",
            help="The release of whatever data set answers.",
            default="the newest at hand",
            metavar="RELEASE",
        ),
    ] = None
    data: Annotated[
        str | None,
        opt(
            "--data",
            help="A file that answers in place of what is at hand, in any layout that `import` "
            "reads; - for stdin.",
            default="none",
            metavar="FILE",
            answers=0,
        ),
    ] = None
    week_starts: Annotated[
        str | None,
        opt(
            "--week-starts",
            help="Of a file of weekly sums (--data): the day on which its weeks begin.",
            default="the day that names a week is its first",
            metavar="DAY",
            complete=WEEKDAYS,
        ),
    ] = None


class Preliminary(Query):
    """The option that adds preliminary data."""

    candidate: Annotated[
        bool,
        opt(
            "--candidate",
            help="Add preliminary events of later releases, marked as such: all that are here, or "
            "those named with --dataset ged@26.1+26.0.7.",
            default="off",
        ),
    ] = False


class Straddled(Query):
    """The option that says where a count goes that crosses an edge."""

    straddle: Annotated[
        str | None,
        opt(
            "--straddle",
            help="Where a count goes that crosses an edge: start, end, split (by days) or drop.",
            default="start",
            section=COUNTED,
            metavar="RULE",
        ),
    ] = None


class StraddledPhases(Straddled):
    """The same, of phases."""

    helps = {
        "straddle": "Where a count goes that crosses the edge of a phase: both, start, end, split "
        "(by days) or drop."
    }
    defaults = {"straddle": "both over country-years, start over events"}


class Measured(Query):
    """Options that say what is counted."""

    measure: Annotated[
        str,
        opt(
            "--measure",
            help="deaths, civilians (among the dead; with -t all also those killed in fighting), "
            "or with event data: events, deaths_a, deaths_b, deaths_unknown (by side).",
            default="deaths",
            section=COUNTED,
            metavar="MEASURE",
        ),
    ] = "deaths"
    estimate: Annotated[
        str,
        opt(
            "--estimate",
            help="UCDP's best, low or high estimate of deaths.",
            default="best",
            section=COUNTED,
            metavar="ESTIMATE",
        ),
    ] = "best"


class Beside(Query):
    """The option that puts another source beside the one that answers."""

    beside: Annotated[
        str | None,
        opt(
            "--beside",
            help="Put the figures of another data set beside these for the same question, in "
            "columns of its own: acled (after: mali-cli import FILE), un-fatalities, ged and all "
            "others that count.",
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
            help="Add the rate per so many people and year (1000, 10000, 100000 or 1000000), over "
            "the population of the countries.",
            default="none",
            section=COUNTED,
            metavar="NUMBER",
        ),
    ] = None
    population: Annotated[
        str | None,
        opt(
            "--population",
            help="The release of the population that --per divides by.",
            default="the newest at hand that has most of the countries",
            section=COUNTED,
            metavar="RELEASE",
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
            help="How many rows; a note says what was cut.",
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
            help="Add how sure the deaths are: range (UCDP's low and high, as bounds) or survey "
            "(with event data: a model from a survey with UCDP's coders).",
            default="neither",
            section=COUNTED,
            metavar="range|survey",
        ),
    ] = None
    level: Annotated[
        float | None,
        opt(
            "--level",
            help="The part of the survey model's distribution that an interval holds.",
            default="0.9, from 5% to 95%",
            section=COUNTED,
            metavar="LEVEL",
        ),
    ] = None
    draws: Annotated[
        int | None,
        opt(
            "--draws",
            help="Draws of each sum of independent events.",
            default="10000",
            section=COUNTED,
            metavar="NUMBER",
        ),
    ] = None
    seed: Annotated[
        int | None,
        opt(
            "--seed",
            help="The seed of the draws: the same seed gives the same figures.",
            default="1",
            section=COUNTED,
            metavar="NUMBER",
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
