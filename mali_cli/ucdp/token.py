"""The user's own access to services: UCDP's token, IDMC's client id; and that nobody else sees it.

It comes from a variable (UCDP_TOKEN, IDMC_CLIENT_ID), else from a file in the home of the store,
which only its owner can read. It never stands in a message, a repr or an exception.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from shlex import join
from typing import NamedTuple

from ..frozen import frozen
from ..model.errors import OutputError, UcdpError, UsageError
from ..model.words import one_of
from ..store.atomic import clear, put, temporaries_of
from ..words import tokens
from ..words.message import Said

TO_SET = "mali-cli token set"


class Credential(NamedTuple):
    """What a service asks of its users.

    Attributes:
        name: as --service takes it.
        service: whom it is for.
        noun: what it is called: "client id".
        variable: the variable that it comes from first.
        file: the file that it is kept in.
        get: how one gets it.
        next: the command that it is for.
    """

    name: str
    service: str
    noun: str
    variable: str
    file: str
    get: Said
    next: str

    @property
    def to_set(self) -> str:
        """The command that keeps it."""
        return TO_SET if self.name == OF_UCDP.name else f"{TO_SET} --service {self.name}"


OF_UCDP = Credential(
    *("ucdp", "UCDP", "token", "UCDP_TOKEN", "token"),
    tokens.ASK_UCDP(),
    "mali-cli fetch ged -c Mali",
)
OF_IDMC = Credential(
    *("idmc", "IDMC", "client id", "IDMC_CLIENT_ID", "idmc-client-id"),
    tokens.ASK_IDMC(),
    "mali-cli fetch displacement",
)
CREDENTIALS = {one.name: one for one in (OF_UCDP, OF_IDMC)}


def credential_of(name: str) -> Credential:
    """Return what a service asks for, by the name of the service.

    Raises:
        UsageError: it is none that asks for something.
    """
    return CREDENTIALS[one_of(name, tuple(CREDENTIALS), "service")]


class NoTokenError(UcdpError):
    """The API was needed and no token is set; not for one that the service turned down."""

    def __init__(self, which: Credential = OF_UCDP) -> None:
        said = {"service": which.service, "noun": which.noun, "get": which.get}
        message = tokens.NONE_SET if which == OF_UCDP else tokens.NONE_SET_OF_OTHERS
        super().__init__(message(**said, command=which.to_set))


class TokenRefusedError(UcdpError):
    """A service turned down a request that carried a token; not for a missing one."""

    def __init__(self, origin: str, which: Credential = OF_UCDP, status: int = 401) -> None:
        said = {"service": which.service, "noun": which.noun, "origin": origin, "status": status}
        super().__init__(tokens.REFUSED(**said, command=which.to_set, get=which.get))


HEADER = "x-ucdp-access-token"
"""The header that carries it: https://ucdp.uu.se/apidocs/index.html."""
LONGEST = 4096
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@frozen
class Token:
    """A token and where it came from (its variable, or the file's path). Its value is not shown."""

    value: str = field(repr=False)
    origin: str

    @property
    def masked(self) -> str:
        """The token with all but its last four characters hidden; a short one wholly."""
        return "*" * 8 + (self.value[-4:] if len(self.value) >= 16 else "")

    def __str__(self) -> str:
        return f"{self.masked} (from {self.origin})"


def token_path(home: Path, which: Credential = OF_UCDP) -> Path:
    """Return where the token is kept under the home of the store."""
    return home / which.file


def find_token(
    home: Path, environ: Mapping[str, str] = os.environ, which: Credential = OF_UCDP
) -> Token | None:
    """Return the token from its variable, else from its file, else None.

    Raises:
        UsageError: what is there is no token, or others can read the file.
        OutputError: the file cannot be read.
    """
    variable = which.variable
    if environ.get(variable, "").strip():
        return Token(clean(environ[variable], variable, which), variable)
    path = token_path(home, which)
    text = _read(path, which)
    return None if text is None else Token(clean(text, str(path), which), str(path))


def need_token(
    home: Path, environ: Mapping[str, str] = os.environ, which: Credential = OF_UCDP
) -> Token:
    """Return the token.

    Raises:
        NoTokenError: none is set; the hint says how to get one.
    """
    found = find_token(home, environ, which)
    if found is None:
        raise NoTokenError(which)
    return found


def set_token(home: Path, text: str, which: Credential = OF_UCDP) -> Path:
    """Keep a token in its file, readable by its owner only, and return the file's path.

    Raises:
        UsageError: the text is no token.
        OutputError: the file cannot be written.
    """
    value = clean(text, tokens.AS_TYPED(), which)
    path = token_path(home, which)
    try:
        home.mkdir(parents=True, exist_ok=True)
        clear(path)
        put(path, f"{value}\n".encode("ascii"), mode=0o600)
    except OSError as error:
        raise OutputError(
            tokens.CANNOT_WRITE(path=path, why=_why(error), variable=which.variable)
        ) from None
    return path


def show_token(
    home: Path, environ: Mapping[str, str] = os.environ, which: Credential = OF_UCDP
) -> str:
    """Return the token masked, with where it comes from.

    Raises:
        NoTokenError: none is set.
    """
    return str(need_token(home, environ, which))


def remove_token(home: Path, which: Credential = OF_UCDP) -> bool:
    """Remove the token's file and what a killed process left of one; return whether there was any.

    Raises:
        OutputError: it cannot be removed.
    """
    path = token_path(home, which)
    found = False
    try:
        for one in (*temporaries_of(path), path):
            with suppress(FileNotFoundError):
                one.unlink()
                found = True
    except OSError as error:
        raise OutputError(tokens.CANNOT_REMOVE(path=path, why=_why(error))) from None
    return found


def clean(text: str, origin: str | Said, which: Credential = OF_UCDP) -> str:
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
        said = {"origin": origin, "service": which.service, "noun": which.noun}
        raise UsageError(tokens.NO_TOKEN_TEXT(**said, why=wrong))
    return value


def _read(path: Path, which: Credential) -> str | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(
            tokens.CANNOT_READ(path=path, why=_why(error), variable=which.variable)
        ) from None
    try:
        _check_owner(path, os.fstat(handle), which)
        return os.read(handle, LONGEST * 2).decode("utf-8", "replace")
    finally:
        os.close(handle)


def _check_owner(path: Path, status: os.stat_result, which: Credential) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(tokens.NOT_A_FILE(path=path, command=which.to_set))
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
        raise UsageError(tokens.OF_ANOTHER_USER(path=path, variable=which.variable))


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
