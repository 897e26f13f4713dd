"""What a fetch or an import put into the store, as an answer."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from ..acquire.result import Kept, Watch
from ..datasets.registry import data_set, read_dataset
from ..model.query import question
from ..model.questions.data import Fetch, Import
from ..model.result import Note, Result, Shown
from ..model.words import ONE_SIDED, many
from ..store.manifest import Manifest, source_of
from ..store.store import Store
from ..words import sourcing
from ..words.phrases import counted
from .answer import answered

MALI = 432
UNWATCHED = Watch()
SHOWN = (*("name", "done", "rows", "first_day", "last_day", "whole", "odd", "bytes", "licence"),)


def get(query: Fetch, watch: Watch = UNWATCHED) -> Result:
    """Answer `fetch`.

    Returns:
        name, done ("fetched", "already here"), rows, first_day, last_day, whole, odd (how many
        rows are odd in some way), bytes (of what came), licence, layout, path; the notes say what
        was odd.

    Raises:
        UsageError: an unknown data set, release, country, type or way.
        UcdpError: who has the data cannot be reached, refuses, or has no such release.
        DamagedError: what came is not what it should be; nothing of it is kept.
        OutputError: the store cannot be written.
    """
    from ..acquire.fetch import fetch as get_sets
    from ..acquire.plan import make_plan

    return kept(query, get_sets(make_plan(query), watch))


def take(query: Import, watch: Watch = UNWATCHED) -> Result:
    """Answer `import`.

    Returns:
        name, done ("imported"), rows, first_day, last_day, whole, odd (how many rows are odd in
        some way), bytes (of what was read), licence, layout, path; the notes say what was odd.

    Raises:
        UsageError: a file does not exist, or the release makes no sense.
        DamagedError: a file cannot be read with certainty; none of them is kept then.
        OutputError: the store cannot be written.
    """
    from ..acquire.importing import import_files

    done = import_files(
        many(query.files),
        watch,
        release=query.release,
        whole=query.whole,
        dataset=read_dataset(query.dataset, None)[0],
        week_starts=query.week_starts,
    )
    return kept(query, done)


fetch = question(Fetch, get)
import_ = question(Import, take)


def kept(query: Fetch | Import, done: Iterable[Kept]) -> Result:
    """Report what a fetch or an import put into the store.

    Returns:
        name, done ("fetched", "already here", "imported"), rows, first_day, last_day, whole, odd
        (how many rows are odd in some way), bytes (of what came or was read), licence, layout,
        path; the notes say what was odd.
    """
    done = tuple(done)
    rows_found = [
        {
            "name": item.manifest.name,
            "done": item.done,
            "rows": item.manifest.rows,
            "first_day": item.manifest.coverage.start,
            "last_day": item.manifest.coverage.end,
            "whole": item.manifest.whole,
            "odd": sum(odd.count for odd in item.manifest.oddities),
            "bytes": item.manifest.source_size,
            "licence": data_set(item.manifest.dataset).licence,
            "layout": item.manifest.layout,
            "path": item.path,
        }
        for item in done
    ]
    schema = {
        "name": pl.String,
        "done": pl.String,
        "rows": pl.Int64,
        "first_day": pl.Date,
        "last_day": pl.Date,
        "whole": pl.Boolean,
        "odd": pl.Int64,
        "bytes": pl.Int64,
        "licence": pl.String,
        "layout": pl.String,
        "path": pl.String,
    }
    return answered(
        query,
        pl.DataFrame(rows_found, schema=schema),
        heading=f"{query.command.capitalize()}: {counted(len(done), 'data set')}",
        notes=(
            *(note for item in done for note in _kept_notes(item.manifest)),
            Note(sourcing.WHERE(folder=Store().root)),
            *_next(done),
        ),
        sources=tuple(source_of(item.manifest) for item in done),
        own={"names": [item.manifest.name for item in done]},
        shown=Shown(SHOWN),
    )


def _kept_notes(manifest: Manifest) -> Iterator[Note]:
    name = manifest.name
    for remark in manifest.remarks:
        yield Note(sourcing.REMARK(name=name, remark=remark))
    for odd in manifest.oddities:
        more = odd.count > len(odd.examples)
        said = sourcing.SOME_EXAMPLES if more else sourcing.EXAMPLES
        examples = said(examples=odd.examples) if odd.examples else ""
        yield Note(
            sourcing.ODD_ROWS(name=name, count=odd.count, oddity=odd.kind, examples=examples)
        )
    if manifest.coverage_assumed:
        unknown = sourcing.UNKNOWN_COVERAGE if manifest.release else sourcing.UNKNOWN_RELEASE
        yield Note(unknown(name=name))


def _next(done: Sequence[Kept]) -> Iterator[Note]:
    """Say what to type next, with the most telling of the sets."""
    sets = sorted((item.manifest for item in done), key=_telling)
    if sets:
        yield Note(sourcing.NEXT(command=shlex.join(_next_command(sets[-1]))))


def _telling(manifest: Manifest) -> tuple[bool, bool, bool]:
    """Rank sets by what they can answer: events first, what adds to others last."""
    one = data_set(manifest.dataset)
    return one.role == "counts", one.answers == "default", one.of_events


def _next_command(manifest: Manifest) -> list[str]:
    """Return a command that the set can answer: a part only answers what lies inside it."""
    name, terms = manifest.name, data_set(manifest.dataset).terms
    counts, usual, of_events = _telling(manifest)
    if not counts or ("country" not in terms and manifest.countries is not None):
        return ["mali-cli", "datasets", "show", name, "--limit", "20"]
    types = manifest.selection.get("type", "")
    pinned = ["--dataset", name]
    pinned += [word for kind in types.split(",") if kind for word in ("-t", kind)]
    if {"from", "to"} & set(manifest.selection):
        pinned += ["--from", f"{manifest.coverage.start}", "--to", f"{manifest.coverage.end}"]
    elif _has_mali(manifest) and usual and of_events and types in ("", ONE_SIDED):
        return ["mali-cli", "periods", "-c", "Mali", "--mission", "MINUSMA", *pinned]
    by = [word for group in ("country", "year") if group in terms for word in ("--by", group)]
    return ["mali-cli", "totals", *by, *pinned]


def _has_mali(manifest: Manifest) -> bool:
    return manifest.countries is None or MALI in manifest.countries
