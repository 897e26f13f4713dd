"""From a result to bytes on stdout or in a file, in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..model.errors import UsageError
from ..model.replay import Part
from ..model.result import Result
from ..words import asking, writing
from ..words.message import Said
from .screen import Screen, is_ascii, is_terminal, process_environment, screen_of
from .sidecar import replay_of, sidecar, sidecar_of
from .text import clean_lines, to_ascii_lines
from .writing import check_target, write_file, write_files, write_stdout

FORMATS = ("table", "csv", "tsv", "json", "ndjson", "markdown", "parquet", "xlsx", "dta")
"""Formats of every command that gives rows."""
SUFFIXES = {
    ".txt": "table",
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".md": "markdown",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
    ".dta": "dta",
}
GEOJSON = {".geojson": "geojson"}
"""The format of rows that have coordinates, by its suffix."""
HXL_FORMATS = ("csv", "tsv", "xlsx")
"""Formats with a place for a row of HXL tags."""
BINARY = {"parquet": "Parquet", "xlsx": "xlsx", "dta": "dta", "png": "PNG", "pdf": "PDF"}
"""Formats that would confuse a terminal, with their names."""
CAPTIONED = ("table", "markdown", "svg", "png", "pdf", "html")
"""Formats from which -q takes the notes."""
NOTES_ASIDE = ("csv", "tsv", "ndjson", "parquet", "dta")
Renderer = Callable[[Result, Screen], str | bytes]
"""How a command shows a result in a format of its own, or in place of the table."""
NO_LOOKS: Mapping[str, Renderer] = {}


class Wanted(NamedTuple):
    """How the output is wanted.

    `meta` asks for a sidecar where the format has one. `looks` are the options that were typed of
    how it is drawn; None where nothing was typed.
    """

    format: str = "table"
    path: Path | None = None
    force: bool = False
    quiet: bool = False
    color: str = "auto"
    hxl: bool = False
    meta: bool = True
    looks: tuple[Part, ...] | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The options that ask for the same format."""
        tags = [Part("hxl", "--hxl")] if self.hxl else []
        bare = [Part("quiet", "-q")] if self.quiet and self.format in CAPTIONED else []
        return (Part("format", "-f", self.format), *tags, *bare)


def choose_format(
    named: str | None,
    path: str | None,
    known: tuple[str, ...] = FORMATS,
    default: str = "table",
    suffixes: Mapping[str, str] = SUFFIXES,
) -> str:
    """Choose the format: the one named, else by the file's suffix, else the default.

    Raises:
        UsageError: an unknown format, or a suffix that tells none.
    """
    if named:
        if named.lower() in known:
            return named.lower()
        near = asking.did_you_mean(named, known)
        raise UsageError(
            writing.UNKNOWN_FORMAT(format=named), near or asking.FORMAT_TAKES(formats=known)
        )
    if path is None or path == "-":
        return default
    suffix = Path(path).suffix.lower()
    if suffix in suffixes:
        return suffixes[suffix]
    if not suffix and not Path(path).is_file():
        return default
    raise UsageError(writing.UNKNOWN_SUFFIX(suffix=suffix, suffixes=suffixes))


def deliver(result: Result, wanted: Wanted, looks: Mapping[str, Renderer] = NO_LOOKS) -> None:
    """Write the result, and its notes beside it where the format has no room for them.

    A file of such a format gets a sidecar too: see `sidecar`.

    Raises:
        OutputError: it cannot be written.
        UsageError: bytes that are not text were to go to a terminal.
    """
    place = (None, {}) if wanted.path else (sys.stdout, process_environment())
    screen = screen_of(place[0], wanted.color, place[1])  # FORCE_COLOR is not meant for files
    if wanted.format in BINARY and not wanted.path and is_terminal(sys.stdout):
        name = BINARY[wanted.format]
        raise UsageError(writing.NOT_FOR_TERMINAL(name=name, format=wanted.format))
    beside = _sidecar(wanted)
    for path in filter(None, (wanted.path, beside)):
        check_target(path, force=wanted.force)
    if wanted.looks is not None:
        replay = replay_of(result.settled, result.sources, wanted.looks, wanted.parts)
        result = replace(result, replay=replay)
    content = render(result, wanted, screen, looks)
    if wanted.path is None:
        write_stdout(content)
    elif beside is None:
        write_file(wanted.path, content, force=wanted.force)
    else:
        told = sidecar(result, wanted.path, wanted.format, content)
        write_files(((wanted.path, content), (beside, told)), force=wanted.force)
    _say_aside(result, wanted)


def _sidecar(wanted: Wanted) -> Path | None:
    """Return where the sidecar goes, if there is to be one; warn of one that becomes untrue."""
    if wanted.path is None:
        return None
    path = sidecar_of(wanted.path, wanted.format)
    if path and not wanted.meta:
        if wanted.force and path.exists():
            warn(writing.OLD_SIDECAR(path=path))
        return None
    return path


def render(
    result: Result, wanted: Wanted, screen: Screen, looks: Mapping[str, Renderer] = NO_LOOKS
) -> bytes:
    """Return the result in the format asked for."""
    from . import markdown, tables

    if wanted.format in looks and (result.frame.height or wanted.format not in FORMATS):
        shown = looks[wanted.format](result, screen)
        return shown if isinstance(shown, bytes) else shown.encode()
    if wanted.format == "table":
        return tables.render_table(result, screen, notes=not wanted.quiet).encode()
    if wanted.format == "markdown":
        return markdown.to_markdown(result, notes=not wanted.quiet).encode()
    return _writers(wanted)[wanted.format](result)


def _writers(wanted: Wanted) -> Mapping[str, Callable[[Result], bytes]]:
    """Return what writes the machine-readable formats; those of other programs load more."""
    from . import envelope, machine

    if wanted.format == "xlsx":
        from .workbook import to_xlsx

        return {"xlsx": partial(to_xlsx, hxl=wanted.hxl)}
    if wanted.format == "dta":
        from .stata import to_dta

        return {"dta": to_dta}
    return {
        "csv": partial(machine.to_csv, hxl=wanted.hxl),
        "tsv": partial(machine.to_csv, separator="\t", hxl=wanted.hxl),
        "ndjson": machine.to_ndjson,
        "parquet": machine.to_parquet,
        "geojson": machine.to_geojson,
        "json": envelope.to_json,
    }


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
    if wanted.quiet or wanted.format not in NOTES_ASIDE:
        return
    for note in result.notes:
        warn(str(note))
