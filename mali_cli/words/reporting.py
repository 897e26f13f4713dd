"""The sentences of a report. None names a cause."""

from __future__ import annotations

from .message import Message

TITLE = Message("{what} in {violence}, {area}: {phases}")
TITLE_BY_PHASE = Message("{what} in {violence}, {area}, by phase")
QUESTIONS = {
    "deaths": Message("How many people were killed in {violence} in {area} {phases}?"),
    "civilians": Message("How many civilians were killed in {violence} in {area} {phases}?"),
    "events": Message("How many events were there of {violence} in {area} {phases}?"),
    "deaths_a": Message("How many of side a were killed in {violence} in {area} {phases}?"),
    "deaths_b": Message("How many of side b were killed in {violence} in {area} {phases}?"),
    "deaths_unknown": Message(
        "How many persons unknown were killed in {violence} in {area} {phases}?"
    ),
}
OF_MISSION = Message("{phases:and} {mission}")
IN_PHASES = Message("in the {phases:?phase/phases} {phases:and}")
QUOTED = Message("'{phase}'")
TAKEN = Message("Taken by default: {taken:list}.")

NO_FIGURE = Message("There is no figure: {why}.")
COUNTED = Message("The data count {phases:and}.")
COUNTED_OF = Message("{type} violence: the data count {phases:and}.")
BLANK = Message("nothing in '{phase}' (blank, not zero)")
IN_PART = Message("{amount} in '{phase}', covered in part")
RATE = Message("{amount} in '{phase}' ({rate} a year)")
RATIO = Message("{amount} in '{phase}' ({rate} a year, {ratio} times that of '{before}'{short})")
AT_LEAST = Message("at least {ratio}")
ON_SHORT = Message(", on under two years of {phases:and} only")
AMOUNT = Message("{number} {count:?{noun}}")
NOT_CUT = Message(" that no edge cuts")
PEAK = Message(
    "The highest {years:?year/years}{whole} {years:?is/are} {years:and} with "
    "{amount}{years:?/ each}, in {phases:and}."
)
PEAK_OF = Message(
    "In {type} violence the highest {years:?year/years}{whole} {years:?is/are} {years:and} with "
    "{amount}{years:?/ each}, in {phases:and}."
)
TOTAL_OF_ONE = Message("The phase has {amount}, each observation counted once.")
TOTAL = Message("All phases together have {amount}, each observation counted once.")

THERE_ARE = Message("There are {why}.")
EVERYTHING = Message("Nothing that was asked for is left out.")
ONE_SIDED_ONLY = Message(
    "One-sided violence is the killing of civilians by a government or an organised group. "
    "Civilians who died in fighting are not in these figures: they are among the deaths of "
    "state-based and non-state violence.",
    kind="types",
)
SOME_TYPES_ONLY = Message(
    "Only {violence} is counted; deaths in {others:and} violence are not in these figures (-t all "
    "adds them).",
    kind="types",
)
NO_MAP = Message("There is no map: {why:;}.", kind="map")
RELEASE_UNKNOWN = Message("the release of {source} is not known")

BOUNDS = Message(
    "Low and high are UCDP's bounds, added up: no interval with a probability. Deaths that no "
    "source reported are in none of the three, so the true number may lie outside them."
)
NO_BOUNDS = Message("There are no bounds: UCDP gives low and high for deaths only.")
NO_BOUNDS_AS_BLANK = Message("There are no bounds, as no phase has a figure.")
RULES = Message(
    "What crosses the edge of a phase can be counted by five rules; the figures above are by "
    "'{rule}'.{spreads:+}"
)
ONE_RATIO = Message("The ratio of {phase} is ×{ratio} by all of them.")
RATIOS = Message("The ratio of {phase} is ×{least} to ×{most}.")
RATIOS_OF_RANGE = Message(
    "The ratio of {phase} is ×{least} to ×{most} by them, and can be ×{range} in all."
)
UP = Message("{least} and more")
QUOTED_OF = Message("'{phase}' ({type})")
ESTIMATES = Message(
    "The estimates of each phase, and its ratio to the phase before by each of them"
)
BY_RULE = Message("{measure} of each phase by each straddling rule")

NO_STATEMENT = Message(
    "None of the {packaged:#packaged statement} is on {violence} in {area}; --claims FILE checks "
    "your own."
)
STATEMENTS = Message(
    "Of the {packaged:#packaged statement}, {number:#is/are} on {violence} in {area}."
)
STATEMENTS_BUT = Message(
    "Of the {packaged:#packaged statement}, {number:#is/are} on {violence} in {area}; {left:and}."
)
NEED_DATA = Message("{number} {number:?needs/need} data that is not here ({claims:list})")
NOT_TESTABLE = Message("{number} cannot be tested ({claims:list})")
IMPOSSIBLE = Message("{number} {number:?names/name} what the data here do not have ({claims:list})")
