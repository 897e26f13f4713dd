"""From a file to a data set in the store: read, in memory or in pieces, check, keep.

Rows too many for the memory are put on the disk once, and given back in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, NamedTuple

from ..datasets.columns import in_words, missing
from ..datasets.registry import data_set
from ..facts.inputs import STDIN
from ..model.errors import DamagedError
from ..read.files import read_any
from ..read.large import LARGE, IrregularError, LargeFile, ahead, size_of_text
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
"""Rows that are put away together, or sorted in memory where no country has more."""
GROUP = 10_000
"""Rows of what was put away that are read together, some of them twice: larger ones more often."""


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


class Runs:
    """Rows of one schema on the disk, in an empty folder: files that are each sorted by country.

    The thread writes one of them while what comes after it is read.
    """

    def __init__(self, folder: Path, thread: Executor) -> None:
        self._folder, self._thread = folder, thread
        self._files: list[Future[_Run]] = []
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
        self._written()
        if self._held:
            path, parts = self._folder / f"{len(self._files)}.parquet", self._held
            self._files.append(self._thread.submit(_Run.write, path, parts))
            self._held = []

    def _written(self) -> list[_Run]:
        return [file.result() for file in self._files]

    def rows(self) -> pl.LazyFrame:
        """Return all rows.

        Raises:
            OSError: they cannot be written.
        """
        import polars as pl

        self._put_away()
        return pl.concat([run.scan() for run in self._written()])

    def in_order(self) -> pl.LazyFrame:
        """Return all rows as `parquet.ordered` would, of a few countries or of one at a time.

        They are for writing as they are: whoever asks for some of them asks `rows`.

        Raises:
            OSError: they cannot be written.
        """
        from polars.io.plugins import register_io_source

        schema = self.rows().collect_schema()
        return register_io_source(lambda *_: ahead(self._batches()), schema=schema)

    def _batches(self) -> Iterator[pl.DataFrame]:
        import polars as pl

        for countries in self._together():
            yield ordered(pl.concat([run.of(countries) for run in self._written()]))

    def _together(self) -> Iterator[list[int]]:
        """Give all countries in order, as many at a time as have few rows together."""
        sizes: Counter[int] = Counter()
        for run in self._written():
            sizes.update(run.sizes)
        some: list[int] = []
        for country in sorted(sizes):
            if some and sum(sizes[one] for one in [*some, country]) > AT_ONCE:
                yield some
                some = []
            some.append(country)
        if some:
            yield some


class _Run(NamedTuple):
    """A file of rows sorted by country, and how many of each there are, in its order."""

    path: Path
    sizes: dict[int, int]

    @classmethod
    def write(cls, path: Path, parts: Sequence[pl.DataFrame]) -> _Run:
        """Write rows, sorted by country."""
        import polars as pl

        rows = pl.concat(parts).sort("country_id", maintain_order=True)
        with disk_errors():
            rows.write_parquet(path, compression="lz4", statistics=False, row_group_size=GROUP)
        counts = rows.group_by("country_id", maintain_order=True).len()
        return cls(path, dict(counts.iter_rows()))

    def scan(self) -> pl.LazyFrame:
        import polars as pl

        return pl.scan_parquet(self.path)

    def of(self, countries: Sequence[int]) -> pl.DataFrame:
        """Return the rows of countries that follow each other."""
        before = sum(size for one, size in self.sizes.items() if one < countries[0])
        size = sum(self.sizes.get(one, 0) for one in countries)
        return self.scan().slice(before, size).collect()


def _in_pieces(file: LargeFile, folder: Path) -> LargeTable:
    with ThreadPoolExecutor(1) as thread, closing(file.tables()) as tables:
        runs = Runs(folder, thread)
        for table in tables:
            runs.add(table.frame)
        return file.large_table(runs.rows(), runs.in_order())


def keep(store: Store, table: AnyTable, draft: Draft, done: str, watch: Watch) -> Kept:
    """Store a table, and report what was odd in it."""
    waiting = storing.WAITING_FOR_STORE(folder=store.root)
    put = partial(store.put, draft=draft, on_wait=lambda: watch.say(waiting))
    if isinstance(table, LargeTable):
        manifest = put(table.in_order, in_order=table.height)
    else:
        manifest = put(table.frame)
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
