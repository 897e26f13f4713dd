"""What `diff` is asked for, and the two sides of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ...datasets.declaration import DataSet
from ...datasets.registry import answering, data_set, data_sets, is_name, names, read_dataset
from ...facts.countries import resolve
from ...frozen import frozen
from ...model.errors import UsageError
from ...model.questions.diff import Diff
from ...model.questions.totals import Totals
from ...model.selection import EVERY_TYPE, Selection, Types
from ...model.units import UNITS
from ...model.words import ONE_SIDED, one_of
from ...observations import dataset_of_file, sources_at_hand
from ...store.atomic import is_there
from ...words import asking, comparing
from ...words.message import Said
from ..asking import read_groups, select_by, usual_terms
from ..phase_plan import DEFAULT_COUNTRY, PhasePlan, given, plan_or_default

PHASE = "phase"
LIST = "--events"


class DiffGroups(NamedTuple):
    """By which groups and phases differences are added up."""

    groups: tuple[str, ...]
    plan: PhasePlan | None

    @property
    def said(self) -> dict[str, object]:
        """The options that ask for them, by field."""
        return {"by": self.groups, **(self.plan.said if self.plan else {})}


def read_wanted(query: Diff) -> DiffGroups:
    """Read the options that say what is compared.

    Raises:
        UsageError: an unknown group, phases without --by phase, or options that clash.
    """
    one = _named_by_both(query)
    usual = (*usual_terms(of_events=False), PHASE, *usual_terms())
    known = (*one.terms, PHASE) if one else usual
    groups = read_groups(query.by, tuple(dict.fromkeys(known)))
    if query.top is not None and query.top < 1:
        raise UsageError(comparing.TOP_BELOW_ONE(top=query.top))
    if query.events and (groups or query.every):
        option = "--by" if groups else "--all"
        raise UsageError(comparing.LIST_OF_TOTALS(events=LIST, option=option))
    if not query.events:
        groups = groups or ("year",)
    units = [group for group in groups if group in UNITS]
    if len(units) > 1 or (units and PHASE in groups):
        raise UsageError(asking.SEVERAL_UNITS())
    chosen = ["--mission"] if one and one.of_missions else []
    asked = [option for option in given(query) if option not in chosen]
    if PHASE not in groups and (asked or query.window or query.allow_overlap):
        option = asked[0] if asked else "--window"
        raise UsageError(asking.PHASES_NOT_ASKED(option=option, phase=PHASE))
    return DiffGroups(groups, plan_or_default(query) if PHASE in groups else None)


def _named_by_both(query: Diff) -> DataSet | None:
    """Return the data set of both sides, if it is one that must be named."""
    sides = [_read(word) for word in (query.a, query.b)]
    found = {dataset_of_file(s.data, s.release) if s.data else s.dataset for s in sides}
    name = found.pop()
    one = data_set(name) if name and not found else None
    return one if one and one.answers == "named" and one.role == "counts" else None


def select_both(query: Diff, wanted: DiffGroups) -> Selection:
    """Read what is looked at in both, with what is taken by default.

    Raises:
        UsageError: a word is unknown, or two options clash.
    """
    alone = "perpetrator" in wanted.groups and not query.type
    types, plan = Types((ONE_SIDED,)) if alone else EVERY_TYPE, wanted.plan
    area = resolve(plan.countries or [DEFAULT_COUNTRY]) if plan else None
    taken: tuple[str, ...] = (area.label if area else "every country in both",)
    one = _named_by_both(query)
    missions: tuple[str, ...] = ()
    if one and one.of_missions and plan and plan.mission and not query.country:
        area, taken, missions = None, (), (plan.mission.name,)
    if one and one.of_missions and query.mission and not plan:
        missions = (query.mission,)
    asked = query.put_as(Totals, dataset=one.name, by=(), mission=missions) if one else query
    selection = select_by(asked, wanted.groups, area, types, taken=taken, series=plan is None)
    if query.events and selection.straddle == "split":
        raise UsageError(asking.EVENT_SPLIT())
    return selection.also_taken(*(plan.taken if plan else ()))


@frozen
class Side:
    """One of the two that are compared: a data set, a release of it, or a file."""

    dataset: str | None = None
    release: str | None = None
    data: str | None = None

    def of(self, selection: Selection) -> Selection:
        """Return the selection as it is put to this side."""
        return replace(selection, dataset=self.dataset, release=self.release, data=self.data)


def read_sides(
    a: str, b: str, dataset: str | None, events_for: str | Said | None
) -> tuple[Side, Side]:
    """Read what is compared.

    Args:
        a: NAME, NAME@RELEASE, a release, a file or FILE@RELEASE; "-" for stdin.
        b: the same.
        dataset: of which data set a release alone is.
        events_for: what needs events, in words.

    Raises:
        UsageError: a word is none of those, or a release alone is of several data sets.
    """
    sides = [_read(word) for word in (a, b)]
    bare = [side for side in sides if side.dataset is None and side.data is None]
    if dataset and not bare:
        raise UsageError(comparing.DATASET_OF_NOTHING())
    if not bare:
        return sides[0], sides[1]
    name = _name_of(dataset, sides, [side.release or "" for side in bare], events_for)
    named = [replace(side, dataset=name) if side in bare else side for side in sides]
    return named[0], named[1]


def _read(word: str) -> Side:
    if not word.strip():
        raise UsageError(comparing.EMPTY_SIDE())
    name, at, release = word.rpartition("@")
    head = name if at else word
    if is_name(head.casefold()):
        return Side(*read_dataset(word, None))
    if _is_release(word):
        return Side(release=word)
    if at and (name == "-" or is_there(Path(name))) and _is_release(release):
        return Side(data=name, release=release)
    if word == "-" or is_there(Path(word)):
        return Side(data=word)
    if at and _is_release(release):
        one_of(name, names(), "data set")
    raise UsageError(comparing.UNKNOWN_SIDE(word=word))


def _is_release(word: str) -> bool:
    try:
        return read_dataset(None, word)[1] is not None
    except UsageError:
        return False


def _name_of(
    dataset: str | None,
    sides: Sequence[Side],
    releases: Sequence[str],
    events_for: str | Said | None,
) -> str:
    """Return the data set of releases that stand alone."""
    if dataset:
        name, release = read_dataset(dataset, None)
        if release or not name:
            raise UsageError(comparing.DATASET_WITH_RELEASE(dataset=dataset))
        return name
    named = {side.dataset for side in sides if side.dataset}
    if len(named) == 1:
        return named.pop()
    if events_for:
        return answering(events=True).name
    have = {
        (s.dataset, name) for s in sources_at_hand(unread=True) for name in (s.release, s.stamp)
    }
    usual = [one for one in data_sets() if one.role == "counts" and one.answers != "named"]
    fitting = [
        one.name for one in usual if all((one.name, release) in have for release in releases)
    ]
    if len(fitting) > 1:
        raise UsageError(
            comparing.OF_SEVERAL_SETS(releases=releases, fitting=fitting, one=fitting[-1])
        )
    taking = (one.name for one in usual if one.takes(releases[0]))
    return fitting[0] if fitting else next(taking, usual[0].name)
