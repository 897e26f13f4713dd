"""What is damaged and still read gives what another reader finds in it; Parquet ends no process."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mali_cli.model.errors import DamagedError, MachineError
from mali_cli.read.files import read_bytes, read_file
from mali_cli.read.table import Table
from tests.cli.conftest import Run, process
from tests.datasets import acled_files

from .made_up import EVENTS
from .writers import FIXTURES, official, web_export

EXAMPLES = settings().max_examples
SLOW = settings(deadline=timedelta(seconds=20), suppress_health_check=list(HealthCheck))
COUNTS = ("best", "low", "high")
__all__ = ["process"]


@st.composite
def damaged(draw: st.DrawFn, whole: bytes, tail: int = 0) -> bytes:
    """Damage a file as disks and networks do: a bit, a block of zeros, a gap, a block twice.

    `tail` is how many bytes at the end hold what all depends on: half of the damage is there.
    """
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.sampled_from((0, max(0, len(content) - tail)))) if tail else 0
        at = draw(st.integers(first, max(first, len(content) - 1)))
        length = draw(st.sampled_from((1, 2, 8, 60, 512)))
        match draw(st.sampled_from(("bit", "bit", "zeros", "gap", "twice", "end"))):
            case "bit" if at < len(content):
                content[at] ^= 1 << draw(st.integers(0, 7))
            case "zeros":
                content[at : at + length] = bytes(len(content[at : at + length]))
            case "gap":
                del content[at : at + length]
            case "twice":
                content[at:at] = content[at : at + length]
            case "end":
                del content[at:]
    return bytes(content)


def same_or_remarked(
    table: Table, others: list[dict[str, Any]], counts: Sequence[str] = COUNTS
) -> None:
    """Compare the counts of every row with those of another reader.

    Identical rows are dropped and unknown columns left out here, each with a remark.
    """
    names = [name for name in counts if name in table.frame.columns]
    if set(names) != set(counts):
        assert any("column" in str(remark) for remark in table.remarks)
    found = Counter(table.frame.select(names).rows())
    wanted = Counter(
        tuple(None if row[name] == "" else int(float(row[name])) for name in names)
        for row in others
    )
    if any(str(remark).startswith("identical rows") for remark in table.remarks):
        assert set(found) == set(wanted)
        assert found <= wanted
    else:
        assert found == wanted


def plain(name: str) -> str:
    return {"best_est": "best", "high_est": "high", "low_est": "low"}.get(
        name.strip().lower(), name.strip().lower()
    )


@settings(SLOW, max_examples=EXAMPLES)
@given(data=st.data(), whole=st.sampled_from((official(EVENTS), web_export(EVENTS))))
def test_csv_that_is_read_though_damaged(data: st.DataObject, whole: bytes) -> None:
    content = data.draw(damaged(whole))
    with suppress(DamagedError):
        table = read_bytes(content, "x")
        event("read")
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        header = [plain(name) for name in next(lines)]
        rows = [dict(zip(header, line, strict=False)) for line in lines if line]
        same_or_remarked(table, rows)


OF_ACLED = {
    "export": (acled_files.export(), ("fatalities",)),
    "weeks": (acled_files.by_week(), ("events", "fatalities")),
    "districts": (acled_files.by_district(acled_files.POLITICAL), ("events", "fatalities")),
    "HAPI": (acled_files.by_hapi(), ("events", "fatalities")),
}


@settings(SLOW, max_examples=2 * EXAMPLES)
@given(data=st.data(), name=st.sampled_from(sorted(OF_ACLED)))
def test_acled_that_is_read_though_damaged(data: st.DataObject, name: str) -> None:
    whole, counts = OF_ACLED[name]
    content = data.draw(damaged(whole))
    with suppress(DamagedError):
        table = read_bytes(content, "x")
        event("read")
        lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        header = [name.strip().lower() for name in next(lines)]
        rows = [dict(zip(header, line, strict=False)) for line in lines if line]
        same_or_remarked(table, rows, counts)


@settings(SLOW, max_examples=EXAMPLES // 2)
@given(data=st.data(), name=st.sampled_from(("ged-api-page.json", "ged-api-rows.json")))
def test_json_that_is_read_though_damaged(data: st.DataObject, name: str) -> None:
    content = data.draw(damaged((FIXTURES / name).read_bytes()))
    with suppress(DamagedError):
        table = read_bytes(content, "x")
        event("read")
        rows = json.loads(content)
        rows = rows if isinstance(rows, list) else rows["Result"]
        same_or_remarked(table, [{plain(key): row[key] for key in row} for row in rows])


@settings(SLOW, max_examples=max(10, EXAMPLES // 12))
@given(data=st.data())
def test_parquet_that_is_read_though_damaged(
    data: st.DataObject, capfd: pytest.CaptureFixture[str], tmp_path_factory: Any
) -> None:
    content = data.draw(damaged((FIXTURES / "ged.parquet").read_bytes(), tail=7000))
    with suppress(DamagedError):
        table = read_bytes(content, "x")
        event("read")
        path = tmp_path_factory.mktemp("damaged") / "ged.parquet"
        path.write_bytes(content)
        with suppress(duckdb.Error, RuntimeError):  # what DuckDB refuses tells nothing
            found = duckdb.execute(f"SELECT best, low, high FROM '{path}'").fetchall()
            same_or_remarked(table, [dict(zip(COUNTS, row, strict=True)) for row in found])
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("at", [39, 128])
def test_parquet_that_would_end_the_process_is_refused(
    at: int, process: Run, tmp_path: Path
) -> None:
    """One bit of the levels of a page: polars 1 and 2 then ask for 2^61 bytes, and abort."""
    cells = {"date_start": "2016-05-26", "date_end": "2016-05-26", "country_id": 432}
    cells |= {"type_of_violence": 3}
    rows = pl.DataFrame(
        [cells | {"best": n, "adm_1": None if n % 7 else f"r{n}"} for n in range(200)]
    )
    rows.write_parquet(out := io.BytesIO(), compression="uncompressed", statistics=False)
    content = bytearray(out.getvalue())
    content[at] ^= 1
    path = tmp_path / "ged.parquet"
    path.write_bytes(content)
    ran = process("totals", "--data", os.fspath(path))
    assert (ran.code, ran.out) == (5, "")
    lines = [line.partition(":")[0] for line in ran.err.splitlines()]
    assert lines == ["error", "hint"]


def test_a_date_of_parquet_beyond_those_of_python_is_named() -> None:
    row = {"date_start": [67_000_000], "date_end": [16_000], "country_id": [432], "best": [1]}
    rows = pl.DataFrame(row | {"type_of_violence": [3]}).with_columns(
        pl.col("date_start", "date_end").cast(pl.Int32).cast(pl.Date)
    )
    rows.write_parquet(out := io.BytesIO())
    with pytest.raises(DamagedError, match=r"row 1, column 'date_start': .* cannot be"):
        read_bytes(out.getvalue(), "x")


def test_a_delimiter_in_a_tag_hides_no_short_row(tmp_path: Path) -> None:
    """The row of tags (HXL) goes before numbers are read, so its cells may hold anything."""
    header, *rows = list(csv.reader(official(EVENTS).decode().splitlines(keepends=True)))
    tags = [f"#x+{name}" if name != "best" else "#affected,killed" for name in header]
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([header, tags, rows[0][:-1], *rows[1:]])
    path = tmp_path / "tags.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    with pytest.raises(DamagedError, match="line 3 has 48 fields, fewer than"):
        read_file(path)


def tried(stdout: bytes, stderr: bytes, code: int) -> subprocess.CompletedProcess[bytes]:
    """Return what the process that tries a Parquet file left behind."""
    return subprocess.CompletedProcess([], code, stdout, stderr)


@pytest.mark.parametrize(
    ("left", "says"),
    [
        (tried(b"", b"thread panicked at x:\nno thread", 1), "could not start: no thread"),
        (tried(b"", b"Traceback\nMemoryError", 1), "could not start: MemoryError"),
        (tried(b"", b"", -6), "could not start"),
        (tried(b"begun\n", b"", -9), "ran out of memory"),
        (tried(b"begun\n", b"memory allocation of 9000 bytes failed", -6), "ran out of memory"),
    ],
)
def test_a_process_that_cannot_try_a_file_does_not_make_it_damaged(
    monkeypatch: pytest.MonkeyPatch, left: subprocess.CompletedProcess[bytes], says: str
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: left)
    with pytest.raises(MachineError, match=says) as caught:
        read_file(FIXTURES / "ged.parquet")
    assert "ged.parquet was not read" in caught.value.message


def test_nor_does_one_that_the_system_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(MachineError, match="resource temporarily unavailable"):
        read_file(FIXTURES / "ged.parquet")


def test_a_program_that_holds_a_python_reads_without_a_trial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = read_file(FIXTURES / "ged.parquet").frame
    other = tried(b"", b"unknown option -c", 2)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_named: other)
    assert read_file(FIXTURES / "ged.parquet").frame.equals(whole)
