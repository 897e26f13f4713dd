"""UCDP's list of actors, which has no dates: headers of UCDP's own files."""

from __future__ import annotations

from .declaration import EVERY, FileLayout
from .ucdp import columns, yearly_list

ACTORS = yearly_list(
    "actors",
    "UCDP Actor Dataset",
    FileLayout(
        "",
        "none",
        columns(
            "actorid namedata nameorig nameorigfull nameorigfulleng namechange newname "
            "newnamefullmothertongue newnamefulleng org conflictid dyadid primaryparty osid "
            "oscoalition oscoalitionid nsid nscoalition nscoalitionid splinter nameprev "
            "actoridprev splittemp namesplittemp actoridsplittemp alliance namealliance "
            "actoridalliance joingroup groupname actoridgroup location gwnoloc region version",
            numbers="actorid",
        ),
        (frozenset({"actorid", "namedata"}),),
        key=("actorid",),
        needed={EVERY: "actorid", "datasets show -c": "gwnoloc"},
        encodings=("utf-8", "cp1252", "latin-1"),  # UCDP ships it in Latin-1 from 26.1 (measured)
    ),
    "",
    "actor/ucdp-actor-{nnn}-csv.zip",
    first_year=1946,
)
