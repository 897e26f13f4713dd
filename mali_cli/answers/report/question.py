"""All that is known on one question, on one page: figures, pictures, claims, limits, citations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from shlex import join

from ...datasets.registry import data_set, order_of
from ...facts.countries import area_of, resolve
from ...facts.missions import Mission, named_missions
from ...frozen import frozen
from ...model.errors import NotHereError, UnsettledError, UsageError
from ...model.query import question
from ...model.questions.chart import Chart
from ...model.questions.periods import Periods
from ...model.questions.report import ReportPage as Ask
from ...model.report import (
    CHART,
    Block,
    Commands,
    Explored,
    Paragraph,
    Picture,
    Remarks,
    Report,
    Section,
    TableBlock,
    answers_of,
)
from ...model.result import Note, Result
from ...model.settled import Settled
from ...model.words import many, refuse_blank
from ...observations import remembering
from ...version import __version__
from ...words import reporting, two_sources
from ...words.phrases import all_of
from .. import periods
from ..asking import named_set
from ..chart import question as chart
from ..look_up import refuse_named
from ..phase_plan import only_mission, plan_or_default
from . import words
from .certainty import certainty, citations
from .claims import Claims, claims_of, claims_of_files
from .exploring import MOST_ROWS, explored
from .where import map_of

HEADINGS = {
    "chart": "Over time",
    "phases": "Phase by phase",
    "countries": "Country by country",
    "beside": "Beside another source",
    "map": "Where",
    "certainty": "How sure it is",
    "left-out": "What is left out",
    "own-dead": "The mission's own dead",
    "claims": "Published statements",
    "cite": "How to cite",
    "commands": "The same figures again",
}
"""The sections in the order of the page."""
NOT_BESIDE = ("cite", "own dead")
"""What a page says elsewhere, once."""
OF_PHASES, RATED = ("type_of_violence", "phase", "start"), ("at_least", "low", "per_year")
"""The columns of a table of two sources, around what is counted."""
SIDE_BY_SIDE = 6
"""So many countries have a chart each on one page, and so many missions have a column."""
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
    refuse_blank({name: getattr(query, name) for name in ("title", "claims", "mission")})
    if one := named_set(query):
        refuse_named(one.name)
    names = named_missions(query.mission)
    _check(names)
    files = many(query.claims)
    claims = claims_of_files(files) if files else None
    if len(names) > 1:
        return _side_by_side(query, names, claims)
    return _report(_ask(query, next(iter(names), None)), claims)


report = question(Ask, answer)


def _check(names: Sequence[str]) -> None:
    """Refuse missions that cannot stand side by side.

    Raises:
        UsageError: one is named twice, or there are too many.
    """
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(reporting.MISSION_TWICE(mission=twice))
    if len(names) > SIDE_BY_SIDE:
        from ...model.questions.compare import Compare

        command = join(Compare(mission=names).argv({}))
        raise UsageError(reporting.MANY_MISSIONS(most=SIDE_BY_SIDE, command=command))


@frozen
class _Asked:
    """The question of `periods` that a report is about, with its answer.

    Attributes:
        query: what was asked, of one mission at most.
        typed: the same as a question of `periods`, with the source that is to stand beside.
        asked: the question that is put to the source that answers.
        basis: its answer.
        both: the answer of both sources; None where one was asked for.
    """

    query: Ask
    typed: Periods
    asked: Periods
    basis: Result
    both: Result | None


def _ask(query: Ask, mission: str | None, **pins: str | None) -> _Asked:
    query = query.but(mission=many(mission), **pins)
    typed = query.put_as(Periods, mission=mission)
    try:
        plan_or_default(typed)
    except UnsettledError as error:  # what is missing is said of the report, not of `periods`
        if only := only_mission(typed):
            return _taken(_ask(query, only.name), only)
        raise UnsettledError(error.said, query.argv({}), error.ways) from None
    asked, both = typed, None
    if query.beside is not None:
        from ..two_sources import own_question

        both, asked = periods.answer(typed), own_question(typed)
    return _Asked(query, typed, asked, periods.answer(asked), both)


def _taken(one: _Asked, mission: Mission) -> _Asked:
    """Say that a mission gives the phases of countries in which it was not, each shown apart."""
    settled = one.basis.settled
    assert settled.asked
    hosts = resolve([str(number) for number in mission.hosts]).words
    said = str(reporting.PHASES_TAKEN(mission=mission.name, hosts=hosts))
    settled = settled._replace(asked=settled.asked.also_taken(said))
    return replace(one, basis=replace(one.basis, settled=settled))


def _report(one: _Asked, claims: Claims | None, *, of: str = "", rows: int = MOST_ROWS) -> Report:
    """Put the other questions too, to the source that answered: releases are not mixed.

    What stands beside it has a section of its own and a panel of the chart; all else is of `basis`.

    Args:
        one: the question, with its answer.
        claims: the claims of files, judged; None for the packaged ones on its subject.
        of: the mission, where several stand side by side.
        rows: how many rows the page may have to count again.
    """
    basis, both = one.basis, one.both
    asked = one.asked.but(**basis.settled.pins)
    drawn = one.typed.but(**both.settled.pins) if both else asked
    series = chart.answer(drawn.put_as(Chart, straddle=_of_series(asked.straddle)))
    where, off_map = map_of(asked, basis)
    each, panels = _each_country(asked, basis)
    judged, checked = claims or claims_of(basis)
    sure, beneath = certainty(basis, asked)
    figures = (basis, series, *panels, *(b.result for b in where if isinstance(b, Picture)))
    answers = (*figures, *((both,) if both else ()), *beneath, *((checked,) if checked else ()))
    works, cited = citations(source for answer in answers for source in answer.sources)
    settled = (both or basis).settled._replace(query=one.query)
    commands = [settled.arguments, *(answer.arguments for answer in (*answers, *cited))]
    own = tuple(note for note in basis.notes if note.kind in OWN_DEAD)
    blocks: dict[str, tuple[Block, ...]] = {
        "chart": _over_time(series),
        "phases": _phases(basis),
        "countries": each,
        "beside": _beside(both, basis) if both else (),
        "map": where,
        "certainty": sure,
        "left-out": _left_out(basis, series, off_map),
        "own-dead": (Remarks(own),) if own else (),
        "claims": judged,
        "cite": works,
        "commands": (Commands(tuple(dict.fromkeys(commands))),),
    }
    rows_of = explored(asked, basis, rows)
    again = rows_of if isinstance(rows_of, Explored) else None
    return Report(
        title=one.query.title or str(words.title_of(basis)),
        lead=tuple(map(str, words.lead_of(basis))),
        scope=str(words.scope_of(basis)),
        question=str(words.question_of(basis)),
        headline=tuple(map(str, words.headline_of(basis))),
        taken=str(words.taken_of(basis) or ""),
        basis=basis,
        sections=tuple(Section(key, HEADINGS[key], b) for key, b in blocks.items() if b),
        settled=settled,
        made_by=f"mali-cli {__version__}",
        explored=again,
        not_explored="" if again or basis.empty else str(reporting.NOT_EXPLORED(why=rows_of)),
        leads=words.leads_of(panels[0]) if panels else (),
        of=of,
    )


def _side_by_side(query: Ask, names: tuple[str, ...], claims: Claims | None) -> Report:
    """Put the reports on several missions side by side; none of their figures is added up."""
    alone, most = query.but(title=None), MOST_ROWS // len(names)
    each = _of_one_release(alone, names)
    pairs = zip(each, names, strict=True)
    reports = tuple(_report(one, claims, of=name, rows=most) for one, name in pairs)
    settled = _settled(query, names, reports)
    first = reports[0].basis
    title = query.title or str(words.title_of_several(replace(first, settled=settled), names))
    sources = {source.pinned: source for one in reports for source in one.basis.sources}
    return Report(
        title=title,
        lead=(),
        scope=str(reporting.EACH_FOR_ITSELF()),
        question="",
        headline=(),
        taken="",
        basis=Result(settled, title, first.frame.clear(), sources=tuple(sources.values())),
        sections=_part_by_part(reports, settled),
        settled=settled,
        made_by=reports[0].made_by,
        reports=reports,
    )


def _of_one_release(query: Ask, names: Sequence[str]) -> list[_Asked]:
    """Ask for each mission; all are answered by one release, the newest that has all of them.

    Raises:
        NotHereError: the data of one are not here; or no release here has all.
    """
    found = [_ask_of_several(query, name) for name in names]
    answering = {one.basis.sources[0].pinned: one for one in found}
    if len(answering) == 1:
        return found
    lacking: NotHereError | None = None

    def order(one: _Asked) -> tuple[int, ...]:
        source = one.basis.sources[0]
        return order_of(source.dataset, source.release)

    for one in sorted(answering.values(), key=order, reverse=True):
        try:
            return [_ask_of_several(query, name, **one.basis.settled.pins) for name in names]
        except NotHereError as error:
            lacking = lacking or error
    assert lacking
    raise lacking


def _ask_of_several(query: Ask, name: str, **pins: str | None) -> _Asked:
    try:
        return _ask(query, name, **pins)
    except NotHereError as error:
        if type(error) is not NotHereError:
            raise
        raise NotHereError(reporting.OF_ONE(of=name, said=error.said), error.advice) from None


def _settled(query: Ask, names: tuple[str, ...], reports: Sequence[Report]) -> Settled:
    """Return what was asked of all missions: in the countries named, else in all of their hosts."""
    first = reports[0].settled
    asked = [one.settled.asked for one in reports if one.settled.asked]
    area = area_of(dict.fromkeys(number for one in asked for number in one.area.ids))
    said = {**first.said, "mission": names, "country": query.country or None}
    kind = first.said["mission_dates"]
    return first._replace(
        query=query,
        asked=replace(asked[0], area=area),
        said=said,
        own={"mission": names, "mission_dates": kind},
    )


def _part_by_part(reports: Sequence[Report], settled: Settled) -> tuple[Section, ...]:
    """Return the sections of each mission beside those of the others; once what some share."""
    found: list[Section] = []
    whole: dict[str, Block] = {
        "chart": Paragraph(reporting.OWN_SCALES()),
        "commands": Commands((settled.arguments,)),
    }
    for key, heading in HEADINGS.items():
        if key in whole:
            found.append(Section(key, heading, (whole[key],)))
        alike: list[tuple[Section, list[str]]] = []
        for one in reports:
            if part := one.section(key):
                same = (names for other, names in alike if _told(other) == _told(part))
                if (names := next(same, None)) is None:
                    alike.append((part, names := []))
                names.append(one.of)
        shared = [names for _, names in alike] == [[one.of for one in reports]]
        found += [replace(part, of="" if shared else all_of(names)) for part, names in alike]
    return tuple(found)


def _told(section: Section) -> list[object]:
    """Return what is the same in sections that say the same."""

    def of(block: Block) -> object:
        if found := answers_of(block):
            return [answer.arguments for answer in found]
        if isinstance(block, Remarks):
            return block.notes
        return block.text if isinstance(block, Paragraph) else id(block)

    return [*map(of, section.blocks)]


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
