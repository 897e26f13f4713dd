"""The embedded figures of data sets, ready offline: the central Sahel, the UN's own dead."""

from __future__ import annotations

from functools import cache

from ..facts.files import digest, packaged, table
from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.source import EMBEDDED, Source
from .registry import data_set

RECORD = "figures.toml"


@cache
def embedded_file(dataset: str) -> bytes:
    """Return the embedded figures of a data set as CSV bytes."""
    return packaged(table(RECORD)[dataset]["file"]).read_bytes()


@cache
def embedded_source(dataset: str) -> Source:
    """Describe the embedded figures of a data set: release, coverage, licence, citation, sha256."""
    one, record = data_set(dataset), table(RECORD)[dataset]
    assert one.embedded
    held = record.get("country_ids")
    return Source(
        dataset=dataset,
        release=record["release"],
        kind=one.kind_of(one.embedded.layout),
        coverage=Coverage.of(Span(record["first"], record["last"])),
        country_ids=None if held is None else frozenset(held),
        whole=True,
        columns=tuple(one.embedded.layout.columns),
        sha256=digest(record["file"]),
        citation=one.citation(record["release"]),
        licence=one.licence,
        origin=EMBEDDED,
        derived_from={"file": record["derived_from"], "sha256": record["derived_from_sha256"]},
    )
