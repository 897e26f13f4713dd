"""What is said of the token for UCDP's API."""

from __future__ import annotations

from .message import Message

_ASK = "ask mertcan.yilmaz@pcr.uu.se for one, saying what it is for (3 to 5 working days)"
"""Whom to ask: https://ucdp.uu.se/apidocs/index.html (compulsory since February 2026)."""

CANNOT_WRITE = Message("{path} cannot be written: {why}", "set {variable}")
CANNOT_REMOVE = Message("{path} cannot be removed: {why}", "remove {path}")
NO_TOKEN_TEXT = Message("{origin} is not a token: {why}", "copy it again from UCDP's mail")
CANNOT_READ = Message("{path} cannot be read: {why}", "set {variable}")
NOT_A_FILE = Message("{path} is not a file", "remove it, then `{command}`")
READABLE_BY_OTHERS = Message("others can read the token in {path} (mode {mode})", "{command}")
OF_ANOTHER_USER = Message("{path} belongs to another user", "set {variable} instead")
STORED = Message("stored in {path}, readable by you only; next: mali-cli fetch ged -c Mali")
NONE_SET = Message(
    "UCDP's API needs an access token, and none is set",
    f"{_ASK}, then `{{command}}`; downloads need none: `mali-cli fetch`",
)
REFUSED = Message(
    "UCDP refused the access token from {origin} (401)",
    f"set it anew with `{{command}}`, or {_ASK}",
)
EMPTY = Message("it is empty")
TOO_LONG = Message("it is longer than {most:#character}")
STRANGE_CHARACTERS = Message("it holds spaces, line breaks or other characters that no token has")
AS_TYPED = Message("what was typed")
PIPE_IT = Message("pipe the token into it, or run in a terminal")
NONE_STORED = Message("there is no stored token")
REMOVED = Message("removed")
PROMPT = Message("UCDP token (not shown): ")
