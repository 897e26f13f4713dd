"""What the store writes down of each data set."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.model.errors import DamagedError, Exit, UsageError
from mali_cli.model.source import Oddity
from mali_cli.store.manifest import Manifest
from mali_cli.store.problems import command_again
from mali_cli.store.records import load, save
from mali_cli.store.store import Store

from .made import SHA, draft, events

MALI = {"countries": (432,), "whole": False}
API = "https://ucdpapi.pcr.uu.se/api/gedevents/25.1"


def test_a_whole_release_is_called_by_its_release() -> None:
    assert draft().name == "ged@25.1"
    assert draft(dataset="candidate", release="25.01.25.12").name == "candidate@25.01.25.12"


def test_an_unstamped_file_is_called_by_its_content() -> None:
    assert draft(release=None).name == "ged@unstamped-01234567"
    assert draft(release=None, whole=False, countries=(432,)).name == "ged@unstamped-01234567"
    assert draft(release=None, source_sha256=None, source="a.csv").name.startswith("ged@unstamped-")


def test_a_partial_set_is_called_by_what_it_is_limited_to() -> None:
    mali = draft(**MALI, selection={"country": "Mali", "from": "2012"})
    assert mali.name.startswith("ged@25.1+")
    assert len(mali.name) == len("ged@25.1+1a2b3c4d")
    assert mali.name == draft(**MALI, selection={"from": "2012", "country": "Mali"}).name
    assert mali.name != draft(**MALI, selection={"country": "Mali", "from": "2013"}).name
    assert draft(whole=False, countries=(1, 2)).name == draft(whole=False, countries=(2, 1)).name
    assert draft(whole=False, countries=(1,)).name != draft(whole=False, countries=(2,)).name


@pytest.mark.parametrize("release", ["", "25", "latest", "../../etc", "25.1/x", "25.1\n", "٢٥.١"])
def test_a_release_is_numbers_and_dots(release: str) -> None:
    with pytest.raises(UsageError, match="is not a release"):
        draft(release=release)


def test_a_name_never_leaves_the_folder() -> None:
    with pytest.raises(ValueError, match="not the name of a data set"):
        draft(dataset="../ged")


@pytest.mark.parametrize(
    ("changes", "command"),
    [
        ({}, "mali-cli fetch ged@25.1"),
        (
            {**MALI, "source": API, "selection": {"country": "Mali,Burkina Faso", "from": "2012"}},
            "mali-cli fetch ged@25.1 --country 'Mali,Burkina Faso' --from 2012",
        ),
        ({"source": "my file.csv"}, "mali-cli import 'my file.csv' --release 25.1 --whole"),
        ({**MALI, "source": "m.csv", "release": None}, "mali-cli import m.csv"),
    ],
)
def test_the_command_that_gets_it_again(changes: dict[str, Any], command: str) -> None:
    assert command_again(draft(**changes)) == command


def test_manifests_are_compared_and_kept_in_sets(store: Store) -> None:
    kept = store.put(events(), draft())
    assert len({kept, store.find("ged@25.1")}) == 1


def test_the_file_says_everything(store: Store) -> None:
    store.put(events(), draft(oddities=(Oddity("best > high", 4, ("17",)),), remarks=("two",)))
    entry = json.loads((store.root / "sets" / "ged@25.1.json").read_text())
    assert entry["store"] == 1
    assert entry["name"] == "ged@25.1"
    assert entry["coverage"] == {"start": "1989-01-01", "end": "2024-12-31"}
    odd = {"kind": "best > high", "count": 4, "examples": ["17"]}
    assert entry["oddities"] == [odd]
    assert entry["source_sha256"] == SHA
    assert entry["program"].startswith("mali-cli ")
    assert len(entry["created"]) == len("2026-01-01T00:00:00Z")
    assert entry["created"].endswith("Z")


TEXTS = st.text(max_size=20)
NUMBERS = st.integers(0, 2**40)
MANIFESTS = st.builds(
    Manifest,
    dataset=st.sampled_from(["ged", "country-year", "one-sided"]),
    release=st.none() | st.from_regex(r"2[0-9]\.[01](\.[0-9]+)?", fullmatch=True),
    whole=st.booleans(),
    coverage=st.lists(st.dates(date(1946, 1, 1)), min_size=1, max_size=4).map(
        lambda days: Coverage.of(*(Span(day, day) for day in days))
    ),
    source=TEXTS,
    layout=TEXTS,
    countries=st.none() | st.lists(st.integers(2, 999), min_size=0).map(tuple),
    coverage_assumed=st.booleans(),
    selection=st.dictionaries(TEXTS, TEXTS, max_size=3),
    source_sha256=st.none() | st.just(SHA),
    source_size=st.none() | NUMBERS,
    oddities=st.lists(st.builds(Oddity, TEXTS, NUMBERS, st.tuples(TEXTS)), max_size=3).map(tuple),
    remarks=st.lists(TEXTS, max_size=3).map(tuple),
    preliminary=st.booleans(),
    rows=NUMBERS,
    columns=st.lists(TEXTS, max_size=5).map(tuple),
    created=TEXTS,
    program=TEXTS,
    file=st.just(f"{SHA[:16]}.parquet"),
    file_sha256=st.just(SHA),
    file_size=NUMBERS,
)


@settings(max_examples=settings().max_examples // 3)  # each waits for the disk twice
@given(manifest=MANIFESTS)
def test_what_is_written_is_read(
    manifest: Manifest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / f"{manifest.name}.json"
    save(path, manifest)
    assert load(path) == manifest


def test_a_file_name_that_is_not_utf8(store: Store) -> None:
    name = b"caf\xe9.csv".decode("utf-8", "surrogateescape")
    store.put(events(), draft(source=name))
    assert store.find("ged@25.1").source == name


BROKEN: dict[str, Any] = {
    "cut": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "not json": lambda text: "<html>",
    "a list": lambda text: "[]",
    "no format": lambda text: text.replace('"store"', '"shop"'),
    "no rows": lambda text: text.replace('"rows"', '"raws"'),
    "rows in words": lambda text: text.replace('"rows": 100', '"rows": "many"'),
    "yes for a number": lambda text: text.replace('"rows": 100', '"rows": true'),
    "no date": lambda text: text.replace("1989-01-01", "1989-13-01"),
    "another set": lambda text: text.replace('"25.1"', '"24.1"'),
    "a file elsewhere": lambda text: text.replace('"file": "', '"file": "../../../etc/'),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_damaged_manifest_is_named(store: Store, how: str) -> None:
    store.put(events(), draft())
    store.put(events(), draft(dataset="candidate", release="26.0.1"))
    path = store.root / "sets" / "ged@25.1.json"
    path.write_text(BROKEN[how](path.read_text()))
    with pytest.raises(DamagedError) as caught:
        store.sets()
    assert caught.value.exit_code == Exit.DAMAGED
    assert f"{path}, is damaged" in caught.value.message
    assert "mali-cli fetch ged@25.1" in str(caught.value.hint)
    assert "mali-cli datasets remove ged@25.1" in str(caught.value.hint)
    with pytest.raises(DamagedError):
        store.find("ged@25.1")
    found, problems, ignored = store.survey()
    assert [manifest.name for manifest in found] == ["candidate@26.0.1"]
    assert (list(problems), ignored) == (["ged@25.1"], ())
    assert store.find("candidate@26.0.1"), "the others still answer"


@pytest.mark.parametrize("repair", ["put", "remove"])
def test_a_damaged_manifest_is_repaired_or_removed(store: Store, repair: str) -> None:
    kept = store.put(events(), draft())
    (store.root / "sets" / "ged@25.1.json").write_text("{")
    store.put(events(5), draft(release="24.1"))
    assert store.path(kept).exists(), "what a damaged manifest may name is not cleared away"
    if repair == "put":
        assert store.put(events(), draft()) in store.sets()
    else:
        store.remove("ged@25.1")
        assert not store.path(kept).exists()
    assert store.names() == tuple(manifest.name for manifest in store.sets())


def test_a_damaged_partial_manifest_cannot_be_fetched_by_its_name(store: Store) -> None:
    kept = store.put(events(), draft(**MALI))
    (store.root / "sets" / f"{kept.name}.json").write_text("{")
    with pytest.raises(DamagedError) as caught:
        store.sets()
    assert "fetch" not in str(caught.value.hint)
    assert f"mali-cli datasets remove {kept.name}" in str(caught.value.hint)


def test_a_newer_format_is_refused_and_its_data_kept(store: Store) -> None:
    kept = store.put(events(), draft())
    path = store.root / "sets" / "ged@25.1.json"
    entry = json.loads(path.read_text()) | {"store": 2, "program": "mali-cli 9.0"}
    path.write_text(json.dumps(entry))
    with pytest.raises(
        DamagedError, match=r"newer version \(mali-cli 9\.0\) in store format 2"
    ) as caught:
        store.sets()
    assert "upgrade" in str(caught.value.hint)
    store.put(events(5), draft(release="24.1"))
    assert store.path(kept).exists()


def test_fields_of_a_later_version_are_passed_over(store: Store) -> None:
    kept = store.put(events(), draft())
    path = store.root / "sets" / "ged@25.1.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"mood": "calm"}))
    assert store.sets() == (kept,)


def test_sets_are_in_order(store: Store) -> None:
    for dataset, release in [("ged", "9.1"), ("ged", "25.1"), ("country-year", "25.1")]:
        store.put(events(3), draft(dataset=dataset, release=release))
    store.put(events(3), draft(release=None))
    (store.root / "sets" / "notes.txt").write_text("not ours")
    assert [manifest.name for manifest in store.sets()] == [
        "country-year@25.1",
        "ged@unstamped-01234567",
        "ged@9.1",
        "ged@25.1",
    ]


def test_a_manifest_without_its_folder_is_none(tmp_path: Path, store: Store) -> None:
    assert load(tmp_path / "nothing" / "ged@25.1.json") is None
    assert replace(store.put(events(3), draft()), rows=4).rows == 4
