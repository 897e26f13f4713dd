"""How an answer is put out: the options of output, declared once."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

from ..model.errors import UsageError
from ..model.query import OUTPUT, Query, opt
from ..model.result import Result
from ..model.words import one_of
from ..output.deliver import (
    FORMATS,
    GEOJSON,
    HXL_FORMATS,
    SUFFIXES,
    Renderer,
    Wanted,
    choose_format,
)
from ..output.figure.sizes import DEFAULT_SIZE, FIGURES, SIZES
from ..output.figure.sizes import FORMATS as DRAWN
from ..words import writing
from ..words.phrases import any_of

if TYPE_CHECKING:
    from ..output.figure.drawing import AnyPicture

SIDECAR = (
    "Write to a file; it appears whole or not at all, and with csv, tsv, ndjson, parquet, dta, "
    "svg, png and pdf a FILE.meta.json that says where the figures are from."
)


def _format(known: tuple[str, ...], default: str = "table") -> object:
    """Return what -f is for a command that takes these formats."""
    return opt(
        "-f",
        "--format",
        help=f"{any_of(known)}.",
        default=f"by the suffix of -o, else {default}",
        section=OUTPUT,
        metavar="FORMAT",
        complete=known,
    )


class PageLook(Query):
    """How an answer is put out that is no rows but a page.

    `known` are the formats that the command takes, `usual` that where none is named, and
    `suffixes` the formats by the suffixes of files.
    """

    known: ClassVar[tuple[str, ...]] = FORMATS
    usual: ClassVar[str] = "table"
    suffixes: ClassVar[Mapping[str, str]] = SUFFIXES

    format: Annotated[str | None, _format(FORMATS)] = None
    json: Annotated[
        bool, opt("--json", help="Short for -f json.", default="off", section=OUTPUT)
    ] = False
    output: Annotated[
        str | None,
        opt(
            "-o",
            "--output",
            help="Write to a file; it appears whole or not at all.",
            default="stdout",
            section=OUTPUT,
            metavar="FILE",
        ),
    ] = None
    force: Annotated[
        bool,
        opt("--force", help="Overwrite files that exist.", default="refused", section=OUTPUT),
    ] = False
    quiet: Annotated[
        bool,
        opt(
            "-q",
            "--quiet",
            help="No notes; files that hold their own keep them.",
            default="off",
            section=OUTPUT,
        ),
    ] = False
    color: Annotated[
        str,
        opt(
            "--color",
            help="auto, always or never; NO_COLOR and FORCE_COLOR count too.",
            default="auto",
            section=OUTPUT,
            metavar="WHEN",
            complete=("auto", "always", "never"),
        ),
    ] = "auto"
    debug: Annotated[
        bool,
        opt("--debug", help="Show the traceback of an error.", default="off", section=OUTPUT),
    ] = False

    def wanted(self) -> Wanted:
        """Return how the output is wanted.

        Raises:
            UsageError: two formats were asked for, or an unknown one, or tags where none can be.
        """
        chosen = choose_format(self._named(), self.output, self.known, self.usual, self.suffixes)
        path = Path(self.output) if self.output not in (None, "-") else None
        own = RowsLook.options()
        drawn = tuple(part for part in self.typed() if part.name not in own)
        return self._of_rows(
            Wanted(
                format=chosen,
                path=path,
                force=self.force,
                quiet=self.quiet,
                color=self.color,
                looks=drawn,
            )
        )

    def _of_rows(self, wanted: Wanted) -> Wanted:
        return wanted

    def _formats(self) -> dict[str, bool]:
        return {"json": self.json}

    def _named(self) -> str | None:
        short = [name for name, given in self._formats().items() if given]
        names = [*([self.format] if self.format else []), *short]
        if len(set(names)) > 1:
            raise UsageError(writing.TWO_FORMATS(names=names))
        return names[0] if names else None


class RowsLook(PageLook):
    """How rows are put out."""

    output: Annotated[
        str | None,
        opt("-o", "--output", help=SIDECAR, default="stdout", section=OUTPUT, metavar="FILE"),
    ] = None
    csv: Annotated[bool, opt("--csv", help="Short for -f csv.", default="off", section=OUTPUT)] = (
        False
    )
    no_meta: Annotated[
        bool, opt("--no-meta", help="No FILE.meta.json.", default="written", section=OUTPUT)
    ] = False
    hxl: Annotated[
        bool,
        opt(
            "--hxl",
            help="A row of HXL tags below the header of csv, tsv or xlsx.",
            default="off",
            section=OUTPUT,
        ),
    ] = False

    def _formats(self) -> dict[str, bool]:
        return {"csv": self.csv, **super()._formats()}

    def _of_rows(self, wanted: Wanted) -> Wanted:
        if self.hxl and wanted.format not in HXL_FORMATS:
            raise UsageError(writing.NO_PLACE_FOR_HXL(format=wanted.format, formats=HXL_FORMATS))
        return wanted._replace(hxl=self.hxl, meta=not self.no_meta)


class PlacedLook(RowsLook):
    """How rows are put out that have coordinates."""

    known = (*FORMATS, *GEOJSON.values())
    suffixes = {**SUFFIXES, **GEOJSON}
    format: Annotated[str | None, _format(known)] = None


class DrawnLook(RowsLook):
    """How a drawing is put out: its rows, or a figure for print."""

    size: Annotated[
        str | None,
        opt(
            "--size",
            help="Width of a figure (svg, png, pdf, html): column (89 mm), page (183 mm) or wide "
            "(254 mm).",
            default="page",
            section=OUTPUT,
            metavar="SIZE",
            complete=tuple(SIZES),
        ),
    ] = None
    width: Annotated[
        int | None,
        opt(
            "--width",
            help="Columns of the drawing.",
            default="the terminal's, or 80 in a pipe",
            section=OUTPUT,
            least=20,
            most=1000,
        ),
    ] = None

    def figures(
        self, wanted: Wanted, picture: "Callable[[Result], AnyPicture]"
    ) -> Mapping[str, Renderer]:
        """Return how each format of figures is drawn, for `deliver`; none where none is wanted.

        Args:
            wanted: how the output is wanted.
            picture: gives what is drawn; called when it is.

        Raises:
            UsageError: the size is unknown, or given though no figure is wanted.
            OutputError: the library that draws is not installed.
        """
        from ..output.figure.drawing import look_of

        size = one_of(self.size or DEFAULT_SIZE, tuple(SIZES), "size")
        if wanted.format in DRAWN:
            return {wanted.format: look_of(picture, wanted, size)}
        if self.size:
            raise UsageError(writing.SIZE_WITHOUT_FIGURE())
        return {}


class ChartLook(DrawnLook):
    """How a chart is put out."""

    known = (*FORMATS, *DRAWN)
    suffixes = {**SUFFIXES, **FIGURES}
    format: Annotated[str | None, _format(known)] = None
    lines: Annotated[
        bool, opt("--lines", help="Lines in place of bars.", default="bars", section=OUTPUT)
    ] = False
    log: Annotated[
        bool,
        opt(
            "--log",
            help="A logarithmic scale, always with lines: bars have no zero there.",
            default="off",
            section=OUTPUT,
        ),
    ] = False
    range_: Annotated[
        bool,
        opt(
            "--range",
            help="Show UCDP's low to high: beside each bar, or as a band behind a line.",
            default="off",
            section=OUTPUT,
        ),
    ] = False
    height: Annotated[
        int | None,
        opt(
            "--height",
            help="Lines of the chart, or of each of several.",
            default="20, or 14 for each, and more where notes would leave too few for the bars",
            section=OUTPUT,
            least=8,
            most=200,
        ),
    ] = None


class MapLook(DrawnLook):
    """How a map is put out."""

    known = (*FORMATS, *GEOJSON.values(), *DRAWN)
    suffixes = {**SUFFIXES, **GEOJSON, **FIGURES}
    format: Annotated[str | None, _format(known)] = None
    density: Annotated[
        bool,
        opt(
            "--density",
            help="Shade a grid by the deaths in each of its cells.",
            default="a dot a place",
            section=OUTPUT,
        ),
    ] = False
    places: Annotated[
        int,
        opt(
            "--places",
            help="How many places to name: those with the most deaths, and with them the largest "
            "town of each country; 0 for none.",
            default="5",
            section=OUTPUT,
            metavar="N",
            least=0,
            most=100,
        ),
    ] = 5
    height: Annotated[
        int | None,
        opt(
            "--height",
            help="Lines of a map at most.",
            default="the terminal's, and at least 24",
            section=OUTPUT,
            least=8,
            most=400,
        ),
    ] = None


class ReportLook(PageLook):
    """How a report is put out."""

    known = ("markdown", "html", "json")
    usual = "markdown"
    suffixes = {
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".json": "json",
    }
    format: Annotated[str | None, _format(known, usual)] = None


class CiteLook(RowsLook):
    """How works to cite are put out."""

    known = ("text", "bibtex", "ris", "csl-json", *FORMATS)
    usual = "text"
    suffixes = {**SUFFIXES, ".txt": "text", ".bib": "bibtex", ".ris": "ris"}
    format: Annotated[str | None, _format(known, usual)] = None


class CheckLook(RowsLook):
    """How verdicts are put out."""

    template: Annotated[
        bool,
        opt(
            "--template",
            help="Write a commented claims file to begin with, to stdout or -o FILE.",
            default="off",
            section="Claims",
        ),
    ] = False
