"""What the recorded command lines have around them: files, stores, and an environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from scripts.corpus_made import FIXTURES, ROOT, made_files, write

IMPORTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "made": (
        ("made/country-years.csv", "--release", "26.1", "--whole"),
        ("made/events-24.csv", "--release", "24.1", "--whole"),
        ("made/events-25.csv", "--release", "25.1", "--whole"),
        ("made/events-26.csv", "--release", "26.1", "--whole"),
        ("made/candidate-1.csv", "--release", "26.0.1", "--whole"),
        ("made/candidate-2.csv", "--release", "26.0.2", "--whole"),
        ("fixtures/ged-webexport.csv", "--release", "23.1"),
        ("fixtures/one-sided.csv", "fixtures/non-state.csv", "fixtures/armed-conflict.csv"),
        ("fixtures/dyadic.csv", "fixtures/battle-deaths.csv", "fixtures/actors-latin1.csv"),
    ),
    "real": (
        ("real/organizedviolencecy_v25_1.csv",),
        ("real/ged241_mali_webexport.csv", "--release", "24.1"),
        ("real/ged221_south_sudan_hdx.csv", "--release", "22.1"),
        ("real/ged231_sample1000.csv", "--release", "23.1"),
        ("real/ged191_sample.zip", "--release", "19.1"),
        ("real/GEDEvent_v26_0_1.csv", "--release", "26.0.1"),
        ("real/onesided-241_api.csv", "--release", "24.1"),
    ),
}
"""How each store is made: the words after `import`."""
NOWHERE = "http://127.0.0.1:9"
"""An address at which nothing answers: no case goes out to the network."""


class InputError(Exception):
    """The files or the store cannot be made: nothing can be recorded."""


def prepare(folder: Path) -> None:
    """Make `made`, `fixtures` and, where the real files are, `real` in a folder."""
    (folder / "made").mkdir(parents=True)
    for name, rows in made_files().items():
        write(folder / "made" / name, rows)
    shutil.copytree(FIXTURES, folder / "fixtures")
    if real := real_files():
        (folder / "real").symlink_to(real)


def digests(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file that is read, to see that two recordings read the same."""
    paths = (path for name in ("made", "fixtures", "real") for path in (folder / name).rglob("*"))
    files = {path.relative_to(folder).as_posix(): path for path in paths if path.is_file()}
    return {name: sha256(files[name].read_bytes()).hexdigest() for name in sorted(files)}


def real_files() -> Path | None:
    """Return the folder of UCDP's own files, where there is one."""
    beside = ROOT.parent / "shared" / "data"
    folder = Path(os.environ.get("MALI_CLI_TEST_DATA", beside))
    return folder.resolve() if folder.is_dir() else None


def environment(program: Path, folder: Path, home: Path, shared: Path) -> dict[str, str]:
    """Return all that a case sees of its surroundings: nothing of the machine.

    Args:
        program: the `mali-cli` that is asked; `python` is the one beside it.
        folder: where it runs.
        home: the store.
        shared: where caches of fonts and temporary files may lie.
    """
    return {
        "PATH": f"{program.parent}{os.pathsep}/usr/bin{os.pathsep}/bin",
        "HOME": str(folder),
        "MALI_CLI_HOME": str(home),
        "MALI_CLI_UCDP_API": NOWHERE,
        "MALI_CLI_UCDP_DOWNLOADS": NOWHERE,
        "MALI_CLI_RETRY_WAIT": "0",
        "COLUMNS": "80",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        "POLARS_MAX_THREADS": "1",  # the order in which fractions are added up
        "MPLCONFIGDIR": str(shared),
        "XDG_CACHE_HOME": str(shared),
        "TMPDIR": str(shared),
    }


def make_store(kind: str, program: Path, work: Path, home: Path) -> None:
    """Let the program make one of the stores of `IMPORTS` of the files in a folder.

    Raises:
        InputError: it refuses a file.
    """
    for words in IMPORTS[kind]:
        done = subprocess.run(
            [str(program), "import", *words, "-q"],
            cwd=work,
            env=environment(program, work, home, work / "shared"),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise InputError(
                f"import {' '.join(words)} ended with {done.returncode}: {done.stderr}"
            )


def program_and_python(named: str | None) -> tuple[Path, Path]:
    """Return the `mali-cli` and the `python` of an environment, of which either may be named.

    Raises:
        InputError: they are not there.
    """
    folder = Path(named).absolute().parent if named else Path(sys.executable).parent
    program, python = folder / "mali-cli", folder / "python"
    for path in (program, python):
        if not path.is_file():
            raise InputError(f"there is no {path}")
    return program, python
