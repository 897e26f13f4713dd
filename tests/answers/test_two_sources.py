"""Another source beside the one that answers: each in columns of its own, never added."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import jsonschema  # type: ignore[import-untyped]
import polars as pl
import pytest

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.cli.completion import counting
from mali_cli.model.errors import NotHereError, UsageError
from tests.cli.conftest import notes_in
from tests.cli.test_formats import SCHEMA
from tests.datasets import acled_files
from tests.read.writers import FIXTURES, table

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ACLED, GED = str(FIXTURES / "acled.csv"), str(FIXTURES / "ged-official.csv")
TOTALS, PERIODS, CHART = mali_cli.totals, mali_cli.periods, mali_cli.chart
KEYS = {"year", "month", "phase", "country", "country_id"}
NOT_COMPARABLE = "ACLED and UCDP are not comparable"
ASKED: list[tuple[Any, dict[str, Any]]] = [
    (TOTALS, {"country": "Mali", "type": "all"}),
    (TOTALS, {"country": "Mali", "by": "year", "type": "one-sided"}),
    (TOTALS, {"by": ("country", "year"), "type": "all", "from_": 2012}),
    (TOTALS, {"country": "Mali", "from_": 2022, "to": 2023, "type": "all"}),
    (PERIODS, {}),
    (PERIODS, {"cut": "2023-01-01", "country": "Mali", "type": "all"}),
    (PERIODS, {"mission": "MINUSMA", "window": "2y", "by": "country"}),
    (CHART, {}),
    (CHART, {"from_": 2015, "cumulative": True}),
]
OTHERS = ("acled", "acled-fatalities", "un-fatalities", "ged")


@pytest.fixture
def stored(tmp_path: Path) -> None:
    """Have made-up events of both, weekly sums apart, and counts by country and year."""
    import_files([ACLED], Watch(), whole=True)
    import_files([GED], Watch(), release="25.1", whole=True)
    import_files([str(FIXTURES / acled_files.BY_YEAR)], Watch(), whole=True)


def filled(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that have a figure."""
    figures = [name for name in frame.columns if name not in KEYS]
    return frame.filter(pl.any_horizontal(pl.col(figures).is_not_null()))


