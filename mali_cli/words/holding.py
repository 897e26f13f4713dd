"""What is said of the data that answer: which, whether they are here, and what they lack."""

from __future__ import annotations

from .message import Message

RELEASE_NOT_CITED = Message(
    "how to cite release {release} is not known to this version",
    "releases with a known article: {known:list}; https://ucdp.uu.se/downloads/ names it",
)
NO_COUNTRIES = Message("this data set does not say in which country", "leave out --country")
SEVERAL_COUNTRIES_IN_A_ROW = Message(
    "{dataset} has no figures of countries: a row is of an actor and a year, and some have several "
    "countries in them",
    "leave out --country, or ask events: {command}",
)
ONE_TYPE = Message("{dataset} has {types:and} violence only", "leave out --type")
KINDS_OVERLAP = Message(
    "these counts are of {kinds:and}, which overlap: they are never added up",
    "name one of them: {option}",
)
LEVELS_OVERLAP = Message(
    "a country has rows of several levels of division here, so that events would count twice",
    "keep the rows of one admin_level in the file",
)
NO_TYPES = Message("this data set has no types of violence", "leave out --type")
NO_DATES = Message("this data set has no dates", "leave out --from and --to")
COVERS_A_PART = Message(
    "{pinned} covers {cover}, not all of {window}", "a newer release may; get it with: {command}"
)
DATA_LACK_COLUMN = Message(
    "{reader} needs the column {column}, which these data do not have",
    "leave it out, or {elsewhere}",
)
SOURCE_LACKS_COLUMN = Message(
    "{reader} needs the column {column}, which {source} does not have",
    "leave it out, or {elsewhere}",
)
USE_OTHER_DATA = Message("use other data")
USE_ANOTHER_SET = Message(
    "name another set with --dataset NAME@RELEASE, or remove this one with: {command}"
)
NO_EVENTS_TO_COUNT = Message(
    "events cannot be counted: country-year data has deaths only, and no events are here",
    "count --measure deaths, or {get}",
)
NONE_TO_CITE = Message(
    "no release of {dataset} is here, so there is none to cite",
    "name one: mali-cli cite --dataset {dataset}@{example}, or: {command}",
)
NONE_OF_MISSIONS = Message("no data for any of the missions are here ({problem})")
NOTHING_MATCHES = Message("{option} '{word}' matches nothing in what is looked at")
ELSEWHERE = Message("{names:ands} is elsewhere in the data: change the countries, types or days")
SEE_NAMES = Message("see the names with `totals --by {group}` over the same data")
NO_LETTER = Message("--place '{word}' has no letter or digit", "try a part of the name")
NO_SUCH_PLACE = Message("--place matches nothing: {words:list}", "try a part of the name")
PARTS_DIFFER = Message(
    "several partial sets can answer, and {sets:and} do not say the same of {rows:#row}",
    "name one: {options:or}",
)
CANNOT_ANSWER_FILE = Message(
    "{file} holds {dataset}, which has no deaths by country and day",
    "store it with `{command}`, then `mali-cli datasets show`",
)
NO_EVENTS_IN_FILE = Message(
    "{file} has {kind}s, and {reader} needs events",
    "give a file of events, or ask for less",
)
CANDIDATES_OF_OTHERS = Message(
    "--candidate adds to a yearly release of {dataset}, and {pinned} answers",
    "leave out --candidate, --data or --dataset",
)
OF_THE_FILE = Message("ask for what the file has, such as with -c")
NO_DEATHS = Message(
    "{dataset} has no deaths by country and day, so it cannot answer this",
    "look at its rows with: {command}",
)
DENOMINATOR = Message(
    "{dataset} is what others are divided by ({title}): it answers no question on what happened",
    "look at its rows with: {command}",
)
NOT_IN_LAYOUT = Message(
    "what is here of {dataset} ({layouts:and}) cannot tell this",
    "ask for less, or get what can: {command}",
)
NOT_ASKED_OF = Message(
    "{dataset} cannot be asked this",
    "leave out --dataset, or --data",
)
NO_EVENTS = Message(
    "{dataset} has no events, and {reader} needs them",
    "leave out --dataset, or use --dataset {events}",
)
SEVERAL_PARTS = Message(
    "{sets} partial sets of {dataset} can answer, and nothing tells which", "name one: {options:or}"
)
NOT_HERE = Message("the data set {name} is not here", "get it with: {command}")
NOT_HERE_FOR_EVENTS = Message(
    "the data set {name} is not here, and {reader} needs events", "get it with: {command}"
)
CUTS_YEARS = Message(
    "{window} has a part of {years:and}, and {pinned} has whole years only: between {least:,} and "
    "{most:,} {measure}",
    "{how}; or take the years with their bounds",
)
EVENTS_OR_YEARS = Message("{how}; or take the years with their bounds: {line}")
GET_EVENTS = Message("events tell, get them with: {command}")
NAME_EVENTS = Message("events tell: name {events} in place of {dataset}")
NO_FIGURES = Message(
    "no figures for {countries:and} are here: {pinned}, {origin}, has {held:and}",
    "get it with: {command}",
)
NO_FIGURES_OF_MORE = Message(
    "no figures for {countries:and} and {more} more are here: {pinned}, {origin}, has {held:and}",
    "get it with: {command}",
)
ENDS_BEFORE = Message(
    "{pinned} covers {days}, nothing from {first} on", "a newer release may; get it with: {command}"
)
ONLY_A_PART = Message(
    "{pinned} is partial: it has only a part of what was asked", "get it with: {command}"
)
NO_CANDIDATES = Message("no candidate release after {pinned} is here", "get them with: {command}")
NO_WHOLE_CANDIDATES = Message(
    "no candidate release after {pinned} is here with all that is asked for (in part: {parts:and})",
    "get them with: {command}",
)
NO_CANDIDATE = Message("the candidate release {release} is not here", "get it with: {command}")
NO_WHOLE_CANDIDATE = Message(
    "the candidate release {release} is not here with all that is asked for (in part: {parts:and})",
    "get it with: {command}",
)
CANDIDATE_ADDS_NOTHING = Message(
    "candidate release {release} adds nothing: {pinned} or another one replaces it", "leave it out"
)
GAP = Message(
    "nothing here covers {days}, between the yearly and the candidate releases",
    "get what is missing with: {command}",
)
COLUMNS = Message("the {columns:?column/columns} {columns:and}")
COLUMN = Message("'{column}' ({reader})")
MORE = Message("{number} more")
