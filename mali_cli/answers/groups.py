"""The groups that totals and phases can be broken down by, and their columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.units import UNITS
from ..model.errors import UsageError
from ..model.ids import ID_OF
from ..model.selection import Selection
from ..model.words import ONE_SIDED

COLUMNS = {
    "type": ("type_of_violence",),
    "country": ("country_id", "country"),
    "region": ("region",),
    "perpetrator": ("perpetrator",),
    "adm1": ("country", "adm_1"),
    "adm2": ("country", "adm_1", "adm_2"),
    "priogrid": ("priogrid_gid",),
    **{name: (name, number) for name, number in ID_OF.items()},
}
"""The columns of each group, where they are not called as the group is."""
EVENT_GROUPS = ("month", "quarter", "actor", "dyad", "conflict", "adm1", "adm2", "priogrid")
"""Groups that only events can tell."""


def columns_needed(group: str) -> tuple[str, ...]:
    """Return the columns of observations that a group is told by."""
    if group == "actor":
        return ("side_a", "side_b")
    return () if group in UNITS else COLUMNS.get(group, (group,))


def columns_of(groups: Sequence[str], selection: Selection) -> tuple[str, ...]:
    """Return the columns of the groups; several types are rows of their own."""
    columns = [column for group in groups for column in COLUMNS.get(group, (group,))]
    if len(selection.area.ids) == 1 and "country" not in groups:
        columns = [column for column in columns if column != "country"]
    if len(selection.types.names) > 1 and not selection.types.summed:
        columns += [column for column in COLUMNS["type"] if column not in columns]
    return tuple(dict.fromkeys(columns))


def check_perpetrator(groups: Sequence[str], selection: Selection) -> None:
    """Refuse perpetrators of anything but one-sided violence.

    Raises:
        UsageError: another type was asked for.
    """
    if "perpetrator" in groups and selection.types.names != (ONE_SIDED,):
        raise UsageError(
            "only one-sided violence has a perpetrator", "use --by perpetrator with -t one-sided"
        )
