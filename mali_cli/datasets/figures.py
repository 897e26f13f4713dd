"""The embedded figures: country-years of the central Sahel, release 25.1, ready offline."""

from __future__ import annotations

from datetime import date
from functools import cache

from ..facts.files import digest, packaged, table
from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.source import EMBEDDED, Source
from .registry import data_set

RECORD = "figures.toml"


def embedded_file() -> bytes:
    """Return the embedded figures as CSV bytes."""
    return packaged(table(RECORD)["file"]).read_bytes()


@cache
def embedded_source() -> Source:
    """Describe the embedded figures: release, coverage, licence, citation, sha256."""
    record = table(RECORD)
    one = data_set(record["dataset"])
    return Source(
        dataset=one.name,
        release=record["release"],
        kind=one.kind_of(one.layouts[0]),
        coverage=Coverage.of(
            Span(date(record["first_year"], 1, 1), date(record["last_year"], 12, 31))
        ),
        country_ids=frozenset(record["country_ids"]),
        whole=True,
        sha256=digest(record["file"]),
        citation=one.citation(record["release"]),
        licence=one.licence,
        origin=EMBEDDED,
        derived_from={"file": record["derived_from"], "sha256": record["derived_from_sha256"]},
    )
