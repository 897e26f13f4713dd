"""Which missions can be compared: in one whole country, with data, and enough years of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...facts.missions import areas, missions
from ...model.result import Note
from ...model.words import all_of
from ...model.words import counted as number_of
from .windows import Counted

FEWEST_YEARS = 1


@dataclass(frozen=True)
class LeftOut:
    """The missions that are not eligible, by the reason."""

    several: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    fewest: int = FEWEST_YEARS
    command: str | None = None

    @property
    def notes(self) -> list[Note]:
        """Say who is left out, and why."""
        years = number_of(self.fewest, "year")
        reasons = {
            "in several countries": self.several,
            "in a part of a country": self.parts,
            f"without {years} of data before and after": self.short,
            f"without data here ({self.command})": self.missing,
        }
        return [
            Note("left out", f"Left out, {why}: {all_of(names)}.")
            for why, names in reasons.items()
            if names
        ]


def eligible_missions() -> tuple[tuple[str, ...], LeftOut]:
    """Return the missions whose area is one whole country, and those that are left out."""
    parts = areas()
    several = tuple(m.name for m in missions() if len(m.hosts) > 1)
    alone = [m.name for m in missions() if len(m.hosts) == 1]
    small = tuple(f"{name} ({parts[name]})" for name in alone if name in parts)
    return tuple(name for name in alone if name not in parts), LeftOut(several, small)


def of_enough_years(
    counted: Sequence[Counted], fewest: int, left_out: LeftOut
) -> tuple[tuple[Counted, ...], LeftOut]:
    """Keep the missions with so many years counted before and after."""

    def enough(one: Counted) -> bool:
        return all((one.figure(window, "years") or 0) >= fewest for window in ("before", "after"))

    kept = tuple(one for one in counted if one.data and enough(one))
    short = tuple(one.mission.name for one in counted if one.data and not enough(one))
    gone = [one for one in counted if not one.data]
    missing = tuple(one.mission.name for one in gone)
    command = next((one.missing for one in gone if one.missing), None)
    return kept, replace(left_out, short=short, missing=missing, fewest=fewest, command=command)
