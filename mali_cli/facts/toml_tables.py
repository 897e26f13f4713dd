"""A table of a TOML file whose every mistake names the file, the table and the key."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..model.errors import UsageError
from ..model.words import one_of
from ..words.phrases import did_you_mean


def read_toml(text: str, file: str, hint: str) -> TomlTable:
    """Read the text of a TOML file called `file`.

    Raises:
        UsageError: it is not TOML; the hint is what goes wrong most.
    """
    try:
        return TomlTable(tomllib.loads(text), file)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{file}: is not TOML: {error}", hint) from None


@dataclass(frozen=True)
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
                near, keys = did_you_mean(key, known), f"the keys are {', '.join(known)}"
                hint = f"{near} ({keys})" if near else keys
                raise UsageError(f"{self.where}: unknown key '{key}'", hint)

    def wrong(self, key: str, why: str, hint: str) -> UsageError:
        """Return the error that a key is wrong."""
        return UsageError(f"{self.where}: the key '{key}' {why}", hint)

    @contextmanager
    def at(self, key: str) -> Iterator[None]:
        """Say where a mistake stands that is found while a key is read."""
        try:
            yield
        except UsageError as error:
            if error.message.startswith(self.where):
                raise
            text = f"{self.where}: the key '{key}': {error.message}"
            raise UsageError(text, error.hint) from None

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return text; "" where the key is absent."""
        value = self.entries.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "is not text", f'write {key} = "…"')
        if needed and not value.strip():
            raise self.wrong(key, "is missing", f'write {key} = "…"')
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        """Return one text or a list of them; numbers and dates may stand without quotes."""
        value = self.entries.get(key, [])
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(v, str | int | date) and not isinstance(v, bool) for v in values):
            raise self.wrong(key, "is no text and no list of texts", f'write {key} = "…"')
        return tuple(str(v) for v in values)

    def day(self, key: str) -> str | None:
        """Return a date as it is written; 2013 and 2013-07-01 may stand without quotes."""
        found = self.words(key)
        if len(found) > 1:
            raise self.wrong(key, "is not one date", f'write {key} = "2013-07"')
        return found[0] if found else None

    def number(self, key: str) -> float:
        """Return a number that is not negative."""
        value = self.entries.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "is not a number", f"write {key} = 500")
        if not math.isfinite(value) or value < 0:
            raise self.wrong(key, "is not a number of deaths", f"write {key} = 500")
        return value

    def whole(self, key: str) -> int:
        """Return a whole number from 1 on."""
        value = self.number(key)
        if value != int(value) or value < 1:
            raise self.wrong(key, "is not a whole number from 1 on", f"write {key} = 1")
        return int(value)

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is absent."""
        value = self.entries.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "is neither true nor false", f"write {key} = true")
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
            raise self.wrong(key, "is not a table", f"begin it with a line [{key}]")
        return TomlTable(value, f"{self.where}: {key}")

    def tables(self, key: str) -> tuple[TomlTable, ...]:
        """Return a list of tables inside this one."""
        values = self.entries.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
            raise self.wrong(key, "is no list of tables", f"begin each with a line [[{key}]]")
        return tuple(TomlTable(v, f"{self.where}: {key} {n}") for n, v in enumerate(values, 1))
