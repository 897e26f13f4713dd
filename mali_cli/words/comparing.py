"""What is said where series, missions, dates or data sets are compared."""

from __future__ import annotations

from .message import Message

_FORMS = "write NAME@RELEASE such as ged@24.1, a release such as 24.1, or a file"

NO_PENALTY = Message("a penalty of {penalty} makes no sense", "give 0 or more")
NO_LEVEL = Message("{level} is no level of an interval", "give one such as 0.9")
DATE_TWICE = Message("--at names a date twice", "leave out one")
NAMED_AND_CHOSEN = Message(
    "--mission names the missions, and {option} chooses them", "use one of them"
)
ELIGIBLE_IN_ONE_COUNTRY = Message(
    "eligible missions are each counted in their own country",
    "leave out -c, or name the missions with --mission",
)
NO_YEARS = Message("{years} are no years to compare", "give --min-years 1 or more")
EVENTS_ON_BOTH_SIDES = Message(
    "{dataset} has no events, and {reader} needs them on both sides",
    "compare events with events, such as ged@24.1 with ged@25.1, or ask for less",
)
COUNTED_TOGETHER = Message(
    "the dead of {missions:and} are under one name in the UN's data, and cannot be compared apart",
    "ask for them together: {command}",
)
NO_SHARED_COUNTRY = Message("the two share no country: {names:and}", "compare others")
TOP_BELOW_ONE = Message("--top {top} is below one", "write how many, such as 10")
LIST_OF_TOTALS = Message("{events} lists events, and {option} is for totals", "use one of them")
DATASET_OF_NOTHING = Message(
    "--dataset says of which data set a release alone is, and none is named alone", "leave it out"
)
EMPTY_SIDE = Message("an empty text was given in place of a release", _FORMS)
UNKNOWN_SIDE = Message("there is no file, data set or release '{word}'", _FORMS)
DATASET_WITH_RELEASE = Message("--dataset {dataset} names a release", "name the data set alone")
OF_SEVERAL_SETS = Message(
    "{releases:and} could be of {fitting:or}", "name one, such as --dataset {one}"
)
SEVERAL_SERIES = Message(
    "one series is looked at, and {types:and} are several",
    "name one of them with -t {types:or}, or their sum with -t all",
)
NO_WHOLE_UNIT = Message(
    "no whole {unit} lies in {window}",
    "the data cover {covered}: ask for more, or for a shorter unit with --by",
)
NONE_COUNTS = Message(
    "no {unit} of {first}..{last} counts under the straddle rule",
    "ask for more, or for another --straddle",
)
NO_STATE = Message("{why}", "change --from and --to")
COVERS_NOTHING = Message(
    "{source} covers {days}, nothing of what is looked at", "change --from and --to"
)
GAP = Message(
    "the data have no figures for {missing:and}: no level runs across a gap",
    "look at one side of it with --from or --to",
)
GAPS = Message(
    "the data have no figures for {missing:and} and more: no level runs across a gap",
    "look at one side of it with --from or --to",
)
_NOT_OF_STOCK = "{dataset} cannot be asked this: {measure} do not add up over time"
OF_STOCK = Message(_NOT_OF_STOCK, "see the mean of each phase with: mali-cli periods")
OF_STOCK_BUT = Message(
    _NOT_OF_STOCK, "name what does: {flows:or}; or see the mean of each phase with mali-cli periods"
)
NAME_MISSIONS = Message(
    "which missions? Nobody dies in a mission before it begins, so none is eligible of itself",
    "name them: --mission MINUSMA --mission UNIFIL",
)
