"""The phases that a chart marks, with the figures that `periods` gives, and a mission's days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...analysis.measures import Measure
from ...analysis.phases import phase_table
from ...model.phase import Phase
from ...model.result import Note
from ...observations import EVENT_RULE, Observations
from ..notes import RULES
from ..phase_plan import PhasePlan

PERIODS_RULE = "both"
"""The rule of `periods` over country-years where none is named."""
SHOWN = ("phase", "start", "end", "years", "deaths", "per_year")


def phase_rule(data: Observations, named: str | None) -> str:
    """Return the rule by which `periods` counts the same: the one named, else its default."""
    if named:
        return data.selection.straddle
    return EVENT_RULE if data.of_events else PERIODS_RULE


def phase_rows(
    data: Observations,
    phases: Sequence[Phase],
    panels: Sequence[str],
    measure: Measure,
    rule: str,
) -> list[dict[str, object]]:
    """Count each phase as `periods` does, by panel.

    Returns:
        rows with the columns of the panels, phase, start, end (dates), years, deaths, per_year
        (deaths a year) and straddle, the rule.
    """
    counting = replace(measure, split=rule == "split")
    table = phase_table(
        data.frame, phases, panels, counting, rule, "year", lives=data.lives, engine=data.engine
    )
    rows = table.frame.select(*panels, *SHOWN).to_dicts()
    return [{**row, "straddle": rule} for row in rows]


def rule_notes(data: Observations, rule: str) -> list[Note]:
    """Say by which rule the bars count and by which the phases, where the two differ."""
    bars = data.selection.straddle
    if rule == bars:
        return []
    text = (
        f"The phases have the figures of `mali-cli periods` (--straddle {rule}: what crosses an "
        f"edge is {RULES[rule]}); the bars count by --straddle {bars}."
    )
    return [Note("straddle", text)]


def mission_days(plan: PhasePlan | None) -> list[dict[str, object]]:
    """Return the first and the last day of the mission of a plan: day (date) and label."""
    if plan is None or plan.mission is None or plan.dates is None:
        return []
    name, end = plan.mission.name, plan.dates.end
    days: list[dict[str, object]] = [{"day": plan.dates.start, "label": f"{name} begins"}]
    return [*days, *([{"day": end, "label": f"{name} ends"}] if end else [])]
