"""From a table that was read to a data set in the store."""

from __future__ import annotations

from ..facts.columns import in_words, missing
from ..layouts.table import AnyTable, LargeTable
from ..model.errors import DamagedError
from ..model.words import nearest
from ..store.manifest import Draft
from ..store.store import Store
from .result import Kept, Watch


def keep(store: Store, table: AnyTable, draft: Draft, done: str, watch: Watch) -> Kept:
    """Store a table, and report what was odd in it."""
    waiting = f"another process is writing to {store.root}: waiting"
    manifest = store.put(
        table.rows,
        draft,
        on_wait=lambda: watch.say(waiting),
        in_order=isinstance(table, LargeTable),
    )
    return Kept(manifest, done, str(store.path(manifest)))


def check_is(table: AnyTable, dataset: str, what: str) -> None:
    """Refuse a table of another data set than was asked for.

    Raises:
        DamagedError: naming both.
    """
    wanted = "ged" if dataset == "candidate" else dataset
    if table.dataset != wanted:
        raise DamagedError(
            f"{what} should hold {dataset}, and holds {table.dataset} ({table.layout})",
            "nothing was stored; try again later, and report it if it stays so",
        )


def check_whole(table: AnyTable, draft: Draft, what: str, hint: str) -> None:
    """Refuse to keep as whole what lacks a column that answers read.

    Raises:
        DamagedError: naming the columns, and the one that each may be called now.
    """
    lacking = missing(draft.dataset, table.rows.collect_schema().names()) if draft.whole else ()
    if not lacking:
        return
    renamed = [
        f"it has an unknown column '{near}': is '{item.column}' called so now?"
        for item in lacking
        for near in nearest(item.column, table.unknown, 1)
    ]
    raise DamagedError(
        f"{what} cannot be kept as the whole of {draft.name}: it lacks {in_words(lacking)}",
        " ".join([*renamed[:1], hint]),
    )
