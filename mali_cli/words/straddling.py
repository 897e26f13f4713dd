"""What is said of phases: of what crosses their edges, of their dates and lengths."""

from __future__ import annotations

from .message import Message

RULE = Message("--straddle {rule}: what crosses an edge is {treatment}.", kind="straddle")
RULE_OF_PHASES = Message(
    "--straddle {rule}: what crosses the edge of a phase is {treatment}.", kind="straddle"
)
COUNTED_TWICE = Message("Phase totals count {what} {often}.")
PHASES_AND_BARS = Message(
    "Phase totals count {what} in {phases}; bars show each {unit} once.",
    kind="straddle",
    printed=COUNTED_TWICE,
)
BOTH_PHASES, TWICE = Message("both phases"), Message("twice")
EVERY_PHASE, MORE_THAN_ONCE = Message("every phase touched"), Message("more than once")
RULES = {
    "both": Message("counted in every {unit} that it touches"),
    "start": Message("counted in the {unit} of the first day"),
    "end": Message("counted in the {unit} of the last day"),
    "split": Message("divided by days: arithmetic, not evidence, shown to one decimal"),
    "drop": Message("counted in no {unit}"),
}

DATES_TAKEN = {
    "operations": Message("{mission}'s dates of operation"),
    "mandate": Message("{mission}'s dates of mandate"),
}
"""Which dates of a mission are taken, where none are named."""
RULE_TAKEN = {
    "both": Message("shared {unit}s counted in both phases"),
    "start": Message("{unit}s counted by their first day"),
    "end": Message("{unit}s counted by their last day"),
    "split": Message("{unit}s divided by days"),
    "drop": Message("shared {unit}s counted in no phase"),
}
"""How what crosses an edge is counted, where no rule is named."""

UNITS_CROSSED = Message(
    "{crossing:,} of {events:#{row}} {crossing:?crosses/cross} the edge of a {unit}: {treatment}.",
    kind="straddle",
)
UNITS_CROSSED_WITH = Message(
    "{crossing:,} of {events:#{row}}, with {amount:#{noun}}, {crossing:?crosses/cross} the edge of "
    "a {unit}: {treatment}.",
    kind="straddle",
)
CROSSED = Message("{what} {rule}", kind="straddle")
NOTHING_CROSSES = Message("Nothing crosses the edge of a phase.")
EVENTS_CROSS = Message("{events:#event crosses/events cross} the edge of a phase.")
EVENTS_CROSS_WITH = Message(
    "{events:#event} with {amount:#{noun}} {events:?crosses/cross} the edge of a phase."
)
YEARS_CROSS = Message("{years:and} {years:?crosses/cross} the edge of a phase.")
YEARS_SHARED = Message("{years:and} {years:?falls/fall} in two phases.")
YEAR = Message("{year} ({amount:#{noun}})")
UNDECIDED = Message(
    "Ranges: an edge cuts {what}, and the data do not say on which side the {noun} were."
)
RANGES = Message(
    "{rows:and} {number:?is a range/are ranges}, from what lies wholly inside to all that "
    "touches: an edge cuts {what}, and the data do not say on which side the {noun} were."
    "{exactly:+}",
    kind="bounds",
    warning=True,
    printed=UNDECIDED,
)
ONE_RANGE = Message("What is shown")
ROW_BY = Message("{groups:list}")
MORE_RANGES = Message("{rows:#more row}")
YEARS_OF = Message("{years:and}")
FIGURES_OF = Message("{number:,} {grain}s")
EVENTS_OF = Message("{events:#event}")
EXACTLY = Message("Events can settle it: {command}")
EXACTLY_ONCE_HERE = Message("Events can settle it: get them with {get}, then {command}")
NO_MOST = Message(
    "{rows:and} {rows:?has a ratio/have ratios} without an upper bound: the phase before has "
    "nothing wholly inside it.",
    kind="bounds",
)
CUT_PEAKS = Message(
    "Peaks are of whole {unit}s, so {peaks:and}, cut by an edge, {peaks:?is none/are none}.",
    kind="peak",
)
CUT_PEAK = Message("{unit} ({counted:and})")
COUNTED_OF_IT = Message("{amount:,.{decimals}f} {amount:?{noun}} in {row}")
ROW = Message("'{phase}'")
ROW_OF = Message("'{phase}' ({groups:list})")
NO_GROUP = Message("blank")

DISTINCT = Message(
    "Total: {total:,.{decimals}f} {total:?{noun}}{bounds}; shares are of that.",
    kind="distinct",
)
DISTINCT_PASSED = Message(
    "Total without double counting: {total:,.{decimals}f}{bounds}. {what} in two phases, so shares "
    "exceed 100% (the rows add up to {added:,.{decimals}f}).",
    kind="distinct",
    short="Total without double counting: {total:,.{decimals}f} ({what} twice; shares exceed "
    "100%).",
)
YEARS_COUNT = Message("{years:and} {years:?counts/count}")
EVENTS_COUNT = Message("Events on an edge count")
OVERLAP_COUNTS = Message("What lies in the overlap counts")
DISTINCT_BETWEEN = Message(" ({least:,}–{most:,})")
DISTINCT_BLANK = Message("Total: blank, as no observation counts in any phase.", kind="distinct")

SHORT = Message(
    "* Phase shorter than two years ({phases:and}): read with care.",
    kind="ratio",
    short="* Phase shorter than two years: read with care.",
)
UNEQUAL = Message(
    "The phases differ in length ({lengths:list}); --window 5y makes before and after equal.",
    kind="window",
)
LENGTH = Message("{phase} {years} years")
SEVERAL_MISSIONS = Message(
    "Phases have no default here, as {missions:and} were there: {commands:;}.", kind="missions"
)
OTHER_MISSIONS = Message("Other UN missions there: {missions:;}.", kind="missions")
OTHER_MISSION = Message("{mission} ({dates}, in {phases:and})")

OF_MISSION = Message("{mission}: {what}.", kind="dates")
ROUGH_START = Message("only the {unit} of its start is known: {day}")
ROUGH_END = Message("only the {unit} of its end is known: {day}")
NO_END = Message(
    "{mission} has no end date in the UN's list of {listed}; its phase ends where the data end.",
    kind="dates",
)
OF_FILE = Message("{note}", kind="dates")
OF_FILE_FROM = Message("{note} Dates: {source}", kind="dates")
DATES_FROM = Message("Dates: {source}", kind="dates")
OF_TIMELINE = Message("{timeline}: {note} Dates: {source}", kind="dates")

LEFT_OUT = Message(
    "Outside {window}, so left out: phase '{phase}' ({first}..{last})",
    kind="coverage",
)
NOT_COVERED = Message("Phase '{phase}' ({days}) is blank: the data cover {cover}.", kind="coverage")
NO_STATE = Message("Phase '{phase}' ({days}) is blank: {why}.", kind="coverage")
CUT = Message("Phase '{phase}' runs {days}; the data cover {covered} of it.", kind="coverage")
CUT_SHORT = Message(
    "Phase '{phase}' runs {days}; the data cover only {covered} of it, so it has no rate.",
    kind="coverage",
    warning=True,
)
