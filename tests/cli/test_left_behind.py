"""What is left where a command is stopped: by Ctrl-C and SIGTERM nothing, by -9 not for long."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

from mali_cli.cli import stopping
from mali_cli.model.errors import Exit
from mali_cli.store import atomic
from tests.cli.conftest import COMMAND, environment, notes_in
from tests.servers import made_up
from tests.servers.ucdp_server import TOKEN, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are stopped by signals here")
THOROUGH = os.environ.get("MALI_CLI_HYPOTHESIS") == "thorough"
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
AT_A_CALL = """
import os, signal, sys
from mali_cli.__main__ import main
event, number, how, folder = sys.argv.pop(1), int(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)
seen = 0
def watch(name, args):
    global seen
    if name == event and folder in str(args):
        seen += 1
        if seen == number:
            os.kill(os.getpid(), getattr(signal, how))
sys.addaudithook(watch)
main()
"""
"""The command, which gets a signal at its n-th call of a kind that names something in a folder."""


def started(
    *words: str,
    env: dict[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    preexec_fn: Callable[[], Any] | None = None,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *words],
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=stdin,
        preexec_fn=preexec_fn,
    )


def stopped_at(
    event: str, number: int, how: str, folder: Path, *words: str, **more: Any
) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-c", AT_A_CALL, event, str(number), how, str(folder), *words]
    return subprocess.run(
        line, env=environment(), capture_output=True, timeout=50, check=False, **more
    )


def wait_until(true: Callable[[], object], process: subprocess.Popen[bytes]) -> bool:
    while process.poll() is None:
        if true():
            return True
        time.sleep(0.001)
    return False


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file of events that takes a while to be put out."""
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1", 8000)))
    return path


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("how", CODES, ids=lambda how: how.name)
def test_a_workbook_that_is_stopped_leaves_nothing(
    many: Path, temporary: Path, tmp_path: Path, how: signal.Signals
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    words = ("events", "--data", str(many), "-o", str(out / "x.xlsx"))
    process = started(*words, env={"TMPDIR": str(temporary)})
    assert wait_until(lambda: any(temporary.iterdir()), process)
    process.send_signal(how)
    _, err = process.communicate(timeout=50)
    assert (process.returncode, err) == (CODES[how], b"")
    assert not [*temporary.iterdir(), *out.iterdir()]


def test_the_next_workbook_clears_up_after_a_killed_one(
    many: Path, temporary: Path, tmp_path: Path
) -> None:
    env = {"TMPDIR": str(temporary)}
    killed = started("events", "--data", str(many), "-o", str(tmp_path / "x.xlsx"), env=env)
    assert wait_until(lambda: any(temporary.glob("mali-cli-*")), killed)
    killed.kill()
    killed.communicate()
    assert [*temporary.iterdir()]
    living = (
        "import sys; from mali_cli.store.atomic import scratch\n"
        "with scratch() as folder:\n"
        "    print(folder, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", living],
        env=environment(env),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        needed = Path(other.stdout.readline().strip())
        assert [*temporary.iterdir()] == [needed], "what the killed one left is gone"
        third = started("totals", "-o", str(tmp_path / "z.xlsx"), env=env)
        third.communicate(timeout=50)
        assert third.returncode == 0
        assert [*temporary.iterdir()] == [needed], "what a living one needs is not"
        other.communicate(timeout=50)
    assert not [*temporary.iterdir()]


@pytest.mark.sample(5)
@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("event", ["open", "os.rename", "os.chmod"])
@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_file_that_is_stopped_leaves_no_part(
    tmp_path: Path, how: str, event: str, step: int
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target = out / "totals.csv"
    target.write_bytes(b"old")
    (out / "totals.csv.meta.json").write_bytes(b"old")
    ran = stopped_at(event, step, how, out, "totals", "-o", str(target), "--force", "-q")
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (0, CODES[getattr(signal, how)])
    assert sorted(path.name for path in out.iterdir()) == ["totals.csv", "totals.csv.meta.json"]
    assert_pair(target)


def assert_pair(target: Path) -> None:
    """See that a file and its sidecar are both old or both new."""
    told = target.with_name(f"{target.name}.meta.json").read_bytes()
    if target.read_bytes() == b"old":
        assert told == b"old"
    else:
        assert sha256(target.read_bytes()).hexdigest().encode() in told


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("fails", range(1, 6))
def test_a_disk_that_fails_leaves_both_old(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: int, links: bool
) -> None:
    target, old = tmp_path / "totals.csv", {}
    for name in ("totals.csv", "totals.csv.meta.json"):
        (tmp_path / name).write_bytes(b"old")
        (tmp_path / name).chmod(0o640)
        old[name] = (tmp_path / name).stat().st_mode
    calls = 0

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*args: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == fails:
                raise OSError(errno.EIO, "broken")
            return real(*args, **named)

        return act

    def no_link(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    before = sorted(path.name for path in tmp_path.iterdir())
    with monkeypatch.context() as patch:
        if not links:
            patch.setattr(os, "link", no_link)
        patch.setattr(os, "fsync", failing(os.fsync))
        patch.setattr(atomic, "move", failing(atomic.move))
        ran = run("totals", "-o", str(target), "--force")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert_pair(target)
    if fails <= 4:
        assert ran.code == 6
        assert "cannot be written: broken" in ran.err
        assert target.read_bytes() == b"old"
        assert {name: (tmp_path / name).stat().st_mode for name in old} == old
    assert run("totals", "-o", str(target), "--force").code == 0
    assert_pair(target)
    assert target.read_bytes() != b"old"


def test_a_disk_that_fails_leaves_no_new_one_of_two(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = atomic.move

    def fail(part: Path, path: Path, *, durable: bool = True) -> None:
        if path.name.endswith(".meta.json"):
            raise OSError(errno.EIO, "broken")
        real(part, path, durable=durable)

    monkeypatch.setattr(atomic, "move", fail)
    before = sorted(tmp_path.iterdir())
    ran = run("totals", "-o", str(tmp_path / "totals.csv"))
    assert ran.code == 6
    assert "totals.csv.meta.json" in ran.err
    assert sorted(tmp_path.iterdir()) == before


def test_what_a_killed_writer_left_is_cleared_by_the_next(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target = out / "totals.csv"
    words = ("totals", "-o", str(target), "--force", "-q")
    stranger = out / ".other.csv.0123abcd.part"
    stranger.write_bytes(b"of another file")
    for step in (1, 2):
        target.write_bytes(b"old")
        killed = stopped_at("os.rename", step, "SIGKILL", out, *words)
        assert killed.returncode == -signal.SIGKILL
        assert len([*out.glob(".totals*")]) > 1
        assert run(*words).code == 0
        names = sorted(path.name for path in out.iterdir())
        assert names == [stranger.name, "totals.csv", "totals.csv.meta.json"]
        assert_pair(target)


def test_a_kill_between_the_two_can_be_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    target, beside = out / "totals.csv", out / "totals.csv.meta.json"
    assert run("totals", "-o", str(target), "-q").code == 0
    old, told = target.read_bytes(), beside.read_bytes()
    words = ("totals", "--by", "year", "-o", str(target), "--force", "-q")
    assert stopped_at("os.rename", 2, "SIGKILL", out, *words).returncode == -signal.SIGKILL
    assert target.read_bytes() != old
    assert beside.read_bytes() == told
    assert sha256(target.read_bytes()).hexdigest().encode() not in told
    assert run(*words).code == 0
    assert_pair(target)
    assert len([*out.iterdir()]) == 2


def test_what_another_process_is_writing_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    held = (
        "import sys, pathlib; from contextlib import ExitStack; from mali_cli.store import atomic\n"
        "with ExitStack() as stack:\n"
        "    print(atomic._written(pathlib.Path(sys.argv[1]), b'', None, stack, durable=False),"
        " flush=True)\n"
        "    sys.stdin.read()\n"
    )
    line = [sys.executable, "-c", held, str(target)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        part = Path(process.stdout.readline().decode().strip())
        atomic.clear(target)
        assert part.exists()
        process.kill()
        process.wait()
        atomic.clear(target)
        assert not part.exists()


@pytest.mark.sample(10)
@pytest.mark.parametrize("seed", range(30))
def test_kill_9_leaves_a_file_that_is_whole(run: Run, tmp_path: Path, seed: int) -> None:
    target = tmp_path / "totals.csv"
    words = ("totals", "--by", "year", "-o", str(target), "--force", "-q")
    assert run(*words).code == 0
    whole = target.read_bytes()
    process = started(*words)
    time.sleep(random.Random(seed).uniform(0.2, 1.0))
    process.kill()
    process.communicate()
    assert target.read_bytes() == whole
    assert_pair(target)


def test_a_token_leaves_no_copy(run: Run, home: Path) -> None:
    home.mkdir()
    for how in ("SIGINT", "SIGTERM"):
        for event in ("open", "os.chmod", "os.rename"):
            ran = stopped_at(event, 1, how, home, "token", "set", input=TOKEN.encode())
            assert ran.returncode == CODES[getattr(signal, how)]
            assert [path.name for path in home.iterdir() if path.name != "token"] == []


def test_a_token_of_a_killed_process_is_removed(run: Run, home: Path) -> None:
    home.mkdir()
    for _ in range(2):
        ran = stopped_at("os.rename", 1, "SIGKILL", home, "token", "set", input=TOKEN.encode())
        assert ran.returncode == -signal.SIGKILL
        (left,) = home.iterdir()
        assert TOKEN in left.read_text()
    removed = run("token", "remove")
    assert (removed.code, removed.err) == (0, "removed\n")
    assert not [*home.iterdir()]
    assert "no token is stored" in run("token", "remove").err


@pytest.mark.parametrize("then", [("token", "set"), ("datasets", "remove", "ged@25.1")])
def test_a_token_of_a_killed_process_goes_with_the_next_that_writes(
    run: Run, home: Path, tmp_path: Path, then: tuple[str, ...]
) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    assert run("import", str(path), "--release", "25.1", "--whole").code == 0
    stopped_at("os.rename", 1, "SIGKILL", home, "token", "set", input=TOKEN.encode())
    assert [*home.glob(".token*")]
    assert run(*then, stdin=b"another-token-of-some-length").code == 0
    assert not [*home.glob(".token*")]


def test_a_fetch_is_ended_by_sigterm_as_by_ctrl_c(run: Run, ucdp: UcdpServer, home: Path) -> None:
    dripping = ucdp.fail("drip", path="ged271", value=0.0003)
    process = started("fetch", "ged@27.1")
    part = home / "parts" / "ged271-csv.zip.part"
    assert wait_until(lambda: part.exists() and part.stat().st_size > 100, process)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=50)
    assert (process.returncode, out) == (143, b"")
    assert b"Traceback" not in err
    size = part.stat().st_size
    ucdp.faults.remove(dripping)
    ucdp.requests.clear()
    assert run("fetch", "ged@27.1").code == 0
    assert ucdp.requests[0].headers["range"] == f"bytes={size}-"


@pytest.mark.parametrize("ignored", [signal.SIGHUP, signal.SIGTERM])
def test_what_is_to_be_ignored_stays_ignored(many: Path, ignored: signal.Signals) -> None:
    process = started(
        *("events", "--data", str(many), "--csv", "-q"),
        preexec_fn=lambda: signal.signal(ignored, signal.SIG_IGN),
    )
    time.sleep(0.5)
    process.send_signal(ignored)
    out, _ = process.communicate(timeout=50)
    assert process.returncode == 0
    assert len(out.splitlines()) > 100


def test_sigterm_where_ctrl_c_is_ignored() -> None:
    process = started(
        *("token", "set"),
        stdin=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=50)
    assert process.returncode == 143


def test_the_first_signal_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "_came", [])
    assert stopping.exit_code() == Exit.INTERRUPTED
    with pytest.raises(KeyboardInterrupt):
        stopping._stop(signal.SIGTERM, None)
    stopping._stop(signal.SIGHUP, None)
    assert stopping.exit_code() == Exit.TERMINATED
    monkeypatch.setattr(stopping, "PAUSE", 0.0)
    with pytest.raises(KeyboardInterrupt):
        stopping._stop(signal.SIGTERM, None)


@pytest.mark.skipif(not which("timeout"), reason="timeout is not installed")
def test_timeout_ends_it_without_a_word(many: Path, tmp_path: Path) -> None:
    for seconds in (0.4, 0.7, 1.0):
        out = tmp_path / f"{seconds}.xlsx"
        line = ["timeout", "--preserve-status", str(seconds), *COMMAND]
        ran = subprocess.run(
            [*line, "events", "--data", str(many), "-o", str(out)],
            env=environment(),
            capture_output=True,
            timeout=50,
            check=False,
        )
        if ran.returncode:
            assert (ran.returncode, ran.stderr) == (143, b"")
            assert not out.exists()


def test_signals_wait_for_what_must_not_be_cut() -> None:
    done = []

    def work() -> None:
        with atomic.uninterrupted():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            done.append("whole")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def age(path: Path, days: float) -> None:
    """Let a file or folder, and what is in it, be as if nobody had touched it for some days."""
    then = time.time() - days * atomic.DAY
    for one in (*path.rglob("*"), path):
        os.utime(one, (then, then))


@pytest.fixture
def begun(run: Run, ucdp: UcdpServer, home: Path) -> Path:
    """The folder of a store with a download and a harvest that were killed."""
    ucdp.page_limit = 5
    dripping = ucdp.fail("drip", path="ged271", value=0.0003)
    stall = ucdp.fail("stall", path="/api/", page=3, value=20)
    parts = home / "parts"
    download = started("fetch", "ged@27.1")
    assert wait_until(lambda: (parts / "ged271-csv.zip.part").exists(), download)
    harvest = started("fetch", "ged@27.1", "--via", "api", "-c", "Mali", env={"UCDP_TOKEN": TOKEN})
    assert wait_until(lambda: any(parts.glob("*/page-*")), harvest)
    for process in (download, harvest):
        process.kill()
        process.communicate()
    ucdp.faults.remove(dripping)
    ucdp.faults.remove(stall)
    return parts


def told(run: Run) -> list[str]:
    notes = notes_in(run("datasets", "--json").json())
    return [note for note in notes if note.startswith("Incomplete: ")]


def test_downloads_that_are_not_complete_are_listed(run: Run, begun: Path) -> None:
    first, second = sorted(told(run), key=len)
    assert "ged271-csv.zip, " in first
    assert "gedevents/27.1" in second
    assert "Country=432" in second
    for note in (first, second):
        assert "14 days" in note
        assert TOKEN not in note
    assert run("fetch", "ged@27.1").code == 0
    assert told(run) == [second]


def test_downloads_are_cleared_after_14_days(run: Run, begun: Path, tmp_path: Path) -> None:
    (begun / ".ged271-csv.zip.part.json.0123abcd.part").write_bytes(b"left")
    age(begun, 13.9)
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    taking = ("import", str(path), "--release", "25.1", "--whole")
    assert run(*taking).code == 0
    assert len(told(run)) == 2
    assert not [*begun.glob(".*")]
    (harvest,) = (one for one in begun.iterdir() if one.is_dir())
    age(harvest, 14.1)
    assert run("datasets").code == 0
    assert len(told(run)) == 2, "to list deletes nothing"
    assert run(*taking).code == 0
    (kept,) = told(run)
    assert "ged271-csv.zip" in kept
    age(begun, 14.1)
    assert run("datasets", "remove", "ged@25.1").code == 0
    assert [*begun.iterdir()] == []


def test_pieces_of_a_killed_import_go_with_the_next_writer(
    run: Run, home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(made_up.as_csv(made_up.events("25.1")))
    (home / "work").mkdir(parents=True)
    (home / "work" / "432-0.arrow").write_bytes(b"a piece")
    assert run("import", str(path), "--release", "25.1", "--whole").code == 0
    assert not (home / "work").exists()
