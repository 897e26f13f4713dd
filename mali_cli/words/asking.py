"""What is said of options and their words: types, filters, groups, releases."""

from __future__ import annotations

from collections.abc import Iterable

from .message import Message, Said
from .phrases import nearest

_CIRCLE = "write LAT,LON,KM, such as 14.5,-4.2,50"

DID_YOU_MEAN = Message("did you mean {names:or}?")
THERE_ARE = Message("there are {names:list}")
ALL_THERE_ARE = Message("there are {names:and}")
NEAR_OF_THOSE = Message("{near} (there are {names:and})")

SIDE_OF_NOBODY = Message("--side needs an actor", "add --actor")
NO_CIRCLE = Message("'{text}' is not a circle", _CIRCLE)
NOT_ON_EARTH = Message("'{text}' is not a place on Earth (latitude comes first)", _CIRCLE)
NO_PRECISION = Message(
    "{option} {code} is not a precision code: they run from 1 (exact) to {largest}", "write 1 to 3"
)
ALL_BESIDE_TYPES = Message("'all' is the sum of the types", "leave it out, or use it alone")
NO_ESTIMATE = Message(
    "{measure} have no {estimate} estimate: UCDP gives low and high for deaths only",
    "leave out --estimate, or count --measure deaths",
)
ONE_ESTIMATE = Message(
    "{measure} in {dataset} have one estimate only, without low and high", "leave out --estimate"
)
FINER_THAN_DATA = Message(
    "{dataset} has one figure per {grain}; --by {unit} is finer", "use a longer unit with --by"
)
NO_SUCH_FILTER = Message("{option} does not apply to {dataset}", "leave it out")
NO_WEEKS = Message("{option} is for weekly rows, and {file} has none", "leave it out")
WEEKS_OF_A_FILE = Message(
    "--week-starts is for a file named with --data",
    "leave it out, or store the file again: mali-cli import FILE --week-starts {day}",
)
SUMS_OF_STOCK = Message("{measure} do not add up over time", "leave out --cumulative")
NOT_OF_STOCKS = Message(
    "--straddle {rule} does not apply to {measure}, which do not add up over time",
    "use {rules:or}",
)
BOTH_IN_SERIES = Message(
    "--straddle both works with phases only: in a series, a death would count in every unit that "
    "it touches",
    "use start, end, split or drop",
)
TWO_RELEASES = Message(
    "--dataset names release {pinned}, --release names {release}", "leave out one of them"
)
NO_RELEASE = Message("'{number}' is not a release", "write one such as 25.1")
ONLY_OF_SURVEY = Message(
    "{option} works with --uncertainty survey only", "add that, or leave it out"
)
LEVEL_OUT_OF_BOUNDS = Message(
    "--level {level} is not between 0 and 1",
    "write {usual} for 90% intervals",
)
DRAWS_OUT_OF_BOUNDS = Message(
    "--draws {draws} is not between {fewest} and {most}", "the default is {usual}"
)
SEED_OUT_OF_BOUNDS = Message("--seed {seed} is not a whole number from 0 to {largest}", "write 1")
TOO_FEW_DRAWS = Message(
    "{draws:#draw is/draws are} too few for --level {level}: only {beyond:g} would lie beyond "
    "each end",
    "use more --draws, or a lower --level",
)
TOGETHER_AND_STACKED = Message(
    "--together draws one line per country, and --by {group} divides each", "leave out one of them"
)
TOGETHER_AND_BESIDE = Message(
    "--together draws one line per country, and --beside one chart per source",
    "leave out one of them",
)
EMPTY_TEXT = Message("{option} is empty", "give it a value, or leave it out")
UNKNOWN_WORD = Message("unknown {kind} '{word}'")
NOT_A_RELEASE = Message("'{release}' is not a release", "write one such as 25.1")
NO_UCDP_RELEASE = Message(
    "'{text}' is not a UCDP release",
    "write one such as 25.1 (yearly), 26.0.8 (candidate month) or 26.01.26.06 (January to June)",
)
PRIVATE_RELEASE = Message(
    "{release} was made for a single project",
    "use 25.1 (yearly), 26.0.8 (candidate month) or 26.01.26.06 (January to June)",
)
RELEASE_OF_OTHERS = Message(
    "{release} is a {series} release; {dataset} has none",
    "releases of {dataset} look like {examples:or}",
)
PERPETRATOR_OF_OTHERS = Message("only one-sided violence has a perpetrator", "add -t one-sided")
DATA_AND_DATASET = Message("--data and --dataset both name a source", "use one of them")
OF_OTHERS = Message("{datasets:and} {datasets:?has/have} it: add --dataset {first}")
UNKNOWN_BY = Message("cannot group by '{group}'")
UNCERTAINTY_OF_SUMS = Message(
    "--uncertainty is for single rows; --cumulative adds rows up", "leave out one of them"
)
SEVERAL_UNITS = Message("--by names several units of time", "use one of them")
SEVERAL_STACKS = Message(
    "a chart stacks one group; --by names {stacks:and}",
    "use one of them; several -t without --by type give one chart each",
)
TOP_OUT_OF_BOUNDS = Message("--top {top} is out of range", "use 1 to {most}; the rest is 'other'")
NEGATIVE_LIMIT = Message("--limit {limit} is below zero", "write how many rows, such as 20")
PHASES_NOT_ASKED = Message("{option} needs --by {phase}", "add --by {phase}")
EVENT_SPLIT = Message(
    "--straddle split does not apply to events", "use --straddle start, end or drop"
)
EVENT_ROW_SPLIT = Message(
    "--straddle split does not apply to rows of events", "use --straddle start, end or drop"
)
NO_COLUMN = Message("these rows have no column '{name}'")
UNCERTAINTY_OF_DEATHS = Message(
    "{option} is for deaths only: {measure} have no low, high or model",
    "count --measure deaths",
)
UNCERTAINTY_OF_BEST = Message(
    "{option} starts from the best estimate; --estimate {estimate} does not fit",
    "leave out --estimate",
)
UNCERTAINTY_OF_EVENTS = Message(
    "{option} needs whole events; --straddle split divides them",
    "use --straddle start, end or drop (or both, in periods)",
)
NOT_UTF8 = Message("'{word}' is not valid UTF-8", "type it again in UTF-8")
BY_TAKES = Message("--by takes {groups:list}")
FILL_WITHOUT_ZEROS = Message(
    "--fill has nothing to add: a year that {dataset} lacks for an actor is not a year without "
    "deaths",
    "leave it out",
)
FORMAT_TAKES = Message("-f takes {formats:or}")
PEAK_BY_MONTH = Message("a peak by month")
CIVILIANS_BY_PERPETRATOR = Message("civilians by perpetrator")
LIST_OF_EVENTS = Message("a list of events")
A_PART_OF_A_YEAR = Message("a part of a year")
A_MAP = Message("a map")
SURVEY_MODEL = Message(
    "--uncertainty survey (its model is for single events; country-year rows are sums)"
)
SEVERAL_SETS = Message("an answer from several sets")
BY_ID = Message("{option} by id")
SOURCE_WITHOUT_RANGE = Message(
    "--range needs low and high estimates, which this source does not have", "leave it out"
)
RANGE_OF_OTHERS = Message(
    "--range needs low and high estimates; UCDP gives them for deaths, not for {measure}",
    "leave it out",
)


