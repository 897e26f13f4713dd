"""Notes on figures: what a reader must know about the numbers above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

import polars as pl

from ..analysis.phases import PhaseTable
from ..analysis.stocks import gaps
from ..datasets.registry import data_set
from ..facts.countries import country_of
from ..facts.missions import others_in
from ..model.bounds import HIGH, LOW, ROUNDING
from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.filters import ID_OF, Numbered
from ..model.months import Months
from ..model.phase import Phase, is_short, shared_years
from ..model.result import Note
from ..model.selection import Selection
from ..model.source import STORE, Source
from ..model.units import unit_days, unit_of, years_of
from ..observations import Observations
from ..words import counting, covering, sourcing, straddling
from ..words.message import Said
from ..words.phrases import year_spans, years_long
from .lives import life_words, why_no_state
from .phase_plan import PhasePlan

MOST_ODD = 4
"""How many kinds of oddity, or remarks, a note names; JSON has them all."""
UNNAMED = (*ID_OF.values(), "country_id", "iso3")
"""Columns that do not tell a row from the others for people."""
MOST_GAPS = 6
"""Of how many countries or missions a note says when they have no figure, and of each how many."""
MOST_READ = 2
"""Of how many sources a note says how they were read."""


def treatment(rule: str, unit: str = "phase") -> Said:
    """Say what a rule does with what crosses an edge."""
    return straddling.RULES[rule](unit=unit)


def straddling_notes(table: PhaseTable, data: Observations, phases: Sequence[Phase]) -> list[Note]:
    """Say which observations cross an edge, what the rule does with them, and the total."""
    selection = data.selection
    rule = straddling.RULE(rule=selection.straddle, treatment=treatment(selection.straddle))
    crossed = straddling.CROSSED(what=_crossing(table, data, phases), rule=rule)
    return [Note(crossed), Note(_distinct(table, data, phases))]


def stock_notes(data: Observations) -> list[Note]:
    """Say of a stock what its figures are, and of whom there are none at some times."""
    if data.amount.flow:
        return gap_notes(data)
    subject = data.declared.subject.removesuffix("_id")
    measure, grain = data.selection.counts.capitalize(), data.layout.grain
    said = counting.STOCK(measure=measure, grain=grain, subject=subject)
    return [Note(said), *gap_notes(data)]


def gap_notes(data: Observations) -> list[Note]:
    """Say which countries or missions have no figure at times between others that they have."""
    if not data.layout.gaps or data.days is None:
        return []
    subject, grain = data.declared.subject, data.layout.grain
    days, named = data.days, []
    for who, times in gaps(data.frame, subject).items():
        if at := [day for day in times if days.within(unit_days(unit_of(day, grain), grain))]:
            months = [f"{day:%Y-%m}" for day in at] if grain != "year" else []
            said = _not_all(months) or [year_spans(day.year for day in at)]
            name = country_of(who).name if subject == "country_id" else who
            named.append(counting.GAP(subject=name, times=said))
    if not named:
        return []
    message = counting.NOT_IN_SUM if data.amount.flow else counting.NO_SUM
    return [Note(message(gaps=_not_all(named)))]


def _not_all(parts: Sequence[object]) -> list[object]:
    more = len(parts) - MOST_GAPS
    return [*parts[:MOST_GAPS], *([counting.MORE_GAPS(number=more)] if more > 0 else [])]


def series_notes(selection: Selection) -> list[Note]:
    """State the rule for what crosses an edge of a series, where there is an edge."""
    rule = selection.straddle
    if not (selection.first or selection.last or selection.months or rule == "split"):
        return []
    return [Note(straddling.RULE(rule=rule, treatment=treatment(rule, "row")))]


def why_empty(data: Observations) -> Said:
    """Say what emptied an answer: the coverage of the data, or the rule."""
    selection = data.selection
    if why := why_no_state(data):
        return covering.NO_ROWS_AS(why=why)
    have = {"source": data.source.pinned, "cover": data.published}
    if not (selection.first or selection.last):
        return covering.NOTHING_ASKED(**have)
    days = {"first": selection.first or "", "last": selection.last or ""}
    if not data.published.touches(selection.window):
        return covering.NOTHING_OF(**have, **days)
    return covering.NOTHING_COUNTS(**have, **days, rule=selection.straddle)


def comparison_notes(frame: pl.DataFrame) -> list[Note]:
    """Mark ratios that rest on a phase of under two years."""
    rows = zip(frame["phase"], frame["years"], strict=True)
    names = list(dict.fromkeys(name for name, years in rows if is_short(years)))
    if not names or frame["ratio_to_previous"].null_count() == frame.height:
        return []
    return [Note(straddling.SHORT(phases=names))]


def length_notes(phases: Sequence[Phase]) -> list[Note]:
    """Say how long the phases are, for a comparison of unequal windows."""
    covered = [(phase.name, phase.covered) for phase in phases if phase.covered]
    lengths = [
        straddling.LENGTH(phase=name, years=years_long(years_of(days))) for name, days in covered
    ]
    return [Note(straddling.UNEQUAL(lengths=lengths))] if len(lengths) > 1 else []


def other_missions(plan: PhasePlan, phases: Sequence[Phase], hosts: Sequence[int]) -> list[Note]:
    """Name other missions in the same countries, with every phase of a mission that they touch."""
    if plan.mission is None:
        return []
    windows = {phase.name: phase.shown for phase in phases if phase.covered}
    others = [
        straddling.OTHER_MISSION(mission=name, dates=dates, phases=inside)
        for name, (dates, inside) in others_in(windows, hosts, plan.mission.name).items()
    ]
    return [Note(straddling.OTHER_MISSIONS(missions=others))] if others else []


def cited(sources: Sequence[Source], data: Observations | None = None) -> list[Note]:
    """Name data sets and releases, what is odd in them, and how to cite them."""
    notes = [
        Note(sourcing.DATA(facts=[*_facts(source, data)], brief=[*_brief(source)]))
        for source in sources
    ]
    works = {s.citation: data_set(s.dataset).cited(s.release) for s in sources}
    cite = [Note(sourcing.CITE(work=work, brief=brief)) for work, brief in works.items()]
    return [*notes, *peculiar_notes(sources), *cite]


def _named(source: Source) -> Said:
    named = sourcing.SET if source.release else sourcing.SET_UNKNOWN
    maker = data_set(source.dataset).maker.short
    return named(maker=maker, dataset=source.dataset, release=source.release)


def _brief(source: Source) -> Iterable[object]:
    """Give what stands of a source on the one line under a figure: with the work to cite."""
    yield _named(source)
    yield from _reserves(source)
    yield from (source.licence,) if source.licence else ()
    yield data_set(source.dataset).cited(source.release)


def _reserves(source: Source) -> Iterable[object]:
    """Give what must be known of a source that is not whole, known or final."""
    if not source.whole:
        yield sourcing.PART()
    if source.coverage_assumed:
        yield sourcing.ASSUMED()
    if source.preliminary:
        yield sourcing.PRELIMINARY()


def _facts(source: Source, data: Observations | None) -> Iterable[object]:
    yield _named(source)
    if source.coverage:
        area = data.selection.area if data and data.selection.area.ids else None
        lived = life_words(data.lives, source.coverage) if data and area else ""
        days = days_words(source.coverage)
        yield sourcing.DAYS_OF(days=days, area=area.words, lived=lived) if area and lived else days
    yield from _reserves(source)
    yield from (part for part in (source.origin, source.licence) if part)


def peculiar_notes(sources: Sequence[Source]) -> list[Note]:
    """Say in short what `import` says of files: odd rows, and what was left out or read specially.

    Nothing is said of data that have nothing of the kind.
    """
    counts: dict[str, int] = {}
    for odd in (odd for source in sources for odd in source.oddities):
        counts[odd.kind] = counts.get(odd.kind, 0) + odd.count
    notes = []
    if counts:
        kinds = [sourcing.ODD_KIND(kind=kind, count=count) for kind, count in counts.items()]
        names = _names([_name(source) for source in sources if source.oddities])
        notes.append(Note(sourcing.ODD(names=names, kinds=_few(kinds))))
    told = [source for source in sources if source.remarks]
    for source in told[:MOST_READ]:
        notes.append(Note(sourcing.READ(name=_name(source), remarks=_few(source.remarks))))
    if len(told) > MOST_READ:
        notes.append(Note(sourcing.MORE_READ(number=len(told) - MOST_READ)))
    return notes


def order_notes(frame: pl.DataFrame, value: str, estimate: str, decimals: int) -> list[Note]:
    """Say which rows have estimates that are out of order, as UCDP has a few.

    Args:
        frame: the rows of an answer; those without a low and a high estimate have no order.
        value: the column of what is counted.
        estimate: the estimate that it is.
        decimals: of the figures.
    """
    if not {value, LOW, HIGH} <= set(frame.columns):
        return []
    columns = [frame[name].cast(pl.Float64) for name in (LOW, value, HIGH)]
    above, *more = (one > other + ROUNDING for one, other in combinations(columns, 2))
    off = above | more[0] | more[1]
    if not off.any():  # as nearly always: to plan a filter for it would take longer
        return []
    odd = frame.filter(off)
    names = _naming(frame, value) if frame.height > 1 else []
    rows = [
        Unordered(
            [str(row[name]) for name in names if row[name] is not None],
            *(row[LOW], row[value], row[HIGH]),
        )
        for row in odd.iter_rows(named=True)
    ]
    return unordered_notes(rows, estimate, decimals)


class Unordered(NamedTuple):
    """A figure that does not lie between its low and its high estimate, with what names it."""

    names: Sequence[str]
    low: float | None
    value: float | None
    high: float | None


def unordered_notes(rows: Sequence[Unordered], estimate: str, decimals: int) -> list[Note]:
    """Say which figures have estimates out of order; nothing where none has."""
    if not rows:
        return []
    said = [_estimates(row, estimate, decimals) for row in rows[:MOST_ODD]]
    more = [sourcing.MORE_ROWS(rows=len(rows) - len(said))] if len(rows) > len(said) else []
    return [Note(sourcing.UNORDERED(rows=[*said, *more]))]


def _naming(frame: pl.DataFrame, value: str) -> list[str]:
    """Return the columns that name a row for people: an event's number, else what it is of."""
    if "id" in frame.columns:
        return ["id"]
    before = frame.columns[: frame.columns.index(value)]
    return [n for n in before if n not in UNNAMED and frame.schema[n] in (pl.String, pl.Int32)]


