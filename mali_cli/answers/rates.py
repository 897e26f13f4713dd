"""Rates by population: the columns and notes that `--per` adds, and what they are divided by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..analysis.stocks import PerPeople
from ..datasets.population import NAME
from ..facts.countries import by_number, country_of
from ..model.bounds import LEAST, MOST
from ..model.coverage import Coverage, Days
from ..model.details import Row
from ..model.errors import UsageError
from ..model.filters import OF_PLACE
from ..model.phase import Phase
from ..model.questions.event_filters import Filtering
from ..model.questions.shared import PERS, Rated
from ..model.result import Note
from ..model.source import Source
from ..model.units import unit_among, unit_days, unit_number
from ..observations import Observations
from ..words import rating
from ..words.message import Said
from ..words.phrases import year_spans

if TYPE_CHECKING:
    import polars as pl

    from ..observations.population import People

DIGITS = 6
"""The significant digits of a rate."""
WITHOUT = (*OF_PLACE, "mission")
"""The groups and filters of what has no population."""
MOST_NAMED = 5


class Rates(NamedTuple):
    """What `--per` adds to an answer; nothing where it was not asked for.

    Attributes:
        per: of how many people the rates are; 0 where none are asked for.
        release: that of the population, where one is named.
        data: the observations that answer, once they are known.
        people: the population of their countries.
        numbers: the countries that rows are of which name none.
    """

    per: int = 0
    release: str | None = None
    data: Observations | None = None
    people: People | None = None
    numbers: tuple[int, ...] = ()

    def over(self, data: Observations, numbers: Sequence[int] = ()) -> Rates:
        """Return the rates of observations: over the countries asked for, else all they are of.

        Raises:
            UsageError: the release of the population is none, or it is not countries that are
                counted.
            NotHereError: the population of none of the countries is here.
        """
        if not self.per:
            return self
        if data.declared.of_missions and data.amount.flow:
            raise UsageError(rating.NOT_OF_MISSIONS(dataset=data.source.dataset))
        from ..observations.population import people_of

        numbers = tuple(numbers or _countries(data))
        people = people_of(numbers, self.release)
        return self._replace(data=data, people=people, numbers=numbers)

    @property
    def column(self) -> str:
        """The name of the column of rates."""
        return f"{self.data.selection.value}_per_{self.per}" if self.data else ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of rates and of their bounds; none where none are asked for."""
        return tuple(self.of_row({}, None))

    def of_units(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the rates to totals, with or without a unit of time among their groups."""
        if self.data is None:
            return frame
        window = Coverage.of(self.data.window)
        unit = unit_among(frame.columns)

        @cache
        def days_of(name: object) -> Days | None:
            number = unit_number(str(name), unit) if unit else None
            return window if number is None or not unit else window.within(unit_days(number, unit))

        return self._with(frame, lambda row: days_of(row[unit] if unit else None))

    def of_phases(self, frame: pl.DataFrame, phases: Sequence[Phase]) -> pl.DataFrame:
        """Add the rates to rows of phases; one that is covered in part has none."""
        covered = {phase.name: phase.covered for phase in phases if not phase.partial}
        return self._with(frame, lambda row: covered.get(row["phase"]))

    def of_row(self, row: Row, days: Days | None) -> dict[str, float | None]:
        """Return the rate of a row with its bounds, by the names of their columns."""
        if self.data is None:
            return {}
        people = self._people(row, days)
        names = {"deaths": self.column, **{b: f"{self.column}_{b}" for b in (LEAST, MOST)}}
        return {name: self._rate(row.get(of), people) for of, name in names.items()}

    @property
    def of_stock(self) -> PerPeople | None:
        """What a stock is divided by: the population of the year of each of its figures."""
        people = self.people
        if people is None:
            return None
        return PerPeople(
            self.column, self.per, lambda row: people.at(self._numbers(row), row["start"])
        )

    def _with(self, frame: pl.DataFrame, days: Callable[[Row], Days | None]) -> pl.DataFrame:
        if self.data is None:
            return frame
        import polars as pl

        rates = [self.of_row(row, days(row)) for row in frame.iter_rows(named=True)]
        names = self.columns
        added = pl.DataFrame(rates, schema=dict.fromkeys(names, pl.Float64), orient="row")
        after = frame.columns.index(MOST if MOST in frame.columns else "deaths") + 1
        columns = [*frame.columns[:after], *names, *frame.columns[after:]]
        return frame.hstack(added).select(columns)

    def _people(self, row: Row, days: Days | None) -> float | None:
        assert self.people
        return self.people.years(self._numbers(row), days) if days else None

    def _numbers(self, row: Row) -> tuple[int, ...]:
        if (number := row.get("country_id")) is not None:
            return (number,)
        region = row.get("region")
        return tuple(n for n in self.numbers if region in (None, country_of(n).region))

    def _rate(self, amount: float | None, people: float | None) -> float | None:
        if amount is None or not people:
            return None
        return float(f"{amount / people * self.per:.{DIGITS}g}")

    @property
    def sources(self) -> tuple[Source, ...]:
        """The population, as a source of the answer."""
        return (self.people.source,) if self.people else ()

    @property
    def said(self) -> dict[str, object]:
        """The options that give the same rates again, by field."""
        if self.people is None:
            return {}
        return {"per": self.per, **self.pins}

    @property
    def pins(self) -> dict[str, str | None]:
        """The option that keeps the population the same."""
        source = self.people and self.people.source
        return {NAME: source.stamp or source.release} if source else {}

    @property
    def constants(self) -> dict[str, str | None]:
        """The column that ends each machine-readable row."""
        return {NAME: self.people.source.pinned} if self.people else {}

    def notes(self, columns: Sequence[str]) -> Iterator[Note]:
        """Say what the rates are over, and which countries have no population; after the rates.

        Args:
            columns: those of the answer.
        """
        if self.data is None or self.people is None:
            return
        flow = self.data.amount.flow
        said = rating.RATES if flow else rating.RATES_OF_STOCK
        yield Note(said(column=self.column, countries=self._over(columns)))
        if gaps := self.people.gaps:
            named = [
                rating.OF_YEARS(country=country_of(n).name, years=year_spans(years))
                for n, years in list(gaps.items())[:MOST_NAMED]
            ]
            more = [rating.MORE(number=len(gaps) - MOST_NAMED)] if len(gaps) > MOST_NAMED else []
            pinned = self.people.source.pinned
            from ..observations.population import GET, is_a_part

            part = is_a_part(self.people.source)
            missing = rating.MISSING if part else rating.MISSING_IN_WORLD
            blanks = missing(
                pinned=pinned, countries=[*named, *more], number=len(gaps), command=GET
            )
            yield Note(blanks)

    def _over(self, columns: Sequence[str]) -> str | Said:
        assert self.data
        if {"country", "country_id"} & set(columns):
            return rating.EACH_COUNTRY()
        return rating.EACH_REGION() if "region" in columns else self.data.selection.area.words


def rates_of(query: Rated, groups: Sequence[str] = ()) -> Rates:
    """Read `--per` and `--population`.

    Args:
        query: what is asked.
        groups: what rows are of.

    Raises:
        UsageError: another number than those that rates are given by, or rows or filters of what
            has no population.
    """
    if query.per is None:
        if query.population:
            raise UsageError(rating.NEEDS_PER())
        return Rates()
    if query.per not in PERS:
        raise UsageError(rating.NO_SUCH_PER(number=query.per, known=PERS))
    named = [f"--by {group}" for group in groups if group in WITHOUT]
    options = type(query).options()
    for name in WITHOUT:
        if name in Filtering.options() and getattr(query, name, None):
            named.append(options[name].opt.typed_as("-"))
    if named:
        raise UsageError(rating.NOT_OF_PLACES(options=named))
    return Rates(query.per, query.population)


def _countries(data: Observations) -> Sequence[int]:
    """Return the countries asked for, else those of the source, else all."""
    if data.selection.area.ids:
        return data.selection.area.ids
    if hosts := data.declared.hosts:
        names = data.frame.select(data.declared.subject).unique().collect().to_series()
        return sorted({number for name in names for number in hosts(name)})
    held = [source.country_ids for source in data.sources]
    if None in held:
        return tuple(by_number())
    return sorted({number for ids in held for number in ids or ()})
