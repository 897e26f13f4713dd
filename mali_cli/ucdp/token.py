"""The access token of UCDP's API: where it is kept, and that nobody else sees it.

It comes from UCDP_TOKEN, else from the file `token` in the home of the store, which only its owner
can read. It never stands in a message, a repr or an exception.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from shlex import join

from ..frozen import frozen
from ..model.errors import OutputError, UcdpError, UsageError
from ..store.atomic import clear, put, temporaries_of
from ..words import tokens
from ..words.message import Said

TO_SET = "mali-cli token set"


class NoTokenError(UcdpError):
    """The API was needed and no token is set; not for one that UCDP turned down."""

    def __init__(self) -> None:
        super().__init__(tokens.NONE_SET(command=TO_SET))


class TokenRefusedError(UcdpError):
    """UCDP answered 401 to a request that carried a token; not for a missing one."""

    def __init__(self, origin: str) -> None:
        super().__init__(tokens.REFUSED(origin=origin, command=TO_SET))


VARIABLE = "UCDP_TOKEN"
FILE = "token"
HEADER = "x-ucdp-access-token"
"""The header that carries it: https://ucdp.uu.se/apidocs/index.html."""
LONGEST = 4096
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@frozen
class Token:
    """A token and where it came from (UCDP_TOKEN, or the file's path). Its value is not shown."""

    value: str = field(repr=False)
    origin: str

    @property
    def masked(self) -> str:
        """The token with all but its last four characters hidden; a short one wholly."""
        return "*" * 8 + (self.value[-4:] if len(self.value) >= 16 else "")

    def __str__(self) -> str:
        return f"{self.masked} (from {self.origin})"


def token_path(home: Path) -> Path:
    """Return where the token is kept under the home of the store."""
    return home / FILE


def find_token(home: Path, environ: Mapping[str, str] = os.environ) -> Token | None:
    """Return the token from UCDP_TOKEN, else from its file, else None.

    Raises:
        UsageError: what is there is no token, or others can read the file.
        OutputError: the file cannot be read.
    """
    if environ.get(VARIABLE, "").strip():
        return Token(clean(environ[VARIABLE], VARIABLE), VARIABLE)
    path = token_path(home)
    text = _read(path)
    return None if text is None else Token(clean(text, str(path)), str(path))


def need_token(home: Path, environ: Mapping[str, str] = os.environ) -> Token:
    """Return the token.

    Raises:
        NoTokenError: none is set; the hint says how to get one.
    """
    found = find_token(home, environ)
    if found is None:
        raise NoTokenError
    return found


def set_token(home: Path, text: str) -> Path:
    """Keep a token in its file, readable by its owner only, and return the file's path.

    Raises:
        UsageError: the text is no token.
        OutputError: the file cannot be written.
    """
    value = clean(text, tokens.AS_TYPED())
    path = token_path(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
        clear(path)
        put(path, f"{value}\n".encode("ascii"), mode=0o600)
    except OSError as error:
        raise OutputError(
            tokens.CANNOT_WRITE(path=path, why=_why(error), variable=VARIABLE)
        ) from None
    return path


def show_token(home: Path, environ: Mapping[str, str] = os.environ) -> str:
    """Return the token masked, with where it comes from.

    Raises:
        NoTokenError: none is set.
    """
    return str(need_token(home, environ))


def remove_token(home: Path) -> bool:
    """Remove the token's file and what a killed process left of one; return whether there was any.

    Raises:
        OutputError: it cannot be removed.
    """
    path = token_path(home)
    found = False
    try:
        for one in (*temporaries_of(path), path):
            with suppress(FileNotFoundError):
                one.unlink()
                found = True
    except OSError as error:
        raise OutputError(tokens.CANNOT_REMOVE(path=path, why=_why(error))) from None
    return found


def clean(text: str, origin: str | Said) -> str:
    """Return a token without the white space around it.

    Raises:
        UsageError: it is empty, too long, or holds what no HTTP header may hold; the message
            tells what is wrong with it, and not the token.
    """
    value = text.strip().removeprefix("\ufeff")
    wrong = None
    if not value:
        wrong = tokens.EMPTY()
    elif len(value) > LONGEST:
        wrong = tokens.TOO_LONG(most=LONGEST)
    elif not all("!" <= char <= "~" for char in value):
        wrong = tokens.STRANGE_CHARACTERS()
    if wrong:
        raise UsageError(tokens.NO_TOKEN_TEXT(origin=origin, why=wrong))
    return value


def _read(path: Path) -> str | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(
            tokens.CANNOT_READ(path=path, why=_why(error), variable=VARIABLE)
        ) from None
    try:
        _check_owner(path, os.fstat(handle))
        return os.read(handle, LONGEST * 2).decode("utf-8", "replace")
    finally:
        os.close(handle)


def _check_owner(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(tokens.NOT_A_FILE(path=path, command=TO_SET))
    if os.name == "nt":  # its modes say nothing about who can read
        return
    if status.st_mode & _OTHERS:
        mode = f"{stat.S_IMODE(status.st_mode):03o}"
        raise UsageError(
            tokens.READABLE_BY_OTHERS(
                path=path, mode=mode, command=join(["chmod", "600", f"{path}"])
            )
        )
    if os.geteuid() not in (0, status.st_uid):
        raise UsageError(tokens.OF_ANOTHER_USER(path=path, variable=VARIABLE))


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