def own(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the first source, in the rows that it has."""
    return filled(frame.select(pl.exclude("^beside_.*$")))


def other(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns of the other source under its own names, in the rows that it has."""
    names = [name for name in frame.columns if name in KEYS or name.startswith("beside_")]
    return filled(frame.select(names).rename(lambda name: name.removeprefix("beside_")))


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("beside", OTHERS)
@pytest.mark.parametrize("number", range(len(ASKED)))
def test_each_source_has_the_figures_that_it_has_alone(number: int, beside: str) -> None:
    ask, asked = ASKED[number]
    if beside == "un-fatalities" and "country" in str(asked.get("by")):
        with pytest.raises(UsageError, match="country"):
            ask(**asked, beside=beside)
        return
    both, alone = ask(**asked, beside=beside), ask(**asked)
    types = {"type": asked["type"]} if beside == "ged" and "type" in asked else {}
    its = ask(**{k: v for k, v in asked.items() if k != "type"}, **types, dataset=beside)
    assert own(both.frame).equals(own(alone.frame))
    wanted = filled(its.frame)
    assert other(both.frame).select(wanted.columns).equals(wanted)
    assert [source.dataset for source in both.sources] == [
        *(source.dataset for source in (*alone.sources, *its.sources))
    ]


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("measure", ["fatalities", "events"])
def test_the_figures_of_both_equal_duckdb(measure: str) -> None:
    counted = {"fatalities": "sum(fatalities::int)", "events": "count(*)"}[measure]
    wanted = duckdb.execute(
        f"""select year(event_date::date), {counted}::int from read_csv(?, all_varchar = true)
        where country = 'Mali' and civilian_targeting <> '' group by 1 order by 1""",
        [ACLED],
    ).fetchall()
    asked: dict[str, Any] = {"measure": "events"} if measure == "events" else {}
    both = mali_cli.totals(
        **asked, country="Mali", by="year", beside="acled", civilian_targeting=True, dataset="ged"
    ).frame
    known = both.filter(pl.col(f"beside_{measure}").is_not_null())
    assert known.select("year", f"beside_{measure}").rows() == wanted
    value = "events" if measure == "events" else "deaths"
    best = {"events": "count(*)", "deaths": "sum(best::int)"}[value]
    mine = duckdb.execute(
        f"""select year::int, {best}::int from read_csv(?, all_varchar = true)
        where country_id = '432' group by 1 order by 1""",
        [GED],
    ).fetchall()
    found = both.filter(pl.col(value).is_not_null() & (pl.col(value) > 0))
    assert found.select("year", value).rows() == [row for row in mine if row[1]]


def test_weeks_beside_carry_their_own_bounds() -> None:
    import_files([str(FIXTURES / "acled-weeks.csv")], Watch(), whole=True, release="2025-10-24")
    frame = mali_cli.periods(country="Mali", cut="2023-01-01", beside="acled").frame
    columns = ["beside_fatalities", "beside_at_least", "beside_at_most"]
    assert frame.select(columns).rows() == [(24, 11, 24), (0, 0, 13)]
    assert frame.select("deaths", "at_least", "at_most").rows() == [
        *((4312, 4312, 4312), (1124, 1124, 1124)),
    ]


@pytest.mark.usefixtures("stored")
def test_machine_formats_tell_whose_a_figure_is(run: Run) -> None:
    words = ("totals", "-c", "Mali", "--by", "year", "--beside", "acled")
    rows = run(*words, "--csv", "-q").csv()
    constants = ("dataset", "release", "beside_dataset", "beside_release", "beside_measure")
    assert set(rows.select(map(pl.col, constants)).cast(pl.String).rows()) == {
        ("country-year", "25.1", "acled", "2025-10-24", "fatalities")
    }
    assert "beside_straddle" in rows.columns
    assert "beside_estimate" not in rows.columns
    body = run(*words, "--json").json()
    jsonschema.Draft202012Validator(SCHEMA).validate(body)
    assert [source["dataset"] for source in body["sources"]] == ["country-year", "acled"]
    assert body["beside"]["column"] == "beside_fatalities"
    assert body["selection"]["beside"].startswith("acled@2025-10-24")
    tags = dict(
        zip(
            *(line.split(",") for line in run(*words, "--csv", "--hxl").out.splitlines()[:2]),
            strict=True,
        )
    )
    assert tags["deaths"] == "#affected+killed"
    assert tags["beside_fatalities"] == "#affected+killed+beside"
    assert tags["beside_events"] == "#event+num+beside"


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("command", ["totals -c Mali --by year", "periods", "chart --from 2012"])
def test_it_is_said_once_why_the_two_are_not_comparable(command: str, run: Run) -> None:
    notes = notes_in(run(*command.split(), "--beside", "acled", "--json").json())
    assert sum(NOT_COMPARABLE in note for note in notes) == 1
    assert sum("The two are never added" in note for note in notes) == 1
    assert sum(note.startswith("Data: ACLED acled 2025-10-24") for note in notes) == 1
    assert sum(note.startswith("Cite: ACLED (2025)") for note in notes) == 1
    quiet = run(*command.split(), "--beside", "acled", "--csv", "-q").err
    of_all = "come from all its events, battles included"
    assert (of_all in quiet) is not command.startswith("totals")
    narrowed = run(*command.split(), "--beside", "acled", "--civilian-targeting", "--csv").err
    assert of_all not in narrowed
    assert "--civilian-targeting applies to acled only" in narrowed


@pytest.mark.usefixtures("stored")
def test_days_of_one_source_alone_are_named_with_those_of_both(run: Run) -> None:
    ran = run("totals", "-c", "Mali", "-t", "all", "--beside", "acled", "-q")
    assert "country-year 1989-01-01..2024-12-31, acled 2022-01-01..2023-12-31" in ran.out
    assert "--from 2022 --to 2023" in ran.out
    words = ("totals", "-c", "Mali", "--beside", "acled", "--from", "2022", "--to", "2023")
    assert "not of the same days" not in run(*words).out
    ran = run("totals", "-c", "Mali", "-t", "all", "--data", GED, "--beside", "acled")
    assert "no day in common" in ran.out


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    "command",
    [
        "periods --civilian-targeting",
        "periods -c Mali --cut 2023-01-01 -t all",
        "totals -c Mali --by year",
        "totals --by country -t one-sided",
        "chart --by year --from 2012",
    ],
)
def test_the_command_that_is_shown_asks_the_same(command: str, run: Run) -> None:
    first = run(*command.split(), "--beside", "acled", "--json").json()
    shown = run(*command.split(), "--beside", "acled").out
    (again,) = (line for line in shown.splitlines() if line.startswith("Reproduce: "))
    second = run(*shlex.split(again)[2:], "--json").json()
    key = "phases" if command.startswith("periods") else "rows"
    assert second[key] == first[key]
    assert second["reproduce"] is not None
    assert "--beside acled@2025-10-24" in again
    third = run(*shlex.split(first["reproduce"])[1:]).json()
    assert third[key] == first[key]


