"""A table of a TOML file whose every mistake names the file, the table and the key."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from ..frozen import frozen
from ..model.errors import UsageError
from ..model.words import one_of
from ..words import asking, reading
from ..words.message import Said


def read_toml(text: str, file: str, hint: Said) -> TomlTable:
    """Read the text of a TOML file called `file`.

    Raises:
        UsageError: it is not TOML; the hint is what goes wrong most.
    """
    try:
        return TomlTable(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(reading.NO_TOML(file=file, why=error), hint) from None


class TomlError(UsageError):
    """A mistake in a TOML file that is said with its place in the file."""


@frozen
class TomlTable:
    """The entries of a table, and where it stands: "claims.toml: claim 'x': query"."""

    entries: Mapping[str, Any]
    where: str

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def check_keys(self, known: tuple[str, ...]) -> None:
        """Refuse keys that are not known.

        Raises:
            UsageError: naming the key, and the nearest one.
        """
        for key in self.entries:
            if key not in known:
                near, keys = asking.did_you_mean(key, known), reading.THE_KEYS(keys=known)
                hint = reading.NEAR_OF_KEYS(near=near, keys=known) if near else keys
                raise TomlError(reading.UNKNOWN_KEY(where=self.where, key=key), hint)

    def key(self, name: str) -> Said:
        """Say where a key stands."""
        return reading.KEY(where=self.where, key=name)

    @contextmanager
    def at(self, key: str) -> Iterator[None]:
        """Say where a mistake stands that is found while a key is read."""
        try:
            yield
        except TomlError:
            raise
        except UsageError as error:
            said = reading.IN_KEY(key=self.key(key), problem=error.said)
            raise TomlError(said, error.advice) from None

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return text; "" where the key is absent."""
        value = self.entries.get(key, "")
        if not isinstance(value, str):
            raise TomlError(reading.NOT_TEXT(key=self.key(key), name=key))
        if needed and not value.strip():
            raise TomlError(reading.MISSING(key=self.key(key), name=key))
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        """Return one text or a list of them; numbers and dates may stand without quotes."""
        value = self.entries.get(key, [])
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(v, str | int | date) and not isinstance(v, bool) for v in values):
            raise TomlError(reading.NO_TEXTS(key=self.key(key), name=key))
        return tuple(str(v) for v in values)

    def day(self, key: str) -> str | None:
        """Return a date as it is written; 2013 and 2013-07-01 may stand without quotes."""
        found = self.words(key)
        if len(found) > 1:
            raise TomlError(reading.NOT_ONE_DATE(key=self.key(key), name=key))
        return found[0] if found else None

    def number(self, key: str) -> float:
        """Return a number that is not negative."""
        value = self.entries.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TomlError(reading.NO_NUMBER(key=self.key(key), name=key))
        if not math.isfinite(value) or value < 0:
            raise TomlError(reading.NO_NUMBER_OF_DEATHS(key=self.key(key), name=key))
        return value

    def whole(self, key: str) -> int:
        """Return a whole number from 1 on."""
        value = self.number(key)
        if value != int(value) or value < 1:
            raise TomlError(reading.NO_WHOLE_NUMBER(key=self.key(key), name=key))
        return int(value)

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is absent."""
        value = self.entries.get(key, False)
        if not isinstance(value, bool):
            raise TomlError(reading.NO_FLAG(key=self.key(key), name=key))
        return value

    def choice(self, key: str, known: tuple[str, ...]) -> str | None:
        """Return one of the known words; None where the key is absent."""
        if key not in self.entries:
            return None
        with self.at(key):
            return one_of(self.text(key, needed=True), known, "word")

    def table(self, key: str) -> TomlTable:
        """Return a table inside this one; an empty one where the key is absent."""
        value = self.entries.get(key, {})
        if not isinstance(value, dict):
            raise TomlError(reading.NO_TABLE(key=self.key(key), name=key))
        return TomlTable(value, f"{self.where}: {key}")

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """Return a list of tables inside this one."""
        values = self.entries.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            raise TomlError(reading.NO_TABLES(key=self.key(key), name=key))
        return tuple(TomlTable(v, f"{self.where}: {key} {n}") for n, v in enumerate(values, 1))
