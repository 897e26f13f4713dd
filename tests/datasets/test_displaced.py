"""The displaced, refugees, uniformed personnel: what is of a year, what there is at a day."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import jsonschema  # type: ignore[import-untyped]
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.datasets.declaration import Sought
from mali_cli.datasets.registry import data_set, layout_of
from mali_cli.model.errors import DamagedError, UsageError
from mali_cli.observations.population import people_of
from mali_cli.read.files import read_bytes
from tests.read.test_damage import damaged
from tests.read.writers import FIXTURES

from . import stock_files
from .stock_files import DISPLACED, FIRST

if TYPE_CHECKING:
    from tests.cli.conftest import Run

DISPLACEMENT, REFUGEES, PERSONNEL = (
    str(FIXTURES / name) for name in (stock_files.IDMC, stock_files.UNHCR, stock_files.PERSONNEL)
)
REAL = "idmc_gidd_2025-05.json"


def figures(*groups: str, value: str, **asked: Any) -> dict[Any, Any]:
    """Return what comes out by group."""
    frame = mali_cli.totals(by=groups, **asked).frame
    return dict(frame.select(pl.concat_list(groups).list.join(" "), value).iter_rows())


def by_year(file: str, measure: str, value: str, **asked: Any) -> dict[int, float]:
    """Return figures by year."""
    frame = mali_cli.totals(data=file, measure=measure, by="year", **asked).frame
    return dict(frame.select("year", value).iter_rows())


def of_mali(number: int) -> dict[int, int]:
    """Return the figures of the fixture that are known: new (0) or total (1)."""
    pairs = enumerate(DISPLACED["MLI"], FIRST)
    return {year: one for year, both in pairs if (one := both[number]) is not None}


@pytest.mark.parametrize("file", [stock_files.IDMC, stock_files.IDMC_CSV])
def test_new_is_of_a_year_and_total_of_its_end(file: str) -> None:
    path = str(FIXTURES / file)
    assert by_year(path, "new", "new_displacement", country="Mali") == of_mali(0)
    assert by_year(path, "total", "total_displacement", country="Mali") == of_mali(1)
    assert by_year(path, "new", "new_displacement", country="Mali")[2015] == 0


def test_no_figure_is_no_zero() -> None:
    new = mali_cli.totals(data=DISPLACEMENT, country="Niger", by="year")
    assert 2013 not in new.frame["year"].to_list()
    assert "with nothing in between" in " ".join(map(str, new.notes))
    both = mali_cli.totals(data=DISPLACEMENT, country=["Mali", "Niger"], by="year")
    said = " ".join(map(str, both.notes))
    assert "no figure of Niger in 2013, so sums are too low" in said
    total = mali_cli.totals(
        data=DISPLACEMENT, measure="total", country=["Mali", "Niger"], by="year"
    )
    assert 2016 not in total.frame["year"].to_list()  # Mali has one before and after
    said = " ".join(map(str, total.notes))
    assert "no figure of Mali in 2016, so no sum with it then" in said
    assert "Displaced people do not add up over time" in said


def test_a_phase_has_the_mean_the_first_the_last_and_the_most_of_a_stock() -> None:
    found = mali_cli.periods(data=DISPLACEMENT, measure="total", cut=["2014-07-01"])
    rows = found.frame.select(
        "years", "total_displacement", "first", "last", "peak", "peak_total_displacement"
    ).rows()
    assert rows == [(1, 700.0, 700, 700, "2013", 700), (4, 316.2, 410, 200, "2014", 410)]
    assert not {"at_least", "per_year", "share", "straddling"} & set(found.frame.columns)


def test_a_flow_has_bounds_and_its_years_are_those_with_a_figure() -> None:
    found = mali_cli.periods(data=DISPLACEMENT, country="Mali", cut=["2014-07-01"]).frame
    first, second = found.iter_rows(named=True)
    assert (first["new_displacement"], first["at_least"], first["at_most"]) == (320, 300, 320)
    assert first["years"] == pytest.approx(1.5, abs=0.01)  # from 2013 on
    assert (second["new_displacement"], second["at_least"]) == (183, 163)


def test_rates_are_over_person_years_or_over_the_people_of_the_day() -> None:
    people = people_of([432]).counts
    asked: dict[str, Any] = {"data": DISPLACEMENT, "country": "Mali", "per": 100_000}
    for measure, value, number in (
        ("new", "new_displacement", 0),
        ("total", "total_displacement", 1),
    ):
        frame = mali_cli.totals(**asked, measure=measure, by="year").frame
        rates = dict(frame.select("year", f"{value}_per_100000").iter_rows())
        wanted = {year: 1e5 * one / people["MLI", year] for year, one in of_mali(number).items()}
        assert rates == pytest.approx(wanted, rel=1e-5)
    two = mali_cli.totals(**asked, from_="2013", to="2014").frame["new_displacement_per_100000"]
    assert two[0] == pytest.approx(1e5 * 320 / (people["MLI", 2013] + people["MLI", 2014]), 1e-5)


def test_places_that_are_no_country_count_in_the_whole_only() -> None:
    each = figures("country", value="total_displacement", data=DISPLACEMENT, measure="total")
    assert each["Israel"] == 21  # which UCDP counts Palestine under
    table = read_bytes(Path(DISPLACEMENT).read_bytes(), "x")
    abyei = table.frame.filter(pl.col("country") == "Abyei Area")
    assert abyei["country_id"].null_count() == 7


def test_refugees_are_stocks_by_origin_and_a_dash_is_no_figure() -> None:
    for file in (stock_files.UNHCR, stock_files.UNHCR_CSV):
        path = str(FIXTURES / file)
        assert by_year(path, "refugees", "refugees", country="Mali") == {
            **{2012: 1400, 2013: 1500, 2014: 1300},
        }
        assert by_year(path, "asylum-seekers", "asylum_seekers", country="Niger")[2014] == 5
        assert by_year(path, "idps", "idps", country="Mali") == {2012: 650, 2013: 330}
        assert by_year(path, "idps", "idps", country="Niger") == {2013: 120, 2014: 130}


def test_idmc_and_unhcr_are_never_added() -> None:
    with pytest.raises(UsageError, match="unknown measure 'idps'"):
        mali_cli.totals(data=DISPLACEMENT, measure="idps")
    with pytest.raises(UsageError, match="unknown measure 'total'"):
        mali_cli.totals(data=REFUGEES, measure="total")
    said = " ".join(map(str, mali_cli.totals(data=REFUGEES, measure="idps").notes))
    assert "never added to IDMC's" in said


def test_uniformed_personnel_by_month_contributor_and_mission() -> None:
    assert figures("month", "mission", value="uniformed", data=PERSONNEL) == {
        **{"2013-07 MINUSMA": 110, "2013-08 MINUSMA": 200, "2013-10 MINUSMA": 270},
        **{f"2013-{month} UNMIL": 500 for month in ("07", "08", "09", "10")},
    }
    both = mali_cli.totals(data=PERSONNEL, by="month")
    assert "2013-09" not in both.frame["month"].to_list()  # of MINUSMA it is missing
    assert "no figure of MINUSMA in 2013-09" in " ".join(map(str, both.notes))
    each = figures("contributor", value="uniformed", data=PERSONNEL, mission="MINUSMA")
    assert each == {"Chad": pytest.approx(123.3), "Togo": 70}
    kinds = figures("personnel", value="uniformed", data=PERSONNEL, mission="MINUSMA")
    assert kinds == {"Individual Police": 10, "Troops": pytest.approx(183.3)}
    women = figures("month", value="women", data=PERSONNEL, mission="MINUSMA", measure="women")
    assert women == {"2013-07": 4, "2013-08": 14, "2013-10": 27}


@pytest.mark.parametrize("unit", ["year", "quarter", "month"])
@pytest.mark.parametrize("asked", [{"data": PERSONNEL}, {"dataset": "un-fatalities"}])
def test_phases_are_not_by_units_of_time(unit: str, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=f"cannot group by '{unit}'") as caught:
        mali_cli.periods(**asked, mission="MINUSMA", by=unit)
    assert "year" not in str(caught.value.hint)


def test_whoever_is_not_listed_in_a_month_of_a_mission_has_nobody_there() -> None:
    found = mali_cli.periods(data=PERSONNEL, mission="MINUSMA", by="contributor").frame
    during = found.filter(phase="during").select("contributor", "months", "uniformed", "first")
    assert during.rows() == [("Chad", 3, pytest.approx(123.3), 100), ("Togo", 3, 70.0, 10)]
    august = figures(
        "contributor", "personnel", value="uniformed", data=PERSONNEL, from_="2013-08", to="2013-08"
    )
    assert august["Togo Individual Police"] == 0


def test_a_phase_of_a_mission_has_its_staff() -> None:
    row = mali_cli.periods(data=PERSONNEL, mission="MINUSMA").frame.row(1, named=True)
    assert (row["months"], row["uniformed"], row["first"], row["last"]) == (3, 193.3, 110, 270)
    assert (row["peak"], row["peak_uniformed"]) == ("2013-10", 270)
    chart = mali_cli.chart(data=PERSONNEL, mission="MINUSMA", by="month").frame
    assert chart["uniformed"].to_list() == [110, 200, 270]
    with pytest.raises(UsageError, match="cannot group by 'country'"):
        mali_cli.totals(data=PERSONNEL, by="country")


CHANGED: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "negative": (
        stock_files.IDMC_CSV,
        lambda c: c.replace(b",300,", b",-300,"),
        "is not a number of people",
    ),
    "decimals": (stock_files.IDMC_CSV, lambda c: c.replace(b",300,", b",300.5,"), "300.5"),
    "a word": (stock_files.UNHCR_CSV, lambda c: c.replace(b"1400", b"many"), "many"),
    "a key twice": (
        stock_files.IDMC_CSV,
        lambda c: c.replace(b"2014,20", b"2013,20"),
        "is repeated",
    ),
    "a part": (stock_files.IDMC, lambda c: c.replace(b'"count": 28', b'"count": 29'), "only one"),
    "a page": (stock_files.UNHCR, lambda c: c.replace(b'"maxPages": 1', b'"maxPages": 2'), "2"),
    "two in a month": (
        stock_files.PERSONNEL,
        lambda c: c.replace(b"2013-08-31", b"2013-07-15", 1),
        "repeated with different content",
    ),
    "no date": (stock_files.PERSONNEL, lambda c: c.replace(b"2013-08-31", b""), "empty"),
    "staff below 0": (stock_files.PERSONNEL, lambda c: c.replace(b",97,", b",-97,"), "negative"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_what_cannot_be_is_refused(name: str) -> None:
    file, change, says = CHANGED[name]
    content = (FIXTURES / file).read_bytes()
    changed = change(content)
    assert changed != content
    with pytest.raises(DamagedError) as caught:
        read_bytes(changed, "x")
    assert says in str(caught.value)
    assert "ucdp.uu.se" not in str(caught.value.hint or "")


@pytest.mark.parametrize("quote", ["", '"never closed'])
@pytest.mark.parametrize(
    "file", ["un-fatalities.csv", "acled.csv", *sorted(stock_files.all_files())]
)
def test_a_file_that_is_cut_names_its_own_maker(file: str, quote: str) -> None:
    whole = (FIXTURES / file).read_bytes()
    content = whole[: whole.rfind(b"\n", 0, min(600, len(whole) // 2)) + 7] + quote.encode()
    with pytest.raises(DamagedError) as caught:
        read_bytes(content, "x")
    hint = str(caught.value.hint)
    assert "ucdp.uu.se" not in hint
    assert "download it anew from https://" in hint


def test_a_blank_cell_of_a_contributor_makes_its_month_blank(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(Path(PERSONNEL).read_bytes().replace(b",4,116,", b",,116,"))
    months = figures("month", value="uniformed", data=str(path), mission="MINUSMA")
    assert months == {"2013-07": 110, "2013-10": 270}


def test_the_fixtures_are_those_of_their_writer() -> None:
    for name, content in stock_files.all_files().items():
        assert (FIXTURES / name).read_bytes() == content


@pytest.mark.parametrize("file", sorted(stock_files.all_files()))
@given(st.data())
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_random_damage_is_read_or_refused(file: str, data: st.DataObject) -> None:
    content = data.draw(damaged((FIXTURES / file).read_bytes()))
    with suppress(DamagedError, UsageError):
        table = read_bytes(content, "x")
        asked = data_set(table.dataset)
        for amount in asked.amounts:
            wanted = Sought((), (), amount.name)
            observe = layout_of(table.dataset, table.frame.columns).observe
            assert observe is not None
            found = observe(table.frame.lazy(), wanted).frame.collect()
            assert found.height <= table.height
            assert found.filter(pl.col("end") < pl.col("start")).is_empty()


NUMBERS = st.none() | st.integers(0, 10**8)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=7))
@settings(suppress_health_check=list(HealthCheck), deadline=None)
def test_any_figures_come_back_and_no_figure_never_as_zero(
    tmp_path_factory: pytest.TempPathFactory, figures: list[tuple[int | None, int | None]]
) -> None:
    first = stock_files.displaced_rows()[0]
    rows = [
        first | {"year": FIRST + at, "new_displacement": new, "total_displacement": total}
        for at, (new, total) in enumerate(figures)
    ]
    path = tmp_path_factory.mktemp("any") / "a.json"
    path.write_bytes(stock_files.as_json(stock_files.displaced_page(rows, len(rows), None)))
    for number, (measure, value) in enumerate(
        (("new", "new_displacement"), ("total", "total_displacement"))
    ):
        known = {FIRST + at: both[number] for at, both in enumerate(figures)}
        wanted = {year: one for year, one in known.items() if one is not None}
        assert by_year(str(path), measure, value) == wanted


def test_a_running_year_has_no_end_yet(tmp_path: Path) -> None:
    rows = stock_files.refugee_rows()[:3]
    path = tmp_path / "a.json"
    path.write_bytes(stock_files.as_json(stock_files.refugee_page(rows, 1, 1)))
    import_files([str(path)], Watch(), release="2014-08-01", whole=True)
    frame = mali_cli.totals(dataset="refugees", country="Mali", by="year").frame
    assert frame["year"].to_list() == [2012, 2013]


def test_the_json_of_other_commands_is_of_the_schema(run: Run) -> None:
    schema = json.loads((FIXTURES.parent / "docs" / "json-schema.json").read_text())
    for line in (
        f"compare --data {DISPLACEMENT} --mission MINUSMA --per 100000",
        f"totals --data {DISPLACEMENT} --measure total --by country --by year --per 100000",
        f"totals --data {PERSONNEL} --by contributor --by personnel --by month",
        "check --only exit-5c",
        "datasets",
    ):
        jsonschema.Draft202012Validator(schema).validate(run(*line.split(), "--json").json())


@pytest.mark.parametrize("command", ["totals", "periods", "chart"])
@pytest.mark.parametrize(
    ("file", "measure"),
    [(DISPLACEMENT, "new"), (DISPLACEMENT, "total"), (REFUGEES, "idps"), (PERSONNEL, "women")],
)
def test_its_json_is_of_the_schema(run: Run, command: str, file: str, measure: str) -> None:
    ran = run(command, "--data", file, "--measure", measure, "--json")
    assert ran.code == 0, ran.err
    schema = json.loads((FIXTURES.parent / "docs" / "json-schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(ran.json())


def test_the_axis_says_of_which_day_a_stock_is(run: Run) -> None:
    ask = ("chart", "--data", DISPLACEMENT, "-c", "Mali", "--measure", "total")
    assert "displaced people at the end of the year" in run(*ask).out
    other = ("chart", "--data", PERSONNEL, "--mission", "MINUSMA")
    assert "uniformed personnel at the end of the month" in run(*other, "--by", "month").out
    assert "uniformed personnel, mean of the year" in run(*other, "--by", "year").out


OPTIONS = (
    *("", "--by year", "--by month", "--by country --by year", "--by mission", "--by region"),
    *("--by contributor --by quarter", "--per 100000", "--per 1000 --by country", "-c @ecowas"),
    *("--months 1..6 --by year", "--from 2013-03 --to 2014-02", "-c Mali -c Niger --by country"),
    *("--mission MINUSMA", "--mission UNMIL --by year", "--straddle drop", "--straddle split"),
    *("-t all", "--cumulative", "--lines", "--beside un-fatalities", "--fill --by country"),
    *("--phase a=2013..2013", "--cut 2013-09-15", "--mission MINUSMA --window 1y", "--hxl --csv"),
    *("--peak-by month", "--uncertainty range", "--range", "--log", "--timeline mali-coups"),
    *("--nationality Chad", "--from 1950 --to 1960", "--from 2030", "-f markdown", "--json"),
)


@pytest.mark.sample(4)
@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("command", ["totals", "periods", "chart", "compare"])
def test_every_option_answers_or_says_why_not(run: Run, command: str, options: str) -> None:
    for file, measure in (
        *((DISPLACEMENT, "new"), (DISPLACEMENT, "total")),
        *((REFUGEES, "idps"), (PERSONNEL, "uniformed")),
    ):
        ran = run(command, "--data", file, "--measure", measure, *options.split())
        assert ran.code in (0, 2, 3), ran.err
        assert ran.code == 0 or ran.err.startswith(("error: ", "Usage: "))


def test_each_is_cited_with_its_own_work(run: Run) -> None:
    for name, author in (
        ("displacement@2025-05-13", "Internal Displacement Monitoring Centre (2025)"),
        ("refugees@2025-06-12", "UNHCR (2025)"),
        ("un-personnel@2023-12-31", "United Nations (2023)"),
    ):
        assert author in run("cite", "--dataset", name).out


def test_what_idmc_really_has(real_data: Callable[[str], Path]) -> None:
    path = str(real_data(REAL))
    mali = by_year(path, "total", "total_displacement", country="Mali")
    assert {year: mali[year] for year in (2012, 2022, 2023, 2024)} == {
        **{2012: 230_000, 2022: 379_932, 2023: 344_061, 2024: 360_591},
    }
    during = mali_cli.periods(data=path, measure="total").frame.row(1, named=True)
    assert (during["years"], during["first"], during["last"]) == (11, 218_000, 344_061)
    assert (during["peak"], during["peak_total_displacement"]) == ("2022", 379_932)
    source = mali_cli.totals(data=path, measure="total", country="Mali").source
    assert source is not None
    assert (source.release, source.licence) == ("2025-05-13", "CC BY 3.0 IGO")


def as_table(real: Path, folder: Path) -> str:
    """Return IDMC's rows as a file for the oracle."""
    rows = json.loads(real.read_text())["results"]
    assert len(rows) == 961
    path = folder / "rows.csv"
    pl.DataFrame(rows, infer_schema_length=None).write_csv(path)
    return str(path)


