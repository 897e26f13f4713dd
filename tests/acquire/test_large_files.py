"""A file that is read in pieces gives what it gives when it is read whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from mali_cli.acquire import keep
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Kept, Watch
from mali_cli.model.errors import DamagedError
from mali_cli.read import files, large
from mali_cli.read.files import read_file
from mali_cli.store.store import Store
from tests.datasets import acled_files
from tests.read.made_up import EVENTS, Row
from tests.read.test_properties import events
from tests.read.writers import (
    EVENT_LAYOUTS,
    FIXTURES,
    all_fixtures,
    api_page,
    api_rows,
    official,
    zipped,
)

IN_PIECES = [
    *("GEDEvent_v26_0_1.csv", "ged-numbered.csv", "ged-official.csv"),
    *("ged-api-page.json", "ged-api-pages.json", "ged-api-rows.json", "ged-api.ndjson"),
    "ged.geojson",
]
"""Layouts of events that are regular in every piece."""


@pytest.fixture(params=["through the disk", "in memory"])
def small(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Take every file for a large one, in pieces of a record or two."""
    on_disk = request.param == "through the disk"
    monkeypatch.setattr(*((keep, "LARGE") if on_disk else (files, "IN_PIECES")), 1)
    monkeypatch.setattr(keep, "AT_ONCE", 1)
    monkeypatch.setattr(large, "PIECE", 600)


def kept(name: str, root: Path) -> tuple[Kept, pl.DataFrame] | str:
    """Import a file into a store of its own; say what was wrong if it is refused."""
    store = Store(root)
    try:
        (found,) = import_files([name], Watch(), store=store)
    except DamagedError as error:
        return error.message
    return found, store.scan(found.manifest).collect()


def same(name: str, folder: Path) -> None:
    """Import a file in pieces and whole, and compare all that is kept of it."""
    in_pieces = kept(name, folder / "pieces")
    with pytest.MonkeyPatch.context() as patch:
        for module in (keep, files):
            patch.setattr(module, "size_of_text", lambda _path: 0)
        whole = kept(name, folder / "whole")
    if isinstance(in_pieces, str) or isinstance(whole, str):
        assert in_pieces == whole
        return
    first, second = in_pieces[0].manifest, whole[0].manifest
    assert replace(first, created=second.created) == second
    assert_frame_equal(in_pieces[1], whole[1])


@pytest.mark.sample(2)
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", sorted([*all_fixtures(), *acled_files.FILES]))
def test_every_fixture(name: str, tmp_path: Path) -> None:
    same(str(FIXTURES / name), tmp_path)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", [*IN_PIECES, "acled.csv", "acled-api.json"])
def test_these_are_read_in_pieces(name: str) -> None:
    file = large.LargeFile(FIXTURES / name)
    heights = [table.height for table in file.tables()]
    assert len(heights) > 1
    assert sum(heights) == file.height


