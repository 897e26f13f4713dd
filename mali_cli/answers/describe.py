"""Saying what was asked: in a title, as JSON, as constant columns, and as a command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model.query import Query
from ..model.questions.event_filters import Filtering
from ..model.selection import Selection
from ..model.words import TYPES
from ..observations import Observations
from ..words.phrases import all_of
from .lives import life_words

Said = Mapping[str, Any]
"""What is said in a command line, by field of the query."""
ORDER = (
    *("a", "b", "mission", "eligible", "min_years", "mission_dates", "at"),
    *("timeline", "phases", "cut", "phase", "window"),
    *("by", "peak_by", "fill", "allow_overlap", "top", "cumulative", "min_length", "min_side"),
    *("penalty", "uncertainty", "level", "draws", "seed", "placebos"),
    *("events", "every", "sort", "limit", "columns"),
    *("country", "type", "from_", "to", "measure", "estimate", *Filtering.options()),
    *("straddle", "candidate", "dataset", "data", "release"),
)
"""The order of a command line that is shown: what is asked, then of what, then who answers."""


def subject(data: Observations) -> str:
    """Say what is counted, of which violence and where: "Deaths in one-sided violence, Mali".

    A country that did not exist on all days looked at has its own days behind it.
    """
    selection, lived = data.selection, life_words(data.lives, data.asked)
    return f"{amount(selection)}, {selection.area.words}{f' ({lived})' if lived else ''}"


def amount(selection: Selection) -> str:
    """Say what is counted and of which violence: "Deaths in one-sided violence"."""
    what = selection.measure.capitalize()
    if selection.measure == "civilians":
        what = "Civilians killed"
    return f"{what}{_estimate(selection)} in {types_words(selection)}"


def types_words(selection: Selection) -> str:
    """Say which violence is looked at."""
    types = selection.types
    if types.names == TYPES:
        return "all types of violence" if types.summed else "violence of each type"
    return f"{all_of(types.names)} violence"


def taken_words(selection: Selection) -> str:
    """Say what was taken by default, for the end of a title."""
    return f" (by default: {', '.join(selection.taken)})" if selection.taken else ""


def constants(data: Observations, columns: Sequence[str]) -> dict[str, str | None]:
    """Return the columns that end each machine-readable row, where they are not groups."""
    selection = data.selection
    values: dict[str, str | None] = {
        "country": selection.area.label,
        "type_of_violence": selection.types.label,
        "measure": selection.measure,
        "dataset": _joined(source.dataset for source in data.sources),
        "release": _joined(source.release for source in data.sources) or None,
        "estimate": selection.estimate,
        "straddle": selection.straddle,
    }
    return {name: value for name, value in values.items() if name not in columns}


def selection_json(selection: Selection) -> dict[str, object]:
    """Return the selection as plain values for JSON."""
    return {
        "country": list(selection.area.names),
        "country_id": list(selection.area.ids),
        "type_of_violence": list(selection.types.names),
        "types_summed": selection.types.summed,
        "from": selection.first.isoformat() if selection.first else None,
        "to": selection.last.isoformat() if selection.last else None,
        "measure": selection.measure,
        "estimate": selection.estimate,
        "data": selection.data,
        "candidate": selection.candidate,
        "filters": list(selection.filters.arguments),
        "taken_by_default": list(selection.taken),
    }


def shown(query: Query, data: Observations, said: Said) -> tuple[str, ...]:
    """Return the command line that gives the same figures again, whatever else is at hand.

    Args:
        query: what was asked.
        data: the observations that answered.
        said: what else was settled, by field.
    """
    return query.argv({**selected(data.selection), **_answering(data), **said}, ORDER)


def selected(selection: Selection) -> dict[str, Any]:
    """Return the options that select the same again, by field."""
    return {
        "country": selection.area.terms,
        "type": selection.types.terms,
        "from_": selection.first and selection.first.isoformat(),
        "to": selection.last and selection.last.isoformat(),
        "straddle": selection.straddle or None,
        "candidate": selection.candidate,
    }


def pins_of(data: Observations) -> dict[str, str | None]:
    """Return the options that make just these sources answer; a file answers anyway."""
    return {} if data.selection.data else {"dataset": data.pinned, "release": None}


def _answering(data: Observations) -> dict[str, str | None]:
    named = data.selection.data is not None
    return {
        "dataset": None if named else data.pinned,
        "release": data.source.release if named else None,
    }


def _joined(words: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))


def _estimate(selection: Selection) -> str:
    return f" ({selection.estimate} estimate)" if selection.measure == "deaths" else ""
