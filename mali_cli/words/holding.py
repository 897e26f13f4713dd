"""What is said of the data that answer: which, whether they are here, and what they lack."""

from __future__ import annotations

from .message import Message

RELEASE_NOT_CITED = Message(
    "this version does not know how to cite release {release}",
    "known releases: {known:list}; see also https://ucdp.uu.se/downloads/",
)
NO_COUNTRIES = Message("this data set has no countries", "leave out --country")
SEVERAL_COUNTRIES_IN_A_ROW = Message(
    "{dataset} has no figures by country: a row is an actor's year, which may include several "
    "countries",
    "leave out --country, or use events: {command}",
)
ONE_TYPE = Message("{dataset} has only {types:and} violence", "leave out --type")
KINDS_OVERLAP = Message(
    "these are counts of {kinds:and}, which overlap and are never added up",
    "name one of them: {option}",
)
LEVELS_OVERLAP = Message(
    "a country has rows at several levels of division here, so events would count twice",
    "keep the rows of one admin_level in the file",
)
NO_TYPES = Message("this data set has no types of violence", "leave out --type")
NO_DATES = Message("this data set has no dates", "leave out --from and --to")
COVERS_A_PART = Message(
    "{pinned} covers {cover}, not all of {window}", "a newer release may; get it with {command}"
)
DATA_LACK_COLUMN = Message(
    "{reader} needs the column {column}, which these data lack",
    "leave it out, or {elsewhere}",
)
SOURCE_LACKS_COLUMN = Message(
    "{reader} needs the column {column}, which {source} lacks",
    "leave it out, or {elsewhere}",
)
USE_OTHER_DATA = Message("use other data")
USE_ANOTHER_SET = Message(
    "name another set with --dataset NAME@RELEASE, or remove this one with {command}"
)
NO_EVENTS_TO_COUNT = Message(
    "events cannot be counted: country-year data have deaths only, and no events are here",
    "count --measure deaths, or {get}",
)
NONE_TO_CITE = Message(
    "no release of {dataset} is here to cite",
    "name one: mali-cli cite --dataset {dataset}@{example}, or get it with {command}",
)
NONE_OF_MISSIONS = Message("no data on any of these missions are here ({problem})")
NOTHING_MATCHES = Message("{option} '{word}' matches nothing here")
ELSEWHERE = Message(
    "{names:ands} occurs elsewhere in the data: change the countries, types or days"
)
SEE_NAMES = Message("list the names with `totals --by {group}` over the same data")
NO_LETTER = Message("--place '{word}' has no letter or digit", "try a part of the name")
NO_SUCH_PLACE = Message("--place matches nothing: {words:list}", "try a part of the name")
PARTS_DIFFER = Message(
    "several partial sets can answer, and {sets:and} disagree on {rows:#row}",
    "name one: {options:or}",
)
CANNOT_ANSWER_FILE = Message(
    "{file} holds {dataset}, which has no deaths by country and day",
    "store it with `{command}`, then `mali-cli datasets show`",
)
NO_EVENTS_IN_FILE = Message(
    "{reader} needs events, and {file} has {kind}s",
    "use a file of events, or ask for less",
)
CANDIDATES_OF_OTHERS = Message(
    "--candidate adds to a yearly release of {dataset}, but {pinned} answers",
    "leave out --candidate, --data or --dataset",
)
OF_THE_FILE = Message("ask for what the file has, for instance with -c")
NO_DEATHS = Message(
    "{dataset} has no deaths by country and day, so it cannot answer this",
    "see its rows with {command}",
)
DENOMINATOR = Message(
    "{dataset} is a denominator ({title}): it does not say what happened",
    "see its rows with {command}",
)
NOT_IN_LAYOUT = Message(
    "what is here of {dataset} ({layouts:and}) cannot answer this",
    "ask for less, or get data that can: {command}",
)
NOT_ASKED_OF = Message(
    "{dataset} cannot answer this",
    "leave out --dataset, or --data",
)
NO_EVENTS = Message(
    "{reader} needs events, and {dataset} has none",
    "leave out --dataset, or use --dataset {events}",
)
SEVERAL_PARTS = Message(
    "{sets} partial sets of {dataset} can answer, and nothing says which to use",
    "name one: {options:or}",
)
NOT_HERE = Message("the data set {name} is not here", "get it with {command}")
NOT_HERE_FOR_EVENTS = Message(
    "{reader} needs events, and the data set {name} is not here", "get it with {command}"
)
CUTS_YEARS = Message(
    "{window} takes part of {years:and}, but {pinned} has whole years only: between "
    "{least:,} and {most:,} {measure}",
    "{how}; or take the years with their bounds",
)
EVENTS_OR_YEARS = Message("{how}; or take the years with their bounds: {line}")
GET_EVENTS = Message("events can tell, get them with {command}")
NAME_EVENTS = Message("events can tell: use {events} instead of {dataset}")
NO_FIGURES = Message(
    "no figures for {countries:and} here: {pinned}, {origin}, has {held:and}",
    "get them with {command}",
)
NO_FIGURES_OF_MORE = Message(
    "no figures for {countries:and} and {more} more here: {pinned}, {origin}, has {held:and}",
    "get them with {command}",
)
ENDS_BEFORE = Message(
    "{pinned} covers {days}, and nothing from {first} on",
    "a newer release may; get it with {command}",
)
ONLY_A_PART = Message(
    "{pinned} is partial: it has only part of what was asked for", "get the whole with {command}"
)
NO_CANDIDATES = Message("no candidate release after {pinned} is here", "get them with {command}")
NO_WHOLE_CANDIDATES = Message(
    "no candidate release after {pinned} here has all that was asked for (in part: {parts:and})",
    "get them with {command}",
)
NO_CANDIDATE = Message("the candidate release {release} is not here", "get it with {command}")
NO_WHOLE_CANDIDATE = Message(
    "the candidate release {release} here lacks part of what was asked for (in part: {parts:and})",
    "get it with {command}",
)
CANDIDATE_ADDS_NOTHING = Message(
    "candidate release {release} adds nothing: {pinned} or another one replaces it", "leave it out"
)
GAP = Message(
    "nothing here covers {days}, between the yearly and the candidate releases",
    "get what is missing with {command}",
)
COLUMNS = Message("the {columns:?column/columns} {columns:and}")
COLUMN = Message("'{column}' ({reader})")
MORE = Message("{number} more")
