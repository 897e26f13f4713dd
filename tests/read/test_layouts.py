"""Every layout that UCDP, HDX, R, Excel or this program give a file is read to the same rows."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from mali_cli.read.files import read_bytes, read_file
from mali_cli.read.table import Table

from .made_up import COUNTRY_YEAR, EVENTS, GED, SCHEMAS, frame_of, yearly
from .writers import CUT, EVENT_LAYOUTS, FIXTURES, GEO, NAMES_19, OTHER_LAYOUTS, WEB, all_fixtures

LACKING = {
    "ged-19.1.csv": tuple(NAMES_19),
    "ged-19.1.zip": tuple(NAMES_19),
    "ged-webexport.csv": WEB,
    "ged-cut.csv": CUT,
    "ged.geojson": (*GEO, "latitude", "longitude"),
}
LAYOUTS = {
    "ged-official.csv": "GED, 49 columns (20.1 and later)",
    "ged-19.1.zip": "GED, 42 columns (19.1)",
    "ged-webexport.csv": "web export of the UCDP site",
    "ged-hdx.csv": "HDX file with HXL tags; GED, 49 columns (20.1 and later)",
    "ged-excel.csv": "GED, 49 columns (20.1 and later); text with semicolons",
    "ged-events-output.csv": "output of mali-cli events",
    "ged-api-pages.json": "GED, 49 columns (20.1 and later); API pages saved as JSON",
    "ged.geojson": "GED-like, 48 columns; GeoJSON",
    "ged-cut.csv": "GED-like, 5 columns",
    "country-year-25.1.csv": "country-year, names of 25.1",
    "country-year-26.1.csv": "country-year, names of 26.1",
}
REMARKS = {
    "ged-webexport.csv": (
        "dates read as month, day, year",
        "column 48, without a name and empty, left out",
    ),
    "ged-hdx.csv": ("row of HXL tags left out", "column 'iso3' left out"),
    "ged-hdx-pandas.csv": (
        "row of HXL tags left out",
        "column 1, without a name, left out",
        "column 'iso3' left out",
    ),
    "ged-r.csv": ("whole numbers written as 5.0 in 24 columns",),
    "ged-excel.csv": ("dates read as day, month, year",),
    "ged-headerless.csv": ("no header line: the 49 column names of GED were assumed",),
    "ged-numbered.csv": ("column '#' left out",),
    "ged-cut.csv": ("no column id, so repeated rows cannot be recognised",),
    "ged.geojson": (
        "coordinates taken from the geometry",
        "column 'relid' left out: 0 in every row",
    ),
    "actors-latin1.csv": ("text read as Windows-1252 (Latin-1)",),
    "armed-conflict-excel.csv": ("dates read as day, month, year",),
}


def fixture(name: str) -> Table:
    return read_file(FIXTURES / name)


@pytest.mark.parametrize("name", EVENT_LAYOUTS)
def test_events_are_the_same_in_every_layout(name: str) -> None:
    table = fixture(name)
    names = [column for column in GED if column in LACKING.get(name, tuple(GED))]
    assert_frame_equal(table.frame, frame_of(EVENTS).select(names))
    assert table.dataset == "ged"
    assert table.oddities == ()
    assert tuple(map(str, table.remarks)) == REMARKS.get(name, ())
    assert table.release == ("25.1" if name == "ged-events-output.csv" else None)


@pytest.mark.parametrize("name", OTHER_LAYOUTS)
def test_yearly_sets_are_the_same_in_every_layout(name: str) -> None:
    table = fixture(name)
    dataset = next(dataset for dataset in SCHEMAS if name.startswith(dataset))
    release = "26.1" if "26.1" in name else "25.1"
    expected = frame_of(yearly(dataset, version=release), SCHEMAS[dataset])
    assert_frame_equal(table.frame, expected)
    assert (table.dataset, table.release) == (dataset, release)
    assert tuple(map(str, table.remarks)) == REMARKS.get(name, ())
    assert table.oddities == ()


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_layout_is_said_in_words(name: str) -> None:
    assert fixture(name).layout == LAYOUTS[name]


@pytest.mark.parametrize("name", all_fixtures())
def test_the_fixtures_are_what_their_writers_write(name: str) -> None:
    if name.endswith((".parquet", ".zip", ".gz")):
        pytest.skip("the bytes depend on the version of the library that packs them")
    assert (FIXTURES / name).read_bytes() == all_fixtures()[name]


def test_the_name_of_a_file_does_not_matter() -> None:
    content = (FIXTURES / "one-sided.csv").read_bytes()
    assert read_bytes(content, "GEDEvent_v26_1.csv").dataset == "one-sided"


def test_hash_and_size_are_those_of_the_file_as_given() -> None:
    packed, plain = fixture("ged-19.1.zip"), fixture("ged-19.1.csv")
    assert packed.size == (FIXTURES / "ged-19.1.zip").stat().st_size
    assert packed.sha256 != plain.sha256
    assert_frame_equal(packed.frame, plain.frame)


def test_a_bom_inside_a_cell_is_kept() -> None:
    text = fixture("ged-official.csv").frame["where_description"][1]
    assert text == "ford \ufeffof the river"


def test_lists_of_numbers_stay_text() -> None:
    assert fixture("ged-r.csv").frame["gwnoa"].to_list() == ["432", "432", None, "432;436", "432"]


def test_candidate_events_are_kept_and_their_oddities_counted() -> None:
    table = fixture("GEDEvent_v26_0_1.csv")
    assert [(odd.kind, odd.count, odd.examples) for odd in table.oddities] == [
        ("best > high", 1, ("900002",)),
        ("best is not the sum of its parts", 1, ("900002",)),
        ("code_status not Clear", 1, ("900001",)),
        ("year does not match the dates", 1, ("900002",)),
    ]


def test_schemas_have_the_columns_of_the_codebooks() -> None:
    counts = {name: len(schema) for name, schema in SCHEMAS.items()}
    assert counts == {
        "ged": 49,
        "country-year": 74,
        "one-sided": 17,
        "non-state": 32,
        "armed-conflict": 28,
        "dyadic": 25,
        "battle-deaths": 25,
        "actors": 35,
    }
    assert list(GED)[-5:] == ["best", "high", "low", "gwnoa", "gwnob"]
    assert list(COUNTRY_YEAR)[:5] == ["country", "country_id", "year", "region", "govt_name"]
    assert sum(dtype == pl.Int64 for dtype in COUNTRY_YEAR.values()) == 59
