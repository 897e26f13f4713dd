"""The groups that totals and phases can be broken down by, and their columns."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.errors import UsageError
from ..model.selection import Selection
from ..model.words import ONE_SIDED

COLUMNS = {
    "type": ("type_of_violence",),
    "country": ("country_id", "country"),
    "region": ("region",),
    "perpetrator": ("perpetrator",),
}
GET_EVENTS = "only events can: get them with: mali-cli fetch ged"


def columns_of(groups: Sequence[str], selection: Selection) -> tuple[str, ...]:
    """Return the columns of the groups; several types are rows of their own."""
    columns = [column for group in groups for column in COLUMNS.get(group, (group,))]
    if len(selection.types.names) > 1 and not selection.types.summed:
        columns += [column for column in COLUMNS["type"] if column not in columns]
    return tuple(columns)


def check_perpetrator(groups: Sequence[str], selection: Selection) -> None:
    """Refuse perpetrators of anything but one-sided violence.

    Raises:
        UsageError: another type was asked for.
    """
    if "perpetrator" in groups and selection.types.names != (ONE_SIDED,):
        raise UsageError(
            "only one-sided violence has a perpetrator", "use --by perpetrator with -t one-sided"
        )
