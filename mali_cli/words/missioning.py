"""What is said of UN missions: their own dead, and how data about missions name them."""

from __future__ import annotations

from .message import Message

OWN_DEAD = Message(
    "{mission}'s own dead are a separate count by the UN, never added to these figures: "
    "{fatalities:#person/people} died in its service, {malicious:,} of them by malicious acts "
    "(UN, {release}): {command}",
    kind="own dead",
    short="{mission}'s own dead, not counted here: {fatalities:,} (mali-cli missions {mission})",
)
BY_CAUSE = Message(
    "{fatalities:#person/people} died in its service: {causes:list} (UN, {release}): {command}",
    kind="own dead",
)
CAUSE = Message("{cause} {number:,}")
NOBODY = Message("No death in its service is recorded (UN, {release}).", kind="own dead")
KILLED = Message(
    "Deaths in one-sided violence in {where}, by phase: {phases:list} ({source}): {command}",
    kind="phases",
)
PHASE = Message("{phase} {figure}")
NOT_KILLED = Message(
    "Deaths in one-sided violence by phase: {problem:sentence} {hint:capital}", kind="phases"
)
SOURCES = Message("Dates: {sources:;}.", kind="dates")
DATE_FROM = Message("{date}: {source}")
ABOUT = Message("{note}.", kind="dates")
WHOLE = Message(
    "A mission counts as a whole, wherever its people died: {missions:and} in {where}.",
    kind="missions",
)
IN_SEVERAL = Message(
    "Left out, as {missions:?it was/they were} in other countries too: {missions:and} (--mission "
    "includes one).",
    kind="missions",
)
NO_ROW = Message("No rows for {missions:and} here.", kind="missions")
NO_MISSION = Message("these data have no mission in {where}", "name one with --mission")
ONLY_SHARED = Message(
    "{missions:and} {missions:?was/were} also in countries other than {where}, and no mission is "
    "attributed to one of several",
    "name one with --mission",
)
TOGETHER = Message("{missions:and} together")
SEVERAL_NAMED = Message("In the UN's data {listed} stands for {missions:and}.", kind="missions")
