"""Phases written down in TOML: the format of `--phases FILE` and of the packaged timelines.

title = "Mali: the coups"      # optional, as are name, country, source and note
country = "Mali"

[[phase]]
name = "before"                # start left out: from where the data begin
end = "2012-03-21"

[[phase]]
name = "after"                 # end left out: to where the data end
start = "2012-03-22"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from ..model.dates import check_order, read_date
from ..model.errors import UsageError
from ..model.phase import OpenPhase, check_names
from ..model.words import did_you_mean
from .countries import resolve

TOP_KEYS = ("name", "title", "country", "source", "note", "phase")
PHASE_KEYS = ("name", "start", "end")


class PhaseFile(NamedTuple):
    """A set of phases with what its file says about them."""

    name: str
    title: str
    countries: tuple[str, ...]
    source: str
    note: str
    phases: tuple[OpenPhase, ...]


def parse(text: str, file: str) -> PhaseFile:
    """Read phases from the text of a TOML file called `file`.

    Raises:
        UsageError: naming the file, the key and the reason.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(
            f"{file}: is not TOML: {error}", 'quote dates: start = "2013-07"'
        ) from None
    _check_keys(content, TOP_KEYS, file)
    entries = content.get("phase")
    if not isinstance(entries, list) or not entries:
        raise UsageError(f"{file}: has no phases", "begin each with a line [[phase]]")
    phases = tuple(_phase(entry, f"{file}: phase {n}") for n, entry in enumerate(entries, 1))
    _check_names(phases, file)
    return PhaseFile(
        name=_text(content, "name", file),
        title=_text(content, "title", file),
        countries=_countries(content.get("country", ()), file),
        source=_text(content, "source", file),
        note=_text(content, "note", file),
        phases=phases,
    )


def _phase(entry: object, where: str) -> OpenPhase:
    if not isinstance(entry, dict):
        raise UsageError(f"{where}: is not a table", "begin each phase with a line [[phase]]")
    _check_keys(entry, PHASE_KEYS, where)
    if "name" not in entry:
        raise UsageError(f"{where}: the key 'name' is missing", 'write name = "…"')
    start, end = _day(entry, "start", where, last=False), _day(entry, "end", where, last=True)
    check_order(start, end, f"{where} ('{entry['name']}')")
    return OpenPhase(_text(entry, "name", where), start, end)


def _day(entry: Mapping[str, Any], key: str, where: str, *, last: bool) -> date | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, date):
        value = value.isoformat()[:10]
    try:
        span = read_date(str(value))
    except UsageError as error:
        raise UsageError(f"{where}: the key '{key}': {error.message}", error.hint) from None
    return span.end if last else span.start


def _countries(value: object, file: str) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"{file}: the key 'country' is no name", 'write country = "Mali"')
    try:
        resolve(names)
    except UsageError as error:
        raise UsageError(f"{file}: the key 'country': {error.message}", error.hint) from None
    return tuple(names)


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key, "")
    if isinstance(value, str):
        return value.strip()
    raise UsageError(f"{where}: the key '{key}' is not text", f'write {key} = "…"')


def _check_keys(entry: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in entry:
        if key not in known:
            near, keys = did_you_mean(key, known), f"the keys are {', '.join(known)}"
            hint = f"{near} ({keys})" if near else keys
            raise UsageError(f"{where}: unknown key '{key}'", hint)


def _check_names(phases: tuple[OpenPhase, ...], file: str) -> None:
    try:
        check_names(phases)
    except UsageError as error:
        raise UsageError(f"{file}: the key 'name': {error.message}", error.hint) from None
