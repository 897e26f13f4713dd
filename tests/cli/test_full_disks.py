"""Whatever a command writes, a full or a read-only disk costs nothing but that file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.made import remount, small_disk

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FIXTURES = Path(__file__).parents[2] / "fixtures"
GED = str(FIXTURES / "ged-official.csv")
YEARS = [str(FIXTURES / f"country-year-{release}.csv") for release in ("25.1", "26.1")]
LINES = {
    "report.html": ("report",),
    "chart.svg": ("chart",),
    "map.html": ("map", "--data", GED, "-t", "all"),
    "events.geojson": ("events", "--data", GED),
    "breaks.csv": ("breaks",),
    "compare.xlsx": ("compare",),
    "diff.json": ("diff", *YEARS),
    "totals.dta": ("totals", "--by", "year"),
}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "size=64k") as folder:
        yield folder


@pytest.mark.parametrize("name", LINES)
def test_a_file_that_cannot_be_written(run: Run, disk: Path, name: str) -> None:
    kept = disk / name
    kept.write_bytes(b"what was there")
    (disk / "filler").write_bytes(bytes(_left(disk)))
    before = sorted(disk.iterdir())
    for why in ("no space left on device", "read-only file system"):
        ran = run(*LINES[name], "-q", "--force", "-o", str(kept))
        assert (ran.code, ran.out) == (6, "")
        assert why in ran.err
        assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["error", "hint"]
        assert sorted(disk.iterdir()) == before
        assert kept.read_bytes() == b"what was there"
        remount(disk, "ro")


def _left(disk: Path) -> int:
    room = os.statvfs(disk)
    return room.f_bavail * room.f_bsize
