"""What is said of countries, missions and timelines."""

from __future__ import annotations

from .message import Message

UNKNOWN_MISSION = Message("unknown mission '{name}'")
SEE_MISSIONS = Message("see `{command}`")
SEVERAL_COUNTRIES = Message("'{term}' may be {names:or}", "write {choices:or}")
EMPTY_COUNTRY = Message("a country was given as an empty text")
UNKNOWN_GROUP = Message("unknown group of countries '{term}'")
UNDER_ANOTHER_STATE = Message(
    "UCDP has no country '{term}': it is under {country} ({number})", "{note}"
)
UNKNOWN_COUNTRY = Message("unknown country '{term}'")
UNKNOWN_TIMELINE = Message("unknown timeline '{name}'")
CHOICE = Message("{code} for {country} ({number})")
SEE_COUNTRIES = Message("see `{command}`")
CORRECTED = Message("{work} With corrections; each row names its sources.")
