"""Many claims together: the verdicts of each alone, from one reading of the events."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.model.errors import GoneError
from mali_cli.observations.remembering import MANY
from mali_cli.store.store import Store
from mali_cli.words import storing
from tests.observations import many_events

WHEN = (
    *("from = 2013, to = 2013", 'from = "2012-03", to = "2019-10-04"'),
    *('phase = "during MINUSMA"', "from = 1990, straddle = 'both'"),
)
WHO = (
    *('actor = "Front"', 'actor = "72"', 'actor = "Beta", side = "a"'),
    *('adm1 = "Region 8", active_only = true', 'dyad = "Alpha"'),
)
CLAIMED = ("equals = 100", "over = 20", "at_most = 90000")


def claims() -> list[str]:
    """Return claims of five countries, all types and some days, and of actors and regions."""
    asked = [
        f'country = "{country}", type = "{kind}", {when}'
        for country, kind, when in product(many_events.COUNTRIES, ("one-sided", "all"), WHEN)
    ]
    asked += [
        f'country = "{country}", type = "all", {who}'
        for country, who in product(("Mali", "Niger"), WHO)
    ]
    asked.append('country = "Burundi", type = "all"')
    return [
        f'[[claim]]\nid = "c{at}"\nstatement = "s"\nquery = {{ {query} }}\n'
        f"claimed = {{ {CLAIMED[at % len(CLAIMED)]} }}\n"
        for at, query in enumerate(asked)
    ]


@pytest.fixture
def scanned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Store made-up events; return the names of the sets that are opened from now on."""
    monkeypatch.setenv("MALI_CLI_HOME", str(tmp_path / "home"))
    path = tmp_path / "ged.csv"
    many_events.write(many_events.many_events(), path)
    import_files([str(path)], Watch(), release="25.1", whole=True)
    opened: list[str] = []
    scan = Store.scan

    def noted(store: Store, manifest: Any) -> Any:
        opened.append(manifest.name)
        return scan(store, manifest)

    monkeypatch.setattr(Store, "scan", noted)
    return opened


def checked(folder: Path, tables: list[str]) -> list[dict[str, Any]]:
    path = folder / "claims.toml"
    path.write_text("\n".join(['release = "ged@25.1"', *tables]))
    return mali_cli.check(files=[str(path)]).frame.to_dicts()


def test_many_are_judged_as_each_alone_by_one_reading(scanned: list[str], tmp_path: Path) -> None:
    tables = claims()
    assert len(tables) >= MANY
    together = checked(tmp_path, tables)
    assert scanned == ["ged@25.1"]
    assert {row["verdict"] for row in together} >= {"holds", "differs"}
    assert any(row["also_equals"] for row in together)
    scanned.clear()
    for table, row in zip(tables, together, strict=True):
        assert checked(tmp_path, [table]) == [row]
    assert len(scanned) >= len(tables)


def test_a_set_that_is_gone_meanwhile_is_looked_for_anew(
    scanned: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, scan = [], Store.scan

    def gone_once(store: Store, manifest: Any) -> Any:
        found.append(manifest)
        if len(found) == 1:
            raise GoneError(storing.FILE_MISSING())
        return scan(store, manifest)

    monkeypatch.setattr(Store, "scan", gone_once)
    alike = [claims()[1].replace("c1", f"c{at}") for at in range(MANY)]
    assert {row["verdict"] for row in checked(tmp_path, alike)} == {"holds"}
    assert len(found) == 2
