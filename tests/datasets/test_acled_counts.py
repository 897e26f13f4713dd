"""ACLED's counts by country: a data set a kind, told by the file's name or named, never added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

import mali_cli
from mali_cli.model.errors import DamagedError, UsageError
from mali_cli.read.files import read_bytes
from tests.cli.conftest import notes_in
from tests.datasets import acled_files
from tests.datasets.acled_files import BY_MONTH, BY_YEAR, DISTRICTS, SHOWN_THERE, TARGETING
from tests.read.writers import FIXTURES

if TYPE_CHECKING:
    from tests.cli.conftest import Run

KINDS = {
    "acled-political-violence": BY_MONTH,
    "acled-fatalities": BY_YEAR,
    "acled-civilian-targeting": TARGETING,
}


def imported(run: Run) -> None:
    assert run("import", *(str(FIXTURES / name) for name in KINDS.values())).code == 0


def oracle(name: str, measure: str) -> dict[tuple[str, int], int]:
    """Return what DuckDB adds up of a file by country and year."""
    path = FIXTURES / name
    query = f"select country, year, sum({measure})::int from read_csv('{path}') group by 1, 2"
    return {(country, year): count for country, year, count in duckdb.execute(query).fetchall()}


@pytest.mark.parametrize("dataset", KINDS)
def test_each_kind_is_a_data_set_of_its_own(run: Run, dataset: str) -> None:
    imported(run)
    measure = "fatalities" if dataset == "acled-fatalities" else "events"
    found = mali_cli.totals(dataset=dataset, by=("country", "year"))
    wanted = oracle(KINDS[dataset], measure)
    rows = found.frame.select("country", "year", measure).iter_rows()
    assert {(c, year): count for c, year, count in rows if count is not None} == wanted
    assert {"low", "high", "type_of_violence"}.isdisjoint(found.frame.columns)
    (source,) = found.sources
    assert (source.dataset, source.release) == (dataset, "2025-10-24")
    assert any("Its counts overlap" in str(note) for note in found.notes)


def test_months_are_those_of_the_events() -> None:
    monthly = mali_cli.totals(data=str(FIXTURES / BY_MONTH), country="Mali", by="month").frame
    events = mali_cli.totals(
        data=str(FIXTURES / "acled.csv"),
        country="Mali",
        by="month",
        measure="events",
        disorder_type="Political violence",
    ).frame
    counted = dict(events.select("month", "events").iter_rows())
    months = dict(monthly.select("month", "events").iter_rows())
    assert {month: count for month, count in months.items() if count} == {
        month: count for month, count in counted.items() if count
    }


def test_a_month_that_an_edge_cuts_has_bounds(run: Run) -> None:
    ran = run(
        *("periods", "--data", str(FIXTURES / BY_MONTH), "-c", "Mali"),
        *("--cut", "2022-08-10", "--json"),
    )
    assert [(row["at_least"], row["at_most"]) for row in ran.json()["phases"]] == [(1, 2), (3, 4)]
    assert any("an edge cuts 2022-08" in note for note in notes_in(ran.json()))


def test_a_name_that_tells_nothing_is_refused_unless_the_kind_is_named(
    run: Run, tmp_path: Path
) -> None:
    plain = tmp_path / "counts.csv"
    plain.write_bytes(acled_files.COUNTS[TARGETING])
    for words in (("import", str(plain)), ("totals", "--data", str(plain))):
        ran = run(*words)
        assert ran.code == 2
        assert "its name does not say of what: acled-political-violence" in ran.err
        assert f"mali-cli import {plain} --dataset acled-political-violence" in ran.err
    assert run("import", "-", stdin=plain.read_bytes()).code == 2
    said = ("--dataset", "acled-demonstrations", "--release", "2025-10-24")
    row = run("import", str(plain), *said, "--csv", "-q").csv()
    assert row["name"][0].startswith("acled-demonstrations@2025-10-24")
    ran = run("import", str(plain), "--dataset", "ged")
    assert ran.code == 2
    assert "not of ged" in ran.err


def test_a_name_that_tells_two_kinds_is_refused(tmp_path: Path) -> None:
    both = tmp_path / "political_violence_and_demonstration_events.csv"
    both.write_bytes(acled_files.COUNTS[TARGETING])
    with pytest.raises(UsageError, match="does not say of what"):
        mali_cli.totals(data=str(both))


def test_what_is_not_counted_so_is_refused(run: Run) -> None:
    imported(run)
    for words, says in (
        (("--measure", "killed"), "unknown measure 'killed'"),
        (("--by", "event_type"), "cannot group by 'event_type'"),
        (
            ("--event-type", "Battles"),
            "--event-type needs events, and acled-political-violence has none",
        ),
        (("-t", "one-sided"), "no types of violence"),
    ):
        ran = run("totals", "--dataset", "acled-political-violence", *words)
        assert ran.code == 2
        assert says in ran.err
    ran = run("totals", "--dataset", "acled-civilian-targeting", "--by", "month")
    assert ran.code in (2, 3)


@pytest.mark.parametrize("month", ["Janvier", "13", "0", "Febr"])
def test_a_month_that_is_none_is_refused(month: str) -> None:
    content = acled_files.COUNTS[BY_MONTH].replace(b"February", month.encode())
    with pytest.raises(DamagedError, match=f"line 2, column 'month': '{month}' is not a month"):
        read_bytes(content, "x")


def test_an_empty_month_is_said_to_be_empty() -> None:
    content = acled_files.COUNTS[BY_MONTH].replace(b"Mali,February", b"Mali,")
    with pytest.raises(DamagedError, match="line 2, column 'month': the cell is empty"):
        read_bytes(content, "x")


@pytest.mark.parametrize("month", ["february", "FEBRUARY", "Feb", "2"])
def test_a_month_may_be_written_in_several_ways(month: str) -> None:
    content = acled_files.COUNTS[BY_MONTH].replace(b"February", month.encode())
    wanted = read_bytes(acled_files.COUNTS[BY_MONTH], "x").frame
    assert read_bytes(content, "x").frame.equals(wanted)


def test_a_country_and_month_twice_is_refused() -> None:
    content = acled_files.COUNTS[BY_MONTH] + b"Mali,February,2022,9\n"
    with pytest.raises(DamagedError, match="country Mali"):
        read_bytes(content, "x")


def test_counts_by_district_are_those_of_the_events() -> None:
    """HDX has the months without an event too, and a code of the country in either case."""
    for measure in ("events", "fatalities"):
        for groups in (("country", "month"), ("adm1",), ("adm2",)):
            found = mali_cli.totals(data=str(FIXTURES / DISTRICTS), by=groups, measure=measure)
            events = mali_cli.totals(
                data=str(FIXTURES / "acled.csv"),
                by=groups,
                measure=measure,
                disorder_type="Political violence",
            )
            frames = [one.frame.filter(pl.col(measure) > 0) for one in (found, events)]
            columns = [name for name in frames[0].columns if name not in ("at_least", "at_most")]
            columns = [name for name in columns if name in frames[1].columns]
            assert frames[0].select(columns).equals(frames[1].select(columns))
            assert found.sources[0].release == "2025-11-05"
    koro = mali_cli.totals(data=str(FIXTURES / DISTRICTS), adm1="Mopti", adm2="Koro")
    assert koro.frame["events"].to_list() == [2]


def test_demonstrations_have_no_fatalities(run: Run) -> None:
    file = str(FIXTURES / SHOWN_THERE)
    assert mali_cli.totals(data=file).frame["events"].to_list() == [2]
    ran = run("totals", "--data", file, "--measure", "fatalities")
    assert ran.code == 2
    assert "unknown measure 'fatalities'" in ran.err


def test_of_two_forms_the_one_that_counts_it_answers(run: Run) -> None:
    """By country and month there are events only, by district fatalities too."""
    for name in (DISTRICTS, BY_MONTH):
        words = ("--release", "2025-11-05", "--whole")
        assert run("import", str(FIXTURES / name), *words).code == 0
    ask = ("totals", "--dataset", "acled-political-violence", "--csv", "-q")
    assert run(*ask, "--measure", "fatalities").csv()["fatalities"][0] == 30
    assert run(*ask).csv()["events"][0] == 7


def test_rows_of_a_stored_set_are_shown_with_the_terms(run: Run) -> None:
    imported(run)
    for name in KINDS:
        ran = run("datasets", "show", name, "--csv", "-q")
        assert f"Rows of {name} may not be passed on" in ran.err
