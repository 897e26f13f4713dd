"""Made-up rows in the shape of UCDP's data sets: nothing here happened, no row is copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from mali_cli.datasets.registry import data_sets
from mali_cli.datasets.ucdp import UCDP
from mali_cli.read.casting import Schema, schema_of

Row = dict[str, str | None]
SCHEMAS = {
    one.name: schema_of(one.layouts[0])
    for one in data_sets()
    if one.maker is UCDP and not one.supplements
}
GED, COUNTRY_YEAR = SCHEMAS["ged"], SCHEMAS["country-year"]

_HEADLINE = 'Raid on "Old Ford",\nseveral dead;\r\nsecond report'


def _event(number: int, **cells: str | None) -> Row:
    best = cells.get("best", "3")
    row: Row = dict.fromkeys(GED)
    row |= {
        "id": str(900000 + number),
        "relid": f"MADE-2016-1-77-{number}",
        "year": "2016",
        "active_year": "true",
        "code_status": "Clear",
        "type_of_violence": "1",
        "conflict_dset_id": "77",
        "conflict_new_id": "77",
        "conflict_name": "Madeup: Government",
        "dyad_dset_id": "78",
        "dyad_new_id": "78",
        "dyad_name": "Government of Madeup - Alpha",
        "side_a_dset_id": "79",
        "side_a_new_id": "79",
        "side_a": "Government of Madeup",
        "side_b_dset_id": "XXX432",
        "side_b_new_id": "80",
        "side_b": "Alpha, Béta",
        "number_of_sources": "-1",
        "source_article": '"Made-up Times,2016-05-27,Raid, near the ford"',
        "where_prec": "1",
        "where_coordinates": "Old Ford",
        "adm_1": "North region",
        "latitude": "15.5",
        "longitude": "-1.25",
        "geom_wkt": "POINT (-1.25 15.5)",
        "priogrid_gid": "152277",
        "country": "Mali",
        "country_id": "432",
        "region": "Africa",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2016-05-26",
        "date_end": "2016-05-27",
        "deaths_a": "0",
        "deaths_b": best,
        "deaths_civilians": "0",
        "deaths_unknown": "0",
        "best": best,
        "high": best,
        "low": best,
        "gwnoa": "432",
        **cells,
    }
    return row


def made_event(number: int, day: str, best: int, last: str | None = None, **cells: str) -> Row:
    """Return an event of a day, or of more, in which so many died."""
    days = {"year": day[:4], "date_start": day, "date_end": last or day}
    return _event(1, **days, best=str(best)) | {"id": str(number)} | cells


EVENTS: tuple[Row, ...] = (
    _event(1),
    _event(2, source_headline=_HEADLINE, where_description="ford \ufeffof the river", best="12"),
    _event(3, type_of_violence="2", gwnoa=None, active_year="false", best="0", high="4", low="0"),
    _event(
        4, type_of_violence="3", side_b="Civilians", gwnoa="432;436", adm_1=None, where_prec="6"
    ),
    _event(
        5,
        country="Niger",
        country_id="436",
        year="2017",
        date_start="2017-01-02",
        date_end="2017-01-02",
        source_article="[/red] and :bomb: 'quoted'",
    ),
)
"""Five events: 21 deaths; line breaks, quotes, a BOM and lists in cells, an event without adm_1."""


def frame_of(rows: Sequence[Mapping[str, str | None]], schema: Schema = GED) -> pl.DataFrame:
    """Build the frame that these rows of text should become, without the code under test."""
    names = [name for name in schema if name in rows[0]]
    columns = {
        name: [_value(_cut(row[name], name), schema[name]) for row in rows] for name in names
    }
    return pl.DataFrame(columns, schema={name: schema[name] for name in names})


def _cut(cell: str | None, name: str) -> str | None:
    """Take the blanks off the end of a name."""
    named = name.endswith("_name") or name in ("side_a", "side_b", "country", "region")
    places = ("adm_1", "adm_2", "where_coordinates")
    return cell.rstrip(" ") if cell and (named or name in places) else cell


def _value(cell: str | None, dtype: type[pl.DataType]) -> object:
    if cell is None or cell == "":
        return None
    if dtype == pl.Date:
        return date.fromisoformat(cell)
    if dtype == pl.Boolean:
        return cell == "true"
    if dtype == pl.Float64:
        return float(cell)
    return int(cell) if dtype.is_integer() else cell


def yearly(dataset: str, number: int = 3, **cells: str | None) -> list[Row]:
    """Return rows of a yearly data set; numbers are small, lists and names are made up."""
    return [_yearly_row(dataset, at) | cells for at in range(number)]


def _yearly_row(dataset: str, at: int) -> Row:
    row: Row = {}
    for name, dtype in SCHEMAS[dataset].items():
        row[name] = {pl.Date: f"20{10 + at}-0{at + 1}-25", pl.Int32: str(2015 + at)}.get(
            dtype, str(at + 1) if dtype.is_integer() else f"{name} {at}, Béta"
        )
    estimates = [name for name in row if name.endswith("_fatality_estimate") or name[:3] == "bd_"]
    row |= dict.fromkeys(estimates, "30") | {"version": "25.1"}
    lists = {"gwno_location": "432, 436", "region": "4, 3", "location": "Mali, Niger"}
    row |= {name: value for name, value in lists.items() if name in row}
    if dataset == "country-year":
        row |= {"country": "Mali", "country_id": "432", "region": "Africa"}
        row |= {name: "0" for name, dtype in SCHEMAS[dataset].items() if dtype == pl.Int64}
        row |= {"country_id": "432", "os_total_deaths_best": "5", "os_total_deaths_high": "6"}
        row |= {"os_total_deaths_low": "5", "cumulative_total_deaths_in_orgvio_best": "5"}
        row |= {
            f"cumulative_total_deaths_in_orgvio_{e}": v for e, v in (("high", "6"), ("low", "5"))
        }
    return row
