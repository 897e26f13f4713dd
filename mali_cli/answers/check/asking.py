"""One question of a claim, put to `periods` and `totals`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from math import inf
from typing import Any

import polars as pl

from ...analysis.verdicts import Ranged
from ...datasets.registry import answering, data_set, read_dataset
from ...frozen import frozen
from ...model.bounds import LEAST, MOST
from ...model.claims import FigureQuery, Window
from ...model.coverage import Coverage
from ...model.dates import Span
from ...model.errors import NotHereError, UsageError
from ...model.questions.periods import Periods
from ...model.questions.totals import Totals
from ...model.result import Note, Result
from ...model.source import Source
from ...model.units import years_of
from ...observations import once
from ...words import checking, holding, rating, straddling
from ...words.message import Said
from ...words.phrases import with_separators
from .. import periods, totals
from ..bounding import events_tell
from ..lives import STATES
from ..look_up import refuse_named
from .claim_queries import COUNTRY, MISSION, YEAR

PHASE = "figure"
MISSING = (rating.MISSING, rating.MISSING_IN_WORLD)
TOLD = ("ids", "imprecise", "order")
"""The kinds of warnings that a claim is told: of names, coarse places, odd estimates."""
AMOUNTS = {"best": "", "low": "low", "high": "high", "least": LEAST, "most": MOST}
"""The columns of a figure; that of the best estimate is called what is counted."""


@frozen
class Figure:
    """One figure with its label, and the least and the most that it can be.

    low and high are None where UCDP gives none. `best` is None where the rule counts nothing: then
    the figure is blank, but where something touches and no rule is named (it is not `ruled`) it
    lies between `least` and `most`. These are None where rows have none; `most` where it is not
    known.
    """

    label: str
    best: float | None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    ruled: bool = False

    @property
    def blank(self) -> bool:
        """Return whether nothing is known of it."""
        return self.best is None and (self.ruled or self.least is None)

    @property
    def cut(self) -> bool:
        """Return whether an edge of time leaves it open."""
        return self.least is not None and self.least != self.most

    def of(self, estimate: str) -> Ranged:
        """Return it by one estimate; `least` and `most` are those of the best one."""
        value = {"best": self.best, "low": self.low, "high": self.high}[estimate]
        if self.least is None or not self.cut:
            assert value is not None
            return Ranged(self.label, value, value, value, self.ruled)
        most = inf if self.most is None else self.most
        return Ranged(self.label, value, self.least, most, self.ruled)


@frozen
class Answered:
    """The figures that answer a query, from where, by which rule.

    `names` are warnings of its names, places and estimates; `states` says which of its countries
    did not exist all the time; `cuts` what of the figures an edge leaves open, and the command that
    settles it; `more` is the population that rates are over.
    """

    figures: tuple[Figure, ...]
    source: Source
    straddle: str
    names: tuple[Note, ...] = ()
    states: tuple[Note, ...] = ()
    cuts: tuple[Said, ...] = ()
    more: tuple[Source, ...] = ()


def answer(query: FigureQuery, rule: str | None = None) -> Answered:
    """Answer one question, inside `remembering` from what was answered before.

    Args:
        query: what is asked.
        rule: the one for what crosses an edge where the question names none; None is that of the
            answer.

    Raises:
        NotHereError: no data at hand covers all of it.
        UsageError: it makes no sense to the data.
    """
    return once(("claimed", query, rule), lambda: _answer(query, rule))


def _answer(query: FigureQuery, rule: str | None) -> Answered:
    one = data_set(query.dataset) if query.dataset else None
    if not (one and one.role == "counts"):
        refuse_named(query.dataset)
    ruled = query.straddle is not None
    query = replace(query, straddle=query.straddle or rule)
    figures: list[Figure] = []
    names: dict[Note, None] = {}
    states: dict[Note, None] = {}
    cuts: dict[str, Said] = {}
    more: dict[str, Source] = {}
    for window in query.windows:
        result = _ask(query, window)
        source = result.sources[0]
        counts = [one for one in result.sources if data_set(one.dataset).role == "counts"]
        more |= {one.pinned: one for one in result.sources if one not in counts}
        _check_covered(counts, window)
        found = [replace(figure, ruled=ruled) for figure in _figures(result, query, window)]
        _check_people(result, found)
        figures += found
        if open_ones := [figure for figure in found if figure.cut]:
            cuts |= {str(said): said for said in _cuts(result, window, open_ones)}
        names |= {note: None for note in result.notes if note.kind in TOLD and note.warning}
        states |= {note: None for note in result.notes if note.kind == STATES}
        dataset, release = read_dataset(result.settled.pins.get("dataset"), None)
        query = replace(query, dataset=dataset, release=release)
    return Answered(
        figures=tuple(figures),
        source=source,
        straddle=result.straddle or "",
        names=tuple(names),
        states=tuple(states),
        cuts=tuple(cuts.values()),
        more=tuple(more.values()),
    )


def pinned_to(query: FigureQuery, source: Source) -> FigureQuery:
    """Return a query that only this source answers: releases are not mixed."""
    return replace(query, dataset=source.dataset, release=source.stamp or source.release)


def _ask(query: FigureQuery, window: Window) -> Result:
    """Ask; a filter that matches nothing in the window may match elsewhere, and then it is zero."""
    try:
        return _asked(query, window, within=True)
    except UsageError:
        if not query.filters.given or query.each == COUNTRY:
            raise
        return _asked(query, window, within=False)


def _asked(query: FigureQuery, window: Window, *, within: bool) -> Result:
    """Ask; the edges of a phase cut what answers, other days are looked at alone."""
    asks = totals_of(query)
    if window.phase and query.each:
        return _each_in_phase(asks, query.each, window)
    if (within and not window.phase) or query.mission or query.each == MISSION:
        asks = asks.but(from_=_text(window.first), to=_text(window.last))
    if query.each == MISSION or (query.mission and not query.each):
        return totals.answer(asks.but(by=query.each or ()))
    if query.each:
        return totals.answer(asks.but(by=query.each, fill=True))
    if window.first or window.last:
        return periods.answer(asks.put_as(Periods, phase=f"{PHASE}={window}"), peaks=False)
    return totals.answer(asks)


def _each_in_phase(asks: Totals, each: str, window: Window) -> Result:
    """Ask of each country in a phase; of each year of it as a phase of its own."""
    if each == COUNTRY:
        return periods.answer(asks.put_as(Periods, phase=f"{PHASE}={window}", by=each), peaks=False)
    table = totals.answer(asks.but(by=each, straddle=None, fill=True)).frame
    years = _within(table, window)["year"].unique().sort()
    first, last = window.first or date.min, window.last or date.max
    days = [Span(date(y, 1, 1), date(y, 12, 31)).within(Span(first, last)) for y in years]
    phases = [f"{year}={span}" for year, span in zip(years, days, strict=True) if span]
    return periods.answer(asks.put_as(Periods, phase=phases), peaks=False)


def totals_of(query: FigureQuery) -> Totals:
    """Return what a claim asks, as a question of `totals`."""
    filters = {item.name: getattr(query.filters, item.name) for item in fields(query.filters)}
    if query.filters.near:
        filters["near"] = str(query.filters.near)
    events = answering(events=True).name if query.measure == "events" else None
    return Totals(
        country=query.country,
        type=query.type,
        measure=query.measure,
        estimate=query.estimate,
        straddle=query.straddle,
        dataset=query.dataset or events,
        release=query.release,
        per=query.per,
        mission=query.mission,
        **filters,
    )


def _figures(result: Result, query: FigureQuery, window: Window) -> list[Figure]:
    """Add up the rows of a result to a figure each, in order.

    A mean over years is blank where no country existed in some of them.
    """
    year = "phase" if window.phase else "year"
    label = {YEAR: year, COUNTRY: "country", MISSION: MISSION}.get(query.each or "")
    by_year = query.each == YEAR and not window.phase
    frame = _within(result.frame, window) if by_year else result.frame
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        rows.setdefault(str(row[label] if label else window), []).append(row)
    columns = {**AMOUNTS, "best": result.value}
    if query.per:
        rate = f"{result.value}_per_{query.per}"
        columns = {"best": rate, "low": "", "high": ""}
        columns |= {"least": f"{rate}_{LEAST}", "most": f"{rate}_{MOST}"}
    lived = all(note.kind != STATES for note in result.notes)
    figures = []
    for name, alike in rows.items():
        amounts: dict[str, Any] = {
            kind: _sum([row.get(column) for row in alike]) for kind, column in columns.items()
        }
        years = alike[0].get("years", years_in(window))
        if query.yearly_mean and years is not None:
            years = years if lived else 0
            amounts = {kind: mean_of(amount, years) for kind, amount in amounts.items()}
        figures.append(Figure(name, **amounts))
    return _with_blanks(figures, window) if by_year and not lived else figures


def _sum(values: Sequence[Any]) -> float | None:
    """Return the sum; None where one of the values is not known."""
    return None if None in values else sum(values)


def _with_blanks(figures: Sequence[Figure], window: Window) -> list[Figure]:
    """Give the years asked for in which no country existed a blank figure."""
    known = {int(figure.label): figure for figure in figures}
    first = window.first.year if window.first else min(known, default=0)
    last = window.last.year if window.last else max(known, default=-1)
    years = range(first, last + 1)
    return [known.get(year, Figure(str(year), None)) for year in years]


def _within(frame: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Keep the years of a window."""
    first = window.first.year if window.first else 0
    last = window.last.year if window.last else 9999
    return frame.filter(pl.col("year").is_between(first, last))


