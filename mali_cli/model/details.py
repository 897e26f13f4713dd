"""What an answer has besides its rows, for those who draw it or write about it.

Each kind knows its values of the JSON envelope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from ..frozen import frozen, frozen_by_name
from .bounds import LEAST, MOST

Row = Mapping[str, Any]


@frozen
class Details:
    """Values of the JSON envelope that nothing else needs."""

    values: Mapping[str, object] = field(default_factory=dict)

    def json(self) -> dict[str, object]:
        """Return the values of the JSON envelope."""
        return dict(self.values)


@frozen_by_name
class PhaseDetails(Details):
    """What `periods` counts over all phases, and where the phases are from.

    Attributes:
        distinct_total: each observation that counts in any phase, once; None where none does.
        distinct_bounds: the least and the most that this can be.
        mission: the mission that the phases are of.
        timeline: the timeline that they are of.
    """

    distinct_total: float | None
    distinct_bounds: tuple[int | None, int | None] = (None, None)
    mission: str | None = None
    timeline: str | None = None

    def json(self) -> dict[str, object]:
        """Return the values of the JSON envelope."""
        names = (f"distinct_total_{bound}" for bound in (LEAST, MOST))
        bounds = zip(names, self.distinct_bounds, strict=True)
        return {"distinct_total": self.distinct_total, **dict(bounds), **super().json()}


@frozen_by_name
class ChartDetails(Details):
    """What `chart` shows besides the rows.

    Attributes:
        groups: the unit of time and what else the chart is divided by, as `--by` takes them.
        phases: the rows of the phases, as `periods` has them.
        markers: a row a day that is marked: day, label, and the date as far as it is known
            (written).
        series: a row a series, in the order of the legend.
        overlap: whether a death counts in several series.
        cumulative: whether the rows are running sums.
        stock: whether the rows are means of what does not add up over time.
        at_end: whether these have one figure a unit each, that of its last day.
        level: of the survey intervals, where there are some.
        rate: the column that is drawn in place of counts, where rates were asked for.
        together: whether countries are lines in one chart.
    """

    groups: tuple[str, ...] = ()
    phases: Sequence[Row] = ()
    markers: Sequence[Row] = ()
    series: Sequence[Row] = ()
    overlap: bool = False
    cumulative: bool = False
    stock: bool = False
    at_end: bool = False
    level: float | None = None
    rate: str = ""
    together: bool = False

    def json(self) -> dict[str, object]:
        """Return the values of the JSON envelope."""
        drawn: dict[str, object] = {
            "phases": list(self.phases),
            "markers": list(self.markers),
            "series": list(self.series),
            "overlap": self.overlap,
        }
        return {**drawn, **super().json()}


@frozen_by_name
class MapDetails(Details):
    """What `map` counts besides the places.

    Attributes:
        imprecise: the sums of events without an exact place.
        regions: the sums of first-order divisions; None where they were not asked for.
    """

    imprecise: Sequence[Row] = ()
    regions: Sequence[Row] | None = None

    def json(self) -> dict[str, object]:
        """Return the values of the JSON envelope."""
        ranked = {} if self.regions is None else {"regions": list(self.regions)}
        return {"imprecise": list(self.imprecise), **ranked, **super().json()}


@frozen_by_name
class VerdictDetails(Details):
    """How a check comes out.

    Attributes:
        verdicts: how many claims have each verdict.
        outcome: "as expected", "differs", "needs data" or "undecided".
        changed: the ids of the claims that have another verdict under the second release.
        warned: the ids of the claims that are undecided, or whose figures come with a warning.
        needs: the commands that get the data that claims need, by id.
    """

    verdicts: Mapping[str, int]
    outcome: str
    changed: Sequence[str] | None = None
    warned: Sequence[str] = ()
    needs: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, object]:
        """Return the values of the JSON envelope."""
        changed = {} if self.changed is None else {"changed": list(self.changed)}
        return {"verdicts": dict(self.verdicts), "outcome": self.outcome, **changed}