def _estimates(row: Unordered, estimate: str, decimals: int) -> Said:
    """Give the estimates of a row, after what it is called."""
    figures = {LOW: row.low, estimate: row.value, HIGH: row.high}
    said = [
        sourcing.ESTIMATE(estimate=name, number=number, decimals=decimals)
        for name, number in figures.items()
        if number is not None
    ]
    message = sourcing.ESTIMATES_OF if row.names else sourcing.ESTIMATES
    return message(row=row.names, estimates=said)


def _few(parts: Sequence[object]) -> list[object]:
    more = len(parts) - MOST_ODD
    return [*parts[:MOST_ODD], *([sourcing.MORE_IN_JSON(number=more)] if more > 0 else [])]


def _names(names: Sequence[str]) -> Said:
    if len(names) < 3:
        return sourcing.NAMES(names=names)
    return sourcing.NAMES_AND_MORE(name=names[0], number=len(names) - 1)


def _name(source: Source) -> str:
    return source.pinned if source.origin in (STORE, "") else source.origin


def days_words(coverage: Coverage, months: Months | None = None) -> str:
    """Name what is covered by years where it is whole ones: "1989–2024", else by days.

    Where it is the same months of each year they stand before the years.
    """
    first, last = coverage.start.year, coverage.end.year
    every = Span(date(first, 1, 1), date(last, 12, 31))
    if Coverage.of(coverage) != (months.within(every) if months else Coverage.of(every)):
        return str(coverage)
    years = f"{first}" if first == last else f"{first}–{last}"
    return f"{months.words} of {years}" if months else years


