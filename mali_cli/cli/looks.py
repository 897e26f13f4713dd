"""How an answer is put out: the options of output, declared once."""

import os
from pathlib import Path
from typing import Annotated, ClassVar

from ..model.errors import OutputError, UsageError
from ..model.query import OUTPUT, Query, opt
from ..model.words import one_of, refuse_blank
from ..output.deliver import Wanted
from ..output.figure.sizes import DEFAULT_SIZE, SIZES
from ..output.formats import (
    FORMATS,
    INSIDE,
    PAGE,
    PICTURE,
    POINTS,
    ROWS,
    WORKS,
    Format,
    choose,
    known,
)
from ..output.screen import WordsAround
from ..words import writing
from ..words.phrases import all_of, any_of

TAGGED = tuple(name for name, one in known(ROWS).items() if "hxl" in one.takes)
NOTES = ("few", "all")
SIDECAR = "Write to a file, with where its figures are from."
BESIDE = all_of(one.name for one in FORMATS if one.notes != INSIDE)
NO_SIDECAR = f"No FILE.meta.json beside {BESIDE}."


def _format(of: tuple[str, ...], usual: str = "table") -> object:
    """Return what -f is for a command that puts out these."""
    return opt(
        "-f",
        "--format",
        help=f"{any_of(known(*of))}.",
        default=f"by the suffix of -o, else {usual}",
        section=OUTPUT,
        metavar="FORMAT",
        complete=tuple(known(*of)),
    )


class PageLook(Query):
    """How an answer is put out that is no rows but a page.

    `of` is what the command puts out, in the formats of these; `usual` that where none is named.
    """

    of: ClassVar[tuple[str, ...]] = (ROWS,)
    usual: ClassVar[str] = "table"

    format: Annotated[str | None, _format(of)] = None
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
        opt(
            "--force",
            help="Overwrite files that exist.",
            default="refused",
            section=OUTPUT,
            rare=True,
        ),
    ] = False
    quiet: Annotated[
        bool,
        opt(
            "-q",
            "--quiet",
            help="No notes, but warnings that change what a number means.",
            default="off",
            section=OUTPUT,
        ),
    ] = False
    color: Annotated[
        str,
        opt(
            "--color",
            help="auto, always or never.",
            default="auto",
            section=OUTPUT,
            metavar="WHEN",
            complete=("auto", "always", "never"),
            rare=True,
        ),
    ] = "auto"
    no_input: Annotated[
        bool,
        opt(
            "--no-input",
            help="Never ask, on a terminal, whether to fetch what is not here.",
            default="off",
            section=OUTPUT,
            rare=True,
        ),
    ] = False
    debug: Annotated[
        bool,
        opt(
            "--debug",
            help="Show the traceback of an error.",
            default="off",
            section=OUTPUT,
            rare=True,
        ),
    ] = False

    def wanted(self) -> Wanted:
        """Return how the output is wanted.

        Raises:
            UsageError: two formats were asked for, or an unknown one, or what has no place in it.
            OutputError: the library that writes it is not installed, or a folder is named.
        """
        chosen = choose(self._named(), self.output, self.of, self.usual)
        path = Path(self.output) if self.output not in (None, "-") else None
        if self.output and self.output.endswith(("/", os.sep)):
            raise OutputError(writing.A_FOLDER(path=self.output))
        own = RowsLook.options()
        drawn = tuple(part for part in self.typed() if part.name not in own)
        wanted = self._completed(
            Wanted(
                format=chosen,
                path=path,
                force=self.force,
                quiet=self.quiet,
                color=self.color,
                looks=drawn,
            )
        )
        chosen.need()
        return wanted

    def _completed(self, wanted: Wanted) -> Wanted:
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
        bool,
        opt("--no-meta", help=NO_SIDECAR, default="off", section=OUTPUT, rare=True),
    ] = False
    notes: Annotated[
        str,
        opt(
            "--notes",
            help="few (those that matter most) or all, on a terminal.",
            default="few",
            section=OUTPUT,
            metavar="WHICH",
            complete=NOTES,
            rare=True,
        ),
    ] = NOTES[0]
    hxl: Annotated[
        bool,
        opt(
            "--hxl",
            help=f"A row of HXL tags below the header of {any_of(TAGGED)}.",
            default="off",
            section=OUTPUT,
            rare=True,
        ),
    ] = False

    def _formats(self) -> dict[str, bool]:
        return {"csv": self.csv, **super()._formats()}

    def _completed(self, wanted: Wanted) -> Wanted:
        if self.hxl and "hxl" not in wanted.format.takes:
            raise UsageError(writing.NO_PLACE_FOR_HXL(format=wanted.format.name, formats=TAGGED))
        brief = one_of(self.notes, NOTES, "amount of notes") == NOTES[0]
        return wanted._replace(hxl=self.hxl, meta=not self.no_meta, brief=brief)


class PlacedLook(RowsLook):
    """How rows are put out that have coordinates."""

    of = (ROWS, POINTS)
    format: Annotated[str | None, _format(of)] = None


