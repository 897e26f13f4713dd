"""The options that say what is looked at and what is counted."""

from __future__ import annotations

from typing import Annotated

from . import completion
from .options import COUNTED, DATA, NOTHING, Options, Words, option


class PartOptions(Options):
    """Options that select countries, types and days."""

    country: Annotated[
        Words,
        option(
            "-c",
            "--country",
            help="Name, alias, ISO3 code, Gleditsch-Ward number or @group (@ecowas, @aes, "
            "@g5-sahel and others); repeatable, summed unless --by country. Default: Mali or the "
            "mission's hosts in periods, chart, map, report, breaks and compare, elsewhere every "
            "country of the source.",
            panel=DATA,
            metavar="COUNTRY",
            autocompletion=completion.countries,
        ),
    ] = NOTHING
    type: Annotated[
        Words,
        option(
            "-t",
            "--type",
            help="state-based, non-state, one-sided, or all for their sum; repeatable, each a row "
            "of its own. Default: one-sided in periods, chart, map, report, breaks and compare, "
            "elsewhere every type.",
            panel=DATA,
            metavar="TYPE",
            autocompletion=completion.types,
        ),
    ] = NOTHING
    from_: Annotated[
        str | None,
        option(
            "--from",
            help="First day looked at: 2013, 2013-07 or 2013-07-01. Default: where the data begin.",
            panel=DATA,
            metavar="DATE",
        ),
    ] = None
    to: Annotated[
        str | None,
        option(
            "--to",
            help="Last day looked at, inclusive. Default: where the data end.",
            panel=DATA,
            metavar="DATE",
        ),
    ] = None


class SourceOptions(PartOptions):
    """Options that say what is looked at."""

    dataset: Annotated[
        str | None,
        option(
            "--dataset",
            help="The data set that is to answer, such as country-year@25.1. Default: the newest "
            "release at hand that can.",
            panel=DATA,
            metavar="NAME[@RELEASE]",
            autocompletion=completion.datasets,
        ),
    ] = None
    release: Annotated[
        str | None,
        option(
            "--release",
            help="The release of whatever data set answers. Default: the newest at hand.",
            panel=DATA,
            metavar="RELEASE",
        ),
    ] = None
    data: Annotated[
        str | None,
        option(
            "--data",
            help="A file that answers in place of what is at hand, in any layout that `import` "
            "reads; - for stdin. Default: none.",
            panel=DATA,
            metavar="FILE",
        ),
    ] = None
    candidate: Annotated[
        bool,
        option(
            "--candidate",
            help="Add preliminary events of later releases, marked as such: all that are here, or "
            "those named with --dataset ged@26.1+26.0.7. Default: off.",
            panel=DATA,
        ),
    ] = False
    straddle: Annotated[
        str | None,
        option(
            "--straddle",
            help="Where a count goes that crosses an edge: both (of phases, not in a series), "
            "start, end, split (by days) or drop. Default: both for phases over country-years, "
            "elsewhere start.",
            panel=COUNTED,
            metavar="RULE",
        ),
    ] = None


class SelectionOptions(SourceOptions):
    """Options that say what is looked at and what is counted."""

    measure: Annotated[
        str,
        option(
            "--measure",
            help="deaths, civilians (among the dead) or events (with event data). Default: deaths.",
            panel=COUNTED,
            metavar="MEASURE",
        ),
    ] = "deaths"
    estimate: Annotated[
        str,
        option(
            "--estimate",
            help="UCDP's best, low or high estimate of deaths. Default: best.",
            panel=COUNTED,
            metavar="ESTIMATE",
        ),
    ] = "best"
