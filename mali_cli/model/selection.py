"""What is looked at: countries, types, days, the measure, and the rule for straddling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..frozen import frozen
from ..words import asking, when
from ..words.counting import several
from ..words.phrases import all_of
from .coverage import Coverage, Days
from .dates import Span, check_order, read_date
from .errors import UsageError
from .filters import EventFilters
from .months import Months
from .words import (
    ALL_TYPES,
    ESTIMATES,
    MEASURES,
    STRADDLES,
    TYPES,
    apart,
    one_of,
    type_of,
)


@frozen
class Area:
    """The countries looked at; no ids means every country that the source has.

    `terms` are the words to type for them again, none where a number is no country's, `names`
    UCDP's own names. `each_named` tells whether somebody named them one by one; `called` are the
    groups and the names that somebody named.
    """

    terms: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    each_named: bool = False
    called: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The countries for a column: "Mali; Niger", "@aes", "all countries"."""
        return "; ".join(self.few)

    @property
    def words(self) -> str:
        """The countries for a title, as they were named, else in the order of tables."""
        return all_of(self.few if self.each_named else sorted(self.few))

    @property
    def few(self) -> tuple[str, ...]:
        """Their names; of the many members of groups the groups."""
        if not self.ids:
            return ("all countries",)
        return self.names if len(self.names) < 6 or not self.called else self.called


@frozen
class Types:
    """The types of violence looked at; `summed` makes one row of them."""

    names: tuple[str, ...]
    summed: bool = False

    @property
    def label(self) -> str:
        """The types for a title or a column: "one-sided", "all"."""
        return ALL_TYPES if self.summed else "; ".join(self.names)

    @property
    def terms(self) -> tuple[str, ...]:
        """The values that `--type` takes for them."""
        return (ALL_TYPES,) if self.summed else self.names


EVERY_TYPE, NO_TYPES = Types(TYPES), Types(())
VALUE = "deaths"
"""The column of results that has what is counted of UCDP's data."""
NO_FILTERS = EventFilters()


@frozen
class Selection:
    """All that decides which observations are looked at, and what is counted of them.

    `first` and `last` bound the window of days (None: open); of it only the `months` of each year
    are looked at, where some are named. `taken` names what was taken by default, in words for the
    title. `data` is a file that answers in place of what is at hand, whose weeks begin on the day
    `week_starts` where that was told; `candidate` adds preliminary
    events, of the releases `merged` or else of all that are at hand. An empty `straddle` is decided
    by what answers. `value` is what the column of results is called that has what is counted.
    `missions` are those that data about missions are asked for; of other data they are `area`.
    """

    area: Area
    types: Types
    first: date | None = None
    last: date | None = None
    months: Months | None = None
    measure: str = "deaths"
    estimate: str = "best"
    value: str = VALUE
    straddle: str = "start"
    dataset: str | None = None
    release: str | None = None
    data: str | None = None
    week_starts: str | None = None
    candidate: bool = False
    merged: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    filters: EventFilters = NO_FILTERS
    taken: tuple[str, ...] = ()

    @property
    def window(self) -> Span:
        """The days looked at; an end that was left open is as far off as dates go."""
        return Span(self.first or date.min, self.last or date.max)

    def among(self, days: Days) -> Coverage | None:
        """Return those of some days that are looked at; None where none is."""
        found = Coverage.of(days).within(self.window)
        return self.months.within(found) if found and self.months else found

    @property
    def decimals(self) -> int:
        """The decimals of a count: it is a whole number unless observations are split."""
        return 1 if self.straddle == "split" else 0

    @property
    def counts(self) -> str:
        """The noun of what is counted, of many: "deaths of side a"."""
        return several(self.measure)

    @property
    def where(self) -> str:
        """The missions or the countries for a title."""
        return all_of(self.missions) if self.missions else self.area.words

    @property
    def taken_words(self) -> str:
        """What was taken by default, for a line of its own; "" where nothing was."""
        return f"Defaults: {' · '.join(self.taken)}" if self.taken else ""

    @property
    def said(self) -> dict[str, Any]:
        """The options that select the same again, by field."""
        return {
            "country": self.area.terms,
            "type": self.types.terms,
            "from_": self.first and self.first.isoformat(),
            "to": self.last and self.last.isoformat(),
            "months": self.months and str(self.months),
            "straddle": self.straddle or None,
            "candidate": self.candidate,
            "near": self.filters.near and str(self.filters.near),
            "mission": self.missions or None,
            "week_starts": self.week_starts,
        }

    @property
    def plain(self) -> dict[str, object]:
        """What is looked at, as plain values for JSON."""
        return {
            "country": list(self.area.names),
            "country_id": list(self.area.ids),
            "type_of_violence": list(self.types.names),
            "types_summed": self.types.summed,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "measure": self.measure,
            "estimate": self.estimate,
            "data": self.data,
            "candidate": self.candidate,
            **({"mission": list(self.missions)} if self.missions else {}),
            "filters": list(self.filters.arguments),
            "taken_by_default": list(self.taken),
        }

    def also_taken(self, *words: str) -> Selection:
        """Return the same selection with more words on what was taken by default."""
        return replace(self, taken=self.taken + words)


def read_types(words: Sequence[str]) -> Types | None:
    """Read the values of `--type`; None where there are none.

    Raises:
        UsageError: an unknown type, or "all" beside another.
    """
    if not words:
        return None
    known = (*TYPES, ALL_TYPES)
    found = list(dict.fromkeys(one_of(type_of(word), known, "type") for word in apart(words)))
    if ALL_TYPES not in found:
        return Types(tuple(name for name in TYPES if name in found))
    if len(found) > 1:
        raise UsageError(asking.ALL_BESIDE_TYPES())
    return Types(TYPES, summed=True)


def read_days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Read `--from` and `--to`, inclusive.

    Raises:
        UsageError: no date, or `--from` after `--to`.
    """
    start = read_date(first).start if first is not None else None
    end = read_date(last).end if last is not None else None
    check_order(start, end, when.FROM_TO())
    return start, end


def read_measure(measure: str, estimate: str) -> tuple[str, str]:
    """Read `--measure` and `--estimate` together.

    Raises:
        UsageError: an unknown word, or an estimate of what has only one.
    """
    measure = one_of(measure, MEASURES, "measure")
    estimate = one_of(estimate, ESTIMATES, "estimate")
    if measure != "deaths" and estimate != "best":
        raise UsageError(asking.NO_ESTIMATE(measure=measure, estimate=estimate))
    return measure, estimate


def read_straddle(word: str | None, *, series: bool = False) -> str:
    """Read `--straddle`; "both" is refused for a `series`, where it would count twice.

    Returns:
        the rule; "" where none was named.

    Raises:
        UsageError: an unknown rule, or "both" for a series.
    """
    rule = "" if word is None else one_of(word, STRADDLES, "straddle rule")
    if series and rule == "both":
        raise UsageError(asking.BOTH_IN_SERIES())
    return rule


def read_merged(dataset: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Split the candidate releases off the value of `--dataset`: ged@26.1+26.0.7+26.0.8.

    The stamp of a partial set, such as ged@26.1+1a2b3c4d or 26.0.7+1a2b3c4d, has no dot, and stays
    with the release before it.
    """
    head, *more = (dataset or "").split("+")
    names = [head]
    for word in more:
        if "." in word:
            names.append(word)
        else:
            names[-1] += f"+{word}"
    return (names[0] if dataset else dataset), tuple(names[1:])
