"""What is compared: releases at hand or files, read from the words that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...facts.release_numbers import CONSOLIDATED, MONTHLY, ReleaseNumber
from ...facts.releases import CANDIDATE
from ...model.errors import UsageError
from ...model.selection import Selection, read_dataset
from ...model.words import DATASET_ALIASES, DATASETS, all_of, any_of, one_of
from ...observations import COUNTRY_YEAR, EVENTS, sources_at_hand

FORMS = "write NAME@RELEASE such as ged@24.1, a release such as 24.1, or a file"
_ANSWERING = (COUNTRY_YEAR, EVENTS, CANDIDATE)


@dataclass(frozen=True)
class Side:
    """One of the two that are compared: a data set, a release of it, or a file."""

    dataset: str | None = None
    release: str | None = None
    data: str | None = None

    def of(self, selection: Selection) -> Selection:
        """Return the selection as it is put to this side."""
        return replace(selection, dataset=self.dataset, release=self.release, data=self.data)


def read_sides(a: str, b: str, dataset: str | None, events_for: str | None) -> tuple[Side, Side]:
    """Read what is compared.

    Args:
        a: NAME, NAME@RELEASE, a release, a file or FILE@RELEASE; "-" for stdin.
        b: the same.
        dataset: of which data set a release alone is.
        events_for: what needs events, in words.

    Raises:
        UsageError: a word is none of those, or a release alone is of several data sets.
    """
    sides = [_read(word) for word in (a, b)]
    bare = [side for side in sides if side.dataset is None and side.data is None]
    if dataset and not bare:
        raise UsageError(
            "--dataset says of which data set a release alone is, and none is named alone",
            "leave it out",
        )
    if not bare:
        return sides[0], sides[1]
    name = _name_of(dataset, sides, [side.release or "" for side in bare], events_for)
    named = [replace(side, dataset=name) if side in bare else side for side in sides]
    return named[0], named[1]


def _read(word: str) -> Side:
    if not word.strip():
        raise UsageError("an empty text was given in place of a release", FORMS)
    name, at, release = word.rpartition("@")
    head = name if at else word
    if head.casefold() in (*DATASETS, *DATASET_ALIASES):
        return Side(*read_dataset(word, None))
    if _is_release(word):
        return Side(release=word)
    if at and (name == "-" or Path(name).is_file()) and _is_release(release):
        return Side(data=name, release=release)
    if word == "-" or Path(word).exists():
        return Side(data=word)
    if at and _is_release(release):
        one_of(name, DATASETS, "data set")
    raise UsageError(f"there is no file, data set or release '{word}'", FORMS)


def _is_release(word: str) -> bool:
    try:
        return read_dataset(None, word)[1] is not None
    except UsageError:
        return False


def _name_of(
    dataset: str | None, sides: Sequence[Side], releases: Sequence[str], events_for: str | None
) -> str:
    """Tell of which data set releases are that stand alone."""
    if dataset:
        name, release = read_dataset(dataset, None)
        if release or not name:
            raise UsageError(f"--dataset {dataset} names a release", "name the data set alone")
        return name
    named = {side.dataset for side in sides if side.dataset}
    if len(named) == 1:
        return named.pop()
    if events_for:
        return EVENTS
    have = {(s.dataset, name) for s in sources_at_hand() for name in (s.release, s.stamp)}
    fitting = [d for d in _ANSWERING if all((d, release) in have for release in releases)]
    if len(fitting) > 1:
        raise UsageError(
            f"{all_of(releases)} could be of {any_of(fitting)}",
            f"name one, such as --dataset {fitting[-1]}",
        )
    return fitting[0] if fitting else _usual(releases[0])


def _usual(release: str) -> str:
    """Return the data set that a release is of where none of it is here."""
    try:
        kind = ReleaseNumber.parse(release).kind
    except UsageError:
        return COUNTRY_YEAR
    return CANDIDATE if kind in (MONTHLY, CONSOLIDATED) else COUNTRY_YEAR
