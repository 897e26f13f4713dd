"""What cannot be read in the store stops only the questions that it could answer."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mali_cli
from mali_cli.cli.app import COMMANDS, OF_DATASETS
from mali_cli.model.errors import DamagedError
from mali_cli.store.store import Store
from tests.cli.conftest import notes_in
from tests.servers import made_up
from tests.store.made import draft, events
from tests.store.test_manifest import BROKEN

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PINNED = ("periods", "--dataset", "country-year@25.1", "--csv", "-q")
UNPINNED = ("periods", "--csv", "-q")
NEWER = '{"store": 99, "program": "mali-cli 9.0", "mood": "calm"}'
NO_MANIFESTS = (
    "ged@25.1 (conflicted copy 2026-11-28).json",
    "ged@25.1 2.json",
    "ged@25.1.json~",
    "ged@25.1.sync-conflict-20261128-120000-ABCDEFG.json",
    "._ged@25.1.json",
    "._x.json",
    ".DS_Store",
    "x.json",
    "GED@25.1.json",
    "ged@25.1+1a2b.json",
    "a; rm -rf ~.json",
)
"""What sync tools, file managers and people leave beside manifests."""


def lay(home: Path, name: str, content: str = "{") -> Path:
    """Lay a file beside the manifests of a store."""
    folder = home / "sets"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(content)
    return folder / f"{name}.json"


def figures(run: Run, words: tuple[str, ...] = PINNED) -> str:
    """Return what the embedded figures say, and nothing else."""
    ran = run(*words)
    assert ran.code == 0, ran.err
    return ran.out


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"store": 1}', NEWER])
@pytest.mark.parametrize("name", ["ged@25.1", "ged@26.1+0123abcd", "country-year@26.1"])
def test_a_pinned_question_is_answered_beside_damage(
    run: Run, home: Path, name: str, content: str
) -> None:
    expected = figures(run)
    path = lay(home, name, content)
    ran = run(*PINNED)
    assert (ran.code, ran.out) == (0, expected)
    (warning,) = [line for line in ran.err.splitlines() if str(path) in line]
    assert warning.startswith("Warning: ")
    assert f"mali-cli datasets remove {name}" in warning
    assert run("datasets", "remove", name).code == 0
    assert "Warning" not in run(*PINNED).err


def test_a_set_that_a_question_could_use_blocks_it(run: Run, home: Path) -> None:
    path = lay(home, "country-year@26.1")
    ran = run(*UNPINNED)
    assert (ran.code, ran.out) == (5, "")
    assert str(path) in ran.err
    assert "repair it with mali-cli fetch country-year@26.1" in ran.err
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize(
    "name",
    ["ged@25.1", "candidate@25.0.1", "one-sided@25.1", "country-year@24.1", "future-set@30.1"],
)
def test_a_set_that_a_question_could_not_use_is_a_warning(run: Run, home: Path, name: str) -> None:
    expected = figures(run, UNPINNED)
    lay(home, name)
    ran = run(*UNPINNED)
    assert (ran.code, ran.out) == (0, expected)
    assert f"the data set {name}" in ran.err


@pytest.mark.parametrize("name", ["ged@25.1", "country-year@26.1"])
@pytest.mark.parametrize("command", ["report", "chart", "compare", "breaks", "totals", "check"])
def test_every_command_that_names_its_data_is_answered(
    run: Run, home: Path, command: str, name: str
) -> None:
    words: tuple[str, ...] = (command, "--dataset", "country-year@25.1")
    if command == "check":  # of which each names its release
        words = ("check", "--only", "epis-2", "--only", "epis-3")
    expected = run(*words)
    assert expected.code in (0, 1), expected.err
    lay(home, name)
    ran = run(*words)
    assert ran.code == expected.code
    assert f"the data set {name}" in ran.err


def test_a_report_says_why_it_has_no_map(run: Run, home: Path) -> None:
    lay(home, "ged@25.1")
    ran = run("report", "--json")
    assert ran.code == 0
    assert "mali-cli fetch ged@25.1" in ran.out


def test_a_part_stands_back_behind_a_whole_set(run: Run, home: Path) -> None:
    lay(home, "country-year@26.1+0123abcd")
    assert run("totals", "-c", "Mali", "--csv").code == 0, "the embedded set is whole"
    assert run("totals", "-c", "Nigeria", "--csv").code == 5, "the part may have it"


def test_the_damaged_set_itself_is_named_where_it_is_asked(run: Run, home: Path) -> None:
    lay(home, "ged@25.1")
    for words in (
        ("totals", "--dataset", "ged@25.1"),
        ("events", "--dataset", "ged", "--release", "25.1"),
        ("events",),
        ("datasets", "show", "ged@25.1"),
        ("datasets", "show", "ged"),
        ("datasets", "path", "ged"),
        ("datasets", "verify", "ged@25.1"),
    ):
        ran = run(*words)
        assert (ran.code, ran.out) == (5, ""), words
        assert "fetch ged@25.1" in ran.err
    other = run("totals", "--dataset", "ged@24.1")
    assert other.code == 3
    assert "get it with mali-cli fetch ged@24.1" in other.err


def test_an_older_one_does_not_stop_the_newest(run: Run, home: Path, store: Store) -> None:
    path = home.parent / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    assert run("import", str(path), "--release", "25.1", "--whole").code == 0
    asked = ("totals", "--by", "month", "-c", "Mali", "--csv", "-q")
    expected = figures(run, asked)
    lay(home, "ged@24.1")
    assert run(*asked).out == expected
    lay(home, "ged@26.1")
    assert run(*asked).code == 5
    assert run(*asked, "--dataset", "ged@25.1").out == expected
    assert run("datasets", "show", "ged", "--limit", "1").code == 5


def test_candidates(run: Run, home: Path) -> None:
    path = home.parent / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    assert run("import", str(path), "--release", "25.1", "--whole").code == 0
    lay(home, "candidate@25.0.1")
    asked = ("totals", "--dataset", "ged@25.1", "-t", "all", "--csv")
    assert run(*asked).code == 0
    assert run(*asked, "--candidate").code == 5
    named = run("totals", "--dataset", "ged@25.1+25.0.1", "-t", "all", "--csv")
    assert named.code == 5
    assert "candidate@25.0.1" in named.err


@pytest.mark.parametrize("folder", [False, True])
def test_what_is_no_manifest_is_listed_and_passed_over(run: Run, home: Path, folder: bool) -> None:
    expected = figures(run, UNPINNED)
    for name in NO_MANIFESTS:
        path = home / "sets" / name
        path.mkdir(parents=True) if folder else lay(home, "x").with_name(name).write_text("{")
    if folder:
        (home / "sets" / "ged@25.1.json").mkdir()
    for words in (UNPINNED, PINNED, ("totals", "--csv", "-q")):
        ran = run(*words)
        assert (ran.code, "Warning" in ran.err) == (0, False)
    assert figures(run, UNPINNED) == expected
    notes = notes_in(run("datasets", "--json").json())
    (told,) = [note for note in notes if "no data set has such a name" in note]
    assert "more" in told
    assert run("datasets", "verify").code == 0
    assert all(row["state"] != "damaged" for row in run("datasets", "--json").json()["rows"])


def test_names_that_are_no_text(run: Run, home: Path) -> None:
    (home / "sets").mkdir(parents=True)
    name = os.fsencode(home / "sets") + b"/caf\xe9 \x1b[2J.json"
    with open(name, "w"):  # noqa: PTH123 - a name of bytes
        pass
    for words in (("datasets",), ("datasets", "--json"), ("datasets", "--csv"), PINNED):
        ran = run(*words)
        assert ran.code == 0
        assert "\x1b[2J" not in ran.out + ran.err
    (told,) = [n for n in notes_in(run("datasets", "--json").json()) if "Ignored in " in n]
    assert "caf" in told


def test_a_copy_keeps_the_rows_that_it_names(store: Store) -> None:
    kept = store.put(events(), draft())
    record = store.root / "sets" / "ged@25.1.json"
    copy = record.with_name("ged@25.1 (conflicted copy).json")
    copy.write_text(record.read_text())
    (store.root / "sets" / "gone.json").symlink_to("nowhere")
    store.put(events(5), draft())
    assert store.path(kept).exists()
    copy.unlink()
    store.put(events(6), draft())
    assert not store.path(kept).exists()


@pytest.fixture
def store(home: Path) -> Store:
    return Store(home)


@pytest.fixture
def locked_away() -> Iterator[Callable[[Path], None]]:
    """Return what makes a file unreadable; root may read all, so it becomes a loop of links."""
    moved: list[Path] = []

    def lock_away(path: Path) -> None:
        moved.append(path.rename(path.with_name(f"{path.name}.away")))
        path.symlink_to(path.name)

    yield lock_away
    assert moved


def test_a_manifest_that_cannot_be_read(
    run: Run, home: Path, locked_away: Callable[[Path], None]
) -> None:
    expected = figures(run)
    locked_away(lay(home, "country-year@26.1"))
    assert run(*PINNED).out == expected
    ran = run(*UNPINNED)
    assert (ran.code, ran.out) == (6, "")
    assert "cannot be read" in ran.err
    assert "damaged" not in ran.err
    rows = run("datasets", "--json").json()["rows"]
    assert [row["name"] for row in rows if row["state"] == "unreadable"] == ["country-year@26.1"]
    checked = run("datasets", "verify", "--json")
    assert checked.code == 6
    assert [row["state"] for row in checked.json()["rows"]] == ["unreadable"]


@pytest.mark.parametrize("how", BROKEN)
def test_every_hint_can_be_pasted(run: Run, home: Path, store: Store, how: str) -> None:
    known = set(COMMANDS) | {f"datasets {name}" for name in OF_DATASETS}
    store.put(events(), draft(source="/a folder/it's $(here).csv", release="25.1"))
    store.put(events(), draft(release=None))
    for name in ("ged@25.1", "ged@unstamped-01234567"):
        path = home / "sets" / f"{name}.json"
        path.write_text(BROKEN[how](path.read_text()))
    error = None
    try:
        mali_cli.events()
    except DamagedError as caught:
        error = caught
    assert error
    assert error.hint
    commands = error.hint.split(": ")[1:]
    assert commands
    for command in (part.split(";")[0].split(", then")[0] for part in commands):
        words = shlex.split(command)
        assert words[0] == "mali-cli"
        assert words[1] in known
        assert words[1] != "datasets" or f"datasets {words[2]}" in known


def test_a_name_that_is_typed_is_quoted_in_the_hint(run: Run) -> None:
    ran = run("datasets", "show", "ged@25.1; echo $HOME")
    assert ran.code == 3
    assert "fetch" not in ran.err or shlex.quote("ged@25.1; echo $HOME") in ran.err


def test_a_newer_program_is_not_overwritten(run: Run, home: Path) -> None:
    path = home.parent / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    taking = ("import", str(path), "--release", "25.1", "--whole")
    assert run(*taking).code == 0
    record = home / "sets" / "ged@25.1.json"
    entry = json.loads(record.read_text()) | {"store": 2, "program": "mali-cli 9.0", "mood": "calm"}
    record.write_text(json.dumps(entry))
    for words in (taking, ("fetch", "ged@25.1"), ("fetch", "ged@25.1", "--again")):
        ran = run(*words)
        assert (ran.code, ran.out) == (5, "")
        assert "newer version (mali-cli 9.0)" in ran.err
        assert json.loads(record.read_text()) == entry
        assert (home / "data" / entry["file"]).exists()
    assert run("datasets", "remove", "ged@25.1").code == 0
    assert run(*taking).code == 0


def test_what_an_early_version_stored_is_read_and_written_anew(run: Run, home: Path) -> None:
    path = home.parent / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    taking = ("import", str(path), "--release", "25.1", "--whole")
    assert run(*taking).code == 0
    asked = ("totals", "--by", "month", "-c", "Mali", "--csv", "-q")
    expected = figures(run, asked)
    record = home / "sets" / "ged@25.1.json"
    now = json.loads(record.read_text())
    early = {key: value for key, value in now.items() if key not in ("remarks", "selection")}
    record.write_text(json.dumps(early | {"oddities": {"best above high": 3}}))
    assert figures(run, asked) == expected
    assert run("datasets", "verify").code == 0
    assert run(*taking).code == 0
    assert json.loads(record.read_text()) | {"created": ""} == now | {"created": ""}


def test_a_claim_that_would_need_it_lets_the_others_be_judged(run: Run, home: Path) -> None:
    sound = run("check", "--csv", "-q").csv()
    lay(home, "ged@24.1")
    ran = run("check", "--csv", "-q")
    assert ran.code == 0
    assert ran.csv()["verdict"].to_list() == sound["verdict"].to_list()
    remarks = dict(ran.csv().select("id", "remark").iter_rows())
    assert "damaged" in remarks["aiia-3"]
    assert "mali-cli fetch ged@24.1" in remarks["aiia-3"]
    alone = run("check", "--only", "aiia-3")
    assert (alone.code, "damaged" in alone.out) == (0, True)
