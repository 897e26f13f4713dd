"""What the store knows of each data set, and how a stored one is a source of answers."""

from __future__ import annotations

import json
import re
from dataclasses import field
from hashlib import sha256

from ..datasets.registry import known, layout_of, place_of
from ..frozen import frozen, frozen_by_name
from ..model.coverage import Coverage
from ..model.errors import UsageError
from ..model.source import STORE, Oddity, Source
from ..words import asking, storing

_RELEASE = re.compile(r"\d+([.-]\d+)+", re.ASCII)
_NAME = re.compile(
    r"([a-z]+(?:-[a-z]+)*)@(\d+(?:[.-]\d+)+|unstamped-[0-9a-f]{8})(\+[0-9a-f]{8})?", re.ASCII
)
DATA_FILE = re.compile(r"[0-9a-f]{16,64}\.parquet", re.ASCII)
"""How data files are named: by the first digits of their sha256."""
_DATASET = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)


LAYOUT = "layout"


ReleaseOrder = tuple[int, tuple[int, ...], str]


def _order(dataset: str, release: str | None, name: str) -> ReleaseOrder:
    return place_of(dataset), tuple(map(int, re.findall(r"\d+", release or ""))), name


@frozen
class ManifestName:
    """What the name of a set tells of it: data set, release, and whether it is a part.

    `release` is None for an unstamped set; whether that is whole its name does not tell.
    """

    name: str
    dataset: str
    release: str | None
    whole: bool

    @classmethod
    def read(cls, name: str) -> ManifestName | None:
        """Read a name as `Draft.name` makes them; None where it is none."""
        match = _NAME.fullmatch(name)
        if match is None:
            return None
        release = None if match[2].startswith("unstamped") else match[2]
        return cls(name, match[1], release, match[3] is None)

    @property
    def order(self) -> ReleaseOrder:
        """Its place in a list, that of the set."""
        return _order(self.dataset, self.release, self.name)


@frozen_by_name
class Draft:
    """What is known of a data set before it is stored.

    `release` is None for an unstamped file. `countries` are the Gleditsch-Ward numbers that the
    set is limited to, None where it has every country. `selection` holds the filters of a partial
    set by the names of their options: {"country": "Mali", "from": "2012"}; and the `LAYOUT` of one
    whose data set has another first. `source` is an address
    or a file name, `source_sha256` and `source_size` (bytes) those of what was read, None for the
    API. `oddities` are what is odd in its rows; `preliminary` marks candidate data.
    """

    dataset: str
    release: str | None
    whole: bool
    coverage: Coverage
    source: str
    layout: str
    countries: tuple[int, ...] | None = None
    coverage_assumed: bool = False
    selection: dict[str, str] = field(default_factory=dict, hash=False)
    source_sha256: str | None = None
    source_size: int | None = None
    oddities: tuple[Oddity, ...] = ()
    remarks: tuple[str, ...] = ()
    preliminary: bool = False

    def __post_init__(self) -> None:
        if not _DATASET.fullmatch(self.dataset):
            raise ValueError(storing.NO_NAME_OF_SET(name=self.dataset))
        if self.release is not None and not _RELEASE.fullmatch(self.release):
            raise UsageError(asking.NOT_A_RELEASE(release=self.release))

    @property
    def name(self) -> str:
        """Its name in the store: ged@25.1, ged@25.1+1a2b3c4d (partial), ged@unstamped-1a2b3c4d.

        The eight digits are those of the selection and countries of a partial set, and of the
        source of an unstamped one, which they tell from every other.
        """
        stamp = self.release or f"unstamped-{(self.source_sha256 or _digest(self.source))[:8]}"
        name = f"{self.dataset}@{stamp}"
        if not self.selection and (self.whole or not self.release):
            return name
        countries = None if self.countries is None else sorted(set(self.countries))
        return f"{name}+{_digest([countries, self.selection])[:8]}"

    @property
    def order(self) -> ReleaseOrder:
        """Its place in a list: by data set, then release (unstamped first), then name."""
        return _order(self.dataset, self.release, self.name)


@frozen_by_name
class Manifest(Draft):
    """A data set in the store.

    `created` is in UTC, to the second; `program` the version that stored it. `file` is the name
    of its Parquet file in the store's data folder, `file_size` its bytes.
    """

    rows: int
    columns: tuple[str, ...]
    created: str
    program: str
    file: str
    file_sha256: str
    file_size: int


def _digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def source_of(manifest: Manifest, citation: str | None = None) -> Source:
    """Return the source that a stored set is; without a citation, the one that its release has."""
    one, release = known(manifest.dataset), manifest.release
    citation = citation or (one.citation(release) if one else _unknown(manifest))
    return Source(
        dataset=manifest.dataset,
        release=release,
        kind=one.kind_of(layout_of(one.name, manifest.columns)) if one else "list",
        coverage=_months_of(manifest),
        country_ids=None if manifest.countries is None else frozenset(manifest.countries),
        whole=manifest.whole,
        sha256=manifest.source_sha256 or manifest.file_sha256,
        citation=citation,
        licence=one.licence if one else None,
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


def source_named(named: ManifestName) -> Source | None:
    """Return the most that a set of that name may be, where nothing else is known of it.

    None where this version does not know the data set.
    """
    one, release = known(named.dataset), named.release
    if one is None:
        return None
    covers = one.read_release(release).covers if release and one.takes(release) else None
    return Source(
        dataset=one.name,
        release=release,
        kind=one.kind_of(one.layouts[0]),
        coverage=Coverage.of(covers) if covers else None,
        country_ids=None,
        whole=named.whole,
        sha256=None,
        citation=one.citation(release),
        licence=one.licence,
        origin=STORE,
        preliminary=one.supplements is not None,
        stamp=named.name.partition("@")[2],
    )


def _unknown(manifest: Manifest) -> str:
    """Return how a set is cited that only a newer version knows: as UCDP's."""
    from ..datasets.ucdp import UCDP

    return UCDP.made(f"{UCDP.short} {manifest.dataset}", manifest.release)


def _months_of(manifest: Manifest) -> Coverage:
    """Return what a set covers; a candidate release no more than the months of its name.

    Sets that an earlier version stored have the days of late additions too.
    """
    one = known(manifest.dataset)
    if not (one and one.supplements and manifest.release and one.takes(manifest.release)):
        return manifest.coverage
    months = one.read_release(manifest.release).covers
    return (months and manifest.coverage.within(months)) or manifest.coverage
