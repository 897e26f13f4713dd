"""The offer to fetch what a question needs, made at a terminal only."""

from __future__ import annotations

import os
import select
import shlex
import sys
from collections.abc import Callable

from ..datasets.declaration import DataSet
from ..datasets.registry import data_set, read_dataset
from ..datasets.ucdp_files import file_of, newest_known
from ..model.errors import NotHereError
from ..model.questions.data import Fetch
from ..model.replay import PROGRAM
from ..output.deliver import warn
from ..words import storing
from ..words.message import Said
from .data import watched

YES = ("y", "yes")


def answered(ask: Callable[[], None], *, quiet: bool) -> None:
    """Ask a question; where its data are not here, offer to fetch them, and ask it again.

    Each data set is offered once; with "no" or Ctrl-C the question ends as it would without.

    Raises:
        NotHereError: the data are not here, and are not to be fetched.
        UcdpError, DamagedError, OutputError: they could not be.
    """
    offered: set[str] = set()
    while True:
        try:
            return ask()
        except NotHereError as error:
            name = _name_in(error.command)
            if name is None or name in offered:
                raise
            offered.add(name)
            if not _wants(name):
                raise
        _fetch(name, quiet=quiet)


def _name_in(command: str | None) -> str | None:
    """Return the data set that a command fetches whole; None where it does anything else."""
    words = shlex.split(command or "")
    if words[:2] != [PROGRAM, "fetch"] or len(words) != 3 or words[2].startswith("-"):
        return None
    door = _read(words[2])[0].door("query")
    return None if door and door.credential else words[2]


def _read(name: str) -> tuple[DataSet, str | None]:
    dataset, release = read_dataset(name, None)
    assert dataset
    return data_set(dataset), release


def _wants(name: str) -> bool:
    """Ask whether to fetch a data set; Ctrl-C and the end of the input mean no."""
    prompt = f"{_offer(name)} "
    try:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        _wait_for_line()
        said = sys.stdin.readline()
    except KeyboardInterrupt:
        said = ""
    if not said.endswith("\n"):
        sys.stderr.write("\n")
    return said.strip().casefold() in YES


def _wait_for_line() -> None:
    """Wait until a line was typed, and hear Ctrl-C meanwhile: a thread of Polars may get it."""
    if os.name != "posix":  # no terminal can be waited for
        return
    while not select.select([sys.stdin], [], [], 0.1)[0]:
        pass


def _offer(name: str) -> Said:
    one, release = _read(name)
    door = one.door("query")
    size = door.size if door else file_of(one.name, release or newest_known(one.name)).bytes
    if not size:
        return storing.FETCH_NOW(name=name)
    return storing.FETCH_SO_MUCH_NOW(name=name, megabytes=max(size / 1e6, 0.1))


def _fetch(name: str, *, quiet: bool) -> None:
    from ..acquire.fetch import fetch
    from ..acquire.plan import make_plan

    with watched(quiet=quiet) as watch:
        for kept in fetch(make_plan(Fetch(names=name)), watch):
            warn(storing.KEPT(done=kept.done, name=kept.manifest.name))
