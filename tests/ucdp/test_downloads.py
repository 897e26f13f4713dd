"""Downloads from a UCDP on the loopback: resumed, verified, whole or not there."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

import pytest

from mali_cli.datasets.ucdp_files import KnownFile, file_of
from mali_cli.model.errors import DamagedError, MaliCliError, OutputError, UcdpError
from mali_cli.ucdp import download as module
from mali_cli.ucdp import parts, transfer
from mali_cli.ucdp.addresses import UCDP_DOWNLOADS
from mali_cli.ucdp.download import download
from mali_cli.ucdp.query import NoSuchReleaseError
from mali_cli.words.message import Said
from tests.servers import made_up
from tests.servers.ucdp_server import Notes, UcdpServer

ROOT = Path(__file__).resolve().parents[2]
FILE = file_of("country-year", "27.1")._replace(rows=None)
CONTENT = made_up.as_csv(made_up.country_years("27.1"))
ZIP = made_up.as_zip("cy.csv", CONTENT)


@pytest.fixture
def served(ucdp: UcdpServer) -> UcdpServer:
    ucdp.put(FILE.path, ZIP)
    return ucdp


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fails(file: KnownFile, folder: Path, error: type[MaliCliError], say: Notes) -> str:
    with pytest.raises(error) as caught:
        download(file, folder, say=say)
    assert caught.value.__cause__ is None
    return f"{caught.value.message}\n{caught.value.hint}"


def _cut(ucdp: UcdpServer, folder: Path, size: int = 1000, file: KnownFile = FILE) -> None:
    """Leave a part of so many bytes."""
    fault = ucdp.fail("cut", value=size, times=1)
    refused = ucdp.fail("status", value=403)
    refused.times = 0
    with pytest.raises(KeyboardInterrupt):
        download(file, folder, say=_interrupt)
    assert fault.times == 0
    assert (folder / f"{file.name}.part").stat().st_size == size
    ucdp.heal()
    ucdp.requests.clear()


def _interrupt(_sentence: Said) -> None:
    raise KeyboardInterrupt


def test_a_file_arrives_under_its_name(served: UcdpServer, tmp_path: Path) -> None:
    steps: list[tuple[int | None, int]] = []
    found = download(FILE, tmp_path / "new", progress=lambda *step: steps.append(step))
    assert found.path == tmp_path / "new" / "organizedviolencecy-271-csv.zip"
    assert found.path.read_bytes() == ZIP
    assert (found.size, found.sha256) == (len(ZIP), sha256(ZIP).hexdigest())
    assert not found.verified
    assert found.remark is None
    assert steps[0] == (len(ZIP), 0)
    assert steps[-1] == (len(ZIP), len(ZIP))
    assert _left(tmp_path / "new") == [FILE.name]
    (seen,) = served.requests
    assert seen.headers["accept-encoding"] == "identity"
    assert seen.headers["user-agent"].startswith("mali-cli/")
    assert "x-ucdp-access-token" not in seen.headers
    assert "range" not in seen.headers


@pytest.mark.usefixtures("served")
def test_a_known_hash_verifies_and_a_changed_size_is_remarked(tmp_path: Path) -> None:
    known = FILE._replace(sha256=sha256(ZIP).hexdigest(), bytes=len(ZIP))
    assert download(known, tmp_path).verified
    by_md5 = FILE._replace(md5=md5(ZIP, usedforsecurity=False).hexdigest())
    assert download(by_md5, tmp_path).verified
    other = download(FILE._replace(bytes=len(ZIP) - 7), tmp_path)
    assert not other.verified
    assert f"{len(ZIP) - 7:,} were known of before" in str(other.remark)


# --- resuming


@pytest.mark.parametrize(("etag", "modified"), [(True, True), (True, False), (False, True)])
def test_a_part_is_gone_on_with(
    etag: bool, modified: bool, ucdp: UcdpServer, tmp_path: Path
) -> None:
    ucdp.put(FILE.path, ZIP, etag=etag, modified=modified)
    _cut(ucdp, tmp_path)
    steps: list[int] = []
    found = download(FILE, tmp_path, progress=lambda _total, done: steps.append(done))
    assert found.path.read_bytes() == ZIP
    assert steps[0] == 1000
    (seen,) = ucdp.requests
    assert seen.status == 206
    assert seen.headers["range"] == "bytes=1000-"
    served = ucdp.files[FILE.path]
    assert seen.headers["if-range"] == (served.etag or served.modified)
    assert _left(tmp_path) == [FILE.name]


def test_a_part_without_a_mark_starts_anew(ucdp: UcdpServer, tmp_path: Path) -> None:
    ucdp.put(FILE.path, ZIP, etag=False, modified=False)
    _cut(ucdp, tmp_path)
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    assert "range" not in ucdp.requests[0].headers


@pytest.mark.parametrize("etag", [True, False])
def test_a_file_that_changed_meanwhile_starts_anew(
    etag: bool, ucdp: UcdpServer, tmp_path: Path
) -> None:
    ucdp.put(FILE.path, ZIP, etag=etag)
    _cut(ucdp, tmp_path)
    other = made_up.as_zip("cy.csv", CONTENT + b"\r\n")
    ucdp.put(FILE.path, other, etag=etag)
    ucdp.files[FILE.path].modified = "Tue, 09 Jun 2026 10:00:00 GMT"
    assert download(FILE, tmp_path).path.read_bytes() == other
    assert [seen.status for seen in ucdp.requests] == [200]


@pytest.mark.parametrize(
    "value", ["bytes 0-9/10", "bytes 1001-2000/2001", "bytes 1000-1001/99999", "rubbish", ""]
)
def test_a_wrong_content_range_starts_anew(
    value: str, served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    _cut(served, tmp_path)
    served.fail("range", value=value)
    assert download(FILE, tmp_path, say=said).path.read_bytes() == ZIP
    assert [seen.status for seen in served.requests] == [206, 200]
    assert "it starts again" in said[0]


def test_a_206_of_another_file_starts_anew(served: UcdpServer, tmp_path: Path, said: Notes) -> None:
    _cut(served, tmp_path)
    served.fail("headers", times=1, headers={"ETag": '"another"'})
    assert download(FILE, tmp_path, say=said).path.read_bytes() == ZIP
    assert [seen.status for seen in served.requests] == [206, 200]


def test_a_part_longer_than_the_file_starts_anew(
    served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    _cut(served, tmp_path)
    part = tmp_path / f"{FILE.name}.part"
    part.write_bytes(b"x" * (len(ZIP) + 5))
    assert download(FILE, tmp_path, say=said).path.read_bytes() == ZIP
    assert [seen.status for seen in served.requests] == [416, 200]


def test_a_complete_part_is_not_asked_for_again(served: UcdpServer, tmp_path: Path) -> None:
    _cut(served, tmp_path)
    (tmp_path / f"{FILE.name}.part").write_bytes(ZIP)
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    assert served.requests == []


@pytest.mark.parametrize("notes", ["", "{", "[]", '{"url": 3}', '{"url": 1, "total": 2}'])
def test_unreadable_notes_start_anew(notes: str, served: UcdpServer, tmp_path: Path) -> None:
    _cut(served, tmp_path)
    (tmp_path / f"{FILE.name}.part.json").write_text(notes)
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    assert "range" not in served.requests[0].headers


@pytest.mark.usefixtures("served")
def test_ctrl_c_keeps_the_part(tmp_path: Path) -> None:
    def stop(_total: int | None, done: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(FILE, tmp_path, progress=stop)
    assert _left(tmp_path) == [f"{FILE.name}.part", f"{FILE.name}.part.json"]
    assert download(FILE, tmp_path).path.read_bytes() == ZIP


def test_sigint_stops_a_process_at_once_and_keeps_the_part(
    served: UcdpServer, tmp_path: Path
) -> None:
    served.fail("drip", value=0.005)
    code = (
        "import sys; from pathlib import Path; from mali_cli.ucdp.download import download; "
        "from mali_cli.datasets.ucdp_files import file_of; "
        "download(file_of('country-year', '27.1'), Path(sys.argv[1]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )
    part = tmp_path / f"{FILE.name}.part"
    deadline = time.monotonic() + 10
    while not part.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, trace = process.communicate(timeout=10)
    assert time.monotonic() - started < 3
    assert b"KeyboardInterrupt" in trace
    assert part.stat().st_size
    served.heal()
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    assert served.requests[-1].status == 206
    assert len(served.requests) == 2


@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "br", "identity, x-made-up"])
def test_a_server_that_compresses_all_the_same_is_refused(
    encoding: str, ucdp: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    ucdp.put(FILE.path, gzip.compress(gzip.compress(b"0" * 10**7)))
    ucdp.fail("headers", headers={"Content-Encoding": encoding})
    assert "compressed, against the request" in _fails(FILE, tmp_path, DamagedError, said)
    assert _left(tmp_path) == []
    assert len(ucdp.requests) == 1


def test_an_encoding_that_changes_nothing_is_none(served: UcdpServer, tmp_path: Path) -> None:
    served.fail("headers", headers={"Content-Encoding": "Identity"})
    assert download(FILE, tmp_path).path.read_bytes() == ZIP


# --- more than it should be


@pytest.mark.parametrize("kind", ["flood", "announced"])
def test_no_more_is_written_than_the_known_size(
    kind: str, served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    known = FILE._replace(sha256=sha256(ZIP).hexdigest(), bytes=len(ZIP))
    if kind == "flood":
        served.fail("flood", value=50_000_000)
    else:
        served.put(FILE.path, ZIP + b"x" * 5_000_000)
    steps: list[int] = []
    with pytest.raises(DamagedError, match=f"exceeds {len(ZIP):,} bytes") as caught:
        download(known, tmp_path, say=said, progress=lambda _total, done: steps.append(done))
    assert max(steps) <= len(ZIP)
    assert "nothing was stored" in str(caught.value.hint)
    assert _left(tmp_path) == []
    assert len(served.requests) == 1


def test_without_a_checksum_twice_the_known_size_is_the_most(
    served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    half = len(ZIP) // 2
    assert download(FILE._replace(bytes=half + 1), tmp_path).size == len(ZIP)
    assert "exceeds" in _fails(FILE._replace(bytes=half - 1), tmp_path, DamagedError, said)


def test_what_is_not_known_has_a_cap(
    served: UcdpServer, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    capped = replace(UCDP_DOWNLOADS, sizes=replace(UCDP_DOWNLOADS.sizes, file=len(ZIP)))
    monkeypatch.setattr(module, "UCDP_DOWNLOADS", capped)
    assert download(FILE, tmp_path).size == len(ZIP)
    served.fail("flood", value=50_000_000)
    assert "exceeds" in _fails(FILE, tmp_path, DamagedError, said)
    assert UCDP_DOWNLOADS.sizes.file > 5 * 39_122_522  # GED 26.1


def test_a_part_beyond_the_known_size_starts_anew(served: UcdpServer, tmp_path: Path) -> None:
    _cut(served, tmp_path)
    (tmp_path / f"{FILE.name}.part").write_bytes(b"x" * 10_000)
    known = FILE._replace(sha256=sha256(ZIP).hexdigest(), bytes=len(ZIP))
    assert download(known, tmp_path).path.read_bytes() == ZIP
    assert "range" not in served.requests[0].headers


def test_a_length_that_is_not_told_is_remarked_where_nothing_else_shows_the_end(
    ucdp: UcdpServer, tmp_path: Path
) -> None:
    ucdp.publish("candidate", "26.0.9")
    month = file_of("candidate", "26.0.9")
    assert download(month, tmp_path).remark is None
    ucdp.put(FILE.path, ZIP)
    ucdp.fail("unsized")
    assert "unverified: its size was not announced" in str(download(month, tmp_path).remark)
    assert download(FILE, tmp_path).remark is None  # a zip has a checksum and an end
    assert download(month._replace(rows=240), tmp_path).remark is None  # they are counted


# --- marks that cannot be sent back


@pytest.mark.parametrize(
    "headers",
    [
        {"ETag": '"caf\xe9"'},
        {"ETag": '"' + "x" * 5000 + '"'},
        {"ETag": "no quotes", "Last-Modified": "\xe9"},
        {"ETag": "", "Last-Modified": "x\ty"},
    ],
)
def test_a_strange_mark_breaks_no_later_try(
    headers: dict[str, str], ucdp: UcdpServer, tmp_path: Path
) -> None:
    ucdp.put(FILE.path, ZIP, etag=False, modified=False)
    ucdp.fail("headers", headers=headers)
    ucdp.fail("cut", value=1000, times=1)
    with pytest.raises(KeyboardInterrupt):
        download(FILE, tmp_path, say=_interrupt)
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    assert "range" not in ucdp.requests[-1].headers


def test_a_strange_mark_in_the_notes_of_a_part_starts_anew(
    served: UcdpServer, tmp_path: Path
) -> None:
    _cut(served, tmp_path)
    notes = tmp_path / f"{FILE.name}.part.json"
    notes.write_text(json.dumps(json.loads(notes.read_text()) | {"validator": '"\xe9"'}))
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    assert "range" not in served.requests[0].headers


# --- what passes


@pytest.mark.parametrize(
    ("kind", "where", "word"),
    [
        ("status", {"value": 503}, "UCDP is busy (503)"),
        ("status", {"value": 429, "headers": {"Retry-After": "0"}}, "slow down (429)"),
        ("cut", {"value": 1500}, "broke off"),
        ("stall", {"value": 1.2}, "too slowly"),
        ("drip", {"value": 0.01}, "too slowly"),
    ],
)
def test_a_fault_that_passes_is_waited_out(
    kind: str, where: dict[str, Any], word: str, served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail(kind, times=1, **where)
    assert download(FILE, tmp_path, say=said).path.read_bytes() == ZIP
    assert word in said[0]
    assert len(served.requests) == 2
    assert ("range" in served.requests[1].headers) == (kind in ("cut", "drip"))


@pytest.mark.parametrize(
    ("kind", "where", "tries"),
    [("status", {"value": 502}, 6), ("cut", {"value": 5}, 4), ("drip", {"value": 0.05}, 3)],
)
def test_a_fault_that_stays_ends_it(
    kind: str, where: dict[str, Any], tries: int, served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail(kind, **where)
    shown = _fails(FILE, tmp_path, UcdpError, said)
    assert f"tried {tries} times" in shown
    assert "resumes where it stopped" in shown
    assert len(served.requests) == tries
    assert len(said) == tries - 1
    assert FILE.name not in _left(tmp_path)


def test_a_line_that_breaks_often_gets_there_as_long_as_it_gets_on(
    served: UcdpServer, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "STEADY", 100)
    served.fail("cut", value=len(ZIP) // 10)
    assert download(FILE, tmp_path, say=said).path.read_bytes() == ZIP
    assert len(served.requests) > 8


def test_a_line_that_breaks_often_and_cannot_go_on_gives_up(
    ucdp: UcdpServer, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "STEADY", 500)
    ucdp.put(FILE.path, ZIP, etag=False, modified=False)
    ucdp.fail("cut", value=len(ZIP) // 2)
    assert "broke off" in _fails(FILE, tmp_path, UcdpError, said)
    assert len(ucdp.requests) <= 5


# --- refusals


def test_a_release_that_does_not_exist(ucdp: UcdpServer, tmp_path: Path, said: Notes) -> None:
    shown = _fails(file_of("ged", "29.1"), tmp_path, NoSuchReleaseError, said)
    assert "UCDP has not published ged 29.1 (404 for its file)" in shown
    assert "ged@26.1" in shown
    assert len(ucdp.requests) == 1
    assert _left(tmp_path) == []


def test_forbidden_is_explained(served: UcdpServer, tmp_path: Path, said: Notes) -> None:
    served.fail("status", value=403)
    shown = _fails(FILE, tmp_path, UcdpError, said)
    assert "forbids this (403)" in shown
    assert "mali-cli import" in shown
    assert len(served.requests) == 1


def test_redirects_are_followed_without_a_token(
    ucdp: UcdpServer, elsewhere: UcdpServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UCDP_TOKEN", ucdp.token)
    elsewhere.put(FILE.path, ZIP)
    ucdp.fail("redirect", value=f"{elsewhere.downloads}/{FILE.path}")
    assert download(FILE, tmp_path).path.read_bytes() == ZIP
    (seen,) = elsewhere.requests
    assert not any("token" in name for name in seen.headers)
    assert ucdp.token not in str(seen)


@pytest.mark.parametrize(
    "target", ["http://example.org/ged.zip", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1/x", "//x y"]
)
def test_a_redirect_to_an_unsafe_place_is_not_followed(
    target: str, served: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    served.fail("redirect", value=target)
    shown = _fails(FILE, tmp_path, UcdpError, said)
    assert "which is not https" in shown
    assert "u:p" not in shown


def test_redirects_without_end(served: UcdpServer, tmp_path: Path, said: Notes) -> None:
    served.fail("redirect", value=f"{served.downloads}/{FILE.path}")
    assert "redirects in circles" in _fails(FILE, tmp_path, UcdpError, said)
    assert len(served.requests) == 6


# --- what came is wrong: exit 5, nothing kept


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (made_up.as_zip("cy.csv", CONTENT, lie=True), "fails the checksum"),
        (ZIP[:-30], "the zip file is damaged"),
        (b"PK\x03\x04 and nothing else", "the zip file is damaged"),
        (made_up.as_zip("read.me", CONTENT), "holds 0 CSV files"),
        (b"\xef\xbb\xbf\r\n<html>", "a web page arrived"),
        (b"", "arrived empty"),
    ],
)
def test_a_file_that_lies(
    content: bytes, word: str, ucdp: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    ucdp.put(FILE.path, content)
    assert word in _fails(FILE, tmp_path, DamagedError, said)
    assert _left(tmp_path) == []
    assert said == []


def test_a_zip_that_would_fill_the_disk(
    ucdp: UcdpServer, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mali_cli.ucdp.download.MOST_UNPACKED", 1000)
    ucdp.put(FILE.path, ZIP)
    assert "would unpack to over" in _fails(FILE, tmp_path, DamagedError, said)


def test_a_zip_of_more_files_than_can_be_listed(
    ucdp: UcdpServer, tmp_path: Path, said: Notes
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(1001):
            archive.writestr(f"{number}.txt", b"")
    ucdp.put(FILE.path, packed.getvalue())
    assert "holds over 1,000 files" in _fails(FILE, tmp_path, DamagedError, said)
    assert _left(tmp_path) == []


def test_a_web_page_instead_of_the_file(served: UcdpServer, tmp_path: Path, said: Notes) -> None:
    served.fail("html")
    assert "a web page arrived instead" in _fails(FILE, tmp_path, DamagedError, said)
    assert _left(tmp_path) == []


@pytest.mark.parametrize("kind", ["sha256", "md5"])
@pytest.mark.usefixtures("served")
def test_other_bytes_than_the_registry_knows(kind: str, tmp_path: Path, said: Notes) -> None:
    wrong = "0" * 64
    known = FILE._replace(sha256=wrong) if kind == "sha256" else FILE._replace(md5=wrong)
    shown = _fails(known, tmp_path, DamagedError, said)
    assert f"its {kind} is " in shown
    assert "UCDP may have replaced the file" in shown
    assert _left(tmp_path) == []


def test_a_candidate_month_is_a_plain_csv(ucdp: UcdpServer, tmp_path: Path, said: Notes) -> None:
    ucdp.publish("candidate", "26.0.8")
    file = file_of("candidate", "26.0.8")
    assert file.path == "candidateged/GEDEvent_v26_0_8.csv"
    assert download(file, tmp_path).path.read_bytes().startswith(b"id,relid,year")
    ucdp.fail("html")
    assert "a web page" in _fails(file, tmp_path, DamagedError, said)


# --- the disk


def test_a_full_disk(
    served: UcdpServer, tmp_path: Path, said: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __getattr__(self, name: str) -> Any:
            return getattr(self.file, name)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, _piece: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    opened = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda self, mode="r", *a, **k: (
            Full(opened(self, mode, *a, **k)) if mode == "ab" else opened(self, mode, *a, **k)
        ),
    )
    shown = _fails(FILE, tmp_path, OutputError, said)
    assert "no space left on device" in shown
    assert _left(tmp_path) == []
    assert len(served.requests) == 1


@pytest.mark.usefixtures("served")
def test_a_folder_that_cannot_be_written(tmp_path: Path, said: Notes) -> None:
    (tmp_path / "file").write_text("")
    shown = _fails(FILE, tmp_path / "file" / "below", OutputError, said)
    assert "cannot be written" in shown


def test_the_notes_of_a_part_tell_what_it_is_of(served: UcdpServer, tmp_path: Path) -> None:
    _cut(served, tmp_path)
    notes = json.loads((tmp_path / f"{FILE.name}.part.json").read_text())
    assert notes["url"].endswith(FILE.path)
    assert notes["total"] == len(ZIP)
    assert parts.PartFile(tmp_path, FILE.name).origin("https://elsewhere.example/x") is None
