"""A question as it was settled: what was typed, and what was decided by what answers it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .query import Query
from .replay import Part
from .selection import Selection

NOTHING: Mapping[str, Any] = {}


class Settled(NamedTuple):
    """A question as it was settled; the command lines and the JSON of it are derived.

    Attributes:
        query: as it was typed.
        asked: what is looked at, where observations are.
        said: what else was settled, by field; it is in the command line and in JSON.
        own: what JSON has otherwise than the command line, by its name there.
        pins: the fields that keep the answer the same, whatever else is at hand; None takes an
            option away.
        looks: the options that were typed of how it is drawn.
    """

    query: Query
    asked: Selection | None = None
    said: Mapping[str, Any] = NOTHING
    own: Mapping[str, Any] = NOTHING
    pins: Mapping[str, str | None] = NOTHING
    looks: tuple[Part, ...] = ()

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command line that gives the same figures again, drawn alike."""
        return (*self.query.argv(self.said), *(word for look in self.looks for word in look.words))

    @property
    def selection(self) -> dict[str, object]:
        """What was asked, as plain values for JSON."""
        asked = self.asked.plain if self.asked else {}
        return {**asked, **self.query.plain({**self.said, **self.own})}