def window_notes(selection: Selection, cover: Coverage) -> list[Note]:
    """Say where the window looked at has days that the data do not cover."""
    first, last = selection.first, selection.last
    early = first is not None and first < cover.start
    late = last is not None and last > cover.end
    if not (early or late or any(gap.touches(selection.window) for gap in cover.gaps)):
        return []
    if not (first or last):
        return [Note(covering.GAPS(cover=cover))]
    return [Note(covering.ASKED_FOR(cover=cover, first=first or "", last=last or ""))]


def _crossing(table: PhaseTable, data: Observations, phases: Sequence[Phase]) -> Said:
    rows, measure = table.straddlers, data.selection.measure
    noun = data.amount.nouns
    if not rows.height:
        return straddling.NOTHING_CROSSES()
    if not data.of_events:
        pairs = rows.select("unit", "deaths").iter_rows()
        years = [straddling.YEAR(year=year, amount=deaths, noun=noun) for year, deaths in pairs]
        shared = {*rows["unit"]} <= {*shared_years(phases)}
        return (straddling.YEARS_SHARED if shared else straddling.YEARS_CROSS)(years=years)
    number = int(rows["observations"].sum())
    if measure == "events":
        return straddling.EVENTS_CROSS(events=number)
    amount = int(rows["deaths"].sum())
    return straddling.EVENTS_CROSS_WITH(events=number, amount=amount, noun=noun)


def _distinct(table: PhaseTable, data: Observations, phases: Sequence[Phase]) -> Said:
    total, decimals = table.distinct_total, data.selection.decimals
    if total is None:
        return straddling.DISTINCT_BLANK()
    added = float(table.frame["deaths"].sum())
    passed = added > total + ROUNDING * table.frame.height
    message = straddling.DISTINCT_PASSED if passed else straddling.DISTINCT
    least, most = table.distinct_bounds
    between = straddling.DISTINCT_BETWEEN(least=least, most=most) if least != most else ""
    counts = {"noun": data.amount.nouns, "decimals": decimals, "bounds": between}
    return message(total=total, added=added, what=_counts_twice(phases, data), **counts)


def _counts_twice(phases: Sequence[Phase], data: Observations) -> Said:
    """Name what two phases count: years, events, or all that lies in both."""
    if any(one.span.touches(other.span) for one, other in combinations(phases, 2)):
        return straddling.OVERLAP_COUNTS()
    if data.of_events or data.layout.grain != "year":
        return straddling.EVENTS_COUNT()
    return straddling.YEARS_COUNT(years=shared_years(phases))


def row_name(row: Mapping[str, Any]) -> Said:
    """Name a phase, and its group where there are groups: "'before' (Niger)"."""
    columns = list(row)
    groups = {name: row[name] for name in columns[: columns.index("phase")]}
    for name, number in ID_OF.items():
        if number in groups:
            groups[name] = Numbered(groups[name], groups.pop(number))
    groups.pop("country_id", None)
    names = [straddling.NO_GROUP() if value is None else value for value in groups.values()]
    message = straddling.ROW_OF if names else straddling.ROW
    return message(phase=row["phase"], groups=names)
