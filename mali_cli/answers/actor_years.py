"""When UCDP's actor-years of one-sided violence answer in place of events."""

from __future__ import annotations

from collections.abc import Sequence

from ..datasets.registry import data_set
from ..model.filters import read_filters
from ..model.questions.totals import Totals
from ..model.selection import Types, read_days, read_types
from ..model.words import many
from ..observations import sources_at_hand

ACTOR_YEARS = "one-sided"
FIRST_OF_YEAR, LAST_OF_YEAR = (1, 1), (12, 31)


def put_to_actor_years(query: Totals, groups: Sequence[str]) -> Totals:
    """Return a question on actors as it is put to actor-years, where no events are here.

    They can answer where the deaths of one-sided violence are asked for, of the whole world and by
    whole years, and no data are named.
    """
    one, filters = data_set(ACTOR_YEARS), set(read_filters(query).given)
    named = query.country or query.data or query.dataset or query.release or query.candidate
    on_actors = "actor" in groups or "--actor" in filters
    finer = query.months or query.uncertainty or filters - {"--actor"} or {*groups} - {*one.terms}
    of_type = read_types(many(query.type)) == Types(one.violence)
    of_deaths = query.measure == one.amounts[0].name
    if named or finer or not (on_actors and of_type and of_deaths and _of_years(query)):
        return query
    sources = sources_at_hand(unread=True)
    events = any(source.kind == "event" for source in sources)
    here = any(source.dataset == one.name for source in sources)
    return query.but(dataset=one.name) if here and not events else query


def _of_years(query: Totals) -> bool:
    """Return whether the days asked for begin and end with a year."""
    first, last = read_days(query.from_, query.to)
    begins = first is None or (first.month, first.day) == FIRST_OF_YEAR
    return begins and (last is None or (last.month, last.day) == LAST_OF_YEAR)
