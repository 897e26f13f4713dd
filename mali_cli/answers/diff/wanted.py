"""Which differences between two releases are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ...analysis.units import UNITS
from ...facts.missions import DEFAULT_MISSION
from ...model.errors import UsageError
from ...model.questions.diff import Diff
from ...model.selection import EVERY_TYPE, Selection, Types
from ...model.words import ONE_SIDED
from ..asking import read_groups, select
from ..groups import EVENT_GROUPS, check_perpetrator
from ..periods import default_area, options_kind, plan_or_default
from ..phase_plan import PhasePlan, given

PHASE = "phase"
GROUPS = ("year", "country", "region", "type", "perpetrator", PHASE, *EVENT_GROUPS)
LIST = "--events"


class DiffGroups(NamedTuple):
    """By which groups and phases differences are added up."""

    groups: tuple[str, ...]
    plan: PhasePlan | None
    default_plan: bool

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for them, by field."""
        return {"by": self.groups, **(self.plan.said if self.plan else {})}


def read_wanted(query: Diff) -> DiffGroups:
    """Read the options that say what is compared.

    Raises:
        UsageError: an unknown group, phases without --by phase, or options that clash.
    """
    groups = read_groups(query.by, GROUPS)
    if query.top is not None and query.top < 1:
        raise UsageError(f"--top {query.top} is below one", "write how many, such as 10")
    if query.events and (groups or query.every):
        option = "--by" if groups else "--all"
        raise UsageError(f"{LIST} lists events, and {option} is for totals", "use one of them")
    if not query.events:
        groups = groups or ("year",)
    units = [group for group in groups if group in UNITS]
    if len(units) > 1 or (units and PHASE in groups):
        raise UsageError("several units of time were asked for", "use one --by of them")
    named = given(query)
    if PHASE not in groups and (named or query.window or query.allow_overlap):
        option = named[0] if named else "--window"
        raise UsageError(f"{option} names phases", f"add --by {PHASE}")
    return DiffGroups(groups, *(plan_or_default(query) if PHASE in groups else (None, False)))


def select_both(query: Diff, wanted: DiffGroups) -> Selection:
    """Read what is looked at in both, with what is taken by default.

    Raises:
        UsageError: a word is unknown, or two options clash.
    """
    alone = "perpetrator" in wanted.groups and not query.type
    area = default_area(wanted.plan, query, default_plan=False) if wanted.plan else None
    types = Types((ONE_SIDED,)) if alone else EVERY_TYPE
    selection = select(query, area, types, series=wanted.plan is None)
    if "type" in wanted.groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(wanted.groups, selection)
    if query.events and selection.straddle == "split":
        raise UsageError("an event cannot be split", "use --straddle start, end or drop")
    taken = [] if query.country else [selection.area.label if area else "every country in both"]
    if not query.type:
        taken.append(ONE_SIDED if alone else "every type")
    if wanted.plan and wanted.default_plan:
        taken.append(f"{DEFAULT_MISSION} by {options_kind(wanted.plan)}")
    return selection.also_taken(*taken)
