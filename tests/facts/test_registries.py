"""What is packaged holds what its types say: read as it stands at each start, and by type here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from pydantic import ConfigDict, TypeAdapter

from mali_cli.datasets.ucdp_files import KnownFile, known_files
from mali_cli.facts.citations import Work, work
from mali_cli.facts.countries import Country, Group, countries, groups
from mali_cli.facts.files import table
from mali_cli.facts.missions import Mission, missions

STRICT = ConfigDict(strict=True)
REGISTRIES: dict[type, Callable[[], Iterable[Any]]] = {
    Work: lambda: map(work, table("citations.toml")["works"]),
    KnownFile: known_files,
    Group: lambda: groups().values(),
    Country: countries,
    Mission: missions,
}


@pytest.mark.parametrize("kind", REGISTRIES)
def test_every_entry_of_a_registry_has_values_of_its_types(kind: type) -> None:
    entries = tuple(REGISTRIES[kind]())
    read = TypeAdapter(tuple[kind, ...], config=STRICT).validate_python(entries)  # type: ignore[valid-type]
    assert read == entries
    assert entries


def test_the_lists_of_releases_are_of_texts() -> None:
    releases = table("releases.toml")
    assert releases.keys() == {"yearly", "candidates", "files"}
    texts = TypeAdapter(list[str], config=STRICT)
    assert texts.validate_python(releases["yearly"] + releases["candidates"])
    cited = TypeAdapter(dict[str, str], config=STRICT)
    assert cited.validate_python(table("citations.toml")["releases"])
