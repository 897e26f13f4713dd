"""The options that only event data can answer."""

from __future__ import annotations

from typing import Annotated

from .options import EVENTS, NOTHING, Options, Words, option


class EventOptions(Options):
    """Options that only event data can answer."""

    actor: Annotated[
        Words,
        option(
            "--actor",
            help="Only events with this actor: id, else exact name, else text; repeatable, any of "
            "them. Default: all.",
            panel=EVENTS,
            metavar="ACTOR",
        ),
    ] = NOTHING
    side: Annotated[
        str | None,
        option(
            "--side",
            help="The side of the actor, a or b. Default: either.",
            panel=EVENTS,
            metavar="a|b",
        ),
    ] = None
    adm1: Annotated[
        Words,
        option(
            "--adm1",
            help="Only in this first-order division (region): the one of that name, else all that "
            "have the text in it; case and accents do not count; repeatable. Default: all.",
            panel=EVENTS,
            metavar="TEXT",
        ),
    ] = NOTHING
    adm2: Annotated[
        Words,
        option(
            "--adm2",
            help="The same for second-order divisions. Default: all.",
            panel=EVENTS,
            metavar="TEXT",
        ),
    ] = NOTHING
    place: Annotated[
        Words,
        option(
            "--place",
            help="Only with this in the name or the description of the place; repeatable. "
            "Default: all.",
            panel=EVENTS,
            metavar="TEXT",
        ),
    ] = NOTHING
    near: Annotated[
        str | None,
        option(
            "--near",
            help="Only in a circle. Default: everywhere.",
            panel=EVENTS,
            metavar="LAT,LON,KM",
        ),
    ] = None
    dyad: Annotated[
        Words,
        option(
            "--dyad",
            help="Only these dyads: id, else exact name, else text. Default: all.",
            panel=EVENTS,
            metavar="DYAD",
        ),
    ] = NOTHING
    conflict: Annotated[
        Words,
        option(
            "--conflict",
            help="Only these conflicts: id, else exact name, else text. Default: all.",
            panel=EVENTS,
            metavar="CONFLICT",
        ),
    ] = NOTHING
    active_only: Annotated[
        bool,
        option(
            "--active-only",
            help="Only conflicts, dyads and actors with 25 deaths in the year. Default: all.",
            panel=EVENTS,
        ),
    ] = False
    where_prec: Annotated[
        int | None,
        option(
            "--where-prec",
            help="At most this coarse in place: 1 exact to 7 international. Default: all.",
            panel=EVENTS,
            metavar="CODE",
        ),
    ] = None
    date_prec: Annotated[
        int | None,
        option(
            "--date-prec",
            help="At most this coarse in time: 1 exact day to 5 up to a year. Default: all.",
            panel=EVENTS,
            metavar="CODE",
        ),
    ] = None
