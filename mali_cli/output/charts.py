"""Charts of results: which bars and spans, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..model.phase import Phase
from ..model.result import Result
from .plot import Bar, Span, bar_chart
from .screen import Screen
from .text import to_ascii_lines
from .wrapping import notes_of, title_of

DEFAULT_HEIGHT = 20


def draw_chart(
    result: Result, screen: Screen, *, width: int | None, height: int | None, notes: bool
) -> str:
    """Draw deaths by year, one chart a type of violence where there are several."""
    charts = [
        (f"{name}\n" if name else "") + _one(result, rows, screen, width, height)
        for name, rows in _series(result)
    ]
    parts = [title_of(result, screen), *charts]
    if notes:
        parts.append(notes_of(result, screen))
    text = "\n\n".join(part for part in parts if part) + "\n"
    return to_ascii_lines(text) if screen.ascii else text


def _series(result: Result) -> list[tuple[str, list[tuple[int, float | None]]]]:
    if "type_of_violence" not in result.frame.columns:
        return [("", list(result.frame.select("year", "deaths").iter_rows()))]
    kinds = result.frame["type_of_violence"].unique(maintain_order=True)
    chosen = [
        (kind, result.frame.filter(result.frame["type_of_violence"] == kind)) for kind in kinds
    ]
    return [(kind, list(frame.select("year", "deaths").iter_rows())) for kind, frame in chosen]


def _one(
    result: Result,
    rows: Sequence[tuple[int, float | None]],
    screen: Screen,
    width: int | None,
    height: int | None,
) -> str:
    known = dict(rows)
    years = range(min(known), max(known) + 1)
    bars = [Bar(str(year), known.get(year)) for year in years]
    return bar_chart(
        bars,
        _spans(result.phases, years),
        width=width or screen.width,
        height=height or DEFAULT_HEIGHT,
        color=screen.color,
        ascii_only=screen.ascii,
        y_label=str(result.selection.get("measure", "deaths")),
    )


def _spans(phases: Sequence[Phase], years: range) -> list[Span]:
    spans = []
    for phase in phases:
        first, last = _clip(phase.shown.start, years), _clip(phase.shown.end, years)
        if (
            phase.covered
            and phase.shown.end.year >= years[0]
            and phase.shown.start.year <= years[-1]
        ):
            spans.append(Span(phase.name, first, last))
    return spans


def _clip(day: date, years: range) -> int:
    return min(max(day.year, years[0]), years[-1]) - years[0]
