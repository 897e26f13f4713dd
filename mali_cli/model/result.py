"""The answer to a question: a frame, what to know about it, and where it comes from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from shlex import join
from typing import TYPE_CHECKING, Any, NamedTuple

from ..frozen import frozen
from ..words.message import Said
from ..words.sourcing import AGAIN
from .details import Details
from .phase import Phase
from .replay import Part, Replay
from .selection import VALUE, Selection
from .settled import Settled
from .source import Source

if TYPE_CHECKING:
    import polars as pl

PLAIN = Details()
BESIDE = "beside_"
"""What the names of columns begin with that are of another source beside the one that answers."""
SCHEMA_VERSION = 2
"""The version of the JSON envelope; it grows only when a name changes its meaning."""


@dataclass(frozen=True, eq=False)
class Note:
    """One thing to know about a result; two that read the same are one.

    Attributes:
        said: the sentence, with the values in it; it says too what it is about.
        of: of what it is said, where an answer is about several: a mission, a release.
    """

    said: Said
    of: str = ""

    @property
    def kind(self) -> str:
        """The rule or topic that it is about."""
        return self.said.message.kind

    @property
    def warning(self) -> bool:
        """Whether it changes the meaning of a number."""
        return self.said.message.warning

    @property
    def text(self) -> str:
        """The sentence, in words."""
        return f"{self.of}: {self.said}" if self.of else str(self.said)

    @property
    def brief(self) -> str:
        """The sentence where room is short."""
        told = f"{self.of}: {self.said.brief}" if self.of else self.said.brief
        return f"Warning: {told}" if self.warning else told

    def __str__(self) -> str:
        return f"Warning: {self.text}" if self.warning else self.text

    def __repr__(self) -> str:
        return f"Note(kind={self.kind!r}, text={self.text!r}, warning={self.warning!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Note) and (self.kind, str(self)) == (other.kind, str(other))

    def __hash__(self) -> int:
        return hash((self.kind, str(self)))


class Shown(NamedTuple):
    """How tables for people show the rows.

    Attributes:
        columns: the columns that they have; all where none are named.
        spare: those that they can do without where room is short, the last first; as they are
            declared where none is named.
        bars: the column whose figures are drawn as bars too.
        headers: the headers that the answer words itself, by column.
        partial: the units of time or the phases that are covered in part only.
        odd: the cells, by row and column, of figures that rest on estimates out of order.
        short: whether the ratio of each row rests on a short phase, where rows were put in another
            order than that of the phases.
        whose: what stands before the headers, where another source stands beside this one.
    """

    columns: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    bars: str = ""
    headers: Mapping[str, str] = {}
    partial: Collection[str] = ()
    odd: Collection[tuple[int, str]] = ()
    short: Sequence[bool] | None = None
    whose: str = ""


ALL_COLUMNS = Shown()


@frozen
class Result:
    """What every question returns, from Python and on the command line.

    Attributes:
        settled: what was asked, as it was settled by what answers.
        heading: what was asked in words, without what was taken by default.
        frame: the rows, a Polars frame with the documented columns.
        notes: what to know about the figures.
        sources: the data sets that answered.
        constants: columns that are the same in every row, added to machine-readable rows.
        details: what there is besides the rows.
        phases: the phases, for charts.
        empty: why there are no rows, where there are none.
        shown: how tables for people show the rows.
        replay: the command line that gives the same bytes; None where nothing was typed.
        beside: what another source answers, where it stands beside this one: its columns are among
            those of `frame`, under names that begin with `BESIDE`.
        short: what stands over a figure; empty where that is the heading.
    """

    settled: Settled
    heading: str
    frame: pl.DataFrame
    notes: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    constants: Mapping[str, str | None] = field(default_factory=dict)
    details: Details = PLAIN
    phases: tuple[Phase, ...] = ()
    empty: str | None = None
    shown: Shown = ALL_COLUMNS
    replay: Replay | None = None
    beside: Result | None = None
    short: str = ""

    @property
    def command(self) -> str:
        """The command that asks the same."""
        return self.settled.query.command

    @property
    def title(self) -> str:
        """What was asked in words, for a heading."""
        return self.heading

    @property
    def taken(self) -> str:
        """What was taken by default, for a line of its own; "" where nothing was."""
        return self.asked.taken_words if self.asked else ""

    @property
    def asked(self) -> Selection | None:
        """What was looked at, where observations were asked for."""
        return self.settled.asked

    @property
    def selection(self) -> dict[str, object]:
        """What was asked, as plain values."""
        return self.settled.selection

    @property
    def straddle(self) -> str | None:
        """The rule for observations that cross an edge; None where none is used."""
        return (self.asked.straddle or None) if self.asked else None

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command line that gives the same figures again, drawn alike."""
        return self.settled.arguments

    @property
    def reproduce(self) -> str:
        """The command line that a file holds: it gives the same bytes, where words were typed."""
        return join(self.replay.words if self.replay else self.arguments)

    @property
    def without_command(self) -> tuple[Note, ...]:
        """The notes of a file that holds the command line apart."""
        return tuple(note for note in self.notes if note.kind != AGAIN.kind)

    @property
    def warnings(self) -> tuple[Note, ...]:
        """The notes that stay where none are wanted: they change what a number means."""
        return tuple(note for note in self.notes if note.warning)

    @property
    def extras(self) -> dict[str, object]:
        """Further values of the JSON envelope, such as `distinct_total`."""
        return self.details.json()

    @property
    def measure(self) -> str:
        """What is counted: deaths, civilians or events."""
        return self.asked.measure if self.asked else "deaths"

    @property
    def counts(self) -> str:
        """The noun of what is counted, of many: "deaths of side a"."""
        return self.asked.counts if self.asked else "deaths"

    @property
    def value(self) -> str:
        """The column that has what is counted."""
        return self.asked.value if self.asked else VALUE

    @property
    def source(self) -> Source | None:
        """The data set that answered, where it is one."""
        return self.sources[0] if len(self.sources) == 1 else None

    def drawn(self, looks: tuple[Part, ...]) -> Result:
        """Return the same answer with how it is drawn: the command in its notes says that too."""
        settled = self.settled._replace(looks=looks)
        again = Note(AGAIN(command=join(settled.arguments)))
        notes = tuple(again if note.said.message is AGAIN else note for note in self.notes)
        return replace(self, settled=settled, notes=notes)

    def titled(self, title: str) -> Result:
        """Return the same answer under another title."""
        asked = self.asked and replace(self.asked, taken=())
        return replace(self, heading=title, short="", settled=self.settled._replace(asked=asked))

    @property
    def apart(self) -> tuple[Result, ...]:
        """The answers of each source, with its own columns, that stand beside each other here.

        They have the same rows, so that each is blank where only the other has a figure.
        """
        if self.beside is None:
            return (self,)
        import polars as pl

        mine = [name for name in self.frame.columns if not name.startswith(BESIDE)]
        own = {name: f"{BESIDE}{name}" for name in self.beside.frame.columns}
        its = self.frame.select(
            pl.col(there if there in self.frame.columns else name).alias(name)
            for name, there in own.items()
        )
        one = replace(self, beside=None, frame=self.frame.select(mine))
        return one, replace(self.beside, frame=its)

    def __repr__(self) -> str:
        notes = "\n".join(str(note) for note in self.notes)
        return f"{self.title}\n{self.frame}\n{notes}".rstrip()

    def _repr_html_(self) -> str:
        """Show the result in a notebook: the table that -f html writes, with its notes."""
        return str(import_module("mali_cli.output.page").to_element(self))

    def to_pandas(self) -> Any:
        """Return the rows as a frame of pandas, which must be installed, with pyarrow.

        Raises:
            OutputError: one of them is not installed; the hint is the command that installs them.
        """
        return import_module("mali_cli.output.notebook").to_pandas(self)

    def figure(self, *, size: str = "page") -> Any:
        """Return the figure of an answer of `chart` or `map`, which a notebook shows.

        It is what -o chart.svg draws; its text is the attribute `svg`.

        Args:
            size: "column" (89 mm), "page" (183 mm) or "wide" (254 mm).

        Raises:
            UsageError: the answer is of another question, or there is no such size.
            OutputError: Matplotlib is not installed; the hint is the command that installs it.
        """
        return import_module("mali_cli.output.notebook").drawing_of(self, size)
