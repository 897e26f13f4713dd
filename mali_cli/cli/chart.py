"""`mali-cli chart`."""

from __future__ import annotations

from typing import Annotated

from ..model.result import Result
from ..output.deliver import deliver
from ..output.figures import FIGURES
from ..output.screen import Screen
from .data_options import SelectionOptions
from .event_options import EventOptions
from .figure_options import DrawnOutput, FigureOptions
from .options import COUNTED, OUTPUT, Words, asked, option, with_options
from .phase_options import PhaseOptions
from .uncertainty_options import UncertaintyOptions


@with_options
def chart(
    phases: PhaseOptions,
    selection: SelectionOptions,
    events: EventOptions,
    uncertainty: UncertaintyOptions,
    output: DrawnOutput,
    figure: FigureOptions,
    by: Annotated[
        Words,
        option(
            "--by",
            help="The unit of time: year, or with event data quarter or month. What is stacked: "
            "type, perpetrator (of one-sided violence), or with event data actor or adm1. "
            "country: a chart each, on one scale. Repeatable. Default: year.",
            panel=COUNTED,
            metavar="GROUP",
        ),
    ] = [],  # noqa: B006
    top: Annotated[
        int,
        option(
            "--top",
            help="How many actors or regions have a name, 1 to 9; the rest is 'other'. Default: 5.",
            panel=COUNTED,
        ),
    ] = 5,
    cumulative: Annotated[
        bool,
        option(
            "--cumulative",
            help="Add up from the first unit on; the rows too. Default: off.",
            panel=COUNTED,
        ),
    ] = False,
    lines: Annotated[
        bool,
        option("--lines", help="Lines in place of bars. Default: bars.", panel=OUTPUT),
    ] = False,
    log: Annotated[
        bool,
        option(
            "--log",
            help="A logarithmic scale, always with lines: bars have no zero there. Default: off.",
            panel=OUTPUT,
        ),
    ] = False,
    range_: Annotated[
        bool,
        option(
            "--range",
            help="Show UCDP's low to high: beside each bar, or as a band behind a line. "
            "Default: off.",
            panel=OUTPUT,
        ),
    ] = False,
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
        option(
            "--height",
            help="Lines of the chart, or of each of several. Default: 20, or 14 for each, and more "
            "where notes would leave too few for the bars.",
            panel=OUTPUT,
            min=8,
            max=200,
        ),
    ] = None,
) -> None:
    """Draw deaths over time, as bars or lines, with the phases marked.

    Without options: one-sided violence in Mali by year, before, during and after MINUSMA. Under
    the chart stand the phases with their totals and rates, as `mali-cli periods` has them. svg,
    png, pdf and html are figures for print (pip install 'mali-cli[figures]'); the other formats
    give the numbers that are drawn.

    Examples:
      mali-cli chart
      mali-cli chart -t all --timeline mali-coups
      mali-cli chart --by type
      mali-cli chart --by perpetrator --cumulative
      mali-cli chart --range --from 2010
      mali-cli chart -c @aes --by country -t all --from 2010
      mali-cli chart -t all --log
      mali-cli chart -c 'Burkina Faso' -t state-based --from 2010 --lines
      mali-cli chart --width 120 --height 30 --color always | less -R
      mali-cli chart --by type --csv
      mali-cli chart --range -o figure.svg --size column
      mali-cli chart --by month --by actor --top 3     (after: mali-cli fetch)
      mali-cli chart --by quarter --by adm1 --from 2018     (after: mali-cli fetch)
      mali-cli chart -c Mali --from 2012 --uncertainty survey     (after: mali-cli fetch)
    """
    from ..answers.chart import chart as ask
    from ..output.chart_picture import ChartStyle, chart_picture, check_style
    from ..output.charts import draw_chart

    style = ChartStyle(lines=lines, log=log, ranged=range_)

    def draw(result: Result, screen: Screen) -> str:
        notes = not output.quiet
        return draw_chart(result, screen, width=width, height=height, notes=notes, style=style)

    wanted = output.wanted(more=FIGURES)
    figures = figure.looks(wanted, lambda result: chart_picture(result, style))
    words = asked(phases) | asked(selection) | asked(events) | asked(uncertainty)
    result = ask(by=by, top=top, cumulative=cumulative, **words)
    check_style(result, style)
    deliver(result, wanted, {"table": draw, **figures})
