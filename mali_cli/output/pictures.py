"""What a chart or a map shows before it is drawn: the same for the terminal and for a figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..frozen import frozen
from ..words.phrases import between, figure, rate

NOT_COVERED = "not covered by the data"
NOT_COUNTED = "cut by the window, and counted elsewhere by the rule"
"""Why a unit has no value."""
LOW_TO_HIGH = "low to high"
"""What bounds are where they are UCDP's own."""
A_YEAR = "a year"
Count = float | None
"""A count; None where the data do not cover the unit, or a country did not exist."""


@frozen
class Series:
    """One set of bars or one line: a value for each unit of time.

    Attributes:
        name: what it counts ("state-based", "Others"); empty where it is the only one.
        values: one a unit; None is a gap in the coverage, 0 is a count.
        low: lower bounds, one a unit; empty where the data have none or none are drawn.
        high: upper bounds, as `low`.
    """

    name: str
    values: tuple[Count, ...]
    low: tuple[Count, ...] = ()
    high: tuple[Count, ...] = ()


@frozen
class PhaseSpan:
    """A phase, from the unit its first day is in to that of its last, with what it counts.

    Attributes:
        name: the phase.
        first: index of the first unit.
        last: index of the last unit, inclusive.
        total: deaths (or events) counted in it; None where nothing covers it, or the rule counts
            none of what touches it: then it has `ends`.
        per_year: its total over its years.
        ends: the least and the most of the total, where no figure stands for them.
        rate_ends: the same of the rate.
        per: what the rate is by: "a year", or "per 100,000" people, where that is drawn.
        edges: where its first day begins and its last one ends on an axis on which unit i is
            centred at i.
        counted: whether it has figures; it is only named where several lines have their own.
        mean: whether the total is a mean, as that of a stock is.
    """

    name: str
    first: int
    last: int
    total: Count = None
    per_year: Count = None
    ends: tuple[float, float] | None = None
    rate_ends: tuple[float, float] | None = None
    per: str = A_YEAR
    edges: tuple[float, float] | None = None
    counted: bool = True
    mean: bool = False

    def amount(self) -> str:
        """Return the total in words: "3,818", "994–9,541"; of a stock "mean 191,710.9"."""
        if self.ends:
            return between(*map(figure, self.ends))
        if self.total is None:
            return ""
        return f"mean {figure(self.total)}" if self.mean else figure(self.total)

    def rate(self, show: Callable[[float], str]) -> str:
        """Return the rate as it is shown; by population as such rates are."""
        show = show if self.per == A_YEAR else rate
        if self.rate_ends:
            return between(*map(show, self.rate_ends))
        return "" if self.per_year is None else show(self.per_year)


@frozen
class Marker:
    """A day that is marked by a line: a mission begins or ends. `label` says what it is."""

    index: int
    day: date
    label: str


@frozen
class Panel:
    """One of several small charts on one scale; `name` is empty where it is the only one."""

    name: str
    series: tuple[Series, ...]
    spans: tuple[PhaseSpan, ...] = ()


@frozen
class ChartPicture:
    """A chart of counts over time.

    Attributes:
        title: what is counted, where and when.
        unit: "year", "quarter" or "month".
        units: the labels of the units in order: 2013, 2013-Q3, 2013-07.
        y_label: what the bars count, such as "deaths a year, best estimate".
        panels: one chart each, all on one scale.
        markers: days marked in every panel.
        lines: draw lines, not bars; several series of bars are stacked, the first at the bottom.
        log: a logarithmic scale; zero has no place on it and is marked as such.
        cumulative: the values are running sums.
        named_at_ends: lines have their names where they end, and none in a legend.
        range_name: what the bounds of the series are, where they have any.
        gap_name: why a unit has no value, where one has none.
        beside: what another source counts in the same units, on a scale of its own: one panel, as
            this has one then.
    """

    title: str
    unit: str
    units: tuple[str, ...]
    y_label: str
    panels: tuple[Panel, ...]
    markers: tuple[Marker, ...] = ()
    lines: bool = False
    log: bool = False
    cumulative: bool = False
    named_at_ends: bool = False
    range_name: str = LOW_TO_HIGH
    gap_name: str = NOT_COVERED
    beside: ChartPicture | None = None

    @property
    def apart(self) -> tuple[ChartPicture, ...]:
        """The charts of each source, each on a scale of its own."""
        return (self, self.beside) if self.beside else (self,)


@frozen
class Dot:
    """What was counted at one pair of coordinates."""

    longitude: float
    latitude: float
    deaths: float
    events: int


def amount(item: Dot | RankedRegion, measure: str) -> float:
    """Return what sizes a dot or a bar: its events where they are counted, else its deaths."""
    return float(item.events if measure == "events" else item.deaths)


@frozen
class Place:
    """A place named on the map: one where many were killed, or a large town to find one's way."""

    name: str
    longitude: float
    latitude: float
    town: bool = False


@frozen
class Outline:
    """The land of a state: closed rings of (longitude, latitude)."""

    country: str
    asked: bool
    rings: tuple[tuple[tuple[float, float], ...], ...]


@frozen
class RankedRegion:
    """A first-order region with its deaths, for the ranking beside the map."""

    name: str
    deaths: float
    events: int


@frozen
class MapPanel:
    """One map of several side by side; `name` is empty where it is the only one.

    `nowhere` is what was counted without an exact place, so that it has no dot, `days` of what
    days the map is, where it is of a phase.
    """

    name: str
    dots: tuple[Dot, ...]
    ranks: tuple[RankedRegion, ...] = ()
    nowhere: float = 0.0
    days: str = ""

    def sums(self, measure: str) -> tuple[float, float]:
        """Return what is on the map, and what is not."""
        return sum(amount(dot, measure) for dot in self.dots), self.nowhere


@frozen
class MapPicture:
    """Maps of where people were killed, all in one frame and on one scale of sizes.

    Attributes:
        title: what is counted, where and when.
        bounds: west, south, east, north in degrees; east is beyond 180 where the map crosses the
            antimeridian, and so are the points there.
        panels: one map each.
        outlines: the land that touches the bounds, in whole rings: what was asked for is last.
        places: places to name, those with the most deaths first, then large towns.
        measure: what sizes the dots: "deaths", "civilians" or "events".
        density: draw a grid of densities, not dots.
    """

    title: str
    bounds: tuple[float, float, float, float]
    panels: tuple[MapPanel, ...]
    outlines: tuple[Outline, ...] = ()
    places: tuple[Place, ...] = ()
    measure: str = "deaths"
    density: bool = False
