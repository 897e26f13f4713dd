"""Options that only event data can answer."""

from typing import Annotated

from ..query import EVENTS, Query, opt
from ..words import Words

SIDES = ("a", "b")


class Filtering(Query):
    """Options that only event data can answer."""

    actor: Annotated[
        Words,
        opt(
            "--actor",
            help="With this actor: its id, exact name, or text in the name.",
            default="all",
            section=EVENTS,
            metavar="ACTOR",
            complete="actor",
        ),
    ] = ()
    side: Annotated[
        str | None,
        opt(
            "--side",
            help="Only where the actor is side a, or side b.",
            default="either",
            section=EVENTS,
            metavar="a|b",
            rare=True,
            complete=SIDES,
        ),
    ] = None
    adm1: Annotated[
        Words,
        opt(
            "--adm1",
            help="In this region (adm1): its name, or text in it.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
            complete="adm1",
        ),
    ] = ()
    adm2: Annotated[
        Words,
        opt(
            "--adm2",
            help="In this second-order division (adm2).",
            default="all",
            section=EVENTS,
            metavar="TEXT",
            rare=True,
        ),
    ] = ()
    adm3: Annotated[
        Words,
        opt(
            "--adm3",
            help="In this third-order division (adm3), which ACLED has.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
            rare=True,
        ),
    ] = ()
    place: Annotated[
        Words,
        opt(
            "--place",
            help="With this in the name or the description of the place.",
            default="all",
            section=EVENTS,
            metavar="TEXT",
            rare=True,
        ),
    ] = ()
    near: Annotated[
        str | None,
        opt(
            "--near",
            help="Within so many km of a point, such as 14.5,-4.2,50.",
            default="everywhere",
            section=EVENTS,
            metavar="LAT,LON,KM",
            rare=True,
        ),
    ] = None
    dyad: Annotated[
        Words,
        opt(
            "--dyad",
            help="Of this dyad: its id, exact name, or text in the name.",
            default="all",
            section=EVENTS,
            metavar="DYAD",
            complete="dyad",
            rare=True,
        ),
    ] = ()
    conflict: Annotated[
        Words,
        opt(
            "--conflict",
            help="Of this conflict: its id, exact name, or text in the name.",
            default="all",
            section=EVENTS,
            metavar="CONFLICT",
            complete="conflict",
            rare=True,
        ),
    ] = ()
    cause: Annotated[
        Words,
        opt(
            "--cause",
            help="Of the UN's own dead: this cause, such as 'Malicious Act'.",
            default="all",
            section=EVENTS,
            metavar="CAUSE",
            rare=True,
        ),
    ] = ()
    nationality: Annotated[
        Words,
        opt(
            "--nationality",
            help="Of the UN's own dead: this nationality.",
            default="all",
            section=EVENTS,
            metavar="NAME",
            rare=True,
        ),
    ] = ()
    personnel: Annotated[
        Words,
        opt(
            "--personnel",
            help="Of the UN's own dead: this kind, such as Military or Police.",
            default="all",
            section=EVENTS,
            metavar="KIND",
            rare=True,
        ),
    ] = ()
    event_type: Annotated[
        Words,
        opt(
            "--event-type",
            help="Of ACLED: this type, such as 'Battles'.",
            default="all",
            section=EVENTS,
            metavar="TYPE",
            rare=True,
        ),
    ] = ()
    sub_event_type: Annotated[
        Words,
        opt(
            "--sub-event-type",
            help="Of ACLED: this sub-type, such as 'Armed clash'.",
            default="all",
            section=EVENTS,
            metavar="TYPE",
            rare=True,
        ),
    ] = ()
    disorder_type: Annotated[
        Words,
        opt(
            "--disorder-type",
            help="Of ACLED: this kind, alone or beside another, such as 'Political violence'.",
            default="all",
            section=EVENTS,
            metavar="KIND",
            rare=True,
        ),
    ] = ()
    civilian_targeting: Annotated[
        bool,
        opt(
            "--civilian-targeting",
            help="Of ACLED: events that targeted civilians.",
            default="all",
            section=EVENTS,
            rare=True,
        ),
    ] = False
    active_only: Annotated[
        bool,
        opt(
            "--active-only",
            help="Conflicts, dyads and actors with 25 deaths in the year.",
            default="all",
            section=EVENTS,
            rare=True,
        ),
    ] = False
    where_prec: Annotated[
        int | None,
        opt(
            "--where-prec",
            help="No coarser in place than 1 (exact) to 7 (international).",
            default="all",
            section=EVENTS,
            metavar="CODE",
            rare=True,
        ),
    ] = None
    date_prec: Annotated[
        int | None,
        opt(
            "--date-prec",
            help="No coarser in time than 1 (the day) to 5 (up to a year).",
            default="all",
            section=EVENTS,
            metavar="CODE",
            rare=True,
        ),
    ] = None
