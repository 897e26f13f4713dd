"""The packaged literature and made-up claims against the data: verdicts and what stands beside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import UsageError

FIXTURES = Path(__file__).parents[2] / "fixtures"
Row = Mapping[str, Any]
HERE = "country-year@25.1"
OFFLINE = {
    "epis-1": ("reproduced", "1029", "1029", 0),
    "epis-2": ("reproduced", "3818", "3818", 0),
    "epis-3": ("differs", "1450", "1461", -11),
    "epis-4": ("reproduced", "2022", "2022: 1461", 0),
    "epis-5": ("reproduced", "619", "619", 0),
    "epis-6": ("reproduced", "2nd", "2nd (2022: 1461; 2024: 619; 1994: 593)", 0),
    "epis-7": ("holds", "higher", "619 against 505", -114),
    "epis-8": ("holds", "each under 50", "30; 3; 2; 30", None),
    "epis-9": ("holds", "higher", "53; 551 against 30", None),
    "epis-10": ("needs data", "the same", None, None),
    "epis-11": ("needs data", "65", None, None),
    "epis-12": ("differs", "rising", "up in 5 of 10 steps, from 30 to 505", None),
    "epis-13": ("holds", "higher", "619 against 505", -114),
    "prif-1": ("holds", "more than 2 times", "1461 / 216 = 6.8", -4.76),
    "prif-2": ("not testable", None, None, None),
    "aiia-1": ("needs data", "about 500 (±50)", None, None),
    "aiia-2": ("not testable", None, None, None),
    "aiia-3": ("needs data", "rising", None, None),
    "aiia-4": ("needs data", "higher at the end", None, None),
    "exit-1": ("not testable", None, "1461 → 505", None),
    "exit-2": ("holds", "over 6000", "6122", -122),
    "exit-3": ("needs data", "highest", None, None),
    "exit-4": ("not testable", None, "664 → 513; 96 → 155", None),
    "exit-5": ("not testable", None, None, None),
    "exit-6": ("holds", "highest", "1st (2023: 6122; 2022: 2704; 2021: 1458)", None),
    "nias-1": ("needs data", "higher", None, None),
    "nias-2": ("not testable", None, None, None),
}
WITH_EVENTS = {
    "epis-10": ("differs", "1029; 3751", "999; 3638", None),
    "aiia-1": ("differs", "about 500 (±50)", "313", 187),
    "aiia-2": ("not testable", None, "32 → 187", None),
    "aiia-3": ("differs", "rising", "384 → 1962 → 874 (up in 1 of 2 steps)", None),
    "aiia-4": ("holds", "higher at the end", "243 → 1747 → 483", None),
    "exit-1": ("not testable", None, "1461 → 505; 104 → 99 events", None),
    "nias-1": ("holds", "higher", "1048 against 304", -744),
}
ROBUST = {
    **dict.fromkeys(("epis-3", "epis-4", "epis-7", "epis-9", "epis-12", "epis-13"), True),
    **dict.fromkeys(("prif-1", "exit-6"), True),
    **dict.fromkeys(("epis-1", "epis-2", "epis-5", "epis-6", "epis-8", "exit-2"), False),
}


def rows(**asked: Any) -> dict[str, Row]:
    frame = mali_cli.check(**asked).frame
    return {row["id"]: row for row in frame.iter_rows(named=True)}


def stored(file: str, release: str | None = None) -> str:
    """Import a file and return the name that its data set has in the store."""
    (kept,) = import_files([file], Watch(), release=release)
    return kept.manifest.name


def figures(row: Row) -> tuple[Any, ...]:
    return row["verdict"], row["claimed"], row["computed"], row["difference"]


def claims(tmp_path: Path, text: str) -> str:
    file = tmp_path / "claims.toml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def one(tmp_path: Path, query: str, claimed: str, more: str = "") -> Row:
    """Judge one claim on Mali's one-sided deaths."""
    start = 'country = "Mali", type = "one-sided"'
    text = f'[[claim]]\nid = "a"\nstatement = "s"\nquery = {{ {start}, {query} }}\n'
    file = claims(tmp_path, f"{text}claimed = {{ {claimed} }}\n{more}")
    return rows(files=file)["a"]


