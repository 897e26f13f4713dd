"""The embedded figures are those of UCDP's country-year file, and say so."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

from mali_cli.datasets.figures import embedded_file, embedded_source
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span

FILE = "organizedviolencecy_v25_1.csv"
SHA256 = "38d8f78630528d8f8da1a7bffeb027bb99ecc9690a74b46607e18f75900c5fc0"
TYPES = {"sb": "state-based", "ns": "non-state", "os": "one-sided"}


def test_the_source_of_the_embedded_figures() -> None:
    source = embedded_source("country-year")
    assert source.pinned == "country-year@25.1"
    assert source.coverage == Coverage.of(Span(date(1989, 1, 1), date(2024, 12, 31)))
    assert source.country_ids == frozenset({432, 436, 439})
    assert source.licence == "CC BY 4.0"
    assert source.citation.startswith("Davies, Pettersson, Sollenberg & Öberg (2025).")
    assert source.citation.endswith("https://doi.org/10.1177/00223433251345636")
    assert source.sha256 == sha256(embedded_file("country-year")).hexdigest()
    assert source.derived_from == {"file": FILE, "sha256": SHA256}


def test_the_embedded_figures_hold_every_country_year_and_type_once() -> None:
    rows = list(csv.DictReader(embedded_file("country-year").decode().splitlines()))
    keys = {(row["country_id"], row["year"], row["type_of_violence"]) for row in rows}
    assert len(rows) == len(keys) == 3 * 36 * 3
    assert (
        frozenset(int(row["country_id"]) for row in rows)
        == embedded_source("country-year").country_ids
    )
    for row in rows:
        parts = int(row["parties"]) + int(row["civilians"]) + int(row["unknown"])
        assert parts == int(row["best"]), row


def test_the_embedded_figures_are_those_of_the_country_year_file(
    real_data: Callable[[str], Path],
) -> None:
    text = real_data(FILE).read_text(encoding="utf-8")
    theirs = {
        (row["country_id_cy"], row["year_cy"]): row for row in csv.DictReader(text.splitlines())
    }
    civilians: dict[tuple[str, str], int] = {}
    for row in csv.DictReader(embedded_file("country-year").decode().splitlines()):
        key = (row["country_id"], row["year"])
        prefix = next(prefix for prefix, name in TYPES.items() if name == row["type_of_violence"])
        their = theirs[key]
        for kind in ("best", "low", "high"):
            assert row[kind] == their[f"{prefix}_total_deaths_{kind}_cy"]
        if prefix == "os":
            for kind in ("best", "low", "high"):
                assert row[f"government_{kind}"] == their[f"os_any_govt_killings_{kind}_cy"]
                assert row[f"nonstate_{kind}"] == their[f"os_nsgroup_killings_{kind}_cy"]
            assert row["unknown"] == their["os_killings_unknown_cy"]
        else:
            assert row["parties"] == their[f"{prefix}_deaths_parties_cy"]
            assert row["civilians"] == their[f"{prefix}_deaths_civilians_cy"]
            assert row["unknown"] == their[f"{prefix}_deaths_unknown_cy"]
        civilians[key] = civilians.get(key, 0) + int(row["civilians"])
    for key, number in civilians.items():
        assert number == int(theirs[key]["cumulative_total_deaths_civilians_in_orgvio_cy"])
