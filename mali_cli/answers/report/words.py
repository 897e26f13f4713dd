"""The sentences of a report: its title, its question, its figures in words. None names a cause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...analysis.bounds import OUTER
from ...datasets.registry import data_set
from ...facts import timelines
from ...facts.countries import area_of as area_of_numbers
from ...model.bounds import HIGH, LEAST, LOW, MOST, wide
from ...model.details import PhaseDetails, Row
from ...model.phase import is_short
from ...model.report import Lead
from ...model.result import Note, Result
from ...model.selection import Selection
from ...model.words import ONE_SIDED, TYPES
from ...words import counting, reporting
from ...words.message import Said
from ...words.phrases import between, tenths, thousands, times
from ..fighting import without_and_with

ALL_OF_A_MISSION = {"before", "during", "after"}

NO_ENDS = (None, None)
NOUNS = {
    "deaths": "death/deaths",
    "civilians": "civilian killed/civilians killed",
    "events": "event/events",
    **{name: f"death of {whose}/deaths of {whose}" for name, whose in counting.OF_SIDES.items()},
}


def title_of(result: Result) -> Said:
    """Return the title of a report: what is counted, of which violence, where, by which phases."""
    phases = _of_mission(result, [phase.name for phase in result.phases]) or _timeline_of(result)
    return (reporting.TITLE if phases else reporting.TITLE_BY_PHASE)(
        what=NOUNS[result.measure].partition("/")[2].capitalize(),
        violence=types_of(result),
        area=area_of(result),
        phases=phases,
    )


def title_of_several(result: Result, missions: Sequence[str]) -> Said:
    """Return the title of the reports on several missions."""
    return reporting.TITLE(
        what=NOUNS[result.measure].partition("/")[2].capitalize(),
        violence=types_of(result),
        area=area_of(result),
        phases=reporting.OF_MISSIONS(missions=missions),
    )


def question_of(result: Result) -> Said:
    """Return the question that the answer of `periods` answers."""
    return reporting.QUESTIONS[result.measure](
        violence=types_of(result),
        area=area_of(result),
        phases=_in_phases([phase.name for phase in result.phases], result),
    )


def lead_of(result: Result) -> tuple[Said, ...]:
    """Return the answer in a line for each group: the figure of each phase, ranges as ranges."""
    if result.empty:
        return ()
    return tuple(_lead(name, rows, result) for name, rows in _groups(result))


def _lead(name: str, rows: Sequence[Row], result: Result) -> Said:
    """Return the figures of the phases that have one, and which have none: that is not zero."""
    known = [row for row in rows if row[result.value] is not None]
    said = {
        "noun": NOUNS[result.measure].partition("/")[2],
        "violence": counting.VIOLENCE(types=(name,)) if name else types_of(result),
        "area": area_of(result),
        "phases": _in_phases([row["phase"] for row in known or rows], result),
    }
    if not known:
        return reporting.LEAD_BLANK(**said)
    mission = _details(result).mission
    without = [row["phase"] for row in rows if row not in known]
    quoted = without if mission else [reporting.QUOTED(phase=one) for one in without]
    figures = (
        _amount(row[result.value], (row[LEAST], row[MOST]), result, noun=False) for row in known
    )
    return reporting.LEAD(
        figures=_in_turn(figures), blank=reporting.LEAD_BUT(phases=quoted) if quoted else "", **said
    )


def _in_phases(names: Sequence[str], result: Result) -> Said:
    """Say in which phases: "before and during MINUSMA", "in the phase 'crisis'"."""
    quoted = [reporting.QUOTED(phase=name) for name in names]
    return _of_mission(result, names) or reporting.IN_PHASES(phases=quoted)


def scope_of(result: Result) -> Said | str:
    """Say the bounds of the lead, what is counted of which release, and what that leaves out."""
    if result.empty:
        return ""
    source = result.sources[0]
    left = [note.said.brief for note in result.notes if note.kind == counting.FIGHTING.kind]
    return reporting.SCOPE(
        bounds=_bounds(result),
        counted=result.counts,
        violence=types_of(result),
        source=f"{data_set(source.dataset).maker.short} {source.pinned}",
        rule=result.straddle,
        left=left or [str(said) for said in not_counted(result)],
    )


def leads_of(result: Result) -> tuple[Lead, ...]:
    """Return the lead of each country of an answer by country, with its bounds."""
    found = []
    for (number,), rows in result.frame.partition_by(
        "country_id", as_dict=True, maintain_order=True
    ).items():
        asked = replace(_asked(result), area=area_of_numbers([number]))
        one = replace(result, frame=rows, settled=result.settled._replace(asked=asked))
        lines, bounds = tuple(map(str, lead_of(one))), " ".join(map(str, _bounds(one)))
        found.append(Lead(area_of(one), lines, bounds))
    return tuple(found)


def _bounds(result: Result) -> list[Said]:
    """Say what edges leave open, where they cut a phase, and the low and the high estimates.

    Where edges cut much of a phase, it has its outer range in place of the estimates.
    """
    said = []
    for name, rows in _groups(result):
        edges = [_ends(row, (LEAST, MOST)) for row in rows]
        pairs = zip(rows, ((row[LEAST], row[MOST]) for row in rows), strict=True)
        estimates = [
            _ends(row, OUTER) if wide(*ends) else _ends(row, (LOW, HIGH), _asked(result).decimals)
            for row, ends in pairs
        ]
        cut = any(row[LEAST] != row[MOST] for row in rows)
        for plain, of_type, ends in (
            (reporting.LEAD_EDGES, reporting.LEAD_EDGES_OF, edges if cut else []),
            (reporting.LEAD_BOUNDS, reporting.LEAD_BOUNDS_OF, estimates),
        ):
            if any(ends):
                bounds = _in_turn(pair or reporting.NO_DATA() for pair in ends)
                values = {"type": name.capitalize()} if name else {}
                said.append((of_type if name else plain)(bounds=bounds, **values))
    return said


def _ends(row: Row, names: tuple[str, str], decimals: int = 0) -> str:
    """Return the least and the most of a phase as they are shown; "" where it has none."""
    ends = [row.get(name) for name in names]
    return "" if None in ends else between(*(thousands(end, decimals) for end in ends))


def _in_turn(figures: Iterable[object]) -> str:
    return " → ".join(map(str, figures))


def headline_of(result: Result) -> tuple[Said, ...]:
    """Return the figures in sentences: each phase with its rate and ratio, the peak, the total."""
    if result.empty:
        return (reporting.NO_FIGURE(why=result.empty),)
    groups = _groups(result)
    said = [_figures(name, rows, result) for name, rows in groups]
    said += [peak for name, rows in groups if (peak := _peak(name, rows, result))]
    total, bounds = _details(result).distinct_total, _details(result).distinct_bounds
    if total is not None:
        of_all = reporting.TOTAL_OF_ONE if len(result.phases) == 1 else reporting.TOTAL
        said.append(of_all(amount=_amount(total, bounds, result)))
    return (*said, *(note.said for note in result.notes if is_range(note)))


def is_range(note: Note) -> bool:
    """Return whether a note says which figures are ranges, and how to get them exactly."""
    return note.kind == "bounds" and note.warning


def taken_of(result: Result) -> Said | None:
    """Say what was taken by default."""
    taken = _asked(result).taken
    return reporting.TAKEN(taken=taken) if taken else None


def types_of(result: Result) -> Said:
    """Say which violence is looked at."""
    types = names_of(result)
    return counting.ALL_VIOLENCE() if types == TYPES else counting.VIOLENCE(types=types)


def names_of(result: Result) -> tuple[str, ...]:
    """Return the types of violence that are looked at."""
    return _asked(result).types.names


def area_of(result: Result) -> str:
    """Say which countries are looked at."""
    return _asked(result).area.words


def not_counted(result: Result) -> list[Said]:
    """Say which violence is not in the figures; nothing where all is."""
    types = names_of(result)
    if types == TYPES or result.measure == "events":
        return []
    if types != (ONE_SIDED,):
        others = [name for name in TYPES if name not in types]
        return [reporting.SOME_TYPES_ONLY(violence=types_of(result), others=others)]
    if any(note.kind == counting.FIGHTING.kind for note in result.notes):
        return [reporting.ONE_SIDED_ONLY()]
    said = without_and_with(result.settled.query, _asked(result))
    return [reporting.ONE_SIDED_ONLY(), counting.FIGHTING(**said)]


def _asked(result: Result) -> Selection:
    assert result.asked
    return result.asked


def _details(result: Result) -> PhaseDetails:
    assert isinstance(result.details, PhaseDetails)
    return result.details


def _amount(
    value: float, ends: tuple[float | None, float | None], result: Result, *, noun: bool = True
) -> Said | str:
    """Show a count; where edges cut much of it, the least and the most in its place."""
    found = wide(*ends)
    number = thousands(value, result.asked.decimals if result.asked else 0)
    number = between(*map(thousands, found)) if found else number
    if not noun:
        return number
    count = found[1] if found else value
    return reporting.AMOUNT(number=number, count=count, noun=NOUNS[result.measure])


def _rate(row: Row) -> str:
    """Show a rate as a count is shown."""
    ends = wide(row[f"per_year_{LEAST}"], row[f"per_year_{MOST}"])
    return between(*map(tenths, ends)) if ends else tenths(row["per_year"])


def _ratio(row: Row) -> Said | str:
    """Show a ratio as a count is shown; it may have no most."""
    least, most = row[f"ratio_{LEAST}"], row[f"ratio_{MOST}"]
    if least and most is None:
        return reporting.AT_LEAST(ratio=times(least))
    ends = wide(least, most)
    return between(*map(times, ends)) if ends else times(row["ratio_to_previous"])


def _timeline_of(result: Result) -> str | None:
    timeline = _details(result).timeline
    found = timelines.find(timeline) if timeline else None
    return (found.title or found.name) if found else None


def _of_mission(result: Result, names: Sequence[str]) -> Said | None:
    mission = _details(result).mission
    phases = [name for name in names if name in ALL_OF_A_MISSION]
    return reporting.OF_MISSION(phases=phases, mission=mission) if mission and phases else None


def _groups(result: Result) -> list[tuple[str, list[Row]]]:
    """Return the rows of each group with its name; one group without a name where none is."""
    found: dict[str, list[Row]] = {}
    for row in result.frame.iter_rows(named=True):
        found.setdefault(str(row.get("type_of_violence", "")), []).append(row)
    return list(found.items())


def _figures(name: str, rows: Sequence[Row], result: Result) -> Said:
    """Return a sentence with the figure, the rate and the ratio of each phase."""
    phases = [_phase(place, rows, result) for place in range(len(rows))]
    counted = reporting.COUNTED_OF if name else reporting.COUNTED
    maker = data_set(result.sources[0].dataset).maker.short
    return counted(type=name.capitalize(), maker=maker, phases=phases)


def _phase(place: int, rows: Sequence[Row], result: Result) -> Said:
    row = rows[place]
    when = _when(row["phase"], result)
    if row[result.value] is None:
        return reporting.BLANK(when=when)
    amount = _amount(row[result.value], (row[LEAST], row[MOST]), result, noun=place == 0)
    if row["per_year"] is None:
        return reporting.IN_PART(amount=amount, when=when)
    if row["ratio_to_previous"] is None:
        return reporting.RATE(amount=amount, when=when, rate=_rate(row))
    short = [r["phase"] for r in rows[place - 1 : place + 1] if _short(r)]
    quoted = [reporting.QUOTED(phase=name) for name in short]
    return reporting.RATIO(
        amount=amount,
        when=when,
        rate=_rate(row),
        ratio=_ratio(row),
        before=_when(rows[place - 1]["phase"], result),
        short=reporting.ON_SHORT(phases=quoted) if short else "",
    )


def _when(phase: str, result: Result) -> Said:
    """Name a phase as a time: "before MINUSMA", "in 'crisis'"."""
    mission = _details(result).mission
    if mission and phase in ALL_OF_A_MISSION:
        return reporting.AROUND_MISSION(phase=phase, mission=mission)
    return reporting.IN_PHASE(phase=phase)


def _short(row: Row) -> bool:
    return is_short(row["years"])


def _peak(name: str, rows: Sequence[Row], result: Result) -> Said | None:
    """Return a sentence on the highest year (or month) of all phases; None where nobody died."""
    peak = f"peak_{result.value}"
    known = [row for row in rows if row["peak"] and row[peak]]
    if not known:
        return None
    most = max(row[peak] for row in known)
    top = [row for row in known if row[peak] == most]
    years = dict.fromkeys(year.strip() for row in top for year in row["peak"].split(";"))
    return (reporting.PEAK_OF if name else reporting.PEAK)(
        type=name,
        years=years,
        whole=reporting.NOT_CUT() if any(n.kind == "peak" for n in result.notes) else "",
        amount=_amount(most, NO_ENDS, result),
        phases=[_when(row["phase"], result) for row in top],
    )
