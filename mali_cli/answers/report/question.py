"""All that is known on one question, on one page: figures, pictures, claims, limits, citations."""

from __future__ import annotations

from dataclasses import replace

from ...datasets.registry import data_set
from ...model.query import question
from ...model.questions.chart import Chart
from ...model.questions.periods import Periods
from ...model.questions.report import ReportPage as Ask
from ...model.report import (
    CHART,
    Block,
    Commands,
    Paragraph,
    Picture,
    Remarks,
    Report,
    Section,
    TableBlock,
)
from ...model.result import Note, Result
from ...model.words import many, refuse_blank
from ...observations import remembering
from ...version import __version__
from ...words import reporting, two_sources
from .. import periods
from ..asking import named_set
from ..chart import question as chart
from ..look_up import refuse_named
from ..phase_plan import plan_or_default
from . import words
from .certainty import certainty, citations
from .claims import claims_of
from .exploring import explored
from .where import map_of

NOT_BESIDE = ("cite", "own dead")
"""What a page says elsewhere, once."""
OF_PHASES, RATED = ("type_of_violence", "phase", "start"), ("at_least", "low", "per_year")
"""The columns of a table of two sources, around what is counted."""
SIDE_BY_SIDE = 6
"""So many countries have a chart each on one page."""
LEFT_OUT = ("one-sided", "straddle", "filter", "coverage", "states", "blank")
OWN_DEAD = ("own dead",)
UNDER_THE_TABLE = (
    "distinct",
    "bounds",
    "peak",
    "order",
    "ratio",
    "dates",
    "window",
    "missions",
)


@remembering()
def answer(query: Ask) -> Report:
    """Answer `report`.

    Every figure is the answer of `periods`, `chart`, `check` or `cite` (and of `map`, where events
    of the same release are here), asked with the same options and of the same release.

    Returns:
        a `mali_cli.model.report.Report`: lead, question, headline, and sections with their answers.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    refuse_blank({"title": query.title, "claims": many(query.claims)})
    if one := named_set(query):
        refuse_named(one.name)
    plan_or_default(query)  # what is missing is said of the report, not of `periods`
    asked, both = query.put_as(Periods), None
    if query.beside is not None:
        from ..two_sources import own_question

        both, asked = periods.answer(asked), own_question(asked)
    basis = periods.answer(asked)
    return _composed(basis, both, query, asked.but(**basis.settled.pins))


report = question(Ask, answer)


def _composed(basis: Result, both: Result | None, query: Ask, asked: Periods) -> Report:
    """Put the other questions too, to the source that answered: releases are not mixed.

    What stands beside it has a section of its own and a panel of the chart; all else is of `basis`.
    """
    drawn = query.put_as(Periods, **both.settled.pins) if both else asked
    series = chart.answer(drawn.put_as(Chart, straddle=_of_series(asked.straddle)))
    where, off_map = map_of(asked, basis)
    each, panels = _each_country(asked, basis)
    claims, checked = claims_of(basis, many(query.claims))
    sure, beneath = certainty(basis, asked)
    figures = (basis, series, *panels, *(b.result for b in where if isinstance(b, Picture)))
    answers = (*figures, *((both,) if both else ()), *beneath, *((checked,) if checked else ()))
    works, cited = citations(source for answer in answers for source in answer.sources)
    settled = (both or basis).settled._replace(query=query)
    commands = [settled.arguments, *(answer.arguments for answer in (*answers, *cited))]
    own = tuple(note for note in basis.notes if note.kind in OWN_DEAD)
    sections = (
        Section("chart", "Over time", _over_time(series)),
        Section("phases", "Phase by phase", _phases(basis)),
        *((Section("countries", "Country by country", each),) if each else ()),
        *((Section("beside", "Beside another source", _beside(both, basis)),) if both else ()),
        *((Section("map", "Where", where),) if where else ()),
        Section("certainty", "How sure it is", sure),
        Section("left-out", "What is left out", _left_out(basis, series, off_map)),
        *((Section("own-dead", "The mission's own dead", (Remarks(own),)),) if own else ()),
        Section("claims", "Published statements", claims),
        Section("cite", "How to cite", works),
        Section("commands", "The same figures again", (Commands(tuple(dict.fromkeys(commands))),)),
    )
    return Report(
        title=query.title or str(words.title_of(basis)),
        lead=tuple(map(str, words.lead_of(basis))),
        scope=str(words.scope_of(basis)),
        question=str(words.question_of(basis)),
        headline=tuple(map(str, words.headline_of(basis))),
        taken=str(words.taken_of(basis) or ""),
        basis=basis,
        sections=sections,
        settled=settled,
        made_by=f"mali-cli {__version__}",
        explored=None if both else explored(asked, basis),
    )


def _each_country(asked: Periods, basis: Result) -> tuple[tuple[Block, ...], tuple[Result, ...]]:
    """Show several countries side by side: charts on one scale, and the phases of each.

    Returns:
        the blocks of a section, none for one country or very many; and their answers.
    """
    if basis.empty or not basis.asked or not 1 < len(basis.asked.area.ids) <= SIDE_BY_SIDE:
        return (), ()
    phases = periods.answer(asked.but(by=("country",)))
    series = chart.answer(asked.put_as(Chart, by=("country",), straddle=_of_series(asked.straddle)))
    picture = Picture(CHART, series.title, series, figures=series)
    return (picture, TableBlock(phases.title, phases)), (phases, series)


def _of_series(rule: str | None) -> str | None:
    """Return the rule for a series, where counting in every phase makes no sense."""
    return None if (rule or "").strip().casefold() == "both" else rule


def _phases(basis: Result) -> tuple[Block, ...]:
    if basis.empty:
        return (Paragraph(reporting.THERE_ARE(why=basis.empty)),)
    shown = [note for note in basis.notes if note.kind in UNDER_THE_TABLE]
    notes = tuple(note for note in shown if not words.is_range(note))
    return (TableBlock(basis.title, basis), *([Remarks(notes)] if notes else ()))


def _beside(both: Result, basis: Result) -> tuple[Block, ...]:
    """Show the phases by both sources, with what is to know of the other one: totals only."""
    assert both.beside
    one = data_set(both.beside.sources[0].dataset)
    more = (note for note in both.without_command if note not in basis.notes)
    told = tuple(note for note in more if note.kind not in NOT_BESIDE)
    if not one.passes_on:
        told += (Note(two_sources.TOTALS_ONLY(dataset=one.name, licence=one.licence)),)
    return (TableBlock(both.title, replace(_few(both), beside=_few(both.beside))), Remarks(told))


def _few(result: Result) -> Result:
    """Return an answer that shows few columns."""
    return replace(result, shown=result.shown._replace(columns=(*OF_PHASES, result.value, *RATED)))


def _over_time(series: Result) -> tuple[Block, ...]:
    if series.empty:
        return (Paragraph(reporting.THERE_ARE(why=series.empty)),)
    odd = tuple(note for note in series.notes if note.kind == "order")
    picture = Picture(CHART, series.title, series, figures=series)
    return (picture, *([Remarks(odd)] if odd else ()))


def _left_out(basis: Result, series: Result, off_map: tuple[Note, ...]) -> tuple[Block, ...]:
    """Say what is in no figure: of other kinds, not covered, filtered away, across an edge."""
    found = [Note(said) for said in words.not_counted(basis)]
    found += [note for note in basis.notes if note.kind in LEFT_OUT]
    found += [note for note in series.notes if note.kind in ("coverage", "filter")]
    unique = dict.fromkeys((*found, *off_map))
    return (Remarks(tuple(unique)),) if unique else (Paragraph(reporting.EVERYTHING()),)
