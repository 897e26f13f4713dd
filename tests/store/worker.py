"""What test_processes runs as a process: python -m tests.store.worker FOLDER WHAT [NUMBER]."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from mali_cli.model.errors import NotHereError
from mali_cli.store.store import Store

from .made import draft, events

ROWS = 20_000
FILE_EVENTS = ("open", "os.")


def put_once(store: Store, number: int) -> None:
    """Put rows that all have the mark `number`, then read whatever is there ten times."""
    store.put(events(2000, mark=number), draft())
    for _ in range(10):
        read(store)


def read(store: Store) -> None:
    """Read the set: the rows of one writer, all of them, or fail."""
    rows = store.scan(store.find("ged@25.1")).select("mark").collect()
    marks = rows["mark"].unique().to_list()
    assert (rows.height, len(marks)) == (2000, 1), (rows.height, marks)


def put_for_ever(store: Store, number: int) -> None:
    """Put one set after another until killed."""
    frames = [events(ROWS, mark=mark) for mark in (1, 2)]
    say("ready")
    for turn in count():
        store.put(frames[turn % 2], draft())


def come_and_go(store: Store, number: int) -> None:
    """Put a set and remove it, again and again until killed."""
    frame = events(2000, mark=number)
    say("ready")
    while True:
        store.remove(store.put(frame, draft()))


def die_at(store: Store, number: int) -> None:
    """Kill this process at the file operation of that number in a put."""
    frame, done = events(2000, mark=2), 0
    Store(store.root.with_name("other")).put(frame, draft())  # imports what putting needs

    def watch(event: str, args: Any) -> None:
        nonlocal done
        if event.startswith(FILE_EVENTS) and str(store.root) in str(args):
            done += 1
            if done == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    store.put(frame, draft())
    say(f"{done} operations")


def fetch(store: Store, number: int) -> None:
    """Get a set unless it is here: what `mali-cli fetch` does, whose downloads are counted."""
    with store.lock("ged@25.1", lambda: say("waiting")):
        try:
            store.find("ged@25.1")
        except NotHereError:
            with (store.parts_folder() / "downloads").open("a") as log:
                log.write(f"{number}\n")
            store.put(events(2000, mark=number), draft())


def hold(store: Store, number: int) -> None:
    """Hold the locks until killed."""
    from mali_cli.store.store import lock_file, locked

    with store.lock("ged@25.1"), locked(lock_file(store.root / "locks", "writer")):
        say("ready")
        sys.stdin.read()


def say(word: str) -> None:
    print(word, flush=True)


if __name__ == "__main__":
    acts: dict[str, Callable[[Store, int], None]] = {
        act.__name__: act for act in (put_once, put_for_ever, come_and_go, die_at, fetch, hold)
    }
    acts[sys.argv[2]](Store(Path(sys.argv[1])), int(sys.argv[3]))
