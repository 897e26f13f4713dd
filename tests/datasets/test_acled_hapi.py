"""ACLED's counts as HDX HAPI has them: all kinds in one file, of which one at a time is counted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest

import mali_cli
from mali_cli.model.errors import DamagedError, UsageError
from mali_cli.read.files import read_bytes
from tests.datasets import acled_files
from tests.datasets.acled_files import KINDS
from tests.read.writers import FIXTURES, zipped

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FILE = str(FIXTURES / "hdx_hapi_conflict_event_global_2022.csv")
MIDNIGHT = " 00:00:00+00:00"
OF_OLD = {"dataset_hdx_id": "dataset_id", "resource_hdx_id": "resource_id"}
FORMS = {
    "as of today": acled_files.by_hapi(),
    "with HXL tags and hours": acled_files.by_hapi(tags=True, time=MIDNIGHT),
    "older names": acled_files.by_hapi(names=[OF_OLD.get(n, n) for n in acled_files.HAPI]),
    "without a mark of UTF-8": acled_files.by_hapi().removeprefix(b"\xef\xbb\xbf"),
    "in a zip": zipped(acled_files.by_hapi()),
}
GROUPS = {
    "country": ("location_code", "true"),
    "month": ("strftime(reference_period_start::date, '%Y-%m')", "true"),
    "year": ("year(reference_period_start::date)::varchar", "true"),
    "adm1": ("provider_admin1_name", "location_code = 'MLI'"),
    "adm2": ("provider_admin2_name", "location_code = 'MLI'"),
}


def oracle(kind: str, measure: str, by: str, where: str) -> dict[str | None, int]:
    """Return what DuckDB counts of one kind by a group."""
    query = f"""select {by}, sum({measure}::int)::int from read_csv('{FILE}', all_varchar = true)
        where event_type = '{kind}' and {where} group by 1"""
    return dict(duckdb.execute(query).fetchall())


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("kind", KINDS)
def test_one_kind_is_counted_as_duckdb_counts_it(kind: str, group: str) -> None:
    by, where = GROUPS[group]
    asked: dict[str, Any] = {"country": "Mali"} if group.startswith("adm") else {}
    for measure in ("events", "fatalities")[: 1 if kind == "demonstration" else 2]:
        found = mali_cli.totals(data=FILE, event_type=kind, by=group, measure=measure, **asked)
        name = group.replace("adm", "adm_")
        codes = {"Mali": "MLI", "Niger": "NER"}
        sums = found.frame.group_by(name).agg(pl.col(measure).sum())  # a blank name stands twice
        rows = sums.select(name, measure).iter_rows()
        counted = {codes.get(key, None if key is None else str(key)): n for key, n in rows}
        assert counted == oracle(kind, measure, by, where)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_the_same_counts(form: str, tmp_path: Path) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(FORMS[form])
    for kind in KINDS:
        asked: dict[str, Any] = {"event_type": kind, "by": ("country", "month")}
        found = mali_cli.totals(data=str(file), **asked)
        assert found.frame.equals(mali_cli.totals(data=FILE, **asked).frame)
        assert found.frame["country_id"].unique().sort().to_list() == [432, 436]


def test_the_counts_are_those_of_the_events() -> None:
    export = str(FIXTURES / "acled.csv")
    targeted = mali_cli.totals(
        data=export, civilian_targeting=True, by="country", measure="events"
    ).frame
    found = mali_cli.totals(data=FILE, event_type="civilian_targeting", by="country").frame
    assert found.select("country", "events").rows() == targeted.select("country", "events").rows()


def test_kinds_are_never_counted_together(run: Run) -> None:
    for words in ((), ("--event-type", "civilian_targeting", "--event-type", "political_violence")):
        ran = run("totals", "--data", FILE, *words)
        assert ran.code == 2
        assert ran.out == ""
        assert "which overlap and are never added up" in ran.err
        assert "--event-type political_violence" in ran.err
    assert run("totals", "--data", FILE, "--by", "event_type").code == 2
    ran = run("totals", "--data", FILE, "--event-type", "Battles")
    assert ran.code == 2
    assert "matches nothing" in ran.err
    one = read_bytes(acled_files.by_hapi("demonstration"), "x")
    assert one.dataset == "acled-hapi"


def test_a_file_of_one_kind_needs_no_word(tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_bytes(acled_files.by_hapi("civilian_targeting"))
    assert mali_cli.totals(data=str(file)).frame["events"].to_list() == [3]


def test_the_dead_of_demonstrations_are_not_zero(run: Run) -> None:
    ran = run("totals", "--data", FILE, "--event-type", "demonstration", "--measure", "fatalities")
    assert ran.code == 2
    assert "needs the column fatalities" in ran.err


def test_a_period_that_is_no_month_is_refused() -> None:
    says = r"line 3, column 'reference_period_end': .* of a calendar month"
    for old, new in ((b"2022-02-28", b"2022-02-27"), (b"2022-02-01", b"2022-02-02")):
        with pytest.raises(DamagedError, match=says):
            read_bytes(acled_files.by_hapi().replace(old, new), "x")
    for wrong in (b"2022-02-30", b"2022-02-28 12:30:00", b"February"):
        with pytest.raises(DamagedError, match="reference_period_end"):
            read_bytes(acled_files.by_hapi().replace(b"2022-02-28", wrong), "x")


def test_a_country_at_two_levels_of_division_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "levels.csv"
    whole = b"MLI,Y,Y,,,,,,,0,civilian_targeting,9,9,2022-01-01,2022-01-31,,,,\n"
    file.write_bytes(acled_files.by_hapi("civilian_targeting") + whole)
    with pytest.raises(UsageError, match="would count twice"):
        mali_cli.totals(data=str(file), country="Mali")
    assert mali_cli.totals(data=str(file), country="Niger").frame["events"].to_list() == [1]


def test_it_is_stored_shown_with_a_warning_and_put_beside(run: Run) -> None:
    row = run("import", FILE, "--release", "2025-11-05", "--csv", "-q").csv()
    assert row["name"][0].startswith("acled-hapi@2025-11-05")
    ran = run("datasets", "show", "acled-hapi", "--limit", "1", "--csv", "-q")
    assert "may not be passed on" in ran.err
    words = ("totals", "-c", "Mali", "--by", "year", "--beside", "acled-hapi", "--csv", "-q")
    assert run(*words).code == 2
    beside = run(*words, "--event-type", "civilian_targeting").csv()
    known = beside.filter(beside["beside_events"].is_not_null())
    assert known.select("year", "beside_events").rows() == [(2022, 1), (2023, 1)]
    assert run("events", "--dataset", "acled-hapi").code == 2
