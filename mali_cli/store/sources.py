"""A stored data set as a source of answers."""

from __future__ import annotations

from ..facts.citations import CANDIDATE, dataset_title, short_citation
from ..facts.release_numbers import ReleaseNumber
from ..model.coverage import Coverage
from ..model.errors import MaliCliError
from ..model.source import STORE, Source
from .manifest import Manifest

LICENCE = "CC BY 4.0"
"""The licence of all UCDP data (https://ucdp.uu.se/downloads/, read 2026-10-02)."""
_KINDS = {"ged": "event", "candidate": "event", "country-year": "country-year"}


def source_of(manifest: Manifest, citation: str | None = None) -> Source:
    """Return the source that a stored set is; without a citation, the one that its release has."""
    return Source(
        dataset=manifest.dataset,
        release=manifest.release,
        kind=_KINDS.get(manifest.dataset, "list"),
        coverage=_months_of(manifest),
        country_ids=None if manifest.countries is None else frozenset(manifest.countries),
        whole=manifest.whole,
        sha256=manifest.source_sha256 or manifest.file_sha256,
        citation=citation or citation_of(manifest.dataset, manifest.release),
        licence=LICENCE,
        origin=STORE,
        coverage_assumed=manifest.coverage_assumed,
        preliminary=manifest.preliminary,
        types=tuple(part for part in manifest.selection.get("type", "").split(",") if part),
        columns=manifest.columns,
        stamp=manifest.name.partition("@")[2],
        days=(
            manifest.coverage.start if "from" in manifest.selection else None,
            manifest.coverage.end if "to" in manifest.selection else None,
        ),
        remarks=manifest.remarks,
        oddities=manifest.oddities,
    )


def _months_of(manifest: Manifest) -> Coverage:
    """Return what a set covers; a candidate release no more than the months of its name.

    Sets that an earlier version stored have the days of late additions too.
    """
    if manifest.dataset != CANDIDATE or manifest.release is None:
        return manifest.coverage
    months = ReleaseNumber.parse(manifest.release).covers()
    return manifest.coverage.within(months) or manifest.coverage


def citation_of(dataset: str, release: str | None) -> str:
    """Return the article to cite; for a release whose article is not known, a plain sentence."""
    try:
        if release:
            return short_citation(dataset, release)
    except (MaliCliError, LookupError):
        pass  # a release or data set newer than this version
    try:
        title = dataset_title(dataset)
    except LookupError:
        title = f"UCDP {dataset}"
    stamp = f"release {release}" if release else "release not known"
    return f"Uppsala Conflict Data Program. {title}, {stamp}. https://ucdp.uu.se/downloads/"
