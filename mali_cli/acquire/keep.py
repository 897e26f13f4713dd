"""From a file to a data set in the store: read, in memory or in pieces, check, keep.

Rows too many for the memory are put on the disk by country, and given back in order.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, closing
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from ..datasets.columns import in_words, missing
from ..datasets.registry import data_set
from ..facts.inputs import STDIN
from ..model.errors import DamagedError
from ..read.files import read_any
from ..read.large import LARGE, IrregularError, LargeFile, size_of_text
from ..read.stamps import events_within
from ..read.table import AnyTable, LargeTable
from ..store.manifest import Draft
from ..store.parquet import ordered
from ..store.problems import disk_errors, writing
from ..store.store import Store
from ..words import storing
from ..words.message import Said
from ..words.phrases import nearest
from .result import Kept, Watch

if TYPE_CHECKING:
    import polars as pl

AT_ONCE = 300_000
"""Rows that are put away together: each time takes a file a country."""


class Reader:
    """Reads files; what it puts on the disk is there until the stack is closed."""

    def __init__(self, store: Store, watch: Watch, stack: ExitStack) -> None:
        self._store, self._watch, self._stack = store, watch, stack
        self._folder: Path | None = None

    def read(self, name: str) -> AnyTable:
        """Read a file in any layout; "-" is stdin.

        Raises:
            UsageError: there is no such file, or it cannot be opened.
            DamagedError: it cannot be read with certainty; file, line, column, value and why.
            OutputError: it is large, and the store cannot be written.
        """
        if name != STDIN and size_of_text(Path(name)) >= LARGE:
            folder = self._workspace() / str(len(list(self._workspace().iterdir())))
            try:
                with writing(folder):
                    folder.mkdir()
                    return _in_pieces(LargeFile(Path(name)), folder)
            except IrregularError:
                rmtree(folder, ignore_errors=True)
        return read_any(name)

    def _workspace(self) -> Path:
        if self._folder is None:
            waiting = storing.WAITING_FOR_READ(folder=self._store.root)
            work = self._store.workspace(lambda: self._watch.say(waiting))
            self._folder = self._stack.enter_context(work)
        return self._folder


class Partitions:
    """Rows of one schema in files by `country_id`, in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, list[Path]] = defaultdict(list)
        self._held: list[pl.DataFrame] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Put rows away, once they are many.

        Raises:
            OSError: they cannot be written.
        """
        self._held.append(rows)
        if sum(part.height for part in self._held) >= AT_ONCE:
            self._put_away()

    def _put_away(self) -> None:
        import polars as pl

        if not self._held:
            return
        rows = pl.concat(self._held)
        self._held.clear()
        for (country, *_), part in rows.partition_by("country_id", as_dict=True).items():
            files = self._files[int(country)]
            files.append(self._folder / f"{country}-{len(files)}.arrow")
            with disk_errors():
                part.write_ipc(files[-1], compression="lz4")

    def in_order(self) -> pl.LazyFrame:
        """Return all rows as `parquet.ordered` would: a country after the other, sorted in it.

        No more than one country is held in memory.

        Raises:
            OSError: they cannot be written.
        """
        import polars as pl

        self._put_away()
        return pl.concat([self._sorted(country) for country in sorted(self._files)])

    def _sorted(self, country: int) -> pl.LazyFrame:
        import polars as pl

        files = self._files[country]
        whole = self._folder / f"{country}.arrow"
        rows = ordered(pl.concat([pl.read_ipc(file) for file in files]))
        with disk_errors():
            rows.write_ipc(whole, compression="lz4")
        for file in files:
            file.unlink()
        return pl.scan_ipc(whole)


def _in_pieces(file: LargeFile, folder: Path) -> LargeTable:
    partitions = Partitions(folder)
    with closing(file.tables()) as tables:
        for table in tables:
            partitions.add(table.frame)
    return file.large_table(partitions.in_order())


def keep(store: Store, table: AnyTable, draft: Draft, done: str, watch: Watch) -> Kept:
    """Store a table, and report what was odd in it."""
    waiting = storing.WAITING_FOR_STORE(folder=store.root)
    manifest = store.put(
        table.rows,
        draft,
        on_wait=lambda: watch.say(waiting),
        in_order=isinstance(table, LargeTable),
    )
    return Kept(manifest, done, str(store.path(manifest)))


def check_is(table: AnyTable, dataset: str, what: str | Said) -> None:
    """Refuse a table of another data set than was asked for.

    Raises:
        DamagedError: naming both.
    """
    if table.dataset != data_set(dataset).read_as:
        raise DamagedError(
            storing.OTHER_DATA(what=what, wanted=dataset, found=table.dataset, layout=table.layout)
        )


def check_whole(table: AnyTable, draft: Draft, what: str | Said, hint: Said) -> None:
    """Refuse to keep as whole what lacks a column that answers read.

    Raises:
        DamagedError: naming the columns, and the one that each may be called now.
    """
    lacking = missing(draft.dataset, table.rows.collect_schema().names()) if draft.whole else ()
    if not lacking:
        return
    columns = in_words(lacking)
    renamed = [
        storing.CALLED_SO_NOW(near=near, column=item.column, hint=hint)
        for item in lacking
        for near in nearest(item.column, table.unknown, 1)
    ]
    said = storing.NOT_WHOLE(what=what, name=draft.name, columns=columns)
    raise DamagedError(said, renamed[0] if renamed else hint)


def check_days(table: AnyTable, draft: Draft, what: str | Said, hint: Said) -> None:
    """Refuse to keep as a whole candidate release what is mostly of other months than its own.

    Additions to earlier months are few: of the 1,828 rows of 26.0.7 1,796 are of its July.

    Raises:
        DamagedError: naming the months and how many rows are of them.
    """
    one = data_set(draft.dataset)
    months = one.read_release(draft.release).covers if one.supplements and draft.release else None
    inside = None if months is None or not draft.whole else events_within(table, months)
    if inside is None or 2 * inside > table.height:
        return
    said = storing.OF_OTHER_MONTHS(
        what=what, name=draft.name, inside=inside, rows=table.height, days=months, hint=hint
    )
    raise DamagedError(said)
