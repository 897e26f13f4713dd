"""What is said of countries, missions and timelines."""

from __future__ import annotations

from .message import Message

UNKNOWN_MISSION = Message("unknown mission '{name}'")
SEE_MISSIONS = Message("see `mali-cli missions`")
