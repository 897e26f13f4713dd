"""The files on UCDP's downloads page, and which releases of a data set are known."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from ..facts.files import table
from ..facts.releases import FILE, ReleaseNumber, known_candidates, yearly_releases
from ..model.dates import Span
from .declaration import DataSet
from .registry import data_set, place_of


class KnownFile(NamedTuple):
    """A file on UCDP's downloads page; what is not known of it is "" or None.

    `path` lies below the downloads base. `sha256`, `md5` and `bytes` are of the file as it is
    downloaded, `inner_sha256` and `inner_bytes` of the one CSV inside a zip. `covers` are the
    first and the last year of its data.
    """

    dataset: str
    release: str
    path: str
    covers: tuple[int, int]
    bytes: int | None = None
    sha256: str = ""
    md5: str = ""
    rows: int | None = None
    inner: str = ""
    inner_bytes: int | None = None
    inner_sha256: str = ""

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]

    @property
    def zipped(self) -> bool:
        """Whether it is a zip that holds one CSV, rather than the CSV itself."""
        return self.path.endswith(".zip")


@cache
def known_files() -> tuple[KnownFile, ...]:
    """Return the files of the registry, those of one data set with the oldest release first."""
    found = [_known(entry) for entry in table(FILE)["files"]]
    found.sort(key=lambda file: (place_of(file.dataset), ReleaseNumber.parse(file.release)))
    return tuple(found)


def file_of(name: str, release: str) -> KnownFile:
    """Return the file of a data set and release: from the registry, else by the usual path.

    Raises:
        UsageError: no such data set, no such number, or a number of another series.
    """
    made = _made(data_set(name), release)
    same = (file for file in known_files() if file[:2] == made[:2])
    return next(same, made)


def known_by_sha256(digest: str) -> KnownFile | None:
    """Return the known file whose sha256, or that of the CSV inside, is `digest`."""
    wanted = digest.strip().lower()
    hits = (file for file in known_files() if wanted and wanted in (file.sha256, file.inner_sha256))
    return next(hits, None)


def covered(name: str, release: str) -> Span:
    """Return the days that a release of a data set covers.

    Raises:
        UsageError: the number is none of the data set's.
    """
    span = data_set(name).read_release(release).covers
    assert span
    return span


def newest_known(name: str) -> str:
    """Return the newest known release of a data set."""
    return (known_candidates() if data_set(name).supplements else yearly_releases())[-1]


def _known(entry: dict[str, Any]) -> KnownFile:
    facts = dict(entry)
    made = _made(data_set(facts.pop("dataset")), facts.pop("release"))
    return made._replace(**facts)


def _made(one: DataSet, release: str) -> KnownFile:
    number = one.read_release(release)
    parts, door = number.text.split("."), one.door("download")
    path = door.path.format(nnn="".join(parts), parts="_".join(parts)) if door else ""
    span = covered(one.name, number.text)
    return KnownFile(one.name, number.text, path, (span.start.year, span.end.year))
