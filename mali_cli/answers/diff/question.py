"""What changed between two releases: events, and the totals that they add up to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from ...analysis.revisions import largest
from ...model.details import Details
from ...model.query import question
from ...model.questions.diff import Diff
from ...model.result import Note, Result, Shown
from ...model.source import lacks
from ...observations import Observations, Question
from ...words.phrases import all_of
from ..answer import answered
from ..asking import needs_events
from ..describe import constants, subject
from ..notes import unordered_notes
from . import words as diff_words
from .pair import Pair, observe_both, whole_of
from .sides import LIST, PHASE, DiffGroups, read_sides, read_wanted, select_both
from .totals import KEY, changes_of, figures_of, sides_without_ids


def answer(query: Diff) -> Result:
    """Answer `diff`.

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
    wanted = read_wanted(query)
    selection = select_both(query, wanted)
    others = [group for group in wanted.groups if group != PHASE]
    needs = LIST if query.events else needs_events(selection, others)
    sides = read_sides(query.a, query.b, query.dataset, needs)
    asked = Question(selection, wanted.groups, needs)
    pair = observe_both(selection, sides, asked, of_phases=wanted.plan is not None)
    return _answer(query, pair, wanted, whole=lambda: whole_of(pair, sides, asked))


diff = question(Diff, answer)


def _answer(
    query: Diff, pair: Pair, wanted: DiffGroups, whole: Callable[[], tuple[Observations, ...]]
) -> Result:
    figures = figures_of(pair, wanted.groups, wanted.plan, allow_overlap=query.allow_overlap)
    changes = changes_of(pair)
    if query.events and changes is None:
        raise lacks(sides_without_ids(pair), LIST, KEY)
    rows = changes if query.events and changes is not None else figures.frame
    kept = rows if query.events or query.every else rows.filter(_differs())
    frame = largest(kept, query.top) if query.top else kept
    odd = {} if query.events else figures.odd_in(frame)
    every = whole() if changes is not None and changes.height else ()
    selection, names = pair.selection, diff_words.names_of(pair)
    summary = diff_words.summary(pair, names, figures, changes)
    by = ", event by event" if query.events else f", by {all_of(wanted.groups)}"
    by += f" ({wanted.plan.titled(figures.phases)})" if wanted.plan else ""
    return answered(
        query,
        frame,
        asked=selection,
        heading=f"{subject(pair.a)}: a {names[0]}, b {names[1]}{by}",
        notes=(
            Note(summary),
            *diff_words.shown_notes(rows, kept, frame, selection.counts),
            *unordered_notes([*odd.values()], selection.estimate, selection.decimals),
            *diff_words.change_notes(pair, names, changes, every),
            *diff_words.pair_notes(pair, names, wanted.groups, figures.frame),
            *figures.notes,
            *diff_words.range_notes(figures, selection),
        ),
        sources=pair.sources,
        said={**wanted.said, **pair.said},
        own={"data": None, "phases": wanted.plan.plain["phases"] if wanted.plan else []},
        pins=pair.pins,
        constants=_constants(pair, rows.columns),
        details=Details(
            {
                "summary": str(summary),
                "total_change": figures.total_json,
                "event_changes": diff_words.counts_of(changes),
            }
        ),
        shown=Shown(odd=odd),
        empty=None if frame.height else diff_words.why_empty(pair, names),
    )


def _differs() -> pl.Expr:
    """Return whether a total differs; what only one covers differs where it is not zero."""
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
