"""What no server sends: each is an error of its own, soon, and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mali_cli.datasets.ucdp_files import file_of
from mali_cli.model.errors import DamagedError, UcdpError
from mali_cli.ucdp.api import harvest
from mali_cli.ucdp.download import download
from mali_cli.ucdp.probe import all_published
from mali_cli.ucdp.query import ApiQuery
from mali_cli.ucdp.token import Token
from mali_cli.ucdp.waiting import deadline
from tests.servers.raw_server import STRANGE, raw_server
from tests.ucdp.conftest import QUICK

HASTY = replace(QUICK, read=0.2, silent=0.3)
FILE = file_of("country-year", "27.1")
TOKEN = Token("made-up-token-made-up", "UCDP_TOKEN")
JOBS: dict[str, Callable[[Path], object]] = {
    "download": lambda folder: download(FILE, folder, limits=HASTY, until=deadline(2)),
    "harvest": lambda folder: harvest(
        ApiQuery("ged", "27.1"), TOKEN, folder, limits=HASTY, until=deadline(2)
    ),
    "probe": lambda _folder: all_published(["ged"], limits=HASTY, until=deadline(2)),
}


def meets(what: str, job: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(STRANGE[what]) as address:
        monkeypatch.setenv("MALI_CLI_UCDP_API", f"{address}/api")
        monkeypatch.setenv("MALI_CLI_UCDP_DOWNLOADS", f"{address}/downloads")
        monkeypatch.setenv("MALI_CLI_RETRY_WAIT", "0")
        with pytest.raises((UcdpError, DamagedError)) as caught:
            JOBS[job](folder)
    assert len(caught.value.message) < 300
    assert not [path for path in folder.rglob("*") if path.suffix not in (".part", ".json")]


@pytest.mark.sample(4)
@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("what", [name for name in STRANGE if name != "a strange kind"])
def test_each_is_an_error(
    what: str, job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meets(what, job, tmp_path, monkeypatch)


@pytest.mark.parametrize("job", JOBS)
def test_a_name_that_cannot_be_one_is_an_error(
    job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meets("moved to a wrong name", job, tmp_path, monkeypatch)


@pytest.mark.parametrize("job", ["download", "harvest"])
def test_a_kind_that_is_no_text_is_no_matter(
    job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meets("a strange kind", job, tmp_path, monkeypatch)
