"""Notes on events: what was left out of them, and which names and ids were meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from ..analysis import measures
from ..analysis.ids import lacks_ids
from ..datasets.declaration import WEEK_STARTS
from ..datasets.registry import answering
from ..model.filters import (
    COMMA,
    ID_OF,
    LARGEST_PRECISION,
    LEAST_EXACT,
    Filtered,
    Numbered,
    shared_names,
)
from ..model.result import Note
from ..model.selection import Selection
from ..model.words import CLEAR, ONE_SIDED, WEEKDAYS
from ..observations import Observations
from ..observations.straddling import START
from ..words import covering, mapping, naming
from ..words.message import Said
from .asking import amount_of
from .look_up import by_place, measure_of, precision_of

MOST_THINGS = 12
"""Names that a note has at most."""
MOST_SHARED = 5
COARSE_CODES = {"first": LEAST_EXACT + 1, "last": LARGEST_PRECISION["--where-prec"]}
"""The codes of where_prec that are of no point."""


def event_notes(
    data: Observations,
    groups: Sequence[str],
    frame: pl.DataFrame | None = None,
    *,
    places: bool = True,
) -> list[Note]:
    """Say what filters took away, which rows overlap, and which figures are preliminary.

    Takes the groups, and the rows of the answer where the groups are among its columns; without
    `places` the answer says itself what has a coarse place.
    """
    counted = data.declared.amounts[0].nouns
    row = data.source.kind
    notes = [Note(_removed(filtered, counted, row)) for filtered in data.removed]
    notes += [Note(data.declared.remark)] if data.declared.remark else []
    notes += _weeks(data)
    one_sided = data.selection.types.names == (ONE_SIDED,)
    if "actor" in groups:
        notes.append(Note((naming.PERPETRATOR if one_sided else naming.EVERY_ACTOR)()))
    if data.selection.filters.actor and data.selection.measure == "deaths" and not one_sided:
        notes.append(_all_sides(data))
    notes += _id_notes(data, frame)
    notes += _coarse(data, frame) if places else []
    events, deaths = data.outside
    if events:
        said = covering.OUTSIDE(events=events, deaths=deaths, noun=counted, cover=data.coverage)
        notes.append(Note(said))
    partial = [s.pinned for s in data.sources if s.preliminary and s.release and not s.whole]
    if partial and not data.selection.data:
        notes.append(Note(covering.INCOMPLETE(sources=partial)))
    return notes + _preliminary(data) + _ends_early(data)


def _weeks(data: Observations) -> list[Note]:
    """Say of weekly figures from which day to which a week is taken to run."""
    if data.layout.grain != "week":
        return []
    told = WEEK_STARTS in data.frame.collect_schema().names()
    days = data.frame.select(START.dt.weekday().unique().sort()).collect().to_series()
    names = [WEEKDAYS[day - 1].capitalize() for day in days]
    if len(names) != 1:
        return [Note(covering.WEEKS_OF_DAYS(days=names))] if names else []
    last = WEEKDAYS[(WEEKDAYS.index(names[0].lower()) - 1) % len(WEEKDAYS)].capitalize()
    return [Note((covering.WEEKS_TOLD if told else covering.WEEKS)(first=names[0], last=last))]


def _ends_early(data: Observations) -> list[Note]:
    """Warn that events end within a window without an end, where the embedded figures go on.

    What is embedded is always at hand, so that the note is the same when a command is put again.
    """
    selection, ends, embedded = data.selection, data.published.end, answering().embedded
    is_open = selection.first and not selection.last
    ours = data.declared.answers != "named"
    if not (data.of_events and ours and is_open and embedded) or selection.data:
        return []
    other = embedded.source()
    if not other.coverage or other.coverage.end <= ends:
        return []
    said = covering.ENDS_EARLY(
        source=data.pinned,
        end=ends,
        other=other.pinned,
        last=other.coverage.end,
        command=f"mali-cli fetch {data.source.dataset}@{other.release}",
    )
    return [Note(said)]


def _all_sides(data: Observations) -> Note:
    """Say that an actor's events have dead of all sides, and how many of them were civilians."""
    if "civilians" not in data.frame.collect_schema().names():
        return Note(naming.ALL_SIDES_UNKNOWN())
    rows = measures.counted(data.frame, data.window, data.selection.straddle)
    deaths, civilians = rows.select(pl.col("best", "civilians").sum()).collect().row(0)
    return Note(naming.ALL_SIDES(deaths=deaths, civilians=civilians))


def _removed(filtered: Filtered, noun: str, row: str) -> Said:
    what: str | Said = filtered.option
    if filtered.matched:
        what = naming.MATCHED(option=filtered.option, things=_listed(filtered.matched))
    message = naming.FILTERED_BLANK if filtered.blank_events else naming.FILTERED
    return message(what=what, noun=noun, row=row, **filtered._asdict())


