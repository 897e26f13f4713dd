"""The numbers of UCDP's releases: what they look like, what they cover, and which is later.

| series | number | covers |
|---|---|---|
| yearly | 26.1 | 1989 (some sets 1946) to 2025 |
| monthly candidate | 26.0.8 | August 2026, with late additions to earlier months |
| consolidated candidate | 26.01.26.06 | January to June 2026 |
| private | 26.9.2 | made for the VIEWS project; not for use |

Source: UCDP's API documentation and downloads page, and the numbers in use by OWID and VIEWS.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from ..model.dates import Span
from ..model.errors import UsageError

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
_EXAMPLES = "25.1 (yearly), 26.0.8 (candidate month) or 26.01.26.06 (January to June)"


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
        raise UsageError(f"'{text}' is not a release of UCDP", f"write one such as {_EXAMPLES}")

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
            raise UsageError(f"{self} was made for one project only", f"use {_EXAMPLES}")
        first = 1 if self.kind == CONSOLIDATED else self.month
        last_day = monthrange(self.year, self.month)[1]
        return Span(date(self.year, first, 1), date(self.year, self.month, last_day))


def release_order(release: str | None) -> tuple[int, ...]:
    """Return the place of a release among others; what is no release of UCDP comes first."""
    try:
        return ReleaseNumber.parse(release).order if release else ()
    except UsageError:
        return ()
