"""What is said of where a series changes its level, and of dates among all dates."""

from __future__ import annotations

from .counting import OF_SIDES
from .message import Message

NO_DATE = Message("no rows: no date has {side} on both sides in {number} {unit}s")

ONE_LEVEL = Message(
    "No break improves the fit enough: one level over {units:#{unit}}.", kind="breaks"
)
NO_ROOM = Message(
    "No break is possible: {units:#{unit}} {units:?is/are} too few for two of the shortest "
    "segments. One level.",
    kind="breaks",
)
LEVEL_CHANGES = Message(
    "The level changes in {units:and}: improvement {gain:.1f} (needed {penalty:.1f}).",
    kind="breaks",
)
SINGLE = Message(
    "Best single break: {unit}, from {before:,.1f} to {after:,.1f} {measure} a year; improvement "
    "{gain:.1f}, {worth} than the {penalty:.1f} needed.",
    kind="single",
)
MORE = Message("more")
NO_MORE = Message("no more")

COST = Message(
    "Method: −2 log-likelihood of negative binomial counts; a break must improve it by "
    "{penalty:.1f}{default}; segments of at least {least:#{unit}}.{spread:+}",
    kind="penalty",
)
DEFAULT_PENALTY = Message(" (twice the log of {units:#{unit}})")
SPREAD = Message("The variance is {ratio:,.0f} times the mean.")
NOTHING = {
    "deaths": Message("no deaths are recorded"),
    "civilians": Message("no civilian deaths are recorded"),
    "events": Message("there was no event"),
    **dict.fromkeys(OF_SIDES, Message("no such deaths are recorded")),
}
NO_SPREAD = {
    "deaths": Message(
        "No deaths are recorded in the whole series, so rates have no interval.",
        kind="interval",
    ),
    "civilians": Message(
        "No civilian deaths are recorded in the whole series, so rates have no interval.",
        kind="interval",
    ),
    "events": Message(
        "There was no event in the whole series, so rates have no interval.",
        kind="interval",
    ),
    **dict.fromkeys(
        OF_SIDES,
        Message(
            "No such deaths are recorded in the whole series, so rates have no interval.",
            kind="interval",
        ),
    ),
}
SHORT = Message("{segments:#segment} shorter than three {unit}s: no interval.", kind="interval")
INTERVAL = Message(
    "Interval: {level}, taking the dispersion ({dispersion}) and the breaks as known and the "
    "counts as independent: somewhat too narrow.",
    kind="interval",
)
DISPERSION = Message("{value:.3g}, estimated with the breaks")
DISPERSION_AT_EDGE = Message("{value:.3g}, estimated with the breaks, at the limit of the search")

OUTSIDE = Message(
    "{asked} is outside the series ({first}..{last}), so it has no rank.", kind="placebo"
)
NO_RANK_SHORT = Message(
    "{asked} has no rank: it needs {least:#{every}} on each side, and has {before} before {unit} "
    "and {after} from then on.",
    kind="placebo",
)
NO_RANK_ZERO = Message(
    "{asked} has no rank: {nothing} before {unit}, so there is no ratio.", kind="placebo"
)
RANK = Message(
    "{asked}: from {unit} on, {measure} a year are {ratio} times those before: rank "
    "{rank}{shared} of {dates:#date} with at least {least:#{every}} on each side (highest: "
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
