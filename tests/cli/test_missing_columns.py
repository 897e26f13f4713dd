"""A data set without one of its columns: what it can answer it does, what it cannot it names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from _pytest.mark import ParameterSet

from mali_cli.datasets.columns import missing
from mali_cli.datasets.registry import data_set
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.store.manifest import Draft
from mali_cli.store.store import Store
from tests.conftest import THOROUGH
from tests.read.made_up import EVENTS, GED, SCHEMAS, frame_of, yearly
from tests.read.writers import FIXTURES, official
from tests.servers.ucdp_server import UcdpServer

from .conftest import Run

LISTS = ("one-sided", "non-state", "armed-conflict", "dyadic", "battle-deaths", "actors")
RELEASE = {"candidate": "16.0.5"}
PAGE = "report --json"
"""As long as all others: asked where each fourth column lacks, and thoroughly where each does."""
BOTH = (
    *("totals -t all", "totals -t all --by region --by country", "totals -t one-sided --by year"),
    *("totals --estimate low", "totals --estimate high", "totals --uncertainty range -c Mali"),
    *("totals -t one-sided --by perpetrator", "totals -t all --measure civilians"),
    *("totals -t state-based --measure civilians", "chart -c Mali --by perpetrator --csv"),
    *("periods -t all", "periods --by perpetrator", "breaks -c Mali -t all"),
    *("compare --mission MINUSMA --csv", PAGE, "diff {0} {0} -t all"),
)
OF_EVENTS = (
    *("totals --by month", "totals --by actor", "totals --by dyad", "totals --by conflict"),
    *("totals --by adm1", "totals --by adm2 -c Mali", "totals --by priogrid --measure events"),
    *(
        "events --actor Alpha",
        "totals --dyad Alpha",
        "totals --conflict Madeup --actor 79",
        "totals --conflict 77 --dyad 78",
    ),
    *("totals --adm1 north", "totals --adm2 x", "totals --place ford", "totals --near 15,-1,900"),
    *("totals --active-only", "totals --where-prec 3", "totals --date-prec 2"),
    *("map -c Mali -t all --by adm1", "map -c Mali --csv", "diff {0} {0} --events"),
    *("chart -c Mali -t all --by actor", "chart -c Mali -t all --by adm1 --by month"),
    *("totals --uncertainty survey", "chart -c Mali --by type --range"),
)
ASKS = {"country-year": BOTH, "ged": (*BOTH, *OF_EVENTS), "candidate": OF_EVENTS}
MONTH = {"candidate": 4}
"""How many of the made-up events are of the month that the release is named after."""
THIRD = pytest.mark.sample(3)
TOGETHER = "all that nothing reads"


def read(dataset: str) -> list[str]:
    """Return the columns that answers read, those apart without which nothing is read."""
    kept = data_set(dataset).layouts[0].required
    return [item.column for item in missing(dataset, kept)]


def rows_of(dataset: str) -> pl.DataFrame:
    if dataset in ("ged", "candidate"):
        return frame_of([row | {"adm_2": "Exton"} for row in EVENTS[: MONTH.get(dataset, 5)]])
    found = frame_of(yearly(dataset), SCHEMAS[dataset])
    return found.with_columns(country=pl.lit("Mali")) if dataset == "country-year" else found


def put(dataset: str, without: Collection[str] = (), *, whole: bool = True) -> str:
    """Keep made-up rows as an older version of the program did, and return the name of the set."""
    days = Span(date(2013, 1, 1), date(2026, 12, 31))
    days = Span(date(2016, 5, 1), date(2016, 5, 31)) if dataset == "candidate" else days
    release = RELEASE.get(dataset, "27.1")
    draft = Draft(
        dataset=dataset,
        release=release,
        whole=whole,
        coverage=Coverage.of(days),
        source="made up",
        layout="made up",
        source_sha256="0" * 64,
        countries=None if whole else (432, 436),
    )
    return Store().put(rows_of(dataset).drop(without), draft).name


def cases() -> list[ParameterSet]:
    """Return each set with what it lacks; of candidates, which are read as events are, a third."""
    return [
        pytest.param(name, column, marks=THIRD if name == "candidate" else ())
        for name in ASKS
        for column in (*read(name), TOGETHER)
    ]


def answers(run: Run, dataset: str, home: Path) -> dict[str, object]:
    """Return what a set with all its columns answers."""
    found: dict[str, object] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALI_CLI_HOME", str(home))
        name = put(dataset)
        for ask in ASKS[dataset]:
            ran = run(*words(ask, name))
            assert ran.code == 0, (ask, ran.err)
            found[ask] = ran.stdout
    return found


def words(ask: str, name: str) -> list[str]:
    pinned = [] if "{0}" in ask else ["--dataset", name]
    return [*ask.format(name).split(), *pinned]


@pytest.mark.sample(5)
@pytest.mark.parametrize(("dataset", "column"), cases())
def test_a_set_without_a_column_answers_or_names_it(
    run: Run, tmp_path: Path, dataset: str, column: str
) -> None:
    unread = set(SCHEMAS.get(dataset, GED)) - {
        *data_set(dataset).layouts[0].required,
        *read(dataset),
    }
    name = put(dataset, unread if column == TOGETHER else [column])
    full = answers(run, dataset, tmp_path) if column == TOGETHER else {}
    whole = THOROUGH or column == TOGETHER or read(dataset).index(column) % 4 == 0
    for ask in ASKS[dataset]:
        if ask == PAGE and not whole:
            continue
        ran = run(*words(ask, name))
        assert ran.code in (0, 2, 3), (ask, ran.err)
        if column == TOGETHER and not ask.startswith("events"):
            assert ran.stdout == full[ask], ask
        if ran.code and "--range" not in ask:
            assert f"needs the column {column}, which {name} lacks" in ran.err, ask
            assert f"mali-cli datasets remove {name}" in ran.err


@pytest.mark.parametrize("dataset", [*ASKS, *LISTS])
def test_verify_finds_a_whole_set_without_a_column(run: Run, dataset: str) -> None:
    put(dataset)
    assert run("datasets", "verify").code == 0
    column = read(dataset)[0]
    name = put(dataset, [column])
    ran = run("datasets", "verify", "--csv")
    assert ran.code == 5
    assert f"the data set {name} was stored as whole but lacks the column '{column}'" in ran.err
    assert f"mali-cli datasets remove {name}" in ran.err
    put(dataset, [column], whole=False)
    run("datasets", "remove", name)
    assert run("datasets", "verify").code == 0


def csv_without(dataset: str, column: str, now: str = "") -> bytes:
    """Return made-up rows as a file that lacks a column, or has it under another name."""
    if dataset in ("ged", "candidate"):
        content = official([dict(row) for row in EVENTS[: MONTH.get(dataset, 5)]])
    else:
        content = (FIXTURES / "country-year-26.1.csv").read_bytes()
    frame = pl.read_csv(content, infer_schema=False)
    found = frame.rename({column: now}) if now else frame.drop(column)
    return found.write_csv().encode()


@pytest.mark.parametrize(
    ("dataset", "column"), [(name, column) for name in ASKS for column in read(name)]
)
def test_no_file_without_a_column_is_kept_as_whole(
    run: Run, home: Path, dataset: str, column: str
) -> None:
    content = csv_without(dataset, column)
    words = ("import", "-", "--release", RELEASE.get(dataset, "25.1"))
    ran = run(*words, "--whole", stdin=content)
    assert (ran.code, ran.out, Store(home).names()) == (5, "", ())
    assert f"it lacks the column '{column}' (" in ran.err
    assert "hint: without --whole the file is stored as partial" in ran.err
    assert run(*words, stdin=content).code == 0
    assert [manifest.whole for manifest in Store(home).sets()] == [False]


def test_the_unknown_column_that_is_nearest_is_named(run: Run) -> None:
    content = csv_without("ged", "adm_1", "admin_1")
    ran = run("import", "-", "--release", "25.1", "--whole", stdin=content)
    assert "stdin cannot be stored as the whole of ged@25.1: it lacks the column 'adm_1'" in ran.err
    assert "(--by adm1)" in ran.err
    assert "it has an unknown column 'admin_1': the new name of 'adm_1'?" in ran.err


def test_fetch_keeps_no_release_without_a_column(run: Run, ucdp: UcdpServer, home: Path) -> None:
    column = "cumulative_total_deaths_civilians_in_orgvio"
    rows = ucdp.publish("country-year", "27.1")
    renamed = [{k.replace(column, f"{column}_total"): row[k] for k in row} for row in rows]
    ucdp.publish("country-year", "27.1", renamed)
    ran = run("fetch", "country-year@27.1")
    assert (ran.code, Store(home).names()) == (5, ())
    assert f"it lacks the column '{column}' (--measure civilians)" in ran.err
    assert f"it has an unknown column '{column}_total'" in ran.err
    assert "git pull && pip install ." in ran.err


def test_a_set_of_an_older_version_is_fetched_again(run: Run, ucdp: UcdpServer) -> None:
    assert ucdp.token
    name = put("ged", ["adm_1"])
    ran = run("fetch", name, "--csv", "-q")
    assert (ran.code, ran.csv()["done"].to_list()) == (0, ["fetched"])
    assert run("datasets", "verify").code == 0


@pytest.mark.parametrize("dataset", ["country-year", "ged"])
def test_a_file_answers_what_its_columns_allow(run: Run, dataset: str) -> None:
    column = {"country-year": "os_nsgroup_killings_best", "ged": "side_a"}[dataset]
    content = csv_without(dataset, column)
    assert run("totals", "--data", "-", "-t", "all", stdin=content).code == 0
    words = ("totals", "--data", "-", "--by", "perpetrator", "-t", "one-sided")
    ran = run(*words, stdin=content)
    assert (ran.code, ran.out) == (2, "")
    assert f"--by perpetrator needs the column {column}, which stdin lacks" in ran.err
    assert "hint: leave it out, or use other data" in ran.err


def test_every_column_that_is_read_is_one_of_the_data_set() -> None:
    for dataset in (*ASKS, *LISTS):
        known = SCHEMAS.get(dataset, GED)
        assert {*read(dataset), *data_set(dataset).layouts[0].required} <= set(known)


@pytest.mark.parametrize(
    ("dataset", "ask"),
    [
        *(("country-year", ask) for ask in ("totals -t all", "periods", "report --json")),
        *(("ged", ask) for ask in ("totals -t all", "events", "map --csv", "breaks")),
    ],
)
def test_an_error_while_reading_a_set_names_it_and_the_way_out(
    run: Run, dataset: str, ask: str
) -> None:
    name = put(dataset)
    path = Store().path(Store().find(name))
    content = path.read_bytes()
    footer = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    path.write_bytes(content[:4] + bytes(footer - 4) + content[footer:])
    ran = run(*words(ask, name))
    assert (ran.code, ran.out) == (5, "")
    assert f"error: the data set {name} is damaged: " in ran.err
    assert f"or remove it: mali-cli datasets remove {name}" in ran.err


def test_a_mistake_of_the_program_names_the_sets_that_it_read(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistake(*_: object) -> None:
        raise KeyError("made up")

    monkeypatch.setattr("mali_cli.answers.totals.totals_table", mistake)
    name = put("country-year")
    ran = run("totals", "-t", "all", "--dataset", name)
    assert ran.code == 70
    assert f"hint: it read {name}: name another set with --dataset, or remove it: " in ran.err
    assert f"mali-cli datasets remove {name}" in ran.err


def test_blank_cells_of_one_set_are_no_zeros_beside_another(run: Run) -> None:
    """Two parts of a release, of which one has no civilians: what needs them is refused."""
    parts = (EVENTS[:4], (), "Mali"), (EVENTS[4:], ("deaths_civilians", "low"), "Niger")
    for number, (rows, without, country) in enumerate(parts):
        draft = Draft(
            dataset="ged",
            release="27.1",
            whole=False,
            coverage=Coverage.of(Span(date(1989, 1, 1), date(2026, 12, 31))),
            source="made up",
            layout="made up",
            selection={"country": country},
            source_sha256=str(number) * 64,
            countries=(432 if country == "Mali" else 436,),
        )
        lacking = Store().put(frame_of(rows).drop(without), draft).name
    asked = ("totals", "--dataset", "ged@27.1", "-c", "Mali", "-c", "Niger", "-t", "all")
    total = run(*asked, "--json").json()["rows"][0]
    assert (total["deaths"], total["low"], total["events"]) == (21, None, 5)
    for option, column in (
        (("--measure", "civilians"), "deaths_civilians"),
        (("--estimate", "low"), "low"),
    ):
        ran = run(*asked, *option)
        assert (ran.code, ran.out) == (2, "")
        assert f"needs the column {column}, which {lacking} lacks" in ran.err