REFUSED = {
    "totals -c Mali --beside country-year": "country-year already answers",
    "totals -c Mali --dataset acled --beside acled@2025-10-24": "acled already answers",
    "totals -c Mali --beside population": "a denominator",
    "totals -c Mali --beside actors": "it is a list",
    "totals -c Mali --beside candidate": "a part of ged",
    "totals -c Mali --beside one-sided": "no figures by country",
    "totals -c Mali --beside acledd": "did you mean acled",
    "totals -c Mali --beside ''": "unknown data set",
    "totals --beside acled": "name countries with -c",
    "totals --by year -t all --beside un-fatalities": "name countries with -c",
    "totals -c Mali --by type --beside acled": "rows by type of ged and acled",
    "totals -c Mali --by adm1 --beside acled": "rows by adm1",
    "totals -c Mali -t one-sided -t state-based --beside acled": "acled has no types of violence",
    "totals -c Mali --measure civilians --beside acled": "does not count civilians",
    "totals -c Mali --dyad 1 --beside acled": "--dyad",
    "totals -c Mali --cause Illness --beside acled": "--cause does not apply to ged",
    "totals -c Mali --measure killed --beside acled": "does not count killed",
    "totals -c Mali --estimate low --beside acled": "have one estimate only, without low and high",
    "totals -c Mali --uncertainty range -t all --beside acled": "range is for deaths only",
    "totals -c Mali -t all --per 100000 --beside un-fatalities": "un-fatalities",
    "chart --by country --beside acled": "one panel per source",
    "chart --by type --beside acled": "one panel per source",
    "chart -t one-sided -t non-state --beside acled": "acled has no types of violence",
    "chart -t one-sided -t non-state --beside ged": "several types were asked for",
    "periods --by perpetrator --beside acled": "rows by perpetrator",
}


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("command", REFUSED)
def test_what_does_not_fit_is_refused_in_words(command: str, run: Run) -> None:
    ran = run(*shlex.split(command))
    assert ran.code == 2
    assert REFUSED[command] in ran.err
    assert "hint:" in ran.err


@pytest.mark.parametrize("command", ["totals -c Mali", "periods", "chart", "report"])
def test_one_that_is_not_here_is_said_how_to_get(command: str, run: Run) -> None:
    ran = run(*command.split(), "--beside", "acled")
    assert ran.code == 3
    assert ran.out == ""
    assert ran.err.count("\n") == 2
    assert "mali-cli import FILE" in ran.err


def test_rows_by_type_stay_beside_a_source_that_has_types() -> None:
    import_files([GED], Watch(), release="25.1", whole=True)
    frame = mali_cli.totals(country="Mali", by="type", from_="2012", to="2013", beside="ged").frame
    assert {"deaths", "beside_deaths", "low", "beside_low"} <= {*frame.columns}
    assert frame["type_of_violence"].to_list() == ["state-based", "non-state", "one-sided"]


@pytest.mark.usefixtures("stored")
def test_a_chart_has_a_panel_a_source_each_with_its_unit(run: Run, tmp_path: Path) -> None:
    words = ("chart", "--from", "2015", "--beside", "acled", "--measure", "deaths")
    out = run(*words).out
    places = [
        out.index(text)
        for text in ("deaths a year", "country-year 25.1", "fatalities a year", "acled 2025-10-24")
    ]
    assert places == sorted(places)
    target = tmp_path / "both.svg"
    assert run(*words, "-o", str(target)).code == 0
    texts = re.findall(r">([^<>]+)</text>", target.read_text())
    assert {"country-year 25.1", "acled 2025-10-24", "fatalities a year"} <= {*texts}
    assert "Beside it, on a scale of its own: fatalities a year" in target.read_text()
    assert run(*words, "--range", "--log").code == 0
    rows = run(*words, "--csv", "-q").csv()
    assert rows.filter(pl.col("year") == 2022).select("deaths", "beside_fatalities").row(0) == (
        *(1461, 22),
    )


