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
    "start": Message("counted in the {unit} that holds its first day"),
    "end": Message("counted in the {unit} that holds its last day"),
    "split": Message("divided by days, which is arithmetic and not evidence, shown to one decimal"),
    "drop": Message("counted in no {unit}"),
}

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
NOTHING_CROSSES = Message("Nothing straddles the edge of a phase.")
EVENTS_CROSS = Message("{events:#event straddles/events straddle} the edge of a phase.")
EVENTS_CROSS_WITH = Message(
    "{events:#event} with {amount:#{noun}} {events:?straddles/straddle} the edge of a phase."
)
YEARS_CROSS = Message("{years:and} {years:?straddles/straddle} the edge of a phase.")
YEAR = Message("{year} ({amount:#{noun}})")
UNDECIDED = Message(
    "Ranges: an edge cuts {what}, and the data do not tell on which side the {noun} were."
)
RANGES = Message(
    "{rows:and} {number:?is a range/are ranges}, from what lies wholly inside to all that "
    "touches: an edge cuts {what}, and the data do not tell on which side the {noun} were."
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
EXACTLY = Message("Events tell: {command}")
EXACTLY_ONCE_HERE = Message("Events tell. Get them with {get}, then: {command}")
NO_MOST = Message(
    "{rows:and} {rows:?has a ratio/have ratios} without an upper bound: nothing lies wholly inside "
    "the phase before.",
    kind="bounds",
)
CUT_PEAKS = Message(
    "{peaks:and} {peaks:?is no peak, as an edge cuts it/are no peaks, as an edge cuts them}: peaks "
    "are of whole {unit}s.",
    kind="peak",
)
CUT_PEAK = Message("{unit} ({counted:and})")
COUNTED_OF_IT = Message("{amount:,.{decimals}f} {amount:?{noun}} in {row}")
ROW = Message("'{phase}'")
ROW_OF = Message("'{phase}' ({groups:list})")
NO_GROUP = Message("blank")

DISTINCT = Message(
    "Distinct total: {total:,.{decimals}f} {total:?{noun}}{bounds}, each observation once; "
    "share is of that.",
    kind="distinct",
)
DISTINCT_PASSED = Message(
    "Distinct total: {total:,.{decimals}f} {total:?{noun}}{bounds}, each observation once; "
    "share is of that. The rows add up to {added:,.{decimals}f}, so shares pass 100%.",
    kind="distinct",
)
DISTINCT_BETWEEN = Message(" ({least:,}–{most:,})")
DISTINCT_BLANK = Message(
    "Distinct total: blank, as no observation counts in any phase.", kind="distinct"
)

SHORT = Message(
    "A ratio marked * rests on a phase of under two years ({phases:and}).", kind="ratio"
)
UNEQUAL = Message(
    "The windows are not equal ({lengths:list}); --window 5y bounds what comes before and after.",
    kind="window",
)
LENGTH = Message("{phase} {years} years")
SEVERAL_MISSIONS = Message(
    "No phases are taken by default, as {missions:and} were there: {commands:;}.", kind="missions"
)
OTHER_MISSIONS = Message("Other UN missions there: {missions:;}.", kind="missions")
OTHER_MISSION = Message("{mission} ({dates}, in {phases:and})")

OF_MISSION = Message("{mission}: {what}.", kind="dates")
ROUGH_START = Message("its start is known to the {unit} only: {day}")
ROUGH_END = Message("its end is known to the {unit} only: {day}")
NO_END = Message(
    "{mission} has no end in the UN's list of {listed}: its phase ends where the data end.",
    kind="dates",
)
OF_FILE = Message("{note}", kind="dates")
OF_FILE_FROM = Message("{note} Dates: {source}", kind="dates")
DATES_FROM = Message("Dates: {source}", kind="dates")
OF_TIMELINE = Message("{timeline}: {note} Dates: {source}", kind="dates")

LEFT_OUT = Message(
    "The phase '{phase}' ({first}..{last}) is left out: only {window} is looked at.",
    kind="coverage",
)
NOT_COVERED = Message(
    "The phase '{phase}' ({days}) is blank: the data cover {cover}.", kind="coverage"
)
NO_STATE = Message("The phase '{phase}' ({days}) is blank: {why}.", kind="coverage")
CUT = Message("The phase '{phase}' is {days}; the data cover {covered} of it.", kind="coverage")
CUT_SHORT = Message(
    "The phase '{phase}' is {days}; the data cover {covered} of it, a part, so it has no rate.",
    kind="coverage",
    warning=True,
)
