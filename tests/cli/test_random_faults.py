"""Faults at random, several at once, in downloads and harvests: the old set or the new, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mali_cli.store.store import Store
from mali_cli.ucdp import waiting
from tests.cli.conftest import QUICK
from tests.servers import made_up
from tests.servers.ucdp_server import FAULTS, TOKEN, UcdpServer

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

EXAMPLES = max(10, settings().max_examples // 15)
HASTY = replace(QUICK, read=0.2, answer=0.25, window=0.1, window_bytes=200)
"""Limits under which a stall costs little; whoever is slow for another reason fails, and may."""
OLD, NEW = made_up.events("27.1")[:60], made_up.events("27.1")
WAYS = {"download": ("ged@27.1",), "api": ("ged@27.1", "--via", "api")}
ENDS = {0, 3, 4, 5, 6}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from((204, 206, 400, 401, 403, 404, 408, 416, 429, 500, 502, 503)),
    "stall": st.just(0.4),
    "redirect": st.sampled_from(("{base}/api/x", "{self}", "http://192.0.2.1/x", "//", "", "ftp:")),
    "cut": st.integers(0, 4000) | st.none(),
    "drip": st.sampled_from((0.0001, 0.03)),
    "total": st.sampled_from((-240, -1, 1, 50, 10**6)),
    "range": st.sampled_from(("bytes 7-9/10", "bytes */4", "x", "bytes 0-9999999/10000000")),
}
HEADERS = st.sampled_from(
    (
        *({"Content-Type": "text/html"}, {"Content-Encoding": "gzip"}, {"ETag": '"other"'}),
        *({"ETag": 'W/"weak"'}, {"Last-Modified": "never"}, {"Content-Range": "bytes 3-4/5"}),
        *({"Retry-After": "0"}, {"Retry-After": "soon"}, {"Retry-After": "9" * 30}),
    )
)


@st.composite
def faults(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a fault: its kind, where it happens and how often."""
    kind = draw(st.sampled_from(FAULTS))
    values = VALUES.get(kind, st.none())
    return {
        "kind": kind,
        "page": draw(st.sampled_from((None, None, 0, 1, 3, 4))),
        "times": draw(st.sampled_from((1, 1, 2, 5, None) if kind != "stall" else (1,))),
        "value": draw(values),
        "headers": draw(HEADERS) if kind in ("headers", "status") else {},
    }


@pytest.fixture(scope="module")
def server() -> Iterator[UcdpServer]:
    with UcdpServer() as server:
        server.page_limit = 50
        yield server


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def states(
    run: Run, server: UcdpServer, way: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """A store with the old set, and one with the new."""
    found = {}
    for name, rows in (("old", OLD), ("new", NEW)):
        found[name] = tmp_path_factory.mktemp(way) / name
        server.publish("ged", "27.1", rows)
        assert fetched(run, server, found[name], way).code == 0
    return found


def fetched(run: Run, server: UcdpServer, home: Path, way: str) -> Ran:
    server.requests.clear()
    env = server.environment | {"MALI_CLI_HOME": str(home), "MALI_CLI_RETRY_WAIT": "0.001"}
    return run("fetch", *WAYS[way], "--again", env=env)


def held(home: Path) -> dict[str, bytes]:
    """Return the data that a store holds by what was fetched, after it verified them."""
    store = Store(home)
    assert [store.verify(kept) for kept in store.sets()] == [()] * len(store.sets())
    return {kept.release or "": store.path(kept).read_bytes() for kept in store.sets()}


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(faults(), min_size=1, max_size=4))
def test_whatever_goes_wrong_leaves_the_old_set_or_the_new(
    run: Run,
    server: UcdpServer,
    way: str,
    states: dict[str, Path],
    tmp_path: Path,
    drawn: list[dict[str, Any]],
) -> None:
    home = Path(mkdtemp(dir=tmp_path)) / "home"
    copytree(states["old"], home)
    with patch.object(waiting, "LIMITS", HASTY):
        for fault in drawn:
            value = fault["value"]
            if isinstance(value, str):
                itself = f"{server.downloads}/ged/ged271-csv.zip"
                value = value.replace("{base}", server.base).replace("{self}", itself)
            server.fail(**fault | {"value": value})
        ran = fetched(run, server, home, way)
        server.heal()
    event(f"exit {ran.code}")
    assert ran.code in ENDS, ran.err
    assert "Traceback" not in ran.err
    assert TOKEN not in ran.out + ran.err
    if ran.code:
        assert ran.out == ""
        assert "error: " in ran.err
        assert "hint: " in ran.err
    assert held(home) == held(states["new" if ran.code == 0 else "old"])
    with patch.object(waiting, "LIMITS", QUICK):
        again = fetched(run, server, home, way)
    assert again.code == 0, again.err
    assert held(home) == held(states["new"])
    assert list((home / "parts").glob("*")) == []
