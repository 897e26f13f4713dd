"""The answer to a question: a frame, what to know about it, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .phase import Phase
from .replay import Replay
from .source import Source

if TYPE_CHECKING:
    import polars as pl

SCHEMA_VERSION = 1
"""The version of the JSON envelope; it grows only when a name changes its meaning."""


class Note(NamedTuple):
    """One thing to know about a result. `kind` names the rule or topic it is about."""

    kind: str
    text: str
    warning: bool = False

    def __str__(self) -> str:
        return f"Warning: {self.text}" if self.warning else self.text


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
        straddle: the rule for observations that cross an edge, None where none is used.
        constants: columns that are the same in every row, added to machine-readable rows.
        extras: further values of the JSON envelope, such as `distinct_total`.
        rows_key: what the JSON envelope calls the rows.
        arguments: the command line that gives the same figures again.
        phases: the phases, for charts.
        empty: why there are no rows, where there are none.
        shown: the columns that tables for people show; all of them where none are named.
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
    straddle: str | None = None
    constants: Mapping[str, str | None] = field(default_factory=dict)
    extras: Mapping[str, object] = field(default_factory=dict)
    rows_key: str = "rows"
    arguments: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    empty: str | None = None
    shown: tuple[str, ...] = ()
    pins: Mapping[str, str | None] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()
    replay: Replay | None = None

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
