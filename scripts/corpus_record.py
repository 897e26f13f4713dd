"""Run every case as a process, and keep what it left behind as plain files that can be compared.

Of a case there are `command`, `exit`, `stdout` and `stderr`, the `files` that it wrote (of a
workbook or Parquet also a text), and in `store` the names of what it added to, changed in or
removed from the store.

The program has no hook for the clock, so what depends on the place and the day is replaced: the
folder of the case by `<case>`, that of the work by `<work>`, that of the environment by `<venv>`,
that of UCDP's own files by `<real>`; moments of the day of the recording by `<moment>`, that day by
`<today>`; in the file that stands beside a figure the sha256 and size of the figure.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from scripts.corpus_cases import CASES, Case, read_cases
from scripts.corpus_inputs import (
    IMPORTS,
    digests,
    environment,
    make_store,
    prepare,
    program_and_python,
    real_files,
)

WORKERS = 2
LONGEST = 180
"""Seconds that a case may take."""
FIGURES = (".svg", ".png", ".pdf", ".html")
LINKS = ("made", "fixtures", "real")
SUMMARY = "recording.json"
Parts = dict[str, bytes]
"""What a case left behind, by the name of its file in the recording."""


class Bench(NamedTuple):
    """Where the cases run, and with which program."""

    program: Path
    work: Path
    days: tuple[str, ...]

    @property
    def shared(self) -> Path:
        """Where caches lie."""
        return self.work / "shared"

    def store(self, kind: str) -> Path:
        """Return the store that a case gets a copy of."""
        return self.work / "stores" / kind


def record(folder: Path, named: str | None, only: str = "*") -> None:
    """Record every case, or those with a name like `only`, into a new folder.

    Raises:
        InputError: the program is not there, or refuses a file of the store.
        ValueError: there is no such case.
        FileExistsError: the folder is there.
    """
    program, _ = program_and_python(named)
    cases = [case for case in read_cases(CASES.read_text("utf-8")) if _possible(case, only)]
    if not cases:
        raise ValueError(f"there is no case like {only}")
    folder.mkdir(parents=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="corpus-") as name:
        bench = set_up(program, Path(name).resolve())
        with ThreadPoolExecutor(WORKERS) as pool:
            done = pool.map(lambda at: _one(bench, folder, *at), enumerate(cases, 1))
            codes = Counter(_counted(done, len(cases)))
        summary = {"inputs": digests(bench.work), "cases": len(cases), "exit_codes": codes}
    (folder / SUMMARY).write_text(json.dumps(summary, indent=1, sort_keys=True) + "\n", "utf-8")
    said = ", ".join(f"{code}: {count}" for code, count in sorted(codes.items()))
    left_out = "" if real_files() else "; those with UCDP's own files left out: they are not here"
    print(f"{len(cases)} cases in {time.monotonic() - begun:.0f} s (exit {said}){left_out}")


def set_up(program: Path, work: Path) -> Bench:
    """Make what the cases read, and the stores, in an empty folder."""
    now = datetime.now(UTC)
    bench = Bench(program, work, tuple(f"{now + timedelta(days=n):%Y-%m-%d}" for n in (0, 1)))
    prepare(work)
    bench.shared.mkdir()
    for kind in IMPORTS:
        if kind != "real" or real_files():
            make_store(kind, program, work, bench.store(kind))
    return bench


def run(case: Case, bench: Bench, folder: Path) -> Parts:
    """Run a case in a new folder and return what it left behind."""
    folder.mkdir(parents=True)
    home = folder / "home"
    for name in LINKS:
        (folder / name).symlink_to(bench.work / name)
    if case.home != "none":
        shutil.copytree(bench.store(case.home), home)
    before = contents(home)
    done = subprocess.run(
        ["/bin/sh", "-c", case.line],
        cwd=folder,
        env=environment(bench.program, folder, home, bench.shared),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    parts = {"command": case.line.encode() + b"\n", "exit": b"%d\n" % done.returncode}
    parts |= {
        "stdout": done.stdout,
        "stderr": done.stderr,
        "store": changes(before, contents(home)),
    }
    parts |= dict(_written(folder))
    places = {folder: "<case>", bench.work: "<work>", bench.program.parent.parent: "<venv>"}
    places |= {real: "<real>"} if (real := real_files()) else {}
    known = {str(place): shown for place, shown in places.items()} | figures(parts)
    return {name: normalised(part, known, bench.days) for name, part in parts.items()}


def normalised(content: bytes, known: Mapping[str, str], days: Iterable[str]) -> bytes:
    """Replace in a text what is known to differ from run to run; bytes that are no text stay."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content
    for place in sorted(known, key=len, reverse=True):
        text = text.replace(place, known[place])
    for day in days:
        text = re.sub(rf"{day}[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?", "<moment>", text)
        text = re.sub(rf"\b{day}\b", "<today>", text)
    return text.encode()


def figures(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return how to write the sha256 and size of each figure in what stands beside it."""
    known = {}
    for name, part in parts.items():
        if name.endswith(FIGURES):
            known[sha256(part).hexdigest()] = f"<sha256 of {name}>"
            known[f'"bytes": {len(part)},'] = f'"bytes": <size of {name}>,'
    return known


def contents(home: Path) -> dict[str, str]:
    """Return the sha256 of every file of a store but the locks."""
    found = (path for path in sorted(home.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest() for path in found}


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> bytes:
    """Name the files of a store that are new, gone or have other bytes, a line each."""
    signs = dict.fromkeys(before, "-") | dict.fromkeys(after, "+")
    signs |= dict.fromkeys(before.keys() & after.keys(), "~")
    changed = [name for name in sorted(signs) if before.get(name) != after.get(name)]
    return "".join(f"{signs[name]} {name}\n" for name in changed).encode()


def as_text(name: str, content: bytes) -> str | None:
    """Return what a workbook or a Parquet file holds; None of any other, or where it is broken."""
    with suppress(Exception):
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                sheets = [(entry, book.read(entry).decode()) for entry in book.namelist()]
            return "".join(f"{entry}\n{xml}\n".replace("><", ">\n<") for entry, xml in sheets)
        if name.endswith(".parquet"):
            import polars as pl

            frame = pl.read_parquet(io.BytesIO(content))
            return f"{dict(frame.schema)}\n{frame.write_ndjson()}"
    return None


def _one(bench: Bench, folder: Path, number: int, case: Case) -> str:
    """Run a case, write it into the recording and return its exit code."""
    place = bench.work / "cases" / f"{number:04}"
    for name, part in run(case, bench, place).items():
        path = folder / case.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if part:
            path.write_bytes(part)
    shutil.rmtree(place)
    return (folder / case.name / "exit").read_text("utf-8").strip()


def _written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Give each file that a case wrote beside its store, and the text of those that have one."""
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder)
        if place.parts[0] in ("home", *LINKS) or not path.is_file():
            continue
        content = path.read_bytes()
        yield f"files/{place}", content
        if text := as_text(path.name, content):
            yield f"files/{place}.txt", text.encode()


def _possible(case: Case, only: str) -> bool:
    here = case.home != "real" or real_files() is not None
    return here and fnmatchcase(case.name, only)


def _counted(codes: Iterable[str], total: int) -> Iterator[str]:
    for number, code in enumerate(codes, 1):
        if number % 50 == 0:
            print(f"{number} of {total}", file=sys.stderr)
        yield code
