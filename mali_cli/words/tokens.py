"""What is said of the token for UCDP's API."""

from __future__ import annotations

from .message import Message

# Whom to ask: https://ucdp.uu.se/apidocs/index.html (compulsory since February 2026).

CANNOT_WRITE = Message("{path} cannot be written: {why}", "set {variable}")
CANNOT_REMOVE = Message("{path} cannot be removed: {why}", "remove {path}")
NO_TOKEN_TEXT = Message("{origin} is not a token: {why}", "copy it again from UCDP's mail")
CANNOT_READ = Message("{path} cannot be read: {why}", "set {variable}")
NOT_A_FILE = Message("{path} is not a file", "remove it, then `mali-cli token set`")
READABLE_BY_OTHERS = Message(
    "others can read the token in {path} (mode {mode})",
    "chmod 600 {path}",
)
OF_ANOTHER_USER = Message("{path} belongs to another user", "set {variable} instead")
STORED = Message("stored in {path}, readable by you only; next: mali-cli fetch ged -c Mali")
NONE_SET = Message(
    "UCDP's API needs an access token, and none is set",
    "ask mertcan.yilmaz@pcr.uu.se for one, saying what it is for (3 to 5 working days), "
    "then `mali-cli token set`; downloads need none: `mali-cli fetch`",
)
REFUSED = Message(
    "UCDP refused the access token from {origin} (401)",
    "set it anew with `mali-cli token set`, or ask mertcan.yilmaz@pcr.uu.se for one, "
    "saying what it is for (3 to 5 working days)",
)
EMPTY = Message("it is empty")
TOO_LONG = Message("it is longer than {most:,} characters")
STRANGE_CHARACTERS = Message("it holds spaces, line breaks or other characters that no token has")
AS_TYPED = Message("what was typed")
PIPE_IT = Message("pipe the token into it, or run in a terminal")
NONE_STORED = Message("there is no stored token")
REMOVED = Message("removed")
