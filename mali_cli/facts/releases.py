"""The releases of UCDP: their names and numbers, what each covers, and which are known.

| series | number | covers |
|---|---|---|
| yearly | 26.1 | 1989 (some sets 1946) to 2025 |
| monthly candidate | 26.0.8 | August 2026, with late additions to earlier months |
| consolidated candidate | 26.01.26.06 | January to June 2026 |
| private | 26.9.2 | made for the VIEWS project; not for use |

Source: UCDP's API documentation and downloads page, and the numbers in use by OWID and VIEWS.

The packaged registry (data/releases.toml) is the state of 2026-11-22; `mali_cli.ucdp.probe` looks
for newer releases. UCDP's numbering is on its downloads page and in its API documentation.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, total_ordering
from typing import Any, NamedTuple

from ..model.dates import Span
from ..model.errors import UsageError
from ..model.words import DATASET_ALIASES, DATASETS, one_of
from ..words import asking
from .files import table

YEARLY, MONTHLY, CONSOLIDATED, PRIVATE = "yearly", "monthly", "consolidated", "private"
FIRST_YEAR = 1989
"""GED and the data sets made from it begin in 1989 (GED codebook)."""
_RANK = {PRIVATE: 0, MONTHLY: 1, CONSOLIDATED: 2, YEARLY: 3}
_FORMS = {
    YEARLY: re.compile(r"(?P<year>\d\d)\.(?P<number>[1-8])", re.ASCII),
    MONTHLY: re.compile(r"(?P<year>\d\d)\.0\.(?P<month>[1-9]|1[0-2])", re.ASCII),
    CONSOLIDATED: re.compile(r"(?P<year>\d\d)\.01\.(?P=year)\.(?P<month>0[1-9]|1[0-2])", re.ASCII),
    PRIVATE: re.compile(r"(?P<year>\d\d)\.9\.(?P<month>[1-9]|1[0-2])", re.ASCII),
}


@total_ordering
@dataclass(frozen=True)
class ReleaseNumber:
    """The number of a release. Sorted, each one replaces those before it where they overlap."""

    text: str
    kind: str
    year: int
    month: int
    number: int

    @classmethod
    def parse(cls, text: str) -> ReleaseNumber:
        """Read the number of a release.

        Raises:
            UsageError: it is none; the hint shows the forms there are.
        """
        plain = text.strip()
        for kind, form in _FORMS.items():
            match = form.fullmatch(plain)
            if match:
                parts = {name: int(value) for name, value in match.groupdict().items()}
                year = 2000 + parts["year"]
                return cls(plain, kind, year, parts.get("month", 12), parts.get("number", 0))
        raise UsageError(asking.NO_UCDP_RELEASE(text=text))

    @property
    def usable(self) -> bool:
        """Whether the release is made for everyone."""
        return self.kind != PRIVATE

    @property
    def order(self) -> tuple[int, int, int, int]:
        """The last year and month covered, then how final the series is, then the number."""
        last_year = self.year - 1 if self.kind == YEARLY else self.year
        return last_year, self.month, _RANK[self.kind], self.number

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, ReleaseNumber):
            return NotImplemented
        return self.order < other.order

    def __str__(self) -> str:
        return self.text

    def covers(self, first_year: int = FIRST_YEAR) -> Span:
        """Return the days that the release is about; `first_year` is that of the data set.

        A monthly candidate also holds late additions to earlier months.

        Raises:
            UsageError: the release is a private one.
        """
        if self.kind == YEARLY:
            return Span(date(first_year, 1, 1), date(self.year - 1, 12, 31))
        if self.kind == PRIVATE:
            raise UsageError(asking.PRIVATE_RELEASE(release=self))
        first = 1 if self.kind == CONSOLIDATED else self.month
        last_day = monthrange(self.year, self.month)[1]
        return Span(date(self.year, first, 1), date(self.year, self.month, last_day))


def release_order(release: str | None) -> tuple[int, ...]:
    """Return the place of a release among others; what is no release of UCDP comes first."""
    try:
        return ReleaseNumber.parse(release).order if release else ()
    except UsageError:
        return ()


FILE = "releases.toml"
CANDIDATE = "candidate"


class KnownDataset(NamedTuple):
    """A data set of UCDP: its API resource ("" if the API has none), its first year, its file."""

    name: str
    resource: str
    first_year: int
    path_template: str


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
def dataset(name: str) -> KnownDataset:
    """Return a data set by its name or alias.

    Raises:
        UsageError: there is none of that name.
    """
    known = one_of(DATASET_ALIASES.get(name, name), DATASETS, "data set")
    entry = table(FILE)["datasets"][known]
    return KnownDataset(known, entry["resource"], entry["first_year"], entry["path"])


@cache
def known_files() -> tuple[KnownFile, ...]:
    """Return the files of the registry, those of one data set with the oldest release first."""
    found = [_known(entry) for entry in table(FILE)["files"]]
    order = {name: place for place, name in enumerate(DATASETS)}
    found.sort(key=lambda file: (order[file.dataset], ReleaseNumber.parse(file.release)))
    return tuple(found)


def file_of(name: str, release: str) -> KnownFile:
    """Return the file of a data set and release: from the registry, else by the usual path.

    Raises:
        UsageError: no such data set, no such number, or a number of another series.
    """
    known, number = dataset(name), number_for(name, release)
    for file in known_files():
        if (file.dataset, file.release) == (known.name, number.text):
            return file
    return _made(known, number)


def known_by_sha256(digest: str) -> KnownFile | None:
    """Return the known file whose sha256, or that of the CSV inside, is `digest`."""
    wanted = digest.strip().lower()
    hits = (file for file in known_files() if wanted and wanted in (file.sha256, file.inner_sha256))
    return next(hits, None)


def number_for(name: str, release: str) -> ReleaseNumber:
    """Return the number of a release of a data set.

    Raises:
        UsageError: the number is of a series that the data set is not published in.
    """
    known, number = dataset(name), ReleaseNumber.parse(release)
    if known.name == CANDIDATE and number.kind in (MONTHLY, CONSOLIDATED):
        return number
    if known.name != CANDIDATE and number.kind == YEARLY:
        return number
    examples = ["26.0.8", "26.01.26.06"] if known.name == CANDIDATE else [newest_yearly()]
    raise UsageError(
        asking.RELEASE_OF_OTHERS(
            release=number, series=number.kind, dataset=known.name, examples=examples
        )
    )


def covered_years(name: str, release: str) -> tuple[int, int]:
    """Return the first and the last year that a release of a data set covers."""
    number = number_for(name, release)
    span = number.covers(dataset(name).first_year)
    return span.start.year, span.end.year


def yearly_releases() -> tuple[str, ...]:
    """Return the known yearly releases, the oldest first."""
    return in_order(table(FILE)["yearly"])


def newest_yearly() -> str:
    """Return the newest yearly release that this version knows."""
    return yearly_releases()[-1]


def known_candidates() -> tuple[str, ...]:
    """Return the known candidate releases after the newest yearly one, the oldest first."""
    return in_order(table(FILE)["candidates"])


def newest_known(name: str) -> str:
    """Return the newest known release of a data set."""
    return (known_candidates() if dataset(name).name == CANDIDATE else yearly_releases())[-1]


def in_order(releases: Iterable[str]) -> tuple[str, ...]:
    """Return releases in the order in which they replace each other, the oldest first."""
    return tuple(str(number) for number in sorted(ReleaseNumber.parse(text) for text in releases))


def candidates_to_merge(yearly: str, available: Iterable[str]) -> tuple[str, ...]:
    """Return the candidate releases to read after a yearly one, oldest to newest.

    Of each year the newest consolidated release, and the monthly ones that none of those spans
    (the merge rule of Our World in Data and ucdp.api).
    """
    last_day = ReleaseNumber.parse(yearly).covers().end
    numbers = sorted(ReleaseNumber.parse(text) for text in set(available))
    beyond = [number for number in numbers if number.usable and number.covers().end > last_day]
    base = {number.year: number for number in beyond if number.kind == CONSOLIDATED}
    months = [n for n in beyond if n.kind == MONTHLY and not _spanned(n, base.get(n.year))]
    return tuple(str(number) for number in sorted([*base.values(), *months]))


def _spanned(month: ReleaseNumber, base: ReleaseNumber | None) -> bool:
    return base is not None and month.month <= base.month


def _known(entry: dict[str, Any]) -> KnownFile:
    facts = dict(entry)
    known = dataset(facts.pop("dataset"))
    made = _made(known, ReleaseNumber.parse(facts.pop("release")))
    return KnownFile(made.dataset, made.release, made.path, made.covers, **facts)


def _made(known: KnownDataset, number: ReleaseNumber) -> KnownFile:
    parts = number.text.split(".")
    path = known.path_template.format(nnn="".join(parts), parts="_".join(parts))
    span = number.covers(known.first_year)
    return KnownFile(known.name, number.text, path, (span.start.year, span.end.year))
