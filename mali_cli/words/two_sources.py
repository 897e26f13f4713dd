"""What is said where another source stands beside the one that answers."""

from __future__ import annotations

from .message import Message

HEADING = Message("{heading}, beside {what}")
TWO = Message(
    "Beside {mine}'s {measure} stand {other}'s {other_measure}, in columns of their own: another "
    "source with its own unit, release and rules. The two are never added.",
    kind="beside",
    printed=Message("Two sources, each with its own unit and scale: they are never added."),
)
OF_ONE = Message("{options:and} {options:?applies/apply} to {dataset} only.", kind="beside")
ALL_AND_ONE_SIDED = Message(
    "{dataset}'s {measure} come from all its events, battles included, and stand beside one-sided "
    "violence."
)
ALL_EVENTS = Message(
    "{dataset}'s {measure} come from all its events, battles included, and stand beside one-sided "
    "violence: --civilian-targeting keeps events that targeted civilians.",
    kind="beside",
    warning=True,
    printed=ALL_AND_ONE_SIDED,
)
NOT_ALIKE = Message("The two cover different days: {mine} {days}, {other} {other_days}.")
OTHER_DAYS = Message(
    "The two cover different days: {mine} {days}, {other} {other_days}. Both cover {options}",
    kind="coverage",
    warning=True,
    printed=NOT_ALIKE,
)
NO_DAYS = Message(
    "The two have no day in common: {mine} covers {days}, {other} {other_days}.",
    kind="coverage",
    warning=True,
)
TOTALS_ONLY = Message(
    "Only totals of {dataset} are shown: its rows may not be passed on, nor totals from which "
    "rows can be recovered; terms: {licence}.",
    kind="licence",
    warning=True,
)

SAME = Message(
    "{dataset} already answers, and --beside needs another data set",
    "name another; compare two releases of one with mali-cli diff A B",
)
COUNTS_NOTHING = Message("{dataset} has no counts to stand beside others: it is {what}", "{advice}")
A_LIST = Message("a list")
SHOW_IT = Message("see its rows with mali-cli datasets show {dataset}")
A_DENOMINATOR = Message("a denominator")
DIVIDE = Message("add rates with --per 100000")
A_SUPPLEMENT = Message("a part of {dataset}")
ADD_IT = Message("add it with --candidate")
OF_NO_COUNTRY = Message(
    "{dataset} has no figures by country",
    "put events beside them: --beside ged",
)
OTHER_ROWS = Message(
    "rows by {group} of {mine} and {other} do not match: each names them in its own way",
    "with --beside, --by takes {groups:list}",
)
ROWS_BY_TYPE = Message(
    "{dataset} has no types of violence to set beside several",
    "name one with -t, or their sum with -t all",
)
ONE_PANEL_EACH = Message(
    "with --beside a chart has one panel per source, not several series",
    "leave out --by {group}, or use `mali-cli totals`",
)
ONE_TYPE_EACH = Message(
    "with --beside a chart has a panel a source, and several types were asked for",
    "name one with -t, or their sum with -t all",
)
WHICH_COUNTRIES = Message(
    "the two have different countries, so their sums differ in more than the source",
    "name countries with -c, or use --by country",
)
NOT_COUNTED = Message(
    "{dataset} does not count {measure}", "leave out --measure, or count {measures:or}"
)
