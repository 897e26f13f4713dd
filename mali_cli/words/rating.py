"""Rates by population."""

from __future__ import annotations

from .message import Message

NO_POPULATION = Message("is not the population of a country")
NO_SUCH_PER = Message("--per {number} is not offered", "write {known:or}")
NEEDS_PER = Message("--population needs --per", "add --per 100000")
NOT_OF_PLACES = Message(
    "--per divides by the population of countries, which does not fit {options:and}",
    "leave out {options:and} or --per",
)
OF_SUMS = Message(
    "--per and --cumulative do not go together: each unit has its own population",
    "leave out --per or --cumulative",
)
OF_ESTIMATES = Message("--range and --per do not go together", "leave out one of them")
OF_UNCERTAINTY = Message(
    "--uncertainty and --per do not go together in a chart", "leave out one of them"
)
NOT_OF_MISSIONS = Message(
    "{dataset} counts people of UN missions, who are not part of a country's population",
    "leave out --per",
)
NOT_HERE = Message("no population of {countries:and} here", "get it with {command}")
NOT_IN_WORLD = Message("{pinned} has no population of {countries:and}", "leave out --per")
RELEASE_NOT_HERE = Message("population@{release} is not here", "get it with {command}")
RATES = Message(
    "{column}: over the person-years of {countries}: each year's mid-year population times the "
    "part of the year covered, whatever the straddle rule.",
    kind="rates",
)
RATES_OF_STOCK = Message(
    "{column}: over the population of {countries} in the year of each figure.", kind="rates"
)
EACH_COUNTRY = Message("each country")
EACH_REGION = Message("the countries of each region")
NOBODY_KNOWN = Message(
    "No rates over {countries:;}: {pinned} does not have {number:?its/their} population."
)
_MISSING = (
    "Blank, not zero: {pinned} has no population of {countries:;}, so {number:?its rate is/their "
    "rates are} blank."
)
MISSING = Message(
    f"{_MISSING} More populations: {{command}}.", kind="rates", warning=True, printed=NOBODY_KNOWN
)
MISSING_IN_WORLD = Message(_MISSING, kind="rates", warning=True, printed=NOBODY_KNOWN)
NOT_IN_WORLD_OF_YEARS = Message("{pinned} has no population of {countries:;}", "ask without a rate")
NOT_OF_YEARS = Message(
    "{pinned} has no population of {countries:;}", "get one that has it with {command}"
)
OF_YEARS = Message("{country} ({years})")
MORE = Message("{number:,} more")
