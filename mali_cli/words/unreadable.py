"""What is said of a data file that cannot be read with certainty: in which line, and why."""

from __future__ import annotations

from .message import Message

_ANEW = "download it anew, UCDP's files from https://ucdp.uu.se/downloads/"
_AS_IT_IS = "and leave it as it is (a spreadsheet program that saves it may change it)"
_LEAVE_ALONE = f"{_ANEW}, {_AS_IT_IS}"
_WHAT_IS_READ = "mali-cli import -h says what can be read; get UCDP's data with {command}"
_UNPACK = "unpack it yourself and give the file inside"

_ONE_FRAME = "save the data frame that is meant, in R with: saveRDS(x, 'x.rds')"

ANEW, ANEW_FROM = Message(_ANEW), Message("download it anew from {page}")
LEAVE_ALONE = Message(_LEAVE_ALONE)
LEAVE_ALONE_FROM = Message(f"download it anew from {{page}} {_AS_IT_IS}")

NO_FILE = Message("there is no file {path}", "check the name")
A_FOLDER = Message("{path} is a folder, not a file", "name a file in it")
NOT_OPENED = Message("{path} cannot be read: {why}", "check the name")

# Archives
EMPTY_FILE = Message("{file}: the file is empty", _ANEW)
EMPTY_ZIP = Message("{file}: the zip file is empty or one of several parts", _ANEW)
ZIP_DAMAGED = Message("{file}: the zip file is damaged ({why})", _ANEW)
GZ_DAMAGED = Message("{file}: the gz file is damaged or cut off ({why})", _ANEW)
PACKED_DAMAGED = Message("{file}: what is packed is damaged or cut off ({why})", _ANEW)
NONE_IN_ZIP = Message(
    "{file}: the zip file must hold exactly one .csv, .json or .geojson file, or one .xlsx, .dta, "
    ".rds or .RData; it holds none",
    _UNPACK,
)
SEVERAL_IN_ZIP = Message(
    "{file}: the zip file must hold exactly one .csv, .json or .geojson file; it holds "
    "{members:list}",
    "unpack it yourself and give one of them, or each to an import of its own",
)
ENCRYPTED = Message("{file}: {member} in the zip file is encrypted", _UNPACK)
TOO_LARGE = Message(
    "{file}: the archive unpacks from {packed:,} to over {size:#byte}, which no UCDP file does",
    _UNPACK,
)

# Workbooks
NEEDS_LIBRARY = Message(
    "{file}: a workbook needs {library} to be read, which is not installed", "install it: {command}"
)
WORKBOOK_DAMAGED = Message("{file}: the workbook is damaged ({why})", _ANEW)
SEVERAL_SHEETS = Message(
    "{file}: several sheets have the columns of a data set ({sheets:and})",
    "save the right one as CSV",
)

# Data of Stata and R
STATA_NEEDS = Message(
    "{file}: a Stata file needs {library} to be read, which is not installed",
    "install it: {command}",
)
STATA_DAMAGED = Message("{file}: the Stata file is damaged or not read ({why})", _ANEW)
STATA_FLOAT = Message(
    "{file}: column '{column}' is kept in Stata's type float, which has seven digits: its larger "
    "numbers may be cut",
    "read the original in Stata anew with: import delimited …, asdouble",
)
LIBRARY_BROKE = Message("what reads it broke off")
R_DAMAGED = Message(
    "{file}: the R file is damaged or not read ({why})",
    f"{_ANEW}; or save the data frame alone, in R with: saveRDS(as.data.frame(x), 'x.rds')",
)
NO_DATA_FRAME = Message("{file}: there is no data frame in the R file", _ONE_FRAME)
SEVERAL_FRAMES = Message(
    "{file}: several data frames have columns of a data set ({frames:and})", _ONE_FRAME
)
NO_KNOWN_FRAME = Message(
    "{file}: none of the data frames has columns of a data set ({frames:and})", _ONE_FRAME
)
CUT_OFF = Message("its parts do not fit together: cut off, or changed")
VERSION_OF_R = Message("version {version} of R's format")
KIND_OF_R = Message("there is more in it than data: kind {kind}")
LISTS_OR_BYTES = Message("lists, bytes or the like")

