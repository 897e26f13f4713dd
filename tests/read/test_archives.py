"""Bombs, lies and path tricks in archives: refused, whether read whole or through the disk."""

from __future__ import annotations

import bz2
import io
import lzma
import stat
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import DamagedError
from mali_cli.read import large
from mali_cli.read.files import read_bytes
from mali_cli.store.store import Store

from .made_up import EVENTS
from .writers import official, zipped

GOOD = official(EVENTS)
ZEROS = b"0" * (32 << 20)
PACKED, UNPACKED = 20, 24
"""Where the directory of a zip says how large a member is (APPNOTE 4.3.12)."""
TRICKS = (
    "../../out.csv",
    "/out.csv",
    "C:\\out.csv",
    "..\\out.csv",
    "a/../../out.csv",
    "\x1b[2J.csv",
)


def claiming(content: bytes, **sizes: int) -> bytes:
    """Zip content whose directory claims other sizes."""
    changed = bytearray(zipped(content))
    at = changed.rindex(b"PK\x01\x02")
    for name, size in sizes.items():
        place = at + {"packed": PACKED, "unpacked": UNPACKED}[name]
        changed[place : place + 4] = struct.pack("<I", size)
    return bytes(changed)


def linking() -> bytes:
    """Zip a symbolic link."""
    member = zipfile.ZipInfo("out.csv")
    member.create_system, member.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr(member, b"/etc/passwd")
    return out.getvalue()


def with_twins() -> bytes:
    """Zip two members of one name."""
    with zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
        archive.writestr("out.csv", GOOD)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("out.csv", GOOD)
    return out.getvalue()


def xz(content: bytes, **more: int) -> bytes:
    """Pack with xz, which says how much memory it takes to unpack."""
    packer = lzma.LZMACompressor(filters=[{"id": lzma.FILTER_LZMA2, "preset": 1, **more}])
    return packer.compress(content) + packer.flush()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: zipped(ZEROS), "which no UCDP file does"),
    "a bomb that claims to take more": (
        lambda: claiming(ZEROS, packed=len(ZEROS)),
        "which no UCDP file does",
    ),
    "a bomb that claims to be small": (lambda: claiming(ZEROS, unpacked=1000), "damaged"),
    "a file that claims to be large": (
        lambda: claiming(GOOD, unpacked=1 << 31),
        "which no UCDP file does",
    ),
    "a file that claims to be shorter": (
        lambda: claiming(GOOD, unpacked=len(GOOD) - 9),
        "damaged",
    ),
    "a bomb in a zip": (lambda: zipped(xz(ZEROS), "ged.rds"), "which no UCDP file does"),
    "a bomb as bzip2": (lambda: bz2.compress(ZEROS), "which no UCDP file does"),
    "a bomb as xz": (lambda: xz(ZEROS), "which no UCDP file does"),
    "bzip2 that is cut off": (lambda: bz2.compress(GOOD)[:-9], "damaged or cut off"),
    "xz that is cut off": (lambda: xz(GOOD)[:-9], "damaged or cut off"),
    "xz that takes all memory": (lambda: xz(GOOD, dict_size=1536 << 20), "damaged or cut off"),
    "a bomb in a workbook": (
        lambda: zipped(zipped(ZEROS, "xl/workbook.xml"), "a.xlsx"),
        "which no UCDP file does",
    ),
    "a zip in a zip": (lambda: zipped(zipped(GOOD), "in.zip"), "it holds none"),
    "a zip in a zip that is named a csv": (lambda: zipped(zipped(GOOD)), ""),
    "a link": (linking, "names no column"),
    "two of one name": (with_twins, "it holds out.csv, out.csv"),
}


@cache
def made(what: str) -> bytes:
    """Make the content of an archive, which takes its time, once."""
    return REFUSED[what][0]()


def imported(content: bytes, folder: Path) -> Store:
    """Import a zip file into a store of its own."""
    path = folder / "in" / "file.zip"
    path.parent.mkdir()
    path.write_bytes(content)
    store = Store(folder / "store")
    import_files([str(path)], Watch(), store=store)
    return store


@pytest.fixture(params=[1, large.LARGE], ids=["through the disk", "whole"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", request.param)


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("what", REFUSED)
def test_what_an_archive_may_not_do(what: str, tmp_path: Path) -> None:
    says = REFUSED[what][1]
    with pytest.raises(DamagedError) as caught:
        imported(made(what), tmp_path)
    assert says in caught.value.message
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] in (
        ["file.zip"],
        ["file.zip", "work.lock"],
        ["work.lock", "file.zip"],
    )


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("member", TRICKS)
def test_a_name_in_an_archive_is_no_place_to_write(member: str, tmp_path: Path) -> None:
    store = imported(zipped(GOOD, member), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "store"]
    assert not (store.root / "work").exists()
    (kept,) = store.sets()
    assert store.verify(kept) == ()


def test_a_bomb_of_rows_in_parquet_is_refused() -> None:
    import polars as pl

    rows = 4 << 20
    with io.BytesIO() as out:
        cells = {"date_start": "2016-05-26", "date_end": "2016-05-26", "country_id": "432"}
        cells |= {"type_of_violence": "3", "best": "5"}
        pl.select(pl.repeat(pl.lit(cell), rows).alias(name) for name, cell in cells.items()).pipe(
            pl.DataFrame.write_parquet, out, row_group_size=rows, data_page_size=1 << 30
        )
        content = out.getvalue()
    assert len(content) < 100_000
    with pytest.raises(DamagedError, match=r"unpacks to 4,194,304 rows from .* no UCDP file"):
        read_bytes(content, "x")