def mean_of(value: float | None, years: float | None) -> int | None:
    """Return a figure a year, rounded to whole deaths; None where either is not known."""
    return None if value is None or not years else int(value / years + 0.5)


def years_in(window: Window) -> float | None:
    """Return the length of a window in years; None where an end is open."""
    return years_of(Span(window.first, window.last)) if window.first and window.last else None


def _cuts(result: Result, window: Window, figures: Sequence[Figure]) -> Iterator[Said]:
    """Say what an edge cuts, and how the events tell where that belongs.

    Of years that are phases of their own, only those are asked again that are cut.
    """
    of_events = result.sources[0].kind == "event"
    crossed = [note.said for note in result.notes if note.said.message is straddling.CROSSED]
    if crossed:
        yield checking.CUT(what=crossed[0].values["what"])
    else:
        message = checking.CUT_EVENTS if of_events else checking.CUT_YEARS
        yield message(years=_cut_years(window), figures=[_open(figure) for figure in figures])
    if of_events:
        yield checking.NOTHING_FINER()
        return
    settled, said = result.settled, dict(result.settled.said)
    if len(said.get("phase", ())) > 1:
        labels = [figure.label for figure in figures]
        said["phase"] = [one for one in said["phase"] if one.partition("=")[0] in labels]
    if settled.asked:
        yield from events_tell(settled.query, settled.asked, said)


