"""Words for the shell to complete, from the packaged lists only: no data, no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..model.words import ALL_TYPES, TYPES


def countries(incomplete: str) -> list[str]:
    """Names, codes and groups of countries."""
    from ..facts.countries import GROUP_SIGN, groups
    from ..facts.countries import countries as known

    names = [name for country in known() for name in (country.name, country.iso3) if name]
    return _starting([*names, *(GROUP_SIGN + key for key in groups())], incomplete)


def missions(incomplete: str) -> list[str]:
    """Names of missions."""
    from ..facts.missions import missions as known

    return _starting([mission.name for mission in known()], incomplete)


def timelines(incomplete: str) -> list[str]:
    """Names of timelines."""
    from ..facts.timelines import timelines as known

    return _starting([timeline.name for timeline in known()], incomplete)


def types(incomplete: str) -> list[str]:
    """Types of violence."""
    return _starting([*TYPES, ALL_TYPES], incomplete)


def datasets(incomplete: str) -> list[str]:
    """Names of data sets."""
    from ..datasets.registry import names

    return _starting(list(names()), incomplete)


def counting(incomplete: str) -> list[str]:
    """Names of data sets that count, and answer alone."""
    from ..datasets.registry import data_sets

    named = (one for one in data_sets() if one.role == "counts" and not one.supplements)
    return _starting([one.name for one in named], incomplete)


def columns(incomplete: str) -> list[str]:
    """Names of the columns that answers have."""
    from ..output.columns import declarations

    return _starting(list(declarations()), incomplete)


def one_of(words: Sequence[str]) -> Callable[[str], list[str]]:
    """Return what completes one of these words, such as the formats of a command."""

    def complete(incomplete: str) -> list[str]:
        return _starting(list(words), incomplete)

    return complete


def _starting(words: list[str], incomplete: str) -> list[str]:
    """Return the words that begin so, in the case that was typed: shells compare by letter."""
    typed = incomplete.casefold()
    return [
        incomplete + word[len(incomplete) :] for word in words if word.casefold().startswith(typed)
    ]
