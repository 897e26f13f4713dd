"""Timelines, and phases from a file: ready sets of phases.

The format of `--phases FILE` and of the packaged timelines:

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

from functools import cache
from typing import NamedTuple

from ..model.dates import Span, check_order, read_date
from ..model.errors import UsageError
from ..model.phase import OpenPhase, check_names
from ..model.words import fold
from ..words import asking, places, reading, when
from .countries import resolve
from .files import packaged
from .toml_tables import TomlError, TomlTable, read_toml

FOLDER = "timelines"


@cache
def timelines() -> tuple[PhaseFile, ...]:
    """Return all packaged timelines, by name."""
    files = sorted(packaged(FOLDER).iterdir(), key=lambda file: file.name)
    return tuple(parse(file.read_text(encoding="utf-8"), file.name) for file in files)


def find(name: str) -> PhaseFile:
    """Return the timeline of that name.

    Raises:
        UsageError: there is none; the hint lists the nearest.
    """
    for timeline in timelines():
        if fold(timeline.name) == fold(name):
            return timeline
    known = [timeline.name for timeline in timelines()]
    hint = asking.did_you_mean(name, known) or asking.THERE_ARE(names=known)
    raise UsageError(places.UNKNOWN_TIMELINE(name=name), hint)


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
    top = read_toml(text, file, reading.QUOTE_DATES())
    top.check_keys(TOP_KEYS)
    entries = top.tables("phase")
    if not entries:
        raise UsageError(reading.NO_PHASES(file=file))
    phases = tuple(_phase(entry) for entry in entries)
    with top.at("name"):
        check_names(phases)
    with top.at("country"):
        resolve(top.words("country"))
    named = {key: top.text(key) for key in ("name", "title", "source", "note")}
    return PhaseFile(**named, countries=top.words("country"), phases=phases)


def _phase(entry: TomlTable) -> OpenPhase:
    entry.check_keys(PHASE_KEYS)
    if "name" not in entry:
        raise TomlError(reading.MISSING(key=entry.key("name"), name="name"))
    start, end = _days(entry, "start"), _days(entry, "end")
    first, last = (start.start if start else None), (end.end if end else None)
    check_order(first, last, when.PHASE(where=entry.where, name=entry.text("name")))
    return OpenPhase(entry.text("name"), first, last)


def _days(entry: TomlTable, key: str) -> Span | None:
    written = entry.day(key)
    if written is None:
        return None
    with entry.at(key):
        return read_date(written[:10])
