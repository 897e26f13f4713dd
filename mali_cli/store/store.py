"""The store: find, put, read, check and remove the data sets on this machine.

    sets/NAME.json         a manifest a data set, replaced atomically
    data/SHA256.parquet    the rows, under a name whose content never changes
    parts                  downloads that are not complete (see `parts.py`)
    work                   pieces of a large file while it is read
    locks                  lock files

Readers take no lock: they read a manifest, which is the old or the new one, and open the file that
it names. A writer brings the file into place first and the manifest last.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..model.errors import DamagedError, MaliCliError, NewerError, OutputError
from ..words import storing
from ..words.message import Said
from . import records
from .atomic import clear_all, delete, patiently
from .files import VARIABLE, gone, home, match, not_here
from .manifest import Draft, Manifest
from .parquet import collect, keep, ordered, problems_of, rows_of
from .parts import Unfinished, clear_abandoned, unfinished
from .problems import cannot_write, damaged, writing

if TYPE_CHECKING:
    import polars as pl

OnWait = Callable[[], None] | None
_TRIES = 5  # a set may be replaced between reading its manifest and opening its file
_SAFE = re.compile(r"[a-z0-9][a-z0-9@.+_-]{0,99}", re.ASCII)
_POLL = 0.05
_NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)


class Survey(NamedTuple):
    """What lies in a store: manifests, what is wrong with others by the names of their sets.

    `ignored` are the names of what else lies beside the manifests.
    """

    found: tuple[Manifest, ...]
    problems: Mapping[str, MaliCliError]
    ignored: tuple[str, ...]


class Store:
    """The data sets under one folder, by default the user's own; reading does not create it."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or home()
        self._sets, self._data = self.root / "sets", self.root / "data"

    def sets(self) -> tuple[Manifest, ...]:
        """Return the manifest of every data set here, by data set and release.

        Raises:
            DamagedError: a manifest is damaged, or of a newer version; see `survey`.
            OutputError: the folder or a manifest cannot be read.
        """
        survey = self.survey()
        for error in survey.problems.values():
            raise error
        return survey.found

    def survey(self) -> Survey:
        """Return every manifest that can be read, and what is wrong with the others.

        Raises:
            OutputError: the folder cannot be read.
        """
        found: list[Manifest] = []
        problems: dict[str, MaliCliError] = {}
        files, ignored = records.listing(self._sets)
        for path in files:
            try:
                found += [manifest] if (manifest := records.load(path)) else []
            except (DamagedError, OutputError) as error:
                problems[path.stem] = error
        found.sort(key=lambda manifest: manifest.order)
        return Survey(tuple(found), problems, ignored)

    def names(self) -> tuple[str, ...]:
        """Return the names of the data sets here, also of those with a damaged manifest."""
        return tuple(path.stem for path in records.files_in(self._sets))

    def find(self, name: str) -> Manifest:
        """Return the set of that name; a data set alone will do where only one of it is here.

        Raises:
            NotHereError: there is none; the hint has the nearest names or the command to get it.
            DamagedError: its manifest is damaged.
        """
        manifest = self._load(match(name, self.names()))
        if manifest is None:
            raise not_here(name, self.names())
        return manifest

    def put(
        self,
        frame: pl.DataFrame | pl.LazyFrame,
        draft: Draft,
        on_wait: OnWait = None,
        *,
        in_order: int | None = None,
    ) -> Manifest:
        """Store rows as the data set of the draft's name, in place of what has that name.

        So many rows that are `in_order` (see `parquet.ordered`) are written without holding them.

        Returns its manifest, with rows, columns, time and program filled in.

        Raises:
            NewerError: a newer version of the program stored what has that name.
            OutputError: the store cannot be written; it then is as it was.
        """
        rows = ordered(frame) if in_order is None else frame.lazy()
        with self._writer(on_wait):
            self.refuse_newer(draft.name)
            manifest = keep(rows, draft, self._data, in_order)
            with writing(self._record(draft.name)):
                records.save(self._record(draft.name), manifest)
        return manifest

    def refuse_newer(self, name: str) -> None:
        """Refuse to replace a set of which a newer version may know more than this one.

        Raises:
            NewerError: a newer version of the program stored it.
        """
        try:
            self._load(name)
        except NewerError:
            raise
        except (DamagedError, OutputError):
            return

    def scan(self, manifest: Manifest) -> pl.LazyFrame:
        """Return the rows of a set, sorted by country; see `opened`."""
        return self.opened(manifest)[1]

    def opened(self, manifest: Manifest) -> tuple[Manifest, pl.LazyFrame]:
        """Open a set: return its rows with their manifest, a newer one if it was replaced.

        The rows can be collected at any later time, also when the set is gone by then.

        Raises:
            DamagedError: its Parquet file is missing, cut, or not Parquet.
            GoneError: it was removed meanwhile.
            OutputError: the file cannot be read.
        """
        for _ in range(_TRIES - 1):
            try:
                return manifest, rows_of(manifest, self.path(manifest))
            except DamagedError:
                newer = self._load(manifest.name)
            if newer is None:
                raise gone(manifest.name)
            manifest = newer
        return manifest, rows_of(manifest, self.path(manifest))

    @contextmanager
    def reading(self, manifest: Manifest) -> Iterator[None]:
        """Name the damage of a set where collecting its rows fails.

        Raises:
            DamagedError: polars failed, and the file is not as it was written.
            GoneError: polars failed, and the set was removed meanwhile.
        """
        from polars.exceptions import PanicException, PolarsError

        try:
            yield
        except (PolarsError, PanicException):
            if found := self.verify(manifest):
                raise damaged(manifest, self.path(manifest), found[0]) from None
            raise

    def remove(self, which: Manifest | str, on_wait: OnWait = None) -> None:
        """Remove a set, by its name also where its manifest is damaged, and free its space.

        Raises:
            NotHereError: there is no such set.
            OutputError: it cannot be removed.
        """
        name = match(which if isinstance(which, str) else which.name, self.names())
        with self._writer(on_wait), writing(self._record(name)):
            patiently(lambda: self._record(name).unlink(missing_ok=True))

    def verify(self, manifest: Manifest) -> tuple[Said, ...]:
        """Compare a set's file with its manifest: return what is wrong, nothing if it is fine.

        What looks damaged may just be replaced or removed: it is looked at again while nobody
        writes to the store.

        Raises:
            GoneError: it was removed meanwhile.
            DamagedError: its manifest was damaged meanwhile.
            OutputError: its file cannot be read, so that nothing is known of it.
        """
        if not problems_of(manifest, self.path(manifest)):
            return ()
        with self._still():
            now = self._load(manifest.name)
            if now is None:
                raise gone(manifest.name)
            return problems_of(now, self.path(now))

    def path(self, manifest: Manifest) -> Path:
        """Return the Parquet file of a set."""
        return self._data / manifest.file

    def lock(self, name: str, on_wait: OnWait = None) -> AbstractContextManager[None]:
        """Hold the lock of a data set while getting it, so that one process gets it for all.

        Once inside, look whether another process has brought it meanwhile.

        Raises:
            OutputError: the store cannot be written.
        """
        return locked(lock_file(self._folder("locks"), f"set-{name}"), on_wait)

    @contextmanager
    def workspace(self, on_wait: OnWait = None) -> Iterator[Path]:
        """Give an empty folder for what is too large for the memory; one process at a time.

        What a dead process left in it is deleted.

        Raises:
            OutputError: it cannot be made.
        """
        from shutil import rmtree

        with locked(lock_file(self._folder("locks"), "work"), on_wait):
            folder = self.root / "work"
            rmtree(folder, ignore_errors=True)
            try:
                yield self._folder("work")
            finally:
                rmtree(folder, ignore_errors=True)

    def parts_folder(self) -> Path:
        """Return the folder for downloads that are not complete, and make it.

        Those that are abandoned are deleted.

        Raises:
            OutputError: it cannot be made.
        """
        folder = self._folder("parts")
        clear_abandoned(folder)
        return folder

    def unfinished(self) -> tuple[Unfinished, ...]:
        """Return the downloads that are not complete."""
        return unfinished(self.root / "parts")

    def _record(self, name: str) -> Path:
        return self._sets / f"{name}{records.SUFFIX}"

    def _load(self, name: str) -> Manifest | None:
        return records.load(self._record(name))

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    @contextmanager
    def _still(self) -> Iterator[None]:
        """Keep writers away; where that cannot be, as on a read-only disk, go on without."""
        with ExitStack() as stack:
            with suppress(OutputError):
                stack.enter_context(locked(lock_file(self._folder("locks"), "writer")))
            yield

    @contextmanager
    def _writer(self, on_wait: OnWait) -> Iterator[None]:
        """Hold the writer lock, with the folders made and cleared, and clear up at the end."""
        sets, data = self._folder("sets"), self._folder("data")
        with locked(lock_file(self._folder("locks"), "writer"), on_wait):
            self._clear_left()
            collect(sets, data)
            try:
                yield
            finally:
                collect(sets, data)

    def _clear_left(self) -> None:
        """Delete what killed processes left beside the sets, and downloads that are abandoned."""
        clear_all(self.root)
        clear_abandoned(self.root / "parts")
        work = self.root / "work"
        if work.exists():
            from filelock import FileLock, Timeout

            unused = FileLock(lock_file(self.root / "locks", "work"))
            with suppress(Timeout, OSError, NotImplementedError), unused.acquire(timeout=0):
                delete(work)


def lock_file(folder: Path, name: str) -> Path:
    """Return the file of the lock of that name; it stays when the lock is released."""
    safe = name if _SAFE.fullmatch(name) else sha256(name.encode()).hexdigest()
    return folder / f"{safe}.lock"


@contextmanager
def locked(path: Path, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold a lock, waiting for as long as another process holds it.

    `on_wait` is called once, before the waiting begins.

    Raises:
        OutputError: the folder cannot be written, or its disk knows no locks.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path, fallback_to_soft=False)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if on_wait is not None:
                on_wait()
            lock.acquire(poll_interval=_POLL)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            raise OutputError(storing.NO_LOCKS(path=path, variable=VARIABLE)) from None
        raise cannot_write(path, error) from error
    try:
        yield
    finally:
        lock.release()
