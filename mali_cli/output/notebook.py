"""What Python users take from a result: a frame of pandas, a figure for a notebook."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..frozen import frozen
from ..model.errors import UsageError
from ..model.result import Result
from ..model.words import one_of
from ..words import writing
from .figure.sizes import SIZES
from .formats import FIGURES, Extra

PANDAS = (
    Extra("pandas", writing.A_PANDAS_FRAME(), "pandas pyarrow"),
    Extra("pyarrow", writing.A_PANDAS_FRAME(), "pandas pyarrow"),
)


@frozen
class Drawing:
    """A figure as a notebook shows it: `svg` is what a file of it holds."""

    svg: str

    def _repr_svg_(self) -> str:
        return self.svg


def to_pandas(result: Result) -> Any:
    """Return the rows as a frame of pandas.

    Raises:
        OutputError: pandas or pyarrow is not installed.
    """
    for extra in PANDAS:
        extra.need()
    return result.frame.to_pandas()


def drawing_of(result: Result, size: str) -> Drawing:
    """Return the figure of an answer of `chart` or `map`, as -o FILE.svg draws it.

    Raises:
        UsageError: the answer is of another question, or there is no such size.
        OutputError: Matplotlib is not installed.
    """
    if result.command not in ("chart", "map"):
        raise UsageError(writing.NO_FIGURE(command=result.command))
    size = one_of(size, tuple(SIZES), "size")
    FIGURES.need()
    from .chart_picture import ChartStyle, chart_picture
    from .figure.drawing import to_file
    from .map_picture import map_picture

    chart = partial(chart_picture, style=ChartStyle())
    picture = chart if result.command == "chart" else map_picture
    around = {"notes": True, "titled": True, "noted": True}
    return Drawing(to_file(result, picture=picture, size=size, format="svg", **around).decode())
