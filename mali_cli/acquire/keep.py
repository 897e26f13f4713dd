"""From a table that was read to a data set in the store."""

from __future__ import annotations

from ..layouts.table import AnyTable, LargeTable
from ..model.errors import DamagedError
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
