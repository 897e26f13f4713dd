"""Disks that are full, folders that cannot be written, and what the user then sees."""

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mali_cli.model.errors import Exit, OutputError
from mali_cli.store import atomic, parquet
from mali_cli.store.store import Store

from .made import draft, events, files, listed, remount, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "size=300k") as folder:
        yield folder


def test_a_full_disk_leaves_the_old_state(disk: Path) -> None:
    store = Store(disk / "store")
    old = store.put(events(mark=1), draft())
    before = files(store)
    with pytest.raises(OutputError) as caught:
        store.put(events(200_000), draft())
    assert caught.value.exit_code == Exit.OUTPUT
    assert str(disk) in caught.value.message
    assert "no space left on device" in caught.value.message
    assert "free some space" in str(caught.value.hint)
    assert files(store) == before
    assert store.sets() == (old,)
    assert store.scan(old).collect().height == 100
    remount(disk, "size=100m")
    store.put(events(200_000), draft())
    assert files(store) == listed(store)


@pytest.mark.parametrize("spare", range(0, 17, 4))
def test_a_disk_that_is_full_but_for_a_few_pages(disk: Path, spare: int) -> None:
    store = Store(disk / "store")
    old = store.put(events(mark=1), draft())
    before = files(store)
    room = os.statvfs(disk)
    left = room.f_bavail * room.f_bsize
    (disk / "filler").write_bytes(bytes(max(0, left - spare * 1024)))
    told: OutputError | None = None
    try:
        store.put(events(mark=2), draft())
    except OutputError as error:
        told = error
    if told:
        assert "free some space" in str(told.hint)
        assert files(store) == before
        assert store.sets() == (old,)
    assert files(store) == listed(store)
    (disk / "filler").unlink()
    assert store.verify(store.put(events(mark=3), draft())) == ()


def test_a_disk_without_names_left(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=10m,nr_inodes=10") as folder:
        store = Store(folder / "store")
        old = store.put(events(mark=1), draft())
        before = files(store)
        while True:
            try:
                (folder / f"filler{len(list(folder.iterdir()))}").touch()
            except OSError:
                break
        with pytest.raises(OutputError, match="no space left on device"):
            store.put(events(mark=2), draft())
        assert files(store) == before
        assert store.sets() == (old,)


def test_a_read_only_disk_answers_but_takes_nothing(disk: Path) -> None:
    store = Store(disk / "store")
    kept = store.put(events(), draft())
    remount(disk, "ro")
    assert store.sets() == (kept,)
    assert store.scan(kept).collect().height == 100
    assert store.verify(kept) == ()
    actions: list[Any] = [
        lambda: store.put(events(5), draft()),
        lambda: store.remove(kept),
        store.parts_folder,
        lambda: store.lock("ged@25.1").__enter__(),
        lambda: Store(disk / "new").put(events(5), draft()),
    ]
    for act in actions:
        with pytest.raises(OutputError) as caught:
            act()
        assert str(disk) in caught.value.message
        assert "read-only file system" in caught.value.message
        assert "MALI_CLI_HOME" in str(caught.value.hint)


@pytest.fixture
def fixed(tmp_path: Path) -> Iterator[Path]:
    """A folder in which not even root can make a file."""
    folder = tmp_path / "fixed"
    folder.mkdir()
    folder.chmod(0o555)
    root = os.name != "nt" and os.geteuid() == 0
    if root and subprocess.run(["chattr", "+i", str(folder)], check=False).returncode:
        pytest.skip("root may write everywhere here")
    yield folder
    if root:
        subprocess.run(["chattr", "-i", str(folder)], check=True)
    folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="folders have no such mode")
def test_a_folder_that_may_not_be_written(fixed: Path) -> None:
    with pytest.raises(OutputError) as caught:
        Store(fixed / "store").put(events(), draft())
    assert f"{fixed / 'store'}" in caught.value.message
    assert "not permitted" in caught.value.message or "denied" in caught.value.message
    assert "make the folder writable" in str(caught.value.hint)
    assert Store(fixed / "store").sets() == ()


@pytest.mark.parametrize("inside", ["", "store"])
def test_a_home_that_is_a_file(tmp_path: Path, inside: str) -> None:
    (tmp_path / "home").write_text("a file")
    store = Store(tmp_path / "home" / inside)
    actions: list[Any] = [lambda: store.put(events(), draft()), store.parts_folder, store.sets]
    for act in actions:
        with pytest.raises(OutputError) as caught:
            act()
        assert caught.value.exit_code == Exit.OUTPUT
        assert str(tmp_path / "home") in caught.value.message
        assert "MALI_CLI_HOME" in str(caught.value.hint)
    assert (tmp_path / "home").read_text() == "a file"


@pytest.mark.parametrize("step", ["move", "digest", "fsync"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_whatever_fails_leaves_the_old_state(
    store: Store, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    old = store.put(events(mark=1), draft())
    before = files(store)

    def fail(*args: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(*((os, step) if step == "fsync" else (parquet, step)), fail)
        with pytest.raises((OutputError, KeyboardInterrupt)):
            store.put(events(mark=2), draft())
    assert files(store) == before
    assert store.sets() == (old,)


def test_a_manifest_that_cannot_be_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = store.put(events(mark=1), draft())
    before = files(store)
    real = atomic.move

    def fail(part: Path, path: Path, *, durable: bool = True) -> None:
        if path.suffix == ".json":
            raise OSError(errno.ENOSPC, "full")
        real(part, path, durable=durable)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "move", fail)
        with pytest.raises(OutputError, match=r"ged@25\.1\.json: no space left"):
            store.put(events(mark=2), draft())
    assert files(store) == before
    assert store.sets() == (old,)


@pytest.mark.skipif(os.name == "nt", reason="no flock")
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK])
def test_a_disk_without_locks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """No lock of another kind takes their place, which a process that is killed leaves behind."""

    def refuse(_file: int, _how: int) -> None:
        raise OSError(number, os.strerror(number))

    store = Store(tmp_path / "store")
    with monkeypatch.context() as patch:
        patch.setattr("fcntl.flock", refuse)
        with pytest.raises(OutputError, match="does not support locks") as caught:
            store.put(events(), draft())
    assert "MALI_CLI_HOME" in str(caught.value.hint)
    assert store.sets() == ()
    assert store.put(events(), draft()).rows == 100


def test_a_file_in_use_on_windows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file that is read can be neither replaced nor deleted, a longer name is taken."""
    kept = store.put(events(), draft())
    store.path(kept).write_bytes(b"damaged")
    real = atomic.move

    def refuse(part: Path, path: Path) -> None:
        if path.exists():
            raise PermissionError(errno.EACCES, "in use")
        real(part, path)

    with monkeypatch.context() as patch:
        patch.setattr(parquet, "move", refuse)
        patch.setattr("mali_cli.store.parquet.discard", lambda path: None)
        again = store.put(events(), draft())
        assert again.file == f"{again.file_sha256[:24]}.parquet"
        assert store.path(kept).exists()
        assert store.verify(again) == ()
    store.put(events(5), draft(release="24.1"))
    assert files(store) == listed(store)


def test_windows_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    refusals = [PermissionError(), PermissionError()]

    def read() -> bytes:
        if refusals:
            raise refusals.pop()
        return b"here"

    monkeypatch.setattr(atomic, "_ON_WINDOWS", True)
    monkeypatch.setattr(atomic, "_PAUSE", 0)
    assert atomic.patiently(read) == b"here"
