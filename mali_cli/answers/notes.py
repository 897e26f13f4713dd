"""The wording of notes: what a reader must know about the figures above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from ..analysis import measures
from ..analysis.phases import PhaseTable
from ..analysis.units import UNITS, days_of, index_of_day, name_of_day
from ..facts.missions import MissionDates, hosted_by
from ..model.coverage import Coverage
from ..model.dates import DAYS_PER_YEAR
from ..model.filters import ID_OF, Filtered, Numbered
from ..model.phase import Phase, is_short
from ..model.result import Note
from ..model.selection import Selection
from ..model.source import Source
from ..model.words import CLEAR
from ..observations import Observations
from ..words.phrases import all_of, counted, thousands
from .id_notes import id_notes, listed
from .lives import life_words, why_no_state
from .peculiar import peculiar_notes
from .phase_plan import PhasePlan

ROUNDING = 0.05
"""How far a figure to one decimal may lie from the exact one."""
LARGE_STRADDLING = 0.1
"""Straddling deaths above this part of a phase are warned of."""
MOST_WARNINGS = 5
BLANK = "blank"
RULES = {
    "both": "counted in every phase that it touches",
    "start": "counted in the phase that holds its first day",
    "end": "counted in the phase that holds its last day",
    "split": "divided by days, which is arithmetic and not evidence, shown to one decimal",
    "drop": "counted in no phase",
}


def straddling_notes(table: PhaseTable, selection: Selection, *, of_events: bool) -> list[Note]:
    """Say which observations cross an edge, what the rule does with them, and the total."""
    what = selection.measure
    rule = f"--straddle {selection.straddle}: what crosses an edge is {RULES[selection.straddle]}."
    notes = [Note("straddle", f"{_straddlers(table, what, of_events)} {rule}")]
    notes.append(Note("distinct", _distinct(table, selection)))
    return notes + _large(table, selection)


def series_notes(selection: Selection) -> list[Note]:
    """State the rule for what crosses an edge of a series, where there is an edge."""
    if not (selection.first or selection.last or selection.straddle == "split"):
        return []
    rule = RULES[selection.straddle].replace("phase", "row")
    text = f"--straddle {selection.straddle}: what crosses an edge is {rule}."
    return [Note("straddle", text)]


def why_empty(data: Observations) -> str:
    """Say what emptied an answer: the coverage of the data, or the rule."""
    selection = data.selection
    if why := why_no_state(data):
        return f"no rows: {why}"
    have = f"{data.source.pinned} covers {data.published}"
    if not (selection.first or selection.last):
        return f"no rows: {have}; nothing in it is what was asked for"
    asked = f"{selection.first or ''}..{selection.last or ''}"
    if not data.published.touches(selection.window):
        return f"no rows: {have}, nothing of {asked}"
    return f"no rows: {have}; nothing counts in {asked} under --straddle {selection.straddle}"


def comparison_notes(frame: pl.DataFrame) -> list[Note]:
    """Mark ratios that rest on a phase of under two years."""
    rows = frame.select("phase", "years", "start", "end").iter_rows()
    names = list(dict.fromkeys(name for name, *length in rows if is_short(*length)))
    if not names or frame["ratio_to_previous"].null_count() == frame.height:
        return []
    text = f"A ratio marked * rests on a phase of under two years ({all_of(names)})."
    return [Note("ratio", text, warning=False)]


def length_notes(phases: Sequence[Phase]) -> list[Note]:
    """Say how long the phases are, for a comparison of unequal windows."""
    covered = [(phase.name, phase.covered) for phase in phases if phase.covered]
    if len(covered) < 2:
        return []
    lengths = [f"{name} {days.days / DAYS_PER_YEAR:.1f} years" for name, days in covered]
    text = (
        f"The windows are not equal ({', '.join(lengths)}); --window 5y bounds what comes before "
        "and after."
    )
    return [Note("window", text)]


def other_missions(plan: PhasePlan, phases: Sequence[Phase], hosts: Sequence[int]) -> list[Note]:
    """Name other missions in the same countries inside the phases before and after a mission."""
    outside = [phase for phase in phases if phase.name != "during" and phase.covered]
    others: dict[str, str] = {}
    for host in hosts:
        for mission in hosted_by(host):
            dates = mission.dates("operations")
            if plan.mission and mission.name != plan.mission.name:
                inside = [p.name for p in outside if _overlaps(dates, p)]
                if inside:
                    others[mission.name] = f"{mission.name} ({dates}, in {all_of(inside)})"
    if not others:
        return []
    return [Note("missions", f"Other UN missions there: {'; '.join(others.values())}.")]


def cited(sources: Sequence[Source], data: Observations | None = None) -> list[Note]:
    """Name data sets and releases, what is odd in them, and how to cite them."""
    notes = [Note("source", f"Data: {_source_words(source, data)}.") for source in sources]
    notes += peculiar_notes(sources)
    works = dict.fromkeys(source.citation for source in sources)
    return notes + [Note("cite", f"Cite: {work} (more: mali-cli cite)") for work in works]


def _source_words(source: Source, data: Observations | None) -> str:
    coverage = source.coverage
    parts = [f"UCDP {source.dataset} {source.release or '(release not known)'}"]
    if coverage:
        lived = life_words(data.lives, coverage) if data and data.selection.area.ids else ""
        of = f", of {data.selection.area.words} {lived}" if data and lived else ""
        parts.append(f"{days_words(coverage)}{of}")
    parts += ["a part of the release"] if not source.whole else []
    parts += ["coverage assumed from its rows"] if source.coverage_assumed else []
    parts += ["preliminary"] if source.preliminary else []
    parts += [part for part in (source.origin, source.licence) if part]
    return ", ".join(parts)


def days_words(coverage: Coverage) -> str:
    """Name what is covered by years where it is whole ones: "1989–2024", else by days."""
    first, last = coverage.start, coverage.end
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if coverage.gaps or not whole:
        return str(coverage)
    return f"{first.year}–{last.year}"


def event_notes(
    data: Observations, groups: Sequence[str], frame: pl.DataFrame | None = None
) -> list[Note]:
    """Say what filters took away, which rows overlap, and which figures are preliminary.

    Takes the groups, and the rows of the answer where the groups are among its columns.
    """
    notes = [_removed(filtered) for filtered in data.removed]
    if "actor" in groups:
        text = "An event counts for every actor involved: the rows overlap, do not add them up."
        notes.append(Note("actor", text, warning=True))
    notes += id_notes(data, frame)
    return notes + _outside(data) + incomplete_notes(data) + _preliminary(data)


def _outside(data: Observations) -> list[Note]:
    events, deaths = data.outside
    if not events:
        return []
    verb = "lies" if events == 1 else "lie"
    text = f"{counted(events, 'event')} ({counted(deaths, 'death')}) {verb} outside {data.coverage}"
    return [Note("coverage", f"{text}, the days covered: not counted.", warning=True)]


def incomplete_notes(data: Observations) -> list[Note]:
    """Say which preliminary releases are here in part only."""
    names = [s.pinned for s in data.sources if s.preliminary and s.release and not s.whole]
    if not names or data.selection.data:
        return []
    verb = "is" if len(names) == 1 else "are"
    text = f"{all_of(names)} {verb} a part of the release: what it lacks is not counted."
    return [Note("partial", text, warning=True)]


def _removed(filtered: Filtered) -> Note:
    names = f" matched {listed(filtered.matched)}" if filtered.matched else ""
    removed = f"removed {counted(filtered.events, 'event')} ({counted(filtered.deaths, 'death')})"
    text = f"{filtered.option}{names}{';' if names else ''} {removed}"
    if filtered.blank_events:
        blank = f"{counted(filtered.blank_events, 'event')}"
        text += f", of them {blank} ({counted(filtered.blank_deaths, 'death')}) without that detail"
    return Note("filter", f"{text}.")


def _preliminary(data: Observations) -> list[Note]:
    names = [source.pinned for source in data.sources if source.preliminary]
    if not names:
        return []
    columns = data.frame.collect_schema().names()
    rows = measures.counted(data.frame, data.window, data.selection.straddle)
    rows = rows.filter(pl.col("preliminary")) if "preliminary" in columns else rows
    status = pl.col("code_status") if "code_status" in columns else pl.lit(None, pl.String)
    unclear = rows.filter(status.fill_null(CLEAR) != CLEAR)
    figures = [part.select(pl.len(), pl.col("best").sum()) for part in (rows, unclear)]
    (events, deaths), (unclear_events, unclear_deaths) = (f.row(0) for f in pl.collect_all(figures))
    text = f"{counted(events, 'event')} ({counted(deaths, 'death')}) from {all_of(names)}"
    if unclear_events:
        part = f"{counted(unclear_events, 'event')} ({counted(unclear_deaths, 'death')})"
        text += f", of them {part} that UCDP has still to check"
    named = all(source.release for source in data.sources if source.preliminary)
    start = "Preliminary" if named else "Preliminary, at least in part"
    return [Note("candidate", f"{start}: {text}.", warning=True)]


def window_notes(selection: Selection, cover: Coverage) -> list[Note]:
    """Say where the window looked at has days that the data do not cover."""
    early = selection.first is not None and selection.first < cover.start
    late = selection.last is not None and selection.last > cover.end
    between = any(gap.touches(selection.window) for gap in cover.gaps)
    if not (early or late or between):
        return []
    if not (selection.first or selection.last):
        return [Note("coverage", f"The data cover {cover}, and no day between.", warning=True)]
    asked = f"{selection.first or ''}..{selection.last or ''}"
    return [Note("coverage", f"The data cover {cover}; {asked} was asked for.", warning=True)]


def partial_units(data: Observations, groups: Sequence[str]) -> dict[str, Coverage]:
    """Return the units of a series of events that are covered in part, with the days covered."""
    unit = next((group for group in groups if group in UNITS), None)
    if unit is None or not data.of_events or not data.window.touches(data.coverage):
        return {}
    asked, cover = data.selection.window, data.published
    edges = [day for span in cover.spans for day in (span.start, span.end)]
    found = {}
    for day in edges:
        of_unit = days_of(index_of_day(day, unit), unit).within(asked)
        here = cover.within(of_unit) if of_unit else None
        if here and not cover.covers(of_unit or here):
            found[name_of_day(day, unit)] = here
    return found


def partial_notes(data: Observations, groups: Sequence[str]) -> list[Note]:
    """Warn of the units of a series of events that are covered in part only."""
    parts = [f"{name} ({days})" for name, days in partial_units(data, groups).items()]
    text = f"Covered in part only, so that figures may be too low: {all_of(parts)}."
    return [Note("coverage", text, warning=True)] if parts else []


def _straddlers(table: PhaseTable, what: str, of_events: bool) -> str:
    rows = table.straddlers
    if not rows.height:
        return "Nothing straddles the edge of a phase."
    amounts = [counted(deaths, what.removesuffix("s")) for deaths in rows["deaths"]]
    parts = [f"{year} ({amount})" for year, amount in zip(rows["year"], amounts, strict=True)]
    if of_events:
        number = counted(int(rows["observations"].sum()), "event")
        if what == "events":
            return f"{number} straddle the edge of a phase."
        amount = thousands(int(rows["deaths"].sum()))
        return f"{number} with {amount} {what} straddle the edge of a phase."
    verb = "straddles" if len(parts) == 1 else "straddle"
    return f"{all_of(parts)} {verb} the edge of a phase."


def _distinct(table: PhaseTable, selection: Selection) -> str:
    decimals = 1 if selection.straddle == "split" else 0
    if table.distinct_total is None:
        return "Distinct total: blank, as no observation counts in any phase."
    total = thousands(table.distinct_total, decimals)
    text = f"Distinct total: {total} {selection.measure}, each observation once; share is of that."
    added = float(table.frame["deaths"].sum())
    if added > table.distinct_total + ROUNDING * table.frame.height:
        text += f" The rows add up to {thousands(added, decimals)}, so shares pass 100%."
    return text


def _large(table: PhaseTable, selection: Selection) -> list[Note]:
    large = table.frame.filter(pl.col("straddling") > LARGE_STRADDLING * pl.col("deaths"))
    more = large.height - MOST_WARNINGS
    if more > 0:
        large = large.sort("straddling", descending=True, maintain_order=True).head(MOST_WARNINGS)
    decimals = 1 if selection.straddle == "split" else 0
    notes = [
        Note(
            "straddle",
            f"{thousands(row['straddling'], decimals)} of the "
            f"{thousands(row['deaths'], decimals)} {selection.measure} in {_row_name(row)} "
            "straddle its edge: another --straddle rule gives another figure.",
            warning=True,
        )
        for row in large.iter_rows(named=True)
    ]
    if more > 0:
        notes.append(Note("straddle", f"So do those of {counted(more, 'more row')}.", warning=True))
    return notes


def _row_name(row: Mapping[str, Any]) -> str:
    """Name a phase, and its group where there are groups: "'before' (Niger)"."""
    columns = list(row)
    groups = {name: row[name] for name in columns[: columns.index("phase")]}
    for name, number in ID_OF.items():
        if number in groups:
            groups[name] = Numbered(groups[name], groups.pop(number))
    groups.pop("country_id", None)
    names = ", ".join(BLANK if value is None else str(value) for value in groups.values())
    return f"'{row['phase']}'" + (f" ({names})" if names else "")


def _overlaps(dates: MissionDates, phase: Phase) -> bool:
    end = dates.end or date.max
    return dates.start <= phase.shown.end and end >= phase.shown.start
