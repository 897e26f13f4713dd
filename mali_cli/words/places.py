"""What is said of countries, missions and timelines."""

from __future__ import annotations

from .message import Message

UNKNOWN_MISSION = Message("unknown mission '{name}'")
SEE_MISSIONS = Message("see `{command}`")
SEVERAL_COUNTRIES = Message("'{term}' could be {names:or}", "write {choices:or}")
EMPTY_COUNTRY = Message("the country is empty")
UNKNOWN_GROUP = Message("unknown group of countries '{term}'")
UNDER_ANOTHER_STATE = Message(
    "UCDP has no country '{term}': it counts it under {country} ({number})", "{note}"
)
UNKNOWN_COUNTRY = Message("unknown country '{term}'")
UNKNOWN_TIMELINE = Message("unknown timeline '{name}'")
CHOICE = Message("{code} for {country} ({number})")
SEE_COUNTRIES = Message("see `{command}`")
CORRECTED = Message("{work} Corrected; each row names its sources.")
