"""What every test gets: a clean environment, and the real UCDP files where they are."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from compileall import compile_dir
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

import mali_cli

settings.register_profile(
    "default", max_examples=25, deadline=None, derandomize=True, database=None
)
settings.register_profile("thorough", max_examples=3000, deadline=None, database=None)
settings.load_profile(os.environ.get("MALI_CLI_HYPOTHESIS", "default"))

THOROUGH = os.environ.get("MALI_CLI_HYPOTHESIS") == "thorough"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: many tests wait, for a server or a kill."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Compile the package, which each process that tests start does where none may keep that."""
    if not hasattr(config, "workerinput"):
        compile_dir(str(Path(mali_cli.__file__).parent), quiet=2)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep each n-th case of a test marked `sample(n)`; a thorough run has them all."""
    seen: Counter[str] = Counter()
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        mark = item.get_closest_marker("sample")
        name = item.nodeid.partition("[")[0]
        here = THOROUGH or mark is None or seen[name] % mark.args[0] == 0
        (kept if here else left_out).append(item)
        seen[name] += 1
    items[:] = kept
    if left_out:
        config.hook.pytest_deselected(items=left_out)


REAL_FILES = {
    "organizedviolencecy_v25_1.csv": (
        "38d8f78630528d8f8da1a7bffeb027bb99ecc9690a74b46607e18f75900c5fc0"
    ),
    "ged241_mali_webexport.csv": (
        "676f4f8ec85255607c78b5ff5e1c3523301c53d8eba384168ba4148bd5986334"
    ),
    "ged221_south_sudan_hdx.csv": (
        "5b08f65ccf5c6dfdc64292cba1c12fc40f6241aa5653695f9331067caf21ceb5"
    ),
    "GEDEvent_v26_0_1.csv": "0abfa097090623537a4903c5dd1ab958e7f33e1b759319305d8036ff8c14e9ec",
    "ged191_sample.zip": "f00a5c4cf4e838600d5a12c7fb00f5f5c6e1f7ff56e956acbb1968c58e4bed64",
    "ged231_sample1000.csv": "8aa8f5da9bf6af7e64b81883f3f87451a2d0773886e8776ea3bd38a0681162ec",
    "onesided-241_api.csv": "9a5e0cdad392b99f79f2db05525922d90de0e7f27ab5010436ef004d5f00e568",
    "ged241_niger_damaged.csv": (
        "3ab572c2b688c36beab9dcf6b3e5136b93f94a37e931ed2c52980397863cf351"
    ),
    "un_fatalities_2025-04.csv": (
        "eeb8d8bef3ebfbee65424e62ede466318265ce6d37d5b71476f6868ce9fc7b98"
    ),
    "un_fatalities_2023-11.csv": (
        "ea8712ca138ed751bf92d391da13c4e92c752a123e176ca2d289d6cd6cfb0d12"
    ),
    "worldbank_population.csv": (
        "7d2dd6a17f5ed7916de1f89a9c116791e64d207f2e2f6ce47c57e1ab46f0088a"
    ),
    "idmc_gidd_2025-05.json": "e9905f66caf6abcf66ce99f6df71a34fb1a5af45dadca5bcc40e6a69d51afeab",
}
"""The real files and their sha256: a changed file must not look like a changed result."""


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a name for the store of a test without a folder of its own: to make one takes long."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / f"home-{number}" for number in count())


@pytest.fixture(autouse=True)
def _clean_environment(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, _homes: Iterator[Path]
) -> None:
    for name in list(os.environ):
        if name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES") or name.startswith("UCDP_"):
            monkeypatch.delenv(name)
    own = "tmp_path" in request.fixturenames
    home = request.getfixturevalue("tmp_path") / "home" if own else next(_homes)
    monkeypatch.setenv("MALI_CLI_HOME", str(home))


@pytest.fixture
def real_data() -> Callable[[str], Path]:
    """Return the path of a real UCDP file, its content verified; skip where there is none."""
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("MALI_CLI_TEST_DATA", beside))

    def find(name: str) -> Path:
        path = folder / name
        if not path.is_file():
            pytest.skip("real UCDP files not present")
        assert sha256(path.read_bytes()).hexdigest() == REAL_FILES[name], f"{path} was changed"
        return path

    return find
