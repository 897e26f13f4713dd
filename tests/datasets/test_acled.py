"""ACLED's events, of a user's own export: in every form, never passed on, never added to others."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.datasets.registry import data_set
from mali_cli.facts.countries import by_number, numbers_by_name
from mali_cli.model.errors import DamagedError, UsageError
from mali_cli.model.words import WEEKDAYS, fold
from mali_cli.read.files import read_bytes
from tests.cli.conftest import notes_in
from tests.datasets import acled_files
from tests.read.writers import FIXTURES, table, zipped

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NAME = "acled"
EXPORT = str(FIXTURES / "acled.csv")
FORMS = {
    "as of today": acled_files.export(),
    "semicolons": acled_files.export(mark=";"),
    "tabs": acled_files.export(mark="\t"),
    "names in upper case": acled_files.export(upper=True),
    "days as 16 May 2023": acled_files.export(acled_files.in_words),
    "days as 16/05/2023": acled_files.export(acled_files.day_first),
    "days as 1-Jul-2023": acled_files.export(acled_files.in_short),
    "of 2016": acled_files.of_2016(),
    "of 2021": acled_files.of_2021(),
    "with population": acled_files.with_population(),
    "of the API": acled_files.of_api(),
    "in a zip": zipped(acled_files.export()),
    "gzipped": gzip.compress(acled_files.export()),
}
COLUMNS = {
    **{name: name for name in ("event_type", "sub_event_type", "disorder_type")},
    **{"civilian_targeting": "civilian_targeting", "country": "country", "region": "region"},
    **{"adm1": "admin1", "adm2": "admin2", "adm3": "admin3"},
    **{"year": "year", "month": "strftime(event_date::date, '%Y-%m')"},
}
FILTERS = {
    "event_type": ("Battles", "event_type = 'Battles'"),
    "sub_event_type": ("armed clash", "sub_event_type = 'Armed clash'"),
    "disorder_type": ("Political violence", "disorder_type like '%Political violence%'"),
    "civilian_targeting": (True, "civilian_targeting = 'Civilian targeting'"),
    "actor": ("Made-up Front", "actor1 = 'Made-up Front' or actor2 = 'Made-up Front'"),
    "adm1": ("Gao", "admin1 = 'Gao'"),
    "adm2": ("Koro", "admin2 = 'Koro'"),
    "adm3": ("Barapireli", "admin3 = 'Barapireli'"),
    "place": ("ford", "location ilike '%ford%'"),
    "country": ("Niger", "iso = '562'"),
    "where_prec": (2, "geo_precision::int <= 2"),
    "date_prec": (1, "time_precision::int <= 1"),
    "from_": ("2023-01", "event_date >= '2023-01-01'"),
    "months": ("1-5", "month(event_date::date) <= 5"),
}


def oracle(what: str, where: str = "true", by: str = "1") -> dict[Any, Any]:
    """Return what DuckDB counts of the export by a group."""
    counted = {"fatalities": "sum(fatalities::int)", "events": "count(*)"}[what]
    query = f"""select nullif({by}::varchar, ''), {counted}::int
        from read_csv('{EXPORT}', all_varchar = true) where {where} group by 1"""
    return dict(duckdb.execute(query).fetchall())


def total(measure: str = "fatalities", **asked: Any) -> int:
    asked = {"data": EXPORT} | asked
    found = mali_cli.totals(measure=measure, **asked).frame[measure]
    assert len(found) == 1
    return int(found[0])


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_events(form: str, tmp_path: Path) -> None:
    file = tmp_path / "any name"
    file.write_bytes(FORMS[form])
    found = mali_cli.totals(data=str(file), by=("country", "event_type")).frame
    assert found.equals(mali_cli.totals(data=EXPORT, by=("country", "event_type")).frame)
    assert found["country_id"].unique().sort().to_list() == [432, 436]
    assert total(data=str(file), date_prec=1, where_prec=1) == 10
    old = form == "of 2016"
    assert mali_cli.totals(data=str(file)).sources[0].release == (None if old else "2025-10-24")


@pytest.mark.parametrize("measure", ["fatalities", "events"])
@pytest.mark.parametrize("group", COLUMNS)
def test_groups_equal_duckdb(group: str, measure: str) -> None:
    frame = mali_cli.totals(data=EXPORT, by=group, measure=measure).frame
    name = group.replace("adm", "adm_")
    sums = frame.group_by(name).agg(pl.col(measure).sum())
    found = {None if value is None else str(value): count for value, count in sums.iter_rows()}
    wanted = oracle(measure, by=COLUMNS[group])
    of_time = group in ("year", "month")  # a series has its empty units too
    assert found.keys() >= wanted.keys()
    assert all(found[key] == wanted.get(key, 0) for key in found)
    assert of_time or found.keys() == wanted.keys()
    assert not {"low", "high", "type_of_violence"} & {*frame.columns}


@pytest.mark.parametrize("name", FILTERS)
def test_filters_equal_duckdb(name: str) -> None:
    asked, where = FILTERS[name]
    for measure in ("fatalities", "events"):
        (wanted,) = oracle(measure, where).values()
        assert total(measure, **{name: asked}) == wanted


def test_a_kind_of_disorder_counts_alone_and_beside_another() -> None:
    """The count of political violence events of ACLED has both."""
    assert total("events", disorder_type="political violence") == 7
    assert total("events", disorder_type="Demonstrations") == 2
    assert total("events", disorder_type=("Demonstrations", "Strategic developments")) == 3
    assert total("events", event_type="Battles", country="Niger", from_=2023) == 0
    with pytest.raises(UsageError, match="--event-type 'Batles' matches nothing") as caught:
        total(event_type="Batles")
    assert "Battles" in str(caught.value.hint)


def test_phases_and_charts(run: Run) -> None:
    body = run("periods", "--data", EXPORT, "-c", "Mali", "--cut", "2023-01-01", "--json").json()
    phases = [(row["fatalities"], row["events"], row["straddling"]) for row in body["phases"]]
    assert phases == [(22, 3, 0), (2, 3, 0)]
    assert "low" not in body["phases"][0]
    chart = run("chart", "--data", EXPORT, "-c", "Mali", "--by", "quarter", "--measure", "events")
    assert chart.code == 0
    assert "Events by ACLED's count, Mali" in chart.out
    assert "events a quarter" in chart.out


def test_it_answers_only_where_it_is_named(run: Run) -> None:
    assert run("import", EXPORT, "--whole").code == 0
    assert run("totals", "-c", "Mali", "--csv", "-q").csv()["dataset"][0] == "country-year"
    ours = run("totals", "-c", "Mali", "--dataset", NAME, "--csv", "-q").csv()
    assert ours.select("fatalities", "events").row(0) == (24, 6)
    assert str(ours["release"][0]) == "2025-10-24"
    for words, says in (
        (("totals", "-t", "one-sided"), "no types of violence"),
        (("totals", "--estimate", "low"), "have one estimate only, without low and high"),
        (("totals", "--dyad", "x"), "--dyad does not apply to acled"),
        (("totals", "--by", "type"), "cannot group by 'type'"),
        (("totals", "--by", "week"), "cannot group by 'week'"),
        (("report",), "cannot answer this"),
        (("map",), "cannot answer this"),
    ):
        ran = run(*words, "--dataset", NAME)
        assert ran.code == 2
        assert says in ran.err
    ran = run("totals", "--event-type", "Battles")
    assert ran.code == 2
    assert "--event-type does not apply to ged" in ran.err


def test_every_answer_says_why_the_two_are_not_comparable(run: Run) -> None:
    for words in (("totals",), ("periods", "-c", "Mali"), ("chart", "-c", "Mali"), ("events",)):
        notes = notes_in(run(*words, "--data", EXPORT, "--json").json())
        assert sum("ACLED and UCDP are not comparable" in note for note in notes) == 1


@pytest.mark.parametrize("form", ["table", "csv", "json", "ndjson", "markdown", "geojson"])
def test_rows_are_never_put_out_without_a_warning(run: Run, form: str) -> None:
    ran = run("events", "--data", EXPORT, "-f", form, "-q")
    warned = "Rows of acled may not be passed on; terms: ACLED's terms of use"
    assert warned in ran.out + ran.err


def test_no_row_is_shipped_and_none_is_fetched(run: Run) -> None:
    one = data_set(NAME)
    assert (one.embedded, one.doors, one.passes_on) == (None, (), False)
    ran = run("fetch", NAME)
    assert ran.code == 2
    assert "mali-cli import FILE" in ran.err
    ran = run("totals", "--dataset", NAME)
    assert ran.code == 3
    assert "mali-cli import FILE" in ran.err


def test_what_events_writes_is_read_again(run: Run) -> None:
    ran = run("events", "--data", EXPORT, "--civilian-targeting", "--csv", "-q")
    again = run("totals", "--data", "-", "--by", "sub-event-type", "--csv", stdin=ran.stdout)
    assert again.csv().select("sub_event_type", "fatalities").rows() == [
        *(("Attack", 9), ("Excessive force against protesters", 1)),
    ]
    assert set(map(str, again.csv()["release"])) == {"2025-10-24"}


@pytest.mark.parametrize(
    ("file", "words", "release", "last"),
    [
        ("export.csv", (), "2025-10-24", "2023-12-31"),
        ("events_as-of-05Nov2023.csv", (), "2023-11-05", "2023-11-05"),
        ("events_AS_OF_5nov2023.csv", ("--release", "2023-12-01"), "2023-12-01", "2023-12-01"),
    ],
)
def test_the_day_of_the_export_is_the_release(
    run: Run, tmp_path: Path, file: str, words: tuple[str, ...], release: str, last: str
) -> None:
    path = tmp_path / file
    path.write_bytes(acled_files.export())
    ran = run("import", str(path), *words, "--csv", "-q")
    row = ran.csv().row(0, named=True)
    assert row["name"].startswith(f"{NAME}@{release}")
    assert str(row["last_day"]) == last


def test_a_day_that_is_none_or_before_the_rows_is_refused(run: Run) -> None:
    for release, says in (("2023-02-30", "is not an export date"), ("2001-01-01", "cover")):
        ran = run("import", EXPORT, "--release", release)
        assert ran.code == 2
        assert says in ran.err


def changed(old: str, new: str, dates: Any = str) -> bytes:
    return acled_files.export(dates).replace(old.encode(), new.encode())


def test_dates_are_read_only_where_they_are_certain() -> None:
    few = acled_files.export(lambda _: "03/02/2022")
    with pytest.raises(DamagedError, match="day or month first"):
        read_bytes(few, "x")
    for wrong in ("16 Mai 2023", "31 June 2023", "16 May 23", "May 2023", "45062", "20230516"):
        with pytest.raises(DamagedError, match="event_date"):
            read_bytes(changed("16 May 2023", wrong, acled_files.in_words), "x")


def test_rows_that_clash_or_lack_something_are_refused() -> None:
    with pytest.raises(DamagedError, match="event_id_cnty MLI1"):
        read_bytes(changed("MLI2", "MLI1"), "x")
    with pytest.raises(DamagedError, match="fatalities"):
        read_bytes(changed('several dead",7,', 'several dead",,'), "x")
    with pytest.raises(DamagedError, match="no column event_type and fatalities: acled data need"):
        read_bytes(b"event_id_cnty,event_date,country\nMLI1,2022-02-03,Mali\n", "x")


def test_countries_are_those_of_gleditsch_and_ward() -> None:
    """Some territories are counted by UCDP under another state, some under none."""
    text = changed("466,Western Africa,Mali", "275,Middle East,Palestine").replace(
        b"562,Western Africa,Niger", b"630,Caribbean,Puerto Rico"
    )
    table = read_bytes(text, "x")
    assert table.frame["country_id"].unique().sort().to_list() == [666, 1630]
    odd = {odd.kind: odd.count for odd in table.oddities}
    assert odd["country does not match country_id"] == 6
    assert odd["unknown country_id"] == 3


def test_codes_and_names_mean_the_same_country() -> None:
    known = numbers_by_name()
    for country in by_number().values():
        assert not country.iso3 or known[fold(country.iso3)] == country.gwno
    numbers = {name: number for name, number in known.items() if name.isdecimal()}
    assert (numbers["466"], numbers["562"], numbers["854"], numbers["275"]) == (432, 436, 439, 666)
    by_code = text_of("466", "")
    assert read_bytes(by_code, "x").frame["country_id"].unique().sort().to_list() == [432, 436]
    by_name = changed(",466,", ",,")
    assert read_bytes(by_name, "x").frame["country_id"].unique().sort().to_list() == [432, 436]


def text_of(number: str, name: str) -> bytes:
    """Return an export in which the country of this number is called otherwise."""
    return changed(f"{number},Western Africa,Mali", f"{number},Western Africa,{name or 'Malí'}")


WEEKS = str(FIXTURES / "acled-weeks.csv")


@pytest.mark.parametrize("columns", [13, 9])
def test_weekly_sums_are_the_same_events(columns: int, tmp_path: Path) -> None:
    file = tmp_path / "weeks.csv"
    file.write_bytes(acled_files.by_week(columns))
    groups = ("country", "adm1", "event_type", "sub_event_type")
    for measure in ("fatalities", "events"):
        weekly = mali_cli.totals(data=str(file), by=groups, measure=measure)
        daily = mali_cli.totals(data=EXPORT, by=groups, measure=measure).frame
        assert weekly.frame.equals(daily.select(weekly.frame.columns))
        assert total(measure, data=str(file), event_type="Battles", adm1="Mopti") == total(
            measure, event_type="Battles", adm1="Mopti"
        )
    if columns == 13:
        assert total("events", data=str(file), disorder_type="Political violence") == 7


def test_a_week_that_an_edge_cuts_has_bounds(run: Run) -> None:
    """That of Saturday 2022-12-31 has an event of either year."""
    ran = run("periods", "--data", WEEKS, "-c", "Mali", "--cut", "2023-01-01", "--json")
    first, second = ran.json()["phases"]
    assert (first["start"], second["end"]) == ("2022-01-29", "2023-09-01")
    assert [row["fatalities"] for row in (first, second)] == [24, 0]
    assert [(row["at_least"], row["at_most"]) for row in (first, second)] == [(11, 24), (0, 13)]
    assert "an edge cuts 2022-12-31" in " ".join(notes_in(ran.json()))
    window = mali_cli.totals(data=WEEKS, country="Mali", from_="2023-01-01").frame
    assert window.select("fatalities", "at_least", "at_most").row(0) == (0, 0, 13)
    by_year = mali_cli.totals(data=WEEKS, country="Mali", by="year")
    assert by_year.frame["fatalities"].to_list() == [24, 0]
    assert any("weekly figures, with 13 fatalities, cross" in str(n) for n in by_year.notes)


def test_weeks_and_events_never_answer_together(run: Run) -> None:
    words = ("--whole", "--release", "2025-10-24")
    assert run("import", EXPORT, *words[:1]).code == 0
    assert run("import", WEEKS, *words).code == 0
    for group, figures in (("adm3", "acled"), ("event_type", "acled")):
        found = mali_cli.totals(dataset=NAME, by=group)
        assert int(found.frame["fatalities"].sum()) == 30
        assert [source.dataset for source in found.sources] == [figures]
    for question in (("totals", "--by", "adm2"), ("totals", "--actor", "x"), ("events",)):
        assert run(*question, "--data", WEEKS).code in (2, 3)


ENDS = ((date(2021, 11, 20), 0), (date(2023, 3, 11), 0))
"""Weeks without a death, so that the file covers all days between."""
DAYS = st.dates(date(2021, 12, 1), date(2023, 3, 1))


@given(
    st.lists(st.tuples(DAYS, st.integers(0, 50)), min_size=1, max_size=30),
    st.sampled_from(("year", "quarter", "month")),
    st.tuples(DAYS, DAYS).map(sorted),
    st.sampled_from((None, *WEEKDAYS)),
    st.sampled_from(("start", "end", "split", "drop")),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_weeks_by_unit_have_the_bounds_that_duckdb_finds(
    tmp_path: Path,
    weeks: list[tuple[date, int]],
    unit: str,
    window: list[date],
    begins: str | None,
    rule: str,
) -> None:
    """What lies inside of a unit and the window, and all that touches the two."""
    rows = [
        [str(day), "Western Africa", "Mali", "Gao", "Battles", f"kind {at}", "1", str(dead)]
        for at, (day, dead) in enumerate([*ENDS, *weeks])
    ]
    file = tmp_path / f"{abs(hash((str(rows), begins)))}.csv"
    file.write_bytes(table(acled_files.WEEKS[:8], rows))
    asked: dict[str, Any] = {"from_": str(window[0]), "to": str(window[1]), "straddle": rule}
    frame = mali_cli.totals(data=str(file), by=unit, week_starts=begins, **asked).frame
    back = 0 if begins is None else f"(isodow(week) - {WEEKDAYS.index(begins) + 1} + 7) % 7"
    names = {
        "year": "year(u)",
        "quarter": "year(u) || '-Q' || quarter(u)",
        "month": "strftime(u, '%Y-%m')",
    }
    found = duckdb.execute(
        f"""with w as (select (week - to_days({back}))::date as a, a + 6 as z, fatalities as n
            from read_csv(?, types = {{'WEEK': 'DATE'}})),
        units as (select unnest(range(timestamp '2021-01-01', timestamp '2024-01-01',
            interval 1 {unit}))::date as u),
        spans as (select u, greatest(u, ?::date) as f,
            least((u + interval 1 {unit})::date - 1, ?::date) as l from units)
        select {names[unit]}::varchar,
            coalesce(sum(n) filter (f <= a and z <= l), 0)::int, sum(n)::int
        from spans join w on a <= l and f <= z where f <= l group by 1""",
        [str(file), *map(str, window)],
    ).fetchall()
    bounds = {str(name): ends for name, *ends in frame.select(unit, "at_least", "at_most").rows()}
    for name, least, most in found:
        assert bounds.pop(name) == [least, most]
    assert all(ends == [0, 0] for ends in bounds.values())
    for row in frame.iter_rows(named=True):
        assert row["at_least"] - 0.051 <= row["fatalities"] <= row["at_most"] + 0.051


def test_rows_by_month_of_weekly_figures_are_ranges_where_a_week_is_cut(run: Run) -> None:
    words = ("totals", "--data", WEEKS, "-c", "Mali", "--by", "month", "--from", "2022-12")
    out = run(*words).out
    assert re.search(r"2022-12 +0–13", out)
    assert re.search(r"2023-01 +0–13", out)
    assert "2022-12 and 2023-01 are ranges" in out
    assert "an edge cuts 2022-12-31" in out
    assert "Weeks are taken to run from Saturday to Friday" in out
    told = run(*words, "--week-starts", "sunday").out
    assert "are ranges" not in told
    assert "Weeks run from Sunday to Saturday, as set by --week-starts" in told
    assert "--week-starts sunday" in told.splitlines()[-1]


@pytest.mark.parametrize(("day", "first"), [("sunday", "2022-01-23"), ("Monday", "2022-01-24")])
def test_on_which_day_weeks_begin_is_kept_with_the_set(run: Run, day: str, first: str) -> None:
    words = ("import", WEEKS, "--release", "2025-10-24", "--whole", "--week-starts", day)
    assert str(run(*words, "--csv", "-q").csv()["first_day"][0]) == first
    stored = run("totals", "--dataset", NAME, "--by", "year", "--json").json()
    read = run("totals", "--data", WEEKS, "--week-starts", day, "--by", "year", "--json").json()
    assert stored["rows"] == read["rows"]
    assert any(note.startswith(f"Weeks run from {day.capitalize()}") for note in notes_in(stored))
    rows = run("datasets", "show", NAME, "--csv", "-q").stdout
    again = run("totals", "--data", "-", "--by", "year", "--json", stdin=rows).json()
    assert again["rows"] == read["rows"]
    assert run("datasets", "verify").code == 0
    assert run(*words[:-2]).code == 0
    taken = run("totals", "--dataset", NAME, "--by", "year", "--json").json()
    assert any("from Saturday to Friday" in note for note in notes_in(taken))
    listed = run("datasets", "--csv", "-q").csv()
    assert listed.filter(pl.col("dataset") == NAME).height == 1


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("Africa_aggregated_data_up_to-2023-08-26.csv", "2023-08-26"),
        ("Africa_aggregated_data_up_to_week_of-2023-08-26_0.csv", "2023-08-26"),
        ("weeks.csv", None),
    ],
)
def test_the_last_week_in_a_name_is_the_release_and_is_covered(
    run: Run, tmp_path: Path, name: str, release: str | None
) -> None:
    file = tmp_path / name
    file.write_bytes(acled_files.by_week())
    body = run("totals", "--data", str(file), "--json").json()
    assert body["source"]["release"] == release
    assert body["source"]["coverage"] == {"start": "2022-01-29", "end": "2023-09-01"}


def test_names_of_columns_as_the_page_of_acled_has_them(tmp_path: Path) -> None:
    file = tmp_path / "weeks.csv"
    content = acled_files.by_week().replace(b"ADMIN1", b"admin 1")
    file.write_bytes(content.replace(b"POPULATION_EXPOSURE", b"population_best"))
    found = mali_cli.totals(data=str(file), by="adm1").frame
    assert found.equals(mali_cli.totals(data=WEEKS, by="adm1").frame)


def test_a_country_that_nobody_knows_is_told(run: Run, tmp_path: Path) -> None:
    """It counts in no country, and is not left out in silence."""
    file = tmp_path / "export.csv"
    file.write_bytes(changed("466,Western Africa,Mali", ",Western Africa,Atlantis"))
    said = "unknown country, counted in none (6)"
    assert said in run("totals", "--data", str(file)).out
    assert "unknown country, counted in none (6 rows: " in run("import", str(file)).out


def test_a_day_of_weeks_that_does_not_fit_is_refused(run: Run) -> None:
    for words, says in (
        (("totals", "--data", WEEKS, "--week-starts", "sun"), "unknown weekday 'sun'"),
        (("totals", "--data", EXPORT, "--week-starts", "sunday"), "is for weekly rows"),
        (("import", EXPORT, "--week-starts", "sunday"), "is for weekly rows"),
        (("totals", "-c", "Mali", "--week-starts", "sunday"), "named with --data"),
    ):
        ran = run(*words)
        assert ran.code == 2
        assert says in ran.err
        assert "hint:" in ran.err


def test_weeks_that_begin_on_several_days_are_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "weeks.csv"
    file.write_bytes(acled_files.by_week().replace(b"2022-08-13", b"2022-08-14"))
    out = run("totals", "--data", str(file)).out
    assert "not the same in all rows: Saturday and Sunday" in out


def test_a_large_file_of_weeks_is_told_the_same(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "weeks.csv"
    file.write_bytes(acled_files.by_week())
    monkeypatch.setattr("mali_cli.acquire.keep.LARGE", 100)
    monkeypatch.setattr("mali_cli.read.large.PIECE", 300)
    words = ("import", str(file), "--release", "2025-10-24", "--whole", "--week-starts", "sunday")
    assert str(run(*words, "--csv", "-q").csv()["first_day"][0]) == "2022-01-23"
    found = mali_cli.totals(dataset=NAME, by="year").frame
    read = mali_cli.totals(data=WEEKS, week_starts="sunday", by="year").frame
    assert found.equals(read)
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(acled_files.by_hapi().replace(b"2023-11-30", b"2023-11-29"))
    ran = run("import", str(wrong))
    assert ran.code == 5
    assert "line 24, column 'reference_period_end'" in ran.err
