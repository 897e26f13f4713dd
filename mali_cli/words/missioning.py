"""What is said of UN missions: their own dead, and how data about missions name them."""

from __future__ import annotations

from .message import Message

OWN_DEAD = Message(
    "{mission}'s own dead are no part of these figures: {fatalities:#person/people} died in its "
    "service, {malicious:,} of them by malicious acts (UN, {release}): {command}",
    kind="own dead",
)
WHOLE = Message(
    "A mission counts whole, wherever its people died: {missions:and} in {where}.", kind="missions"
)
IN_SEVERAL = Message(
    "Left out, as {missions:?it was/they were} in other countries too: {missions:and}; --mission "
    "names one.",
    kind="missions",
)
NO_ROW = Message("The data have no row of {missions:and} here.", kind="missions")
NO_MISSION = Message("No mission of these data was in {where} alone.", kind="missions")
SEVERAL_NAMED = Message("{listed} stands for {missions:and} in the UN's data.", kind="missions")
