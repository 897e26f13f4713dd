"""Rates by population: over person-years, under every rule the same; blank where people lack."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.dates import Span
from mali_cli.model.errors import NotHereError
from mali_cli.model.units import unit_days, years_of
from mali_cli.model.words import STRADDLES
from mali_cli.observations.population import People, people_of
from tests.cli.conftest import notes_in
from tests.read.made_up import EVENTS
from tests.read.writers import FIXTURES, official, people_in

if TYPE_CHECKING:
    from tests.cli.conftest import Run

RATE = "deaths_per_100000"
POPULATION = str(FIXTURES / "population.csv")
STATES = str(FIXTURES / "states-country-year.csv")


@pytest.fixture
def people() -> None:
    """Have the made-up population at hand."""
    import_files([POPULATION], Watch(), release="1989-2016", whole=True)


def near(number: float) -> Any:
    return pytest.approx(number, rel=1e-5)


# The figures that are published beside the World Bank's population (1989-2024), to two digits.
def test_rates_of_the_phases_of_minusma() -> None:
    frame = mali_cli.periods(per=100_000).frame
    columns = [RATE, f"{RATE}_at_least", f"{RATE}_at_most"]
    assert [[round(x, 3) for x in row] for row in frame.select(columns).rows()] == [
        [0.341, 0.331, 0.341],
        [1.760, 1.747, 1.760],
        [2.529, 2.529, 2.529],
    ]
    assert frame["deaths"].to_list() == [1029, 3818, 619]
    after = frame.columns.index("at_most")
    assert frame.columns[after + 1 : after + 4] == columns


def test_by_rate_2024_is_the_fourth_year() -> None:
    frame = mali_cli.totals(country="Mali", type="one-sided", by="year", per=100_000).frame
    best = frame.sort(RATE, descending=True).head(4).select("year", RATE)
    assert [(year, round(rate, 2)) for year, rate in best.iter_rows()] == [
        (2022, 6.33),
        (1994, 5.95),
        (2018, 2.70),
        (2024, 2.53),
    ]


def test_the_world_of_2024(real_data: Callable[[str], Path]) -> None:
    files = ("worldbank_population.csv", "organizedviolencecy_v25_1.csv")
    import_files([str(real_data(name)) for name in files], Watch(), whole=True)
    frame = mali_cli.totals(type="one-sided", by="country", from_="2024", per=100_000).frame
    rates = dict(frame.select("country", RATE).iter_rows())
    names = sorted((n for n in rates if rates[n] is not None), key=lambda n: -rates[n])[:6]
    assert {name: round(rates[name], 2) for name in names} == {
        "Burkina Faso": 8.63,
        "Haiti": 7.97,
        "Central African Republic": 5.03,
        "Sudan": 4.59,
        "DR Congo (Zaire)": 3.59,
        "Mali": 2.53,
    }
    assert rates["Taiwan"] is None
    every = mali_cli.totals(type="all", country="Israel", by="year", per=100_000).frame
    assert round(every[RATE][-1], 1) == 140.7
    assert every[RATE][0] is None  # no population of Gaza and the West Bank in 1989


# DuckDB adds up day by day what the program adds up by parts of years.
@given(
    cuts=st.sets(st.dates(date(1990, 1, 1), date(2015, 12, 31)), min_size=2, max_size=2),
    per=st.sampled_from([1000, 100_000, 1_000_000]),
    rule=st.sampled_from(STRADDLES),
)
def test_a_rate_times_the_person_years_is_the_count(cuts: set[date], per: int, rule: str) -> None:
    asked: dict[str, Any] = {"country": "Mali", "cut": sorted(cuts), "type": "all"}
    frame = mali_cli.periods(**asked, per=per, straddle=rule).frame
    path = Path(mali_cli.__file__).parent / "facts" / "data" / "sahel_population.csv"
    rate = f"deaths_per_{per}"
    for row, (first, end) in zip(
        frame.iter_rows(named=True),
        pairwise([date(1989, 1, 1), *sorted(cuts), date(2025, 1, 1)]),
        strict=True,
    ):
        relation = duckdb.sql(f"""
            with days as (select unnest(range(date '{first}', date '{end}', interval 1 day)) d)
            select sum(population / extract(doy from make_date(year, 12, 31)))
            from days join '{path}' on year = extract(year from d) where iso3 = 'MLI'
        """)
        assert relation
        ((years,),) = relation.fetchall()
        for count, found in ((row["deaths"], row[rate]), (row["at_most"], row[f"{rate}_at_most"])):
            assert found is None if count is None else found * years / per == near(count)


@given(
    ends=st.sets(st.dates(date(1989, 1, 1), date(2016, 12, 31)), min_size=3, max_size=3),
    numbers=st.sets(st.sampled_from([432, 439, 625, 626, 345, 347, 850, 860]), min_size=1),
)
def test_person_years_add_up_over_days_and_over_countries(
    ends: set[date], numbers: set[int]
) -> None:
    codes = ("MLI", "BFA", "SDN", "SSD", "SRB", "MNE", "XKX", "IDN", "TLS")
    counts = {(code, y): people_in(code, y) or 0 for code in codes for y in range(1989, 2017)}
    for code in ("BIH", "HRV", "MKD", "SVN"):
        counts |= {(code, year): 1_000_000 for year in range(1989, 1993)}
    people = People(people_of([432]).source, counts)
    first, middle, last = sorted(ends)
    every = people.years(sorted(numbers), Span(first, last))
    assert every == near(sum(people.years([n], Span(first, last)) or 0 for n in numbers))
    parts = Span(first, middle), Span(middle + timedelta(1), last)
    assert every == near(sum(people.years(sorted(numbers), part) or 0 for part in parts))


def test_a_state_that_begins_takes_its_people_from_the_one_before() -> None:
    counts = {(code, 2011): people_in(code, 2011) or 0 for code in ("SDN", "SSD")}
    people = People(people_of([432]).source, counts)
    year = Span(date(2011, 1, 1), date(2011, 12, 31))
    both, sudan = people.years([625, 626], year), people.years([625], year)
    assert both == near(sum(counts.values()))
    assert sudan == near(counts["SDN", 2011] + counts["SSD", 2011] * 189 / 365)
    assert people.at([625], date(2011, 7, 8)) == near(sum(counts.values()))
    assert people.at([625], date(2011, 7, 9)) == near(counts["SDN", 2011])


@pytest.mark.usefixtures("people")
def test_the_people_of_larger_states() -> None:
    frame = mali_cli.totals(data=STATES, by=("country", "year"), type="one-sided", per=1000).frame
    rates = {row[:2]: row[2] for row in frame.select("country", "year", "deaths_per_1000").rows()}

    def rate(deaths: int, year: int, *codes: str) -> Any:
        return near(1000 * deaths / sum(people_in(code, year) or 0 for code in codes))

    assert rates["Sudan", 2010] == rate(300, 2010, "SDN", "SSD")
    assert rates["Sudan", 2012] == rate(300, 2012, "SDN")
    assert rates["Germany", 1989] is None  # the World Bank has one Germany for all years
    assert rates["Germany", 1990] is None
    assert rates["Germany", 1991] == rate(7, 1991, "DEU")
    assert rates["Serbia (Yugoslavia)", 2000] == rate(40, 2000, "SRB", "MNE", "XKX")


@pytest.mark.usefixtures("people")
def test_where_a_population_is_missing_the_rate_is_blank_and_a_note_says_so(run: Run) -> None:
    words = ("totals", "-c", "Niger", "-c", "Mali", "-t", "all", "--from", "2011", "--to", "2013")
    per = ("--by", "year", "--per", "100000", "--population", "1989-2016")
    body = run(*words, *per, "--json").json()
    assert [row[RATE] is None for row in body["rows"]] == [False, True, False]
    assert all(row["deaths"] is not None for row in body["rows"])
    assert "has no population of Niger (2012)" in " ".join(notes_in(body))
    assert "Niger (2012)" in run(*words, *per, "--csv", "-q").err  # it stays under -q
    each = run(*words, "--by", "country", *per, "--json").json()["rows"]
    blank = [(row["country"], row["year"]) for row in each if row[RATE] is None]
    assert blank == [("Niger", 2012)]
    phases = run("periods", "-c", "Niger", "--cut", "2012-06-01", *per[2:], "--csv", "-q")
    assert phases.csv()[RATE].null_count() == 2  # the year is cut by both


def test_without_any_population_the_data_are_not_here(run: Run) -> None:
    ran = run("totals", "--data", STATES, "--by", "country", "--per", "100000")
    assert (ran.code, "no population of" in ran.err) == (3, True)
    ran = run("totals", "--per", "100000", "--population", "2020-01-01")
    assert (ran.code, "population@2020-01-01 is not here" in ran.err) == (3, True)
    with pytest.raises(NotHereError):
        mali_cli.periods(data=STATES, country="Sudan", cut="2008", per=1000)


def test_the_source_of_the_population_is_named_and_pinned(run: Run) -> None:
    body = run("totals", "-c", "Mali", "--by", "year", "--per", "100000", "--json").json()
    assert [source["dataset"] for source in body["sources"]] == ["country-year", "population"]
    assert body["sources"][1]["release"] == "1960-2024"
    assert (body["selection"]["per"], body["selection"]["population"]) == (100_000, "1960-2024")
    notes = " ".join(notes_in(body))
    assert "World Bank population 1960-2024" in notes
    assert "Cite: World Bank (2025). Population, total (SP.POP.TOTL)" in notes
    assert "--population 1960-2024" in body["reproduce"]
    csv = run("totals", "-c", "Mali", "--by", "year", "--per", "100000", "--csv").csv()
    assert set(csv["population"]) == {"population@1960-2024"}


@pytest.mark.usefixtures("people")
def test_of_several_sets_the_newest_that_has_most_of_the_countries() -> None:
    assert people_of([432]).source.pinned == "population@1960-2024"
    assert people_of([432, 625]).source.pinned == "population@1989-2016"
    assert people_of([432], "1989-2016").source.pinned == "population@1989-2016"
    assert people_of([432], "population@1989-2016").source.pinned == "population@1989-2016"


def test_groups_that_are_no_place_are_over_the_countries_asked_for() -> None:
    both = ("Mali", "Niger")
    whole = mali_cli.totals(country=both, type="one-sided", from_="2024", per=100_000).frame
    parts = mali_cli.totals(country=both, by="perpetrator", from_="2024", per=100_000).frame
    assert parts.height == 2
    assert sum(parts[RATE]) == near(whole[RATE][0])
    region = mali_cli.totals(country=both, type="one-sided", by="region", from_="2024", per=100_000)
    assert region.frame[RATE].to_list() == whole[RATE].to_list()
    each = mali_cli.totals(country=both, type="one-sided", by="country", from_="2024", per=100_000)
    low, high = sorted(each.frame[RATE])
    assert low < whole[RATE][0] < high


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("totals", "--by", "adm1", "--per", "1000"),
            "the population of countries, which does not fit --by adm1",
        ),
        (("totals", "--by", "priogrid", "--per", "1000"), "--by priogrid"),
        (("totals", "--adm1", "Mopti", "--per", "1000"), "does not fit --adm1"),
        (("periods", "--near", "14.5,-4.2,50", "--per", "1000"), "does not fit --near"),
        (("chart", "--by", "adm1", "--per", "1000"), "--by adm1"),
        (("compare", "--place", "Ogossagou", "--per", "1000"), "does not fit --place"),
        (("totals", "--per", "100"), "--per 100 is not offered"),
        (("totals", "--per", "-5"), "--per -5 is not offered"),
        (("totals", "--population", "1960-2024"), "--population needs --per"),
        (("totals", "--per", "1000", "--population", "25.1"), "is not a release"),
        (("chart", "--per", "1000", "--cumulative"), "each unit has its own population"),
        (("chart", "--per", "1000", "--range"), "--range and --per do not go together"),
        (
            ("chart", "--per", "1000", "--uncertainty", "range"),
            "--uncertainty and --per do not go together in a chart",
        ),
    ],
)
def test_what_has_no_rate_is_refused_with_the_reason(
    run: Run, words: tuple[str, ...], says: str
) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_a_chart_draws_the_rates(run: Run) -> None:
    ran = run("chart", "--per", "100000")
    assert "deaths per 100,000 people and year" in ran.out
    assert "3,818 (1.760 per 100,000)" in ran.out
    body = run("chart", "--per", "100000", "--json").json()
    assert body["rows"][-2]["deaths"] == 505
    assert [round(row[RATE], 3) for row in body["phases"]] == [0.341, 1.760, 2.529]


def test_months_of_each_year_are_over_their_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(official(EVENTS))
    asked: dict[str, Any] = {"data": str(path), "country": "Mali", "type": "all", "per": 100_000}
    counts = people_of([432]).counts
    frame = mali_cli.totals(**asked, by="year", months="01..06").frame
    assert frame.height
    for row in frame.iter_rows(named=True):
        year = row["year"]
        part = years_of(Span(date(year, 1, 1), date(year, 6, 30)))
        assert row[RATE] == near(1e5 * row["deaths"] / (counts["MLI", year] * part))
    by_month = mali_cli.totals(**asked, by="month").frame
    first = by_month.row(by_predicate=pl.col("deaths") > 0, named=True)
    year, month = map(int, first["month"].split("-"))
    part = years_of(unit_days(year * 12 + month - 1, "month"))
    assert first[RATE] == near(1e5 * first["deaths"] / (counts["MLI", year] * part))


def test_a_chart_in_print_says_what_its_rates_are(run: Run) -> None:
    ran = run("chart", "--per", "100000", "-f", "svg")
    assert "deaths per 100,000 people and year" in ran.out
    assert "1.760 per 100,000" in ran.out


def test_missions_beside_each_other(run: Run) -> None:
    (row,) = run("compare", "--mission", "MINUSMA", "--per", "100000", "--json").json()["rows"]
    assert round(row["during_deaths_per_100000"], 3) == 1.760
    assert round(row["during_deaths_per_100000_at_least"], 3) == 1.747
    assert row["during_deaths"] == 3818
    assert "during per 100,000" in run("compare", "--mission", "MINUSMA", "--per", "100000").out


VERDICTS = {
    "Mali 2022 one-sided per 100000 = 6.33": "reproduced",
    "Mali 2022 one-sided per 100,000 = 6.3": "reproduced",
    "Mali 2022 one-sided per 100000 = 6.30": "differs",
    "Mali 2022 one-sided per 1000000 = 63.3": "reproduced",
    "Mali during MINUSMA one-sided per 100000 = 1.76": "reproduced",
    "Mali before MINUSMA one-sided per 100000 > 0.33": "holds",
    "Mali before MINUSMA one-sided per 100000 > 0.335": "undecided",
    "Mali after MINUSMA per 100000 one-sided >= 2.5": "holds",
    "Mali 2024 one-sided per 100000 against 2023 = 19 %": "holds",
}


@pytest.mark.parametrize("text", VERDICTS)
def test_claims_about_rates(text: str) -> None:
    result = mali_cli.check(claim=text)
    (row,) = result.frame.iter_rows(named=True)
    assert row["verdict"] == VERDICTS[text], row
    assert [source.dataset for source in result.sources] == ["country-year", "population"]


@pytest.mark.parametrize("words", ["per", "per 7", "per many", "per 100000 per 1000"])
def test_a_claim_says_per_how_many_people(run: Run, words: str) -> None:
    ran = run("check", "--claim", f"Mali 2022 one-sided {words} = 6")
    assert ran.code == 2
    assert "per" in ran.err


def test_a_claims_file_about_rates(run: Run, tmp_path: Path) -> None:
    query = 'country = "Mali", type = "one-sided", from = 2024, to = 2024, per = 100000'
    path = tmp_path / "claims.toml"
    path.write_text(f"""
        [[claim]]
        id = "rank"
        statement = "by rate 2024 is the fourth year"
        query = {{ {query} }}
        claimed = {{ rank = 4, among = "1989..2024" }}
        [[claim]]
        id = "rate"
        statement = "2.53 in 100,000 people were killed"
        query = {{ {query} }}
        claimed = {{ equals = 2.53 }}
    """)
    rows = run("check", str(path), "--json").json()["rows"]
    assert [row["verdict"] for row in rows] == ["reproduced", "reproduced"]
    path.write_text(path.read_text().replace("100000", "99"))
    ran = run("check", str(path))
    assert (ran.code, "per = 1000, 10000, 100000 or 1000000" in ran.err) == (2, True)


def test_a_claim_over_people_who_are_not_known_needs_data(run: Run, tmp_path: Path) -> None:
    states = str(tmp_path / "states.csv")
    Path(states).write_bytes(Path(STATES).read_bytes())
    import_files([states], Watch(), release="24.1", whole=True)
    import_files([POPULATION], Watch(), release="1989-2016", whole=True)
    found = mali_cli.check(claim="Germany 1989 one-sided per 100000 country-year@24.1 = 1")
    (row,) = found.frame.iter_rows(named=True)
    assert row["verdict"] == "needs data"
    assert "has no population of Germany (1989)" in row["remark"]


def test_periods_without_rates_look_for_no_population() -> None:
    code = (
        "import sys, mali_cli; mali_cli.periods(); "
        "print('mali_cli.observations.population' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
