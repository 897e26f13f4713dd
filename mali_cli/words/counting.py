"""What is counted, and of which violence."""

from __future__ import annotations

from .message import Message

VIOLENCE = Message("{types:and} violence")
ALL_VIOLENCE = Message("all types of violence")
ORGANISED_VIOLENCE = Message("organised violence")
