"""What is said of dates, spans of days and phases."""

from __future__ import annotations

from .message import Message

NO_DATE = Message("'{text}' is not a date", "write 2013, 2013-07 or 2013-07-01")
NO_SUCH_DAY = Message("no such date: '{text}' ({why})", "write 2013-07-01")
EMPTY_RANGE = Message("'{text}' has no date", "write FROM..TO, such as 2012-03..2015-06")
ENDS_BEFORE_IT_BEGINS = Message(
    "{what} begins on {first}, after its end on {last}", "swap the two dates"
)
PHASE_ENDS_BEFORE_IT_BEGINS = Message(
    "{table} ('{phase}') begins on {first}, after its end on {last}", "swap the two dates"
)
MARK_FORM = Message("write --mark 2022-03-27=Moura")
MARK_NO_DAY = Message("'{text}' is no day to mark", "write --mark 2022-03-27=Moura")
MARK_OUTSIDE = Message(
    "the mark {day} lies outside of the days drawn, {first}..{last}",
    "change --mark, or --from and --to",
)
NO_LENGTH = Message("'{text}' is not a length", "write years or months, such as 5y or 18m")
WINDOW_TOO_LONG = Message("a window of {text} is longer than any data", "write 5y or 18m")
PHASE_WITHOUT_NAME = Message("a phase has no name", "write --phase 'name=2012-03..2015-06'")
PHASE_NAMED_TWICE = Message("two phases are called '{name}'", "give each its own name")
PHASES_OVERLAP = Message(
    "the phases '{one}' and '{other}' overlap in {days}",
    "change a date, or allow it with --allow-overlap (deaths then count twice)",
)
PHASES_TWICE = Message("{options:and} both name phases", "use one of them")
NO_PHASE_WITHIN = Message("no phase lies in {window}", "change --from and --to")
NAME_OF_PHASE_MISSING = Message(
    "the phase '{word}' has no name", "write --phase 'name=2012-03..2015-06'"
)
CUTS_ON_ONE_DAY = Message("two cuts fall on {day}, which leaves an empty phase", "leave out one")
NOTHING_TO_BOUND = Message(
    "--window limits open phases before and after, and there are none",
    "use it with --mission, --cut, or phases with an open end",
)
NO_WHOLE_NUMBER = Message(
    "{option} {text} is not a whole number of {unit}s", "write it in {unit}s, or change --by"
)
WINDOW_WITHOUT_PHASES = Message("--window limits phases, and there are none", "add --by phase")
RANGE = Message("'{text}'")
FROM_TO = Message("the window --from .. --to")
WINDOW = Message("the window")
SPAN_ASKED_FOR = Message("the span asked for")
NO_PHASES_NAMED = Message("phases are needed for {area}: no UN mission was there")
NO_PHASES_BUT_MISSIONS = Message(
    "phases are needed for {area}: {missions:and} {missions:?was/were} there"
)
NO_PHASES_BUT_MANY_MISSIONS = Message(
    "phases are needed for {area}: {number} UN missions were there ({command})"
)
ONE_OF = Message("type one of these, or another mission or date:{commands:lines}")
TOO_SHORT = Message(
    "{option} {text} is shorter than {least}", "a rate and its spread need at least that"
)
NO_MONTHS = Message(
    "'{text}' is not a range of months", "write them as 01..08 (January to August), or 3"
)
MONTHS_OF_PHASES = Message(
    "--months and {option} do not go together: phases are whole spans",
    "leave one of them out",
)
