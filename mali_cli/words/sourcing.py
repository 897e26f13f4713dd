"""What is said of sources: which they are, what is odd in them, how to cite them."""

from __future__ import annotations

from .message import Message

DATA_IN_PRINT = Message("Data: {brief:list}.")
DATA = Message("Data: {facts:list}.", kind="source", printed=DATA_IN_PRINT)
SET = Message("{maker} {dataset} {release}")
SET_UNKNOWN = Message("{maker} {dataset} (release not known)")
DAYS_OF = Message("{days}, of {area} {lived}")
PART = Message("part of the release")
ASSUMED = Message("coverage taken from its rows")
ACTOR_YEARS = Message(
    "UCDP's one-sided data list an actor only in years in which it killed at least 25 people, "
    "with its deaths in all countries together: no figure here is for a country, or for all "
    "one-sided violence.",
    kind="threshold",
    warning=True,
)
PRELIMINARY = Message("preliminary")
ALL_FROM = Message(
    "All rows come from {source}, which has most of the missions, and not from {others:and}.",
    kind="source",
)
LIST = Message("Source: {citation}", kind="source")

CITE = Message("Cite: {work} (more: mali-cli cite)", kind="cite", short="Cite: {brief}")
CITE_ROWS = Message("Cite: {work}", kind="cite")
MODEL = Message("Model: {work}")
CITE_SURVEY = Message(
    "Cite: {work} (more: mali-cli cite --uncertainty survey)", kind="cite", printed=MODEL
)
CITE_UNKNOWN = Message("{source}: {work}", kind="cite")
LICENCE = Message("{maker} data are free under {licence} if these works are cited.", kind="licence")
TERMS = Message("{maker} data may not be passed on; terms: {licence}.", kind="licence")
ROWS_KEPT_BACK = Message(
    "Rows of {dataset} may not be passed on; terms: {licence}.", kind="licence", warning=True
)
RELEASE = Message("Name the release with every figure: {dataset} {release}.", kind="release")
ONE_RELEASE = Message(
    "Other releases count the same days differently, so figures of two releases are never mixed.",
    kind="release",
)
AGAIN = Message("Reproduce: {command}", kind="again")

ODD = Message("Odd rows in {names}, counted as they stand: {kinds:;}.", kind="odd")
ODD_KIND = Message("{kind} ({count:,})")
UNORDERED = Message(
    "† UCDP's own estimates are out of order; they are counted as they stand: {rows:;}.",
    kind="order",
    warning=True,
)
ESTIMATES = Message("{estimates:list}")
ESTIMATES_OF = Message("{row:list} ({estimates:list})")
ESTIMATE = Message("{estimate} {number:,.{decimals}f}")
MORE_ROWS = Message("{rows:#more row}")
READ = Message("Read from {name}: {remarks:;}.", kind="read")
MORE_READ = Message("JSON has the remarks on {number} more.", kind="read")
MORE_IN_JSON = Message("{number} more in JSON")
NAMES = Message("{names:and}")
NAMES_AND_MORE = Message("{name} and {number} more")

STORE = Message("Store: {folder}", kind="store")
DAMAGED = Message("{what}: {hint}", kind="damaged", warning=True)
IGNORED = Message(
    "Ignored in {folder}, as no data set has such a name: {names:list}.", kind="ignored"
)
UNFINISHED = Message(
    "Incomplete: {name}, {size:#byte}, last on {day}. The same fetch continues it; after {days} "
    "days without progress the next fetch, import or removal deletes it.",
    kind="unfinished",
)
MORE_FILES = Message("{number} more")
GET = Message("Get a data set with mali-cli fetch NAME", kind="get")
LIMITED = Message("Shortened by --limit: {cut:#row} of {all:,} not shown.", kind="limit")
NONE_FITS = Message("no rows: nothing in {name} fits")
KEPT_AS_IT_IS = Message("Odd values are kept as published; nothing is changed.", kind="odd")
EMPTY_STORE = Message("no rows: the store is empty")

REMARK = Message("{name}: {remark}.", kind="remark")
ODD_ROWS = Message("{name}: {oddity} ({count:#row}{examples}); kept as published.", kind="odd")
EXAMPLES = Message(": {examples:list}")
SOME_EXAMPLES = Message(": {examples:list} …")
UNKNOWN_RELEASE = Message(
    "{name}: release unknown; coverage is taken from its rows.", kind="coverage"
)
UNKNOWN_COVERAGE = Message(
    "{name}: the coverage of this release is unknown; it is taken from its rows.",
    kind="coverage",
)
WHERE = Message(
    "Store: {folder}. `mali-cli datasets path NAME` gives the Parquet file.", kind="where"
)
NEXT = Message("Next: {command}", kind="next")
ACLED = Message(
    "ACLED and UCDP are not comparable. ACLED also counts events without deaths, including riots "
    "and protests, has no threshold of 25 deaths, gives one figure without low and high, and "
    "revises past rows every week. Its figures are never added to UCDP's.",
    kind="source",
    printed=Message("ACLED's rules of counting are not those of UCDP: the two are not comparable."),
)
ACLED_COUNTS = Message(
    "ACLED and UCDP are not comparable. ACLED has no threshold of 25 deaths, gives one figure "
    "without low and high, and revises past figures every week. Its counts overlap (civilian "
    "targeting is part of political violence), so they are never added to each other, or to "
    "UCDP's.",
    kind="source",
    printed=Message("ACLED's rules of counting are not those of UCDP: the two are not comparable."),
)
NEEDS_KEY = Message("needs your own {noun}: {command}")
DISPLACEMENT = Message(
    "New displacements are those during the year, and a person displaced twice counts twice; "
    "displaced people are those still displaced at its end. Neither can be worked out from the "
    "other, and neither is added to UNHCR's count of internally displaced people.",
    kind="source",
)
REFUGEES = Message(
    "At the end of the year, by country of origin. The internally displaced are those whom UNHCR "
    "protects or assists; they are never added to IDMC's.",
    kind="source",
)
UN_PERSONNEL = Message(
    "Uniformed personnel at the end of the month, without civilian staff; some months are missing.",
    kind="source",
)
UN_FATALITIES = Message(
    "Counted: all who died in service, from any cause, military, police and civilian. Records "
    "before 2000 may be incomplete; UN agencies are not included.",
    kind="source",
)
