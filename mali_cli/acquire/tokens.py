"""The token for UCDP's API, kept in the store's folder."""

from __future__ import annotations

from pathlib import Path

from ..store.home import home
from ..ucdp import token


def keep_token(text: str) -> Path:
    """Store a token in a file that only its owner can read, and return the file.

    Raises:
        UsageError: it is empty or has signs that no token has.
        OutputError: the file cannot be written.
    """
    return token.set_token(home(), text)


def show_token() -> str:
    """Return where the token comes from, masked.

    Raises:
        UcdpError: there is none; the hint says how to get one.
    """
    return token.show_token(home())


def forget_token() -> bool:
    """Remove the stored token, and tell whether there was one."""
    return token.remove_token(home())
