"""Options that only event data can answer."""

from typing import Annotated

from ..query import EVENTS, Query, opt
from ..words import Words


class Filtering(Query):
    """Options that only event data can answer."""

    actor: Annotated[
        Words,
        opt(
            "--actor",
            help="Only events with this actor: id, else exact name, else text; repeatable, any of "
            "them.",
            default="all",
            section=EVENTS,
            metavar="ACTOR",
        ),
    ] = ()
    side: Annotated[
        str | None,
        opt(
            "--side",
            help="The side of the actor, a or b.",
            default="either",
            section=EVENTS,
            metavar="a|b",
        ),
    ] = None
    adm1: Annotated[
        Words,
        opt(
            "--adm1",
            help="Only in this first-order division (region): the one of that name, else all that "
            "have the text in it; case and accents do not count; repeatable.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
        ),
    ] = ()
    adm2: Annotated[
        Words,
        opt(
            "--adm2",
            help="The same for second-order divisions.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
        ),
    ] = ()
    adm3: Annotated[
        Words,
        opt(
            "--adm3",
            help="The same for third-order divisions, which ACLED has.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
        ),
    ] = ()
    place: Annotated[
        Words,
        opt(
            "--place",
            help="Only with this in the name or the description of the place; repeatable.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
        ),
    ] = ()
    near: Annotated[
        str | None,
        opt(
            "--near",
            help="Only in a circle.",
            default="everywhere",
            section=EVENTS,
            metavar="LAT,LON,KM",
        ),
    ] = None
    dyad: Annotated[
        Words,
        opt(
            "--dyad",
            help="Only these dyads: id, else exact name, else text.",
            default="all",
            section=EVENTS,
            metavar="DYAD",
        ),
    ] = ()
    conflict: Annotated[
        Words,
        opt(
            "--conflict",
            help="Only these conflicts: id, else exact name, else text.",
            default="all",
            section=EVENTS,
            metavar="CONFLICT",
        ),
    ] = ()
    cause: Annotated[
        Words,
        opt(
            "--cause",
            help="Of the UN's own dead: only of this cause, such as 'Malicious Act'; repeatable.",
            default="all",
            section=EVENTS,
            metavar="CAUSE",
        ),
    ] = ()
    nationality: Annotated[
        Words,
        opt(
            "--nationality",
            help="Of the UN's own dead: only of this nationality; repeatable.",
            default="all",
            section=EVENTS,
            metavar="NAME",
        ),
    ] = ()
    personnel: Annotated[
        Words,
        opt(
            "--personnel",
            help="Of the UN's own dead: only of this kind, such as Military or Police; repeatable.",
            default="all",
            section=EVENTS,
            metavar="KIND",
        ),
    ] = ()
    event_type: Annotated[
        Words,
        opt(
            "--event-type",
            help="Of ACLED: only of this type, such as 'Battles'; repeatable.",
            default="all",
            section=EVENTS,
            metavar="TYPE",
        ),
    ] = ()
    sub_event_type: Annotated[
        Words,
        opt(
            "--sub-event-type",
            help="Of ACLED: only of this sub-type, such as 'Armed clash'; repeatable.",
            default="all",
            section=EVENTS,
            metavar="TYPE",
        ),
    ] = ()
    disorder_type: Annotated[
        Words,
        opt(
            "--disorder-type",
            help="Of ACLED: only of this kind, alone or beside another, such as 'Political "
            "violence'; repeatable.",
            default="all",
            section=EVENTS,
            metavar="KIND",
        ),
    ] = ()
    civilian_targeting: Annotated[
        bool,
        opt(
            "--civilian-targeting",
            help="Of ACLED: only events that targeted civilians.",
            default="all",
            section=EVENTS,
        ),
    ] = False
    active_only: Annotated[
        bool,
        opt(
            "--active-only",
            help="Only conflicts, dyads and actors with 25 deaths in the year.",
            default="all",
            section=EVENTS,
        ),
    ] = False
    where_prec: Annotated[
        int | None,
        opt(
            "--where-prec",
            help="At most this coarse in place: 1 exact to 7 international.",
            default="all",
            section=EVENTS,
            metavar="CODE",
        ),
    ] = None
    date_prec: Annotated[
        int | None,
        opt(
            "--date-prec",
            help="At most this coarse in time: 1 exact day to 5 up to a year.",
            default="all",
            section=EVENTS,
            metavar="CODE",
        ),
    ] = None
