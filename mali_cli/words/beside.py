"""What is said of missions beside each other."""

from __future__ import annotations

from .message import Message

NONE_ELIGIBLE = Message("no rows: no mission is eligible with the data at hand")
BOUNDS = Message(
    "In brackets: what a ratio can be where an edge cuts a year; low–high is of UCDP's low and "
    "high estimates. Neither is a probability.",
    kind="bounds",
)
RANGES = Message(
    "Ranges, as an edge of the phase cuts {what} and the data do not tell on which side the {noun} "
    "were: {missions:list}.{exactly:+}",
    kind="bounds",
    warning=True,
)
NO_MOST = Message(
    "Ratios without an upper bound (≥), as nothing lies wholly inside the window before: "
    "{missions:list}.",
    kind="bounds",
)
LEVELS = Message(
    "Levels beside each other: what else changed in those years is not part of them.",
    kind="levels",
)
A_YEAR = Message("a year")
EVENTS = Message("events")
UNEQUAL = Message("Before and after differ in years covered: {missions:list}.", kind="window")
SHORT = Message("Under two years, so mind the ratio: {missions:list}.", kind="ratio")
CUT = Message("Not all of it covered or looked at: {missions:list}.", kind="coverage")
BEYOND = Message("Outside of what is covered or looked at: {missions:list}.", kind="coverage")
NO_END = Message(
    "No end in the UN's list of {listed}, so nothing after: {missions:list}.", kind="dates"
)
ROUGH = Message("Dates known to the month or the year only: {missions:list}.", kind="dates")
UNSURE = Message("Unsure dates: {missions:list}.", kind="dates")
AREA = Message(
    "In a part of a country, and counted in the whole of it: {missions:list}.", kind="area"
)
MISSING = Message("Data that are not here: {missions:list}.", kind="missing")
MISSION = Message("{mission} ({detail})")
YEARS = Message("{before:.3g} and {after:.3g}")
WINDOWS = Message("{windows:and}")

SEVERAL_COUNTRIES = Message("Left out, in several countries: {missions:and}.", kind="left out")
PART_OF_A_COUNTRY = Message("Left out, in a part of a country: {missions:and}.", kind="left out")
FEW_YEARS = Message(
    "Left out, without {fewest:#year} of data before and after: {missions:and}.", kind="left out"
)
NOT_HERE = Message("Left out, without data here ({command}): {missions:and}.", kind="left out")
