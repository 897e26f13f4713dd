"""The options that say how and where the answer is put out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from ..model.errors import UsageError
from ..model.replay import Part
from ..model.words import all_of, any_of
from ..output.deliver import FORMATS, GEOJSON, HXL_FORMATS, SUFFIXES, Wanted, choose_format
from . import completion
from .options import OUTPUT, Options, asked, option

NO_MORE: Mapping[str, str] = {}
_SIDECAR = (
    ", and with csv, tsv, ndjson, parquet, dta, svg, png and pdf a FILE.meta.json that says where "
    "the figures are from"
)


def format_option(known: tuple[str, ...], default: str = "table") -> Any:
    """Declare -f with the formats that a command takes, for its help and for completion."""
    return option(
        "-f",
        "--format",
        help=f"{any_of(known)}. Default: by the suffix of -o, else {default}.",
        panel=OUTPUT,
        metavar="FORMAT",
        autocompletion=completion.one_of(known),
    )


def output_option(more: str = "") -> Any:
    """Declare -o; `more` says what else is written."""
    return option(
        "-o",
        "--output",
        help=f"Write to a file; it appears whole or not at all{more}. Default: stdout.",
        panel=OUTPUT,
        metavar="FILE",
    )


class PageOutput(Options):
    """Options that say how and where an answer is put out that is no rows but a page."""

    format: Annotated[str | None, format_option(FORMATS)] = None
    csv: bool = False
    json: Annotated[
        bool, option("--json", help="Short for -f json. Default: off.", panel=OUTPUT)
    ] = False
    output: Annotated[str | None, output_option()] = None
    force: Annotated[
        bool,
        option("--force", help="Overwrite files that exist. Default: refused.", panel=OUTPUT),
    ] = False
    no_meta: bool = False
    quiet: Annotated[
        bool,
        option(
            "-q",
            "--quiet",
            help="No notes; files that hold their own keep them. Default: off.",
            panel=OUTPUT,
        ),
    ] = False
    hxl: bool = False
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
    typed: tuple[Part, ...] = ()

    def told(self, typed: tuple[Part, ...]) -> PageOutput:
        """Keep what was typed of the question: the options of other classes, and arguments."""
        own = self.options()
        left = tuple(part for part in typed if part.name not in own)
        return type(self)(**asked(self), typed=left)

    def wanted(
        self,
        known: tuple[str, ...] = FORMATS,
        default: str = "table",
        suffixes: Mapping[str, str] = SUFFIXES,
        more: Mapping[str, str] = NO_MORE,
    ) -> Wanted:
        """Return how the output is wanted, in one of the formats known to the command.

        `more` are formats of the command's own, by the suffixes of their files.

        Raises:
            UsageError: two formats were asked for, or an unknown one, or tags where none can be.
        """
        named = self._named()
        path = Path(self.output) if self.output not in (None, "-") else None
        known = (*known, *more.values())
        chosen = choose_format(named, self.output, known, default, {**suffixes, **more})
        if self.hxl and chosen not in HXL_FORMATS:
            raise UsageError(
                f"--hxl has no place in {chosen}", f"it goes with -f {any_of(HXL_FORMATS)}"
            )
        return Wanted(
            format=chosen,
            path=path,
            force=self.force,
            quiet=self.quiet,
            color=self.color,
            hxl=self.hxl,
            meta=not self.no_meta,
            typed=self.typed,
        )

    def _named(self) -> str | None:
        names = [self.format] if self.format else []
        names += ["csv"] if self.csv else []
        names += ["json"] if self.json else []
        if len(set(names)) > 1:
            raise UsageError(f"two formats were asked for: {all_of(names)}", "use one of them")
        return names[0] if names else None


class OutputOptions(PageOutput):
    """The same, of rows."""

    output: Annotated[str | None, output_option(_SIDECAR)] = None
    csv: Annotated[bool, option("--csv", help="Short for -f csv. Default: off.", panel=OUTPUT)] = (
        False
    )
    no_meta: Annotated[
        bool,
        option("--no-meta", help="No FILE.meta.json. Default: written.", panel=OUTPUT),
    ] = False
    hxl: Annotated[
        bool,
        option(
            "--hxl",
            help="A row of HXL tags below the header of csv, tsv or xlsx. Default: off.",
            panel=OUTPUT,
        ),
    ] = False


class PlacedOutput(OutputOptions):
    """The same, of rows that have coordinates: `wanted(more=GEOJSON)`."""

    format: Annotated[str | None, format_option((*FORMATS, *GEOJSON.values()))] = None
