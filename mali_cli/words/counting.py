"""What is counted, and of which violence."""

from __future__ import annotations

from .message import Message

OF_SIDES = {
    "deaths_a": "side a",
    "deaths_b": "side b",
    "deaths_unknown": "persons unknown",
}
"""Of whom the deaths are that are counted by side, as UCDP tells the sides of an event."""


OF_OTHERS = {
    **dict.fromkeys(("new", "new_displacement"), "new displacements"),
    **dict.fromkeys(("total", "total_displacement"), "displaced people"),
    "asylum_seekers": "asylum-seekers",
    "idps": "internally displaced people",
    "uniformed": "uniformed personnel",
}
"""What other data sets count, by its measure and its column, where these do not say it."""


def several(measure: str) -> str:
    """Return the noun of what is counted, of many: "deaths of side a"."""
    if measure in OF_SIDES:
        return f"deaths of {OF_SIDES[measure]}"
    return OF_OTHERS.get(measure, measure)


VIOLENCE = Message("{types:and} violence")
ALL_VIOLENCE = Message("all types of violence")
ORGANISED_VIOLENCE = Message("organised violence")
OUT_OF_FIGHTING = {
    "civilians": Message("{number:?civilian/civilians} killed in fighting"),
    "events": Message("{number:?event/events} of fighting"),
}
OF_ALL_TYPES = {
    "civilians": Message("Civilians killed in all types of violence"),
    "events": Message("Events of all types of violence"),
}
"""What is counted where what a default leaves out is counted too."""
NOT_COUNTED = Message("Not counted: {what}.")
FIGHTING = Message(
    "Not counted: {what} ({options} adds them).", kind="one-sided", printed=NOT_COUNTED
)
SO_MANY_NOT_COUNTED = Message("Not counted: {number:,.{decimals}f} {what} in {days}.")
SO_MANY_OF_FIGHTING = Message(
    "Not counted: {number:,.{decimals}f} {what}. {every}, {days}: {total:,.{decimals}f} "
    "({options}).",
    kind="one-sided",
    short="Not counted: {number:,.{decimals}f} {what} ({options}).",
    printed=SO_MANY_NOT_COUNTED,
)
OF_MISSIONS = Message(
    "Not counted: {what} ({missions:list}; {options} adds them).", kind="one-sided"
)
OF_MISSION = Message("{mission} {number:,.{decimals}f} of {total:,.{decimals}f}")
OPTIONS = Message("{options}")
OPTIONS_WITHOUT = Message("{options} without {gone:and}")
STOCK = Message(
    "{measure} do not add up over time: over several {grain}s the figure is the mean of those with "
    "data. A {grain} in which a {subject} has no figure, though it has before and after, is blank.",
    kind="stock",
)
NO_SUM = Message(
    "Blank, not zero: no figure of {gaps:;}, so no sum with {gaps:?it/them} then.",
    kind="blank",
    warning=True,
)
NOT_IN_SUM = Message(
    "Blank, not zero: no figure of {gaps:;}, so sums are too low.",
    kind="blank",
    warning=True,
)
GAP = Message("{subject} in {times:list}")
MORE_GAPS = Message("{number} more")
PANEL = Message(
    "The panel has every {one} with an event in the source{where} at any time covered ({cover})"
    "{types}{named}: {units:#{noun}}, {empty:,} of them with none in this answer. "
    "A {one} that never had an event has no row: the source does not say that it exists."
    "{part}",
    kind="panel",
)
ANY_TYPE = Message(" and of any type")
IN_COUNTRIES = Message(" in the countries asked for")
NAMED_BY = Message(", as far as {options:and} {options:?names/name} it")
PANEL_OF_PART = Message(
    " The source is part of a release: what has events only in the rest is missing."
)
CHANGE = Message(
    "Change is from the same months of the year before; blank where those had 0, and for a year "
    "covered only in part.",
    kind="months",
)
LAST_CHANGE = Message(
    "From the same months of {one} to those of {other}: {before:,.{decimals}f} → "
    "{now:,.{decimals}f} ({change:+.1%}).",
    kind="months",
)
