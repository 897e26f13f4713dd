"""Saying what was asked: in a title, and as constant columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..datasets.registry import data_set
from ..facts.missions import listed_as, listed_names
from ..model.phase import Phase
from ..model.selection import Selection
from ..model.words import TYPES
from ..observations import Observations
from ..words import missioning
from ..words.phrases import all_of
from .asking import amount_of
from .lives import life_words
from .phase_plan import PhasePlan

BEST = "best"


def subject(data: Observations, plan: PhasePlan | None = None) -> str:
    """Say what is counted, of which violence and where: "Deaths in one-sided violence, Mali".

    A country that did not exist on all days looked at has its own days behind it. A mission that
    the phases of a plan name is not said here.
    """
    selection, lived = data.selection, life_words(data.lives, data.asked)
    months = f", {selection.months.words} of each year" if selection.months else ""
    return f"{_of_where(selection, plan)}{f' ({lived})' if lived else ''}{months}"


def _of_where(selection: Selection, plan: PhasePlan | None) -> str:
    where = where_of(selection)
    in_phases = plan and plan.mission and selection.missions and plan.mission.name == where
    return amount(selection) if in_phases else f"{amount(selection)}, {where}"


def where_of(selection: Selection) -> str:
    """Say which countries or missions are looked at; of those that are counted together, all."""
    if not selection.missions:
        return selection.where
    shared = {name: listed_names().get(listed_as(name), ()) for name in selection.missions}
    said = [
        str(missioning.TOGETHER(missions=several)) if several else name
        for name, several in shared.items()
    ]
    return all_of(dict.fromkeys(said))


def short_title(data: Observations, plan: PhasePlan | None, phases: Sequence[Phase]) -> str:
    """Say what stands over a figure: what is counted and where, and of which mission the phases.

    Other phases name themselves.
    """
    title = _of_where(data.selection, plan)
    names = [phase.name for phase in phases if phase.covered]
    if plan is None or plan.mission is None or not names:
        return title
    return f"{title}: {all_of(names)} {plan.mission.name}"


def amount(selection: Selection) -> str:
    """Say what is counted and of which violence: "Deaths in one-sided violence".

    An estimate is said where it is not the best.
    """
    what = selection.counts.capitalize()
    if selection.measure == "civilians":
        what = "Civilians killed"
    told = selection.estimate != BEST and amount_of(selection).low
    what += f" ({selection.estimate} estimate)" if told else ""
    one = data_set(selection.dataset) if selection.dataset else None
    what += f" {one.whose}" if one and one.whose else ""
    return f"{what} in {types_words(selection)}" if selection.types.names else what


def types_words(selection: Selection) -> str:
    """Say which violence is looked at."""
    types = selection.types
    if types.names == TYPES:
        return "all types of violence" if types.summed else "organised violence by type"
    return f"{all_of(types.names)} violence"


def constants(data: Observations, columns: Sequence[str]) -> dict[str, str | None]:
    """Return the columns that end each machine-readable row, where they are not groups."""
    selection = data.selection
    values: dict[str, str | None] = {
        "mission": "; ".join(selection.missions) or None,
        "country": selection.area.label,
        "type_of_violence": selection.types.label,
        "measure": selection.measure,
        "months": str(selection.months) if selection.months else None,
        "dataset": _joined(source.dataset for source in data.sources),
        "release": _joined(source.release for source in data.sources) or None,
        "estimate": selection.estimate,
        "straddle": selection.straddle,
    }
    if not selection.types.names:
        del values["type_of_violence"]
    del values["country" if selection.missions else "mission"]
    if not selection.months:
        del values["months"]
    if data.declared.answers == "named" and not data.amount.low:
        del values["estimate"]
    return {name: value for name, value in values.items() if name not in columns}


def _joined(words: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))
