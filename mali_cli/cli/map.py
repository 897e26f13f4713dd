"""`mali-cli map`."""

from __future__ import annotations

from typing import Annotated

from ..model.result import Result
from ..output.deliver import deliver
from ..output.screen import Screen
from .data_options import SelectionOptions
from .event_options import EventOptions
from .figure_options import ON_MAPS, DrawnMapOutput, FigureOptions
from .options import COUNTED, OUTPUT, Words, asked, option, with_options
from .phase_options import PhaseOptions


@with_options
def map(  # noqa: A001
    phases: PhaseOptions,
    selection: SelectionOptions,
    events: EventOptions,
    output: DrawnMapOutput,
    figure: FigureOptions,
    by: Annotated[
        Words,
        option(
            "--by",
            help="phase for a map a phase (of MINUSMA, where no other phases and no country are "
            "named), adm1 to rank regions beside the map; repeatable. Default: one map.",
            panel=COUNTED,
            metavar="GROUP",
        ),
    ] = [],  # noqa: B006
    density: Annotated[
        bool,
        option(
            "--density",
            help="Shade a grid by the deaths in each of its cells. Default: a dot a place.",
            panel=OUTPUT,
        ),
    ] = False,
    places: Annotated[
        int,
        option(
            "--places",
            help="How many places to name: those with the most deaths, and with them the largest "
            "town of each country; 0 for none. Default: 5.",
            panel=OUTPUT,
            metavar="N",
            min=0,
            max=100,
        ),
    ] = 5,
    width: Annotated[
        int | None,
        option(
            "--width",
            help="Columns of the map. Default: the terminal's, or 80 in a pipe.",
            panel=OUTPUT,
            min=20,
            max=1000,
        ),
    ] = None,
    height: Annotated[
        int | None,
        option(
            "--height",
            help="Lines of a map at most. Default: the terminal's, and at least 24.",
            panel=OUTPUT,
            min=8,
            max=400,
        ),
    ] = None,
) -> None:
    """Draw a map of where people were killed: a dot a place, sized by deaths.

    Without options: one-sided violence in Mali. Needs event data: `mali-cli fetch ged`, or a file
    with --data. Events whose place is not known exactly (where_prec 4 to 7) are counted in a
    note. Phases that are named get a map each; --adm1 keeps only regions of that name, --by adm1
    ranks them. svg, png, pdf and html are figures for print (pip install 'mali-cli[figures]').
    The other formats give a row for each pair of coordinates; JSON has the events without an
    exact place and the ranking of regions too.

    Examples:
      mali-cli map -c Mali
      mali-cli map --by phase --by adm1
      mali-cli map --timeline mali-coups -t all --density
      mali-cli map -c @aes -t all --from 2020 --width 120 --places 10
      mali-cli map --near 14.5,-4.2,150 -t one-sided
      mali-cli map -c Mali -t all --csv
      mali-cli map --by phase --by adm1 -o map.pdf
    """
    from ..answers.where import map as ask
    from ..output.map_picture import map_picture
    from ..output.maps import draw_map

    def draw(result: Result, screen: Screen) -> str:
        return draw_map(
            result,
            screen,
            width=width,
            height=height,
            places=places,
            density=density,
            notes=not output.quiet,
        )

    wanted = output.wanted(more=ON_MAPS)
    figures = figure.looks(
        wanted, lambda result: map_picture(result, places=places, density=density)
    )
    words = asked(phases) | asked(selection) | asked(events)
    deliver(ask(**words, by=by), wanted, {"table": draw, **figures})
