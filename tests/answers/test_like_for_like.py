"""The same months of each year beside each other, in totals, charts and claims."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.model.months import read_months
from tests.cli.conftest import Run
from tests.read.made_up import EVENTS, Row
from tests.read.writers import official

RULES = {"start": (15, 3), "end": (10, 10), "drop": (10, 3), "split": (11.7, 6.5)}


def event(number: int, first: str, last: str, best: int) -> Row:
    figures = {"best": str(best), "low": str(best), "high": str(best), "deaths_civilians": "0"}
    days = {"year": first[:4], "date_start": first, "date_end": last}
    return EVENTS[0] | {"id": str(number), "type_of_violence": "1", **figures, **days}


@pytest.fixture
def data(tmp_path: Path) -> str:
    """Write events of two years, two of which cross an edge of January to August."""
    path = tmp_path / "made-up.csv"
    rows = [
        event(1, "2021-02-10", "2021-02-10", 10),
        event(2, "2021-08-31", "2021-09-02", 5),
        event(3, "2021-10-01", "2021-10-01", 100),
        event(4, "2021-12-31", "2022-01-01", 7),
        event(5, "2022-01-05", "2022-01-05", 3),
        event(6, "2022-12-01", "2022-12-01", 50),
    ]
    path.write_bytes(official(rows))
    return str(path)


@pytest.mark.parametrize("rule", RULES)
def test_each_year_is_the_window_of_its_months(data: str, rule: str) -> None:
    asked = {"data": data, "type": "all", "straddle": rule}
    frame = mali_cli.totals(by="year", months="1-8", **asked).frame  # type: ignore[arg-type]
    assert tuple(frame["deaths"]) == pytest.approx(RULES[rule])
    for year, deaths in frame.select("year", "deaths").iter_rows():
        window = {"from_": f"{year}-01", "to": f"{year}-08"}
        alone = mali_cli.totals(**asked, **window).frame  # type: ignore[arg-type]
        assert alone["deaths"].to_list() == [deaths]
    both = mali_cli.totals(months="01..08", **asked).frame  # type: ignore[arg-type]
    assert both["deaths"].item() == pytest.approx(sum(RULES[rule]))


def test_rows_by_year_have_the_change(run: Run, data: str) -> None:
    words = ("totals", "--data", data, "-t", "all", "--by", "year", "--months", "1-8")
    out = run(*words).out
    assert "January to August of each year, by year" in out
    assert re.search(r"^2021 +15 .* 2$", out, re.MULTILINE)
    assert re.search(r"^2022 +3 .* 1 +−80.0%$", out, re.MULTILINE)
    assert "Change is from the same months of the year before" in out
    rows = run(*words, "--json").json()
    assert [row["change_to_previous"] for row in rows["rows"]] == [None, pytest.approx(-0.8)]
    assert rows["selection"]["months"] == "01..08"
    assert run(*words, "--csv").csv()["months"].to_list() == ["01..08", "01..08"]
    assert " --months 01..08 " in out.split("Reproduce: ")[1]


def test_there_is_no_change_from_nothing_nor_of_a_year_in_part(data: str) -> None:
    asked = {"data": data, "type": "all", "by": "year"}
    october = mali_cli.totals(months="11-12", **asked).frame  # type: ignore[arg-type]
    assert october["deaths"].to_list() == [7, 50]
    none = mali_cli.totals(months="9", **asked).frame  # type: ignore[arg-type]
    assert none["deaths"].to_list() == [0, 0]
    assert none["change_to_previous"].to_list() == [None, None]
    cut = mali_cli.totals(months="1-8", to="2022-03", **asked)  # type: ignore[arg-type]
    assert cut.frame["change_to_previous"].to_list() == [None, None]
    assert set(cut.shown.partial) == {"2022"}
    assert not mali_cli.totals(months="1-8", **asked).shown.partial  # type: ignore[arg-type]


def test_a_chart_has_the_same_rows_and_no_phases(run: Run, data: str) -> None:
    asked = {"data": data, "type": "all", "months": "1-8", "straddle": "start"}
    chart = mali_cli.chart(**asked)  # type: ignore[arg-type]
    totals = mali_cli.totals(by="year", **asked)  # type: ignore[arg-type]
    columns = ["year", "deaths", "change_to_previous"]
    assert chart.frame.select(columns).equals(totals.frame.select(columns))
    assert not chart.phases
    said = "From the same months of 2021 to those of 2022: 15 → 3 (-80.0%)."
    assert said in [str(note) for note in chart.notes]
    assert "deaths, January to August" in run("chart", "--data", data, "--months", "1-8").out
    with pytest.raises(UsageError, match="--months and --mission"):
        mali_cli.chart(mission="MINUSMA", **asked)  # type: ignore[arg-type]


def test_only_events_tell_months() -> None:
    with pytest.raises(NotHereError, match="--months"):
        mali_cli.totals(country="Mali", by="year", months="1-8")
    whole = mali_cli.totals(country="Mali", by="year", months="1-12")
    assert whole.frame.equals(mali_cli.totals(country="Mali", by="year").frame)


@pytest.mark.parametrize("text", ["", "0", "13", "8-1", "1-13", "jan", "1-", "2022-01", "1..2..3"])
def test_what_is_no_months_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a range of months"):
        read_months(text)


def test_months_as_they_are_typed_and_said() -> None:
    found = {text: read_months(text) for text in ("1-8", "01..08", "2", "2-2", "12")}
    assert [str(months) for months in found.values()] == ["01..08", "01..08", "02", "02", "12"]
    assert [one.words for one in found.values() if one][1:3] == ["January to August", "February"]
    february = found["2"]
    assert february
    assert february.of_year(2024).end == datetime.date(2024, 2, 29)


def test_a_claim_on_the_change(run: Run, data: str) -> None:
    assert run("import", data, "--release", "25.1").code == 0
    typed = "Mali 2022-01..2022-08 state-based start against 2021-01..2021-08 = -80%"
    row = run("check", "--claim", typed, "--json").json()["rows"][0]
    assert row["verdict"] == "holds"
    assert row["computed"] == "15 (10–15) → 3 (3–10) = -80.0 (-80.0–+0.0) %"
    row = run("check", "--claim", typed.replace(" start", ""), "--json").json()["rows"][0]
    assert row["verdict"] == "undecided"  # two events cross an edge of the months


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ("Mali 2023 one-sided = 5%", "a percentage needs 'against'"),
        ("Mali 2023 one-sided against 2022 = 5", "a percentage needs 'against'"),
        ("Mali 2023 one-sided against 2022 > 5%", "> does not go with a percentage"),
        ("Mali 2023 one-sided against = 5%", "'against', comes before a period"),
        ("Mali 2023 one-sided against 2022 low = 5%", "stands after the period"),
    ],
)
def test_a_change_that_is_not_understood(run: Run, claim: str, problem: str) -> None:
    ran = run("check", "--claim", claim)
    assert (ran.code, problem in ran.err) == (2, True)


def test_changes_of_years_and_phases(run: Run) -> None:
    for claim, verdict in {
        "Mali 2023 one-sided against 2022 = -65.4%": "holds",
        "Mali 2023 one-sided against 2022 ~ −62 %": "holds",
        "Mali 2023 one-sided against 2022 = +65.4%": "differs",
        "Mali during MINUSMA one-sided start against before MINUSMA ~ 271%": "holds",
    }.items():
        row = run("check", "--claim", claim, "--json").json()["rows"][0]
        assert row["verdict"] == verdict, claim


def test_one_sided_events_of_mali(run: Run, real_data: Callable[[str], Path]) -> None:
    path = str(real_data("ged241_mali_webexport.csv"))
    words = ("-t", "one-sided", "--measure", "events", "--by", "year", "--from", "2022")
    rows = run("totals", "--data", path, *words, "--months", "01..08", "--json").json()["rows"]
    assert [row["events"] for row in rows] == [79, 60]
    assert rows[1]["change_to_previous"] == pytest.approx(-0.2405, abs=0.0001)
    assert run("import", path).code == 0
    claim = "Mali 2023-01..2023-08 one-sided events start against 2022-01..2022-08 = -24.1%"
    row = run("check", "--claim", claim, "--json").json()["rows"][0]
    assert row["verdict"] == "holds"
    assert row["computed"] == "79 (78–79) → 60 (59–60) = -24.1 (-25.3–-23.1) %"
