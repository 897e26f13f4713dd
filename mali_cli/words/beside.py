"""What is said of missions beside each other."""

from __future__ import annotations

from .message import Message

NONE_ELIGIBLE = Message("no rows: with these data no mission qualifies")
BOUNDS = Message(
    "In brackets: the range of the ratio where an edge cuts a year. Low–high: the ratio worked "
    "out from UCDP's low estimates and from its high estimates. Neither is a confidence interval.",
    kind="bounds",
)
RANGES = Message(
    "Ranges, as an edge of the phase cuts {what} and the data do not say on which side the {noun} "
    "were: {missions:list}.{exactly:+}",
    kind="bounds",
    warning=True,
)
NO_MOST = Message(
    "No upper bound (≥), as nothing lies wholly inside the time before: {missions:list}.",
    kind="bounds",
)
LEVELS = Message(
    "These are levels side by side: whatever else changed in those years is not accounted for.",
    kind="levels",
)
A_YEAR = Message("a year")
EVENTS = Message("events")
UNEQUAL = Message("Years before and after differ: {missions:list}.", kind="window")
SHORT = Message("Under two years, so read the ratio with care: {missions:list}.", kind="ratio")
CUT = Message("Covered only in part: {missions:list}.", kind="coverage")
BEYOND = Message("Not covered: {missions:list}.", kind="coverage")
NO_END = Message(
    "No end date in the UN's list of {listed}, so nothing after: {missions:list}.", kind="dates"
)
ROUGH = Message("Dates known only to the month or year: {missions:list}.", kind="dates")
UNSURE = Message("Dates uncertain: {missions:list}.", kind="dates")
AREA = Message("In part of a country, but counted for all of it: {missions:list}.", kind="area")
MISSING = Message("No data here: {missions:list}.", kind="missing")
MISSION = Message("{mission} ({detail})")
YEARS = Message("{before:.3g} and {after:.3g}")
WINDOWS = Message("{windows:and}")

SEVERAL_COUNTRIES = Message(
    "Left out, as they were in several countries: {missions:and}.", kind="left out"
)
PART_OF_A_COUNTRY = Message(
    "Left out, as they were in part of a country: {missions:and}.", kind="left out"
)
FEW_YEARS = Message(
    "Left out, with under {fewest:#year} of data before or after: {missions:and}.", kind="left out"
)
NOT_HERE = Message(
    "Left out, as their data are not here ({command}): {missions:and}.", kind="left out"
)
