"""From a result to bytes on stdout or in a file, in the format asked for."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ..model.errors import UsageError
from ..model.replay import Part
from ..model.result import Result
from ..store.atomic import is_there
from ..words import writing
from ..words.message import Said
from .figure.sizes import DEFAULT_SIZE
from .formats import ASIDE, ROWS, Format
from .screen import Screen, is_ascii, is_terminal, process_environment, screen_of
from .sidecar import replay_of, sidecar, sidecar_of
from .text import clean_lines, to_ascii_lines
from .writing import check_target, write_file, write_files, write_stdout


class Wanted(NamedTuple):
    """How the output is wanted.

    `brief` asks for few notes where a terminal shows them. `size` is that of a figure. `title` is
    another one than the answer has; `titled` and `noted` tell whether a title and notes stand
    around a drawing. `meta` asks for a sidecar where the format has one. `looks` are the options
    that were typed of how it is drawn; None where nothing was typed.
    """

    format: Format
    path: Path | None = None
    force: bool = False
    quiet: bool = False
    brief: bool = True
    color: str = "auto"
    hxl: bool = False
    size: str = DEFAULT_SIZE
    title: str | None = None
    titled: bool = True
    noted: bool = True
    meta: bool = True
    looks: tuple[Part, ...] | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The options that ask for the same format."""
        tags = [Part("hxl", "--hxl")] if self.hxl else []
        bare = [Part("quiet", "-q")] if self.quiet and "notes" in self.format.takes else []
        return (Part("format", "-f", self.format.name), *tags, *bare)


def deliver(result: Result, wanted: Wanted, **own: Any) -> None:
    """Write the result, and its notes beside it where the format has no room for them.

    Of notes that are not wanted the warnings stay, as they change what a number means.

    A file of such a format gets a sidecar too: see `sidecar`.

    Args:
        result: what is written.
        wanted: how.
        own: what the command has for the writers that take it: `show` gives the text in place of
            the table, from the result and the screen; `picture` gives what a figure draws.

    Raises:
        OutputError: it cannot be written.
        UsageError: bytes that are not text were to go to a terminal.
    """
    place = (None, {}) if wanted.path else (sys.stdout, process_environment())
    # FORCE_COLOR is not meant for files
    screen = screen_of(place[0], wanted.color, place[1], brief=wanted.brief)
    if wanted.format.binary and not wanted.path and is_terminal(sys.stdout):
        name = wanted.format.binary
        raise UsageError(writing.NOT_FOR_TERMINAL(name=name, format=wanted.format.name))
    if wanted.path:
        check_target(wanted.path, force=wanted.force)
    if beside := _sidecar(wanted):
        check_target(beside, force=wanted.force)
    result = replayed(result, wanted)
    if wanted.title is not None:
        result = result.titled(wanted.title)
    content = render(result, wanted, screen, **own)
    safe = "screen" in wanted.format.takes
    if wanted.path is None:
        write_stdout(content, safe=safe)
    elif beside is None:
        write_file(wanted.path, content, force=wanted.force, safe=safe)
    else:
        told = sidecar(result, wanted.path, wanted.format, content)
        write_files(((wanted.path, content), (beside, told)), force=wanted.force)
    _say_aside(result, wanted)
    if wanted.path and not wanted.quiet:
        say_written(wanted.path, result.frame.height if wanted.format.of == ROWS else None)


def replayed(result: Result, wanted: Wanted) -> Result:
    """Return the result with the command line that gives the same bytes, where one was typed."""
    if wanted.looks is None:
        return result
    replay = replay_of(result.settled, result.sources, wanted.looks, wanted.parts)
    return replace(result.drawn(wanted.looks), replay=replay)


def say_written(path: Path, rows: int | None = None) -> None:
    """Say on a terminal which file was written, and how many rows it has; nothing of a device."""
    if is_terminal(sys.stderr) and path.is_file():
        warn(writing.WROTE(path=path) if rows is None else writing.WROTE_ROWS(path=path, rows=rows))


def _sidecar(wanted: Wanted) -> Path | None:
    """Return where the sidecar goes, if there is to be one; warn of one that becomes untrue."""
    if wanted.path is None:
        return None
    path = sidecar_of(wanted.path, wanted.format)
    if path and not wanted.meta:
        if wanted.force and is_there(path):
            warn(writing.OLD_SIDECAR(path=path))
        return None
    return path


def render(result: Result, wanted: Wanted, screen: Screen, **own: Any) -> bytes:
    """Return the result in the format asked for."""
    told = {
        "format": wanted.format.name,
        "screen": screen,
        "notes": not wanted.quiet,
        "hxl": wanted.hxl,
        "size": wanted.size,
        "titled": wanted.titled,
        "noted": wanted.noted,
        "show": None,
    }
    return wanted.format.written(result, {**told, **own})


def warn(said: str | Said) -> None:
    """Print lines to stderr, if there is one, without control characters."""
    if sys.stderr is None:
        return
    text = clean_lines(str(said))
    try:
        print(to_ascii_lines(text) if is_ascii(sys.stderr) else text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return


def _say_aside(result: Result, wanted: Wanted) -> None:
    if result.empty and not result.frame.height:
        warn(result.empty)
    if wanted.noted and wanted.format.notes != ASIDE:
        return
    for note in result.notes if wanted.noted and not wanted.quiet else result.warnings:
        warn(str(note))
