"""`mali-cli diff` and `mali-cli check --against` as a user sees them."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.cli.test_formats import SCHEMA
from tests.cli.test_help import BECAUSE
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

FIXTURES = Path(__file__).parents[2] / "fixtures"
LAYOUTS = (
    *("ged-webexport.csv", "ged-hdx.csv", "ged-r.csv", "ged-19.1.zip", "ged-api-page.json"),
    *("ged.geojson", "ged.parquet", "ged-excel.csv", "ged-headerless.csv", "ged-numbered.csv"),
)
OFFICIAL = str(FIXTURES / "ged-official.csv")
LAST = ["dataset_a", "release_a", "dataset_b", "release_b", "estimate", "straddle"]


def later(rows: list[made_up.Row]) -> list[made_up.Row]:
    """Return the next release of made-up events: one gone, one revised, one more."""
    revised = rows[1] | {"best": rows[1]["best"] + 4, "adm_1": "Another region"}
    return [revised, *rows[2:], rows[0] | {"id": 1, "best": 7}]


@pytest.fixture
def two(run: Run, no_registry: None) -> None:
    """A store with two made-up releases of GED, and the country-years of the second."""
    rows = [r for r in made_up.events("24.1") if r["country_id"] == 432]
    new = later(rows)
    for release, content in (
        ("24.1", made_up.as_csv(rows)),
        ("25.1", made_up.as_csv(new)),
    ):
        words = ("import", "-", "--release", release, "--whole")
        assert run(*words, stdin=content).code == 0
    sums = made_up.as_csv(made_up.country_years("24.1", new))
    assert run("import", "-", "--release", "24.1", "--whole", stdin=sums).code == 0


def check_envelope(ran: Ran) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(ran.json())


@pytest.mark.usefixtures("two")
def test_events_in_every_format(run: Run, tmp_path: Path) -> None:
    line = ("diff", "ged@24.1", "ged@25.1", "--events")
    body = run(*line, "--json")
    check_envelope(body)
    rows = body.json()["rows"]
    assert [row["status"] for row in rows] == ["added", "removed", "revised", "revised"]
    assert [row["column"] for row in rows] == ["best", "best", "adm_1", "best"]
    assert rows[3]["change"] == 4
    csv = run(*line, "--csv")
    assert csv.code == 0
    assert csv.out.splitlines()[0].endswith(",".join(LAST))
    assert "1 event was added, 1 removed and 1 revised (best changed in 1)" in csv.err
    assert csv.csv()["id"].to_list() == [row["id"] for row in rows]
    lines = [json.loads(text) for text in run(*line, "-f", "ndjson", "-q").out.splitlines()]
    assert [item["a"] for item in lines] == [row["a"] for row in rows]
    for kind in ("table", "markdown"):
        out = run(*line, "-f", kind).out
        assert "Another region" in out
        assert "Revised: " in out
    for name in ("x.parquet", "x.tsv"):
        assert run(*line, "-q", "-o", str(tmp_path / name)).code == 0
        assert (tmp_path / name).stat().st_size


@pytest.mark.usefixtures("two")
@pytest.mark.sample(2)
@pytest.mark.parametrize(
    "line",
    [
        "diff ged@24.1 ged@25.1",
        "diff 24.1 25.1 --dataset ged --by type",
        "diff ged@24.1 25.1 --by month -t all",
        "diff ged@25.1 country-year@24.1 --all",
        "diff country-year@24.1 ged@24.1 --by country --top 1",
        "diff ged@24.1 ged@25.1 --by adm1 -t all --straddle split",
        "diff ged@24.1 ged@25.1 --by phase --mission MINUSMA --straddle both --all",
        "diff ged@24.1 ged@25.1 --by phase --cut 2015-01-01 -c Mali -t all",
        "diff ged@24.1 ged@25.1 --events --adm1 Region --top 2",
    ],
)
def test_the_command_line_gives_the_same_again(run: Run, line: str) -> None:
    ran = run(*shlex.split(line), "--json")
    assert (ran.code, ran.err) == (0, "")
    check_envelope(ran)
    body = ran.json()
    assert len(body["sources"]) == 2
    assert body["rows"]
    again = run(*shlex.split(body["reproduce"])[1:], "--json").json()
    assert again["rows"] == body["rows"]
    assert again["reproduce"] == body["reproduce"]


@pytest.mark.usefixtures("two")
def test_country_years_are_the_sum_of_the_events(run: Run) -> None:
    ran = run("diff", "ged@25.1", "country-year@24.1", "--to", "2023")
    assert ran.code == 0
    assert "no difference: UCDP GED 25.1 and UCDP country-year 24.1" in ran.err


@pytest.mark.usefixtures("two")
def test_a_release_alone_that_two_data_sets_have(run: Run) -> None:
    ran = run("diff", "24.1", "24.1")
    assert ran.code == 2
    assert "24.1 and 24.1 could belong to country-year or ged" in ran.err
    assert "--dataset ged" in ran.err


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_events_in_another_layout_are_no_difference(run: Run, name: str) -> None:
    ran = run("diff", OFFICIAL, str(FIXTURES / name), "--events", "--csv")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert ran.err.startswith("no difference: ")


@pytest.mark.parametrize(
    ("words", "code", "text"),
    [
        (("none.csv", OFFICIAL), 2, "no file, data set or release 'none.csv'"),
        (("ged@24.1", OFFICIAL), 3, "get it with mali-cli fetch ged@24.1"),
        (
            (str(FIXTURES / "ged-cut.csv"), OFFICIAL, "--events"),
            2,
            "column id, which ged-cut",
        ),
        ((str(FIXTURES / "ged-excel-ruined.csv"), OFFICIAL), 5, "ged-excel-ruined.csv"),
        ((str(FIXTURES / "one-sided.csv"), OFFICIAL), 2, "one-sided cannot answer this"),
        (("actors@25.1", OFFICIAL), 2, "actors has no deaths by country and day"),
        ((OFFICIAL,), 2, "missing argument 'B'"),
        (("25.1", "25.1", "--top", "x"), 2, "--top"),
    ],
)
def test_what_goes_wrong(run: Run, words: tuple[str, ...], code: int, text: str) -> None:
    ran = run("diff", *words)
    assert (ran.code, ran.out) == (code, "")
    assert text in ran.err
    assert "Traceback" not in ran.err


def test_a_file_of_few_columns_has_totals(run: Run) -> None:
    ran = run("diff", str(FIXTURES / "ged-cut.csv"), OFFICIAL, "--all", "-t", "all")
    assert ran.code == 0
    assert "Only totals are compared: ged-cut.csv has no column id." in ran.out
    assert run("diff", str(FIXTURES / "ged-cut.csv"), OFFICIAL, "--by", "dyad").code == 2


def test_one_side_from_stdin(run: Run) -> None:
    content = Path(OFFICIAL).read_bytes().replace(b'"12"', b'"14"').replace(b",12,", b",14,")
    ran = run("diff", OFFICIAL, "-", "--events", "--csv", "-q", stdin=content)
    assert ran.code == 0
    assert ran.csv()["status"].unique().to_list() == ["revised"]


@pytest.mark.usefixtures("two")
def test_no_output_speaks_of_causes(run: Run) -> None:
    words = (*BECAUSE, "because", "led to", "resulted", "as a result", "owing to")
    for line in ("diff ged@24.1 ged@25.1", "diff 24.1 25.1 --dataset ged --events"):
        for kind in ("table", "json"):
            text = run(*line.split(), "-f", kind).out.casefold()
            assert [word for word in words if word in text] == []


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_on_a_terminal(run: Run, width: int) -> None:
    for line in ("diff ged@24.1 ged@25.1 -t all", "diff ged@24.1 ged@25.1 --events"):
        ran = run(*line.split(), tty=True, width=width, env={"NO_COLOR": "1"})
        assert ran.code == 0
        assert "…" not in ran.out
        assert re.search(r"[+-]\d", ran.out)


CLAIM = "Mali 2022 one-sided = 1461"
FIGURES = {"os_total_deaths_best": 1450, "os_total_deaths_low": 1400, "os_total_deaths_high": 1500}


def older(run: Run, **figures: int) -> None:
    """Put made-up country-years of Mali into the store as those of 24.1."""
    rows = made_up.country_years("24.1", [])
    for row in rows:
        if (row["country_id"], row["year"]) == (432, 2022):
            total = "cumulative_total_deaths_in_orgvio"
            row |= figures | {f"{total}_{name[16:]}": value for name, value in figures.items()}
            row |= {"cumulative_total_deaths_civilians_in_orgvio": figures["os_total_deaths_best"]}
    words = ("import", "-", "--release", "24.1", "--whole")
    ran = run(*words, stdin=made_up.as_csv(rows))
    assert ran.code == 0, ran.err


@pytest.mark.usefixtures("no_registry")
def test_a_verdict_that_another_release_changes(run: Run) -> None:
    older(run, **FIGURES)
    line = ("check", "--claim", CLAIM, "--claim", "Mali 2022 one-sided > 1000", "--against", "24.1")
    ran = run(*line, "--json")
    assert ran.code == 1
    check_envelope(ran)
    body = ran.json()
    assert (body["outcome"], body["changed"]) == ("differs", ["claim-1"])
    first, second = body["rows"]
    assert (first["verdict"], first["against_verdict"]) == ("reproduced", "differs")
    assert (first["against"], first["against_computed"]) == ("country-year@24.1", "1450")
    assert [row["verdict_changed"] for row in (first, second)] == [True, False]
    assert len(body["sources"]) == 2
    csv = run(*line, "--csv")
    assert csv.csv().columns[-4:] == list(first)[-4:]
    assert "Under country-year@24.1 the verdict changes for claim-1." in csv.err
    table = run(*line).out
    sentence = "Reproduced in country-year@25.1, differs in country-year@24.1 (1,450)."
    assert f"claim-1: {sentence}" in table
    assert "against verdict" in table


@pytest.mark.usefixtures("no_registry")
def test_a_verdict_that_no_other_release_changes(run: Run) -> None:
    older(run, **FIGURES)
    ran = run("check", "--claim", "Mali 2022 one-sided > 1000", "--against", "country-year@24.1")
    assert ran.code == 0
    assert "Same verdicts under country-year@24.1." in ran.out
    events = "Mali 2022 one-sided events > 1"
    words = ("check", "--claim", "Mali 2022 one-sided > 1000", "--claim", events)
    missing = run(*words, "--against", "24.1")
    assert missing.code == 3
    assert "Same verdicts under country-year@24.1. 1 claim not judged under " in missing.out
    beyond = run("check", "--claim", "Mali 2024 one-sided = 619", "--against", "24.1", "--json")
    assert beyond.code == 0
    (row,) = beyond.json()["rows"]
    assert (row["against_verdict"], row["verdict_changed"]) == ("not testable", None)


@pytest.mark.parametrize(
    ("against", "code", "text"),
    [
        ("24.1", 3, "get it with mali-cli fetch country-year@24.1"),
        ("ged@24.1", 3, "get it with mali-cli fetch ged@24.1"),
        ("ged", 2, "--against ged names no release"),
        ("24.x", 2, "'24.x' is not a release"),
        ("", 2, "--against is empty"),
    ],
)
def test_another_release_that_is_not_here(run: Run, against: str, code: int, text: str) -> None:
    ran = run("check", "--claim", CLAIM, "--against", against)
    assert (ran.code, ran.out) == (code, "")
    assert text in ran.err
