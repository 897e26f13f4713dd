"""TOML files read into typed tables; what is wrong is said with the file, the place and the key.

A file and each kind of table in it is a `TomlTable`: a pydantic model whose fields are the keys.
Where a key means more than its text, `made_of` says of what it is read and how.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    StrictBool,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core.core_schema import no_info_after_validator_function

from ..model.dates import Span, read_date
from ..model.errors import UsageError
from ..model.words import one_of
from ..words import asking, reading
from ..words.message import Message, Said


class TableError(ValueError):
    """What is wrong in a table, while where it stands is not known yet.

    Attributes:
        message: the sentence; `read_toml` gives it the file, the table, or the key in words, where
            that stands, and its name.
        path: the keys from the table that is read to the one that is wrong.
        values: the other values of the sentence.
        advice: what to do, where it is not the hint of the sentence.
    """

    def __init__(
        self, message: Message, *path: str, advice: Said | None = None, **values: object
    ) -> None:
        super().__init__(message.text)
        self.message, self.path, self.advice, self.values = message, path, advice, values


class TomlTable(BaseModel):
    """A table of a TOML file: its keys are the fields, and no others."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    @classmethod
    @cache
    def known(cls) -> tuple[str, ...]:
        """Return the keys that may stand in it."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    @model_validator(mode="before")
    @classmethod
    def _refuse_others(cls, entries: Any) -> Any:
        known = cls.known()
        for key in entries if isinstance(entries, dict) else ():
            if key not in known:
                near, keys = asking.did_you_mean(key, known), reading.THE_KEYS(keys=known)
                hint = reading.NEAR_OF_KEYS(near=near, keys=known) if near else keys
                raise TableError(reading.UNKNOWN_KEY, key, advice=hint)
        return entries


T = TypeVar("T", bound=TomlTable)


def read_toml(text: str, file: str, table: type[T], hint: Said) -> T:
    """Read the text of a TOML file called `file`.

    Raises:
        UsageError: it is not TOML (the hint is what goes wrong most), or something in it is wrong.
    """
    try:
        entries = tomllib.loads(text)
    except ValueError as error:  # also a whole number of too many digits
        raise UsageError(reading.NO_TOML(file=file, why=error), hint) from None
    except RecursionError:
        why = reading.TOO_DEEP()
        raise UsageError(reading.NO_TOML(file=file, why=why), hint) from None
    try:
        return table.model_validate(entries)
    except ValidationError as error:
        raise _said(error, entries, file) from None


@contextmanager
def at(*path: str) -> Iterator[None]:
    """Say at which key of the table stands what is found to be wrong."""
    try:
        yield
    except UsageError as error:
        raise _in_key(error, *path) from None


def _in_key(error: UsageError, *path: str) -> TableError:
    return TableError(reading.IN_KEY, *path, advice=error.advice, problem=error.said)


def made_of(raw: Any, make: Callable[[Any], object]) -> GetPydanticSchema:
    """Return how a value is read: as the type `raw`, of which `make` makes what it means."""

    def made(value: Any) -> object:
        try:
            return make(value)
        except UsageError as error:
            raise _in_key(error) from None

    return GetPydanticSchema(lambda _, read: no_info_after_validator_function(made, read(raw)))


def _words(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(v, str | int | date) and not isinstance(v, bool) for v in values):
        raise TableError(reading.NO_TEXTS)
    return tuple(str(v) for v in values)


AnyText = Annotated[str, StringConstraints(strip_whitespace=True)]
NeededText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty."""
TomlTexts = Annotated[tuple[str, ...], BeforeValidator(_words)]
"""One text or a list of them; numbers and dates may stand without quotes."""
DateDays = Annotated[Span, made_of(TomlTexts, lambda words: _days(words))]
FirstDay = Annotated[date, made_of(TomlTexts, lambda words: _days(words).start)]
LastDay = Annotated[date, made_of(TomlTexts, lambda words: _days(words).end)]
"""The days, the first and the last day of a date: 2013, "2013-07", 2013-07-01."""
Number = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
"""A number that is not negative."""
WholeNumber = Annotated[int, Field(strict=True, gt=0)]
"""A whole number from 1 on."""
Flag = StrictBool


def _days(words: tuple[str, ...]) -> Span:
    if len(words) != 1:
        raise TableError(reading.NOT_ONE_DATE)
    return read_date(words[0][:10])


def word_of(known: tuple[str, ...]) -> GetPydanticSchema:
    """Return how one of the known words is read."""
    return made_of(NeededText, lambda word: one_of(word, known, "word"))


_OF_TYPE = {
    "missing": reading.MISSING,
    "string_too_short": reading.MISSING,
    "string_type": reading.NOT_TEXT,
    "bool_type": reading.NO_FLAG,
    "float_type": reading.NO_NUMBER,
    "finite_number": reading.NO_NUMBER_OF_DEATHS,
    "greater_than_equal": reading.NO_NUMBER_OF_DEATHS,
    "int_type": reading.NO_WHOLE_NUMBER,
    "greater_than": reading.NO_WHOLE_NUMBER,
    "model_type": reading.NO_TABLE,
    "tuple_type": reading.NO_TABLES,
}
"""What is said of what pydantic finds."""


def _said(error: ValidationError, entries: Mapping[str, Any], file: str) -> UsageError:
    """Say the first mistake, with the file, the table and the key."""
    first = error.errors(include_url=False)[0]
    place, wrong = first["loc"], first.get("ctx", {}).get("error")
    if not isinstance(wrong, TableError):
        wrong = TableError(_OF_TYPE[first["type"]])
    if first["type"] == "model_type" and isinstance(place[-1], int):
        place, wrong = place[:-1], TableError(reading.NO_TABLES)
    path = (*place, *wrong.path)
    where, name = _where(path[:-1], entries, file), path[-1] if path else ""
    values = {
        "file": file,
        "table": _where(path, entries, file),
        "where": where,
        "key": reading.KEY(where=where, name=name),
        "name": name,
    }
    return UsageError(wrong.message(**values, **wrong.values), wrong.advice)


def _where(path: Iterable[int | str], held: Any, where: str) -> str:
    """Return where a table stands; one of a list by its id, else by its number."""
    for part in path:
        held = held.get(part, {}) if isinstance(part, str) else held[part]
        if isinstance(part, str):
            where += f": {part}"
        else:
            name = held.get("id")
            named = isinstance(name, str) and name.strip()
            where += f" '{named}'" if named else f" {part + 1}"
    return where
