"""`mali-cli chart` and `mali-cli map`."""

from __future__ import annotations

from functools import partial

from ..model.questions.chart import Chart
from ..model.questions.map import Map
from ..model.result import Result
from ..model.words import one_of
from ..output.deliver import deliver
from ..output.screen import Screen
from .looks import ChartLook, MapLook


def chart(query: Chart, look: ChartLook) -> None:
    """Draw deaths over time."""
    from ..answers.chart.question import answer
    from ..output.chart_picture import ChartStyle, chart_picture, check_style
    from ..output.terminal.chart import draw_chart

    style = ChartStyle(lines=look.lines, log=look.log, ranged=look.range_)

    def draw(result: Result, screen: Screen) -> str:
        return draw_chart(
            result,
            screen,
            width=look.width,
            height=look.height,
            words=look.words,
            style=style,
        )

    wanted = look.wanted()
    result = answer(query)
    check_style(result, style)
    deliver(result, wanted, show=draw, picture=lambda result: chart_picture(result, style))


def draw_map(query: Map, look: MapLook) -> None:
    """Draw a map of where people were killed."""
    from ..answers.where import answer
    from ..output.map_picture import FRAMES, map_picture
    from ..output.terminal import map

    def draw(result: Result, screen: Screen) -> str:
        return map.draw_map(
            result,
            screen,
            width=look.width,
            height=look.height,
            places=look.places,
            density=look.shaded,
            frame=frame,
            words=look.words,
        )

    wanted = look.wanted()
    frame = one_of(look.frame, FRAMES, "frame")
    picture = partial(map_picture, places=look.places, density=look.shaded, frame=frame)
    deliver(answer(query), wanted, show=draw, picture=picture)
