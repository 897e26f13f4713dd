"""What is said of what changed between two releases."""

from __future__ import annotations

from .message import Message

APART = Message("{a} and {b} have no day in common.{beyond:+}", kind="summary")
NO_STATE = Message("{why}.{beyond:+}", kind="summary")
TOTAL = Message("Between {a} and {b}, {total}.{beyond:+}", kind="summary")
EVENTS_AND_TOTAL = Message("Between {a} and {b}, {events}; {total}.{beyond:+}", kind="summary")
NO_EVENT = Message("nothing was added, removed or revised")
EVENTS = Message(
    "{added:#{noun}} {added:?was/were} added, {removed:,} removed and {revised:,} revised"
)
EVENTS_REVISED = Message(
    "{added:#{noun}} {added:?was/were} added, {removed:,} removed and {revised:,} revised (best "
    "changed in {best:,})"
)
DEATHS_IN = Message("deaths ({estimate} estimate) in {violence} in {where}, {days},")
OF_SIDE_IN = Message("{measure} in {violence} in {where}, {days},")
CIVILIANS_IN = Message("civilians killed in {violence} in {where}, {days},")
EVENTS_IN = Message("events of {violence} in {where}, {days},")
OTHERS_IN = Message("{what} of {where}, {days},")
RANGE_IN_BOTH = Message("{what} are {range} in both")
RANGES_IN = Message("{what} are {a} in A and {b} in B")
BLANK = Message("blank")
BLANK_IN_BOTH = Message("{what} are blank in both")
BLANK_IN_ONE = Message("{what} are blank in one")
SAME = Message("{what} are {total:,.{decimals}f} in both")
WENT = Message(
    "{what} went from {a:,.{decimals}f} to {b:,.{decimals}f} "
    "({change:+,.{decimals}f}, {share:+,.1%})"
)
WENT_FROM_ZERO = Message(
    "{what} went from {a:,.{decimals}f} to {b:,.{decimals}f} ({change:+,.{decimals}f})"
)
ONLY_COVERS = Message("Only {name} covers {parts:and}.")
PART = Message("{days} ({amount:#{noun}})")
PART_SPLIT = Message("{days} ({amount:,.{decimals}f} {amount:?{noun}})")
PART_RANGE = Message("{days} ({amount} {noun})")
COUNTRIES = Message("{countries:and}")
NUMBER_OF_COUNTRIES = Message("{number:#country/countries}")

NO_DAY = Message("no rows: {a} and {b} have no day in common")
NOTHING_OF = Message("no rows: {covers:and}, none of it in {first}..{last}")
COVERS = Message("{name} covers {cover}")
EQUAL = Message("no difference: {a} and {b} agree on this question")

NOT_SHOWN = Message(
    "Not shown: {rows:#row} without a difference in {what} (--all shows them).", kind="rows"
)
CUT = Message("Shortened by --top: {cut:#row} of {all:,} not shown.", kind="limit")
NO_IDS = Message(
    "Only totals are compared: {sides:and} {sides:?has/have} no column id.",
    kind="columns",
)
REVISED = Message("Revised: {columns:list}.", kind="columns")
REVISED_AND_MORE = Message("Revised: {columns:list} and {number} more.", kind="columns")
COLUMN = Message("{column} {number:,}")
ONLY_IN = Message(
    "{events:#{noun}} of {name} ({status}) {events:?falls/fall} on days that only it covers.",
    kind="coverage",
)
ONLY_HAS = Message("Not compared, as only {name} has them: {columns:list}.", kind="columns")
MOVED = Message(
    "Of the {status} {several}, {number:,} {number:?stands/stand} in {name} too, outside this "
    "question: with another country, type, day or detail.",
    kind="moved",
)
INCOMPLETE = Message(
    "{name} holds part of its release only: what is missing counts as not there.",
    kind="partial",
    warning=True,
)
SHARED = Message("Compared where both have figures: {countries:and}.", kind="countries")
SHARED_AND_MORE = Message(
    "Compared where both have figures: {countries:and} and {number} more.", kind="countries"
)
OVER = Message("Compared over {days}, the days that both cover.", kind="coverage")
OVER_UNITS = Message(
    "Compared over {days}, the days that both cover; other days show as new or gone.",
    kind="coverage",
)
UNITS_UNLIKE = Message(
    "Where the two cover a {unit} differently, it is compared over the days of both: A covers "
    "{a}, B {b}.",
    kind="coverage",
    warning=True,
)
WITHIN_YEARS = Message(
    "Country-years are whole years, events have days: part of the difference at {days:and} may "
    "come from that, and not from a revision. Compare by year.",
    kind="years",
    warning=True,
)
RANGES = Message(
    "Ranges run from what lies wholly inside to all that touches, as an edge cuts what is "
    "counted; rows follow the rule {rule}.",
    kind="bounds",
    warning=True,
)
