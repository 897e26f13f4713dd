"""The sentences of a report. None names a cause."""

from __future__ import annotations

from .message import Message

TITLE = Message("{what} in {violence}, {area}: {phases}")
OF_MISSIONS = Message("before, during and after {missions:and}")
TITLE_BY_PHASE = Message("{what} in {violence}, {area}, by phase")
QUESTIONS = {
    "deaths": Message("How many people were killed in {violence} in {area} {phases}?"),
    "civilians": Message("How many civilians were killed in {violence} in {area} {phases}?"),
    "events": Message("How many events were there of {violence} in {area} {phases}?"),
    "deaths_a": Message("How many of side a were killed in {violence} in {area} {phases}?"),
    "deaths_b": Message("How many of side b were killed in {violence} in {area} {phases}?"),
    "deaths_unknown": Message(
        "How many people whose side is unknown were killed in {violence} in {area} {phases}?"
    ),
}
OF_MISSION = Message("{phases:and} {mission}")
IN_PHASES = Message("in the {phases:?phase/phases} {phases:and}")
QUOTED = Message("'{phase}'")
TAKEN = Message("Defaults: {taken:list}.")

PHASES_TAKEN = Message("the phases of {mission}, which was in {hosts} only")
EACH_FOR_ITSELF = Message("Each mission has phases of its own: no figure adds up two missions.")
OWN_SCALES = Message("Each chart has a scale of its own: compare the figures, not the heights.")
LEAD = Message("{figures} {noun} in {violence} in {area} {phases}{blank}")
LEAD_BUT = Message("; {phases:and}: no data")
LEAD_BLANK = Message("No data on {noun} in {violence} in {area} {phases}")
LEAD_BOUNDS = Message("Low–high: {bounds}.")
LEAD_BOUNDS_OF = Message("{type} low–high: {bounds}.")
LEAD_EDGES = Message("Inside–touching: {bounds}.")
LEAD_EDGES_OF = Message("{type} inside–touching: {bounds}.")
SCOPE = Message(
    "Counted: {counted} in {violence} by {source}, --straddle {rule}.{bounds:+}{left:+}"
)
NO_DATA = Message("no data")

MISSION_TWICE = Message("--mission names {mission} twice", "leave out one")
MANY_MISSIONS = Message(
    "at most {most} missions stand side by side on one page", "name fewer, or: {command}"
)
OF_ONE = Message("{of}: {said}")

NO_FIGURE = Message("No figure: {why}.")
IN_PHASE = Message("in '{phase}'")
AROUND_MISSION = Message("{phase} {mission}")
COUNTED = Message("{maker} records {phases:and}.")
COUNTED_OF = Message("{type} violence: {maker} records {phases:and}.")
BLANK = Message("nothing {when} (blank, not zero)")
IN_PART = Message("{amount} {when}, covered in part")
RATE = Message("{amount} {when} ({rate} a year)")
RATIO = Message("{amount} {when} ({rate} a year, {ratio} times the rate {before}{short})")
AT_LEAST = Message("at least {ratio}")
ON_SHORT = Message("; {phases:and} {phases:?lasts/last} under two years, so read with care")
AMOUNT = Message("{number} {count:?{noun}}")
NOT_CUT = Message(" that no edge cuts")
PEAK = Message(
    "The highest {years:?year/years}{whole} {years:?is/are} {years:and}, with "
    "{amount}{years:?/ each}, {phases:and}."
)
PEAK_OF = Message(
    "In {type} violence the highest {years:?year/years}{whole} {years:?is/are} {years:and}, with "
    "{amount}{years:?/ each}, {phases:and}."
)
TOTAL_OF_ONE = Message("In the phase: {amount}, without double counting.")
TOTAL = Message("In all phases together: {amount}, without double counting.")

