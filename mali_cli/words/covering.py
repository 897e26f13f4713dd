"""What is said of days that the data do not cover, of states that did not exist, of blanks."""

from __future__ import annotations

from .message import Message

NOTHING_ASKED = Message("no rows: {source} covers {cover}; nothing in it is what was asked for")
NOTHING_OF = Message("no rows: {source} covers {cover}, nothing of {first}..{last}")
NOTHING_COUNTS = Message(
    "no rows: {source} covers {cover}; nothing counts in {first}..{last} under --straddle {rule}"
)
NO_ROWS_AS = Message("no rows: {why}")

OUTSIDE = Message(
    "{events:#event} ({deaths:#{noun}}) {events:?lies/lie} outside {cover}, the days covered: not "
    "counted.",
    kind="coverage",
    warning=True,
)
GAPS = Message("The data cover {cover}, and no day between.", kind="coverage", warning=True)
ASKED_FOR = Message(
    "The data cover {cover}; {first}..{last} was asked for.", kind="coverage", warning=True
)
WEEKS = Message(
    "Weeks are taken to run from {first} to {last}, as the day that names one is taken for its "
    "first; --week-starts says otherwise.",
    kind="week",
)
WEEKS_TOLD = Message("Weeks run from {first} to {last}, as --week-starts told.", kind="week")
WEEKS_OF_DAYS = Message(
    "Weeks are taken to begin with the day that names them, which is not the same in all rows: "
    "{days:and}.",
    kind="week",
)
EVENTS_END = Message("The events end {end}.")
ENDS_EARLY = Message(
    "{source} ends {end}, and {other} goes on to {last}: events of later days are not here. Get "
    "them with: {command}",
    kind="coverage",
    warning=True,
    printed=EVENTS_END,
)
PARTLY = Message(
    "Covered in part only, so that figures may be too low: {units:and}.",
    kind="coverage",
    warning=True,
)
LOOKED_AT_PARTLY = Message(
    "In part only, as the window cuts {units:?it/them}: {units:and}.", kind="coverage", warning=True
)
PARTLY_OF_STOCK = Message("Covered in part only: {units:and}.", kind="coverage", warning=True)
NO_FIGURE = Message("Blank is not zero: the data have no figure in {phases:and}.", kind="blank")
UNIT = Message("{unit} ({days})")
WHOLE_UNITS = Message(
    "Only whole {unit}s are looked at: {days} of the {covered} covered.", kind="coverage"
)
NO_CHART = Message("No chart of {countries:and}: nothing is recorded there.", kind="coverage")
INCOMPLETE = Message(
    "{sources:and} {sources:?is/are} a part of the release: what it lacks is not counted.",
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
    "Not there all the time: {countries:;}. A sum is of those that existed.", kind="states"
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

BLANK = Message("Blank is not zero: {rows:and}.", kind="blank")
BLANK_PARTLY = Message(
    "Blank is not zero: {rows:and}, and no {measure} are counted then.", kind="blank"
)
BLANK_BY_RULE = {
    "drop": Message(
        "Blank is not zero: no whole {grain} lies in {where:or}, and --straddle drop counts no "
        "other.",
        kind="blank",
    ),
    "start": Message(
        "Blank is not zero: no {grain} begins in {where:or}, and --straddle start counts no other.",
        kind="blank",
    ),
    "end": Message(
        "Blank is not zero: no {grain} ends in {where:or}, and --straddle end counts no other.",
        kind="blank",
    ),
}
BLANK_WITHOUT_ROWS = Message(
    "Blank is not zero: the data have no {grain} in {where:or}.", kind="blank"
)
PHASE = Message("'{phase}'")
BLANK_OF_NOBODY = Message(
    "Blank is not zero: in {where:and} the data have no year of the actor, or none that counts "
    "under the rule.",
    kind="blank",
)
NOT_IN_PHASE = Message("{who} did not exist in '{phase}'")
PARTLY_IN_PHASE = Message("{who} existed on {days} of '{phase}' only")
BLANK_TOTAL = Message("Blank is not zero: {who:and} did not exist in {days}.", kind="blank")
BLANK_TOTAL_PARTLY = Message(
    "Blank is not zero: of {days} there was {who:and} only, and no {measure} are counted then.",
    kind="blank",
)
ON_DAYS = Message("{who} on {days}")
MORE = Message("{number} more")
