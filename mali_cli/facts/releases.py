"""The releases of UCDP: their numbers, what each covers, and which are known.

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
from datetime import date
from functools import total_ordering

from ..frozen import frozen
from ..model.dates import Span
from ..model.errors import UsageError
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
@frozen
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


FILE = "releases.toml"


def yearly_releases() -> tuple[str, ...]:
    """Return the known yearly releases, the oldest first."""
    return in_order(table(FILE)["yearly"])


def newest_yearly() -> str:
    """Return the newest yearly release that this version knows."""
    return yearly_releases()[-1]


def known_candidates() -> tuple[str, ...]:
    """Return the known candidate releases after the newest yearly one, the oldest first."""
    return in_order(table(FILE)["candidates"])


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