THERE_ARE = Message("There are {why}.")
EVERYTHING = Message("Nothing that was asked for is left out.")
ONE_SIDED_ONLY = Message(
    "One-sided violence is the deliberate killing of civilians by a government or an organised "
    "group. Civilians killed in fighting are not in these figures; they are among the deaths of "
    "state-based and non-state violence.",
    kind="types",
)
SOME_TYPES_ONLY = Message(
    "Only {violence} is counted, not deaths in {others:and} violence (-t all adds them).",
    kind="types",
)
NO_MAP = Message("No map: {why:;}.", kind="map")
RELEASE_UNKNOWN = Message("the release of {source} is not known")

EXPLORE = {
    "heading": Message("Count it by other choices"),
    "intro": Message(
        "The same rows, counted on this page as the command counts them. Nothing is sent or loaded."
    ),
    "choices": Message("Choices"),
    "type": Message("Type"),
    "all": Message("all types"),
    "rule": Message("Rule at edges"),
    "from": Message("From year"),
    "to": Message("To year"),
    "actor": Message("Actor"),
    "region": Message("Region"),
    "any": Message("any"),
    "phases": Message("By phase, as chosen"),
    "years": Message("By year, as chosen"),
    "year": Message("year"),
    "phase": Message("phase"),
    "start": Message("from"),
    "end": Message("to"),
    "length": Message("years"),
    "deaths": Message("deaths"),
    "bounds": Message("inside–touching"),
    "estimates": Message("low–high"),
    "rate": Message("a year"),
    "ratio": Message("ratio"),
    "low": Message("low"),
    "high": Message("high"),
    "download": Message("Download the phases as CSV"),
    "download_years": Message("Download the years as CSV"),
    "copy": Message("Copy the command"),
    "copied": Message("The command is copied."),
    "not_copied": Message("The command is selected: copy it with the keyboard."),
    "command": Message("The command that gives these figures"),
    "chart": Message("Deaths by year, as chosen; the arrow keys go from bar to bar"),
    "counted": Message("Counted: "),
    "blank": Message("no data"),
    "backwards": Message("The first year lies after the last."),
    "nothing": Message("No phase lies in these years."),
    "no_actor": Message(
        "Nothing matches: this type and these years have no event of this actor. The command says "
        "the same."
    ),
    "no_region": Message(
        "Nothing matches: this type and these years have no event in this region. The command says "
        "the same."
    ),
}
"""What stands on the part of a page that counts again."""
NOT_EXPLORED = Message("These figures cannot be counted by other choices on this page: {why}.")
DEATHS_ONLY = Message("it counts deaths by the best estimate only")
NO_CANDIDATES = Message("it has no candidate events")
STATES_ALONE = Message("it does not know on which days a state existed")
BLANKS = Message("it cannot tell which figures are blank and not zero")
IN_PART_ONLY = Message("a phase is covered only in part")
NOT_THE_RULE = Message("it counts by the rules {rules:and} only")
NOT_PASSED_ON = Message("the licence of {dataset} keeps its rows off it")
ROWS_MISSING = Message("the rows behind these figures cannot be read one by one")
TOO_MANY_ROWS = Message("these figures are made of {rows:#row}, and a page has at most {most:,}")
"""Why nothing can be counted again on a page."""

BOUNDS = Message(
    "Low and high are UCDP's low and high estimates, added up; they are not a confidence "
    "interval. Low, best and high all leave out deaths that no source reported, so the true "
    "number may lie outside that range."
)
NO_BOUNDS = Message("No low and high: UCDP gives them for deaths only.")
NO_BOUNDS_AS_BLANK = Message("No low and high, as no phase has a figure.")
RULES = Message(
    "Five rules can count what crosses the edge of a phase; the figures above use "
    "'{rule}'.{spreads:+}"
)
ONE_RATIO = Message("The ratio for {phase} is ×{ratio} under all of them.")
RATIOS = Message("The ratio for {phase} is ×{least} to ×{most}.")
RATIOS_OF_RANGE = Message(
    "The ratio for {phase} is ×{least} to ×{most} under the five rules, and may be ×{range} in all."
)
UP = Message("{least} and more")
QUOTED_OF = Message("'{phase}' ({type})")
ESTIMATES = Message("Low, best and high for each phase, with the ratio to the phase before")
BY_RULE = Message("{measure} in each phase under each straddle rule")

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
