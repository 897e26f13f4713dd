"""Several processes at one store, and processes that are killed."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import pytest

from mali_cli.model.errors import GoneError
from mali_cli.store.store import Store

from .made import draft, events, files, listed
from .worker import ROWS

REPOSITORY = Path(__file__).parents[2]
THOROUGH = os.environ.get("MALI_CLI_HYPOTHESIS") == "thorough"
KILLS = 100 if THOROUGH else 4
STEPS = range(1, 31) if THOROUGH else (1, 11, 14, 17, 19, 25)  # of some 25
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are killed by signals here")


@contextmanager
def worker(store: Store, what: str, number: int = 0) -> Iterator[Popen[str]]:
    words = [sys.executable, "-m", "tests.store.worker", str(store.root), what, str(number)]
    with Popen(words, cwd=REPOSITORY, stdin=PIPE, stdout=PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def check_all_or_nothing(store: Store, rows: int) -> None:
    """The set is one of the two that were put, and the next put works and clears up."""
    for kept in store.sets():
        assert store.verify(kept) == ()
        marks = store.scan(kept).select("mark").collect()["mark"]
        assert (len(marks), marks.n_unique()) == (rows, 1)
    assert store.verify(store.put(events(10, mark=3), draft())) == ()
    assert files(store) == listed(store)


def test_eight_at_once_put_and_read(store: Store) -> None:
    processes = [
        Popen(
            [sys.executable, "-m", "tests.store.worker", str(store.root), "put_once", str(number)],
            cwd=REPOSITORY,
            stdin=DEVNULL,
        )
        for number in range(8)
    ]
    assert [process.wait(timeout=120) for process in processes] == [0] * 8
    check_all_or_nothing(store, 2000)


def test_threads_put_and_read(store: Store) -> None:
    failures: list[BaseException] = []

    def act(number: int) -> None:
        try:
            for turn in range(5):
                store.put(events(300, mark=number * 10 + turn), draft())
                marks = store.scan(store.find("ged@25.1")).collect()["mark"]
                assert (len(marks), marks.n_unique()) == (300, 1)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=act, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert files(store) == listed(store)


def test_several_that_fetch_the_same_thing_fetch_it_once(store: Store) -> None:
    words = [sys.executable, "-m", "tests.store.worker", str(store.root), "fetch"]
    processes = [
        Popen([*words, str(number)], cwd=REPOSITORY, stdin=DEVNULL, stdout=DEVNULL)
        for number in range(5)
    ]
    assert [process.wait(timeout=120) for process in processes] == [0] * 5
    assert len((store.parts_folder() / "downloads").read_text().splitlines()) == 1


@pytest.mark.parametrize("seed", range(KILLS))
def test_kill_9_at_any_time_leaves_old_or_new(store: Store, seed: int) -> None:
    store.put(events(ROWS, mark=0), draft())
    with worker(store, "put_for_ever") as process:
        assert said(process) == "ready"
        time.sleep(random.Random(seed).uniform(0, 0.3))
        process.kill()
        assert process.wait() == -signal.SIGKILL
    check_all_or_nothing(store, ROWS)


@pytest.mark.parametrize("step", STEPS)
def test_kill_9_at_a_file_operation_leaves_old_or_new(store: Store, step: int) -> None:
    store.put(events(2000, mark=1), draft())
    with worker(store, "die_at", step) as process:
        assert process.wait(timeout=60) in (-signal.SIGKILL, 0)
    check_all_or_nothing(store, 2000)


def test_a_reader_never_misses_while_another_replaces(store: Store) -> None:
    store.put(events(ROWS, mark=0), draft())
    with worker(store, "put_for_ever") as process:
        assert said(process) == "ready"
        marks = set()
        end = time.monotonic() + (20 if THOROUGH else 1.5)
        while time.monotonic() < end:
            rows = store.scan(store.find("ged@25.1")).select("mark").collect()["mark"]
            assert (len(rows), rows.n_unique()) == (ROWS, 1)
            marks.add(rows[0])
        assert process.poll() is None
    assert marks >= {1, 2}


def test_a_set_that_comes_and_goes_is_never_damaged(store: Store) -> None:
    gone = sound = 0
    with worker(store, "come_and_go") as process:
        assert said(process) == "ready"
        end = time.monotonic() + (60 if THOROUGH else 3)
        while time.monotonic() < end:
            survey = store.survey()
            assert (survey.problems, survey.ignored) == ({}, ())
            for manifest in survey.found:
                try:
                    assert store.verify(manifest) == ()
                    assert store.scan(manifest).collect().height == 2000
                    sound += 1
                except GoneError:
                    gone += 1
        assert process.poll() is None
    assert gone
    assert sound


def test_who_waits_is_told_once(store: Store) -> None:
    told: list[str] = []
    with worker(store, "hold") as process:
        assert said(process) == "ready"
        threading.Timer(0.3, process.kill).start()
        with store.lock("ged@25.1", lambda: told.append("fetching waits")):
            pass
        store.put(events(), draft(), lambda: told.append("putting does not: the holder is dead"))
    assert told == ["fetching waits"]


def test_a_writer_waits_for_another(store: Store) -> None:
    told: list[str] = []
    with worker(store, "hold") as process:
        assert said(process) == "ready"
        threading.Timer(0.3, process.kill).start()
        kept = store.put(events(), draft(), lambda: told.append("waiting"))
    assert told == ["waiting"]
    assert store.sets() == (kept,)


def test_a_reader_waits_for_nobody(store: Store) -> None:
    kept = store.put(events(), draft())
    with worker(store, "hold") as process:
        assert said(process) == "ready"
        assert store.sets() == (kept,)
        assert store.scan(kept).collect().height == 100


def test_a_lock_of_another_set_does_not_wait(store: Store) -> None:
    with store.lock("ged@25.1"), store.lock("ged@24.1", pytest.fail):
        store.put(events(), draft(), pytest.fail)
    with store.lock("any name: / ~ é"):
        assert {path.parent for path in store.root.rglob("*.lock")} == {store.root / "locks"}
