"""The commands that bring data in, list, show and remove it: `fetch`, `import`, `datasets`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ..acquire.result import Watch
from ..model.questions.data import DataSets, Fetch, Import, PathOf, Remove, Show, Verify
from ..output.deliver import deliver, warn
from ..output.watching import progress
from ..words import storing
from .looks import RowsLook


@contextmanager
def watched(*, quiet: bool) -> Iterator[Watch]:
    """Yield who is told on stderr how a job goes: nobody where it is to be quiet."""
    with progress(quiet=quiet) as start:
        yield Watch() if quiet else Watch(say=warn, progress=start)


def fetch(query: Fetch, look: RowsLook) -> None:
    """Get data from UCDP and keep it on this machine."""
    from ..answers.keeping import get

    wanted = look.wanted()
    with watched(quiet=look.quiet) as watch:
        result = get(query, watch)
    deliver(result, wanted)


def import_files(query: Import, look: RowsLook) -> None:
    """Take files into the store."""
    from ..answers.keeping import take

    wanted = look.wanted()
    with watched(quiet=look.quiet) as watch:
        result = take(query, watch)
    deliver(result, wanted)


def list_sets(query: DataSets, look: RowsLook) -> None:
    """List what is here, what is known to exist and what is newer."""
    from ..answers.datasets import list_sets as ask

    wanted = look.wanted()
    deliver(ask(query, warn), wanted)


def show(query: Show, look: RowsLook) -> None:
    """Print the rows of a data set."""
    from ..answers.datasets import rows

    wanted = look.wanted()
    deliver(rows(query), wanted)


def verify(query: Verify, look: RowsLook) -> None:
    """Check that the stored files are whole; ends with 5 where one is not."""
    from ..answers.datasets import verified

    wanted = look.wanted()
    result, damaged = verified(query)
    deliver(result, wanted)
    if damaged:
        raise damaged


def remove(query: Remove) -> None:
    """Remove a data set from the store."""
    from ..answers.datasets import remove as forget

    forget(query.name, say=warn)
    warn(storing.REMOVED(name=query.name))


def path(query: PathOf) -> None:
    """Print where the store or the Parquet file of a data set lies."""
    from ..answers.datasets import path_of

    typer.echo(str(path_of(query.name)))
