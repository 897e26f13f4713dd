"""Read what a user names: stdin, or a file, whole or in pieces."""

from __future__ import annotations

from pathlib import Path

from ..facts.inputs import STDIN, read_stdin
from .containers import MAX_SIZE
from .large import IN_PIECES, IrregularError, LargeFile, size_of_text
from .read import read_bytes, read_file
from .table import Table


def read_any(name: str) -> Table:
    """Read a file, or stdin for "-".

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        DamagedError: it cannot be read with certainty; file, line, column, value and why.
    """
    if name == STDIN:
        return read_bytes(read_stdin(), "stdin")
    path = Path(name)
    if IN_PIECES <= size_of_text(path) <= MAX_SIZE:
        try:
            return LargeFile(path).table()
        except IrregularError:
            pass
    return read_file(path)