@pytest.mark.usefixtures("small")
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=events())
def test_random_events(rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("random")
    path = folder / "events.zip"
    clear = [row | {"code_status": "Clear"} for row in rows]  # others ask for a release
    path.write_bytes(zipped(official(clear)))
    same(str(path), folder)


def own_json(rows: Sequence[Row]) -> bytes:
    """Write rows as `mali-cli events --json` does, which says behind them what days they are of."""
    plain = [{key.lower(): value for key, value in row.items()} for row in api_rows(rows)]
    envelope = {"schema": 1, "command": "events", "source": {"dataset": "ged", "release": "25.1"}}
    days = {"coverage_start": "2016-01-01", "coverage_end": "2017-12-31"}
    return json.dumps(envelope | {"rows": plain} | days | {"notes": []}, indent=2).encode()


def in_part(rows: Sequence[Row]) -> bytes:
    return json.dumps(api_page(rows, pages=3, total=12)).encode()


def without_blanks(rows: Sequence[Row]) -> bytes:
    """Leave out keys without a value, as some programs do, but of the first row."""
    first, *others = api_rows(rows)
    less = [{key: value for key, value in row.items() if value is not None} for row in others]
    return b"\n".join(json.dumps(row).encode() for row in (first, *less))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("write", [own_json, in_part, without_blanks])
@pytest.mark.parametrize("packed", [False, True])
def test_json_that_says_something_of_all_rows(
    write: Callable[[Sequence[Row]], bytes], packed: bool, tmp_path: Path
) -> None:
    path = tmp_path / ("events.zip" if packed else "events.json")
    content = write(EVENTS)
    path.write_bytes(zipped(content, "events.json") if packed else content)
    same(str(path), tmp_path)
    file = large.LargeFile(path)
    assert len(list(file.tables())) > 1


@pytest.mark.usefixtures("small")
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=events(), name=st.sampled_from([name for name in IN_PIECES if "json" in name]))
def test_random_events_as_json(
    rows: list[Row], name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("random")
    path = folder / "events.json"
    path.write_bytes(EVENT_LAYOUTS[name]([row | {"code_status": "Clear"} for row in rows]))
    same(str(path), folder)


BROKEN = {
    "the same id twice, far apart": lambda rows: [*rows, rows[0] | {"best": "99"}],
    "a repeated row": lambda rows: [*rows, rows[0]],
    "a word for a number": lambda rows: [*rows[:-1], rows[-1] | {"best": "many"}],
    "days first, told by one row": lambda rows: (
        [row | {"date_start": "03/04/2013", "date_end": "03/04/2013"} for row in rows[:-1]]
        + [rows[-1] | {"date_start": "25/04/2013", "date_end": "25/04/2013"}]
    ),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("what", BROKEN)
def test_what_only_the_whole_tells(what: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(official(BROKEN[what]([*EVENTS])))
    same(str(path), tmp_path)


BROKEN_JSON: dict[str, Callable[[list[dict[str, Any]]], list[Any]]] = {
    "the same id twice, far apart": lambda rows: [*rows, rows[0] | {"best": 99}],
    "a repeated row": lambda rows: [*rows, rows[0]],
    "a word for a number": lambda rows: [*rows[:-1], rows[-1] | {"best": "many"}],
    "a whole number with decimals": lambda rows: [*rows[:-1], rows[-1] | {"best": 3.0}],
    "a nested value": lambda rows: [*rows[:-1], rows[-1] | {"best": [3]}],
    "no row": lambda rows: [*rows, 1],
    "a key more": lambda rows: [*rows, rows[0] | {"id": 1, "more": 1}],
    "a key of the data set more": lambda rows: [
        *[{key: row[key] for key in row if key != "adm_1"} for row in rows[:-1]],
        rows[-1],
    ],
    "keys in another order": lambda rows: [*rows[:-1], dict(reversed(rows[-1].items()))],
    "keys in another case": lambda rows: [
        *rows[:-1],
        {key.upper(): value for key, value in rows[-1].items()},
    ],
    "dates day first, told by one row": lambda rows: [
        *[row | dict.fromkeys(("date_start", "date_end"), "03/04/2013") for row in rows[:-1]],
        rows[-1] | dict.fromkeys(("date_start", "date_end"), "25/04/2013"),
    ],
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("what", BROKEN_JSON)
def test_what_only_the_whole_of_json_tells(what: str, tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(json.dumps(BROKEN_JSON[what](api_rows(EVENTS))).encode())
    same(str(path), tmp_path)


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "a NUL byte in the header": lambda text: text.replace(b"gwnob", b"gwnob\0", 1),
    "a web page": lambda text: text.replace(b"id,", b"<id>,", 1),
    "a BOM where a piece begins": lambda text: b"\n\xef\xbb\xbf900".join(text.rsplit(b"\n900", 1)),
    "rows twice, alike in each piece": lambda text: b"".join(
        line * 2 if line.startswith(b"9") else line for line in text.splitlines(keepends=True)
    ),
}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("what", DAMAGED)
def test_damage_that_only_the_whole_shows(what: str, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    text = official([row | {"source_headline": "plain"} for row in EVENTS])
    path.write_bytes(DAMAGED[what](text))
    same(str(path), tmp_path)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("cut", [1, 40, 400])
@pytest.mark.parametrize("name", ["ged-official.csv", "ged-api-rows.json", "ged-api.ndjson"])
def test_a_file_that_is_cut_off(name: str, cut: int, tmp_path: Path) -> None:
    path = tmp_path / "events"
    path.write_bytes(EVENT_LAYOUTS[name](EVENTS)[:-cut])
    same(str(path), tmp_path)


@pytest.mark.usefixtures("small")
def test_nothing_is_left_of_the_pieces(tmp_path: Path) -> None:
    kept(str(FIXTURES / "ged-official.csv"), tmp_path)
    assert not (tmp_path / "work").exists()


def test_small_files_are_read_whole() -> None:
    sizes = [large.size_of_text(FIXTURES / name) for name in EVENT_LAYOUTS]
    assert max(sizes) < large.IN_PIECES


def test_a_zip_is_unpacked_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "IN_PIECES", 1)
    monkeypatch.setattr(large, "PIECE", 600)
    path = tmp_path / "events.zip"
    path.write_bytes(zipped(official(EVENTS)))
    whole = read_file(path)
    monkeypatch.setattr(files, "read_file", None)
    table = files.read_any(str(path))
    assert replace(table, frame=whole.frame) == whole
    assert_frame_equal(table.frame, whole.frame)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_nothing_is_lost_of_a_pipe(tmp_path: Path) -> None:
    """To look at its first bytes would take them from whoever reads it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as writer:
        writer.submit(pipe.write_bytes, official(EVENTS))
        found = kept(str(pipe), tmp_path / "store")
    assert not isinstance(found, str), found
    assert found[1].height == len(EVENTS)