def did_you_mean(word: str, known: Iterable[str]) -> Said | None:
    """Return the known words that look most like `word`, or None where nothing is near."""
    names = nearest(word, known)
    return DID_YOU_MEAN(names=names) if names else None


NO_DAY_OF_EXPORT = Message(
    "'{text}' is not an export date", "write one such as 2025-10-24: --release 2025-10-24"
)
NO_VINTAGE = Message(
    "'{text}' is not the date of an update",
    "write one such as 2025-04-04; `mali-cli datasets` lists them",
)
MISSION_AND_COUNTRY = Message(
    "--mission and -c both say where",
    "use one of them",
)
NO_SUCH_MISSION = Message(
    "no rows of {names:and}: these data use another name, or have none of {names:?it/them}"
)
SECOND_VALUE = Message("{option} is there twice", "it takes one value: leave one out")
NO_COMMAND = Message("no such command '{word}'")
SEE_COMMANDS = Message("{command} lists the commands")
EXTRA_WORDS = Message("too many words: {words:and}")
NOT_IN_RANGE = Message("{option} takes a whole number from {least} to {most}")
NO_WHOLE_NUMBER = Message("{option} takes a whole number")
NO_NUMBER = Message("{option} takes a number")
WRONG_WORDS = Message("{what}")
SEE_OPTIONS = Message("{command} lists the options")
MORE_OPTIONS = Message("More, with --help: {options:list}")
REPEATABLE = Message("* may be given several times.")