@pytest.fixture
def events(real_data: Callable[[str], Path], tmp_path: Path) -> str:
    """The Mali events of GED 24.1 in the store; return the name that they have there."""
    copy = shutil.copy(real_data("ged241_mali_webexport.csv"), tmp_path)
    return stored(str(copy), release="24.1")


@pytest.fixture
def _world(real_data: Callable[[str], Path]) -> None:
    stored(str(real_data("organizedviolencecy_v25_1.csv")))


def test_the_packaged_literature_offline() -> None:
    result = mali_cli.check()
    found = {row["id"]: row for row in result.frame.iter_rows(named=True)}
    assert {name: figures(row) for name, row in found.items()} == OFFLINE
    assert {
        name: row["robust"] for name, row in found.items() if row["robust"] is not None
    } == ROBUST
    assert all(row["as_recorded"] for row in found.values())
    assert result.extras["outcome"] == "as expected"
    assert result.extras["verdicts"] == {
        "reproduced": 5,
        "holds": 7,
        "differs": 2,
        "not testable": 6,
        "needs data": 7,
    }


def test_what_needs_data_says_how_to_get_it() -> None:
    for row in rows().values():
        if row["verdict"] == "needs data":
            wanted = {"exit-3": HERE, "epis-11": "ged"}.get(row["id"], "ged@24.1")
            assert row["remark"].endswith(f"Get it with: mali-cli fetch {wanted}")
            assert row["release"] == wanted


def test_the_release_and_the_rule_stand_beside_every_figure() -> None:
    for row in rows().values():
        if row["computed"]:
            assert row["release"] == HERE
            assert row["straddle"] in ("both", "start")


def test_the_packaged_literature_with_the_events_of_mali(events: str) -> None:
    result = mali_cli.check()
    found = {row["id"]: row for row in result.frame.iter_rows(named=True)}
    assert {name: figures(row) for name, row in found.items()} == OFFLINE | WITH_EVENTS
    assert result.extras["outcome"] == "as expected"
    for name in WITH_EVENTS:
        assert events in found[name]["release"]
    assert found["epis-3"]["also_equals"] == "nothing (of 10 near questions tried)"
    assert "433697" in found["aiia-1"]["remark"]
    assert "nothing from 2024-01-01 on" in found["epis-11"]["remark"]


@pytest.mark.usefixtures("_world")
def test_a_rank_among_ecowas_with_the_whole_country_year_set() -> None:
    row = rows(only="exit-3")["exit-3"]
    computed = "1st (Burkina Faso: 6122; Nigeria: 3971; Mali: 2118)"
    assert figures(row) == ("holds", "highest", computed, None)
    assert row["robust"] is True


def test_a_figure_that_differs_may_equal_a_near_question(tmp_path: Path) -> None:
    row = one(tmp_path, 'phase = "during MINUSMA"', "equals = 3788")
    assert figures(row) == ("differs", "3788", "3818", -30)
    matches = "straddle start; straddle drop; from 2014-07-01 to 2023-12-31"
    assert row["also_equals"] == f"{matches} (of 11 near questions tried)"
    low = one(tmp_path, "from = 2022, to = 2022", "equals = 1368")
    assert low["also_equals"] == "low estimate (of 9 near questions tried)"
    every = one(tmp_path, "from = 2022, to = 2022", "equals = 3656")
    assert every["also_equals"] == "all types (of 9 near questions tried)"
    before = one(tmp_path, "from = 2023, to = 2023", "equals = 1966")
    assert before["also_equals"] == "from 2022-01-01 to 2023-12-31 (of 9 near questions tried)"


