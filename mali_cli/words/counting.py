"""What is counted, and of which violence."""

from __future__ import annotations

from .message import Message

VIOLENCE = Message("{types:and} violence")
ALL_VIOLENCE = Message("all types of violence")
ORGANISED_VIOLENCE = Message("organised violence")
STOCK = Message(
    "{measure} do not add up over time: a figure over several {grain}s is the mean of those that "
    "have one; a {grain} in which a {subject} has none, though before and after, has none.",
    kind="stock",
)
