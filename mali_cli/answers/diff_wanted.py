"""Which differences between two releases are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from ..analysis.units import UNITS
from ..facts.missions import DEFAULT_MISSION
from ..model.errors import UsageError
from ..model.selection import EVERY_TYPE, Selection, Types
from ..model.words import ONE_SIDED, Words, many
from .asking import Asked, read_groups
from .groups import EVENT_GROUPS, check_perpetrator
from .periods import default_area, options_kind, plan_or_default
from .phase_plan import PhaseOptions, PhasePlan

PHASE = "phase"
GROUPS = ("year", "country", "region", "type", "perpetrator", PHASE, *EVENT_GROUPS)
LIST = "--events"


@dataclass(frozen=True)
class Wanted:
    """What of the differences is wanted."""

    groups: tuple[str, ...]
    events: bool
    every: bool
    top: int | None
    plan: PhasePlan | None
    default_plan: bool
    allow_overlap: bool

    @property
    def words(self) -> list[str]:
        """The options to type again."""
        words = [part for group in self.groups for part in ("--by", group)]
        words += self.plan.arguments if self.plan else []
        words += ["--allow-overlap"] if self.allow_overlap else []
        words += [LIST] if self.events else []
        words += ["--all"] if self.every else []
        return words + (["--top", str(self.top)] if self.top is not None else [])

    def json(self, terms: tuple[str, str]) -> dict[str, object]:
        """Return what was asked, of the two that `terms` name, as plain values."""
        a, b = terms
        phases = [
            {"name": phase.name, "start": _iso(phase.start), "end": _iso(phase.end)}
            for phase in (self.plan.phases if self.plan else ())
        ]
        rest = {"events": self.events, "all": self.every, "top": self.top}
        return {"data": None, "a": a, "b": b, "by": list(self.groups), "phases": phases, **rest}


def read_wanted(
    asked: Asked, options: PhaseOptions, by: Words, *, events: bool, every: bool, top: int | None
) -> Wanted:
    """Read the options that say what is compared.

    Raises:
        UsageError: an unknown group, phases without --by phase, or options that clash.
    """
    groups = read_groups(by, GROUPS)
    if top is not None and top < 1:
        raise UsageError(f"--top {top} is below one", "write how many, such as 10")
    if events and (groups or every):
        option = "--by" if groups else "--all"
        raise UsageError(f"{LIST} lists events, and {option} is for totals", "use one of them")
    if not events:
        groups = groups or ("year",)
    units = [group for group in groups if group in UNITS]
    if len(units) > 1 or (units and PHASE in groups):
        raise UsageError("several units of time were asked for", "use one --by of them")
    if PHASE not in groups and (options.given or options.window or options.allow_overlap):
        named = options.given[0] if options.given else "--window"
        raise UsageError(f"{named} names phases", f"add --by {PHASE}")
    plan, default = plan_or_default(options, asked) if PHASE in groups else (None, False)
    return Wanted(groups, events, every, top, plan, default, options.allow_overlap)


def select(asked: Asked, wanted: Wanted) -> Selection:
    """Read what is looked at in both, with what is taken by default.

    Raises:
        UsageError: a word is unknown, or two options clash.
    """
    alone = "perpetrator" in wanted.groups and not many(asked.type)
    area = default_area(wanted.plan, asked, default_plan=False) if wanted.plan else None
    types = Types((ONE_SIDED,)) if alone else EVERY_TYPE
    selection = asked.select(area, types, series=wanted.plan is None)
    if "type" in wanted.groups:
        selection = replace(selection, types=replace(selection.types, summed=False))
    check_perpetrator(wanted.groups, selection)
    if wanted.events and selection.straddle == "split":
        raise UsageError("an event cannot be split", "use --straddle start, end or drop")
    taken = [] if asked.countries else [selection.area.label if area else "every country in both"]
    if not many(asked.type):
        taken.append(ONE_SIDED if alone else "every type")
    if wanted.plan and wanted.default_plan:
        taken.append(f"{DEFAULT_MISSION} by {options_kind(wanted.plan)}")
    return selection.also_taken(*taken)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