def test_also_equals_is_said_only_of_one_figure_that_differs(tmp_path: Path) -> None:
    assert one(tmp_path, "from = 2022, to = 2022", "equals = 1461")["also_equals"] is None
    series = one(tmp_path, 'from = 2015, to = 2016, each = "year"', "under = 5")
    assert (series["verdict"], series["also_equals"]) == ("differs", None)
    assert one(tmp_path, "from = 2013, to = 2023", 'trend = "rising"')["also_equals"] is None


def test_active_actors_are_a_near_question_to_the_events(events: str, tmp_path: Path) -> None:
    row = one(tmp_path, "from = 2022, to = 2022", "equals = 1444")
    assert row["also_equals"] == f"active actors only, {events} (of 10 near questions tried)"


def test_a_newer_release_stands_beside_the_pinned_one(tmp_path: Path) -> None:
    name = stored(str(FIXTURES / "country-year-26.1.csv"))
    more = 'release = "country-year@25.1"\nremark = "R"\n'
    row = one(tmp_path, "from = 2015, to = 2015", "equals = 2", more)
    assert (row["verdict"], row["release"]) == ("reproduced", HERE)
    assert row["remark"] == f"R. {name}: 5 (differs)."
    assert one(tmp_path, "from = 2015, to = 2015", "equals = 3", more)["remark"] == row["remark"]
    off = one(tmp_path, "from = 2015, to = 2015", "equals = 5", more)
    assert (
        off["also_equals"] == f"from 2014-01-01 to 2015-12-31; {name} (of 10 near questions tried)"
    )


def test_a_yearly_mean_is_rounded_to_whole_deaths(tmp_path: Path) -> None:
    row = one(tmp_path, 'from = 2013, to = 2015, mean = "year"', "equals = 12")
    assert figures(row) == ("reproduced", "12", "12", 0)  # 30 + 3 + 2 in three years
    assert row["kind"] == "value"


def test_spans_are_figures_of_their_own(tmp_path: Path) -> None:
    row = one(tmp_path, 'spans = ["1989..2013", "2013..2023"]', "over = 1000")
    assert figures(row) == ("holds", "each over 1000", "1029; 3818", None)


def test_a_change_in_percent(tmp_path: Path) -> None:
    more = "against = { from = 2023, to = 2023 }\n"
    row = one(tmp_path, "from = 2024, to = 2024", 'change = "+23 %"', more)
    assert figures(row) == ("holds", "+23 % (±0.5 points)", "505 → 619 = +22.6 %", 0.43)


def test_the_estimate_of_the_query_is_not_varied(tmp_path: Path) -> None:
    row = one(tmp_path, 'from = 2022, to = 2022, estimate = "low"', "equals = 1368")
    assert (row["verdict"], row["robust"]) == ("reproduced", None)
    civilians = one(tmp_path, 'from = 2022, to = 2022, measure = "civilians"', "over = 1")
    assert (civilians["verdict"], civilians["robust"]) == ("holds", None)


def test_civilians_and_events_are_judged_by_columns_of_their_own(
    events: str, tmp_path: Path
) -> None:
    assert events
    of_2022 = 'from = 2022, to = 2022, dataset = "country-year", measure = "civilians"'
    assert figures(one(tmp_path, of_2022, "equals = 1460")) == ("reproduced", "1460", "1460", 0)
    row = one(tmp_path, 'from = 2022, to = 2022, measure = "events"', "equals = 104")
    assert figures(row) == ("reproduced", "104", "104", 0)


def test_what_the_data_do_not_cover_is_not_zero(tmp_path: Path) -> None:
    late = one(tmp_path, "from = 2024, to = 2025", "equals = 619")
    assert late["verdict"] == "needs data"
    assert f"{HERE} covers 1989-01-01..2024-12-31, not all of" in late["remark"]
    blank = one(tmp_path, 'from = "2022-03", to = "2022-04", straddle = "drop"', "equals = 0")
    assert blank["verdict"] == "not testable"
    assert "blank, not zero" in blank["remark"]
    early = one(tmp_path, "from = 1980, to = 2013", "equals = 1029")
    assert early["verdict"] == "reproduced"
    assert "The data cover 1989-01-01..2024-12-31." in early["remark"]


