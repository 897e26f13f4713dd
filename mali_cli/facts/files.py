"""The packaged data files, read with the standard library only."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

DATA = "data"


def packaged(name: str) -> Traversable:
    """Return the packaged file of that name."""
    return files(__package__).joinpath(DATA, *name.split("/"))


def text(name: str) -> str:
    """Return the text of a packaged file."""
    return packaged(name).read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a packaged CSV file, every cell as text."""
    return list(csv.DictReader(text(name).splitlines()))


@cache
def table(name: str) -> dict[str, Any]:
    """Return a packaged TOML file as it is.

    Tests read what is packaged by its types (tests/facts/test_registries.py); to do so at each
    start would cost 2 ms.
    """
    return tomllib.loads(text(name))


def digest(name: str) -> str:
    """Return the sha256 of a packaged file."""
    return sha256(packaged(name).read_bytes()).hexdigest()
