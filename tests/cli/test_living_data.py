"""Data that their maker keeps up to date: one file, whose rows name the vintage."""

from __future__ import annotations

import pytest

import mali_cli
from tests.read.writers import FIXTURES
from tests.servers.ucdp_server import UcdpServer

from .conftest import Run

NAME, LIST = "un-fatalities", FIXTURES / "un-fatalities.csv"


def dead(group: str) -> dict[str, int]:
    """Return the dead of MINUSMA by a group."""
    frame = mali_cli.totals(dataset=NAME, mission="MINUSMA", by=group).frame
    return dict(frame.select(group, "fatalities").iter_rows())


def test_it_is_fetched_without_a_token_and_kept_by_its_vintage(ucdp: UcdpServer, run: Run) -> None:
    content = LIST.read_bytes()
    ucdp.put("DPPADPOSS-FATALITIES/CSV", content)
    ran = run("fetch", NAME, "--json")
    assert ran.code == 0, ran.err
    assert ran.json()["rows"][0]["name"] == f"{NAME}@2024-06-30"
    assert "authorization" not in {name.lower() for name in ucdp.requests[-1].headers}
    assert run("fetch", NAME, "--json").json()["rows"][0]["done"] == "already here"
    # what is embedded is newer, and tells less
    assert dead("nationality")["Nowhere"] == 2
    ucdp.put("DPPADPOSS-FATALITIES/CSV", content.replace(b"2024-06-30", b"2025-12-01"))
    assert run("fetch", NAME, "--json").json()["rows"][0]["name"] == f"{NAME}@2025-12-01"
    assert sum(dead("mission").values()) == 6


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("html", "a web page arrived instead"),
        ("status", "answered 404 for the rows of un-fatalities"),
    ],
)
def test_what_is_no_list_is_not_kept(ucdp: UcdpServer, run: Run, kind: str, word: str) -> None:
    ucdp.put("DPPADPOSS-FATALITIES/CSV", LIST.read_bytes())
    ucdp.fail(kind, **({"value": 404} if kind == "status" else {}))
    ran = run("fetch", NAME)
    assert ran.code in (4, 5)
    assert word in ran.err
    assert f"{NAME}@2024" not in run("datasets").out


def test_another_file_in_its_place_is_refused(ucdp: UcdpServer, run: Run) -> None:
    ucdp.put("DPPADPOSS-FATALITIES/CSV", (FIXTURES / "one-sided.csv").read_bytes())
    ran = run("fetch", NAME)
    assert (ran.code, "un-fatalities" in ran.err) == (5, True)
    ucdp.put("DPPADPOSS-FATALITIES/CSV", LIST.read_bytes())
    other = run("fetch", f"{NAME}@2023-01-01")
    assert (other.code, "2024-06-30" in other.err) == (3, True)
    part = run("fetch", NAME, "-c", "Mali")
    assert (part.code, part.out) == (2, "")
