"""The UN peacekeeping missions and their dates.

From the UN's list DPPADPOSS-PKO (state of 2024-02-19) with corrections; each row names its
sources. A date that is known to the month or the year only runs from its first or to its last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from ..model.dates import Span, read_date
from ..model.errors import UsageError
from ..model.words import Words, apart, fold, many
from ..words import asking, places, straddling
from ..words.message import Said
from .files import rows

OPERATIONS, MANDATE = "operations", "mandate"
DEFAULT_MISSION = "MINUSMA"
LIST_OF = "2024-02-19"
"""The day that the UN's list is of."""
DATES = ("start", "operations_start", "mandate_end", "end")
"""The dates of a mission, as the columns are called."""


class Mission(NamedTuple):
    """A UN mission; dates as the sources have them: 2013-07-01, 2013-07 or 2013, "" if none.

    `sources` are those of each date that it has, by its name. `unsure` names the dates that are,
    and says why: "end: a resolution names no day".
    """

    name: str
    full_name: str
    hosts: tuple[int, ...]
    host_names: tuple[str, ...]
    start: str
    end: str
    operations_start: str
    mandate_end: str
    sources: Mapping[str, str]
    unsure: str
    note: str

    @property
    def source(self) -> str:
        """The sources of its dates: "start: S/RES/690 (1991); end: …"."""
        return "; ".join(f"{name}: {source}" for name, source in self.sources.items())

    def dates(self, kind: str) -> MissionDates:
        """Return its dates by `operations` (deployment to withdrawal) or by `mandate`."""
        if kind == MANDATE:
            return MissionDates(kind, self.start, self.mandate_end or self.end)
        return MissionDates(kind, self.operations_start or self.start, self.end)


class MissionDates(NamedTuple):
    """The first and last day of a mission, with what is known of them only roughly."""

    kind: str
    start_text: str
    end_text: str

    @property
    def start(self) -> date:
        """The first day."""
        return read_date(self.start_text).start

    @property
    def end(self) -> date | None:
        """The last day; None while the mission runs."""
        return read_date(self.end_text).end if self.end_text else None

    @property
    def rough(self) -> tuple[Said, ...]:
        """What is known to the month or the year only, in words."""
        said = []
        if unit := _unit(self.start_text):
            said.append(straddling.ROUGH_START(unit=unit, day=self.start))
        if unit := _unit(self.end_text):
            said.append(straddling.ROUGH_END(unit=unit, day=self.end))
        return tuple(said)

    def __str__(self) -> str:
        return f"{self.start}..{self.end or ''}"

    def within(self, span: Span) -> Span | None:
        """Return the days of the mission that lie in `span`."""
        return Span(self.start, max(self.start, self.end or date.max)).within(span)


@cache
def missions() -> tuple[Mission, ...]:
    """Return all missions, in the order of their start."""
    return tuple(_mission(row) for row in rows("missions.csv"))


def find(name: str) -> Mission:
    """Return the mission of that name, short or full.

    Raises:
        UsageError: there is none; the hint lists those that share it, else the nearest.
    """
    wanted = fold(name)
    for mission in missions():
        if wanted in (fold(mission.name), fold(mission.full_name)):
            return mission
    known = [word for mission in missions() for word in (mission.name, mission.full_name)]
    shared = {fold(listed): names for listed, names in listed_names().items()}.get(wanted)
    near = asking.DID_YOU_MEAN(names=shared) if shared else asking.did_you_mean(name, known)
    raise UsageError(
        places.UNKNOWN_MISSION(name=name), near or places.SEE_MISSIONS(command="mali-cli missions")
    )


def named_missions(words: Words) -> tuple[str, ...]:
    """Return the short names of missions as they are typed, several also joined by commas.

    A full name may have a comma in it.

    Raises:
        UsageError: there is no such mission; the hint lists the nearest.
    """
    full = {fold(mission.full_name) for mission in missions()}
    each = [(word,) if fold(word) in full else apart(word) for word in many(words)]
    return tuple(find(name).name for names in each for name in names)


@cache
def listed_names() -> dict[str, tuple[str, ...]]:
    """Return the names in the UN's data that stand for several missions, and these missions."""
    return {
        row["listed"]: tuple(row["missions"].split("; ")) for row in rows("un_mission_names.csv")
    }


def listed_as(name: str) -> str:
    """Return the name that the UN's data have for a mission: "UNAVEM" for UNAVEM II."""
    return next((listed for listed, several in listed_names().items() if name in several), name)


def hosts_of(listed: str) -> tuple[int, ...]:
    """Return the hosts of a mission as the UN's data name it; none where they are not known."""
    hosts = (mission.hosts for mission in missions() if listed_as(mission.name) == listed)
    return tuple(dict.fromkeys(host for each in hosts for host in each))


def since(listed: Iterable[str]) -> date | None:
    """Return the day on which the first of these missions began; None where one is not known."""
    first = []
    for name in listed:
        known = [m for m in missions() if name in (listed_as(m.name), m.name)]
        if not known:
            return None
        first += [read_date(mission.start).start for mission in known]
    return min(first, default=None)


def hosted_by(*countries: int) -> tuple[Mission, ...]:
    """Return the missions that any of these countries has hosted, in the order of their start."""
    return tuple(mission for mission in missions() if not {*countries}.isdisjoint(mission.hosts))


def others_in(
    windows: Mapping[str, Span], hosts: Iterable[int], but: str
) -> dict[str, tuple[MissionDates, list[str]]]:
    """Return the missions in countries whose operations touch windows, but for one of them.

    Args:
        windows: the days of each window, by its name.
        hosts: the countries.
        but: the name of the mission that the windows are of.

    Returns:
        the dates of each mission and the names of the windows, by its name.
    """
    found = {}
    for mission in hosted_by(*hosts):
        dates = mission.dates(OPERATIONS)
        inside = [name for name, days in windows.items() if dates.within(days)]
        if inside and mission.name != but:
            found[mission.name] = dates, inside
    return found


@cache
def areas() -> dict[str, str]:
    """Return the area of each mission whose area is not that of whole countries, by its name.

    From the Security Council resolutions that mandated them; each row names its own.
    """
    return {row["mission"]: row["area"] for row in rows("mission_areas.csv")}


def _unit(text: str) -> str | None:
    return {4: "year", 7: "month"}.get(len(text))


def _mission(row: dict[str, str]) -> Mission:
    return Mission(
        name=row["mission"],
        full_name=row["full_name"],
        hosts=tuple(int(number) for number in row["gwno"].split(";")),
        host_names=tuple(name.strip() for name in row["country"].split(";")),
        start=row["start"],
        end=row["end"],
        operations_start=row["operations_start"],
        mandate_end=row["mandate_end"],
        sources={name: row[f"{name}_source"] for name in DATES if row[name]},
        unsure=row["unsure"],
        note=row["note"],
    )
