"""`mali-cli chart`."""

from __future__ import annotations

from typing import Annotated

from ..model.result import Result
from ..output.deliver import deliver
from ..output.screen import Screen
from .data_options import SelectionOptions
from .event_options import EventOptions
from .options import OUTPUT, asked, option, with_options
from .output_options import OutputOptions
from .phase_options import PhaseOptions


@with_options
def chart(
    phases: PhaseOptions,
    selection: SelectionOptions,
    events: EventOptions,
    output: OutputOptions,
    width: Annotated[
        int | None,
        option(
            "--width",
            help="Columns of the chart. Default: the terminal's, or 80 in a pipe.",
            panel=OUTPUT,
            min=20,
            max=1000,
        ),
    ] = None,
    height: Annotated[
        int | None,
        option("--height", help="Lines of the chart. Default: 20.", panel=OUTPUT, min=8, max=200),
    ] = None,
) -> None:
    """Draw deaths by year as bars, with the phases marked.

    Without options: one-sided violence in Mali before, during and after MINUSMA. The formats
    other than table give the figures that are drawn.

    Examples:
      mali-cli chart
      mali-cli chart -t all --timeline mali-coups
      mali-cli chart -c 'Burkina Faso' -t state-based --from 2010
      mali-cli chart --width 120 --height 30 --color always | less -R
      mali-cli chart --csv
    """
    from ..answers.chart import chart as ask
    from ..output.charts import draw_chart

    def draw(result: Result, screen: Screen) -> str:
        return draw_chart(result, screen, width=width, height=height, notes=not output.quiet)

    wanted = output.wanted()
    deliver(ask(**asked(phases), **asked(selection), **asked(events)), wanted, {"table": draw})
