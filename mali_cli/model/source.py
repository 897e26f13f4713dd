"""Where figures come from: a data set, its release, what it covers and how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date

from ..frozen import frozen
from ..words import holding
from ..words.message import Said
from .coverage import Coverage
from .errors import LackingError

STORE, EMBEDDED = "store", "embedded"


@frozen
class Oddity:
    """Something odd in the data, kept as it is: how many rows, and at most five of them.

    `examples` are ids where the data set has them, else lines or rows of the file.
    """

    kind: str
    count: int
    examples: tuple[str, ...] = ()


@frozen
class Source:
    """One data set at hand.

    `country_ids` are Gleditsch-Ward numbers; None means every country of the world. `kind` tells
    what its rows are: "country-year", "event" or "list". A `whole` source holds all that the
    release has on its countries in its coverage. `sha256` is that of the file that was read,
    `derived_from` the name and sha256 of UCDP's own file where that is another one. An assumed
    coverage is that of the rows, as nothing better is known. `preliminary` marks candidate data.
    `origin` is "store", "embedded", or the name of a file; `columns` are those of its rows, empty
    where it has all.
    `types` and `days` (first and last) are what a partial source is limited to; empty and None
    mean all. `stamp` names a stored set where the release alone does not:
    "unstamped-1a2b3c4d", "25.1+1a2b3c4d". `remarks` say what was left out of a file or read in a
    special way, `oddities` what is odd in its rows.
    """

    dataset: str
    release: str | None
    kind: str
    coverage: Coverage | None
    country_ids: frozenset[int] | None
    whole: bool
    sha256: str | None
    citation: str
    licence: str | None = None
    origin: str = ""
    derived_from: dict[str, str] = field(default_factory=dict)
    coverage_assumed: bool = False
    preliminary: bool = False
    types: tuple[str, ...] = ()
    days: tuple[date | None, date | None] = (None, None)
    stamp: str = ""
    columns: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()

    @property
    def pinned(self) -> str:
        """The name that `--dataset` takes to get just this source: "country-year@25.1"."""
        stamp = self.stamp or self.release
        return f"{self.dataset}@{stamp}" if stamp else self.dataset

    @property
    def called(self) -> str:
        """What messages call it: the name of its file, else that of the set."""
        return self.pinned if self.origin in ("", STORE, EMBEDDED) else self.origin

    @property
    def elsewhere(self) -> Said:
        """How to have a question answered without it."""
        if self.origin != STORE:
            return holding.USE_OTHER_DATA()
        return holding.USE_ANOTHER_SET(command=f"mali-cli datasets remove {self.pinned}")

    def holds(self, types: tuple[str, ...], first: date | None, last: date | None) -> bool:
        """Return whether a question on these types and days lies inside this source."""
        if self.types and not set(types) <= set(self.types):
            return False
        begin, close = self.days
        early = begin is not None and (first is None or first < begin)
        late = close is not None and (last is None or last > close)
        return not (early or late)

    def covers(self, country_ids: frozenset[int]) -> bool:
        """Return whether all these countries lie in this source."""
        return self.country_ids is None or country_ids <= self.country_ids


def lacks(sources: Sequence[Source], reader: str | Said, column: str) -> LackingError:
    """Return the error for a question that needs a column which one of its sources lacks."""
    without = (s for s in sources if s.columns and column not in s.columns)
    source = next(without, sources[0])
    return LackingError(reader, column, source.called, source.elsewhere)
