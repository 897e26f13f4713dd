"""What changed between two releases: events, and the totals that they add up to."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import join
from typing import Unpack

import polars as pl

from ..analysis.revisions import largest
from ..model.filters import FilterOptions
from ..model.result import Note, Result
from ..model.source import lacks
from ..model.words import Words, all_of, many
from ..observations import Question
from . import diff_notes, diff_words, notes
from .asking import Asked, needs_events
from .describe import constants, selection_json, selection_words, subject, taken_words
from .diff_events import KEY, changes_of, without_ids
from .diff_pair import Pair, observe_both, whole_of
from .diff_sides import Side, read_sides
from .diff_totals import figures_of
from .diff_wanted import LIST, Wanted, read_wanted, select
from .phase_plan import PhaseOptions


def diff(
    a: str,
    b: str,
    *,
    by: Words = (),
    events: bool = False,
    every: bool = False,
    top: int | None = None,
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
    **filters: Unpack[FilterOptions],
) -> Result:
    """Compare two releases: what changed in the totals, or event by event.

    Args:
        a: the first: NAME@RELEASE, a release, a file, or FILE@RELEASE; "-" for stdin.
        b: the second.
        by: groups of `totals`, and "phase"; default "year".
        events: list added, removed and revised events in place of totals.
        every: also rows without a difference (of totals).
        top: only so many rows (or events) with the largest changes, the largest first.
        mission: phases before, during and after a UN mission (with by="phase").
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        timeline: a packaged timeline.
        phase: phases as "name=FROM..TO".
        cut: days at which a new phase begins.
        phases: a TOML file of phases.
        window: length of what comes before and after, such as "5y" or "18m".
        allow_overlap: let phases share days.
        country: names, codes or @groups; default every country that both have.
        type: types of violence; default every type, a row each.
        from_: first day looked at.
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: the same for both; default "start", by phase over country-years "both".
        dataset: of which data set a release alone is.
        filters: for event data; see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a frame with the groups, a, b, change (b less a; Int64, Float64 under `split`; null where
        one is blank), status ("changed"; "new" and "gone" where only b or only a covers the time;
        with `every` also "equal"); with `events` a row for each added or removed event and each
        revised column: id, status ("added", "removed", "revised", "new", "gone"), column, a, b
        (String), change (deaths), date_start, country_id, country, type_of_violence. `extras` has
        summary (a sentence), total_change and event_changes (how many of each status).

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory, or the two have
            nothing in common that could be compared.
        NotHereError: one of them is not here; the hint says how to get it.
    """
    asked = Asked(
        country, type, from_, to, measure, estimate, straddle, dataset=None, filters=filters
    )
    options = PhaseOptions(
        mission, mission_dates, timeline, many(phase), many(cut), phases, window, allow_overlap
    )
    wanted = read_wanted(asked, options, by, events=events, every=every, top=top)
    selection = select(asked, wanted)
    needs = LIST if events else needs_events(selection, wanted.groups)
    sides = read_sides(a, b, dataset, needs)
    question = Question(selection, "perpetrator" in wanted.groups, needs)
    pair = observe_both(selection, sides, question, "both" if wanted.plan else "start")
    return _answer(pair, wanted, sides, question)


def _answer(pair: Pair, wanted: Wanted, sides: tuple[Side, Side], question: Question) -> Result:
    figures = figures_of(pair, wanted.groups, wanted.plan, allow_overlap=wanted.allow_overlap)
    changes = changes_of(pair)
    if wanted.events and changes is None:
        raise lacks(without_ids(pair), LIST, KEY)
    rows = changes if wanted.events and changes is not None else figures.frame
    kept = rows if wanted.events or wanted.every else rows.filter(_differs())
    shown = largest(kept, wanted.top) if wanted.top else kept
    whole = whole_of(pair, sides, question) if changes is not None and changes.height else ()
    selection, names = pair.selection, diff_words.names_of(pair)
    summary = diff_words.summary(pair, names, figures, changes)
    again = ("mali-cli", "diff", *pair.terms, *wanted.words, *selection_words(selection, "diff"))
    by = ", event by event" if wanted.events else f", by {all_of(wanted.groups)}"
    by += f" ({wanted.plan.title})" if wanted.plan else ""
    return Result(
        command="diff",
        title=f"{subject(pair.a)}: a {names[0]}, b {names[1]}{by}{taken_words(selection)}",
        frame=shown,
        notes=(
            Note("summary", summary),
            *diff_notes.shown_notes(rows, kept, shown),
            *diff_notes.event_notes(pair, names, changes, whole),
            *diff_notes.pair_notes(pair, names, wanted.groups, figures.frame),
            *figures.notes,
            *notes.cited(pair.sources),
            Note("again", f"Again: {join(again)}"),
        ),
        sources=pair.sources,
        selection=selection_json(selection) | wanted.json(pair.terms),
        straddle=selection.straddle,
        constants=_constants(pair, rows.columns),
        extras={
            "summary": summary,
            "total_change": figures.total_json,
            "event_changes": diff_words.counts_of(changes),
        },
        arguments=again,
        pins=pair.pins,
        empty=None if shown.height else diff_words.why_empty(pair, names),
    )


def _differs() -> pl.Expr:
    """Tell of a total whether it differs; what only one covers differs where it is not zero."""
    alone = pl.coalesce("a", "b") != 0
    return pl.when(pl.col("change").is_null()).then(alone).otherwise(pl.col("change") != 0)


def _constants(pair: Pair, columns: Sequence[str]) -> dict[str, str | None]:
    """Return the columns that end each machine-readable row; of each side data set and release."""
    alike = constants(pair.a, columns)
    named = {
        f"{name}_{side}": value
        for side, found in zip("ab", pair.both, strict=True)
        for name, value in (("dataset", found.source.dataset), ("release", found.source.release))
    }
    first = [name for name in ("country", "type_of_violence", "measure") if name in alike]
    last = [name for name in ("estimate", "straddle") if name in alike]
    return {n: alike[n] for n in first} | named | {n: alike[n] for n in last}
