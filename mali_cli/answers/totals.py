"""How many were killed: totals by year, country, region, type of violence or perpetrator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..analysis.totals import totals_table
from ..analysis.units import UNITS
from ..model.dates import Span
from ..model.errors import UsageError
from ..model.result import Note, Result
from ..model.selection import EVERY_TYPE, Selection, Types
from ..model.words import ONE_SIDED, all_of
from ..observations import Observations, Question
from . import notes
from .asking import Asked, Words, look_up, many, measure_of, needs_events, read_groups
from .describe import constants, pinned, selection_json, subject, taken_words
from .groups import GET_EVENTS, check_perpetrator, columns_of

GROUPS = ("year", "country", "region", "type", "perpetrator")
EVENT_GROUPS = dict.fromkeys(
    ("month", "quarter", "actor", "dyad", "conflict", "adm1", "adm2", "priogrid"), GET_EVENTS
)


def totals(
    *,
    by: Words = (),
    fill: bool = False,
    country: Words = (),
    type: Words = (),
    from_: str | None = None,
    to: str | None = None,
    measure: str = "deaths",
    estimate: str = "best",
    straddle: str | None = None,
    dataset: str | None = None,
    release: str | None = None,
) -> Result:
    """Add up deaths; without arguments: every country of the source, a row for each type.

    Args:
        by: "year", "country", "region", "type", "perpetrator", or several.
        fill: give every unit a row for every time that is covered, with zeros.
        country: names, codes or @groups; summed unless `by` says "country".
        type: "state-based", "non-state", "one-sided", several of them, or "all" for their sum.
        from_: first day looked at (2013, 2013-07 or 2013-07-01).
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: "start", "end", "split" or "drop"; default "start".
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".

    Returns:
        a frame with the groups' columns (year, country_id, country, region, type_of_violence,
        perpetrator), then deaths, low, high (deaths).

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    asked = Asked(country, type, from_, to, measure, estimate, straddle, dataset, release)
    groups = read_groups(by, GROUPS, EVENT_GROUPS)
    if sum(group in UNITS for group in groups) > 1:
        raise UsageError("several units of time were asked for", "use one --by of them")
    selection = _select(asked, groups)
    data = look_up(question_of(selection, groups))
    return _answer(data, groups, fill=fill)


def question_of(selection: Selection, groups: Sequence[str]) -> Question:
    """Return what is needed to answer for a selection in these groups."""
    return Question(selection, "perpetrator" in groups, needs_events(selection, groups))


def window_of(data: Observations) -> Span:
    """Return the days looked at, as far as the data cover them; as asked where they cover none."""
    coverage = data.source.coverage
    assert coverage
    return data.selection.window.within(coverage) or data.selection.window


def _select(asked: Asked, groups: tuple[str, ...]) -> Selection:
    alone = "perpetrator" in groups and not many(asked.type)
    selection = asked.select(
        None, Types((ONE_SIDED,)) if alone else EVERY_TYPE, "start", series=True
    )
    if "type" in groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(groups, selection)
    taken = [] if asked.countries else ["every country in the source"]
    if not many(asked.type):
        taken.append(ONE_SIDED if alone else "every type")
    taken += [] if asked.straddle else [f"straddle {selection.straddle}"]
    return selection.also_taken(*taken)


def _answer(data: Observations, groups: tuple[str, ...], *, fill: bool) -> Result:
    selection = data.selection
    columns = columns_of(groups, selection)
    measure = measure_of(selection, of_events=data.of_events)
    window = window_of(data)
    frame = totals_table(data.frame, window, columns, measure, selection.straddle, fill=fill)
    extra = [part for group in groups for part in ("--by", group)] + (["--fill"] if fill else [])
    arguments = pinned("totals", data, extra)
    by = f", by {all_of(groups)}" if groups else ""
    return Result(
        command="totals",
        title=f"{subject(selection)}{by}{taken_words(selection)}",
        frame=frame,
        notes=tuple(_notes(data, arguments)),
        sources=(data.source,),
        selection=selection_json(selection) | {"by": list(groups), "fill": fill},
        straddle=selection.straddle,
        constants=constants(data, columns),
        arguments=arguments,
        empty=None if frame.height else _why_empty(data),
    )


def _notes(data: Observations, arguments: Sequence[str]) -> Iterable[Note]:
    selection = data.selection
    if selection.first or selection.last or selection.straddle == "split":
        rule = notes.RULES[selection.straddle].replace("phase", "row")
        text = f"--straddle {selection.straddle}: what crosses an edge is {rule}."
        yield Note("straddle", text)
    yield from notes.window_notes(selection, data.source)
    yield from notes.source_notes(data.source, arguments)


def _why_empty(data: Observations) -> str:
    selection = data.selection
    asked = f"{selection.first or ''}..{selection.last or ''}"
    return (
        f"no rows: no observation of {data.source.pinned} ({data.source.coverage}) counts "
        f"in {asked} under --straddle {selection.straddle}"
    )
