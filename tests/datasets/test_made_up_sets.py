"""Made-up data sets, of which nothing but a declaration is known, are imported and asked."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import mali_cli
from mali_cli.cli.completion import datasets as completed
from mali_cli.datasets import registry
from mali_cli.model.errors import UsageError
from mali_cli.read import files, large
from tests.cli.conftest import notes_in

from . import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

pytestmark = pytest.mark.usefixtures("made_up_sets")
STAFF, INCIDENTS, PEOPLE = "staff@2014-06", "incidents@1.0", "people@1.0"


@pytest.fixture(autouse=True)
def _imported(run: Run, tmp_path: Path, made_up_sets: None) -> None:
    ran = run("import", str(made_up.staff_file(tmp_path)), "--release", "2014-06", "--whole")
    assert (ran.code, ran.err) == (0, "")
    for file in (made_up.events_file(tmp_path), made_up.people_file(tmp_path)):
        assert run("import", str(file), "--release", "1.0", "--whole").code == 0


def rows(ran: Ran) -> list[dict[str, str]]:
    assert ran.code == 0, ran.err
    return list(csv.DictReader(io.StringIO(ran.out)))


def notes_of(ran: Ran) -> str:
    return " ".join(notes_in(ran.json()))


def test_they_are_listed_completed_and_shown(run: Run) -> None:
    listed = {row["name"]: row for row in rows(run("datasets", "--csv"))}
    assert listed[STAFF]["first_day"] == "2013-01-01"  # as the release says
    assert listed[INCIDENTS]["last_day"] == "2013-12-31"  # the year of its last row
    assert listed[PEOPLE]["state"] == "here"
    assert completed("sta") == ["staff"]
    shown = rows(run("datasets", "show", "people", "-c", "Mali", "--csv"))
    assert [(row["country_id"], row["people"]) for row in shown] == [
        ("432", "3013"),
        ("432", "3014"),
    ]
    assert len(rows(run("datasets", "show", "staff", "--from", "2014-06", "--csv"))) == 2
    assert "nothing odd" in run("datasets", "verify").out


@pytest.mark.parametrize(
    ("words", "staff"),
    [
        (("--mission", "MINUSMA"), {"before": "", "during": "1572.7", "after": ""}),
        (
            (
                "-c",
                "Mali",
                "--phase",
                "first=2013-07..2013-08",
                "--phase",
                "later=2014-05..2014-06",
            ),
            {"first": "1050.0", "later": "2050.0"},
        ),
    ],
)
def test_a_stock_has_a_mean_in_each_phase(
    run: Run, words: tuple[str, ...], staff: dict[str, str]
) -> None:
    found = rows(run("periods", "--dataset", "staff", *words, "--csv", "-q"))
    assert {row["phase"]: row["staff"] for row in found} == staff
    names = set(found[0])
    assert {"months", "first", "last", "peak", "peak_staff"} <= names
    assert not names & {"deaths", "low", "high", "share", "per_year", "straddling", "estimate"}


def test_a_stock_has_a_first_a_last_and_a_peak(run: Run) -> None:
    ran = run("periods", "--dataset", "staff", "--mission", "MINUSMA", "--json")
    during = json.loads(ran.out)["phases"][1]
    assert (during["months"], during["first"], during["last"]) == (11, 1000, 2100)
    assert (during["peak"], during["peak_staff"]) == ("2014-06", 2100)
    assert "do not add up over time" in notes_of(ran)
    assert "Blank, not zero: the data have no figure in 'before'." in notes_of(ran)


def test_a_month_without_a_figure_of_one_mission_has_no_sum(run: Run) -> None:
    by_month = rows(run("totals", "--dataset", "staff", "--by", "month", "--csv", "-q"))
    assert "2013-10" not in {row["month"] for row in by_month}
    assert {row["month"]: row["staff"] for row in by_month}["2013-11"] == "6400.0"
    each = rows(run("totals", "--dataset", "staff", "--by", "mission", "--csv", "-q"))
    assert [(row["mission"], row["staff"]) for row in each] == [
        ("MINUSMA", "1572.7"),
        ("UNMIL", "5000.0"),
    ]


def test_a_year_of_a_stock_is_the_mean_of_its_months(run: Run) -> None:
    by_year = rows(run("totals", "--dataset", "staff", "-c", "Mali", "--by", "year", "--csv", "-q"))
    assert [(row["year"], row["staff"]) for row in by_year] == [
        ("2013", "1240.0"),
        ("2014", "1850.0"),
    ]


def test_a_stock_is_over_the_population_of_its_date() -> None:
    from mali_cli.observations.population import people_of

    asked: dict[str, Any] = {"dataset": STAFF, "country": "Mali", "per": 100_000}
    years = mali_cli.totals(**asked, by="year").frame
    counts = people_of([432]).counts
    assert [(row["year"], row["staff_per_100000"]) for row in years.iter_rows(named=True)] == [
        (year, pytest.approx(1e5 * staff / counts["MLI", year], rel=1e-5))
        for year, staff in ((2013, 1240), (2014, 1850))
    ]
    _, during, _ = mali_cli.periods(**asked, mission="MINUSMA").frame["staff_per_100000"]
    each = [(2013, n) for n in (1000, 1100, 1200, 1400, 1500)]
    each += [(2014, n) for n in range(1600, 2200, 100)]
    mean = sum(1e5 * staff / counts["MLI", year] for year, staff in each) / len(each)
    assert during == pytest.approx(mean, rel=1e-5)
    chart = mali_cli.chart(**asked, mission="MINUSMA", by="month")
    assert chart.frame["staff_per_100000"][0] == pytest.approx(1e8 / counts["MLI", 2013], rel=1e-5)


def test_missions_have_no_population(run: Run) -> None:
    ran = run("totals", "--dataset", "staff", "--by", "mission", "--per", "1000")
    assert (ran.code, "which does not fit --by mission" in ran.err) == (2, True)


def test_a_mission_is_where_its_hosts_are(run: Run) -> None:
    liberia = mali_cli.totals(dataset=STAFF, country="Liberia", by="mission").frame
    assert liberia["mission"].to_list() == ["UNMIL"]


def test_a_chart_of_a_stock(run: Run) -> None:
    words = ("chart", "--dataset", "staff", "-c", "Mali", "--mission", "MINUSMA", "--by", "month")
    ran = run(*words)
    assert ran.code == 0
    assert "staff, mean of the month" in ran.out
    assert "during mean 1,572.7" in ran.out
    envelope = json.loads(run(*words, "--json").out)
    assert envelope["rows"][0] == {"month": "2013-07", "staff": 1000.0}
    assert envelope["phases"][1]["staff"] == 1572.7


@pytest.mark.parametrize("rule", ["start", "end", "drop"])
def test_each_rule_that_makes_sense_of_a_stock_counts_the_same(rule: str) -> None:
    found = mali_cli.periods(dataset=STAFF, mission="MINUSMA", straddle=rule)
    assert found.frame["staff"].to_list() == [None, 1572.7, None]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("totals", "--straddle", "split"), "--straddle split does not apply to staff"),
        (("periods", "--straddle", "both"), "--straddle both does not apply to staff"),
        (("totals", "-t", "one-sided"), "no types of violence"),
        (("totals", "--estimate", "low"), "have one estimate only, without low and high"),
        (("totals", "--by", "actor"), "cannot group by 'actor'"),
        (("totals", "--by", "week"), "cannot group by 'week'"),
        (("totals", "--measure", "civilians"), "unknown measure 'civilians'"),
        (("totals", "--actor", "JNIM"), "--actor needs events, and staff has none"),
        (("chart", "--cumulative"), "staff do not add up over time"),
        (("chart", "--by", "type"), "cannot group by 'type'"),
        (("chart", "--by", "mission"), "cannot group by 'mission'"),
        (("chart", "--range"), "not for staff"),
        (("events",), "a list of events needs events, and staff has none"),
        (("map",), "a map needs events, and staff has none"),
        (("breaks",), "staff cannot answer this"),
        (("compare",), "staff cannot answer this"),
        (("report",), "staff cannot answer this"),
        (("totals", "--uncertainty", "range"), "--uncertainty range"),
    ],
)
def test_what_makes_no_sense_of_a_stock_is_refused(
    run: Run, words: tuple[str, ...], says: str
) -> None:
    ran = run(*words, "--dataset", "staff")
    assert ran.code == 2
    assert says in ran.err


def test_finer_than_the_data_is_refused_with_the_reason(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (layout,) = made_up.STAFF.layouts
    yearly = made_up.STAFF._replace(layouts=(layout._replace(grain="year"),))
    monkeypatch.setattr(made_up, "YEARLY", yearly, raising=False)
    monkeypatch.setitem(registry.HOMES, "staff", f"{made_up.HOME}:YEARLY")
    ran = run("totals", "--dataset", "staff", "--by", "month")
    assert (ran.code, ran.out) == (2, "")
    assert "staff has one figure per year; --by month is finer" in ran.err
    assert run("totals", "--dataset", "staff", "--by", "year").code == 0


def test_events_with_a_name_of_their_own_for_what_they_count(run: Run) -> None:
    found = mali_cli.periods(dataset=INCIDENTS, mission="MINUSMA").frame
    assert found.select("phase", "killed", "events", "peak_killed").rows() == [
        ("before", 4, 1, None),  # of the one year that is covered it has a part
        ("during", 9, 2, None),
        ("after", None, None, None),
    ]
    assert not {"deaths", "low", "high"} & set(found.columns)
    by_month = mali_cli.totals(dataset="incidents", by="month", country="Mali").frame
    counts = dict(by_month.select("month", "killed").iter_rows())
    assert counts["2013-09"] == 7
    assert counts["2013-08"] == 0  # a day that is covered, and of which there is no event
    other = mali_cli.totals(dataset="incidents", measure="incidents", by="adm1").frame
    assert other["incidents"].to_list() == [1, 2, 1]


def test_the_rows_of_events(run: Run) -> None:
    ran = run("events", "--dataset", "incidents", "--adm1", "Gao", "--csv")
    assert [row["village"] for row in rows(ran)] == ["Gamma"]
    assert "removed 3 events (15 killed)" in ran.err
    assert "may not be passed on" in ran.err
    assert "of them" not in ran.err
    shown = run("events", "--dataset", "incidents").out
    assert "province" not in shown.split("\n")[1]  # only what is declared for tables


def test_the_same_by_month_is_kept_beside_and_never_added(run: Run, tmp_path: Path) -> None:
    months = str(made_up.months_file(tmp_path))
    name = json.loads(run("import", months, "--release", "1.0", "--whole", "--json").out)["rows"][0]
    assert name["name"].startswith(f"{INCIDENTS}+")
    both = mali_cli.totals(dataset="incidents", by="month")
    assert both.source is not None
    assert both.source.kind == "event"
    alone = mali_cli.totals(dataset=name["name"], by="month")
    assert alone.frame["killed"].to_list() == [4, 2, 0, 16]
    counts = dict(both.frame.select("month", "killed").iter_rows())
    assert alone.frame.select("month", "killed").rows() == [
        (month, counts[month]) for month in alone.frame["month"]
    ]
    assert "events" not in alone.frame.columns
    ran = run("totals", "--dataset", name["name"], "--by", "village")
    assert (ran.code, "cannot answer this" in ran.err) == (3, True)
    ran = run("events", "--data", months)
    assert (ran.code, "months.csv has country-months" in ran.err) == (2, True)
    periods = mali_cli.periods(data=months, mission="MINUSMA", country="Mali").frame
    assert periods["killed"].to_list() == [4, 9, None]


def test_a_chart_of_events(run: Run) -> None:
    ran = run("chart", "--dataset", "incidents", "-c", "Mali", "--mission", "MINUSMA")
    assert "killed a year" in ran.out
    assert "before 2013: 4 (8.1 a year)" in ran.out


def test_a_chart_of_events_is_not_stacked_by_columns_that_it_does_not_know(run: Run) -> None:
    ran = run("chart", "--dataset", "incidents", "--by", "adm1")
    assert (ran.code, "cannot group by 'adm1'" in ran.err) == (2, True)
    with pytest.raises(UsageError, match="cannot answer this"):
        mali_cli.load(dataset="incidents")


def test_other_filters_than_declared_are_refused(run: Run) -> None:
    ran = run("events", "--dataset", "incidents", "--actor", "JNIM")
    assert (ran.code, "--actor does not apply to incidents" in ran.err) == (2, True)


@pytest.mark.parametrize("command", ["periods", "totals", "chart", "events"])
def test_a_denominator_answers_no_question(run: Run, tmp_path: Path, command: str) -> None:
    for source in (("--dataset", "people"), ("--data", str(made_up.people_file(tmp_path)))):
        ran = run(command, *source)
        assert (ran.code, ran.out) == (2, "")
        assert "people is a denominator (Made-up Population)" in ran.err


@pytest.mark.parametrize("name", ["staff", "incidents", "people"])
def test_they_are_cited_by_their_own_works(run: Run, name: str) -> None:
    ran = run("cite", "--dataset", name)
    assert "Office (2024). Made-up Figures." in ran.out
    assert "UCDP" not in ran.out
    assert ("may not be passed on" in ran.out) == (name == "incidents")
    assert "UCDP" not in run("totals", "--dataset", name).out


def test_nothing_of_them_is_fetched_or_answers_unnamed(run: Run) -> None:
    ran = run("fetch", "staff")
    assert (ran.code, "staff cannot be fetched" in ran.err) == (2, True)
    assert "staff" not in run("datasets", "--check", "-h").out
    assert mali_cli.totals(country="Mali").source.dataset == "country-year"  # type: ignore[union-attr]
    ran = run("totals", "--by", "month")
    assert (ran.code, "ged is not here" in ran.err) == (3, True)


def test_an_answer_can_be_had_again(run: Run) -> None:
    for words in (
        ("totals", "--dataset", "staff", "--by", "mission"),
        ("periods", "--dataset", "incidents", "--mission", "MINUSMA"),
        ("chart", "--dataset", "staff", "-c", "Mali", "--by", "month"),
    ):
        first = json.loads(run(*words, "--json").out)
        again = run(*first["reproduce"].split()[1:], "--json")
        key = "phases" if words[0] == "periods" else "rows"
        assert json.loads(again.out)[key] == first[key]


def test_a_file_is_read_by_its_declaration(tmp_path: Path) -> None:
    path = made_up.staff_file(tmp_path)
    path.write_text(path.read_text().replace("MINUSMA,2013-07-01,1000", "MINUSMA,2013-07-01,-3"))
    with pytest.raises(mali_cli.MaliCliError, match="negative count"):
        mali_cli.totals(data=str(path))
    path.write_text("mission_acronym,reporting_month,uniformed\nMINUSMA,2013-07-01,\n")
    with pytest.raises(mali_cli.MaliCliError, match="the cell is empty"):
        mali_cli.totals(data=str(path))


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.xlsx", "a.dta", "a.md"])
def test_a_stock_in_every_format(run: Run, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    ran = run("totals", "--dataset", "staff", "--by", "mission", "-o", str(out))
    assert (ran.code, out.is_file()) == (0, True)
    if name.endswith("parquet"):
        frame: Any = pl.read_parquet(out)
        assert frame["staff"].to_list() == [1572.7, 5000.0]


def test_an_unknown_release_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("import", str(made_up.staff_file(tmp_path)), "--release", "25.1")
    assert (ran.code, "'25.1' is no month" in ran.err) == (2, True)
    with pytest.raises(UsageError, match=r"'25.1' is not a release"):
        registry.read_dataset("staff@25.1", None)


def test_a_stock_has_no_zeros_between_its_rows_and_the_end_of_its_release(
    run: Run, tmp_path: Path
) -> None:
    file = str(made_up.staff_file(tmp_path))
    assert run("import", file, "--release", "2015-06", "--whole").err == ""


def test_what_is_no_release_of_it_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("import", str(made_up.events_file(tmp_path)), "--release", "foo")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "error: 'foo' is not a release")


def test_who_has_no_door_is_not_sent_to_fetch(run: Run) -> None:
    ran = run("datasets", "show", "people@3.0")
    assert ran.code == 3
    assert "fetch" not in ran.err


def test_events_with_a_key_of_another_name_are_read_in_pieces(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = made_up.events_file(tmp_path)
    whole = files.read_file(path)
    monkeypatch.setattr(files, "IN_PIECES", 1)
    monkeypatch.setattr(large, "PIECE", 60)
    monkeypatch.setattr(files, "read_file", None)
    table = files.read_any(str(path))
    assert_frame_equal(table.frame, whole.frame)
    assert (table.dataset, table.sha256, table.oddities) == ("incidents", whole.sha256, ())


def test_one_row_of_json_is_told_by_its_keys(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    row = {"number": 9, "day": "2013-10-01", "country": "Mali", "killed": 3}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert run("import", str(path), "--release", "1.1").code == 0


def test_a_file_that_lacks_columns_is_got_from_its_maker(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lacking.csv"
    path.write_text("number,day,killed\n1,2013-07-01,2\n", encoding="utf-8")
    ran = run("import", str(path))
    assert ran.code == 5
    assert "MADE's own are at https://made-up.example/" in " ".join(ran.err.split())
