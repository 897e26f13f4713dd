"""One question of a claim, put to `periods` and `totals`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import polars as pl

from ...analysis.verdicts import Labelled
from ...datasets.registry import answering, read_dataset
from ...frozen import frozen
from ...model.claims import FigureQuery, Window
from ...model.coverage import Coverage
from ...model.dates import Span
from ...model.errors import NotHereError, UsageError
from ...model.questions.periods import Periods
from ...model.questions.totals import Totals
from ...model.result import Note, Result
from ...model.source import Source
from ...words import holding
from .. import periods, totals
from ..lives import STATES
from ..look_up import refuse_named
from .claim_queries import COUNTRY, YEAR

PHASE = "figure"
TOLD = ("ids", "imprecise", "order")
"""The kinds of warnings that a claim is told: of names, coarse places, odd estimates."""


@frozen
class Figure:
    """One figure with its label; low and high are None where UCDP gives none, all where blank."""

    label: str
    best: float | None
    low: float | None
    high: float | None

    def of(self, estimate: str) -> Labelled:
        """Return the label and the figure by one estimate."""
        value = {"best": self.best, "low": self.low, "high": self.high}[estimate]
        assert value is not None
        return self.label, value


@frozen
class Answered:
    """The figures that answer a query, from where, by which rule.

    `names` are warnings of its names, places and estimates; `states` says which of its countries
    did not exist all the time.
    """

    figures: tuple[Figure, ...]
    source: Source
    straddle: str
    names: tuple[Note, ...] = ()
    states: tuple[Note, ...] = ()


def answer(query: FigureQuery) -> Answered:
    """Answer one question.

    Raises:
        NotHereError: no data at hand covers all of it.
        UsageError: it makes no sense to the data.
    """
    refuse_named(query.dataset)
    figures: list[Figure] = []
    names: dict[Note, None] = {}
    states: dict[Note, None] = {}
    for window in query.windows:
        result = _ask(query, window)
        source = result.sources[0]
        _check_covered(result.sources, window)
        figures += _figures(result, query, window)
        names |= {note: None for note in result.notes if note.kind in TOLD and note.warning}
        states |= {note: None for note in result.notes if note.kind == STATES}
        dataset, release = read_dataset(result.settled.pins.get("dataset"), None)
        query = replace(query, dataset=dataset, release=release)
    rule = result.straddle or ""
    return Answered(tuple(figures), source, rule, tuple(names), tuple(states))


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
    asks = _totals_of(query)
    if within:
        asks = asks.but(from_=_text(window.first), to=_text(window.last))
    if query.each:
        return totals.answer(asks.but(by=query.each, fill=True))
    if window.first or window.last:
        return periods.answer(asks.put_as(Periods, phase=f"{PHASE}={window}"))
    return totals.answer(asks)


def _totals_of(query: FigureQuery) -> Totals:
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
        **filters,
    )


def _figures(result: Result, query: FigureQuery, window: Window) -> list[Figure]:
    """Add up the rows of a result to a figure each, in order."""
    label = {YEAR: "year", COUNTRY: "country"}.get(query.each or "")
    named = pl.col(label).cast(pl.String) if label else pl.lit(str(window))
    frame = _within(result.frame, window) if query.each == YEAR else result.frame
    amounts = {"best": result.value, "low": "low", "high": "high"}
    rows = frame.select(
        named.alias("label"),
        *(
            (pl.col(column) if column in frame.columns else pl.lit(None, pl.Int64)).alias(name)
            for name, column in amounts.items()
        ),
    )
    summed = rows.group_by("label", maintain_order=True).agg(
        pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)
        for name in amounts
    )
    lived = all(note.kind != STATES for note in result.notes)
    figures = [_figure(row, query, window, lived=lived) for row in summed.iter_rows()]
    return figures if lived or query.each != YEAR else _with_blanks(figures, window)


def _with_blanks(figures: Sequence[Figure], window: Window) -> list[Figure]:
    """Give the years asked for in which no country existed a blank figure."""
    known = {int(figure.label): figure for figure in figures}
    first = window.first.year if window.first else min(known, default=0)
    last = window.last.year if window.last else max(known, default=-1)
    years = range(first, last + 1)
    return [known.get(year, Figure(str(year), None, None, None)) for year in years]


def _within(frame: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Keep the years of a window."""
    first = window.first.year if window.first else 0
    last = window.last.year if window.last else 9999
    return frame.filter(pl.col("year").is_between(first, last))


def _figure(row: tuple[Any, ...], query: FigureQuery, window: Window, *, lived: bool) -> Figure:
    """Return a figure; a mean over years is blank where no country existed in some of them."""
    label, *values = row
    if query.yearly_mean and window.first and window.last:
        values = values if lived else [None] * len(values)
        years = window.last.year - window.first.year + 1
        values = [None if v is None else int(v / years + 0.5) for v in values]
    return Figure(label, *values)


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
