"""Writing to files: whole or not at all, and never over what is there."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

STARTS = {
    "a.csv": b"phase,start",
    "a.tsv": b"phase\tstart",
    "a.json": b'{\n  "schema": 2',
    "a.ndjson": b'{"phase":"before"',
    "a.jsonl": b'{"phase":"before"',
    "a.md": b"**Deaths",
    "a.txt": b"Deaths in one-sided",
    "a.parquet": b"PAR1",
    "A.CSV": b"phase,start",
    "a": b"Deaths in one-sided",
}


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", STARTS)
def test_the_suffix_tells_the_format(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("periods", "-o", str(tmp_path / name))
    assert (ran.code, ran.stdout) == (0, b"")
    assert (tmp_path / name).read_bytes().startswith(STARTS[name])
    beside = Path(name).suffix.lower() in (".csv", ".tsv", ".ndjson", ".jsonl", ".parquet")
    assert left(tmp_path) == [name, *([f"{name}.meta.json"] if beside else [])]


def test_a_named_format_beats_the_suffix(run: Run, tmp_path: Path) -> None:
    assert run("periods", "-o", str(tmp_path / "a.json"), "--csv").code == 0
    assert (tmp_path / "a.json").read_bytes().startswith(b"phase,")


def test_a_suffix_that_tells_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("periods", "-o", str(tmp_path / "a.ods"))
    assert ran.code == 2
    assert ".ods" in ran.err
    assert left(tmp_path) == []


def test_a_file_that_exists_stays(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("mine")
    ran = run("periods", "-o", str(target))
    assert ran.code == 6
    assert str(target) in ran.err
    assert "--force" in ran.err
    assert target.read_text() == "mine"
    assert left(tmp_path) == ["a.csv"]


def test_force_overwrites_and_keeps_the_mode(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("mine")
    target.chmod(0o640)
    assert run("periods", "-o", str(target), "--force").code == 0
    assert pl.read_csv(target).height == 3
    assert target.stat().st_mode & 0o777 == 0o640


def test_force_writes_through_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert run("periods", "-o", str(tmp_path / "link.csv"), "--force").code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("phase")


def test_a_new_file_has_the_usual_mode(run: Run, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        run("periods", "-o", str(tmp_path / "a.csv"))
    finally:
        os.umask(mask)
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o644


def test_a_missing_folder_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("periods", "-o", str(tmp_path / "none" / "a.csv"))
    assert ran.code == 6
    assert str(tmp_path / "none") in ran.err


def test_a_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    assert run("periods", "-o", str(tmp_path), "--csv").code == 6


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    ran = run("periods", "-o", str(tmp_path / "a.csv"))
    tmp_path.chmod(0o755)
    assert ran.code == 6
    assert left(tmp_path) == []


@pytest.mark.parametrize("where", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_failure_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, number: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os if where == "fsync" else Path, where, fail)
    ran = run("periods", "-o", str(tmp_path / "a.csv"))
    assert ran.code == 6
    assert os.strerror(number).lower() in ran.err
    assert "Traceback" not in ran.err
    assert left(tmp_path) == []


def test_ctrl_c_while_writing_leaves_nothing_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    ran = run("periods", "-o", str(tmp_path / "a.csv"))
    assert (ran.code, left(tmp_path)) == (130, [])


def test_a_wrong_question_makes_no_file(run: Run, tmp_path: Path) -> None:
    assert run("periods", "-c", "Mail", "-o", str(tmp_path / "a.csv")).code == 2
    assert left(tmp_path) == []


def test_a_dash_is_stdout(run: Run) -> None:
    assert run("periods", "-o", "-", "--csv").out.startswith("phase,")


def test_dev_full_as_a_file(run: Run) -> None:
    ran = run("periods", "-o", "/dev/full")
    assert ran.code == 6
    assert "no space left" in ran.err


def test_dev_stdout_as_a_file(process: Run) -> None:
    assert process("periods", "--csv", "-o", "/dev/stdout").out.startswith("phase,")


def test_forced_colour_stays_out_of_files(run: Run, tmp_path: Path) -> None:
    run("chart", "-o", str(tmp_path / "a.txt"), env={"FORCE_COLOR": "1"}, tty=True)
    assert b"\x1b" not in (tmp_path / "a.txt").read_bytes()


def test_parquet_is_not_for_a_terminal(run: Run) -> None:
    ran = run("periods", "-f", "parquet", tty=True, width=80)
    assert ran.code == 2
    assert "-o" in ran.err


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.bib", "@article{"), ("a.ris", "TY  - JOUR"), ("a.txt", "To cite"), ("a.json", "{")],
)
def test_citations_by_suffix(run: Run, tmp_path: Path, name: str, start: str) -> None:
    assert run("cite", "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


LONG = [(247, True, 0), (247, False, 6), (251, True, 0), (300, False, 6), (300, True, 6)]


@pytest.mark.parametrize(("letters", "alone", "code"), LONG)
def test_long_names(run: Run, tmp_path: Path, letters: int, alone: bool, code: int) -> None:
    target = tmp_path / ("b" * letters + ".csv")
    words = ("--no-meta",) if alone else ()
    ran = run("totals", "-c", "Mali", "-q", "-o", str(target), *words)
    assert ran.code == code
    if code:
        assert "file name too long" in ran.err
        assert "shorter name" in ran.err
        assert list(tmp_path.glob("*b*")) == []
    else:
        assert target.stat().st_size


@pytest.mark.parametrize("command", ["totals --data", "import"])
def test_a_name_too_long_to_be_a_file(run: Run, command: str) -> None:
    ran = run(*command.split(), "a" * 300)
    assert ran.code == 2
    assert "cannot be read: File name too long" in ran.err
