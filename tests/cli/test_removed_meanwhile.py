"""Sets that another process removes while they are asked or checked."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from mali_cli.store import parquet
from mali_cli.store.manifest import Manifest
from mali_cli.store.store import Store
from tests.cli.conftest import COMMAND, environment
from tests.servers import made_up

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TIMES = 60 if os.environ.get("MALI_CLI_HYPOTHESIS") == "thorough" else 3


@pytest.fixture
def two(run: Run, home: Path, tmp_path: Path) -> Store:
    """A store with two releases of events, of which the newer has more rows."""
    for release, rows in (("24.1", 60), ("25.1", 90)):
        path = tmp_path / f"{release}.csv"
        path.write_bytes(made_up.as_csv(made_up.events(release)[:rows]))
        assert run("import", str(path), "--release", release, "--whole").code == 0
    return Store(home)


@pytest.fixture
def vanishing(two: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Remove a set just before it is opened: those whose names are listed, each once."""
    names: list[str] = []
    real = Store.opened

    def opened(self: Store, manifest: Manifest) -> tuple[Manifest, pl.LazyFrame]:
        if manifest.name in names:
            names.remove(manifest.name)
            Store(two.root).remove(manifest.name)
        return real(self, manifest)

    monkeypatch.setattr(Store, "opened", opened)
    yield names
    assert names == []


ASKED = ("totals", "--by", "month", "-t", "all", "--csv")


def test_a_question_asks_again_without_the_set(run: Run, vanishing: list[str]) -> None:
    older = run(*ASKED, "--dataset", "ged@24.1")
    assert older.code == 0
    vanishing.append("ged@25.1")
    ran = run(*ASKED)
    assert (ran.code, ran.out) == (0, older.out)
    assert "24.1" in ran.err
    assert "25.1" not in ran.err


def test_a_question_that_names_the_set_says_that_it_is_not_here(
    run: Run, vanishing: list[str]
) -> None:
    vanishing.append("ged@25.1")
    ran = run(*ASKED, "--dataset", "ged@25.1")
    assert (ran.code, ran.out) == (3, "")
    assert "ged@25.1 is not here" in ran.err
    assert "mali-cli fetch ged@25.1" in ran.err


def test_both_vanish(run: Run, vanishing: list[str]) -> None:
    vanishing += ["ged@25.1", "ged@24.1"]
    ran = run(*ASKED)
    assert (ran.code, ran.out) == (3, "")
    assert "no longer here" in ran.err
    assert "damaged" not in ran.err


def test_rows_are_those_of_the_next(run: Run, vanishing: list[str]) -> None:
    vanishing.append("ged@25.1")
    ran = run("datasets", "show", "ged", "--json")
    assert len(ran.json()["rows"]) == 60


@pytest.mark.parametrize("named", [False, True])
def test_verify_of_what_vanishes(
    run: Run, two: Store, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    real = parquet.problems_of

    def problems_of(manifest: Manifest, path: Path) -> Any:
        if manifest.name == "ged@25.1" and manifest.name in two.names():
            two.remove(manifest)
        return real(manifest, path)

    monkeypatch.setattr("mali_cli.store.store.problems_of", problems_of)
    ran = run("datasets", "verify", *(["ged@25.1"] if named else []), "--json")
    assert "damaged" not in ran.out + ran.err
    assert ran.code == (3 if named else 0)
    if not named:
        assert [row["name"] for row in ran.json()["rows"]] == ["ged@24.1"]


def test_verify_beside_processes_that_remove(run: Run, home: Path, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    loop = (
        "import sys\n"
        "from mali_cli.acquire.importing import import_files\n"
        "from mali_cli.acquire.result import Watch\n"
        "from mali_cli.store.store import Store\n"
        "while True:\n"
        "    import_files([sys.argv[1]], Watch(), release='25.1', whole=True)\n"
        "    Store().remove('ged@25.1')\n"
    )
    with subprocess.Popen([sys.executable, "-c", loop, str(path)], env=environment()) as other:
        try:
            end = time.monotonic() + 20
            while not (home / "sets").exists() and time.monotonic() < end:
                time.sleep(0.01)
            for _ in range(TIMES):
                verified = [
                    subprocess.Popen(
                        [*COMMAND, "datasets", "verify"],
                        env=environment(),
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE,
                        text=True,
                    )
                    for _ in range(3)
                ]
                for process in verified:
                    out, err = process.communicate(timeout=50)
                    assert "damaged" not in out + err
                    assert process.returncode == 0, err
            assert other.poll() is None
        finally:
            other.kill()
