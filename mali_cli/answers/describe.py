"""Saying what was asked: in a title, as JSON, as constant columns, and as a command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.selection import Selection
from ..model.words import TYPES, all_of
from ..observations import Observations
from .lives import life_words


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


def pinned(command: str, data: Observations, options: Sequence[str]) -> tuple[str, ...]:
    """Return the command line that gives the same figures again, whatever else is at hand."""
    selection = data.selection
    words = ["mali-cli", command, *options, *selection_words(selection, command)]
    source = ["--dataset", data.pinned]
    if selection.data:
        source = ["--data", selection.data]
        source += ["--release", data.source.release] if data.source.release else []
    return (*words, *source)


def pins_of(data: Observations) -> dict[str, str | None]:
    """Return the options that make just these sources answer; a file answers anyway."""
    return {} if data.selection.data else {"dataset": data.pinned, "release": None}


def selection_words(selection: Selection, command: str) -> list[str]:
    """Return the options that select the same again, but for what answers."""
    words: list[str] = []
    for term in selection.area.terms:
        words += ["-c", term]
    for term in selection.types.terms:
        words += ["-t", term]
    words += ["--from", selection.first.isoformat()] if selection.first else []
    words += ["--to", selection.last.isoformat()] if selection.last else []
    counts = selection.measure != "deaths" and command != "events"
    words += ["--measure", selection.measure] if counts else []
    words += ["--estimate", selection.estimate] if selection.estimate != "best" else []
    words += selection.filters.arguments
    words += ["--straddle", selection.straddle] if selection.straddle else []
    words += ["--candidate"] if selection.candidate else []
    return words


def _joined(words: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))


def _estimate(selection: Selection) -> str:
    return f" ({selection.estimate} estimate)" if selection.measure == "deaths" else ""