class DrawnLook(RowsLook):
    """How a drawing is put out: its rows, or a figure for print."""

    size: Annotated[
        str | None,
        opt(
            "--size",
            help="Width of a figure: column (89 mm), page (183) or wide (254).",
            default="page",
            section=OUTPUT,
            metavar="SIZE",
            complete=tuple(SIZES),
            rare=True,
        ),
    ] = None
    title: Annotated[
        str | None,
        opt(
            "--title",
            help="Another title over the drawing.",
            default="what is counted, and where",
            section=OUTPUT,
            metavar="TEXT",
            rare=True,
        ),
    ] = None
    no_title: Annotated[
        bool,
        opt(
            "--no-title",
            help="No title over the drawing.",
            default="off",
            section=OUTPUT,
            rare=True,
        ),
    ] = False
    no_notes: Annotated[
        bool,
        opt(
            "--no-notes",
            help="Nothing under it: warnings go to stderr, all to FILE.meta.json.",
            default="off",
            section=OUTPUT,
            rare=True,
        ),
    ] = False
    width: Annotated[
        int | None,
        opt(
            "--width",
            help="Columns of the drawing, 20 to 1000.",
            default="the terminal's, or 80 in a pipe",
            section=OUTPUT,
            least=20,
            most=1000,
            rare=True,
            metavar="N",
        ),
    ] = None

    def _completed(self, wanted: Wanted) -> Wanted:
        wanted = super()._completed(wanted)
        size = one_of(self.size or DEFAULT_SIZE, tuple(SIZES), "size")
        if self.size and wanted.format.of != PICTURE:
            raise UsageError(writing.SIZE_WITHOUT_FIGURE())
        self._check_words(wanted.format)
        title = None if self.no_title else self.title
        return wanted._replace(
            size=size, title=title, titled=not self.no_title, noted=not self.no_notes
        )

    @property
    def words(self) -> WordsAround:
        """Which words stand around the drawing on a terminal."""
        return WordsAround(titled=not self.no_title, noted=not self.no_notes, notes=not self.quiet)

    def _check_words(self, format: Format) -> None:
        """Refuse words around a drawing where there is none, and words that contradict."""
        refuse_blank({"title": self.title})
        if self.title and self.no_title:
            raise UsageError(writing.TITLE_OR_NONE())
        if format.of == PICTURE or format.name == self.usual:
            return
        around = ("title", "no_title", "no_notes")
        for option in (part.option for part in self.typed() if part.name in around):
            raise UsageError(writing.NO_DRAWING(option=option, format=format.name))


class ChartLook(DrawnLook):
    """How a chart is put out."""

    of = (ROWS, PICTURE)
    format: Annotated[str | None, _format(of)] = None
    lines: Annotated[
        bool, opt("--lines", help="Lines in place of bars.", default="off", section=OUTPUT)
    ] = False
    log: Annotated[
        bool,
        opt(
            "--log",
            help="A logarithmic scale, always with lines.",
            default="off",
            section=OUTPUT,
            rare=True,
        ),
    ] = False
    range_: Annotated[
        bool,
        opt(
            "--range",
            help="UCDP's low to high: beside each bar, or as a band behind a line.",
            default="off",
            section=OUTPUT,
        ),
    ] = False
    height: Annotated[
        int | None,
        opt(
            "--height",
            help="Lines of the chart, or of each of several.",
            default="20 or more, 14 for each",
            section=OUTPUT,
            least=8,
            most=200,
            rare=True,
            metavar="N",
        ),
    ] = None


class MapLook(DrawnLook):
    """How a map is put out."""

    of = (ROWS, POINTS, PICTURE)
    format: Annotated[str | None, _format(of)] = None
    density: Annotated[
        bool,
        opt(
            "--density",
            help="Shade a grid by the deaths in each of its cells.",
            default="where dots would cover each other",
            section=OUTPUT,
        ),
    ] = False
    dots: Annotated[
        bool,
        opt(
            "--dots",
            help="A dot a place, sized by deaths.",
            default="where they can be told apart",
            section=OUTPUT,
        ),
    ] = False
    frame: Annotated[
        str,
        opt(
            "--frame",
            help="What the map shows: events, with what is around them, or all of the country.",
            default="events",
            section=OUTPUT,
            metavar="events|country",
            complete=("events", "country"),
        ),
    ] = "events"
    places: Annotated[
        int,
        opt(
            "--places",
            help="How many places to name, by deaths, with the largest towns.",
            default="5",
            section=OUTPUT,
            metavar="N",
            least=0,
            most=100,
            rare=True,
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
            rare=True,
        ),
    ] = None

    @property
    def shaded(self) -> bool | None:
        """Whether a grid is shaded; None where that depends on the dots."""
        return self.density or (False if self.dots else None)

    def _completed(self, wanted: Wanted) -> Wanted:
        if self.density and self.dots:
            raise UsageError(writing.DOTS_OR_DENSITY())
        return super()._completed(wanted)


class ReportLook(PageLook):
    """How a report is put out."""

    of = (PAGE,)
    usual = "markdown"
    format: Annotated[str | None, _format(of, usual)] = None


class CiteLook(RowsLook):
    """How works to cite are put out."""

    of = (WORKS, ROWS)
    usual = "text"
    format: Annotated[str | None, _format(of, usual)] = None


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