@pytest.mark.usefixtures("stored")
def test_a_report_has_totals_of_it_and_a_warning_of_its_terms(run: Run, tmp_path: Path) -> None:
    page = run("report", "--beside", "acled", "--civilian-targeting").out
    section = page.split("## Beside another source")[1].split("\n## ")[0]
    assert "Warning: Only totals of acled are shown: its rows may not be passed on" in section
    assert "| during |" in section
    assert NOT_COMPARABLE in section
    assert "acled 2025-10-24" in page.split("## Over time")[1]
    assert "Armed Conflict Location" in page.split("## How to cite")[1]
    assert not any(row["location"] in page for row in acled_files.events())
    headline = page.split("\n## ")[0]
    assert "ACLED" not in headline
    body = run("report", "--beside", "acled", "--json").json()
    jsonschema.Draft202012Validator(SCHEMA).validate(body)
    assert "beside" in [section["section"] for section in body["sections"]]
    assert "--beside acled@2025-10-24" in body["reproduce"]
    target = tmp_path / "both.html"
    assert run("report", "--beside", "acled", "-o", str(target)).code == 0
    assert "fatalities a year" in target.read_text()


def test_its_values_are_completed() -> None:
    assert "acled" in counting("ac")
    assert not {"population", "actors", "candidate"} & {*counting("")}


def test_a_file_answers_with_another_source_beside_it(tmp_path: Path) -> None:
    import_files([ACLED], Watch(), whole=True)
    with pytest.raises(NotHereError):
        mali_cli.periods(data=GED, cut="2013-01-01", beside="acled-fatalities")
    found = mali_cli.totals(data=GED, country="Mali", by="year", type="all", beside="acled")
    assert (
        found.frame["deaths"].sum()
        == mali_cli.totals(data=GED, country="Mali", type="all").frame["deaths"].sum()
    )
    assert found.frame["beside_fatalities"].sum() == 24


def test_what_is_to_be_named_first_keeps_the_other_source() -> None:
    with pytest.raises(UsageError) as caught:
        mali_cli.periods(country="Niger", beside="un-fatalities")
    commands = [line for line in str(caught.value.hint).splitlines() if "mali-cli" in line]
    assert commands
    assert all("--beside un-fatalities" in line for line in commands)


@pytest.mark.parametrize("command", ["periods", "totals", "chart"])
def test_what_nobody_asks_for_is_not_loaded(command: str) -> None:
    code = f"import sys, mali_cli; mali_cli.{command}(country='Mali')\n"
    code += "print('mali_cli.answers.two_sources' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


@pytest.mark.usefixtures("stored")
def test_a_measure_that_only_the_other_has_is_asked_of_that_one(run: Run) -> None:
    ran = run("totals", "-c", "Mali", "-t", "all", "--measure", "fatalities", "--beside", "acled")
    assert "--type applies to country-year only" in ran.out
    assert "--measure applies to acled only" in ran.out
    assert re.search(r"17,706 .* 24 ", ran.out)
    both = run(
        "totals", "-c", "Mali", "--measure", "events", "--dataset", "ged", "--beside", "acled"
    )
    assert "--measure is of" not in both.out


def test_parts_that_answer_together_are_named_together(run: Run, tmp_path: Path) -> None:
    """An export of each country, of the same day."""
    header, *rows = acled_files.export().decode().split("\nMLI1", 1)[0], *acled_files.events()
    for country in ("Mali", "Niger"):
        mine = [list(row.values()) for row in rows if row["country"] == country]
        (tmp_path / f"{country}.csv").write_bytes(table(header.split(","), mine))
        words = ("import", str(tmp_path / f"{country}.csv"), "--release", "2025-10-24")
        assert run(*words).code == 0
    asked = ("totals", "-c", "Mali", "-c", "Niger", "-t", "all", "--beside", "acled")
    first = run(*asked, "--json").json()
    assert [row["beside_fatalities"] for row in first["rows"]] == [30]
    assert len([s for s in first["sources"] if s["dataset"] == "acled"]) == 2
    again = run(*shlex.split(first["reproduce"])[1:]).json()
    assert again["rows"] == first["rows"]
    assert again["selection"]["beside"] == first["selection"]["beside"]
