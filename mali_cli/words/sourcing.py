"""What is said of sources: which they are, what is odd in them, how to cite them."""

from __future__ import annotations

from .message import Message

DATA_IN_PRINT = Message("Data: {brief:list}.")
DATA = Message("Data: {facts:list}.", kind="source", printed=DATA_IN_PRINT)
SET = Message("{maker} {dataset} {release}")
SET_UNKNOWN = Message("{maker} {dataset} (release not known)")
DAYS_OF = Message("{days}, of {area} {lived}")
PART = Message("a part of the release")
ASSUMED = Message("coverage assumed from its rows")
ACTOR_YEARS = Message(
    "UCDP one-sided has an actor only in years in which it killed 25 or more, and the deaths of a "
    "year in all countries in one row: no figure here is of a country, or of all one-sided "
    "violence.",
    kind="threshold",
    warning=True,
)
PRELIMINARY = Message("preliminary")
ALL_FROM = Message(
    "All rows are from {source}, which has most of the missions; not {others:and}.", kind="source"
)
LIST = Message("Source: {citation}", kind="source")

CITE = Message("Cite: {work} (more: mali-cli cite)", kind="cite")
CITE_ROWS = Message("Cite: {work}", kind="cite")
MODEL = Message("Model: {work}")
CITE_SURVEY = Message(
    "Cite: {work} (more: mali-cli cite --uncertainty survey)", kind="cite", printed=MODEL
)
CITE_UNKNOWN = Message("{source}: {work}", kind="cite")
LICENCE = Message("{maker} data is free under {licence}, if these works are cited.", kind="licence")
TERMS = Message("{maker} data may not be passed on; its terms: {licence}.", kind="licence")
ROWS_KEPT_BACK = Message(
    "Rows of {dataset} may not be passed on; its terms: {licence}.", kind="licence", warning=True
)
RELEASE = Message("Name the release with each figure: {dataset} {release}.", kind="release")
ONE_RELEASE = Message(
    "Other releases count the same days differently; figures of two are never mixed.",
    kind="release",
)
AGAIN = Message("Again: {command}", kind="again")

ODD = Message("Odd rows in {names}, counted as they are: {kinds:;}.", kind="odd")
ODD_KIND = Message("{kind} ({count:,})")
UNORDERED = Message(
    "† UCDP's own estimates are out of order, and are counted as they are: {rows:;}.",
    kind="order",
    warning=True,
)
ESTIMATES = Message("{estimates:list}")
ESTIMATES_OF = Message("{row:list} ({estimates:list})")
ESTIMATE = Message("{estimate} {number:,.{decimals}f}")
MORE_ROWS = Message("{rows:#more row}")
READ = Message("On reading {name}: {remarks:;}.", kind="read")
MORE_READ = Message("Remarks on {number} more in JSON.", kind="read")
MORE_IN_JSON = Message("{number} more in JSON")
NAMES = Message("{names:and}")
NAMES_AND_MORE = Message("{name} and {number} more")

STORE = Message("The store is {folder}.", kind="store")
DAMAGED = Message("{what}: {hint}", kind="damaged", warning=True)
IGNORED = Message(
    "Passed over in {folder}, as no data set has such a name: {names:list}.", kind="ignored"
)
UNFINISHED = Message(
    "Not complete: {name}, {size:#byte}, the last on {day}. The same fetch goes on with it; after "
    "{days} days without a byte the next fetch, import or removal deletes it.",
    kind="unfinished",
)
MORE_FILES = Message("{number} more")
GET = Message("Get a data set with: mali-cli fetch NAME", kind="get")
LIMITED = Message("--limit cut {cut:#row} of {all:,}.", kind="limit")
NONE_FITS = Message("no rows: none of {name} fits")
KEPT_AS_IT_IS = Message("What is odd is kept as UCDP has it: nothing is altered.", kind="odd")
EMPTY_STORE = Message("no rows: the store is empty")

REMARK = Message("{name}: {remark}.", kind="remark")
ODD_ROWS = Message("{name}: {count:#row} odd: {oddity}{examples}; kept as they are.", kind="odd")
EXAMPLES = Message(" ({examples:list})")
SOME_EXAMPLES = Message(" ({examples:list} …)")
UNKNOWN_RELEASE = Message(
    "{name}: the release is not known, the coverage is that of its rows.", kind="coverage"
)
UNKNOWN_COVERAGE = Message(
    "{name}: what the release covers is not known, the coverage is that of its rows.",
    kind="coverage",
)
WHERE = Message(
    "The store is {folder}; `mali-cli datasets path NAME` names the Parquet file.", kind="where"
)
NEXT = Message("Next: {command}", kind="next")
ACLED = Message(
    "ACLED and UCDP are not comparable: ACLED counts events without deaths too, riots and protests "
    "among them, has no threshold of 25 deaths, gives one figure of deaths without a range, and "
    "changes past rows every week. Its figures are never added to those of UCDP.",
    kind="source",
    printed=Message("ACLED's rules of counting are not those of UCDP: the two are not comparable."),
)
ACLED_COUNTS = Message(
    "ACLED and UCDP are not comparable: ACLED has no threshold of 25 deaths, gives one figure "
    "without a range, and changes past figures every week. Its kinds of counts overlap (events "
    "that target civilians are among those of political violence): none is added to another, or "
    "to UCDP.",
    kind="source",
    printed=Message("ACLED's rules of counting are not those of UCDP: the two are not comparable."),
)
NEEDS_KEY = Message("needs a {noun} of your own: {command}")
DISPLACEMENT = Message(
    "New displacements are those of the year, and who fled twice counts twice; displaced people "
    "are those at the end of the year. They do not follow from one another, and are never added to "
    "the internally displaced of UNHCR.",
    kind="source",
)
REFUGEES = Message(
    "At the end of the year, by the country that people come from; the internally displaced are "
    "those whom UNHCR protects or assists, and never added to those of IDMC.",
    kind="source",
)
UN_PERSONNEL = Message(
    "Uniformed personnel only, at the end of the month: civilian staff are not among them, and "
    "some months are missing.",
    kind="source",
)
UN_FATALITIES = Message(
    "All who died in service, of whatever cause, military, police and civilian; records before "
    "2000 may be incomplete, and UN agencies are not among them.",
    kind="source",
)
