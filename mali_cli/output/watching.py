"""Telling the user on stderr how a long job goes: a bar on a terminal, a line otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from ..words import writing
from .deliver import warn

EVERY = 10.0
"""Seconds between two lines where stderr is no terminal."""
Tell = Callable[[int | None, int], None]
"""Told the total (None: not known) and how much of it is done."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str], Tell]]:
    """Yield what makes a progress for each job by its name; bars are gone after the block."""
    if quiet:
        yield lambda _name: _ignore
    elif sys.stderr is not None and sys.stderr.isatty():
        with _bars() as start:
            yield start
    else:
        yield _lines


def _ignore(_total: int | None, _done: int) -> None:
    return


@contextmanager
def _bars() -> Iterator[Callable[[str], Tell]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:

        def start(name: str) -> Tell:
            task = drawn.add_task(name, total=None)

            def tell(total: int | None, done: int) -> None:
                drawn.update(task, total=total, completed=done)

            return tell

        yield start


def _lines(name: str) -> Tell:
    """Say at once what is got, then now and again how far it is."""
    warn(writing.GETTING(name=name))
    told = monotonic()

    def tell(total: int | None, done: int) -> None:
        nonlocal told
        if monotonic() - told >= EVERY:
            told = monotonic()
            share = done / total if total else None
            warn(
                writing.GOT_SO_FAR(name=name, done=done)
                if share is None
                else writing.GOT_SHARE(name=name, done=done, share=share)
            )

    return tell
