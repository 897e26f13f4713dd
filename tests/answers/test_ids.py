"""Actors, dyads and conflicts go by their ids: several have one name, one has several."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import UsageError
from mali_cli.model.result import Result
from tests.cli.conftest import Run
from tests.read.writers import FIXTURES

IDS, NAMES = str(FIXTURES / "ged-ids.csv"), str(FIXTURES / "ged-names.csv")
GROUPS = ("actor", "dyad", "conflict")
NUMBERED = ["side_a_new_id", "side_b_new_id", "dyad_new_id", "conflict_new_id"]


def deaths(result: Result) -> int:
    return int(result.frame["deaths"].item())


def texts(result: Result, kind: str) -> list[str]:
    return [str(note) for note in result.notes if note.kind == kind]


def of(rows: pl.DataFrame, group: str) -> dict[tuple[str | None, int | None], int]:
    return {(name, i): n for name, i, n in rows.select(group, f"{group}_id", "deaths").iter_rows()}


@pytest.fixture
def nameless(tmp_path: Path) -> str:
    """The two events without their ids."""
    path = tmp_path / "names.csv"
    pl.read_csv(IDS).drop(NUMBERED).write_csv(path)
    return str(path)


# filters


@pytest.mark.parametrize(
    ("option", "right"),
    [
        ({"actor": "5001"}, 10),
        ({"actor": "6002"}, 7),
        ({"dyad": "901"}, 10),
        ({"dyad": "902"}, 7),
        ({"conflict": "802"}, 7),
        ({"actor": "RED"}, 17),
        ({"dyad": "red"}, 17),
    ],
)
def test_an_id_selects_itself_and_a_name_all_that_have_it(
    option: dict[str, Any], right: int
) -> None:
    assert deaths(mali_cli.totals(data=IDS, type="all", **option)) == right
    listed = mali_cli.events(data=IDS, type="all", **option).frame
    assert listed["best"].sum() == right
    phases = mali_cli.periods(data=IDS, type="all", phase="all=2020..2020", **option).frame
    assert phases["deaths"].to_list() == [right]


LATE: dict[str, Any] = {"data": NAMES, "type": "all", "from_": "2021-02", "to": "2021"}


@pytest.mark.parametrize("actor", ["RED", "red", "7007"])
def test_a_name_without_events_there_is_not_another_that_holds_it(actor: str) -> None:
    for ask in (mali_cli.totals, mali_cli.events):
        with pytest.raises(UsageError, match="matches nothing") as refused:
            ask(**LATE, actor=actor)
        assert "elsewhere in the data" in str(refused.value.hint)
    for word in ("REDS", "re"):
        assert deaths(mali_cli.totals(**LATE, actor=word)) == 1024


def test_a_claim_about_it_is_judged_by_zero(tmp_path: Path) -> None:
    import_files([NAMES], Watch(), release="25.1")
    claims = tmp_path / "claims.toml"
    claims.write_text(
        '[[claim]]\nid = "a"\nstatement = "s"\n'
        'query = { country = "Mali", type = "all", from = "2021-02", to = "2021", actor = "RED" }\n'
        "claimed = { equals = 0 }\n"
    )
    assert mali_cli.check(files=str(claims)).frame["verdict"].to_list() == ["reproduced"]


def test_on_the_command_line(run: Run) -> None:
    for words in (("--actor", "5001"), ("--dyad", "901")):
        assert (
            run("totals", "--data", IDS, "-t", "all", *words, "--csv").csv()["deaths"].item() == 10
        )


def test_a_name_that_several_have_is_said_to_be_several() -> None:
    result = mali_cli.totals(data=IDS, type="all", actor="RED")
    assert texts(result, "ids") == [
        "Warning: RED stands for 2 actors: 5001, 6002. All are counted; --actor 5001 counts one."
    ]
    assert texts(result, "filter") == [
        "--actor matched RED (5001) and RED (6002); removed 0 events (0 deaths)."
    ]
    alone = mali_cli.totals(data=IDS, type="all", actor="5001")
    assert texts(alone, "ids") == [
        "Not counted: RED (6002), which has the same name (to add: --actor 6002)."
    ]


def test_without_ids_names_decide_and_a_note_says_so(nameless: str) -> None:
    for options in ({"actor": "RED"}, {"by": "actor", "actor": "RED"}, {"dyad": "RED"}):
        result = mali_cli.totals(data=nameless, type="all", **options)  # type: ignore[arg-type]
        assert result.frame["deaths"].to_list()[-1] == 17
        (note,) = texts(result, "ids")
        assert note.startswith("Warning: These data have no ")
        assert "names are used, and one name may stand for several " in note
    frame = mali_cli.totals(data=nameless, type="all", by="actor").frame
    assert of(frame, "actor") == {("Government of X", None): 17, ("RED", None): 17}


def test_a_name_means_joint_sides_too_and_no_longer_names() -> None:
    result = mali_cli.totals(data=NAMES, type="all", actor="RED")
    assert deaths(result) == 2 + 4 + 8 + 16, "not the 32 of REDS"
    (note,) = texts(result, "filter")
    assert "matched RED (5001), RED (6002), RED, BLUE (7005) and RED, BLUE (7006);" in note
    assert texts(result, "joint") == [
        "2 actors with a comma in the name (such as RED, BLUE (7005)) count whole, each by its id: "
        "events do not say whether that is one actor or several jointly."
    ]
    one = mali_cli.totals(data=NAMES, type="all", actor="7007")
    assert deaths(one) == 24
    assert texts(one, "ids") == [
        "Not counted: RED, BLUE (7005) and RED, BLUE (7006), which have that name in their own "
        "(to add: --actor 7005)."
    ]
    assert deaths(mali_cli.totals(data=NAMES, type="all", actor="red")) == 30
    assert deaths(mali_cli.totals(data=NAMES, type="all", actor="eds")) == 32 + 1024


def test_an_old_name_finds_what_is_called_otherwise_now() -> None:
    for word in ("Old Name", "new name", "7009"):
        result = mali_cli.totals(data=NAMES, type="all", actor=word)
        assert deaths(result) == 257
        assert "matched New Name (7009);" in texts(result, "filter")[0]


def test_a_blank_at_the_end_of_a_name_is_gone() -> None:
    for word in ("Koulan", "7008"):
        assert deaths(mali_cli.totals(data=NAMES, type="all", actor=word)) == 1536
    listed = mali_cli.events(data=NAMES, type="all", actor="7008").frame
    assert listed["side_a"].to_list() == ["Koulan", "Koulan"]


# groups


def test_rows_of_different_ids_stay_apart() -> None:
    for group, right in {
        "actor": {("Government of X", 1): 17, ("RED", 5001): 10, ("RED", 6002): 7},
        "dyad": {("Government of X - RED", 901): 10, ("Government of X - RED", 902): 7},
        "conflict": {("X: North", 801): 10, ("X: South", 802): 7},
    }.items():
        frame = mali_cli.totals(data=IDS, type="all", by=group).frame
        assert frame.columns[:2] == [group, f"{group}_id"]
        assert frame.schema[f"{group}_id"] == pl.Int64
        assert of(frame, group) == right


def test_an_actor_is_one_id_whatever_commas_and_spellings_its_names_have() -> None:
    right = {
        ("BLUE", 7007): 24,
        ("Front for Order, Peace and Justice", 7003): 64,
        ("Government of X", 2): 263,
        ("Justice", 7004): 128,
        ("Koulan", 7008): 1536,
        ("New Name", 7009): 257,
        ("RED", 5001): 8,
        ("RED", 6002): 16,
        ("RED, BLUE", 7005): 2,
        ("RED, BLUE", 7006): 4,
        ("REDS", 7010): 1056,
    }
    result = mali_cli.totals(data=NAMES, type="all", by="actor")
    assert of(result.frame, "actor") == right
    assert len(texts(result, "joint")) == 1
    assert texts(result, "joint")[0].startswith("3 actors with a comma in the name")
    phases = mali_cli.periods(data=NAMES, type="all", by="actor", phase="all=2019..2021").frame
    assert of(phases, "actor") == right
    filled = mali_cli.totals(data=NAMES, type="all", by=["actor", "year"], fill=True).frame
    assert filled.height == 3 * len(right)
    sums = filled.group_by("actor", "actor_id").agg(pl.col("deaths").sum())
    assert of(sums, "actor") == right
    survey = mali_cli.totals(data=NAMES, type="all", by="actor", uncertainty="survey").frame
    assert of(survey, "actor") == right
    assert (survey["survey_mean"] > 0).all()


def test_a_table_shows_ids_where_names_are_not_enough(run: Run) -> None:
    line = ("totals", "-t", "all", "--by", "actor", "--data")
    table = run(*line, IDS, tty=True, width=80).out
    assert "actor id" in table
    assert "RED                  5001      10" in table
    apart = run(*line, NAMES, "--actor", "7003").out
    assert "actor id" not in apart
    assert "Front for Order, Peace and Justice (7003) is counted as one actor" in apart


def test_phases_are_named_with_the_id_where_they_straddle(tmp_path: Path) -> None:
    rows = pl.read_csv(IDS).with_columns(date_end=pl.lit("2020-06-01"))
    rows.write_csv(tmp_path / "long.csv")
    found = mali_cli.periods(
        data=str(tmp_path / "long.csv"), type="all", by="actor", cut="2020-05-01", straddle="both"
    )
    assert any("'until 2020-04-30' (RED (6002))" in note.text for note in found.notes)


# charts


@pytest.mark.parametrize(
    ("data", "kind", "right"),
    [
        (IDS, "all", [("Government of X", 1, 17), ("RED", 5001, 10), ("other", None, 0)]),
        (NAMES, "one-sided", [("Koulan", 7008, 512), ("Justice", 7004, 128), ("other", None, 96)]),
    ],
)
def test_series_are_those_of_ids(
    data: str, kind: str, right: list[tuple[str, int | None, int]]
) -> None:
    """Of fighting the rest is what no named actor takes part in: the government always does."""
    found = mali_cli.chart(data=data, type=kind, by="actor", top=2, country="Mali")
    listed = found.extras["series"]
    assert isinstance(listed, list)
    shown = [(row["actor"], row["actor_id"], row["deaths"]) for row in listed]
    assert shown == [row for row in right if row[2]]
    sums = found.frame.group_by("actor", "actor_id").agg(pl.col("deaths").sum())
    assert set(sums.rows()) == set(shown)


def test_a_legend_tells_series_of_one_name_apart(run: Run) -> None:
    ran = run("chart", "--data", IDS, "-t", "all", "--by", "actor", "-q")
    assert "RED (5001) 10" in ran.out
    assert "RED (6002) 7" in ran.out
    assert "Government of X 17" in ran.out


# two releases


def test_an_actor_that_was_renamed_is_the_same_in_both(tmp_path: Path) -> None:
    later = str(tmp_path / "later.csv")
    renamed = pl.col("side_b_new_id") == 5001
    pl.read_csv(IDS).with_columns(
        side_b=pl.when(renamed).then(pl.lit("CRIMSON")).otherwise("side_b"),
        best=pl.when(renamed).then(12).otherwise("best"),
    ).write_csv(later)
    frame = mali_cli.diff(IDS, later, by="actor", type="all", every=True).frame
    assert frame.select("actor", "actor_id", "a", "b").rows() == [
        ("CRIMSON", 5001, 10, 12),
        ("Government of X", 1, 17, 19),
        ("RED", 6002, 7, 7),
    ]
    phases = mali_cli.diff(IDS, later, by=["phase", "actor"], cut="2020-02-01", type="all").frame
    assert phases.select("actor", "phase", "a", "b").row(0) == (
        *("CRIMSON", "until 2020-01-31", 10, 12),
    )


def test_two_releases_of_which_one_has_no_ids_go_by_name(nameless: str) -> None:
    for group in GROUPS:
        result = mali_cli.diff(IDS, nameless, by=group, type="all", every=True)
        assert result.frame["status"].unique().to_list() == ["equal"]
        assert any("names are used" in text for text in texts(result, "ids"))


# claims


def test_a_claim_goes_by_id_and_says_which_names_are_several(tmp_path: Path) -> None:
    import_files([IDS], Watch(), release="25.1")
    start = 'query = { country = "Mali", type = "all", from = 2020, to = 2020, actor ='
    for actor, right, remark in (
        ("5001", 10, None),
        (
            "RED",
            17,
            "RED stands for 2 actors: 5001, 6002. All are counted; --actor 5001 counts one.",
        ),
    ):
        path = tmp_path / "claims.toml"
        claimed = f"claimed = {{ equals = {right} }}"
        path.write_text(f'[[claim]]\nid = "a"\nstatement = "s"\n{start} "{actor}" }}\n{claimed}\n')
        row = mali_cli.check(files=str(path)).frame.row(0, named=True)
        assert (row["verdict"], row["remark"]) == ("reproduced", remark)


# against DuckDB

ACTORS = (
    *((1, "RED"), (2, "RED"), (3, "RED, BLUE"), (4, "RED, BLUE"), (5, "BLUE"), (5, "BLUE ")),
    *((6, "Old"), (6, "New"), (7, "New"), (8, "A, B and C"), (9, "C"), (None, "RED")),
    *((None, "C"), (None, None), (9999, "Civilians")),
)
DYADS = ((1, "RED - BLUE"), (2, "RED - BLUE"), (3, "Old - C"), (3, "New - C"), (None, "Old - C"))
FIRST = date(2020, 1, 1)
EVENTS = st.lists(
    st.tuples(
        *map(st.sampled_from, (ACTORS, ACTORS, DYADS, DYADS)),
        st.integers(0, 40),
        st.dates(FIRST, date(2021, 12, 31)),
    ),
    min_size=1,
    max_size=12,
)
NAME_OF = {"actor": "side_a", "dyad": "dyad_name", "conflict": "conflict_name"}


def written(events: list[Any]) -> str:
    rows = [
        (
            *(number, day.year, 1, *conflict, *dyad, *side_a, *side_b),
            *("Mali", 432, str(day), str(day), best),
        )
        for number, (side_a, side_b, dyad, conflict, best, day) in enumerate(events, 1)
    ]
    path = Path(mkdtemp(dir=Path(os.environ["MALI_CLI_HOME"]).parent)) / "ged.csv"
    pl.DataFrame(rows, schema=pl.read_csv(IDS).columns, orient="row").write_csv(path)
    return str(path)


def by_id(path: str, group: str) -> dict[tuple[int | None, str | None], int]:
    """Add up by id in DuckDB: where there is none, by name."""
    pairs = [(NAME_OF[group], f"{group}_new_id")]
    if group == "actor":
        pairs = [(side, f"{side}_new_id") for side in ("side_a", "side_b")]
    sides = ", ".join(
        f"CASE WHEN {name} IS DISTINCT FROM 'Civilians' AND coalesce({i}, {name}) IS NOT NULL THEN "
        f"{{'i': {i}::BIGINT, 'n': CASE WHEN {i} IS NULL THEN rtrim({name}) END}} END"
        for name, i in pairs
    )
    rows = duckdb.execute(
        f"SELECT who.i, who.n, sum(best::BIGINT)::BIGINT FROM (SELECT best, "
        f"unnest(list_distinct([{sides}])) AS who FROM read_csv('{path}', all_varchar = true)) "
        "WHERE who IS NOT NULL GROUP BY ALL"
    ).fetchall()
    return {(number, name): total for number, name, total in rows}


@settings(max_examples=settings().max_examples * 2)
@given(EVENTS, st.sampled_from(GROUPS))
def test_totals_of_random_events_go_by_id(events: list[Any], group: str) -> None:
    path = written(events)
    frame = mali_cli.totals(data=path, type="all", by=group).frame
    shown = {
        (number, name if number is None else None): total
        for (name, number), total in of(frame, group).items()
    }
    assert frame.height == len(shown), "an id is one row"
    assert shown == by_id(path, group)
    if group == "actor":
        spans = mali_cli.periods(data=path, type="all", by=group, phase="all=2020..2021").frame
        assert of(spans, group) == of(frame, group)
    for (name, number), total in of(frame, group).items():
        if number is not None:
            alone = mali_cli.totals(data=path, type="all", **{group: str(number)})  # type: ignore[arg-type]
            assert deaths(alone) == total
            assert f"matched {name} ({number})" in texts(alone, "filter")[0]


@settings(max_examples=settings().max_examples)
@given(EVENTS, st.integers(1, 4))
def test_charts_of_random_events_go_by_id(events: list[Any], top: int) -> None:
    """The named are the biggest ids; the rest are the events in which none of them takes part."""
    path = written(events)
    found = mali_cli.chart(data=path, type="all", by="actor", top=top)
    totals = of(mali_cli.totals(data=path, type="all", by="actor").frame, "actor")
    listed = found.extras["series"]
    assert isinstance(listed, list)
    named = {(r["actor"], r["actor_id"]): r["deaths"] for r in listed if r["actor"] != "other"}
    assert named.items() <= totals.items()
    keys = {number if number is not None else name for name, number in named}
    rest = sum(
        best
        for a, b, _, _, best, _ in events
        if not any(
            name != "Civilians" and (i if i is not None else name) in keys for i, name in (a, b)
        )
    )
    others = sum(row["deaths"] for row in listed if row["actor"] == "other")
    assert others == (rest if len(totals) > len(named) else 0)
