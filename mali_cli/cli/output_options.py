"""The options that say how and where the answer is put out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from ..model.errors import UsageError
from ..model.words import all_of
from ..output.deliver import FORMATS, SUFFIXES, Wanted, choose_format
from . import completion
from .options import OUTPUT, Options, option


@dataclass(frozen=True)
class OutputOptions(Options):
    """Options that say how and where the answer is put out."""

    format: Annotated[
        str | None,
        option(
            "-f",
            "--format",
            help="table, csv, tsv, json, ndjson, markdown or parquet. Default: by the suffix of "
            "-o, else table.",
            panel=OUTPUT,
            metavar="FORMAT",
            autocompletion=completion.formats,
        ),
    ] = None
    csv: Annotated[bool, option("--csv", help="Short for -f csv. Default: off.", panel=OUTPUT)] = (
        False
    )
    json: Annotated[
        bool, option("--json", help="Short for -f json. Default: off.", panel=OUTPUT)
    ] = False
    output: Annotated[
        str | None,
        option(
            "-o",
            "--output",
            help="Write to a file; it appears whole or not at all. Default: stdout.",
            panel=OUTPUT,
            metavar="FILE",
        ),
    ] = None
    force: Annotated[
        bool,
        option("--force", help="Overwrite a file that exists. Default: refused.", panel=OUTPUT),
    ] = False
    quiet: Annotated[
        bool,
        option("-q", "--quiet", help="No notes; JSON keeps its own. Default: off.", panel=OUTPUT),
    ] = False
    color: Annotated[
        str,
        option(
            "--color",
            help="auto, always or never; NO_COLOR and FORCE_COLOR count too. Default: auto.",
            panel=OUTPUT,
            metavar="WHEN",
        ),
    ] = "auto"
    debug: Annotated[
        bool,
        option("--debug", help="Show the traceback of an error. Default: off.", panel=OUTPUT),
    ] = False

    def wanted(
        self,
        known: tuple[str, ...] = FORMATS,
        default: str = "table",
        suffixes: Mapping[str, str] = SUFFIXES,
    ) -> Wanted:
        """Return how the output is wanted, in one of the formats known to the command.

        Raises:
            UsageError: two formats were asked for, or an unknown one.
        """
        named = self._named()
        path = Path(self.output) if self.output not in (None, "-") else None
        chosen = choose_format(named, self.output, known, default, suffixes)
        return Wanted(chosen, path, self.force, self.quiet, self.color)

    def _named(self) -> str | None:
        names = [self.format] if self.format else []
        names += ["csv"] if self.csv else []
        names += ["json"] if self.json else []
        if len(set(names)) > 1:
            raise UsageError(f"two formats were asked for: {all_of(names)}", "use one of them")
        return names[0] if names else None