def _coarse(data: Observations, frame: pl.DataFrame | None) -> list[Note]:
    """Say how much of what is counted by place is in events with a coarse place."""
    told = frame is not None and measures.IMPRECISE in frame.columns
    if not data.days or not (told or by_place(data, ())):
        return []
    column = precision_of(data)
    if not column:
        return [Note(naming.NO_PRECISION())]
    measure, rule, (exact, last) = measure_of(data), data.selection.straddle, data.layout.exact
    rows = measures.counted(data.frame, data.window, rule).filter(measures.coarse(column, exact))
    of_regions = rows.filter(pl.col(column) == exact + 1)
    sums = [part.select(measure.sums()) for part in (rows, of_regions)]
    every, regions = pl.collect_all(sums)
    if not every["events"].item():
        return []
    codes = (naming.CODES if last > exact + 1 else naming.CODE)(
        column=column, first=exact + 1, last=last
    )
    values = {"codes": codes, "code": exact, "amount": in_events(every, data.selection)}
    notes = [Note((naming.IMPRECISE if told else naming.COARSE)(**values))]
    columns = frame.columns if frame is not None else []
    by_region = "adm_1" in columns and not {"adm_2", "priogrid_gid"} & {*columns}
    if by_region and last > exact + 1 and regions["events"].item():
        inside = in_events(regions, data.selection)
        notes.append(Note(naming.OF_THEIR_REGION(code=exact + 1, amount=inside)))
    return notes


def in_events(table: pl.DataFrame, selection: Selection) -> Said:
    """Say "1,029 deaths in 210 events" of the sums in a table."""
    measure = selection.measure
    said = mapping.EVENTS if measure == "events" else mapping.DEATHS_IN_EVENTS
    return said(
        deaths=float(table["deaths"].sum()),
        events=float(table["events"].sum()),
        one=amount_of(selection).noun,
        several=selection.counts,
        decimals=selection.decimals,
    )


def _preliminary(data: Observations) -> list[Note]:
    sources = [source for source in data.sources if source.preliminary]
    if not sources:
        return []
    columns = data.frame.collect_schema().names()
    rows = measures.counted(data.frame, data.window, data.selection.straddle)
    rows = rows.filter(pl.col("preliminary")) if "preliminary" in columns else rows
    status = pl.col("code_status") if "code_status" in columns else pl.lit(None, pl.String)
    unclear = rows.filter(status.fill_null(CLEAR) != CLEAR)
    figures = [part.select(pl.len(), pl.col("best").sum()) for part in (rows, unclear)]
    (events, deaths), (unclear_events, unclear_deaths) = (f.row(0) for f in pl.collect_all(figures))
    named = all(source.release for source in sources)
    message = naming.PRELIMINARY_UNCLEAR if unclear_events else naming.PRELIMINARY
    said = message(
        start=naming.ALL_OF_IT() if named else naming.AT_LEAST_IN_PART(),
        sources=[source.pinned for source in sources],
        events=events,
        deaths=deaths,
        unclear_events=unclear_events,
        unclear_deaths=unclear_deaths,
    )
    return [Note(said)]


def _listed(things: Sequence[Numbered]) -> Said:
    """Name things with their ids, so that commas in names mislead nobody."""
    if len(things) <= MOST_THINGS:
        return naming.THINGS(things=things)
    more = len(things) - MOST_THINGS
    return naming.THINGS_AND_MORE(things=things[:MOST_THINGS], number=more)


def _id_notes(data: Observations, frame: pl.DataFrame | None) -> list[Note]:
    """Say of the filters, and of the groups among the columns of an answer, what names mean."""
    columns = [] if frame is None else frame.columns
    groups = [group for group, number in ID_OF.items() if number in columns]
    found = [Note(said) for filtered in data.removed for said in _of_filter(filtered)]
    found += [Note(naming.BY_NAME(group=g)) for g in groups if lacks_ids(data.frame, g)]
    actors = [one for f in data.removed if f.option == "--actor" for one in f.matched]
    if frame is not None and "actor" in groups:
        actors += map(Numbered._make, frame.select("actor", "actor_id").unique().iter_rows())
    return [*dict.fromkeys(found), *(_joint(actors) if data.of_events else ())]


def _of_filter(filtered: Filtered) -> Iterator[Said]:
    kind = filtered.option.removeprefix("--")
    if shared := shared_names(filtered.matched):
        parts = [
            naming.NAME_SHARED(name=name, number=len(ids), kind=kind, ids=ids)
            for name, ids in shared.items()
        ]
        more = len(parts) - MOST_SHARED
        names = naming.NAMES_SHARED(
            names=parts[:MOST_SHARED] + ([naming.MORE_SHARED(number=more)] if more > 0 else [])
        )
        option = f"{filtered.option} {next(iter(shared.values()))[0]}"
        yield naming.SHARED(shared=names, option=option)
    if filtered.by_name:
        everywhere = all(thing.number is None for thing in filtered.matched)
        yield (naming.BY_NAME if everywhere else naming.SOME_BY_NAME)(group=kind)
    names_matched = {thing.name for thing in filtered.matched}
    same = [thing for thing in filtered.beside if thing.name in names_matched]
    holding = [thing for thing in filtered.beside if thing.name not in names_matched]
    for message, beside in ((naming.SAME_NAME, same), (naming.IN_ITS_NAME, holding)):
        if beside:
            number = beside[0].number
            how = "" if number is None else naming.TO_ADD(option=filtered.option, id=number)
            yield message(things=_listed(beside), number=len(beside), how=how)


def _joint(actors: Sequence[Numbered]) -> list[Note]:
    """Say that a joint side counts whole: the events do not have UCDP's component columns."""
    joint = sorted({one for one in actors if one.name and COMMA in one.name}, key=str)
    if not joint:
        return []
    message = naming.JOINT if len(joint) == 1 else naming.SEVERAL_JOINT
    return [Note(message(actor=joint[0], number=len(joint)))]
