"""Rates by population."""

from __future__ import annotations

from .message import Message

NO_POPULATION = Message("is no population of a country")
NO_SUCH_PER = Message("--per {number} is none of those that rates are given by", "write {known:or}")
NEEDS_PER = Message("--population names what is divided by, and there is no --per", "add --per")
NOT_OF_PLACES = Message(
    "--per divides by the population of countries, and none is known of what {options:and} "
    "{options:?names/name}",
    "leave out {options:and} or --per",
)
OF_SUMS = Message(
    "--per has no sums over time: each unit has its own population",
    "leave out --per or --cumulative",
)
OF_ESTIMATES = Message("--range draws counts, and --per rates", "leave out one of them")
OF_UNCERTAINTY = Message(
    "--uncertainty is drawn of counts, and --per draws rates", "leave out one of them"
)
NOT_OF_MISSIONS = Message(
    "{dataset} counts the people of UN missions, who are not of a country's population",
    "leave out --per",
)
NOT_HERE = Message("there is no population of {countries:and} here", "get it with: {command}")
NOT_IN_WORLD = Message("{pinned} has no population of {countries:and}", "leave out --per")
RELEASE_NOT_HERE = Message("population@{release} is not here", "get it with: {command}")
RATES = Message(
    "{column}: over the people of {countries} in person-years, the population of each year (its "
    "middle) times the covered part of it, whatever the rule for what crosses an edge.",
    kind="rates",
)
RATES_OF_STOCK = Message(
    "{column}: over the people of {countries} in the year of each figure.", kind="rates"
)
EACH_COUNTRY = Message("each country")
EACH_REGION = Message("the countries of each region")
NOBODY_KNOWN = Message(
    "No rates over {countries:;}: {pinned} does not have {number:?its/their} population."
)
MISSING = Message(
    "Blank is not zero: {pinned} has no population of {countries:;}, and rates over "
    "{number:?it/them} are blank.{others:+}",
    kind="rates",
    warning=True,
    printed=NOBODY_KNOWN,
)
FOR_OTHERS = Message("For others: {command}.")
NOT_OF_YEARS = Message(
    "{pinned} has no population of {countries:;}", "get one that has it with: {command}"
)
OF_YEARS = Message("{country} ({years})")
MORE = Message("{number:,} more")
