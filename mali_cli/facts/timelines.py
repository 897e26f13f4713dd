"""The packaged timelines: phases of a country's conflict, each with its sources."""

from __future__ import annotations

from functools import cache

from ..model.errors import UsageError
from ..model.names import fold
from ..model.words import did_you_mean
from .files import packaged
from .phase_files import PhaseFile, parse

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
    hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
    raise UsageError(f"unknown timeline '{name}'", hint)
