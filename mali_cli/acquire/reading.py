"""Reading files for the store: in memory, or through the disk where they are large."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from shutil import rmtree

from ..facts.inputs import STDIN
from ..layouts.large import LARGE, IrregularError, LargeFile, size_of_text
from ..layouts.reading import read_any
from ..layouts.table import AnyTable, LargeTable
from ..store.partitions import Partitions
from ..store.problems import writing
from ..store.store import Store
from .result import Watch


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
            waiting = f"another process is reading a large file into {self._store.root}: waiting"
            work = self._store.workspace(lambda: self._watch.say(waiting))
            self._folder = self._stack.enter_context(work)
        return self._folder


def _in_pieces(file: LargeFile, folder: Path) -> LargeTable:
    partitions = Partitions(folder)
    with closing(file.tables()) as tables:
        for table in tables:
            partitions.add(table.frame)
    return file.large_table(partitions.in_order())
