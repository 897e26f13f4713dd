"""`fetch` and `import` as processes: Ctrl-C, kill -9, many at once, a full or read-only disk."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mali_cli.store.store import Store
from tests.cli.conftest import COMMAND, Ran, environment, stored
from tests.servers import made_up
from tests.servers.ucdp_server import TOKEN, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and modes are of POSIX")
KILLS = 100 if os.environ.get("MALI_CLI_HYPOTHESIS") == "thorough" else 10
GED = "ged/ged271-csv.zip"


def started(*words: str, env: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *words],
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )


def ended(process: subprocess.Popen[bytes]) -> Ran:
    out, err = process.communicate(timeout=50)
    return Ran(process.returncode, out, err.decode())


def wait_for(path: Path, size: int = 1) -> None:
    for _ in range(1000):
        if path.exists() and path.stat().st_size >= size:
            return
        time.sleep(0.01)
    raise AssertionError(f"{path} did not come")


def wait_for_one(folder: Path, pattern: str) -> None:
    for _ in range(2000):
        if any(folder.glob(pattern)):
            return
        time.sleep(0.01)
    raise AssertionError(f"no {pattern} came in {folder}")


def test_ctrl_c_keeps_the_part_and_the_next_run_goes_on(
    run: Run, ucdp: UcdpServer, home: Path
) -> None:
    dripping = ucdp.fail("drip", path="ged271", value=0.0003)
    process = started("fetch", "ged@27.1")
    part = home / "parts" / "ged271-csv.zip.part"
    wait_for(part, 100)
    process.send_signal(signal.SIGINT)
    ran = ended(process)
    assert (ran.code, ran.out) == (130, "")
    assert "Traceback" not in ran.err
    size = part.stat().st_size
    content = ucdp.files[GED].content
    assert part.read_bytes() == content[:size]
    ucdp.faults.remove(dripping)
    ucdp.requests.clear()
    assert run("fetch", "ged@27.1").code == 0
    (seen,) = ucdp.requests
    assert (seen.headers["range"], seen.status) == (f"bytes={size}-", 206)
    assert Store(home).find("ged@27.1").source_sha256 == sha256(content).hexdigest()
    assert not list((home / "parts").iterdir())


def test_ctrl_c_in_a_harvest_keeps_its_pages(run: Run, ucdp: UcdpServer, home: Path) -> None:
    ucdp.page_limit = 50
    stall = ucdp.fail("stall", path="/api/", page=3, value=20)
    token = {"UCDP_TOKEN": TOKEN}
    process = started("fetch", "ged@27.1", "--via", "api", env=token)
    for number in (0, 1, 2, 4):  # asked for is not yet kept: only what is kept is gone on with
        wait_for_one(home / "parts", f"*/page-0000{number}.json")
    process.send_signal(signal.SIGINT)
    assert ended(process).code == 130
    ucdp.faults.remove(stall)
    ucdp.requests.clear()
    assert run("fetch", "ged@27.1", "--via", "api", env=token).code == 0
    assert ucdp.pages() == [0, 3]


@pytest.mark.sample(2)
@pytest.mark.parametrize("command", ["fetch", "import"])
def test_kill_at_any_moment_leaves_the_old_set_or_the_new(
    run: Run, ucdp: UcdpServer, home: Path, tmp_path: Path, command: str
) -> None:
    old, new = made_up.events("27.1")[:60], made_up.events("27.1")
    path = tmp_path / "ged.csv"
    words: tuple[str, ...] = ("fetch", "ged@27.1", "--again")
    if command == "import":
        words = ("import", str(path), "--release", "25.1", "--whole")
        old, new = made_up.events("25.1")[:60], made_up.events("25.1")
    name = "ged@25.1" if command == "import" else "ged@27.1"

    def offer(rows: list[made_up.Row]) -> None:
        path.write_bytes(made_up.as_csv(rows))
        ucdp.publish("ged", "27.1", rows)

    offer(old)
    assert run(*words).code == 0
    offer(new)
    begin = time.monotonic()
    assert ended(started(*words)).code == 0
    took = time.monotonic() - begin
    seen = set()
    for attempt in range(KILLS):
        offer(old if attempt % 2 else new)
        process = started(*words)
        time.sleep(random.uniform(0.4, 1.05) * took)
        process.kill()
        process.communicate()
        height = Store(home).scan(Store(home).find(name)).collect().height
        assert height in (len(old), len(new))
        assert Store(home).verify(Store(home).find(name)) == ()
        seen.add(height)
    offer(new)
    assert run(*words).code == 0
    assert run("datasets", "verify").code == 0
    assert len(list((home / "data").iterdir())) == 1


def test_eight_at_once_download_once(ucdp: UcdpServer, home: Path) -> None:
    ucdp.fail("stall", path="ged271", value=0.5, times=1)
    processes = [started("fetch", "ged@27.1", "--csv") for _ in range(8)]
    done = [ended(process) for process in processes]
    assert [ran.code for ran in done] == [0] * 8
    gets = [seen for seen in ucdp.requests if seen.method == "GET" and "ged271" in seen.path]
    assert len(gets) == 1
    assert sorted(ran.csv()["done"].item() for ran in done) == ["already here"] * 7 + ["fetched"]
    waited = [ran for ran in done if "another process is fetching ged@27.1" in ran.err]
    assert waited


def test_eight_at_once_fetch_import_and_read(
    run: Run, ucdp: UcdpServer, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ged.csv"
    old, new = made_up.events("25.1")[:60], made_up.events("25.1")
    path.write_bytes(made_up.as_csv(old))
    taking = ("import", str(path), "--release", "25.1", "--whole")
    assert run(*taking).code == 0
    path.write_bytes(made_up.as_csv(new))
    reading = ("totals", "--dataset", "ged@25.1", "-t", "all", "--csv")
    lines = [("fetch", "ged@27.1"), ("fetch", "country-year@27.1"), *[taking] * 3, *[reading] * 3]
    done = [ended(process) for process in [started(*words) for words in lines]]
    assert [ran.code for ran in done] == [0] * 8, [ran.err for ran in done]
    assert {len(ran.out.splitlines()) for ran in done[-3:]} == {2}
    store = Store(home)
    assert sorted(store.names()) == ["country-year@27.1", "ged@25.1", "ged@27.1"]
    assert [store.verify(kept) for kept in store.sets()] == [()] * 3
    assert store.scan(store.find("ged@25.1")).collect().height == len(new)
    assert len(list((home / "data").iterdir())) == 3


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_full_disk(run: Run, ucdp: UcdpServer, tiny: Path) -> None:
    env = {"MALI_CLI_HOME": str(tiny / "home")}
    ran = run("fetch", "country-year@27.1", env=env)
    assert ran.code == 0
    before = {name: data for name, data in stored(tiny).items() if "parts" not in name}
    ucdp.publish("ged", "27.1", made_up.events("27.1", 3000))
    full = run("fetch", "ged@27.1", env=env)
    assert (full.code, full.out) == (6, "")
    assert "no space left on device" in full.err
    assert "free some space" in full.err
    assert len(full.err.splitlines()) == 3
    assert stored(tiny) == before
    assert run("periods", env=env).code == 0


@pytest.fixture
def read_only(home: Path) -> Iterator[Path]:
    """A home that nobody may write to, root neither."""
    home.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(home)]
    if os.geteuid():
        home.chmod(0o500)
    elif not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield home
    if os.geteuid():
        home.chmod(0o700)
    else:
        subprocess.run(["umount", "-l", str(home)], check=False)


def test_a_read_only_home(run: Run, ucdp: UcdpServer, read_only: Path, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    for words in (("fetch", "ged@27.1"), ("import", str(path))):
        ran = run(*words)
        assert (ran.code, ran.out) == (6, "")
        assert "cannot be written" in ran.err
        assert "MALI_CLI_HOME" in ran.err
    token = run("token", "set", stdin=TOKEN.encode())
    assert token.code == 6
    assert "set UCDP_TOKEN" in token.err
    for reading in (("datasets",), ("periods",), ("totals", "--data", str(path))):
        assert run(*reading).code == 0


def test_a_file_in_the_way_of_the_home(run: Run, ucdp: UcdpServer, home: Path) -> None:
    home.write_text("a file")
    ran = run("fetch", "ged@27.1")
    assert ran.code == 6
    assert "a folder must be there" in ran.err
    assert home.read_text() == "a file"


def test_progress_is_a_bar_in_a_real_terminal(ucdp: UcdpServer, tmp_path: Path) -> None:
    if not shutil.which("script"):
        pytest.skip("script is not installed")
    ucdp.fail("stall", path="ged271", value=0.3)
    line = " ".join([*COMMAND, "fetch", "ged@27.1"])
    ran = subprocess.run(
        ["script", "-qec", line, str(tmp_path / "log")],
        env=environment({"COLUMNS": "80"}),
        capture_output=True,
        timeout=50,
        check=False,
    )
    assert ran.returncode == 0
    shown = ran.stdout.decode()
    assert "ged271-csv.zip" in shown
    assert "━" in shown
    assert "getting" not in shown
