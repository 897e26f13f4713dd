"""The figures of a claim: its questions put to `periods` and `totals`."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import polars as pl

from ..analysis.verdicts import Evidence, Labelled
from ..facts.claim_expectations import year_of
from ..facts.claim_queries import COUNTRY, YEAR
from ..facts.countries import resolve
from ..model.claims import Claim, Query, Window
from ..model.errors import NotHereError, UsageError
from ..model.result import Result
from ..model.source import Source
from ..observations import EVENTS
from .periods import periods
from .totals import totals

PHASE = "figure"


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Answered:
    """The figures that answer a query, from where, by which rule."""

    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    straddle: str


@dataclass(frozen=True)
class Gathered:
    """The answers to all questions of a claim."""

    figures: tuple[Figure, ...]
    against: tuple[Figure, ...]
    peers: tuple[Figure, ...]
    sources: tuple[Source, ...]
    straddle: str

    @property
    def blank(self) -> bool:
        """Tell whether a figure is blank."""
        every = (*self.figures, *self.against, *self.peers)
        return not self.figures or any(figure.best is None for figure in every)

    @property
    def bounded(self) -> bool:
        """Tell whether every figure has a low and a high estimate."""
        every = (*self.figures, *self.against, *self.peers)
        return all(f.low is not None and f.high is not None for f in every)

    def by(self, estimate: str) -> Evidence:
        """Return the evidence by one estimate."""
        parts = (self.figures, self.against, self.peers)
        return Evidence(*(tuple(figure.of(estimate) for figure in part) for part in parts))


def gather(claim: Claim) -> Gathered:
    """Answer all questions of a claim.

    Raises:
        NotHereError: no data at hand can.
        UsageError: a question makes no sense to the data.
    """
    assert claim.query
    queries = [query for query in (claim.among or claim.query, claim.against) if query]
    rule = "start" if any(query.each for query in queries) else None
    answered = [answer(replace(query, straddle=query.straddle or rule)) for query in queries]
    figures, peers = _told_apart(claim, answered[0].figures)
    return Gathered(
        figures=figures,
        against=answered[1].figures if claim.against else (),
        peers=peers,
        sources=_sources(answered),
        straddle="; ".join(dict.fromkeys(a.straddle for a in answered)),
    )


def answer(query: Query) -> Answered:
    """Answer one question.

    Raises:
        NotHereError: no data at hand covers all of it.
        UsageError: it makes no sense to the data.
    """
    results = [_ask(query, window) for window in query.windows]
    for result, window in zip(results, query.windows, strict=True):
        _check_covered(result, window)
    figures = [
        f for r, w in zip(results, query.windows, strict=True) for f in _figures(r, query, w)
    ]
    return Answered(
        figures=tuple(figures),
        sources=tuple({s.pinned: s for r in results for s in r.sources}.values()),
        straddle=results[0].straddle or "",
    )


def _told_apart(
    claim: Claim, figures: tuple[Figure, ...]
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the query's own figures, and those that it is among."""
    if not claim.among or not claim.query:
        return figures, ()
    subject = _subject(claim.query, claim.among)
    return tuple(figure for figure in figures if figure.label == subject), figures


def _sources(answered: list[Answered]) -> tuple[Source, ...]:
    return tuple({s.pinned: s for a in answered for s in a.sources}.values())


def _subject(query: Query, among: Query) -> str:
    return str(year_of(query)) if among.each == YEAR else resolve(query.country).names[0]


def _ask(query: Query, window: Window) -> Result:
    """Ask; a filter that matches nothing in the window may match elsewhere, and then it is zero."""
    try:
        return _asked(query, window, within=True)
    except UsageError:
        if not query.filters.given or query.each == COUNTRY:
            raise
        return _asked(query, window, within=False)


def _asked(query: Query, window: Window, *, within: bool) -> Result:
    options = _options(query)
    if within:
        options |= {"from_": _text(window.first), "to": _text(window.last)}
    if query.each:
        return totals(by=query.each, fill=True, **options)
    if window.first or window.last:
        return periods(phase=f"{PHASE}={window}", **options)
    return totals(**options)


def _options(query: Query) -> dict[str, Any]:
    """Return the arguments of `totals` and `periods`."""
    dataset = query.dataset or (EVENTS if query.measure == "events" else None)
    filters = {item.name: getattr(query.filters, item.name) for item in fields(query.filters)}
    if query.filters.near:
        filters["near"] = str(query.filters.near)
    return {
        "country": query.country,
        "type": query.type,
        "measure": query.measure,
        "estimate": query.estimate,
        "straddle": query.straddle,
        "dataset": dataset,
        "release": query.release,
        **filters,
    }


def _figures(result: Result, query: Query, window: Window) -> list[Figure]:
    """Add up the rows of a result to a figure each, in order."""
    label = {YEAR: "year", COUNTRY: "country"}.get(query.each or "")
    named = pl.col(label).cast(pl.String) if label else pl.lit(str(window))
    frame = _within(result.frame, window) if query.each == YEAR else result.frame
    rows = frame.select(named.alias("label"), *(pl.col(n) for n in ("deaths", "low", "high")))
    summed = rows.group_by("label", maintain_order=True).agg(
        pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()).alias(name)
        for name in ("deaths", "low", "high")
    )
    return [_figure(row, query, window) for row in summed.iter_rows()]


def _within(frame: pl.DataFrame, window: Window) -> pl.DataFrame:
    """Keep the years of a window."""
    first = window.first.year if window.first else 0
    last = window.last.year if window.last else 9999
    return frame.filter(pl.col("year").is_between(first, last))


def _figure(row: tuple[Any, ...], query: Query, window: Window) -> Figure:
    label, *values = row
    if query.yearly_mean and window.first and window.last:
        years = window.last.year - window.first.year + 1
        values = [None if v is None else int(v / years + 0.5) for v in values]
    return Figure(label, *values)


def _check_covered(result: Result, window: Window) -> None:
    """Refuse a window that ends after the data do: what is not covered is not zero.

    Raises:
        NotHereError: naming the source and the days.
    """
    source = result.sources[0]
    if source.coverage and window.last and window.last > source.coverage.end:
        raise NotHereError(
            f"{source.pinned} covers {source.coverage}, not all of {window}",
            f"a newer release may; get it with: mali-cli fetch {source.dataset}",
        )


def _text(day: object) -> str | None:
    return str(day) if day else None
