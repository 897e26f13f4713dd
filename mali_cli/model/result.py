"""The answer to a question: a frame, what to know about it, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .details import Details
from .phase import Phase
from .replay import Replay
from .selection import Selection
from .source import Source

if TYPE_CHECKING:
    import polars as pl

PLAIN = Details()
SCHEMA_VERSION = 1
"""The version of the JSON envelope; it grows only when a name changes its meaning."""


class Note(NamedTuple):
    """One thing to know about a result. `kind` names the rule or topic it is about."""

    kind: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"Warning: {self.text}" if self.warning else self.text


class Shown(NamedTuple):
    """How tables for people show the rows.

    Attributes:
        columns: the columns that they have; all where none are named.
        spare: those that they can do without where room is short, the last first; as they are
            declared where none is named.
        bars: the column whose figures are drawn as bars too.
        headers: the headers that the answer words itself, by column.
    """

    columns: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    bars: str = ""
    headers: Mapping[str, str] = {}


ALL_COLUMNS = Shown()


@dataclass(frozen=True)
class Result:
    """What every question returns, from Python and on the command line.

    Attributes:
        command: the command that asks the same.
        title: what was asked, with all that was taken by default.
        frame: the rows, a Polars frame with the documented columns.
        notes: what to know about the figures.
        sources: the data sets that answered.
        selection: what was asked, as plain values.
        asked: the same, where observations were asked for.
        straddle: the rule for observations that cross an edge, None where none is used.
        constants: columns that are the same in every row, added to machine-readable rows.
        details: what there is besides the rows.
        rows_key: what the JSON envelope calls the rows.
        arguments: the command line that gives the same figures again.
        phases: the phases, for charts.
        empty: why there are no rows, where there are none.
        shown: how tables for people show the rows.
        pins: values of options that keep the answer the same, whatever else is at hand; None takes
            an option away.
        partial: the units of time or the phases that are covered in part only.
        replay: the command line that gives the same bytes; None where nothing was typed.
    """

    command: str
    title: str
    frame: pl.DataFrame
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    selection: Mapping[str, object] = field(default_factory=dict)
    asked: Selection | None = None
    straddle: str | None = None
    constants: Mapping[str, str | None] = field(default_factory=dict)
    details: Details = PLAIN
    rows_key: str = "rows"
    arguments: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    empty: str | None = None
    shown: Shown = ALL_COLUMNS
    pins: Mapping[str, str | None] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()
    replay: Replay | None = None

    @property
    def extras(self) -> dict[str, object]:
        """Further values of the JSON envelope, such as `distinct_total`."""
        return self.details.json()

    @property
    def measure(self) -> str:
        """What is counted: deaths, civilians or events."""
        return self.asked.measure if self.asked else "deaths"

    @property
    def source(self) -> Source | None:
        """The data set that answered, where it is one."""
        return self.sources[0] if len(self.sources) == 1 else None

    def __repr__(self) -> str:
        notes = "\n".join(str(note) for note in self.notes)
        return f"{self.title}\n{self.frame}\n{notes}".rstrip()

    def _repr_html_(self) -> str:
        """Show the result in a notebook: title, the frame's own table, notes."""
        from html import escape

        notes = "".join(f"<li>{escape(str(note))}</li>" for note in self.notes)
        table = self.frame._repr_html_()
        return f"<p><strong>{escape(self.title)}</strong></p>{table}<ul>{notes}</ul>"
