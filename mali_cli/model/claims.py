"""Published statements as claims: what is asked of the data, and what is said to come out."""

from __future__ import annotations

from datetime import date

from ..frozen import frozen
from .filters import EventFilters
from .selection import NO_FILTERS

REPRODUCED, HOLDS, DIFFERS, UNDECIDED = "reproduced", "holds", "differs", "undecided"
NOT_TESTABLE, NEEDS_DATA = "not testable", "needs data"
VERDICTS = (REPRODUCED, HOLDS, DIFFERS, UNDECIDED, NOT_TESTABLE, NEEDS_DATA)
SIGNS = ("=", "~", ">", "<", ">=", "<=")
COMPARISONS = ("higher", "lower", "same")
TRENDS = ("rising", "falling", "higher at the end", "lower at the end")
EXTREMES = ("highest", "lowest")


@frozen
class Window:
    """Days with inclusive ends; None is where the data begin or end.

    A `phase` is what comes before, in or after a mission: its ends are edges, which leave the
    source as it is. Other days are looked at alone, so that finer data answer where they cut some.
    """

    first: date | None = None
    last: date | None = None
    phase: bool = False

    def __str__(self) -> str:
        return f"{self.first or ''}..{self.last or ''}"


@frozen
class FigureQuery:
    """A question with one figure a window, or with `each` one a year, country or mission of it.

    `yearly_mean` divides by the calendar years of the window; with `per` a figure is the rate per
    so many people and year, over the population of the countries. `dataset` and `release` pin the
    source; None is the newest at hand that can answer. `straddle` None is the rule of `periods`.
    `mission` names what data about UN missions are asked for, in place of a country and a type.
    """

    country: tuple[str, ...]
    type: tuple[str, ...]
    windows: tuple[Window, ...] = (Window(),)
    each: str | None = None
    yearly_mean: bool = False
    measure: str = "deaths"
    estimate: str = "best"
    straddle: str | None = None
    dataset: str | None = None
    release: str | None = None
    filters: EventFilters = NO_FILTERS
    per: int | None = None
    mission: tuple[str, ...] = ()


def half_a_digit(written: str) -> float:
    """Return half of the last digit of a number: a rate that rounds to it is what it says."""
    return 0.5 * 0.1 ** len(written.partition(".")[2])


@frozen
class Value:
    """A figure: equal, about (within `tolerance`), over, under, at least or at most `number`.

    Where the query has several figures, it is said of each.
    """

    sign: str
    number: float
    tolerance: float = 0


@frozen
class Ratio:
    """The query's figure is more (">") or less ("<") than `number` times the other one."""

    sign: str
    number: float


@frozen
class Change:
    """From the other figure to the query's: so many percent, within so many points."""

    percent: float
    points: float


@frozen
class Comparison:
    """Each figure of the query is higher or lower than the others, or the same one by one."""

    word: str


@frozen
class Trend:
    """A series: every figure above (below) the one before, or only the last against the first."""

    word: str


@frozen
class Rank:
    """The place of the query's figure among others, the highest first."""

    number: int


@frozen
class Superlative:
    """The query's figure is the highest (lowest) of all, and no other equals it."""

    word: str


@frozen
class ExtremeYear:
    """The one year of the query with the highest (lowest) figure."""

    year: int
    word: str


@frozen
class Untestable:
    """What UCDP's data cannot answer, and why."""

    reason: str


def names_a_figure(expectation: Expectation) -> bool:
    """Return whether just one figure makes a claim true, and not a range of them."""
    match expectation:
        case Value("=") | Comparison("same"):
            return True
    return False


Expectation = (
    Value | Ratio | Change | Comparison | Trend | Rank | Superlative | ExtremeYear | Untestable
)
KINDS: dict[type, str] = {
    Value: "value",
    Ratio: "ratio",
    Change: "change",
    Comparison: "comparison",
    Trend: "trend",
    Rank: "rank",
    Superlative: "superlative",
    ExtremeYear: "extreme year",
    Untestable: "untestable",
}


@frozen
class Claim:
    """A statement, where it stands, and how it is judged.

    Attributes:
        id: its name, one of a kind in its file.
        statement: what it says, in the words of who wrote the file.
        expectation: what it says will come out.
        query: the question; None only for what is not testable.
        against: the other question of a ratio, a change or a comparison.
        among: the question with the figures that a rank or a superlative is among.
        shown: questions whose answers stand beside what is not testable.
        source: author, title, year, page or address.
        remark: what to know beside the verdict.
        expected: the verdicts on record; none are on record where it is empty.
        file: where it is written down.
    """

    id: str
    statement: str
    expectation: Expectation
    query: FigureQuery | None = None
    against: FigureQuery | None = None
    among: FigureQuery | None = None
    shown: tuple[FigureQuery, ...] = ()
    source: str = ""
    remark: str = ""
    expected: tuple[str, ...] = ()
    file: str = ""