# Text and tables
NUL_BYTE = Message("{file}: line {line} contains a NUL byte: not a text file, or damaged", _ANEW)
LONE_CR = Message("{file}: its lines end in CR alone, which only very old programs write", _ANEW)
LINE_NOT_UTF8 = Message("{file}: line {line} is not UTF-8 (byte {byte})", _ANEW)
UNKNOWN_HEADER = Message(
    "{file}: line 1, the header line, names no column of a UCDP data set", _WHAT_IS_READ
)
UNKNOWN_HEADER_OF = Message(
    "{file}: line 1, the header line, names no column of a UCDP data set (it begins with {cells})",
    _WHAT_IS_READ,
)
NAMES_TWICE = Message(
    "{file}: line 1, the header line, holds {number:#name} twice (such as '{name}')", _ANEW
)
NAMES_JOINED = Message(
    "{file}: line 1, the header line, holds {number:#name} twice, joined by '{delimiter}' "
    "(such as '{name}'): a spreadsheet program has ruined the file",
    _LEAVE_ALONE,
)
COLUMNS_TWICE = Message("{file}: the columns {columns:and} are there twice", _ANEW)
HEADER_ONLY = Message("{file}: a header line, but no rows", _ANEW)
NO_ROWS = Message("{file}: no rows", _ANEW)
MORE_FIELDS = Message(
    "{file}: line {line} has {fields} fields, more than the header line names ({named}); it begins "
    "with {cells}",
    _LEAVE_ALONE,
)
FEWER_FIELDS = Message(
    "{file}: line {line} has {fields} fields, fewer than the header line names ({named}); it "
    "begins with {cells}",
    _LEAVE_ALONE,
)
QUOTE_NOT_CLOSED = Message(
    "{file}: the record that begins in line {line} cannot be read: a quoted cell never closes, so "
    "the file is cut off or damaged",
    _ANEW,
)
QUOTE_CLOSED_EARLY = Message(
    "{file}: the record that begins in line {line} cannot be read: a quoted cell continues after "
    "its closing quote",
    _ANEW,
)
NO_UCDP_COLUMNS = Message(
    "{file}: the columns are of no UCDP data set ({columns:.80})", _WHAT_IS_READ
)
COLUMNS_MISSING = Message(
    "{file}: no column {missing:and}: {dataset} data need at least {needed:and}",
    "give the file with all its columns; {maker}'s own are at {page}",
)
SEVERAL_RELEASES = Message("{file}: its rows are of several releases ({releases:and})", _ANEW)
SEVERAL_WINDOWS = Message(
    "{file}: its rows are of several windows: {column} is {values:and}",
    "use one list of events at a time",
)
NO_WINDOW = Message(
    "{file}: {columns:and} ({first}, {last}) are not its first and last days", _ANEW
)
KEY_TWICE = Message(
    "{file}: {number:#key is/keys are} repeated with different content: {rows:;}", _ANEW
)
KEY_IN_ROWS = Message("{key} in {places}")
EXCHANGED = Message(
    "{file}: {columns:and} look swapped: {odd:,} of {rows:#row} {odd:?breaks/break} low <= best "
    "<= high; in UCDP's own files 1 to 2 in 100 do",
    f"see whether the header line is right, or {_ANEW}",
)
OTHER_DATA_CAME = Message("{file}: asked for {wanted}, got {found}", "try again later")

# JSON and Parquet
NOT_UTF8 = Message("{file}: not UTF-8 at byte {byte:,}", _ANEW)
NOT_UNICODE = Message("{file}: invalid Unicode text ({why})", _ANEW)
BROKEN_JSON = Message("{file}: broken JSON: {why}", _ANEW)
BROKEN_JSON_AT = Message(
    "{file}: broken JSON at line {line}, column {column}: {why}; the file is cut off or damaged",
    _ANEW,
)
BROKEN_JSON_LINE = Message("{file}: line {line} is broken JSON: {why}", _ANEW)
CONSTANT = Message("{word} is not a number")
NO_UCDP_JSON = Message("{file}: this JSON has no rows of UCDP (its keys are {keys})", _WHAT_IS_READ)
PAGES_OF_SEVERAL = Message(
    "{file}: the pages are of different queries (TotalCount {totals:ands})", _ANEW
)
MORE_THAN_COUNTED = Message("{file}: {rows:#row}, but TotalCount is {total:,}", _ANEW)
OTHER_INDICATOR = Message(
    "{file}: the rows are of {found:and}, and not of the population (SP.POP.TOTL)",
    "download that from https://data.worldbank.org/indicator/SP.POP.TOTL",
)
NOT_ALL_OF_INDICATOR = Message(
    "{file}: {rows:#row} of {total:,}: one page of several",
    "ask for all, with per_page=20000",
)
NOT_ALL_PAGES = Message(
    "{file}: {rows:#row} of {total}: the page is not the only one", "join all pages in one file"
)
ONE_OF_PAGES = Message("{file}: one page of {pages}", "join all pages in one file, maxPages 1")
NO_OBJECT = Message("{file}: row {row} is not an object with one key per column", _ANEW)
SAME_KEY = Message("{file}: row {row} repeats a key in different case", _ANEW)
NESTED = Message("{file}: row {row}, key '{key}': a nested value", _ANEW)
NO_FEATURES = Message("{file}: a FeatureCollection without a list of features", _ANEW)
NO_PROPERTIES = Message("{file}: feature {number} has no properties", _ANEW)
NO_POINT = Message("{file}: feature {number} has neither latitude and longitude nor a point", _ANEW)
PARQUET_DAMAGED = Message("{file}: the Parquet file is damaged", _ANEW)
PARQUET_DAMAGED_BY = Message("{file}: the Parquet file is damaged ({why})", _ANEW)
TOO_MANY_ROWS = Message(
    "{file}: it unpacks to {rows:#row} from {bytes:#byte}: that is no UCDP file", _ANEW
)
WRONG_DTYPE = Message("{file}: column '{column}' holds {dtype}, not numbers, text or dates", _ANEW)

