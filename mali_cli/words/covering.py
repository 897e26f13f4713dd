"""What is said of days that the data do not cover, of states that did not exist, of blanks."""

from __future__ import annotations

from .message import Message

NOTHING_ASKED = Message("no rows: {source} covers {cover}, and has nothing that fits")
NOTHING_OF = Message("no rows: {source} covers {cover}, and nothing of {first}..{last}")
NOTHING_COUNTS = Message(
    "no rows: {source} covers {cover}, and nothing in {first}..{last} counts under --straddle "
    "{rule}"
)
NO_ROWS_AS = Message("no rows: {why}")

OUTSIDE = Message(
    "Not counted: {events:#event} ({deaths:#{noun}}) outside the days covered, {cover}.",
    kind="coverage",
    warning=True,
)
GAPS = Message("The data cover {cover}, with nothing in between.", kind="coverage", warning=True)
ASKED_FOR = Message(
    "The data cover {cover}, not all of {first}..{last}.", kind="coverage", warning=True
)
WEEKS = Message(
    "Weeks are taken to run from {first} to {last}, as the day that names one is taken for its "
    "first; --week-starts says otherwise.",
    kind="week",
)
WEEKS_TOLD = Message("Weeks run from {first} to {last}, as set by --week-starts.", kind="week")
WEEKS_OF_DAYS = Message(
    "Weeks are taken to begin with the day that names them, which is not the same in all rows: "
    "{days:and}.",
    kind="week",
)
EVENTS_END = Message("The events end {end}.")
ENDS_EARLY = Message(
    "{source} ends on {end}, {other} on {last}: events after {end} are not here. Get them with "
    "{command}",
    kind="coverage",
    warning=True,
    printed=EVENTS_END,
)
PARTLY = Message(
    "Covered only in part, so figures may be too low: {units:and}.",
    kind="coverage",
    warning=True,
)
LOOKED_AT_PARTLY = Message(
    "Counted only in part, as the window cuts {units:?it/them}: {units:and}.",
    kind="coverage",
    warning=True,
)
PARTLY_OF_STOCK = Message("Covered only in part: {units:and}.", kind="coverage", warning=True)
NO_FIGURE = Message("Blank, not zero: the data have no figure in {phases:and}.", kind="blank")
UNIT = Message("{unit} ({days})")
WHOLE_UNITS = Message("Only whole {unit}s count: {days} of the {covered} covered.", kind="coverage")
NO_CHART = Message("No chart for {countries:and}: nothing is recorded there.", kind="coverage")
INCOMPLETE = Message(
    "{sources:and} {sources:?holds/hold} part of a release only: what is missing is not counted.",
    kind="partial",
    warning=True,
)

STATE = Message("{sentences:;}.", kind="states")
EXISTS = Message("{country} exists {when}")
EXISTED = Message("{country} existed {when}")
EARLIER = Message("earlier {what} are counted {where}")
LATER = Message("later {what} are counted {where}")
UNDER = Message("under {hosts:and} (ask with {options})")
UNDER_NONE = Message("under no other country")
STATES = Message(
    "These states existed only part of the time: {countries:;}. Sums count those that existed.",
    kind="states",
)
STATE_IN_SHORT = Message("{country} ({parts:list})")
BEFORE_UNDER = Message("before that under {hosts:and}")
AFTER_UNDER = Message("after that under {hosts:and}")
MORE_STATES = Message("and {number} more (see `mali-cli countries`)")
FROM = Message("from {first}")
TO = Message("to {last}")
FROM_TO = Message("from {first} to {last}")

NO_STATE = Message("{states:and}")
NO_STATE_BUT = Message(
    "{states}; {number:?its/their} dead of {days} are counted under {hosts:and} (ask with "
    "{options})"
)
NOT_BEFORE = Message("{country} did not exist before {day}")
NOT_AFTER = Message("{country} did not exist after {day}")

BLANK = Message("Blank, not zero: {rows:and}.", kind="blank")
BLANK_PARTLY = Message(
    "Blank, not zero: {rows:and}, and no {measure} are counted then.", kind="blank"
)
BLANK_BY_RULE = {
    "drop": Message(
        "Blank, not zero: no whole {grain} lies in {where:or}, and --straddle drop counts whole "
        "{grain}s only.",
        kind="blank",
    ),
    "start": Message(
        "Blank, not zero: no {grain} begins in {where:or}, as --straddle start asks.",
        kind="blank",
    ),
    "end": Message(
        "Blank, not zero: no {grain} ends in {where:or}, as --straddle end asks.",
        kind="blank",
    ),
}
BLANK_WITHOUT_ROWS = Message(
    "Blank, not zero: the data have no {grain} in {where:or}.", kind="blank"
)
PHASE = Message("'{phase}'")
BLANK_OF_NOBODY = Message(
    "Blank, not zero: in {where:and} the data have no year of the actor, or none that counts "
    "under the rule.",
    kind="blank",
)
NOT_IN_PHASE = Message("{who} did not exist in '{phase}'")
PARTLY_IN_PHASE = Message("{who} existed only on {days} of '{phase}'")
BLANK_TOTAL = Message("Blank, not zero: {who:and} did not exist in {days}.", kind="blank")
BLANK_TOTAL_PARTLY = Message(
    "Blank, not zero: in {days} only {who:and} existed, and no {measure} are counted then.",
    kind="blank",
)
ON_DAYS = Message("{who} on {days}")
MORE = Message("{number} more")
