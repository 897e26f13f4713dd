"""What is known of a data set, in one declaration. Neither this nor a declaration loads polars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from ..model.dates import Span
from ..model.errors import MaliCliError, UsageError
from ..model.filters import LARGEST_PRECISION, LEAST_EXACT
from ..words.counting import several
from ..words.message import Said

if TYPE_CHECKING:
    import polars as pl

    from ..facts.citations import Work
    from ..model.source import Source

Kind = Literal["text", "name", "code", "whole", "count", "year", "date", "decimal", "truth"]
"""What a column holds. A name is text that names a side or a place, a code text that holds a number
or a list of them, a count a whole number that is never negative."""
Columns = Mapping[str, Kind]
Grain = Literal["event", "day", "week", "month", "year", "none"]
NUMBERED = r"\d{1,2}(\.\d{1,2}){1,3}"
"""How releases of UCDP are written: 25.1, 26.01.26.03."""
EVERY = "every answer"
"""What reads the columns without which a file is none of the data set."""
MISSION = "mission"
"""The subject of rows that are about UN missions, as the UN's data name them."""
WEEK_STARTS = "week_starts"
"""The column of weekly rows that says on which day a week begins, where somebody told it."""
NOTHING: Mapping[str, str] = {}
UNITS_OF: Mapping[Grain, tuple[str, ...]] = {
    **dict.fromkeys(("event", "day", "week", "month"), ("year", "month", "quarter")),
    "year": ("year",),
}
"""The units of time that rows of a grain can be told by; a week that crosses units has bounds."""
NameAndId = tuple[str, str | None]
"""The columns of a name and of the id that goes with it, if there is one."""
PROVENANCE, WINDOW = ("dataset", "release"), ("coverage_start", "coverage_end")
"""The constant columns at the end of what `mali-cli events` writes."""


class Estimates(NamedTuple):
    """The three columns of a figure, and what it is where a data set has several."""

    words: str
    best: str
    low: str
    high: str


class Sum(NamedTuple):
    """A column that should be the sum of others, and what is said of rows in which it is not."""

    kind: Said
    total: str
    parts: tuple[str, ...]


class Limit(NamedTuple):
    """The least and the most that a column may hold, or the `one` value that it may not; and why.

    A cell that breaks it makes the file unreadable.
    """

    column: str
    why: Said
    least: int | None = None
    most: int | None = None
    one: int | None = None


class Amount(NamedTuple):
    """What is counted: deaths, civilians, events, personnel.

    Attributes:
        name: as --measure takes it, of many.
        noun: one of them.
        best: the column of an observation that has it; "" where each observation counts as one.
        low: the column of its low estimate; "" where there is none.
        high: the column of its high estimate.
        flow: whether it adds up over time. A stock, such as staff, does not: it has a mean.
        column: what its column in results is called.
        claimed: the word of a claim in a line that it is asked for by: "Mali displaced 2023".
    """

    name: str
    noun: str
    best: str
    low: str = ""
    high: str = ""
    flow: bool = True
    column: str = ""
    claimed: str = ""

    @property
    def value(self) -> str:
        """The name of its column in results."""
        return self.column or self.name

    @property
    def nouns(self) -> str:
        """One of it and several, as a sentence counts them: "death/deaths"."""
        return f"{self.noun}/{several(self.name)}"


class Sought(NamedTuple):
    """What is wanted of observations: some types of violence, some groups, what is counted."""

    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    measure: str = ""


class Told(NamedTuple):
    """Columns of observations that tell another, and how: to add up by them takes half the time.

    Where the words are null, it is not told by them, and only by its own column.
    """

    by: tuple[str, ...]
    words: pl.Expr


class Observed(NamedTuple):
    """Observations.

    `absent` names, for columns that they lack, the one that the rows would need for it; `told` has
    the columns of words that codes beside them tell.
    """

    frame: pl.LazyFrame
    absent: Mapping[str, str] = NOTHING
    told: Mapping[str, Told] = {}


class WrongCellError(Exception):
    """A cell that makes a file unreadable: its row, its column, what it holds and why."""

    def __init__(self, row: int, column: str, value: object, why: Said) -> None:
        super().__init__(column)
        self.row, self.column, self.value, self.why = row, column, value, why


def same(name: str) -> str:
    """Return the name."""
    return name


