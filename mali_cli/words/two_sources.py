"""What is said where another source stands beside the one that answers."""

from __future__ import annotations

from .message import Message

HEADING = Message("{heading}, beside {what}")
TWO = Message(
    "Beside the {measure} of {mine} stand the {other_measure} of {other}, in columns of their own: "
    "another source with its own unit, release and rules. The two are never added.",
    kind="beside",
    printed=Message("Two sources, each with its own unit and scale: they are never added."),
)
OF_ONE = Message("{options:and} {options:?is/are} of {dataset} alone.", kind="beside")
ALL_AND_ONE_SIDED = Message(
    "The {measure} of {dataset} are those of all its events, battles among them, and beside them "
    "stands one-sided violence."
)
ALL_EVENTS = Message(
    "The {measure} of {dataset} are those of all its events, battles among them, and beside them "
    "stands one-sided violence: --civilian-targeting keeps those that targeted civilians.",
    kind="beside",
    warning=True,
    printed=ALL_AND_ONE_SIDED,
)
NOT_ALIKE = Message("The two are not of the same days: {mine} has {days}, {other} {other_days}.")
OTHER_DAYS = Message(
    "The two are not of the same days: {mine} has {days}, {other} {other_days}. Of both are: "
    "{options}",
    kind="coverage",
    warning=True,
    printed=NOT_ALIKE,
)
NO_DAYS = Message(
    "The two have no day in common: {mine} has {days}, {other} {other_days}.",
    kind="coverage",
    warning=True,
)
TOTALS_ONLY = Message(
    "Only totals of {dataset} stand here: its rows may not be passed on, nor totals from which "
    "rows can be read again; its terms: {licence}.",
    kind="licence",
    warning=True,
)

SAME = Message(
    "{dataset} answers already, and --beside puts another data set beside it",
    "name another one; two releases of one are compared by: mali-cli diff A B",
)
COUNTS_NOTHING = Message(
    "{dataset} counts nothing that could stand beside other counts: it is {what}", "{advice}"
)
A_LIST = Message("a list")
SHOW_IT = Message("look at its rows with mali-cli datasets show {dataset}")
A_DENOMINATOR = Message("what counts are divided by")
DIVIDE = Message("add rates with --per 100000")
A_SUPPLEMENT = Message("a part of {dataset}")
ADD_IT = Message("add it with --candidate")
OF_NO_COUNTRY = Message(
    "{dataset} has no figures of countries, so none of it can stand beside those of one",
    "put events beside them: --beside ged",
)
OTHER_ROWS = Message(
    "rows by {group} of {mine} and {other} cannot stand beside each other: each tells or names "
    "them in its own way",
    "with --beside, --by takes {groups:list}",
)
ROWS_BY_TYPE = Message(
    "{dataset} has no types of violence, and several were asked for side by side",
    "name one with -t, or their sum with -t all",
)
ONE_PANEL_EACH = Message(
    "with --beside a chart has a panel a source, and several series were asked for",
    "leave out --by {group}, or use `mali-cli totals`",
)
ONE_TYPE_EACH = Message(
    "with --beside a chart has a panel a source, and several types were asked for",
    "name one with -t, or their sum with -t all",
)
WHICH_COUNTRIES = Message(
    "each source has countries of its own, so their sums are not of the same ones",
    "name countries with -c, or have a row each: --by country",
)
NOT_COUNTED = Message(
    "{dataset} does not count {measure}", "leave out --measure, or count {measures:or}"
)
