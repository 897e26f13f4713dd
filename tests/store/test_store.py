"""Putting, finding, reading, checking and removing data sets."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from polars.testing.parametric import dataframes

from mali_cli.model.errors import DamagedError, Exit, NotHereError
from mali_cli.store.parquet import ROW_GROUP, ordered
from mali_cli.store.store import Store

from .made import SHA, draft, events, files, listed

FEWER = settings(max_examples=settings().max_examples // 3)


def test_put_then_scan(store: Store) -> None:
    kept = store.put(events(), draft())
    assert (kept.rows, kept.columns) == (100, tuple(events().columns))
    assert store.sets() == (kept,)
    rows = store.scan(kept).collect()
    assert_frame_equal(rows, events(), check_row_order=False)
    assert store.verify(kept) == ()
    assert files(store) == listed(store)


def test_a_lazy_frame_may_be_put(store: Store) -> None:
    kept = store.put(events().lazy().filter(pl.col("best") > 90), draft())
    assert kept.rows == events().filter(pl.col("best") > 90).height


@FEWER
@given(
    frame=dataframes(
        min_cols=1,
        max_cols=6,
        max_size=40,
        allowed_dtypes=[
            pl.Int64,
            pl.Int32,
            pl.Float64,
            pl.String,
            pl.Boolean,
            pl.Date,
        ],
    ),
    key=st.sampled_from(["country_id", "id", "year", "other"]),
)
def test_every_row_comes_back(
    frame: pl.DataFrame, key: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    frame = frame.rename({frame.columns[0]: key})
    store = Store(tmp_path_factory.getbasetemp() / "property")
    kept = store.put(frame, draft())
    assert_frame_equal(store.scan(kept).collect(), ordered(frame))
    assert_frame_equal(
        store.scan(kept).collect().with_row_index().drop("index"), frame, check_row_order=False
    )


def test_rows_are_by_country_then_day_then_id(store: Store) -> None:
    rows = store.scan(store.put(events(500), draft())).collect()
    keys = rows.select("country_id", "date_start", "id").rows()
    assert keys == sorted(keys)


def test_country_years_are_by_country_then_year(store: Store) -> None:
    frame = pl.DataFrame({"year": [2001, 2000, 2001, 2000], "country_id": [2, 2, 1, 1]})
    rows = store.scan(store.put(frame, draft(dataset="country-year"))).collect()
    assert rows.rows() == [(2000, 1), (2001, 1), (2000, 2), (2001, 2)]


def test_without_such_columns_rows_stay_as_they_are(store: Store) -> None:
    frame = pl.DataFrame({"actor": ["b", "a", "c"]})
    assert store.scan(store.put(frame, draft(dataset="actors"))).collect().equals(frame)


def test_a_countrys_rows_lie_in_few_row_groups(store: Store) -> None:
    kept = store.put(events(200_000), draft())
    path = str(store.path(kept))
    groups = duckdb.execute(
        "select row_group_num_rows, stats_min_value::int, stats_max_value::int, compression"
        " from parquet_metadata(?) where path_in_schema = 'country_id'",
        [path],
    ).fetchall()
    assert len(groups) == 200_000 // ROW_GROUP
    assert {rows for rows, *_ in groups} == {ROW_GROUP}
    assert {compression for *_, compression in groups} == {"ZSTD"}
    for country in range(400, 420):  # 10,000 events each
        assert sum(low <= country <= high for _, low, high, _ in groups) <= 2
    assert store.scan(kept).filter(pl.col("country_id") == 407).collect().height == 10_000


def test_the_same_rows_are_one_file(store: Store) -> None:
    first = store.put(events(), draft())
    second = store.put(events().reverse(), draft(release="24.1"))
    assert first.file == second.file
    store.remove(first)
    assert store.scan(second).collect().height == 100
    assert files(store) == listed(store)


def test_a_file_is_named_by_its_content_and_never_changed(store: Store) -> None:
    kept = store.put(events(), draft())
    assert kept.file == f"{kept.file_sha256[:16]}.parquet"
    before = store.path(kept).stat()
    store.put(events(), draft(remarks=("once more",)))
    assert store.path(kept).stat().st_ino == before.st_ino
    assert store.find("ged@25.1").remarks == ("once more",)


def test_replacing_clears_the_old_rows_away(store: Store) -> None:
    old = store.put(events(mark=1), draft())
    new = store.put(events(mark=2), draft())
    assert store.sets() == (new,)
    assert not store.path(old).exists()
    assert files(store) == listed(store)


def test_a_reader_keeps_what_it_opened(store: Store) -> None:
    old = store.put(events(mark=1), draft())
    rows = store.scan(old)
    store.put(events(mark=2), draft())
    assert rows.collect()["mark"].unique().to_list() == [1]
    store.remove("ged@25.1")
    assert rows.select("mark").collect()["mark"].unique().to_list() == [1]


def test_a_reader_with_an_old_manifest_gets_the_new_rows(store: Store) -> None:
    old = store.put(events(mark=1), draft())
    new = store.put(events(mark=2), draft())
    manifest, rows = store.opened(old)
    assert manifest == new
    assert rows.collect()["mark"].unique().to_list() == [2]
    assert store.verify(old) == ()


def test_a_reader_whose_set_was_removed(store: Store) -> None:
    kept = store.put(events(), draft())
    store.remove(kept)
    with pytest.raises(NotHereError, match=r"ged@25\.1 is no longer here"):
        store.scan(kept)
    assert files(store) == []


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no list of open files here")
def test_no_file_stays_open(store: Store) -> None:
    kept = store.put(events(), draft())
    store.scan(kept).collect()
    before = len([*Path("/proc/self/fd").iterdir()])
    for _ in range(20):
        store.scan(kept).collect()
    assert len([*Path("/proc/self/fd").iterdir()]) <= before + 1


@pytest.mark.parametrize("name", ["ged@25.1", "events@25.1", "ged", "events"])
def test_find(store: Store, name: str) -> None:
    kept = store.put(events(), draft())
    store.put(events(), draft(dataset="country-year"))
    assert store.find(name) == kept


@pytest.mark.parametrize(
    ("name", "says", "hint"),
    [
        ("ged", "2 data sets are called ged", "choose ged@24.1 or ged@25.1"),
        ("ged@25.2", "ged@25.2 is not here", "did you mean ged@25.1"),
        ("ged@25.2", "ged@25.2 is not here", "get it with mali-cli fetch ged@25.2"),
        ("one-sided", "one-sided is not here", "get it with mali-cli fetch one-sided"),
        ("ged@25.1+12345678", "is not here", "mali-cli datasets lists what is here"),
        ("../ged", "../ged is not here", "mali-cli datasets lists what is here"),
    ],
)
def test_find_nothing(store: Store, name: str, says: str, hint: str) -> None:
    for release in ("25.1", "24.1"):
        store.put(events(), draft(release=release))
    with pytest.raises(NotHereError) as caught:
        store.find(name)
    assert caught.value.exit_code == Exit.NOT_HERE
    assert says in caught.value.message
    assert hint in str(caught.value.hint)


def test_removing_what_is_not_here(store: Store) -> None:
    with pytest.raises(NotHereError):
        store.remove("ged@25.1")
    assert not store.root.exists()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    path.write_bytes(content)


def _footer(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:-60] + b"\xff" * 52 + content[-8:])


DAMAGE: dict[str, Any] = {
    "missing": (Path.unlink, "the file is missing"),
    "cut": (_cut, "bytes"),
    "empty": (lambda path: path.write_bytes(b""), "it has 0 bytes"),
    "html": (lambda path: path.write_text("<html>" * 200), "bytes"),
    "zeros": (lambda path: path.write_bytes(bytes(path.stat().st_size)), "not a Parquet file"),
    "footer": (_footer, "not a Parquet file"),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_damaged_rows_are_told_and_repaired(store: Store, how: str) -> None:
    damage, why = DAMAGE[how]
    kept = store.put(events(), draft())
    damage(store.path(kept))
    with pytest.raises(DamagedError) as caught:
        store.scan(kept)
    assert caught.value.exit_code == Exit.DAMAGED
    assert f"the data set ged@25.1 is damaged: {store.path(kept)}" in caught.value.message
    assert why in caught.value.message
    assert caught.value.hint == (
        "repair it with mali-cli fetch ged@25.1, or remove it: mali-cli datasets remove ged@25.1"
    )
    assert store.verify(kept)
    again = store.put(events(), draft())
    assert store.verify(again) == ()
    assert store.scan(again).collect().height == 100
    assert files(store) == listed(store)


def test_verify_sees_a_changed_byte(store: Store) -> None:
    kept = store.put(events(5000), draft())
    _flip(store.path(kept))
    problems = [str(problem) for problem in store.verify(kept)]
    assert "the file's sha256 is not the one that was written" in problems


def test_verify_sees_other_rows_and_columns(store: Store) -> None:
    kept = store.put(events(), draft())
    events(7).write_parquet(store.path(kept))
    assert any("has 7 rows, 100 were written" in str(problem) for problem in store.verify(kept))
    events(7).drop("mark").write_parquet(store.path(kept))
    assert any("columns" in str(problem) for problem in store.verify(kept))


def test_damage_that_shows_only_while_reading(store: Store) -> None:
    kept = store.put(events(5000), draft())
    rows = store.scan(kept)
    _flip(store.path(kept))
    with pytest.raises(DamagedError, match="sha256"), store.reading(kept):
        raise pl.exceptions.ComputeError("corrupt page")
    rows.select("best")


def test_a_mistake_is_not_called_damage(store: Store) -> None:
    kept = store.put(events(), draft())
    with pytest.raises(pl.exceptions.ColumnNotFoundError), store.reading(kept):
        store.scan(kept).select("bset").collect()


@FEWER
@given(data=st.data())
def test_whatever_a_file_holds_scan_answers_or_says_damaged(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "flips")
    kept = store.put(events(), draft())
    content = bytearray(store.path(kept).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    store.path(kept).write_bytes(content)
    with suppress(DamagedError):
        store.scan(kept)
    if store.verify(kept):
        assert store.verify(store.put(events(), draft())) == ()


def test_other_peoples_files_are_left_alone(store: Store) -> None:
    store.put(events(), draft())
    (store.root / "data" / "mine.parquet").write_text("mine")
    (store.root / "data" / f"{SHA[:16]}.parquet").write_text("nobody's")
    (store.root / "data" / ".rows.1234.part").write_text("a dead writer's")
    (store.root / "sets" / ".ged@25.1.json.1234.part").write_text("a dead writer's")
    store.put(events(5), draft(release="24.1"))
    assert files(store) == sorted([*listed(store), "data/mine.parquet"])


@pytest.mark.skipif(os.name == "nt", reason="there is no umask")
def test_files_have_the_usual_mode(store: Store) -> None:
    mask = os.umask(0o027)
    try:
        kept = store.put(events(), draft())
    finally:
        os.umask(mask)
    for path in (store.path(kept), store.root / "sets" / "ged@25.1.json"):
        assert path.stat().st_mode & 0o777 == 0o640, path
