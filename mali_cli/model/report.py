"""A report: the answers to several questions on one subject, with what must be said beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..frozen import frozen
from ..words.message import Said
from .result import Note, Result
from .settled import Settled

if TYPE_CHECKING:
    import polars as pl

CHART, MAP = "chart", "map"


@frozen
class Paragraph:
    """A few sentences."""

    said: Said

    @property
    def text(self) -> str:
        """The sentences, in words."""
        return str(self.said)


@frozen
class Remarks:
    """Notes, each an item of a list."""

    notes: tuple[Note, ...]


@frozen
class TableBlock:
    """Rows to be shown as a table.

    Attributes:
        caption: what the rows are.
        result: the rows, as a result.
        composed: the report made the rows from several answers; else they are one answer.
    """

    caption: str
    result: Result
    composed: bool = False


@frozen
class Picture:
    """An answer to be drawn.

    Attributes:
        kind: "chart" or "map".
        caption: what it shows.
        result: the answer.
        figures: rows that tell the same in numbers.
    """

    kind: str
    caption: str
    result: Result
    figures: Result


@frozen
class Works:
    """An answer of `cite`: the works to cite, to be read and to be copied as BibTeX."""

    result: Result


@frozen
class Commands:
    """Command lines to be copied as they stand."""

    lines: tuple[tuple[str, ...], ...]


Block = Paragraph | Remarks | TableBlock | Picture | Works | Commands


@frozen
class Explored:
    """What a page counts again by other choices: type, years, rule, actor, region.

    Attributes:
        rows: start, end (Date), type_of_violence, best, low, high; of events also side_a_new_id,
            side_b_new_id and adm_1, as far as the source has them.
        actors: the names of the actors by their ids; empty where the rows do not tell.
        regions: the first-order divisions; empty where the rows do not tell.
        sparse: days without a row are zeros.
        command: `periods` with all that is not chosen on the page.
        type: the first of the types that were asked for; "all" for their sum.
        days: the first and the last day as they were typed; None for those that the data have.
    """

    rows: pl.DataFrame
    actors: dict[int, str]
    regions: tuple[str, ...]
    sparse: bool
    command: tuple[str, ...]
    type: str
    days: tuple[str | None, str | None]


@frozen
class Section:
    """A part of a report under a heading of its own; `key` names it for scripts.

    `of` is the mission that it is of, where the same part of several stands side by side; where
    it says the same of some it names these, and of all none.
    """

    key: str
    heading: str
    blocks: tuple[Block, ...]
    of: str = ""


@frozen
class Lead:
    """The lead of one of the countries that are counted together, with its bounds."""

    of: str
    lead: tuple[str, ...]
    scope: str


@frozen
class Report:
    """What `report` returns: of one subject, or of several missions side by side.

    That of several has no lead and no figures of its own: all of them are in `reports`.

    Attributes:
        title: the heading of the page.
        lead: the figures of all phases, a line for each type where these are apart.
        scope: the bounds of these, what is counted, and what that leaves out, in one line.
        question: what was asked, as a sentence.
        headline: the figures in sentences.
        taken: what was taken by default; empty where all was said.
        basis: the answer of `periods` that the report is about; of several missions one without
            rows, that tells what was asked and which sources answered.
        sections: in the order of the page; of several missions those of each, part by part.
        settled: what was asked, as it was settled.
        made_by: the program and its version.
        explored: what a page can count again; None where it cannot.
        not_explored: why it cannot; empty where it can, and where there are no figures.
        leads: the figures of each country, where several are counted together.
        of: the mission that it is of, where several stand side by side.
        reports: those of the missions that stand side by side; empty for one subject.
    """

    title: str
    lead: tuple[str, ...]
    scope: str
    question: str
    headline: tuple[str, ...]
    taken: str
    basis: Result
    sections: tuple[Section, ...]
    settled: Settled
    made_by: str
    explored: Explored | None = None
    not_explored: str = ""
    leads: tuple[Lead, ...] = ()
    of: str = ""
    reports: tuple[Report, ...] = ()

    @property
    def each(self) -> tuple[Report, ...]:
        """The reports of one subject that it is made of: itself, or those side by side."""
        return self.reports or (self,)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The command line that gives the same report again."""
        return self.settled.arguments

    @property
    def answers(self) -> tuple[Result, ...]:
        """The answers that the report is made of, each once."""
        blocks = [block for section in self.sections for block in section.blocks]
        return tuple(result for block in blocks for result in answers_of(block))

    def section(self, key: str) -> Section | None:
        """Return the section of that key, if the report has it."""
        return next((section for section in self.sections if section.key == key), None)

    def __repr__(self) -> str:
        if self.reports:
            return "\n\n".join((self.title, *map(repr, self.reports)))
        keys = ", ".join(section.key for section in self.sections)
        return "\n".join(
            (self.title, *self.lead, self.question, *self.headline, f"Sections: {keys}")
        )


def answers_of(block: Block) -> tuple[Result, ...]:
    """Return the answer that a block shows, if it shows one."""
    if isinstance(block, TableBlock) and block.composed:
        return ()
    return (block.result,) if isinstance(block, TableBlock | Picture | Works) else ()
