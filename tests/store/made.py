"""Made-up data sets, and a look at what lies in a store's folders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from subprocess import run
from typing import Any

import polars as pl
import pytest

from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.store.manifest import Draft
from mali_cli.store.store import Store

SHA = "0123456789abcdef" * 4
SOURCE = "https://ucdp.uu.se/downloads/ged/ged251-csv.zip"


def draft(**changes: Any) -> Draft:
    """GED 25.1, whole, downloaded; or as changed."""
    known: dict[str, Any] = {
        "dataset": "ged",
        "release": "25.1",
        "whole": True,
        "coverage": Coverage.of(Span(date(1989, 1, 1), date(2024, 12, 31))),
        "source": SOURCE,
        "source_sha256": SHA,
        "source_size": 12_345,
        "layout": "ged-49",
    }
    return Draft(**known | changes)


def events(count: int = 100, mark: int = 0) -> pl.DataFrame:
    """Events of 20 countries in no order, all of them with the same `mark`."""
    numbers = range(count)
    return pl.DataFrame(
        {
            "id": [(i * 7919) % count for i in numbers],
            "country_id": [400 + (i * 31) % 20 for i in numbers],
            "date_start": [f"20{10 + i % 15}-0{1 + i % 9}-11" for i in numbers],
            "best": [i % 97 for i in numbers],
            "mark": [mark] * count,
        }
    )


def files(store: Store) -> list[str]:
    """Return every file of a store except its locks, by its path in it."""
    found = (path.relative_to(store.root) for path in store.root.rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.parts[0] != "locks")


def listed(store: Store) -> list[str]:
    """Return the files that the manifests of a store say there are."""
    sets = [f"sets/{name}.json" for name in store.names()]
    return sorted({*sets, *(f"data/{manifest.file}" for manifest in store.sets())})


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    """Mount a disk in memory; skip the test where that is not allowed."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        mounted = run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    if not mounted:
        pytest.skip("a disk in memory cannot be mounted here")
    try:
        yield folder
    finally:
        run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a mounted disk: "ro", "size=10m"."""
    run(["mount", "-o", f"remount,{options}", str(folder)], check=True)
