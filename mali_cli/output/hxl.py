"""Labels of columns, and their HXL tags.

Hashtags and attributes are of the HXL 1.1 core (https://hxlstandard.org/standard/1-1final/).
Where HDX tags UCDP's event files itself, its tags are taken (file of South Sudan, GED 22.1, from
https://data.humdata.org); the others follow its manner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.result import Result

LONGEST = 80
FIGURE_LABELS = {
    "deaths": "Deaths, by the measure and estimate that were asked for; missing: not covered",
    "low": "Low estimate",
    "high": "High estimate",
    "best": "Best estimate of deaths",
    "events": "Number of events",
    "years": "Years that the rate is taken over",
    "per_year": "Deaths a year",
    "peak": "Year or month with the most deaths; ties are joined by ;",
    "peak_deaths": "Deaths in the peak",
    "share": "Deaths over the distinct total, a fraction of 1",
    "ratio_to_previous": "Deaths a year over those of the phase before",
    "straddling": "Deaths from observations that cross an edge of the phase",
    "deaths_a": "Deaths of side A, best estimate",
    "deaths_b": "Deaths of side B, best estimate",
    "deaths_civilians": "Deaths of civilians, best estimate",
    "deaths_unknown": "Deaths of persons of unknown status, best estimate",
}
DIMENSIONS = {
    "phase": "Phase",
    "start": "First day",
    "end": "Last day, inclusive",
    "year": "Calendar year",
    "month": "Month, as 2013-07",
    "quarter": "Quarter, as 2013-Q3",
    "country_id": "UCDP's number of the country (Gleditsch and Ward)",
    "country": "UCDP's name of the country",
    "region": "UCDP's region",
    "type_of_violence": "Type of organised violence",
    "perpetrator": "Who killed, in one-sided violence",
    "actor": "Actor on either side; such rows overlap",
    "actor_id": "UCDP's id of the actor",
    "dyad": "Dyad: the two sides",
    "dyad_id": "UCDP's id of the dyad",
    "conflict": "Conflict",
    "conflict_id": "UCDP's id of the conflict",
    "adm_1": "First-order division",
    "place": "Place, as most events at these coordinates name it",
    "adm_2": "Second-order division",
    "priogrid_gid": "Cell of PRIO-GRID",
    "measure": "What is counted: deaths, civilians or events",
    "dataset": "Data set of UCDP",
    "release": "Release of the data set",
    "estimate": "UCDP's estimate: best, low or high",
    "straddle": "Rule for observations that cross an edge",
}
EVENTS = {
    "id": "UCDP's number of the event",
    "relid": "Id of the event in words",
    "active_year": "Conflict, dyad or actor reached 25 deaths in the year",
    "code_status": "Clear, or what UCDP has still to check",
    "number_of_sources": "Reports behind the event; -1: not counted",
    "where_prec": "Precision of the place: 1 exact to 7 international",
    "where_coordinates": "Place of the coordinates",
    "latitude": "Degrees north",
    "longitude": "Degrees east",
    "event_clarity": "1: high, the event stands alone; 2: low, part of an aggregate",
    "date_prec": "Precision of the date: 1 exact day to 5 up to a year",
    "date_start": "First day",
    "date_end": "Last day, inclusive",
}
LABELS = FIGURE_LABELS | DIMENSIONS | EVENTS


def label_of(column: str) -> str:
    """Return what a column is; where no words are known, its own name with spaces."""
    return LABELS.get(column) or column.replace("_", " ")


KILLED = "#affected+killed"
HDX = {
    "year": "#date+year",
    "side_a": "#group+name+first",
    "side_b": "#group+name+second",
    "source_article": "#meta+source",
    "source_headline": "#description",
    "where_coordinates": "#loc+name",
    "adm_1": "#adm1+name",
    "adm_2": "#adm2+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "country": "#country+name",
    "iso3": "#country+code",
    "region": "#region+name",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "best": KILLED,
}
"""The columns that HDX tags, with its tags."""
FIGURE_TAGS = {
    "deaths": KILLED,
    "low": f"{KILLED}+min",
    "high": f"{KILLED}+max",
    "per_year": f"{KILLED}+rate",
    "peak_deaths": f"{KILLED}+peak",
    "share": f"{KILLED}+pct",
    "ratio_to_previous": f"{KILLED}+ratio",
    "straddling": f"{KILLED}+straddling",
    "deaths_a": f"{KILLED}+first",
    "deaths_b": f"{KILLED}+second",
    "deaths_civilians": f"{KILLED}+civilians",
    "deaths_unknown": f"{KILLED}+unknown",
    "bd_best": KILLED,
    "bd_low": f"{KILLED}+min",
    "bd_high": f"{KILLED}+max",
    "best_fatality_estimate": KILLED,
    "low_fatality_estimate": f"{KILLED}+min",
    "high_fatality_estimate": f"{KILLED}+max",
    "events": "#event+num",
    "years": "#indicator+years+num",
}
TIME_AND_PLACE = {
    "month": "#date+month",
    "quarter": "#date+quarter",
    "peak": "#date+peak",
    "start": "#date+start",
    "end": "#date+end",
    "first_day": "#date+start",
    "last_day": "#date+end",
    "operations_start": "#date+start+operations",
    "mandate_end": "#date+end+mandate",
    "created": "#date+created",
    "source_date": "#date+source",
    "date_prec": "#date+precision+code",
    "phase": "#event+phase+name",
    "country_id": "#country+code+v_gwno",
    "gwno": "#country+code+v_gwno",
    "gwnoa": "#country+code+v_gwno+first",
    "gwnob": "#country+code+v_gwno+second",
    "countries": "#country+list",
    "where_prec": "#geo+precision+code",
    "where_description": "#loc+description",
    "place": "#loc+name",
    "geom_wkt": "#geo+wkt",
    "priogrid_gid": "#geo+grid+code+v_priogrid",
}
WHO_AND_WHAT = {
    "id": "#event+id",
    "relid": "#event+id+text",
    "type_of_violence": "#event+type",
    "event_clarity": "#event+clarity+code",
    "active_year": "#event+active+bool",
    "code_status": "#status+code",
    "conflict": "#crisis+name",
    "conflict_name": "#crisis+name",
    "conflict_new_id": "#crisis+id",
    "conflict_dset_id": "#crisis+id+old",
    "conflict_id": "#crisis+id",
    "dyad": "#group+name+dyad",
    "dyad_name": "#group+name+dyad",
    "dyad_new_id": "#group+id+dyad",
    "dyad_dset_id": "#group+id+dyad+old",
    "dyad_id": "#group+id+dyad",
    "side_a_new_id": "#group+id+first",
    "side_a_dset_id": "#group+id+first+old",
    "side_b_new_id": "#group+id+second",
    "side_b_dset_id": "#group+id+second+old",
    "actor": "#group+name",
    "actor_name": "#group+name",
    "actor_id": "#group+id",
    "perpetrator": "#group+type+perpetrator",
    "mission": "#operations+name",
    "full_name": "#operations+name+full",
    "timeline": "#crisis+timeline+name",
    "title": "#description+title",
    "note": "#description+note",
    "remark": "#description+remark",
    "unsure": "#description+unsure",
    "number_of_sources": "#meta+source+num",
    "source_office": "#meta+source+office",
    "source_original": "#meta+source+original",
    "source": "#meta+source",
    "url": "#meta+url",
    "rows": "#meta+rows+num",
    "bytes": "#meta+bytes+num",
}
TAGS = HDX | FIGURE_TAGS | TIME_AND_PLACE | WHO_AND_WHAT
"""The tag of a column, by its name; any other is `#meta` with its name as attribute."""
_COUNTED = {"civilians": f"{KILLED}+civilians", "events": "#event+num"}
"""What the columns of figures hold where not all deaths were asked for."""


def tags_of(result: Result, columns: Sequence[str]) -> list[str]:
    """Return the tag of each column; those of figures say what was counted."""
    counted = _COUNTED.get(result.measure, KILLED)
    if "best" in columns:  # the rows of events, whatever is counted of them
        counted = KILLED
    return [_tag(name).replace(KILLED, counted) for name in columns]


def _tag(name: str) -> str:
    return TAGS.get(name) or f"#meta+{re.sub('[^a-z0-9]+', '_', name.lower()).strip('_')}"
