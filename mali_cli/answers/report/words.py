"""The sentences of a report: its title, its question, its figures in words. None names a cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...facts import timelines
from ...model.details import PhaseDetails
from ...model.phase import is_short
from ...model.result import Result
from ...model.selection import Selection
from ...model.words import ONE_SIDED, TYPES
from ...words.phrases import all_of, thousands, times

Row = Mapping[str, Any]
ALL_OF_A_MISSION = {"before", "during", "after"}
NOUNS = {"deaths": "deaths", "civilians": "civilians killed", "events": "events"}
ASKED = {
    "deaths": "How many people were killed in",
    "civilians": "How many civilians were killed in",
    "events": "How many events were there of",
}
ONE_SIDED_ONLY = (
    "One-sided violence is the killing of civilians by a government or an organised group. "
    "Civilians who died in fighting are not in these figures: they are among the deaths of "
    "state-based and non-state violence (--measure civilians -t all counts both)."
)
FIGHTING_ONLY = (
    "Only {types} is counted; deaths in {others} violence are not in these figures (-t all adds "
    "them)."
)


def title_of(result: Result) -> str:
    """Return the title of a report: what is counted, of which violence, where, by which phases."""
    what = NOUNS[_measure(result)].capitalize()
    return f"{what} in {types_of(result)}, {area_of(result)}{_phases_in_short(result)}"


def question_of(result: Result) -> str:
    """Return the question that the answer of `periods` answers."""
    asked = f"{ASKED[_measure(result)]} {types_of(result)} in {area_of(result)}"
    return f"{asked}{_phases_at_length(result)}?"


def headline_of(result: Result) -> tuple[str, ...]:
    """Return the figures in sentences: each phase with its rate and ratio, the peak, the total."""
    if result.empty:
        return (f"There is no figure: {result.empty}.",)
    said = [_figures(name, rows, result) for name, rows in _groups(result)]
    said += [peak for name, rows in _groups(result) if (peak := _peak(name, rows, result))]
    total = _details(result).distinct_total
    if total is not None:
        all_phases = "The phase has" if len(result.phases) == 1 else "All phases together have"
        once = f"{_count(total, result)} {_noun(result)}, each observation counted once"
        said.append(f"{all_phases} {once}.")
    return tuple(said)


def taken_of(result: Result) -> str:
    """Say what was taken by default."""
    taken = _asked(result).taken
    return f"Taken by default: {', '.join(taken)}." if taken else ""


def types_of(result: Result) -> str:
    """Say which violence is looked at."""
    types = names_of(result)
    if types == TYPES:
        return "all types of violence"
    return f"{all_of(types)} violence"


def names_of(result: Result) -> tuple[str, ...]:
    """Return the types of violence that are looked at."""
    return _asked(result).types.names


def area_of(result: Result) -> str:
    """Say which countries are looked at."""
    return _asked(result).area.label.replace("; ", ", ")


def not_counted(result: Result) -> str | None:
    """Say which violence is not in the figures; None where all is."""
    types = names_of(result)
    if types == TYPES or _measure(result) == "events":
        return None
    if types == (ONE_SIDED,):
        return ONE_SIDED_ONLY
    others = all_of(name for name in TYPES if name not in types)
    return FIGHTING_ONLY.format(types=types_of(result), others=others)


def _asked(result: Result) -> Selection:
    assert result.asked
    return result.asked


def _details(result: Result) -> PhaseDetails:
    assert isinstance(result.details, PhaseDetails)
    return result.details


def _measure(result: Result) -> str:
    return result.measure


def _noun(result: Result) -> str:
    return NOUNS[_measure(result)]


def _count(value: float | None, result: Result) -> str:
    return thousands(value, 1 if result.straddle == "split" else 0)


def _phases_in_short(result: Result) -> str:
    timeline = _details(result).timeline
    if _details(result).mission:
        return f": {_of_mission(result)}"
    if timeline:
        found = timelines.find(timeline)
        return f": {found.title or found.name}"
    return ", by phase"


def _phases_at_length(result: Result) -> str:
    if _details(result).mission:
        return f" {_of_mission(result)}"
    names = [f"“{phase.name}”" for phase in result.phases]
    return f" in {'the phase' if len(names) == 1 else 'the phases'} {all_of(names)}"


def _of_mission(result: Result) -> str:
    names = [phase.name for phase in result.phases if phase.name in ALL_OF_A_MISSION]
    return f"{all_of(names)} {_details(result).mission}"


def _groups(result: Result) -> list[tuple[str, list[Row]]]:
    """Return the rows of each group with its name; one group without a name where none is."""
    found: dict[str, list[Row]] = {}
    for row in result.frame.iter_rows(named=True):
        found.setdefault(str(row.get("type_of_violence", "")), []).append(row)
    return list(found.items())


def _figures(name: str, rows: Sequence[Row], result: Result) -> str:
    """Return a sentence with the figure, the rate and the ratio of each phase."""
    parts, before = [], ""
    for row in rows:
        parts.append(_phase(row, before, rows, result))
        before = row["phase"]
    who = f"{name.capitalize()} violence: " if name else ""
    subject = "the data count" if who else "The data count"
    return f"{who}{subject} {all_of(parts)}."


def _phase(row: Row, before: str, rows: Sequence[Row], result: Result) -> str:
    if row["deaths"] is None:
        return f"nothing in “{row['phase']}” (blank, not zero)"
    noun = f" {_noun(result)}" if row is rows[0] else ""
    if row["per_year"] is None:
        return f"{_count(row['deaths'], result)}{noun} in “{row['phase']}”, covered in part"
    rate = f"{thousands(row['per_year'], 1)} a year"
    if row["ratio_to_previous"] is not None:
        multiple = f"{times(row['ratio_to_previous'])} times that of “{before}”"
        rate += f", {multiple}{_mark(row, rows)}"
    return f"{_count(row['deaths'], result)}{noun} in “{row['phase']}” ({rate})"


def _mark(row: Row, rows: Sequence[Row]) -> str:
    """Say that a ratio rests on a phase of under two years: the row's own or the one before."""
    at = rows.index(row)
    short = [r["phase"] for r in rows[at - 1 : at + 1] if _short(r)]
    names = all_of(f"“{name}”" for name in short)
    return f", on under two years of {names} only" if names else ""


def _short(row: Row) -> bool:
    return is_short(row["years"], row["start"], row["end"])


def _peak(name: str, rows: Sequence[Row], result: Result) -> str | None:
    """Return a sentence on the highest year (or month) of all phases; None where nobody died."""
    known = [row for row in rows if row["peak"] and row["peak_deaths"]]
    if not known:
        return None
    most = max(row["peak_deaths"] for row in known)
    top = [row for row in known if row["peak_deaths"] == most]
    years = list(dict.fromkeys(year for row in top for year in row["peak"].split(";")))
    where = all_of(f"“{row['phase']}”" for row in top)
    what = f"In {name} violence the" if name else "The"
    verb = "year is" if len(years) == 1 else "years are"
    each = "" if len(years) == 1 else " each"
    counted = f"{_count(most, result)} {_noun(result)}{each}"
    return f"{what} highest {verb} {all_of(y.strip() for y in years)} with {counted}, in {where}."