# One cell
PLACE = Message("{unit} {number}")
PLACES = Message("{unit}s {numbers:and}")
EMPTY_CELL = Message("{file}: {place}, column '{column}': the cell is empty")
WRONG_CELL = Message("{file}: {place}, column '{column}': {value} {why}")
IS_EMPTY = Message("is empty")
NO_WHOLE_NUMBER = Message("is not a whole number")
NO_YEAR = Message("is not a year")
NO_NUMBER = Message("is not a number")
NO_TRUTH = Message("is neither true nor false")
NUMBER_TOO_LARGE = Message("is too large a number")
THOUSANDS_OR_DECIMALS = Message(
    "may be a whole number written with decimals, or one with a thousands separator"
)
WRITE_PLAINLY = Message(f"write it as {{number}}, or without the point; or {_ANEW}")
NEGATIVE = Message("is a negative count")
ABOVE_MOST = Message("is above {most:,}, too high for a count")
NO_PEOPLE = Message("is not a number of people")
NO_COUNTRY = Message("is not the number of a country")
IMPOSSIBLE_YEAR = Message("is a year that cannot be")
BEFORE_FIRST = Message("is before {column}")
NOT_BETWEEN = Message("is not between -{most} and {most}")
NO_TYPE = Message("is none of the types 1, 2 and 3")
PROTEST = Message(
    "is violent political protest, which UCDP does not count as organised violence; files of it, "
    "and UCDP's internal releases (.9), are not read"
)
NAMELESS = Message("has no name in the header line")
NO_RELEASE = Message("is not a release such as 25.1")
NO_NAME_OF_MONTH = Message("is not a month")
NO_MONTH = Message("is not the last day of a calendar month that begins on {start}")
NO_DATE = Message("is not a date")
OTHER_FORM = Message("is written in another way than other dates of the column")
TIME_OF_DAY = Message("has a time of day; events have none")
DAY_BEFORE_MONTH = Message("has the day first, and {other} in {place} the month")
MONTH_BEFORE_DAY = Message("has the month first, and {other} in {place} the day")
DAY_OR_MONTH = Message(
    "{file}: the dates in {columns:ands} cannot be told: day or month first? (no number is above "
    "12)",
    _LEAVE_ALONE,
)

# What the file is
THE_FILE = Message("the file")
KNOWN_BY_HASH = Message(
    "by its hash the file is {dataset}@{known}, not {release}", "leave out --release"
)
A_PART = Message("{file} says that it is part of a data set: {days}", "leave out --whole")
PRELIMINARY_OF_WHAT = Message(
    "{file} has preliminary events (code_status is not Clear throughout) and does not name its "
    "release",
    "name it, such as --release 26.0.1: it decides which months the file covers",
)
COUNT_OF_WHAT = Message(
    "{file} has counts by country, and its name does not say of what: {datasets:or}",
    "give it the name that ACLED gave it, or say so: {command}",
)
OF_ANOTHER_SET = Message("{file} has the columns of {found:or}, not of {wanted}", "check --dataset")
OTHER_DAYS = Message("{file} covers {days}; its release {released}", "check --release")
IN_THE_FUTURE = Message("{name} would cover time up to {end}", "check --release")
NOT_OF_RELEASE = Message("{name} covers {days}; the file has {found}", "check --release")
