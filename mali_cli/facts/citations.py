"""The works to cite, and the article of each of UCDP's yearly releases."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..model.errors import NotHereError, UsageError
from ..words import asking, holding
from ..words.phrases import all_of
from .files import table

FILE = "citations.toml"


class Work(NamedTuple):
    """A bibliographic record; the names of its fields follow CSL. Unknown fields are ""."""

    key: str
    type: str
    authors: tuple[str, ...]
    year: int
    title: str
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""

    @property
    def family_names(self) -> tuple[str, ...]:
        """The authors' family names."""
        return tuple(name.split(",")[0].strip() for name in self.authors)

    @property
    def link(self) -> str:
        """The DOI as an address, else the address."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


@cache
def work(key: str) -> Work:
    """Return the record of that key."""
    entry = dict(table(FILE)["works"][key])
    return Work(key=key, authors=tuple(entry.pop("authors")), **entry)


def releases() -> tuple[str, ...]:
    """Return the releases whose article is known, the newest first."""
    return tuple(sorted(table(FILE)["releases"], key=_order, reverse=True))


def plain(item: Work) -> str:
    """Return a work as a line of text: authors (year). Title. Container volume(issue): pages."""
    names = all_of(item.family_names).replace(" and ", " & ")
    place = item.container or item.publisher
    if item.volume:
        place += f" {item.volume}" + (f"({item.issue})" if item.issue else "")
    if item.pages:
        place += f": {item.pages}"
    parts = [f"{names} ({item.year}). {item.title}.", f"{place}." if place else "", item.link]
    return " ".join(part for part in parts if part)


MOST_NAMED = 3
"""Of more authors than so many only the first is named, where room is short."""


def brief(item: Work) -> str:
    """Return what leads to a work on part of a line: authors (year), address."""
    names = item.family_names
    authors = all_of(names).replace(" and ", " & ")
    first = authors if len(names) <= MOST_NAMED else f"{names[0]} et al."
    return ", ".join(filter(None, (f"{first} ({item.year})", item.link)))


def article_of(release: str) -> str:
    """Return the key of the article that UCDP published with a yearly release.

    Raises:
        NotHereError: it is not known to this version.
    """
    known = table(FILE)["releases"]
    if release not in known:
        raise NotHereError(holding.RELEASE_NOT_CITED(release=release, known=releases()))
    return str(known[release])


def _order(release: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in release.split("."))
    except ValueError:
        raise UsageError(asking.NOT_A_RELEASE(release=release)) from None
