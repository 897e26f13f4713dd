"""From the words of a question to a selection: the options that every question shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..analysis.measures import Measure
from ..facts.countries import resolve
from ..model.errors import NotHereError, UsageError
from ..model.selection import (
    Area,
    Selection,
    Types,
    read_dataset,
    read_days,
    read_measure,
    read_straddle,
    read_types,
)
from ..model.words import did_you_mean, one_of
from ..observations import Observations, Question, observe

Words = str | Iterable[str]
"""One word or several: what a repeatable option takes."""


@dataclass(frozen=True)
class Asked:
    """The shared options as they were typed; empty or None is "not said"."""

    country: Words = ()
    type: Words = ()
    from_: str | None = None
    to: str | None = None
    measure: str = "deaths"
    estimate: str = "best"
    straddle: str | None = None
    dataset: str | None = None
    release: str | None = None

    @property
    def countries(self) -> tuple[str, ...]:
        """The values of `--country`."""
        return many(self.country)

    def select(
        self, area: Area | None, types: Types, straddle: str, *, series: bool = False
    ) -> Selection:
        """Read the options; what was not said is taken from the arguments.

        Args:
            area: the countries where none were named; None for every country in the source.
            types: the types where none were named.
            straddle: the rule where none was named.
            series: whether the rule "both" is refused.

        Raises:
            UsageError: a word is unknown, a date impossible, or two options clash.
        """
        named = resolve(self.countries) if self.countries else None
        first, last = read_days(self.from_, self.to)
        measure, estimate = read_measure(self.measure, self.estimate)
        dataset, release = read_dataset(self.dataset, self.release)
        return Selection(
            area=named or area or Area(),
            types=read_types(many(self.type)) or types,
            first=first,
            last=last,
            measure=measure,
            estimate=estimate,
            straddle=read_straddle(self.straddle, straddle, series=series),
            dataset=dataset,
            release=release,
        )


def many(words: Words) -> tuple[str, ...]:
    """Return the values of a repeatable option as a tuple."""
    return (words,) if isinstance(words, str) else tuple(words)


def read_groups(words: Words, known: tuple[str, ...], later: dict[str, str]) -> tuple[str, ...]:
    """Read the values of `--by`, each once.

    Args:
        words: what was typed.
        known: the groups that the command has.
        later: groups that only events can tell, with what to do.

    Raises:
        UsageError: an unknown group.
        NotHereError: a group that only events can tell.
    """
    groups = dict.fromkeys(word.strip().casefold() for word in many(words))
    for group in groups:
        if group in later:
            raise NotHereError(f"country-year data cannot tell the {group}", later[group])
        if group not in known:
            hint = did_you_mean(group, known)
            raise UsageError(f"cannot group by '{group}'", hint or f"--by takes {', '.join(known)}")
    return tuple(groups)


def read_peak_unit(word: str) -> str:
    """Read `--peak-by`.

    Raises:
        UsageError: it is neither year nor month.
    """
    return one_of(word, ("year", "month"), "peak unit")


def needs_events(selection: Selection, groups: Sequence[str], peak_by: str = "year") -> str | None:
    """Say in words what of a question only events can answer; None where country-years will do."""
    if peak_by == "month":
        return "a peak by month"
    if "perpetrator" in groups and selection.measure == "civilians":
        return "civilians by perpetrator"
    return "--measure events" if selection.measure == "events" else None


def look_up(question: Question) -> Observations:
    """Return the observations of a question.

    Raises:
        UsageError: events are to be counted, and there are none.
        NotHereError: no source at hand can answer.
    """
    counts_events = question.selection.measure == "events"
    try:
        return observe(question)
    except NotHereError as error:
        if not counts_events:
            raise
        raise UsageError(
            "events cannot be counted: country-year data has deaths only, and no events are here",
            f"count --measure deaths, or {error.hint}",
        ) from None


def measure_of(selection: Selection, *, of_events: bool) -> Measure:
    """Return what the selection counts."""
    return Measure(selection.measure, selection.estimate, of_events, selection.straddle == "split")
