"""UN missions beside each other: before, during and after, in equal windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from ..facts.countries import area_of
from ..facts.missions import OPERATIONS, find
from ..model.errors import NotHereError, UsageError
from ..model.filters import FilterOptions
from ..model.result import Note, Result
from ..model.selection import Area
from ..model.words import MISSION_DATES, Words, all_of, apart, one_of
from ..observations import Observations
from . import compare_notes, notes
from .asking import Asked
from .compare_rows import mission_rows
from .describe import amount, constants, pinned, pins_of, selection_json, taken_words
from .eligible import FEWEST_YEARS, LeftOut, eligible_missions, of_enough_years
from .mission_windows import Counted, count_all
from .phase_plan import PhaseOptions

WINDOW = "5y"
SHOWN = (
    *("mission", "country", "start", "end"),
    *("before_per_year", "during_per_year", "after_per_year"),
    *("ratio_during_before", "ratio_after_during", "peak", "peak_deaths", "others", "missing"),
)


@dataclass(frozen=True)
class Choice:
    """Which missions are compared: those named, or all with the fewest years before and after."""

    named: tuple[str, ...]
    fewest: int | None
    kind: str
    window: str
    default: bool

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options that ask for them."""
        words = [word for name in self.named for word in ("--mission", name)]
        words += ["--eligible", "--min-years", str(self.fewest)] if self.fewest else []
        return (*words, "--mission-dates", self.kind, "--window", self.window)


def compare(
    *,
    mission: Words = (),
    eligible: bool = False,
    min_years: int | None = None,
    mission_dates: str = OPERATIONS,
    window: str = WINDOW,
    country: Words = (),
    type: Words = (),
    from_: str | None = None,
    to: str | None = None,
    measure: str = "deaths",
    estimate: str = "best",
    straddle: str | None = None,
    dataset: str | None = None,
    release: str | None = None,
    data: str | None = None,
    candidate: bool = False,
    **filters: Unpack[FilterOptions],
) -> Result:
    """Compare missions; without arguments all that are eligible with the data at hand.

    Args:
        mission: UN missions; each is counted in its host countries.
        eligible: all missions in one whole country that have data and enough years of them.
        min_years: the fewest years counted before and after an eligible mission; default 1.
        mission_dates: "operations" (deployment to withdrawal) or "mandate".
        window: length of what comes before and after, such as "5y" or "18m".
        country: names, codes or @groups to count in, in place of the hosts.
        type: "state-based", "non-state", "one-sided", or "all" for their sum.
        from_: first day looked at (2013, 2013-07 or 2013-07-01).
        to: last day looked at, inclusive.
        measure: "deaths", "civilians" (among the dead) or "events".
        estimate: "best", "low" or "high".
        straddle: "both", "start", "end", "split" or "drop"; default "both" over country-years.
        dataset: NAME or NAME@RELEASE.
        release: a release such as "25.1".
        data: a file that answers in place of what is at hand; "-" for stdin.
        candidate: add preliminary events of later releases.
        filters: for event data; see `mali_cli.model.filters.FilterOptions`.

    Returns:
        a frame with a row a mission: mission, country, start, end (Date; end blank while it
        runs), length_years (to the end of the data while it runs), then for before, during and
        after their years, deaths and per_year (deaths a year), ratio_during_before and
        ratio_after_during (of per_year), each with its bounds by UCDP's low and high estimates
        (_low, _high), peak and peak_deaths (of the year with the most deaths during it), others
        (other missions in the windows), missing (the command that gets data that are not here).

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer for any of the missions.
    """
    asked = Asked(
        country,
        type,
        from_,
        to,
        measure,
        estimate,
        straddle,
        dataset,
        release,
        data,
        candidate,
        filters,
    )
    named = tuple(dict.fromkeys(find(name).name for name in apart(mission)))
    _check(named, asked, min_years, eligible=eligible)
    kind = one_of(mission_dates, MISSION_DATES, "kind of mission dates")
    fewest = None if named else min_years or FEWEST_YEARS
    choice = Choice(named, fewest, kind, window, default=not named and not eligible)
    chosen, left_out = (named, LeftOut()) if named else eligible_missions()
    options = [PhaseOptions(name, kind, window=window) for name in chosen]
    counted, passed_over = count_all(options, asked)
    answering = _answering(counted)
    if fewest:
        counted, left_out = of_enough_years(counted, fewest, left_out)
    said = compare_notes.notes_of(counted, answering, left_out, passed_over)
    return _answer(counted, answering, asked, choice, tuple(said))


def _check(named: tuple[str, ...], asked: Asked, min_years: int | None, *, eligible: bool) -> None:
    if named and (eligible or min_years is not None):
        option = "--eligible" if eligible else "--min-years"
        raise UsageError(
            f"--mission names the missions, and {option} chooses them", "use one of them"
        )
    if not named and asked.countries:
        raise UsageError(
            "eligible missions are each counted in their own country",
            "leave out -c, or name the missions with --mission",
        )
    if min_years is not None and min_years < 1:
        raise UsageError(f"{min_years} are no years to compare", "give --min-years 1 or more")


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
    raise NotHereError(f"no data for any of the missions are here ({first.message})", first.hint)


def _answer(
    counted: Sequence[Counted],
    data: Observations,
    asked: Asked,
    choice: Choice,
    said: tuple[Note, ...],
) -> Result:
    typed = data.selection.area if asked.countries else Area()
    ids = {number for one in counted for number in one.selection.area.ids}
    taken = ["eligible missions"] if choice.default else []
    selection = replace(data.selection, area=typed).also_taken(*taken)
    arguments = pinned("compare", replace(data, selection=selection), choice.arguments)
    frame = mission_rows(counted, data)
    names = all_of(one.mission.name for one in counted) if len(counted) < 6 else "missions"
    around = f"{choice.window} before, during and {choice.window} after {names or 'missions'}"
    title = f"{amount(selection)}: {around} ({choice.kind}){taken_words(selection)}"
    missions = {
        "missions": [one.mission.name for one in counted],
        "mission_dates": choice.kind,
        "window": choice.window,
        "eligible": not choice.named,
        "min_years": choice.fewest,
    }
    return Result(
        command="compare",
        title=title,
        frame=frame,
        notes=(*said, *notes.source_notes(data, arguments)),
        sources=data.sources,
        selection=selection_json(replace(selection, area=area_of(sorted(ids)))) | missions,
        straddle=selection.straddle,
        constants=constants(data, frame.columns),
        arguments=arguments,
        pins=pins_of(data),
        empty=None if counted else "no rows: no mission is eligible with the data at hand",
        shown=SHOWN,
    )
