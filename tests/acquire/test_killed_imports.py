"""A killed import through the disk leaves the old set or the new, and the next clears up."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.store.store import Store
from tests.cli.conftest import environment
from tests.servers import made_up

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals here")
KILLS = 100 if os.environ.get("MALI_CLI_HYPOTHESIS") == "thorough" else 10
IN_PIECES = """
import sys
from mali_cli.read import large
large.LARGE = 1
large.PIECE = 20_000
from mali_cli.cli.app import main
main()
"""
"""The command, for which every file is a large one."""


def started(path: Path, home: Path, stderr: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    words = ("import", str(path), "--release", "25.1", "--whole")
    return subprocess.Popen(
        [sys.executable, "-c", IN_PIECES, *words],
        env=environment({"MALI_CLI_HOME": str(home)}),
        stdout=subprocess.DEVNULL,
        stderr=stderr,
    )


def test_kill_at_any_moment_of_an_import_in_pieces(tmp_path: Path) -> None:
    rows = {"old": made_up.events("25.1", 300), "new": made_up.events("25.1", 900)}
    for name in rows:
        (tmp_path / f"{name}.csv").write_bytes(made_up.as_csv(rows[name]))
    home = tmp_path / "home"
    store, work = Store(home), home / "work"
    import_files([str(tmp_path / "old.csv")], Watch(), release="25.1", whole=True, store=store)
    process = started(tmp_path / "new.csv", home)
    took = _worked(process, work)
    assert process.wait(50) == 0
    assert took, "it was read in pieces"
    assert not work.exists()
    left = False
    for attempt in range(KILLS):
        path = tmp_path / ("old.csv" if attempt % 2 else "new.csv")
        process = started(path, home)
        _worked(process, work, random.uniform(0, 1.2) * took)
        process.kill()
        process.wait()
        left = left or work.exists()
        kept = store.find("ged@25.1")
        assert store.verify(kept) == ()
        assert store.scan(kept).collect().height in {len(some) for some in rows.values()}
    process = started(tmp_path / "new.csv", home)
    assert process.wait(50) == 0
    assert left, "one was killed at work"
    assert not work.exists()
    assert store.scan(store.find("ged@25.1")).collect().height == len(rows["new"])
    assert len(list((home / "data").iterdir())) == 1


def test_ctrl_c_in_an_import_in_pieces(tmp_path: Path) -> None:
    path, home = tmp_path / "ged.csv", tmp_path / "home"
    path.write_bytes(made_up.as_csv(made_up.events("25.1", 6000)))
    process = started(path, home, subprocess.PIPE)
    _worked(process, home / "work", 0.02)
    while process.poll() is None:  # again, should the first have come to what lets none through
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
    assert process.returncode == 130
    assert b"Traceback" not in process.communicate()[1]
    assert not (home / "work").exists()
    assert Store(home).sets() == ()
    import_files([str(path)], Watch(), release="25.1", whole=True, store=Store(home))


def _worked(process: subprocess.Popen[bytes], work: Path, at_most: float = 50) -> float:
    """Wait until a process has worked so long in the work folder, or is done; say how long."""
    while process.poll() is None and not work.exists():
        time.sleep(0.001)
    begin = time.monotonic()
    while process.poll() is None and work.exists() and time.monotonic() < begin + at_most:
        time.sleep(0.001)
    return time.monotonic() - begin
