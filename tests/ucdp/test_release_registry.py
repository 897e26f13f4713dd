"""Release numbers and the packaged registry of known files."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from mali_cli.datasets.registry import data_set, data_sets
from mali_cli.datasets.ucdp_files import (
    covered,
    file_of,
    known_by_sha256,
    known_files,
    newest_known,
)
from mali_cli.facts import releases
from mali_cli.facts.releases import ReleaseNumber, candidates_to_merge
from mali_cli.model.dates import Span
from mali_cli.model.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("26.1", "yearly", "1989-01-01..2025-12-31"),
        ("17.2", "yearly", "1989-01-01..2016-12-31"),
        ("26.0.8", "monthly", "2026-08-01..2026-08-31"),
        ("24.0.2", "monthly", "2024-02-01..2024-02-29"),
        ("26.01.26.06", "consolidated", "2026-01-01..2026-06-30"),
        ("25.01.25.12", "consolidated", "2025-01-01..2025-12-31"),
    ],
)
def test_what_a_release_covers(text: str, kind: str, span: str) -> None:
    number = ReleaseNumber.parse(f" {text} ")
    assert (number.kind, str(number.covers()), str(number)) == (kind, span, text)


def test_private_releases_are_known_and_not_used() -> None:
    number = ReleaseNumber.parse("26.9.2")
    assert (number.kind, number.usable) == ("private", False)
    with pytest.raises(UsageError):
        number.covers()
    with pytest.raises(UsageError, match="private"):
        file_of("candidate", "26.9.2")


@pytest.mark.parametrize(
    "text",
    ["", "26", "26.0", "5.0", "26.0.13", "26.0.08", "26.01.25.06", "v26.1", "26.1.1", "٢٦.1"],
)
def test_what_is_no_release(text: str) -> None:
    with pytest.raises(UsageError, match="is not a UCDP release"):
        ReleaseNumber.parse(text)


def test_each_release_replaces_those_before_it() -> None:
    order = ["17.1", "17.2", "25.1", "25.0.11", "25.0.12", "25.01.25.12", "26.1", "26.0.1"]
    order += ["26.0.9", "26.01.26.09", "26.0.10"]
    assert releases.in_order(reversed(order)) == tuple(order)


def test_the_newest_that_are_known() -> None:
    assert releases.newest_yearly() == "26.1"
    assert newest_known("events") == "26.1"
    assert newest_known("candidate") == "26.0.8"
    assert str(covered("ged", "26.1")) == "1989-01-01..2025-12-31"
    assert str(covered("armed-conflict", "25.1")) == "1946-01-01..2024-12-31"
    assert str(covered("dyadic", "25.1")) == "1946-01-01..2024-12-31"


def test_the_merge_rule() -> None:
    assert candidates_to_merge("26.1", releases.known_candidates()) == (
        "26.01.26.06",
        "26.0.7",
        "26.0.8",
    )
    assert candidates_to_merge("25.1", ["25.0.11", "25.01.25.12", "26.0.1", "24.0.3"]) == (
        "25.01.25.12",
        "26.0.1",
    )
    assert candidates_to_merge("26.1", ["26.0.2", "26.9.2"]) == ("26.0.2",)
    assert candidates_to_merge("26.1", []) == ()


@pytest.mark.parametrize(
    ("dataset", "release", "path"),
    [
        ("ged", "26.1", "ged/ged261-csv.zip"),
        ("events", "27.1", "ged/ged271-csv.zip"),
        ("country-year", "25.1", "organizedviolencecy/organizedviolencecy-251-csv.zip"),
        ("one-sided", "24.1", "nsos/ucdp-onesided-241-csv.zip"),
        ("non-state", "26.1", "nsos/ucdp-nonstate-261-csv.zip"),
        ("armed-conflict", "26.1", "ucdpprio/ucdp-prio-acd-261-csv.zip"),
        ("dyadic", "26.1", "dyadic/ucdp-dyadic-261-csv.zip"),
        ("battle-deaths", "26.1", "brd/ucdp-brd-conf-261-csv.zip"),
        ("actors", "26.1", "actor/ucdp-actor-261-csv.zip"),
        ("candidate", "26.0.10", "candidateged/GEDEvent_v26_0_10.csv"),
        ("candidate", "26.01.26.06", "candidateged/GEDEvent_v26_01_26_06.csv"),
    ],
)
def test_where_files_are(dataset: str, release: str, path: str) -> None:
    file = file_of(dataset, release)
    assert file.path == path
    assert path.endswith(file.name)
    assert file.zipped == path.endswith(".zip")


def test_a_series_that_a_data_set_is_not_published_in() -> None:
    for dataset, release in (("ged", "26.0.8"), ("candidate", "26.1"), ("one-sided", "26.9.1")):
        with pytest.raises(UsageError, match=f"; {dataset} has none"):
            data_set(dataset).read_release(release)


def test_the_registry_makes_sense() -> None:
    files = known_files()
    assert len({(file.dataset, file.release) for file in files}) == len(files)
    hashes = [digest for file in files for digest in (file.sha256, file.inner_sha256) if digest]
    assert len(set(hashes)) == len(hashes) >= 6
    assert all(len(digest) == 64 and digest == digest.lower() for digest in hashes)
    assert all(len(file.md5) in (0, 32) for file in files)
    assert {file.dataset for file in files} <= {one.name for one in data_sets()}
    ged = file_of("ged", "26.1")
    assert (ged.bytes, ged.rows, ged.inner) == (39_122_522, 417_968, "GEDEvent_v26_1.csv")
    assert ged.covers == (1989, 2025)
    assert ReleaseNumber.parse("26.1").covers(1946) == Span(date(1946, 1, 1), date(2025, 12, 31))


def test_known_by_hash() -> None:
    assert known_by_sha256("") is None
    assert known_by_sha256("0" * 64) is None
    ged = file_of("ged", "26.1")
    assert known_by_sha256(ged.sha256.upper()) == ged


@pytest.mark.skipif(not DATA.is_dir(), reason="real UCDP files not present")
@pytest.mark.parametrize(
    ("name", "pinned"),
    [
        ("organizedviolencecy_v25_1.csv", ("country-year", "25.1")),
        ("GEDEvent_v26_0_1.csv", ("candidate", "26.0.1")),
        ("ged241_mali_webexport.csv", None),
    ],
)
def test_real_files_are_known(name: str, pinned: tuple[str, str] | None) -> None:
    found = known_by_sha256(sha256(Path(DATA / name).read_bytes()).hexdigest())
    assert (found and (found.dataset, found.release)) == pinned
