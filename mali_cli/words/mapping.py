"""What is said of a map: what is on it, and what is not."""

from __future__ import annotations

from .message import Message

NOWHERE = Message("no rows: no event that fits has an exact place; --json has their sums")
HEADING = Message("{name}: {total} {measure}")
HEADING_AND_REST = Message("{name}: {total} {measure} (not on the map: {nowhere})")
SUM = Message("{total} {measure}")
SUM_OF_MAP = Message("{total} {measure}, {nowhere} more without an exact place")
PLACES = Message("On the map: {amount} at {places:#place}.", kind="places")
PLACES_WITHOUT_DOT = Message(
    "On the map: {amount} at {places:#place}; {rows:,} {rows:?row has/rows have} 0 {measure} "
    "({estimate} estimate) and no dot.",
    kind="places",
)
ELSEWHERE = Message("Not on the map, for want of an exact place: {amount}.")
IMPRECISE = Message(
    "Not on the map, for want of an exact place (where_prec {code} or more, or no coordinates): "
    "{amount}.",
    kind="imprecise",
    printed=ELSEWHERE,
)
IMPRECISE_BY_PHASE = Message(
    "Not on the map, for want of an exact place (where_prec {code} or more, or no coordinates): "
    "{amount} ({phases:;}).",
    kind="imprecise",
)
IN_PHASE = Message("{phase} {amount}")
DEATHS_IN_EVENTS = Message(
    "{deaths:,.{decimals}f} {deaths:?{one}/{several}} in {events:,.{decimals}f} "
    "{events:?event/events}"
)
EVENTS = Message("{events:,.{decimals}f} {events:?event/events}")
NO_PRECISION = Message(
    "These data have no where_prec: all coordinates are taken as exact.",
    kind="imprecise",
    warning=True,
)
REGIONS = Message(
    "The ranking counts every event with a known adm_1, on the map or not.",
    kind="regions",
)
REGIONS_WITHOUT = Message(
    "The ranking counts every event with a known adm_1, on the map or not; without one: {amount}.",
    kind="regions",
)
REGIONS_IMPRECISE = Message(
    "In the ranking, {coarse:,.{decimals}f} {measure} are imprecise: only a region, an area or a "
    "country is known of the event (where_prec {first} to {last}, or blank).",
    kind="regions",
)
OUTLINES_FROM = Message("Outlines: {source}.")
OUTLINES = Message(
    "Outlines: {source}. Borders imply no opinion on the status of a territory.",
    kind="outlines",
    printed=OUTLINES_FROM,
)
NO_OUTLINE = Message("No outline for {countries:and}.", kind="outlines")
