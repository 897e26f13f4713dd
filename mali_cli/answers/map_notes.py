"""The wording of notes on a map: what is on it, what is not, and whose borders it draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from ..analysis.phase_counts import PHASE
from ..analysis.places import LEAST_EXACT, PlaceTables
from ..facts import outlines
from ..facts.countries import country_of
from ..model.phase import Phase
from ..model.result import Note
from ..model.selection import Selection
from ..model.words import all_of, counted, thousands
from ..observations import Observations
from .notes import RULES, series_notes

MOST_NAMED = 5


def on_the_map(
    tables: PlaceTables, selection: Selection, phases: Sequence[Phase]
) -> Iterator[Note]:
    """Say how much is on the map, and what is not because nobody knows where exactly it was."""
    places, rest = tables.places, tables.imprecise
    sites = places.select("latitude", "longitude").unique().height
    text = f"On the map: {_amount(places, selection)} at {counted(sites, 'place')}"
    none = places.filter(pl.col("deaths") == 0).height
    if none and selection.measure != "events":
        counts = f"0 {selection.measure} ({selection.estimate} estimate)"
        verb = "row has" if none == 1 else "rows have"
        text += f"; {none:,} {verb} {counts} and no dot"
    if sites:
        yield Note("places", f"{text}.")
    if rest.height:
        parts = _by_phase(rest, selection, phases)
        what = f"where_prec {LEAST_EXACT + 1} or more, or no coordinates"
        yield Note(
            "imprecise",
            f"Not on the map, as the exact place is not known ({what}): "
            f"{_amount(rest, selection)}{parts}.",
        )


def ranking(tables: PlaceTables, selection: Selection) -> Iterator[Note]:
    """Say what the ranking of regions counts, and what has no region."""
    text = "The ranking counts every event whose adm_1 is known, also those not on the map"
    if tables.nowhere.height:
        text += f"; without one are {_amount(tables.nowhere, selection)}"
    yield Note("regions", f"{text}.")


def precision(data: Observations) -> Iterator[Note]:
    """Warn where data do not say how exactly places are known."""
    if "where_prec" not in data.frame.collect_schema().names():
        text = "These data have no where_prec: every pair of coordinates is taken as exact."
        yield Note("imprecise", text, warning=True)


def rule(selection: Selection, phases: Sequence[Phase]) -> Iterator[Note]:
    """State the rule for what crosses an edge."""
    if not phases:
        yield from series_notes(selection)
        return
    text = f"what crosses the edge of a phase is {RULES[selection.straddle]}"
    yield Note("straddle", f"--straddle {selection.straddle}: {text}.")


def drawn(selection: Selection) -> Iterator[Note]:
    """Say where the outlines are from, and which countries have none."""
    text = f"Outlines: {outlines.SOURCE}; borders are no statement on the status of a territory"
    yield Note("outlines", f"{text}.")
    missing = outlines.without_outline(selection.area.ids)
    if missing:
        names = all_of(country_of(number).name for number in missing[:MOST_NAMED])
        yield Note("outlines", f"No outline is packaged of {names}.")


def _amount(table: pl.DataFrame, selection: Selection) -> str:
    """Say "1,029 deaths in 210 events"."""
    decimals = 1 if selection.straddle == "split" else 0
    number = float(table["events"].sum())
    events = thousands(number, decimals) + (" event" if number == 1 else " events")
    if selection.measure == "events":
        return events
    total = float(table["deaths"].sum())
    noun = selection.measure.removesuffix("s") if total == 1 else selection.measure
    return f"{thousands(total, decimals)} {noun} in {events}"


def _by_phase(table: pl.DataFrame, selection: Selection, phases: Sequence[Phase]) -> str:
    parts = [
        f"{phases[number].name} {_amount(rows, selection)}"
        for (number, *_), rows in table.group_by(PHASE, maintain_order=True)
        if phases
    ]
    return f" ({'; '.join(parts)})" if len(parts) > 1 else ""
