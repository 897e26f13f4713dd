"""UCDP's lists by year: actors and conflicts with what they did in a year.

Davies et al., codebooks of the yearly data sets, version 25.1; headers of UCDP's own files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.words import ONE_SIDED as ACTS
from ..words import sourcing
from .declaration import EVERY, Estimates, FileLayout, Observed, Sought
from .ucdp import DEATHS, FATALITIES, columns, yearly_list

if TYPE_CHECKING:
    import polars as pl

_WHERE = "datasets show -c"
_BY_YEAR = " ".join(FATALITIES[1:])


def _observe(rows: pl.LazyFrame, _wanted: Sought) -> Observed:
    from .actor_year_rows import observations

    return observations(rows)


ONE_SIDED = yearly_list(
    "one-sided",
    "UCDP One-sided Violence Dataset",
    FileLayout(
        "",
        "year",
        columns(
            "conflict_id dyad_id actor_id coalition_components actor_name actor_name_fulltext "
            "actor_name_mothertongue year best_fatality_estimate low_fatality_estimate "
            "high_fatality_estimate is_government_actor location gwno_location gwnoa region "
            "version",
            numbers="conflict_id dyad_id actor_id best_fatality_estimate low_fatality_estimate "
            "high_fatality_estimate is_government_actor",
        ),
        (frozenset({"best_fatality_estimate", "actor_id"}),),
        key=("actor_id", "year"),
        needed={
            EVERY: f"actor_id year {_BY_YEAR}",
            "--by actor": "actor_name",
            "--by perpetrator": "is_government_actor",
            _WHERE: "gwno_location",
        },
        estimates=(FATALITIES,),
        observe=_observe,
        groups={"actor": ("actor", "actor_id"), "perpetrator": ("perpetrator",)},
        filters={"actor": (("actor_name", "actor_id"),)},
    ),
    "onesided",
    "nsos/ucdp-onesided-{nnn}-csv.zip",
    ("eck2007",),
)._replace(
    role="counts",
    amounts=DEATHS[:1],
    phase_rule="both",
    subject="actor_id",
    violence=(ACTS,),
    remark=sourcing.ACTOR_YEARS(),
)
NON_STATE = yearly_list(
    "non-state",
    "UCDP Non-State Conflict Dataset",
    FileLayout(
        "",
        "year",
        columns(
            "conflict_id dyad_id org side_a_name side_a_name_fulltext side_a_name_mothertongue "
            "side_a_id side_a_components side_a_2nd gwno_a_2nd side_b_name side_b_name_fulltext "
            "side_b_name_mothertongue side_b_id side_b_components side_b_2nd gwno_b_2nd start_date "
            "start_prec start_date2 start_prec2 ep_end ep_end_date ep_end_prec year "
            "best_fatality_estimate low_fatality_estimate high_fatality_estimate location "
            "gwno_location region version",
            numbers="conflict_id dyad_id org start_prec start_prec2 ep_end ep_end_prec "
            "best_fatality_estimate low_fatality_estimate high_fatality_estimate",
            dates="start_date start_date2 ep_end_date",
        ),
        (frozenset({"best_fatality_estimate", "org"}),),
        key=("dyad_id", "year"),
        needed={EVERY: f"dyad_id year {_BY_YEAR}", _WHERE: "gwno_location"},
        estimates=(FATALITIES,),
    ),
    "nonstate",
    "nsos/ucdp-nonstate-{nnn}-csv.zip",
    ("sundberg2012",),
    key=(),
)
"""Of the API a non-state conflict may have several rows a year."""
ARMED_CONFLICT = yearly_list(
    "armed-conflict",
    "UCDP/PRIO Armed Conflict Dataset",
    FileLayout(
        "",
        "year",
        columns(
            "conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd "
            "incompatibility territory_name year intensity_level cumulative_intensity "
            "type_of_conflict start_date start_prec start_date2 start_prec2 ep_end ep_end_date "
            "ep_end_prec gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc region version",
            numbers="conflict_id incompatibility intensity_level cumulative_intensity "
            "type_of_conflict start_prec start_prec2 ep_end ep_end_prec",
            dates="start_date start_date2 ep_end_date",
        ),
        (frozenset({"intensity_level", "cumulative_intensity"}),),
        key=("conflict_id", "year"),
        needed={EVERY: "conflict_id year intensity_level", _WHERE: "gwno_loc"},
    ),
    "ucdpprioconflict",
    "ucdpprio/ucdp-prio-acd-{nnn}-csv.zip",
    ("gleditsch2002",),
    first_year=1946,
)
DYADIC = yearly_list(
    "dyadic",
    "UCDP Dyadic Dataset",
    FileLayout(
        "",
        "year",
        columns(
            "dyad_id conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd "
            "incompatibility territory_name year intensity_level type_of_conflict start_date "
            "start_prec start_date2 start_prec2 gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc "
            "region version",
            numbers="dyad_id conflict_id incompatibility intensity_level type_of_conflict "
            "start_prec start_prec2",
            dates="start_date start_date2",
        ),
        (frozenset({"intensity_level", "dyad_id"}),),
        key=("dyad_id", "year"),
        needed={EVERY: "dyad_id conflict_id year intensity_level", _WHERE: "gwno_loc"},
    ),
    "dyadic",
    "dyadic/ucdp-dyadic-{nnn}-csv.zip",
    ("harbom2008",),
    first_year=1946,
)
# On the conflict level dyad_id and the ids of the sides are lists ("411, 412"), so text. The file
# is the one by conflict and year, as armed-conflict has it; brd/ucdp-brd-dyadic-… is by dyad.
BATTLE_DEATHS = yearly_list(
    "battle-deaths",
    "UCDP Battle-Related Deaths Dataset",
    FileLayout(
        "",
        "year",
        columns(
            "conflict_id dyad_id location_inc side_a side_a_id side_a_2nd side_b side_b_id "
            "side_b_2nd incompatibility territory_name year bd_best bd_low bd_high "
            "type_of_conflict battle_location gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc "
            "gwno_battle region version",
            numbers="conflict_id incompatibility bd_best bd_low bd_high type_of_conflict",
        ),
        (frozenset({"bd_best"}),),
        key=("conflict_id", "dyad_id", "year"),
        needed={EVERY: "conflict_id dyad_id year bd_best bd_low bd_high", _WHERE: "gwno_loc"},
        estimates=(Estimates("", "bd_best", "bd_low", "bd_high"),),
    ),
    "battledeaths",
    "brd/ucdp-brd-conf-{nnn}-csv.zip",
)