def _open(figure: Figure) -> Said:
    shown = with_separators(figure.of("best").shown)
    return checking.CUT_FIGURE(label=figure.label, figure=shown)


def _cut_years(window: Window) -> list[int]:
    """Return the years that the ends of a window cut."""
    first, last = window.first, window.last
    cut = {first.year} if first and (first.month, first.day) != (1, 1) else set()
    cut |= {last.year} if last and (last.month, last.day) != (12, 31) else set()
    return sorted(cut)


def _check_people(result: Result, figures: Sequence[Figure]) -> None:
    """Refuse rates over people who are not known.

    Raises:
        NotHereError: naming the countries.
    """
    gaps = [note.said for note in result.notes if note.said.message in MISSING]
    if gaps and any(figure.blank for figure in figures):
        part = gaps[0].message is rating.MISSING
        message = rating.NOT_OF_YEARS if part else rating.NOT_IN_WORLD_OF_YEARS
        raise NotHereError(message(**gaps[0].values))


def _check_covered(sources: Sequence[Source], window: Window) -> None:
    """Refuse a window with days that the data do not cover: these are not zero.

    Of days before the data begin a remark is made elsewhere.

    Raises:
        NotHereError: naming the source and the days.
    """
    covered = [source.coverage for source in sources if source.coverage]
    if not covered:
        return
    source, cover = sources[0], Coverage.of(*covered)
    first = max(window.first or cover.start, cover.start)
    last = max(window.last or cover.end, first)
    if not cover.covers(Span(first, last)):
        raise NotHereError(
            holding.COVERS_A_PART(
                pinned=source.pinned,
                cover=cover,
                window=window,
                command=f"mali-cli fetch {source.dataset}",
            )
        )


def _text(day: object) -> str | None:
    return str(day) if day else None