class FileLayout(NamedTuple):
    """One form in which the files of a data set come.

    Attributes:
        name: what it is called, where the data set has several.
        grain: the span of days that a row is about; "none" for a list.
        columns: the columns and what they hold, in the order of the newest release.
        marks: the columns that tell it, by their newest names; any of these sets of them does.
        key: the columns that name a row: no two rows share them. None: rows may repeat.
        needed: by what reads them, as it is typed, the columns that are read; `EVERY` first.
        filled: further columns without an empty cell, where a file has them.
        rename: from a name in lower case to the one of the newest release.
        words: from the names in lower case, as the file has them, to which form it is, in words.
        stamp: the column that names the release.
        changed: the column of the time at which a row was last changed, in seconds since 1970 or
            as a date: the day of the newest is the release.
        span: the columns of the first and the last day.
        point: the columns of latitude and longitude.
        cell: the column of the cell of the PRIO-GRID in which the point lies.
        exact: the coarsest code of --where-prec that is a point, and the coarsest of all.
        at_sea: a column, and its value where the point lies in international waters.
        status: a column, and its value where a row needs no more checking.
        estimates: best, low and high.
        sums: what should be the sum of what.
        limits: what a cell may hold.
        once: besides the key, columns in which no value should stand twice.
        agree: besides the key, the columns in which two parts of one release say the same.
        blank_tells: columns whose empty cells are taken for what they are, such as "no state".
        ruined: columns that are left out where they are 0 in every row.
        encodings: those in which its files come.
        bare: whether a file may have no header.
        derive: adds columns to the rows of a file, such as the numbers of countries; raises
            `WrongCellError` where it cannot.
        observe: from rows to observations, which have start, end and the columns of groups and
            amounts. Of events it keeps the columns of the rows.
        sparse: whether a day that is covered, and of which there is no row, counts as zero.
        gaps: whether a year or month without a row of what is asked for is not covered: its
            figure is not known, though the release has others of that time.
        groups: what --by takes besides units of time, and the columns of observations that are it.
        amounts: what it counts, where that is not all that the data set does.
        filters: the options that filter events, and the columns that they look at.
        shown: the columns of events that a table for people shows.
        spare: those that it can do without, the last first.
    """

    name: str
    grain: Grain
    columns: Columns
    marks: tuple[frozenset[str], ...]
    key: tuple[str, ...] = ()
    needed: Mapping[str, str] = NOTHING
    filled: tuple[str, ...] = ()
    rename: Callable[[str], str] = same
    words: Callable[[Sequence[str]], str] | None = None
    stamp: str = ""
    changed: str = ""
    span: tuple[str, str] | None = None
    point: tuple[str, str] | None = None
    cell: str = ""
    exact: tuple[int, int] = (LEAST_EXACT, LARGEST_PRECISION["--where-prec"])
    at_sea: tuple[str, int] | None = None
    status: tuple[str, str] | None = None
    estimates: tuple[Estimates, ...] = ()
    sums: tuple[Sum, ...] = ()
    limits: tuple[Limit, ...] = ()
    once: tuple[str, ...] = ()
    agree: tuple[str, ...] = ()
    blank_tells: frozenset[str] = frozenset()
    ruined: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ("utf-8",)
    bare: bool = False
    derive: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    observe: Callable[[pl.LazyFrame, Sought], Observed] | None = None
    sparse: bool = False
    gaps: bool = False
    groups: Mapping[str, tuple[str, ...]] = {}
    amounts: tuple[str, ...] = ()
    filters: Mapping[str, tuple[NameAndId, ...]] = {}
    shown: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """What --by takes."""
        return (*UNITS_OF.get(self.grain, ()), *self.groups)

    @property
    def of_events(self) -> bool:
        """Whether each row is an event."""
        return self.grain == "event"

    @property
    def required(self) -> tuple[str, ...]:
        """The columns without which a file cannot be read."""
        return tuple(self.needed.get(EVERY, "").split())

    def tells(self, names: frozenset[str]) -> bool:
        """Return whether columns of these (newest) names are of this layout."""
        return any(few <= names for few in self.marks)


class Release(NamedTuple):
    """A release: what it is called, its place among others, the days that it is about.

    Where these are those of its rows, `last` is the day after which there can be none.
    """

    text: str
    order: tuple[int, ...]
    covers: Span | None
    last: date | None = None


class Door(NamedTuple):
    """A way by which rows come from the outside.

    Attributes:
        kind: by download, from an API, or by one query that all rows of the newest release answer.
        path: below the base address the path of a file ("{nnn}" is 251 for 25.1, "{parts}" 26_0_8
            for 26.0.8), the resource of the API, or the query ("{year}" is this year).
        country: what the API calls the countries asked for.
        key: what names a row of the API; None for the layout's own key.
        service: of a query, the service that answers it, as `ucdp.addresses` calls it.
        pages: how an answer in pages goes on: "next" where each has the address of the next,
            "page" where they have numbers; "" where it is in one piece.
        credential: what the query needs of the user's own, as `ucdp.token` calls it; "" for none.
        dated: whether the day of the query is the release where the answer names none.
        size: how many bytes come, roughly; 0 where that is not known.
    """

    kind: Literal["download", "api", "query"]
    path: str
    country: str = "Country"
    key: tuple[str, ...] | None = None
    service: str = ""
    pages: Literal["", "next", "page"] = ""
    credential: str = ""
    dated: bool = False
    size: int = 0


