"""What is said of events: which were left out, which names and ids were meant."""

from __future__ import annotations

from .message import Message

FILTERED = Message("{what} removed {events:#{row}} ({deaths:#{noun}}).", kind="filter")
FILTERED_BLANK = Message(
    "{what} removed {events:#{row}} ({deaths:#{noun}}), of them {blank_events:#{row}} "
    "({blank_deaths:#{noun}}) without that detail.",
    kind="filter",
)
MATCHED = Message("{option} matched {things};")
THINGS = Message("{things:and}")
THINGS_AND_MORE = Message("{things:and} and {number} more")

PRELIMINARY = Message(
    "{start}: {events:#event} ({deaths:#death}) from {sources:and}.", kind="candidate", warning=True
)
PRELIMINARY_UNCLEAR = Message(
    "{start}: {events:#event} ({deaths:#death}) from {sources:and}, {unclear_events:#event} "
    "({unclear_deaths:#death}) of them still to be checked by UCDP.",
    kind="candidate",
    warning=True,
)
ALL_OF_IT = Message("Preliminary")
AT_LEAST_IN_PART = Message("Preliminary in part at least")
LIMITED = Message("Shortened by --limit: {cut:#event} of {all:,} not shown.", kind="limit")
LIMITED_DEATHS = Message(
    "Shortened by --limit: {cut:#event} ({deaths:#{noun}}) of {all:,} not shown.", kind="limit"
)

ALL_COUNTED = Message("{shared}. All are counted.")
SHARED = Message(
    "{shared}. All are counted; {option} counts one.",
    kind="ids",
    warning=True,
    printed=ALL_COUNTED,
)
NAMES_SHARED = Message("{names:;}")
NAME_SHARED = Message("{name} stands for {number} {kind}s: {ids:list}")
MORE_SHARED = Message("{number:#more name is/more names are} several")
BY_NAME = Message(
    "These data have no {group} ids: names are used, and one name may stand for several {group}s.",
    kind="ids",
    warning=True,
)
SOME_BY_NAME = Message(
    "Some of these events have no {group} ids: names are used, and one name may stand for several "
    "{group}s.",
    kind="ids",
    warning=True,
)
SAME_NAME = Message(
    "Not counted: {things}, which {number:?has/have} the same name{how}.", kind="ids"
)
IN_ITS_NAME = Message(
    "Not counted: {things}, which {number:?has that name in its/have that name in their} own{how}.",
    kind="ids",
)
TO_ADD = Message(" (to add: {option} {id})")
JOINT = Message(
    "{actor} is counted as one actor: events do not say whether the name stands for one or for "
    "several acting jointly.",
    kind="joint",
)
SEVERAL_JOINT = Message(
    "{number:#actor} with a comma in the name (such as {actor}) count whole, each by its id: "
    "events do not say whether that is one actor or several jointly.",
    kind="joint",
)

NO_PRECISION = Message(
    "These data have no where_prec, so events located only to a region, an area or a country "
    "cannot be told apart.",
    kind="imprecise",
    warning=True,
)
CODE, CODES = Message("{column} {first}"), Message("{column} {first} to {last}")
ROUGHLY_PLACED = Message(
    "The figures include {amount} located only to a region, an area or a country."
)
IMPRECISE = Message(
    "imprecise: {amount} located only to a region, an area or a country ({codes}, or blank), each "
    "counted at a single point in it; --where-prec {code} leaves them out.",
    kind="imprecise",
    warning=True,
    printed=ROUGHLY_PLACED,
)
COARSE = Message(
    "The figures include {amount} located only to a region, an area or a country ({codes}, or "
    "blank), each placed at a single point in it; --where-prec {code} leaves them out.",
    kind="imprecise",
    warning=True,
    printed=ROUGHLY_PLACED,
)
OF_THEIR_REGION = Message(
    "Of these imprecise locations, {amount} are known to be in the right region (where_prec "
    "{code}): --where-prec {code} keeps them.",
    kind="imprecise",
)

EVERY_ACTOR = Message(
    "An event counts for every actor in it, with the dead of all sides: rows overlap and must not "
    "be added up.",
    kind="actor",
    warning=True,
)
EVERY_ACTOR_IS_A_LINE = Message(
    "An event counts for every actor in it, with the dead of all sides: series overlap, so they "
    "are lines and not a stack.",
    kind="actor",
    warning=True,
)
ALL_SIDES = Message(
    "--actor counts the dead of all sides in events with that actor: {deaths:#death}, "
    "{civilians:,} of them civilians. By side: --measure deaths_a, deaths_b, civilians, "
    "deaths_unknown.",
    kind="actor",
)
ALL_SIDES_UNKNOWN = Message(
    "--actor counts the dead of all sides in events with that actor.", kind="actor"
)
PERPETRATOR = Message("In one-sided violence the actor is the perpetrator.", kind="actor")
OTHER_ACTORS = Message(
    "'{word}': {number:#actor} beyond the {top} with the most {measure}.", kind="other"
)
OTHER_REGIONS = Message(
    "'{word}': {number:#region} beyond the {top} with the most {measure}.", kind="other"
)
OTHER_EVENTS = Message(
    "'{word}': events in which none of the {top} named takes part ({number:#actor} more).",
    kind="other",
)