def test_the_oracle_has_the_same_flows(real_data: Callable[[str], Path], tmp_path: Path) -> None:
    real = real_data(REAL)
    wanted = (
        duckdb.connect()
        .execute(
            f"SELECT year, sum(new_displacement)::BIGINT FROM '{as_table(real, tmp_path)}' "
            "WHERE iso3 IN ('MLI', 'NER', 'BFA', 'TCD') AND new_displacement IS NOT NULL "
            "GROUP BY year ORDER BY year"
        )
        .fetchall()
    )
    asked = {"country": ["Mali", "Niger", "BFA", "Chad"]}
    found = by_year(str(real), "new", "new_displacement", **asked)
    assert [*found.items()] == wanted


def test_the_oracle_has_the_same_stocks(real_data: Callable[[str], Path], tmp_path: Path) -> None:
    """Of a year in which a country has no figure, though before and after, there is none."""
    real = real_data(REAL)
    wanted = (
        duckdb.connect()
        .execute(
            f"""WITH known AS (
              SELECT iso3, year, total_displacement AS n FROM '{as_table(real, tmp_path)}'
              WHERE iso3 IN ('ARM', 'GHA', 'TGO', 'MLI') AND n IS NOT NULL),
            lives AS (SELECT iso3, min(year) AS a, max(year) AS b FROM known GROUP BY iso3),
            years AS (SELECT DISTINCT year FROM known),
            due AS (
              SELECT year, count(*) AS c FROM years JOIN lives ON year BETWEEN a AND b
              GROUP BY year)
            SELECT k.year, sum(n)::DOUBLE FROM known k JOIN due USING (year)
            GROUP BY k.year, c HAVING count(*) = c ORDER BY k.year"""
        )
        .fetchall()
    )
    asked = {"country": ["Armenia", "Ghana", "Togo", "Mali"]}
    found = by_year(str(real), "total", "total_displacement", **asked)
    assert 0 < len(wanted) < 16
    assert [*found.items()] == wanted


def test_the_oracle_has_the_same_staff() -> None:
    wanted = (
        duckdb.connect()
        .execute(
            f"""SELECT trim(personnel_type), contributing_country,
            sum(female_personnel + male_personnel)::DOUBLE FROM '{PERSONNEL}'
            WHERE mission_acronym = 'MINUSMA' AND last_reporting_date = '2013-10-31'
            GROUP BY ALL ORDER BY ALL"""
        )
        .fetchall()
    )
    asked: dict[str, Any] = {"data": PERSONNEL, "mission": "MINUSMA", "from_": "2013-10"}
    found = mali_cli.totals(**asked, by=["personnel", "contributor"]).frame
    listed = found.filter(pl.col("uniformed") > 0)
    assert listed.select("personnel", "contributor", "uniformed").rows() == wanted
