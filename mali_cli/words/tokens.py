"""What is said of the token for UCDP's API, and of the client id for IDMC's."""

from __future__ import annotations

from .message import Message

_ASK = "ask mertcan.yilmaz@pcr.uu.se for one, saying what it is for (3 to 5 working days)"
"""Whom to ask: https://ucdp.uu.se/apidocs/index.html (compulsory since February 2026)."""

CANNOT_WRITE = Message("{path} cannot be written: {why}", "set {variable}")
CANNOT_REMOVE = Message("{path} cannot be removed: {why}", "remove {path}")
NO_TOKEN_TEXT = Message(
    "{origin} is not a {noun}: {why}", "copy it again from what {service} gave you"
)
CANNOT_READ = Message("{path} cannot be read: {why}", "set {variable}")
NOT_A_FILE = Message("{path} is not a file", "remove it, then `{command}`")
READABLE_BY_OTHERS = Message("others can read the token in {path} (mode {mode})", "{command}")
OF_ANOTHER_USER = Message("{path} belongs to another user", "set {variable} instead")
STORED = Message("stored in {path}, readable by you only; next: {next}")
ASK_UCDP = Message(_ASK)
ASK_IDMC = Message("ask IDMC for one (https://www.internal-displacement.org)")
NONE_SET = Message(
    "{service}'s API needs an access token, and none is set",
    "{get}, then `{command}`; downloads need none: `mali-cli fetch`",
)
NONE_SET_OF_OTHERS = Message(
    "{service}'s API needs a {noun} of your own, and none is set",
    "{get}, then `{command}`; or `mali-cli import` a file of it",
)
REFUSED = Message(
    "{service} refused the {noun} from {origin} ({status})",
    "set it anew with `{command}`, or {get}",
)
EMPTY = Message("it is empty")
TOO_LONG = Message("it is longer than {most:#character}")
STRANGE_CHARACTERS = Message(
    "it contains spaces, line breaks or other characters that no token has"
)
AS_TYPED = Message("what was typed")
PIPE_IT = Message("pipe the token in, or run in a terminal")
NONE_STORED = Message("no token is stored")
REMOVED = Message("removed")
PROMPT = Message("{service} {noun} (not shown): ")
