"""The legend of a chart: what stands for each series, and what it counts in all."""

from __future__ import annotations

from dataclasses import dataclass

from ..pictures import ChartPicture, Value
from .looks import Look, paint
from .words import display_width, figure, wrap

GAP = "   "


@dataclass(frozen=True)
class Legend:
    """Lines of a legend, plain and with the sign of each series in its colour."""

    lines: tuple[str, ...] = ()
    painted: tuple[str, ...] = ()


def legend(picture: ChartPicture, look: Look, width: int) -> Legend:
    """Set the series side by side, where there are several."""
    if not look.several:
        return Legend()
    plain: list[str] = []
    painted: list[str] = []
    for number, series in enumerate(picture.panels[0].series):
        counts = [
            _total(panel.series[number].values, last=picture.cumulative) for panel in picture.panels
        ]
        sign = look.glyph(number)
        first, *more = wrap([f"{sign} {series.name} {figure(round(sum(counts), 1))}"], width)
        colored = paint(sign, look.color_of(number)) + first[len(sign) :]
        if plain and display_width(plain[-1] + GAP + first) <= width and not more:
            plain[-1] += GAP + first
            painted[-1] += GAP + colored
        else:
            plain += [first, *more]
            painted += [colored, *more]
    return Legend(tuple(plain), tuple(painted))


def _total(values: tuple[Value, ...], *, last: bool) -> float:
    known = [value for value in values if value is not None]
    return (known[-1] if known else 0) if last else sum(known)
