"""What is remarked on a file that was read: what was left out, read in a special way, or is odd."""

from __future__ import annotations

from .message import Message

DAY_FIRST = Message("dates read as day, month, year")
MONTH_FIRST = Message("dates read as month, day, year")
WHOLE_NUMBERS = Message("whole numbers written as 5.0 in {columns:#column}")
IDENTICAL_ROWS = Message("identical rows dropped: {rows:,} ({places})")
MORE_IDENTICAL_ROWS = Message("identical rows dropped: {rows:,} ({places} and more)")
NO_KEY = Message("no column {columns:and}, so repeated rows cannot be recognised")
BLANK_LINES = Message("{lines:#blank line} skipped")
NO_HEADER = Message("no header line: the {names} column names of {data} were assumed")
LETTERS = Message("text read as {encoding}")
TAGS = Message("row of HXL tags left out")
ROW_NUMBERS = Message("column {number}, without a name, left out")
EMPTY_COLUMN = Message("column {number}, without a name and empty, left out")
COLUMN_LEFT_OUT = Message("column '{column}' left out")
COLUMNS_LEFT_OUT = Message("columns {columns:and} left out")
MORE = Message("{number} more")
ALL_ZERO = Message("column '{column}' left out: 0 in every row")
READ_AS_RELEASE = Message("{column} '{written}' read as release {release}")
SEVERAL_RELEASES = Message("its rows are of several releases ({releases:and})")
KEYS_MISSING = Message("{rows:#row} without some of the keys: those cells are empty")
FROM_GEOMETRY = Message("coordinates taken from the geometry")
A_PART = Message("holds {rows:,} of the {total:#row} that TotalCount announces")
ROWS_END_EARLY = Message(
    "rows end in {last}, the release in {end}: what lies between counts as zero"
)
FEW_OF_RELEASE = Message(
    "only {inside:,} of {rows:#event} {inside:?is/are} of {days}, which the release covers"
)

# What is odd in rows
COUNTRY_WITHOUT_NUMBER = Message("unknown country, counted in none")
UNKNOWN_COUNTRY = Message("unknown country_id")
COUNTRY_UNLIKE_NUMBER = Message("country does not match country_id")
EXCHANGED = Message("latitude and longitude swapped")
FAR = Message("point far from its country")
IN_THE_FUTURE = Message("date in the future")
AT_ORIGIN = Message("coordinates 0 0")
EQUAL_COORDINATES = Message("latitude equals longitude")
YEAR_UNLIKE_DATES = Message("year does not match the dates")
NOT_CLEAR = Message("{column} not {clear}")
BEST_ABOVE_HIGH = Message("best > high")
BEST_BELOW_LOW = Message("best < low")
LOW_ABOVE_HIGH = Message("low > high")
OF_FIGURE = Message("{figure}: {odd}")
BEST_UNLIKE_PARTS = Message("best is not the sum of its parts")
TOTAL_UNLIKE_TYPES = Message("total {estimate} is not the sum of the types")
TWICE = Message("repeated {column}")