def test_a_filter_that_matches_elsewhere_is_zero_here(events: str, tmp_path: Path) -> None:
    assert events
    row = one(tmp_path, 'actor = "IS", from = 1990, to = 1990', "equals = 0")
    assert figures(row) == ("reproduced", "0", "0", 0)
    series = one(tmp_path, 'actor = "IS", from = 1990, to = 1991, each = "year"', "under = 1")
    assert series["computed"] == "0; 0"
    with pytest.raises(UsageError, match=r"claim 'a': --actor 'Nobody' matches nothing"):
        one(tmp_path, 'actor = "Nobody", from = 1990, to = 1990', "equals = 0")


def test_a_question_that_makes_no_sense_names_file_and_claim(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        one(tmp_path, 'dataset = "country-year", actor = "IS"', "equals = 0")
    assert caught.value.message.startswith(f"{tmp_path / 'claims.toml'}: claim 'a': country-year")


RECORDS = {
    ("equals = 1461", ""): "as expected",
    ("equals = 1450", ""): "differs",
    ("equals = 1450", 'expected = "differs"'): "as expected",
    ("equals = 1461", 'expected = "differs"'): "differs",
    ("equals = 1461", 'expected = ["needs data", "reproduced"]'): "as expected",
    ("equals = 1461", 'release = "country-year@24.1"'): "needs data",
    ("equals = 1461", 'release = "country-year@24.1"\nexpected = "reproduced"'): "needs data",
    ("equals = 1461", 'release = "country-year@24.1"\nexpected = "needs data"'): "as expected",
}


@pytest.mark.parametrize(("claimed", "more"), RECORDS)
def test_how_a_check_comes_out(tmp_path: Path, claimed: str, more: str) -> None:
    start = '[[claim]]\nid = "a"\nstatement = "s"\nclaimed'
    query = 'query = { country = "Mali", type = "one-sided", from = 2022, to = 2022 }'
    file = claims(tmp_path, f"{start} = {{ {claimed} }}\n{query}\n{more}\n")
    assert mali_cli.check(files=file).extras["outcome"] == RECORDS[claimed, more]


def test_a_difference_outweighs_what_is_not_here() -> None:
    lines = ["Mali 2022 all ged@25.1 = 3", "Mali 2022 all = 3", "Mali 2022 all = 3656"]
    outcomes = [
        mali_cli.check(claim=chosen).extras["outcome"]
        for chosen in (lines, lines[1:], lines[2:], [lines[0], lines[2]])
    ]
    assert outcomes == ["differs", "differs", "as expected", "needs data"]


def test_only_named_claims_are_judged() -> None:
    assert list(rows(only=["prif-1", "epis-3"])) == ["epis-3", "prif-1"]
    with pytest.raises(UsageError, match="there is no claim 'epis-33'") as caught:
        mali_cli.check(only="epis-33")
    assert "epis-3" in (caught.value.hint or "")


def test_typed_claims_are_judged_beside_those_of_files(tmp_path: Path) -> None:
    text = '[[claim]]\nid = "a"\nstatement = "s"\nnot_testable = "no"\n'
    found = rows(files=claims(tmp_path, text), claim=["Mali 2022 all = 3656", "Niger 2022 all > 9"])
    assert [(name, row["verdict"]) for name, row in found.items()] == [
        ("a", "not testable"),
        ("claim-1", "reproduced"),
        ("claim-2", "holds"),
    ]
    assert found["a"]["remark"] == "No."
    assert found["claim-1"]["statement"] == "Mali 2022 all = 3656"
