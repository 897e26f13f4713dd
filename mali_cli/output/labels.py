"""What columns are, in up to 80 characters: the labels of variables in a Stata file."""

from __future__ import annotations

LONGEST = 80
FIGURES = {
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
LABELS = FIGURES | DIMENSIONS | EVENTS


def label_of(column: str) -> str:
    """Return what a column is; where no words are known, its own name with spaces."""
    return LABELS.get(column) or column.replace("_", " ")
