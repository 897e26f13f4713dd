"""UN missions beside each other: before, during and after, in equal windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from shlex import join

from ...datasets.declaration import DataSet
from ...facts.countries import area_of
from ...facts.missions import listed_as, listed_names, named_missions
from ...model.errors import NotHereError, UsageError
from ...model.query import question
from ...model.questions.compare import Compare
from ...model.questions.periods import Periods
from ...model.questions.totals import Totals
from ...model.result import Result, Shown
from ...model.words import MISSION_DATES, one_of
from ...observations import Observations
from ...words import beside, comparing, holding
from ...words.phrases import all_of
from ..answer import answered
from ..asking import added_up
from ..bounding import exactly
from ..describe import amount, constants
from ..notes import unordered_notes
from ..ordering import ordered
from ..phase_plan import no_phases, usual_mission
from ..rates import Rates, rates_of
from .rows import fighting_of, mission_rows, notes_of, odd_windows
from .windows import (
    FEWEST_YEARS,
    WINDOWS,
    Counted,
    LeftOut,
    count_all,
    eligible_missions,
    of_enough_years,
    rated,
)

SHOWN = Shown(
    columns=(
        *("mission", "country", "start", "end"),
        *("before_per_year", "during_per_year", "after_per_year"),
        *("ratio_during_before", "ratio_after_during", "peak", "peak_deaths", "others", "missing"),
    ),
    spare=("country", "start", "peak", "others"),
)


@ordered
def answer(query: Compare) -> Result:
    """Answer `compare`.

    Returns:
        a frame with a row a mission: mission, country, start, end (Date; end blank while it
        runs), length_years (to the end of the data while it runs), then for before, during and
        after their years, deaths, the rates that `per` asks for and per_year (deaths a year), all
        with their bounds,
        ratio_during_before and ratio_after_during (of per_year), each with its bounds by the edges
        (_at_least, _at_most) and by UCDP's low and high estimates (_low, _high), peak and
        peak_deaths (of the year with the most deaths during it), others
        (other missions in the windows), missing (the command that gets data that are not here).

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer for any of the missions.
    """
    rates = rates_of(query)
    named = tuple(dict.fromkeys(named_missions(query.mission)))
    _check(named, query)
    one = added_up(query)
    if one and one.of_missions and not (named or query.country):
        raise UsageError(comparing.NAME_MISSIONS())
    if one and one.of_missions:
        _refuse_shared(named, one)
    named = named or _usual(query)
    kind = one_of(query.mission_dates, MISSION_DATES, "kind of mission dates")
    fewest = None if named else query.min_years or FEWEST_YEARS
    settled = {
        "mission": named,
        "eligible": bool(fewest),
        "min_years": fewest,
        "mission_dates": kind,
        "window": query.window,
    }
    chosen, left_out = (named, LeftOut()) if named else eligible_missions()
    asked = query.but(sort=None, limit=None)
    each = [asked.put_as(Periods, mission=name, window=query.window) for name in chosen]
    counted, passed_over = count_all(each)
    answering = _answering(counted)
    if fewest:
        counted, left_out = of_enough_years(counted, fewest, left_out)
    counted, rates = rated(counted, rates, answering)
    return _answer(query, counted, answering, settled, left_out, passed_over, rates)


compare = question(Compare, answer)


def _refuse_shared(named: tuple[str, ...], one: DataSet) -> None:
    """Refuse missions whose dead the data have under one name with those of others."""
    for name in named:
        if several := listed_names().get(listed_as(name)):
            asked = Totals(mission=(listed_as(name),), dataset=one.name)
            command = join(asked.argv({}))
            raise UsageError(comparing.COUNTED_TOGETHER(missions=several, command=command))


def _check(named: tuple[str, ...], query: Compare) -> None:
    if named and (query.eligible or query.min_years is not None):
        option = "--eligible" if query.eligible else "--min-years"
        raise UsageError(comparing.NAMED_AND_CHOSEN(option=option))
    if query.country and (query.eligible or query.min_years is not None):
        raise UsageError(comparing.ELIGIBLE_IN_ONE_COUNTRY())
    if query.min_years is not None and query.min_years < 1:
        raise UsageError(comparing.NO_YEARS(years=query.min_years))


def _usual(query: Compare) -> tuple[str, ...]:
    """Return the one mission of a country that is named without any; none where none is named.

    Raises:
        UnsettledError: the country hosted several missions, or none.
    """
    if not query.country:
        return ()
    mission = usual_mission(query)
    if mission is None:
        raise no_phases(query)
    return (mission,)


def _shown(rates: Rates) -> tuple[str, ...]:
    """Return the columns that a table has: beside deaths a year, of which the ratios are, rates."""
    of_people = {f"{window}_per_year": f"{window}_{rates.column}" for window in WINDOWS}
    added = of_people if rates.per else {}
    return tuple(name for one in SHOWN.columns for name in (one, added.get(one)) if name)


def _answering(counted: Sequence[Counted]) -> Observations:
    """Return the observations of the first mission that has any.

    Raises:
        NotHereError: none has.
    """
    for one in counted:
        if one.data:
            return one.data
    first = next(one.error for one in counted if one.error)
    if len(counted) == 1:
        raise first
    raise NotHereError(holding.NONE_OF_MISSIONS(problem=first.said), first.advice)


def _answer(
    query: Compare,
    counted: Sequence[Counted],
    data: Observations,
    settled: dict[str, object],
    left_out: LeftOut,
    passed_over: tuple[str, ...],
    rates: Rates,
) -> Result:
    ids = sorted({number for one in counted for number in one.selection.area.ids})
    taken: Sequence[str] = ()
    if not (query.mission or query.eligible):
        taken = [one.mission.name for one in counted] if query.country else ["eligible missions"]
    selection = data.selection.also_taken(*taken)
    names = all_of(one.mission.name for one in counted) if len(counted) < 6 else "missions"
    around = f"{query.window} before, during and {query.window} after {names or 'missions'}"
    frame = mission_rows(counted, data, rates)
    whole = replace(data, selection=replace(selection, area=area_of(ids)))
    said = {**settled, "country": selection.area.terms if query.country else None}
    said |= rates.said
    exact = [*exactly(query, whole, said)]
    odd = odd_windows(counted)
    return answered(
        query,
        frame,
        data=whole,
        heading=f"{amount(selection)}: {around} ({settled['mission_dates']})",
        notes=(
            *fighting_of(query, counted),
            *rates.notes(["country"] if len(counted) > 1 else []),
            *notes_of(counted, data, left_out, passed_over, exact),
            *unordered_notes([*odd.values()], selection.estimate, selection.decimals),
        ),
        said=said,
        own={
            "missions": [one.mission.name for one in counted],
            "eligible": not settled["mission"],
        },
        also=rates.sources,
        pins=rates.pins,
        constants={**constants(whole, frame.columns), **rates.constants},
        shown=SHOWN._replace(odd=odd, columns=_shown(rates)),
        empty=beside.NONE_ELIGIBLE(),
    )
