"""The columns of each data set, in the order and under the names of the newest release.

Numbers are Int64 (year: Int32), dates are Date. Text stays text where a cell may hold a list
("2;200;900", "411, 412") or an old code ("XXX678"): gwno*, *_dset_id, ids of sides, regions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import polars as pl

Dtype: TypeAlias = type[pl.DataType]
Schema: TypeAlias = Mapping[str, Dtype]


def _schema(names: str, *, numbers: str = "", dates: str = "") -> dict[str, Dtype]:
    """Return the names with their dtypes: text, unless they stand among the numbers or dates."""
    known: dict[str, Dtype] = dict.fromkeys(numbers.split(), pl.Int64)
    known |= dict.fromkeys(dates.split(), pl.Date) | {"year": pl.Int32}
    return {name: known.get(name, pl.String) for name in names.split()}


# UCDP GED codebook 25.1 and 26.1; the same 49 columns in the same order since 20.1.
GED = _schema(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob",
    numbers="id type_of_violence conflict_new_id dyad_new_id side_a_new_id side_b_new_id "
    "number_of_sources where_prec priogrid_gid country_id event_clarity date_prec deaths_a "
    "deaths_b deaths_civilians deaths_unknown best high low",
    dates="date_start date_end",
) | {"active_year": pl.Boolean, "latitude": pl.Float64, "longitude": pl.Float64}

# Davies et al., codebooks of the yearly data sets, version 25.1; headers of UCDP's own files.
ONE_SIDED = _schema(
    "conflict_id dyad_id actor_id coalition_components actor_name actor_name_fulltext "
    "actor_name_mothertongue year best_fatality_estimate low_fatality_estimate "
    "high_fatality_estimate is_government_actor location gwno_location gwnoa region version",
    numbers="conflict_id dyad_id actor_id best_fatality_estimate low_fatality_estimate "
    "high_fatality_estimate is_government_actor",
)
NON_STATE = _schema(
    "conflict_id dyad_id org side_a_name side_a_name_fulltext side_a_name_mothertongue side_a_id "
    "side_a_components side_a_2nd gwno_a_2nd side_b_name side_b_name_fulltext "
    "side_b_name_mothertongue side_b_id side_b_components side_b_2nd gwno_b_2nd start_date "
    "start_prec start_date2 start_prec2 ep_end ep_end_date ep_end_prec year "
    "best_fatality_estimate low_fatality_estimate high_fatality_estimate location "
    "gwno_location region version",
    numbers="conflict_id dyad_id org start_prec start_prec2 ep_end ep_end_prec "
    "best_fatality_estimate low_fatality_estimate high_fatality_estimate",
    dates="start_date start_date2 ep_end_date",
)
ARMED_CONFLICT = _schema(
    "conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd incompatibility "
    "territory_name year intensity_level cumulative_intensity type_of_conflict start_date "
    "start_prec start_date2 start_prec2 ep_end ep_end_date ep_end_prec gwno_a gwno_a_2nd gwno_b "
    "gwno_b_2nd gwno_loc region version",
    numbers="conflict_id incompatibility intensity_level cumulative_intensity type_of_conflict "
    "start_prec start_prec2 ep_end ep_end_prec",
    dates="start_date start_date2 ep_end_date",
)
DYADIC = _schema(
    "dyad_id conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd "
    "incompatibility territory_name year intensity_level type_of_conflict start_date start_prec "
    "start_date2 start_prec2 gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc region version",
    numbers="dyad_id conflict_id incompatibility intensity_level type_of_conflict start_prec "
    "start_prec2",
    dates="start_date start_date2",
)
# On the conflict level dyad_id and the ids of the sides are lists ("411, 412"), so text.
BATTLE_DEATHS = _schema(
    "conflict_id dyad_id location_inc side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd "
    "incompatibility territory_name year bd_best bd_low bd_high type_of_conflict "
    "battle_location gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc gwno_battle region version",
    numbers="conflict_id incompatibility bd_best bd_low bd_high type_of_conflict",
)
ACTORS = _schema(
    "actorid namedata nameorig nameorigfull nameorigfulleng namechange newname "
    "newnamefullmothertongue newnamefulleng org conflictid dyadid primaryparty osid oscoalition "
    "oscoalitionid nsid nscoalition nscoalitionid splinter nameprev actoridprev splittemp "
    "namesplittemp actoridsplittemp alliance namealliance actoridalliance joingroup groupname "
    "actoridgroup location gwnoloc region version",
    numbers="actorid",
)


def _country_year() -> dict[str, Dtype]:
    """Return the 74 columns of UCDP's country-year codebook 26.1, lower-cased.

    Deaths come as best, high, low; `NO_DYAD` and "; " lists make the columns of dyads text.
    """
    dyads = "exist dyad_count dyad_ids dyad_names"
    parts = "deaths_parties deaths_civilians deaths_unknown"
    subtype = f"{dyads} govt_inv_incomp {parts} deaths_best deaths_high deaths_low"
    total = "total_deaths_best total_deaths_high total_deaths_low"
    killings = [
        f"os_{who}_{what}"
        for who in ("govt", "any_govt", "nsgroup")
        for what in ("inv", "killings_best", "killings_high", "killings_low")
    ]
    orgvio = [f"cumulative_total_deaths_{part}_in_orgvio" for part in _PARTS]
    names = [
        *("country", "country_id", "year", "region", "govt_name"),
        *_prefixed("sb", f"{dyads} {parts} {total}"),
        *(*_prefixed("sb_intrastate", subtype), *_prefixed("sb_interstate", subtype)),
        *_prefixed("ns", f"{dyads} {parts} {total}"),
        *(*_prefixed("os", dyads), *killings, "os_killings_unknown", *_prefixed("os", total)),
        *(*orgvio, *_prefixed("cumulative_total_deaths_in_orgvio", "best high low"), "version"),
    ]
    text = ("country", "region", "govt_name", "version", "dyad_ids", "dyad_names")
    numbers = [name for name in names if not name.endswith(text)]
    return _schema(" ".join(names), numbers=" ".join(numbers))


_PARTS = ("parties", "civilians", "unknown")


def _prefixed(prefix: str, names: str) -> list[str]:
    return [f"{prefix}_{name}" for name in names.split()]


COUNTRY_YEAR = _country_year()

SCHEMAS: Mapping[str, Schema] = {
    "ged": GED,
    "country-year": COUNTRY_YEAR,
    "one-sided": ONE_SIDED,
    "non-state": NON_STATE,
    "armed-conflict": ARMED_CONFLICT,
    "dyadic": DYADIC,
    "battle-deaths": BATTLE_DEATHS,
    "actors": ACTORS,
}
