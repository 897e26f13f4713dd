"""Words for the shell to complete: from the packaged lists, and from the data on this machine.

Nothing here asks the network, and what cannot be read completes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..model.words import ALL_TYPES, TYPES

IN_EVENTS = ("actor", "dyad", "conflict", "adm1")
"""What is completed by the names in the events on this machine."""


def completes(what: str | tuple[str, ...]) -> Callable[[Any, str], list[Any]] | None:
    """Return what completes a value: one of these words, or what a function here gives.

    It takes the context of Typer, and how much of the value is typed. It has no annotations left:
    Typer would look at those of every option before it helps.
    """
    if not what:
        return None

    def complete(ctx: Any, incomplete: str) -> list[Any]:
        if isinstance(what, tuple):
            return starting(what, incomplete)
        if what in IN_EVENTS:
            return _in_events(what, ctx.params.get("country") or (), incomplete)
        found: list[str] = globals()[what](incomplete)
        return found

    complete.__annotations__ = {}
    return complete


def countries(incomplete: str) -> list[str]:
    """Names, codes and groups of countries."""
    from ..facts.countries import GROUP_SIGN, groups
    from ..facts.countries import countries as known

    names = [name for country in known() for name in (country.name, country.iso3) if name]
    return starting([*names, *(GROUP_SIGN + key for key in groups())], incomplete)


def missions(incomplete: str) -> list[str]:
    """Names of missions."""
    from ..facts.missions import missions as known

    return starting([mission.name for mission in known()], incomplete)


def timelines(incomplete: str) -> list[str]:
    """Names of timelines."""
    from ..facts.timelines import timelines as known

    return starting([timeline.name for timeline in known()], incomplete)


def types(incomplete: str) -> list[str]:
    """Types of violence."""
    return starting([*TYPES, ALL_TYPES], incomplete)


def datasets(incomplete: str) -> list[str]:
    """Names of data sets; once one is typed with an @, its known releases."""
    from ..datasets.registry import names
    from ..datasets.ucdp_files import known_files

    if "@" not in incomplete:
        return starting(names(), incomplete)
    return starting([f"{one.dataset}@{one.release}" for one in known_files()], incomplete)


def stored(incomplete: str) -> list[str]:
    """Names of data sets, and of the sets on this machine."""
    from ..datasets.registry import names

    return starting([*names(), *_here()], incomplete)


def here(incomplete: str) -> list[str]:
    """Names of the sets on this machine."""
    return starting(_here(), incomplete)


def releases(incomplete: str) -> list[str]:
    """Releases of the sets on this machine."""
    return starting([name.partition("@")[2] for name in _here()], incomplete)


def counting(incomplete: str) -> list[str]:
    """Names of data sets that count, and answer alone."""
    from ..datasets.registry import data_sets

    named = (one for one in data_sets() if one.role == "counts" and not one.supplements)
    return starting([one.name for one in named], incomplete)


def columns(incomplete: str) -> list[str]:
    """Names of the columns that answers have."""
    from ..output.columns import declarations

    return starting(declarations(), incomplete)


def groups(incomplete: str) -> list[str]:
    """What rows of events, or of another data set that counts, may be added up by."""
    from ..datasets.registry import data_sets

    terms = [term for one in data_sets() if one.role == "counts" for term in one.terms]
    return starting(terms, incomplete)


def starting(words: Iterable[str], incomplete: str) -> list[str]:
    """Return the words that begin so, in the case that was typed: shells compare by letter."""
    typed = incomplete.casefold()
    fit = [word for word in dict.fromkeys(words) if word.casefold().startswith(typed)]
    return [incomplete + word[len(incomplete) :] for word in fit]


def _here() -> list[str]:
    from ..answers.completing import sets_here

    try:
        return sets_here()
    except Exception:
        return []


def _in_events(what: str, countries: Iterable[str], incomplete: str) -> list[Any]:
    """Return names that begin so, or where a number is typed the ids with their names."""
    from ..answers.completing import named_in_events

    try:
        named = named_in_events(what, countries)
    except Exception:
        return []
    if not incomplete.isdigit():
        return starting([name for _, name in named], incomplete)
    return [(n, name) for n, name in named if n.startswith(incomplete)]
