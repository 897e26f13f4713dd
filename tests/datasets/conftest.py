"""Made-up data sets, registered for the length of a test."""

from __future__ import annotations

import pytest

from mali_cli.datasets import registry
from tests.cli.conftest import run

from . import made_up

__all__ = ["run"]


@pytest.fixture
def made_up_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the made-up data sets, as a module of the package would be."""
    for name, home in made_up.HOMES.items():
        monkeypatch.setitem(registry.HOMES, name, home)