class Embedded(NamedTuple):
    """Rows that ship with the package: from where, their layout, and how to read them."""

    source: Callable[[], Source]
    layout: FileLayout
    rows: Callable[[], pl.LazyFrame]


class Maker(NamedTuple):
    """Who makes a data set, in short and in full, and where it is found."""

    short: str
    name: str
    page: str

    def made(self, title: str, release: str | None) -> str:
        """Return how a release is cited whose works are not known."""
        stamp = f"release {release}" if release else "release not known"
        return f"{self.name}. {title}, {stamp}. {self.page}"


class DataSet(NamedTuple):
    """A data set.

    Attributes:
        name: as it is typed.
        title: its full name.
        maker: who makes it.
        role: whether it counts what happened, lists things, or has what counts are divided by.
        layouts: the forms in which its files come.
        read_release: what a release is, from how it is written.
        release_form: how releases are written, as a regular expression.
        cite: the works to cite for a release, the first of them with each figure.
        licence: that of its rows, and whether these may be passed on.
        short: what it is called behind its maker's name; its name where this is empty.
        answers: whether it answers where none is named, adds to one that does, or must be named.
        supplements: the data set that it adds to, in whose layout its files come.
        in_name: how its files name their release, as a regular expression, where their rows do not.
        looks_like: the data set that its files are like in all but their names.
        in_title: what the names of its files have, as a regular expression, where others look like
            them.
        doors: where rows come from besides files of one's own.
        embedded: rows that ship with the package.
        amounts: what it counts, first what is counted where nothing is said.
        phase_rule: the straddling rule over phases where none is named.
        subject: the column of what rows are about: the number of a country, or something else.
        hosts: of something else, such as a mission, the numbers of the countries that it is in.
        violence: the types of violence that all of it is about, where no column tells them.
        remark: what to know of all its figures, said with each.
        whose: of whom it counts, for titles: "of UN personnel".
    """

    name: str
    title: str
    maker: Maker
    role: Literal["counts", "list", "denominator"]
    layouts: tuple[FileLayout, ...]
    read_release: Callable[[str], Release]
    cite: Callable[[str], tuple[Work, ...]]
    licence: str
    passes_on: bool = True
    short: str = ""
    answers: Literal["default", "supplement", "named"] = "named"
    supplements: str | None = None
    in_name: str = ""
    looks_like: str = ""
    in_title: str = ""
    doors: tuple[Door, ...] = ()
    embedded: Embedded | None = None
    amounts: tuple[Amount, ...] = ()
    phase_rule: str = "start"
    release_form: str = NUMBERED
    subject: str = "country_id"
    hosts: Callable[[str], Sequence[int]] | None = None
    violence: tuple[str, ...] = ()
    remark: Said | None = None
    whose: str = ""

    @property
    def of_missions(self) -> bool:
        """Whether its rows are about UN missions."""
        return self.subject == MISSION

    @property
    def of_countries(self) -> bool:
        """Whether its rows are about countries, or about what is in countries that are known."""
        return self.subject == "country_id" or self.hosts is not None

    @property
    def read_as(self) -> str:
        """The data set that its files are told to be, before their release is known."""
        return self.supplements or self.looks_like or self.name

    @property
    def of_events(self) -> bool:
        """Whether it has events."""
        return any(layout.of_events for layout in self.layouts)

    @property
    def terms(self) -> tuple[str, ...]:
        """What --by takes."""
        return tuple(dict.fromkeys(term for layout in self.layouts for term in layout.terms))

    @property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """What --by takes besides units of time, and the columns that it is."""
        return {word: names for layout in self.layouts for word, names in layout.groups.items()}

    def kind_of(self, layout: FileLayout) -> str:
        """Return what rows in a layout are: "event", "country-year", "list"."""
        if self.role == "list":
            return self.role
        what = self.subject.removesuffix("_id")
        return "event" if layout.of_events else f"{what}-{layout.grain}"

    def amount(self, name: str) -> Amount:
        """Return what is counted, by its name."""
        return next(amount for amount in self.amounts if amount.name == name)

    def citation(self, release: str | None) -> str:
        """Return the work to cite with each figure; where it is not known, a plain sentence."""
        from ..facts.citations import plain

        work = self._work(release)
        return plain(work) if work else self.maker.made(self.title, release)

    def cited(self, release: str | None) -> str:
        """Return the same as one line has room for it: authors, year and address."""
        from ..facts.citations import brief

        work = self._work(release)
        return brief(work) if work else self.maker.made(self.title, release)

    def _work(self, release: str | None) -> Work | None:
        try:
            return self.cite(release)[0] if release else None
        except (MaliCliError, LookupError):
            return None  # a release newer than this version

    def door(self, kind: str) -> Door | None:
        """Return the door of a kind, if there is one."""
        return next((door for door in self.doors if door.kind == kind), None)

    def takes(self, release: str) -> bool:
        """Return whether a release may be one of this data set."""
        try:
            self.read_release(release)
        except (UsageError, ValueError):
            return False
        return True
