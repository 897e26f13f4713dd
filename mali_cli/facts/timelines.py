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
event = "coup"                 # optional: what happened on its first day, for charts
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from ..model.dates import as_known
from ..model.errors import UsageError
from ..model.phase import OpenPhase, check_names
from ..model.words import fold
from ..words import asking, places, reading, when
from .countries import resolve
from .files import packaged
from .toml_tables import (
    AnyText,
    DateDays,
    TableError,
    TomlTable,
    TomlTexts,
    at,
    made_of,
    read_toml,
)

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


class _PhaseTable(TomlTable):
    name: AnyText
    start: DateDays | None = None
    end: DateDays | None = None
    event: AnyText = ""


def _phase(table: _PhaseTable) -> OpenPhase:
    first = table.start.start if table.start else None
    last = table.end.end if table.end else None
    if first and last and first > last:
        raise TableError(when.PHASE_ENDS_BEFORE_IT_BEGINS, phase=table.name, first=first, last=last)
    rough = table.start is not None and table.start.days > 1
    since = as_known(table.start) if table.start and rough else ""
    return OpenPhase(table.name, first, last, event=table.event, since=since)


def _known(words: tuple[str, ...]) -> tuple[str, ...]:
    resolve(words)
    return words


class PhaseFile(TomlTable):
    """A set of phases with what its file says about them."""

    name: AnyText = ""
    title: AnyText = ""
    countries: Annotated[tuple[str, ...], made_of(TomlTexts, _known)] = Field((), alias="country")
    source: AnyText = ""
    note: AnyText = ""
    phases: tuple[Annotated[OpenPhase, made_of(_PhaseTable, _phase)], ...] = Field(
        (), alias="phase"
    )

    @model_validator(mode="after")
    def _refuse_names(self) -> Self:
        if not self.phases:
            raise TableError(reading.NO_PHASES)
        with at("name"):
            check_names(self.phases)
        return self


def parse(text: str, file: str) -> PhaseFile:
    """Read phases from the text of a TOML file called `file`.

    Raises:
        UsageError: naming the file, the key and the reason.
    """
    return read_toml(text, file, PhaseFile, reading.QUOTE_DATES())
