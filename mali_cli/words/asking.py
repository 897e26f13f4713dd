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

SIDE_OF_NOBODY = Message("--side says on which side an actor is, and none is named", "add --actor")
NO_CIRCLE = Message("'{text}' is no circle", _CIRCLE)
NOT_ON_EARTH = Message("'{text}' is no place on Earth: latitude comes first", _CIRCLE)
NO_PRECISION = Message("{option} {code}: the codes are 1 (exact) to {largest}", "write 1 to 3")
ALL_BESIDE_TYPES = Message("'all' is the sum of the types", "leave it out, or use it alone")
NO_ESTIMATE = Message(
    "{measure} have no {estimate} estimate: UCDP gives low and high for deaths only",
    "leave out --estimate, or count --measure deaths",
)
ONE_ESTIMATE = Message(
    "{measure} of {dataset} have no low and no high estimate", "leave out --estimate"
)
FINER_THAN_DATA = Message(
    "{dataset} has a figure a {grain}, and --by {unit} is finer", "ask for longer units with --by"
)
NO_SUCH_FILTER = Message("{dataset} cannot be filtered by {option}", "leave it out")
NO_WEEKS = Message("{file} has no weekly rows, and {option} is about these", "leave it out")
WEEKS_OF_A_FILE = Message(
    "--week-starts is about a file that is named with --data",
    "leave it out, or store the file anew: mali-cli import FILE --week-starts {day}",
)
SUMS_OF_STOCK = Message("{measure} do not add up over time", "leave out --cumulative")
NOT_OF_STOCKS = Message(
    "--straddle {rule} makes no sense of {measure}, which do not add up over time",
    "use {rules:or}",
)
BOTH_IN_SERIES = Message(
    "--straddle both counts a death in every unit that it touches: a series would not add up, "
    "so it is for phases only",
    "use start, end, split or drop",
)
TWO_RELEASES = Message(
    "--dataset says release {pinned}, --release says {release}", "leave out one of them"
)
NO_RELEASE = Message("'{number}' is no release", "write one such as 25.1")
ONLY_OF_SURVEY = Message("{option} is for --uncertainty survey", "add that, or leave it out")
LEVEL_OUT_OF_BOUNDS = Message(
    "--level {level} is not between 0 and 1",
    "write {usual} for intervals that hold 90% of the distribution",
)
DRAWS_OUT_OF_BOUNDS = Message(
    "--draws {draws} is not between {fewest} and {most}", "leave it out for {usual}"
)
SEED_OUT_OF_BOUNDS = Message("--seed {seed} is not a whole number from 0 to {largest}", "write 1")
TOO_FEW_DRAWS = Message(
    "{draws:#draw is/draws are} too few for --level {level}: {beyond:g} lie beyond each end",
    "use more --draws, or a lower --level",
)
TOGETHER_AND_STACKED = Message(
    "--together draws a line a country, and --by {group} divides each", "leave out one of them"
)
TOGETHER_AND_BESIDE = Message(
    "--together draws a line a country, and --beside a chart a source", "leave out one of them"
)
EMPTY_TEXT = Message("{option} was given an empty text", "leave it out, or name something")
UNKNOWN_WORD = Message("unknown {kind} '{word}'")
NOT_A_RELEASE = Message("'{release}' is not a release", "write one such as 25.1")
NO_UCDP_RELEASE = Message(
    "'{text}' is not a release of UCDP",
    "write one such as 25.1 (yearly), 26.0.8 (candidate month) or 26.01.26.06 (January to June)",
)
PRIVATE_RELEASE = Message(
    "{release} was made for one project only",
    "use 25.1 (yearly), 26.0.8 (candidate month) or 26.01.26.06 (January to June)",
)
RELEASE_OF_OTHERS = Message(
    "{release} is a {series} release, and {dataset} has none of those",
    "a release of {dataset} is numbered like {examples:or}",
)
PERPETRATOR_OF_OTHERS = Message(
    "only one-sided violence has a perpetrator", "use --by perpetrator with -t one-sided"
)
DATA_AND_DATASET = Message("--data and --dataset both say what answers", "use one of them")
OF_OTHERS = Message("{datasets:and} {datasets:?has/have} it: add --dataset {first}")
UNKNOWN_BY = Message("cannot group by '{group}'")
UNCERTAINTY_OF_SUMS = Message(
    "--uncertainty is of single rows, and --cumulative adds them up", "leave out one of them"
)
SEVERAL_UNITS = Message("several units of time were asked for", "use one --by of them")
SEVERAL_STACKS = Message(
    "a chart is stacked by one group, and {stacks:and} were asked for",
    "use one --by of them; several -t without --by type are a chart each",
)
TOP_OUT_OF_BOUNDS = Message(
    "{top} series cannot be named", "--top takes 1 to {most}; the rest is 'other'"
)
NEGATIVE_LIMIT = Message("--limit {limit} is below zero", "write how many rows, such as 20")
PHASES_NOT_ASKED = Message("{option} names phases", "add --by {phase}")
EVENT_SPLIT = Message("an event cannot be split", "use --straddle start, end or drop")
EVENT_ROW_SPLIT = Message("an event row cannot be split", "use --straddle start, end or drop")
NO_COLUMN = Message("these events have no column '{name}'")
UNCERTAINTY_OF_DEATHS = Message(
    "{option} is of deaths: {measure} have neither low and high nor a model",
    "count --measure deaths",
)
UNCERTAINTY_OF_BEST = Message(
    "{option} starts from the best estimate, and --estimate {estimate} was asked for",
    "leave out --estimate",
)
UNCERTAINTY_OF_EVENTS = Message(
    "{option} needs whole events: its model is not of parts of events",
    "use --straddle start, end or drop (or both, in periods)",
)
NOT_UTF8 = Message("'{word}' is not text in UTF-8", "type it again in UTF-8")
BY_TAKES = Message("--by takes {groups:list}")
FILL_WITHOUT_ZEROS = Message(
    "--fill has no zeros to give: a year that {dataset} does not have of an actor is none without "
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
    "--uncertainty survey (its model is of single events, and country-year rows are sums of events)"
)
SEVERAL_SETS = Message("an answer from several sets")
BY_ID = Message("{option} by id")
SOURCE_WITHOUT_RANGE = Message(
    "--range needs low and high, and deaths have none: the source has none", "leave it out"
)
RANGE_OF_OTHERS = Message(
    "--range needs low and high, and {measure} have none: UCDP gives them for deaths only",
    "leave it out",
)


def did_you_mean(word: str, known: Iterable[str]) -> Said | None:
    """Return the known words that look most like `word`, or None where nothing is near."""
    names = nearest(word, known)
    return DID_YOU_MEAN(names=names) if names else None


NO_DAY_OF_EXPORT = Message(
    "'{text}' is not the day of an export", "write one such as 2025-10-24: --release 2025-10-24"
)
NO_VINTAGE = Message(
    "'{text}' is not the day of a last update",
    "write one such as 2025-04-04; `mali-cli datasets` lists them",
)
MISSION_AND_COUNTRY = Message(
    "--mission and -c both say where",
    "give one of them",
)
NO_SUCH_MISSION = Message(
    "no rows of {names:and}: these data name missions otherwise, or have none of {names:?it/them}"
)
