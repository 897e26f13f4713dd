"""A store of its own for each test, and data sets to put into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mali_cli.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")
