"""What is said where series, missions, dates or data sets are compared."""

from __future__ import annotations

from .message import Message

_FORMS = "write NAME@RELEASE such as ged@24.1, a release such as 24.1, or a file"

NO_PENALTY = Message("--penalty {penalty} is not possible", "give 0 or more")
NO_LEVEL = Message("{level} is not an interval level", "give one such as 0.9")
DATE_TWICE = Message("--at names the same date twice", "leave out one")
NAMED_AND_CHOSEN = Message("--mission names the missions; {option} chooses them", "use one of them")
ELIGIBLE_IN_ONE_COUNTRY = Message(
    "eligible missions are each counted in their own country; -c does not apply",
    "leave out -c, or name the missions with --mission",
)
NO_YEARS = Message("--min-years {years} leaves nothing to compare", "give 1 or more")
EVENTS_ON_BOTH_SIDES = Message(
    "{reader} needs events on both sides, and {dataset} has none",
    "compare two sets of events, such as ged@24.1 and ged@25.1, or ask for less",
)
COUNTED_TOGETHER = Message(
    "the dead of {missions:and} are under one name in the UN's data, and cannot be compared apart",
    "ask for them together: {command}",
)
NO_SHARED_COUNTRY = Message("the two have no country in common: {names:and}", "compare others")
TOP_BELOW_ONE = Message("--top {top} is below one", "write how many, such as 10")
LIST_OF_TOTALS = Message("{events} lists events; {option} is for totals", "use one of them")
DATASET_OF_NOTHING = Message(
    "--dataset is for a release without a data set, and there is none", "leave it out"
)
EMPTY_SIDE = Message("an empty text is not a release", _FORMS)
UNKNOWN_SIDE = Message("no file, data set or release '{word}'", _FORMS)
DATASET_WITH_RELEASE = Message("--dataset {dataset} includes a release", "name the data set alone")
OF_SEVERAL_SETS = Message(
    "{releases:and} could belong to {fitting:or}", "name one, such as --dataset {one}"
)
SEVERAL_SERIES = Message(
    "breaks looks at one series; {types:and} are several",
    "choose one with -t {types:or}, or their sum with -t all",
)
NO_WHOLE_UNIT = Message(
    "no whole {unit} lies in {window}",
    "the data cover {covered}: widen the window, or use a shorter unit with --by",
)
NONE_COUNTS = Message(
    "no {unit} of {first}..{last} counts under this straddle rule",
    "widen the window, or use another --straddle",
)
NO_STATE = Message("{why}", "change --from and --to")
COVERS_NOTHING = Message(
    "{source} covers {days}, which is outside the window", "change --from and --to"
)
GAP = Message(
    "the data have no figures for {missing:and}, and a level cannot run across a gap",
    "look at one side with --from or --to",
)
GAPS = Message(
    "the data have no figures for {missing:and} and more, and a level cannot run across a gap",
    "look at one side with --from or --to",
)
_NOT_OF_STOCK = "{dataset} cannot answer this: {measure} do not add up over time"
OF_STOCK = Message(_NOT_OF_STOCK, "see the mean of each phase with mali-cli periods")
OF_STOCK_BUT = Message(
    _NOT_OF_STOCK, "name what does: {flows:or}; or see the mean of each phase with mali-cli periods"
)
NAME_MISSIONS = Message(
    "which missions? Before a mission begins nobody can die in it, so none is chosen by default",
    "name them: --mission MINUSMA --mission UNIFIL",
)
