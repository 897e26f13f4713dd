"""Which data sets there are: from a name to its declaration, which is loaded when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from ..model.errors import UsageError
from ..model.words import one_of
from ..words import asking
from .declaration import NUMBERED, Amount, DataSet, FileLayout

HOMES = {
    "country-year": "mali_cli.datasets.country_year:COUNTRY_YEAR",
    "ged": "mali_cli.datasets.events:GED",
    "one-sided": "mali_cli.datasets.yearly:ONE_SIDED",
    "non-state": "mali_cli.datasets.yearly:NON_STATE",
    "armed-conflict": "mali_cli.datasets.yearly:ARMED_CONFLICT",
    "dyadic": "mali_cli.datasets.yearly:DYADIC",
    "battle-deaths": "mali_cli.datasets.yearly:BATTLE_DEATHS",
    "actors": "mali_cli.datasets.actors:ACTORS",
    "candidate": "mali_cli.datasets.events:CANDIDATE",
    "population": "mali_cli.datasets.population:POPULATION",
    "un-fatalities": "mali_cli.datasets.un_fatalities:UN_FATALITIES",
    "un-personnel": "mali_cli.datasets.un_personnel:UN_PERSONNEL",
    "displacement": "mali_cli.datasets.displacement:DISPLACEMENT",
    "refugees": "mali_cli.datasets.refugees:REFUGEES",
    "acled": "mali_cli.datasets.acled:ACLED",
    "acled-political-violence": "mali_cli.datasets.acled_counts:POLITICAL_VIOLENCE",
    "acled-civilian-targeting": "mali_cli.datasets.acled_counts:CIVILIAN_TARGETING",
    "acled-demonstrations": "mali_cli.datasets.acled_counts:DEMONSTRATIONS",
    "acled-fatalities": "mali_cli.datasets.acled_counts:FATALITIES",
    "acled-civilian-fatalities": "mali_cli.datasets.acled_counts:CIVILIAN_FATALITIES",
    "acled-hapi": "mali_cli.datasets.acled_counts:HAPI",
}
"""Where each is declared, in the order of lists."""
ALIASES = {
    **{"events": "ged", "onesided": "one-sided"},
    **{"idmc": "displacement", "unhcr": "refugees"},
}
"""Other names that may be typed."""


def names() -> tuple[str, ...]:
    """Return the names of all data sets."""
    return tuple(HOMES)


def is_name(word: str) -> bool:
    """Return whether a word names a data set."""
    return word in HOMES or word in ALIASES


def place_of(name: str) -> int:
    """Return the place of a data set in a list; unknown ones come last."""
    return names().index(name) if name in HOMES else len(HOMES)


def plain_name(word: str) -> str:
    """Return the name for which a word may stand."""
    return ALIASES.get(word, word)


def data_set(name: str) -> DataSet:
    """Return a data set by its name or alias.

    Raises:
        UsageError: there is none of that name.
    """
    home = HOMES.get(name)
    return _declared(home or HOMES[one_of(plain_name(name), names(), "data set")])


def known(name: str) -> DataSet | None:
    """Return a data set by its name, None where this version has none of that name."""
    return _declared(HOMES[name]) if name in HOMES else None


def data_sets() -> Iterator[DataSet]:
    """Give every data set, in the order of lists."""
    return map(_declared, HOMES.values())


def answering(*, events: bool = False) -> DataSet:
    """Return the data set that answers where none is named: the first, or the first of events."""
    default = (one for one in data_sets() if one.answers == "default")
    return next(one for one in default if one.of_events or not events)


def own_dead() -> DataSet:
    """Return the data set of those who died in the service of UN missions."""
    return data_set("un-fatalities")


def claimed() -> dict[str, tuple[DataSet, Amount]]:
    """Return what a claim in a line can be about besides violence, by the word for it."""
    amounts = ((one, amount) for one in data_sets() for amount in one.amounts)
    return {amount.claimed: (one, amount) for one, amount in amounts if amount.claimed}


def knowing(word: str, terms: Callable[[DataSet], Iterable[str]]) -> tuple[str, ...]:
    """Return the data sets that must be named which know a word: of a measure, group or filter."""
    named = (one for one in data_sets() if one.role == "counts" and one.answers == "named")
    return tuple(one.name for one in named if word in terms(one) and not one.looks_like)


def supplement_of(name: str) -> DataSet | None:
    """Return the data set that adds to another, if there is one."""
    return next((one for one in data_sets() if one.supplements == name), None)


@cache
def _declared(home: str) -> DataSet:
    module, _, name = home.partition(":")
    found = getattr(import_module(module), name)
    assert isinstance(found, DataSet)
    return found


def plain(name: str) -> str:
    """Return the name of a column in lower case, without what may stand around it."""
    return name.strip().strip("\ufeff").strip().lower()


def told_by(columns: Iterable[str]) -> tuple[DataSet, FileLayout] | None:
    """Return the data set and the layout that columns, as a file names them, are of."""
    written = [plain(name) for name in columns]
    for one in data_sets():
        for layout in one.layouts if one.read_as == one.name else ():
            if layout.tells(frozenset(map(layout.rename, written))):
                return one, layout
    return None


def layout_of(dataset: str, columns: Iterable[str]) -> FileLayout:
    """Return the layout of rows of a data set by their (newest) names."""
    layouts = data_set(dataset).layouts
    found = frozenset(columns) if len(layouts) > 1 else frozenset()
    return next((layout for layout in layouts if layout.tells(found)), layouts[0])


def order_of(dataset: str, release: str | None) -> tuple[int, ...]:
    """Return the place of a release among others of its data set; what is none comes first."""
    try:
        return data_set(dataset).read_release(release).order if release else ()
    except UsageError:
        return ()


_STAMP = r"({form}|unstamped-[0-9a-f]{{8}})(\+[0-9a-f]{{8}})*"
"""A release such as 25.1, or the stamp of an unstamped or partial set as `datasets` lists it."""


def read_dataset(dataset: str | None, release: str | None) -> tuple[str | None, str | None]:
    """Read `--dataset NAME[@RELEASE]` and `--release` together.

    Raises:
        UsageError: an unknown data set, no release number, or two different ones.
    """
    name, _, pinned = (dataset or "").partition("@")
    if pinned and release and pinned != release:
        raise UsageError(asking.TWO_RELEASES(pinned=pinned, release=release))
    number = pinned or release or None
    if number and not _is_stamp(number, name):
        raise UsageError(asking.NO_RELEASE(number=number))
    if not name:
        return None, number
    return plain_name(one_of(name, (*names(), *ALIASES), "data set")), number


def _is_stamp(text: str, name: str) -> bool:
    """Return whether a text may be the release of a data set, or of any where none is named."""
    one = known(plain_name(name.strip().casefold()))
    forms = [one.release_form] if one else [NUMBERED]
    if not name:
        forms += [other.release_form for other in data_sets()]
    return any(re.fullmatch(_STAMP.format(form=form), text, re.ASCII) for form in forms)
