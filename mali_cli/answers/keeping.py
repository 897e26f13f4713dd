"""What a fetch or an import put into the store, as an answer."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

import polars as pl

from ..acquire.result import Kept
from ..datasets.registry import data_set
from ..model.questions.data import Fetch, Import
from ..model.result import Note, Result, Shown
from ..model.source import Oddity
from ..model.words import ONE_SIDED
from ..store.manifest import Manifest, source_of
from ..store.store import Store
from ..words.phrases import counted
from .answer import answered

MALI = 432


def kept(query: Fetch | Import, done: Iterable[Kept]) -> Result:
    """Report what a fetch or an import put into the store.

    Returns:
        name, done ("fetched", "already here", "imported"), rows, first_day, last_day, whole, odd
        (how many rows are odd in some way), layout, path; the notes say what was odd.
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
        "layout": pl.String,
        "path": pl.String,
    }
    return answered(
        query,
        pl.DataFrame(rows_found, schema=schema),
        heading=f"{query.command.capitalize()}: {counted(len(done), 'data set')}",
        notes=(*(note for item in done for note in _kept_notes(item)), _where(), *_next(done)),
        sources=tuple(source_of(item.manifest) for item in done),
        own={"names": [item.manifest.name for item in done]},
        shown=Shown(("name", "done", "rows", "first_day", "last_day", "whole", "odd")),
    )


def _kept_notes(item: Kept) -> list[Note]:
    manifest = item.manifest
    notes = [Note("remark", f"{manifest.name}: {remark}.") for remark in manifest.remarks]
    for odd in manifest.oddities:
        rows = counted(odd.count, "row")
        text = f"{manifest.name}: {rows} odd: {odd.kind}{_examples(odd)}; kept as they are."
        notes.append(Note("odd", text))
    if manifest.coverage_assumed:
        text = f"{manifest.name}: the release is not known, the coverage is that of its rows."
        notes.append(Note("coverage", text))
    return notes


def _examples(odd: Oddity) -> str:
    if not odd.examples:
        return ""
    return f" ({', '.join(odd.examples)}{' …' if odd.count > len(odd.examples) else ''})"


def _where() -> Note:
    text = f"The store is {Store().root}; `mali-cli datasets path NAME` names the Parquet file."
    return Note("where", text)


def _next(done: Sequence[Kept]) -> list[Note]:
    """Say what to type next, with the most telling of the sets."""
    sets = sorted((item.manifest for item in done), key=_telling)
    return [Note("next", f"Next: {shlex.join(_next_command(sets[-1]))}")] if sets else []


def _telling(manifest: Manifest) -> tuple[bool, bool, bool]:
    """Rank sets by what they can answer: events first, what adds to others last."""
    one = data_set(manifest.dataset)
    return one.role == "counts", one.answers == "default", one.of_events


def _next_command(manifest: Manifest) -> list[str]:
    """Return a command that the set can answer: a part only answers what lies inside it."""
    name = manifest.name
    counts, usual, of_events = _telling(manifest)
    if not counts:
        return ["mali-cli", "datasets", "show", name, "--limit", "20"]
    types = manifest.selection.get("type", "")
    pinned = ["--dataset", name]
    pinned += [word for kind in types.split(",") if kind for word in ("-t", kind)]
    if {"from", "to"} & set(manifest.selection):
        pinned += ["--from", f"{manifest.coverage.start}", "--to", f"{manifest.coverage.end}"]
    elif _has_mali(manifest) and usual and of_events and types in ("", ONE_SIDED):
        return ["mali-cli", "periods", "-c", "Mali", "--mission", "MINUSMA", *pinned]
    return ["mali-cli", "totals", "--by", "country", "--by", "year", *pinned]


def _has_mali(manifest: Manifest) -> bool:
    return manifest.countries is None or MALI in manifest.countries
