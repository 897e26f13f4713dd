"""Which source answers a question: a pure choice among what is at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from ..datasets.declaration import DataSet
from ..datasets.registry import answering, data_set, knowing, layout_of, order_of
from ..facts.countries import country_of
from ..frozen import frozen
from ..model.coverage import Coverage
from ..model.dates import Span
from ..model.errors import NotHereError, UsageError
from ..model.selection import Selection
from ..model.source import STORE, Source
from ..words import asking, holding
from ..words.message import Said

PHASE = "phase"
"""The group that no data set has: every one can be counted by phase."""


@frozen
class Question:
    """What an answer needs: a selection, the groups, and what only events can tell.

    `events_for` names what needs events, in words ("months"); None where country-years will do.
    `fill` tells that each unit there is gets rows, also those of other times and types.
    """

    selection: Selection
    groups: tuple[str, ...] = ()
    events_for: str | Said | None = None
    fill: bool = False

    @property
    def dataset(self) -> str:
        """The data set that can answer."""
        return self.selection.dataset or answering(events=self.events_for is not None).name


def choose(question: Question, sources: Sequence[Source]) -> tuple[Source, ...]:
    """Choose the sources that answer: one, or several partial ones of one release.

    Of the whole sources that can answer, the newest release; where every country is asked for,
    one that has them all comes first. Partial sources answer what lies inside them, and only where
    no whole one can: one of them, or those of one release that hold it together.

    Raises:
        UsageError: the data set that was named holds no deaths by country and day, or no events
            where only events can answer; or several partial sets can answer alike.
        NotHereError: no source can answer; the message says what is missing, the hint how to get
            it.
    """
    asked = data_set(question.dataset)
    _check_counts(asked, question)
    fitting = [source for source in sources if _fits(source, question)]
    for alike in _by_layout(asked, fitting, question):
        if found := _choose(question, alike):
            return found
    raise _not_here(question, fitting)


def _check_counts(asked: DataSet, question: Question) -> None:
    """Refuse a data set that counts nothing, or has no events where events are needed."""
    show = f"mali-cli datasets show {asked.name}"
    if asked.role == "denominator":
        raise UsageError(holding.DENOMINATOR(dataset=asked.name, title=asked.title, command=show))
    if asked.role != "counts":
        raise UsageError(holding.NO_DEATHS(dataset=asked.name, command=show))
    if question.events_for and not asked.of_events:
        events = answering(events=True).name
        reader = question.events_for
        raise UsageError(holding.NO_EVENTS(dataset=asked.name, reader=reader, events=events))
    known = filters_of(asked)
    if unknown := [name for name in _filters_of(question) if name not in known]:
        option = "--" + unknown[0].replace("_", "-")
        others = () if question.selection.dataset else knowing(unknown[0], filters_of)
        hint = asking.OF_OTHERS(datasets=others, first=others[0]) if others else None
        raise UsageError(asking.NO_SUCH_FILTER(dataset=asked.name, option=option), hint)


def filters_of(one: DataSet) -> set[str]:
    """Return the filters that a data set knows."""
    return {name for layout in one.layouts for name in layout.filters}


def _filters_of(question: Question) -> list[str]:
    """Return the filters that are asked for, by field; the side of an actor is one with it."""
    given = [option.removeprefix("--") for option in question.selection.filters.given]
    return [name.replace("-", "_") for name in given if name != "side"]


def _by_layout(asked: DataSet, fitting: Sequence[Source], question: Question) -> list[list[Source]]:
    """Return the sources whose layout can tell what is asked, those of one layout together.

    Layouts of one data set have the same deaths: they never answer together, the first that can
    answers alone.
    """
    if len(asked.layouts) == 1:
        return [list(fitting)]
    able = [
        layout
        for layout in asked.layouts
        if set(question.groups) <= {*layout.terms, PHASE}
        and set(_filters_of(question)) <= set(layout.filters)
        and (layout.of_events or not question.events_for)
        and (not layout.amounts or question.selection.measure in layout.amounts)
    ]
    found = [[s for s in fitting if layout_of(s.dataset, s.columns) is one] for one in able]
    if fitting and not any(found):
        here = dict.fromkeys(layout_of(s.dataset, s.columns).name for s in fitting)
        raise NotHereError(
            holding.NOT_IN_LAYOUT(
                dataset=asked.name, layouts=here, command=_command(question, asked.name)
            )
        )
    return found


def _choose(question: Question, fitting: Sequence[Source]) -> tuple[Source, ...]:
    """Choose among sources of one layout; none where none can answer."""
    selection = question.selection
    able = [s for s in fitting if not _begins_late(s, selection) and holds_all([s], selection)]
    if not able:
        return _together(fitting, selection)
    best = max(_rank(source, selection) for source in able)
    first = [source for source in able if _rank(source, selection) == best]
    if first[0].whole or first[0].release is None:
        return _the_one(question, first)
    return _of_release(fitting, selection, first[0].release)


def _the_one(question: Question, first: Sequence[Source]) -> tuple[Source, ...]:
    if len(first) > 1:
        raise UsageError(
            holding.SEVERAL_PARTS(
                sets=len(first),
                dataset=question.dataset,
                options=[f"--dataset {source.pinned}" for source in first],
            )
        )
    return (first[0],)


def parts_that_hold(sources: Sequence[Source], selection: Selection) -> tuple[Source, ...]:
    """Return the sources of one release that hold all that is asked for: the whole one, or parts.

    Of parts every one that has some of it: a file may lack events of a country that another has.
    None where they lack a country, a type or days.
    """
    whole = [s for s in sources if s.whole and holds_all([s], selection)]
    if whole:
        return (whole[0],)
    parts = [source for source in sources if _has_some(source, selection)]
    ordered = tuple(sorted(parts, key=lambda source: source.stamp))
    return ordered if holds_all(parts, selection) else ()


def holds_all(sources: Sequence[Source], selection: Selection) -> bool:
    """Return whether the sources together hold all countries, types and days of a question."""
    ids, types = selection.area.ids, _types_of(selection)
    if any(_holds(source, ids, types, selection) for source in sources):
        return True
    areas: list[tuple[int, ...]] = [(area,) for area in ids] or [()]
    return len(sources) > 1 and all(
        _hold_in_turn(sources, area, kind, selection) for area in areas for kind in types
    )


def _holds(
    source: Source, area: Sequence[int], types: tuple[str, ...], selection: Selection
) -> bool:
    inside = source.whole or source.holds(types, selection.first, selection.last)
    return inside and source.covers(frozenset(area))


def _hold_in_turn(
    sources: Sequence[Source], area: Sequence[int], kind: str, selection: Selection
) -> bool:
    """Return whether every day asked for is in a source that has the country and the type."""
    here = [s for s in sources if s.covers(frozenset(area)) and kind in (s.types or (kind,))]
    days = [Span(s.days[0] or date.min, s.days[1] or date.max) for s in here]
    return bool(days) and Coverage.of(*days).covers(selection.window)


def _together(fitting: Sequence[Source], selection: Selection) -> tuple[Source, ...]:
    """Return the partial sets of one release, the newest, that hold together what is asked for.

    Where every country is asked for, parts do not tell which those are.
    """
    parts = [s for s in fitting if not s.whole and s.release and not _begins_late(s, selection)]
    releases = {str(source.release) for source in parts} if selection.area.ids else set[str]()
    in_order = partial(order_of, parts[0].dataset if parts else "")
    for release in sorted(releases, key=in_order, reverse=True):
        found = _of_release(parts, selection, release)
        if found:
            return found
    return ()


def _of_release(
    sources: Sequence[Source], selection: Selection, release: str
) -> tuple[Source, ...]:
    return parts_that_hold([s for s in sources if s.release == release], selection)


def _has_some(source: Source, selection: Selection) -> bool:
    """Return whether a source has a country, a type and a day of what is asked for."""
    areas: list[tuple[int, ...]] = [(area,) for area in selection.area.ids] or [()]
    types = set(source.types or _types_of(selection)) & set(_types_of(selection))
    days = Span(source.days[0] or date.min, source.days[1] or date.max)
    here = any(source.covers(frozenset(area)) for area in areas)
    return here and bool(types) and days.touches(selection.window)


def _types_of(selection: Selection) -> tuple[str, ...]:
    """Return the types of violence that are asked for; one without a name where there are none."""
    return selection.types.names or ("",)


def _fits(source: Source, question: Question) -> bool:
    """Return whether a source is of the data set and release, or of a part, that are named."""
    named = question.selection.release
    if source.dataset != question.dataset or named in (None, source.release, source.stamp):
        return source.dataset == question.dataset
    release, *parts = (named or "").split("+")
    return bool(parts) and source.stamp in {f"{release}+{part}" for part in parts}


def _rank(source: Source, selection: Selection) -> tuple[object, ...]:
    every_country = not selection.area.ids and source.country_ids is None
    seen = source.coverage is None or source.coverage.touches(selection.window)
    release = order_of(source.dataset, source.release)
    return (source.whole, every_country, seen, release, source.origin == STORE)


def _begins_late(source: Source, selection: Selection) -> bool:
    """Return whether a source ends before the window; candidate data go on where it ends."""
    if selection.candidate or not (source.coverage and selection.first):
        return False
    return selection.first > source.coverage.end


def _not_here(question: Question, fitting: Sequence[Source]) -> NotHereError:
    selection = question.selection
    name = question.dataset + (f"@{selection.release}" if selection.release else "")
    command = _command(question, _whole_name(question))
    if not fitting and question.events_for:
        reader = question.events_for
        return NotHereError(holding.NOT_HERE_FOR_EVENTS(name=name, reader=reader, command=command))
    if not fitting:
        return NotHereError(holding.NOT_HERE(name=name, command=command))
    wanted = frozenset(selection.area.ids)
    nearest = [source for source in fitting if source.covers(wanted)] or fitting
    have = max(nearest, key=lambda source: _rank(source, selection))
    missing = [i for i in selection.area.ids if not have.covers(frozenset([i]))]
    if missing:
        return NotHereError(_lacks(have, missing, command))
    if _begins_late(have, selection):
        return NotHereError(
            holding.ENDS_BEFORE(
                pinned=have.pinned,
                days=have.coverage,
                first=selection.first,
                command=_command(question, question.dataset),
            )
        )
    return NotHereError(holding.ONLY_A_PART(pinned=have.pinned, command=command))


def _command(question: Question, name: str) -> str:
    """Return the command that gets a data set: not all can be fetched."""
    fetched = data_set(question.dataset).doors
    return f"mali-cli fetch {name}" if fetched else "mali-cli import FILE"


def _whole_name(question: Question) -> str:
    """Return what `fetch` takes: the names of partial and unstamped sets are the store's own."""
    release = (question.selection.release or "").partition("+")[0]
    known = release and not release.startswith("unstamped")
    return f"{question.dataset}@{release}" if known else question.dataset


def _lacks(have: Source, missing: Sequence[int], command: str) -> Said:
    held = [country_of(number).name for number in sorted(have.country_ids or ())]
    values = {"pinned": have.pinned, "origin": have.origin, "held": held, "command": command}
    names, more = [country_of(number).name for number in missing[:5]], len(missing) - 5
    if more > 0:
        return holding.NO_FIGURES_OF_MORE(countries=names, more=more, **values)
    return holding.NO_FIGURES(countries=names, **values)
