"""One series in time without gaps, by whole units that the data cover, and how breaks are found."""

from __future__ import annotations

from datetime import date

from ...analysis.segments import Segmentation, default_penalty, one_break, segmented, unsegmented
from ...analysis.totals import totals_table
from ...frozen import frozen
from ...model.bounds import HIGH, LOW
from ...model.dates import ONE_DAY, Span, read_window
from ...model.errors import UsageError
from ...model.questions.breaks import Breaks
from ...model.result import Note
from ...model.units import (
    MONTHS,
    PER_YEAR,
    UNITS,
    unit_days,
    unit_name,
    unit_of,
    unit_start,
    units_of,
)
from ...model.words import one_of
from ...observations import Observations
from ...words import breaking, comparing, covering, when
from ...words.message import Said
from ...words.phrases import as_typed, counted
from ..lives import why_no_state
from ..look_up import measure_of


@frozen
class UnitSeries:
    """Counts of whole units of time, one after the other.

    `first` is the number of the first unit (see `model.units`), `values` have a count for each.
    `counts` names what is counted: "deaths", "civilians" or "events". `low` and `high` have the
    estimates of each, where there are some.
    """

    unit: str
    first: int
    values: tuple[float, ...]
    counts: str = "deaths"
    notes: tuple[Note, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def __len__(self) -> int:
        return len(self.values)

    @property
    def nothing(self) -> Said:
        """Say that nothing was counted: "nobody died"."""
        return breaking.NOTHING[self.counts]()

    def label(self, at: int) -> str:
        """Return the name of the unit at an index: "2013", "2013-Q3" or "2013-07"."""
        return unit_name(self.first + at, self.unit)

    def day(self, at: int) -> date:
        """Return the first day of the unit at an index."""
        return unit_start(self.first + at, self.unit)

    def last_day(self, at: int) -> date:
        """Return the last day of the unit at an index."""
        return self.day(at + 1) - ONE_DAY

    @property
    def days(self) -> Span:
        """All days of the units."""
        return Span(self.day(0), self.day(len(self)) - ONE_DAY)

    def index(self, day: date) -> int:
        """Return the index of the unit that holds a day."""
        return unit_of(day, self.unit) - self.first

    def a_year(self, mean: float) -> float:
        """Return a mean of units as a rate a year."""
        return mean * PER_YEAR[self.unit]


def read_units(text: str, unit: str, option: str, *, least: int = 1) -> int:
    """Read a length such as 3y or 18m as a number of units.

    Raises:
        UsageError: it is no length, no whole number of units, or shorter than `least` of them.
    """
    units, rest = divmod(read_window(text), MONTHS[unit])
    if rest:
        raise UsageError(when.NO_WHOLE_NUMBER(option=option, text=text, unit=unit))
    if units < least:
        raise UsageError(when.TOO_SHORT(option=option, text=text, least=counted(least, unit)))
    return units


def series_of(data: Observations, unit: str) -> UnitSeries:
    """Count a selection by unit of time, in the whole units that the data cover.

    Raises:
        UsageError: no whole unit is covered, or years in between have no figures.
    """
    if not data.days:
        why, source = why_no_state(data), data.source.pinned
        if why:
            raise UsageError(comparing.NO_STATE(why=why))
        raise UsageError(comparing.COVERS_NOTHING(source=source, days=data.published))
    window = data.days
    first, last = _whole_units(window.hull, unit)
    if first > last:
        raise UsageError(comparing.NO_WHOLE_UNIT(unit=unit, window=window, covered=data.coverage))
    span = Span(unit_start(first, unit), unit_start(last + 1, unit) - ONE_DAY)
    days = window.within(span) or window
    measure, rule = measure_of(data), data.selection.straddle
    frame = totals_table(data.frame, days, (unit,), measure, rule, fill=True)
    whole = {
        unit_name(i, unit) for i in units_of(window, unit) if window.covers(unit_days(i, unit))
    }
    expected = _expected(whole & set(map(str, frame[unit])), first, last, unit)
    return UnitSeries(
        unit=unit,
        first=next(i for i in range(first, last + 1) if unit_name(i, unit) == expected[0]),
        values=tuple(frame["deaths"]),
        counts=data.selection.measure,
        notes=tuple(_left_out(window.hull, span, unit)),
        **{name: tuple(frame[name]) for name in (LOW, HIGH) if frame[name].null_count() == 0},
    )


def _whole_units(window: Span, unit: str) -> tuple[int, int]:
    """Return the first and the last unit that lie wholly in a window."""
    first, last = unit_of(window.start, unit), unit_of(window.end, unit)
    late = unit_start(first, unit) < window.start
    early = unit_days(last, unit).end > window.end
    return first + late, last - early


def _expected(here: set[str], first: int, last: int, unit: str) -> list[str]:
    """Return the names of the units from the first that has a figure to the last.

    Raises:
        UsageError: some in between have none, or none has any.
    """
    every = [unit_name(index, unit) for index in range(first, last + 1)]
    known = [name for name in every if name in here]
    if not known:
        raise UsageError(comparing.NONE_COUNTS(unit=unit, first=every[0], last=every[-1]))
    between = every[every.index(known[0]) : every.index(known[-1]) + 1]
    missing = [name for name in between if name not in here]
    if missing:
        raise UsageError(
            comparing.GAPS(missing=missing[:6])
            if len(missing) > 6
            else comparing.GAP(missing=missing)
        )
    return between


def _left_out(window: Span, span: Span, unit: str) -> list[Note]:
    if window == span:
        return []
    return [Note(covering.WHOLE_UNITS(unit=unit, days=span, covered=window))]


@frozen
class Rules:
    """How breaks are looked for, in units of the series; a `penalty` of None is the default."""

    unit: str
    min_length: str
    min_side: str
    shortest: int
    shortest_side: int
    penalty: float | None
    level: float

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for them, by field."""
        return {
            "by": self.unit,
            "min_length": self.min_length,
            "min_side": self.min_side,
            "penalty": None if self.penalty is None else as_typed(self.penalty),
            "level": as_typed(self.level),
        }


@frozen
class Found:
    """The segmentations of a series: the one of least cost, that with one break, and none.

    There is no best single break where every count is 0.
    """

    best: Segmentation
    single: Segmentation | None
    none: Segmentation
    penalty: float


def read_rules(query: Breaks) -> Rules:
    """Read the options that say how breaks are looked for.

    Raises:
        UsageError: an unknown unit, a length that is none, or an impossible penalty or level.
    """
    unit = one_of(query.by, UNITS, "unit of time")
    penalty, level = query.penalty, query.level
    if penalty is not None and not 0 <= penalty < float("inf"):
        raise UsageError(comparing.NO_PENALTY(penalty=penalty))
    if not 0 < level < 1:
        raise UsageError(comparing.NO_LEVEL(level=level))
    shortest = read_units(query.min_length, unit, "--min-length", least=2)
    side = read_units(query.min_side, unit, "--min-side")
    return Rules(unit, query.min_length, query.min_side, shortest, side, penalty, level)


def found_by(series: UnitSeries, rules: Rules) -> Found:
    """Divide a series into segments: at best, with one break, and with none."""
    values = series.values
    penalty = default_penalty(len(values)) if rules.penalty is None else rules.penalty
    return Found(
        best=segmented(values, rules.shortest, penalty),
        single=one_break(values, rules.shortest) if any(values) else None,
        none=unsegmented(values),
        penalty=penalty,
    )
