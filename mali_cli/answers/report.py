"""All that is known on one question, on one page: figures, pictures, claims, limits, citations."""

from __future__ import annotations

from functools import partial
from typing import Any, Unpack

from ..model.filters import FilterOptions
from ..model.report import (
    CHART,
    Block,
    Commands,
    Paragraph,
    Picture,
    Remarks,
    Report,
    Section,
    Table,
)
from ..model.result import Note, Result
from ..model.words import Words, many, refuse_blank
from ..version import __version__
from . import report_words as words
from .chart import chart
from .periods import periods
from .report_certainty import certainty, is_large
from .report_citations import citations
from .report_claims import claims_of
from .report_map import map_of

LEFT_OUT = ("straddle", "filter", "coverage", "states", "blank")
UNDER_THE_TABLE = ("distinct", "ratio", "dates", "window", "missions")
EVERYTHING = "Nothing that was asked for is left out."


def report(
    *,
    title: str | None = None,
    claims: Words = (),
    mission: str | None = None,
    mission_dates: str = "operations",
    timeline: str | None = None,
    phase: Words = (),
    cut: Words = (),
    phases: str | None = None,
    window: str | None = None,
    allow_overlap: bool = False,
    country: Words = (),
    type: Words = (),
    from_: str | None = None,
    to: str | None = None,
    measure: str = "deaths",
    estimate: str = "best",
    straddle: str | None = None,
    dataset: str | None = None,
    release: str | None = None,
    data: str | None = None,
    candidate: bool = False,
    **filters: Unpack[FilterOptions],
) -> Report:
    """Put all questions on one subject; without arguments: Mali, one-sided, and MINUSMA.

    Every figure is the answer of `periods`, `chart`, `check` or `cite` (and of `map`, where events
    of the same release are here), asked with the same options and of the same release.

    Args:
        title: the heading of the page; default: made of what is asked.
        claims: TOML files of claims, all of which are judged; default: the packaged claims on the
            same countries, types and measure that can be judged with the data at hand.
        mission: phases before, during and after a UN mission; its hosts become the country.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        timeline: a packaged timeline.
        phase: phases as "name=FROM..TO"; an end left out is where the data begin or end.
        cut: days at which a new phase begins.
        phases: a TOML file of phases.
        window: length of what comes before and after, such as "5y" or "18m".
        allow_overlap: let phases share days; deaths then count twice.
        country: names, codes or @groups, summed.
        type: "state-based", "non-state", "one-sided", several of them, or "all" for their sum.
        from_: first day looked at (2013, 2013-07 or 2013-07-01).
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: "both", "start", "end", "split" or "drop"; default "both" over country-years. The
            series of the chart is by "start" where this is "both".
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".
        data: a file that answers in place of what is at hand; "-" for stdin.
        candidate: add preliminary events of later releases.
        filters: for event data; see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a `mali_cli.model.report.Report`: question, headline, and sections with their answers.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    refuse_blank({"title": title, "claims": many(claims)})
    asked: dict[str, Any] = {
        "mission": mission,
        "mission_dates": mission_dates,
        "timeline": timeline,
        "phase": many(phase),
        "cut": many(cut),
        "phases": phases,
        "window": window,
        "allow_overlap": allow_overlap,
        "country": many(country),
        "type": many(type),
        "from_": from_,
        "to": to,
        "measure": measure,
        "estimate": estimate,
        "straddle": straddle,
        "dataset": dataset,
        "release": release,
        "data": data,
        "candidate": candidate,
        **filters,
    }
    basis = periods(**asked)
    return _composed(basis, _pinned(asked, basis), title, many(claims))


def _pinned(asked: dict[str, Any], basis: Result) -> dict[str, Any]:
    """Return the same options for the source that answered first: releases are not mixed."""
    return {**asked, **basis.pins}


def _composed(
    basis: Result, asked: dict[str, Any], title: str | None, files: tuple[str, ...]
) -> Report:
    series = chart(**asked | {"straddle": _of_series(asked["straddle"])})
    where, off_map = map_of(asked, basis)
    claims, checked = claims_of(basis, files)
    sure, beneath = certainty(basis, _again(asked))
    figures = (basis, series, *(b.result for b in where if isinstance(b, Picture)))
    answers = (*figures, *beneath, *((checked,) if checked else ()))
    works, cited = citations(source for answer in answers for source in answer.sources)
    arguments = _arguments(basis, title, files)
    commands = [arguments, *(answer.arguments for answer in (*answers, *cited))]
    sections = (
        Section("phases", "Phase by phase", _phases(basis)),
        Section("chart", "Over time", _over_time(series)),
        *((Section("map", "Where", where),) if where else ()),
        Section("claims", "Published statements", claims),
        Section("left-out", "What is left out", _left_out(basis, series, off_map)),
        Section("certainty", "How sure it is", sure),
        Section("cite", "How to cite", works),
        Section("commands", "The same figures again", (Commands(tuple(dict.fromkeys(commands))),)),
    )
    return Report(
        title=title or words.title_of(basis),
        question=words.question_of(basis),
        headline=words.headline_of(basis),
        taken=words.taken_of(basis),
        basis=basis,
        sections=sections,
        arguments=arguments,
        made_by=f"mali-cli {__version__}",
    )


def _again(asked: dict[str, Any]) -> partial[Result]:
    return partial(periods, **asked)


def _of_series(rule: str | None) -> str | None:
    """Return the rule for a series, where counting in every phase makes no sense."""
    return None if (rule or "").strip().casefold() == "both" else rule


def _phases(basis: Result) -> tuple[Block, ...]:
    if basis.empty:
        return (Paragraph(f"There are {basis.empty}."),)
    notes = tuple(note for note in basis.notes if note.kind in UNDER_THE_TABLE)
    return (Table(basis.title, basis), *_remarks(notes))


def _over_time(series: Result) -> tuple[Block, ...]:
    if series.empty:
        return (Paragraph(f"There are {series.empty}."),)
    return (Picture(CHART, series.title, series, figures=series),)


def _left_out(basis: Result, series: Result, off_map: tuple[Note, ...]) -> tuple[Block, ...]:
    """Tell what is in no figure: of other kinds, not covered, filtered away, across an edge."""
    others = words.not_counted(basis)
    found = [Note("types", others)] if others else []
    found += [note for note in basis.notes if note.kind in LEFT_OUT and not is_large(note)]
    found += [note for note in series.notes if note.kind in ("coverage", "filter")]
    unique = dict.fromkeys((*found, *off_map))
    return (Remarks(tuple(unique)),) if unique else (Paragraph(EVERYTHING),)


def _arguments(basis: Result, title: str | None, files: tuple[str, ...]) -> tuple[str, ...]:
    head = basis.arguments[:1]
    extra = [word for name in files for word in ("--claims", name)]
    extra += ["--title", title] if title else []
    return (*head, "report", *basis.arguments[2:], *extra)


def _remarks(notes: tuple[Note, ...]) -> tuple[Block, ...]:
    return (Remarks(notes),) if notes else ()
