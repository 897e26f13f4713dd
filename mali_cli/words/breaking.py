"""What is said of where a series changes its level, and of dates among all dates."""

from __future__ import annotations

from .counting import OF_SIDES
from .message import Message

NO_DATE = Message("no rows: no date has {side} on either side in {number} {unit}s")

ONE_LEVEL = Message("No break is worth its penalty: one level over {units:#{unit}}.", kind="breaks")
NO_ROOM = Message(
    "No break is worth its penalty: one level over {units:#{unit}}. No break has room for two "
    "shortest segments.",
    kind="breaks",
)
LEVEL_CHANGES = Message(
    "The level changes in {units:and}: that lowers the cost by {gain:.1f}, for a penalty of "
    "{penalty:.1f}.",
    kind="breaks",
)
SINGLE = Message(
    "Best single break: {unit}, from {before:,.1f} to {after:,.1f} {measure} a year; it lowers the "
    "cost by {gain:.1f}, {worth} than the penalty of {penalty:.1f}.",
    kind="single",
)
MORE = Message("more")
NO_MORE = Message("no more")

COST = Message(
    "Cost: −2 log-likelihood of negative binomial counts, a break costs {penalty:.1f}{default}; "
    "shortest segment {least:#{unit}}.{spread:+}",
    kind="penalty",
)
DEFAULT_PENALTY = Message(" (twice the logarithm of {units:#{unit}})")
SPREAD = Message("The variance of the series is {ratio:,.0f} times its mean.")
NOTHING = {
    "deaths": Message("nobody died"),
    "civilians": Message("no civilian was killed"),
    "events": Message("there was no event"),
    **dict.fromkeys(OF_SIDES, Message("none of them died")),
}
NO_SPREAD = {
    "deaths": Message(
        "Nobody died in any of it: no spread can be told, and rates have no interval.",
        kind="interval",
    ),
    "civilians": Message(
        "No civilian was killed in any of it: no spread can be told, and rates have no interval.",
        kind="interval",
    ),
    "events": Message(
        "There was no event in any of it: no spread can be told, and rates have no interval.",
        kind="interval",
    ),
    **dict.fromkeys(
        OF_SIDES,
        Message(
            "None of them died in any of it: no spread can be told, and rates have no interval.",
            kind="interval",
        ),
    ),
}
SHORT = Message("{segments:#segment} of under three {unit}s: without an interval.", kind="interval")
INTERVAL = Message(
    "Interval: {level}, from the same counts with the dispersion ({dispersion}) and the breaks "
    "taken as known, each count apart from the one before: it is rather too narrow.",
    kind="interval",
)
DISPERSION = Message("{value:.3g}, found with the breaks")
DISPERSION_AT_EDGE = Message("{value:.3g}, at the edge of those looked at, with the breaks")

OUTSIDE = Message(
    "{asked} lies outside the series ({first}..{last}): it has no rank.", kind="placebo"
)
NO_RANK_SHORT = Message(
    "{asked} has no rank: {before} before {unit} and {after} from it on, and {least:#{every}} "
    "{least:?is/are} asked for on either side.",
    kind="placebo",
)
NO_RANK_ZERO = Message(
    "{asked} has no rank: {nothing} before {unit}, so there is no ratio.", kind="placebo"
)
RANK = Message(
    "{asked}: {measure} a year from {unit} on are {ratio} times those before, rank {rank}{shared} "
    "of {dates:#date} with at least {least:#{every}} on either side (highest: "
    "{highest:list}).{more:+}",
    kind="placebo",
)
SHARED = Message(" (shared with {ties:#other})")
HIGHEST = Message("{unit} ×{ratio}")
NO_RATIO = Message(
    "{dates:#date} {dates:?has/have} no ratio: {nothing} before {dates:?it/them}.", kind="placebo"
)
MORE_NO_RATIO = Message(
    "{dates:#more date} {dates:?has/have} no ratio: {nothing} before {dates:?it/them}."
)
