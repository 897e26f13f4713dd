"""The options of figures, for the commands that draw: what `-o FILE.svg` gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from ..model.errors import UsageError
from ..model.result import Result
from ..model.words import one_of
from ..output.deliver import FORMATS as ROWS
from ..output.deliver import GEOJSON, Look, Wanted
from ..output.figures import DEFAULT_SIZE, FIGURES, FORMATS, SIZES, Picture, look_of
from .options import OUTPUT, Options, option
from .output_options import OutputOptions, format_option

ON_MAPS = {**GEOJSON, **FIGURES}
"""Formats that a map has besides those of rows, by suffix."""


class DrawnOutput(OutputOptions):
    """How a chart is put out, `wanted(more=FIGURES)`: formats of rows, and of figures."""

    format: Annotated[str | None, format_option((*ROWS, *FORMATS))] = None


class DrawnMapOutput(OutputOptions):
    """How a map is put out, `wanted(more=ON_MAPS)`: rows, GeoJSON and figures."""

    format: Annotated[str | None, format_option((*ROWS, *GEOJSON.values(), *FORMATS))] = None


class FigureOptions(Options):
    """Options of a figure: an SVG, PNG, PDF or HTML file of what a command draws."""

    size: Annotated[
        str | None,
        option(
            "--size",
            help="Width of a figure (svg, png, pdf, html): column (89 mm), page (183 mm) or wide "
            "(254 mm). Default: page.",
            panel=OUTPUT,
            metavar="SIZE",
        ),
    ] = None

    def looks(self, wanted: Wanted, picture: Callable[[Result], Picture]) -> Mapping[str, Look]:
        """Return how each format of figures is drawn, for `deliver`; none where none is wanted.

        Args:
            wanted: how the output is wanted.
            picture: gives what is drawn; called when it is.

        Raises:
            UsageError: the size is unknown, or given though no figure is wanted.
            OutputError: the library that draws is not installed.
        """
        size = one_of(self.size or DEFAULT_SIZE, tuple(SIZES), "size")
        if wanted.format in FORMATS:
            return {wanted.format: look_of(picture, wanted, size)}
        if self.size:
            raise UsageError("--size is the width of a figure", "add -o FILE.svg, or -f svg")
        return {}
