"""From a question to its observations and their provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from ..datasets.declaration import Amount, DataSet, FileLayout, Observed, Sought, Told
from ..datasets.registry import answering, data_set, supplement_of
from ..facts.countries import by_number, country_of
from ..facts.missions import since
from ..frozen import frozen
from ..model.coverage import ALL_THE_TIME, Coverage, Days, Lives
from ..model.dates import Span
from ..model.errors import GoneError, LackingError, NotHereError, UsageError
from ..model.filters import Filtered
from ..model.selection import Selection
from ..model.source import Source, lacks
from ..model.units import unit_days, unit_of
from ..model.words import TYPES, codes_of
from ..words import holding
from ..words.message import Said
from .choosing import Question, choose
from .holdings import Holding, area_in, at_hand, not_read_of_all, of_file, pick, together
from .missions import looked_at
from .remembering import forget, once

if TYPE_CHECKING:
    import polars as pl

    from .running import Running

FEW = 1_000_000
"""Rows of a source up to which phases are counted in memory: the whole GED has half as many."""
EVENT_RULE = "start"
"""The straddle rule over events where none was named."""


@frozen
class Observations:
    """The observations of a selection.

    `frame` has start, end (Date), country_id (Int64), country, region, type_of_violence (String),
    year (Int32), best, low, high (Int64) and, where the source has them, civilians, perpetrator;
    events also have GED's own columns, and those of several sources dataset and release.
    `sources` are one, or the parts of a release that answer together, then candidate releases.
    `removed` tells what each filter took away. `coverage` is that of all sources together, as far
    as one of the countries asked for existed, which `lives` has. `outside` has the number of the
    events that were asked for and lie beyond it, and their deaths. `height` is the number of rows
    of the source, and `every` tells that the rule counts all of them, so that none has to be asked.
    `absent` names, for columns that the frame lacks, the one that the source would
    need; `told` has the columns of words that codes beside them tell. `units` are the events that
    tell which units there are, where all of them are wanted: of the countries asked for, at any
    time and of any type, as far as the filters by what a unit is let them through.
    """

    frame: pl.LazyFrame
    sources: tuple[Source, ...]
    selection: Selection
    coverage: Coverage
    layout: FileLayout
    removed: tuple[Filtered, ...] = ()
    outside: tuple[int, int] = (0, 0)
    height: int = 0
    every: bool = False
    lives: Lives = ALL_THE_TIME
    absent: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)
    units: pl.LazyFrame | None = None

    @property
    def source(self) -> Source:
        """The source that answers; with candidate data the yearly one beneath."""
        return self.sources[0]

    @property
    def declared(self) -> DataSet:
        """The data set that answers."""
        return data_set(self.source.dataset)

    @property
    def amount(self) -> Amount:
        """What is counted."""
        return self.declared.amount(self.selection.measure)

    def lacks(self, reader: str | Said, column: str) -> LackingError:
        """Return the error for a question that needs a column which the frame does not have."""
        return lacks(self.sources, reader, self.absent.get(column, column))

    @property
    def phase_rule(self) -> str:
        """The straddle rule over phases where none is named: a stock is of a day."""
        return self.declared.phase_rule if self.amount.flow else EVENT_RULE

    @property
    def of_events(self) -> bool:
        """Return whether each observation is an event."""
        return self.layout.of_events

    @property
    def run(self) -> Running:
        """How plans of many steps are run: to stream takes longer to plan."""
        from .running import AS_PLANNED, IN_MEMORY, STREAMED

        if not self.of_events:
            return AS_PLANNED
        return IN_MEMORY if self.height <= FEW else STREAMED

    @property
    def run_few_steps(self) -> Running:
        """How plans of few steps are run, for which events are many enough to be streamed."""
        from .running import STREAMED

        return STREAMED if self.of_events else self.run

    @property
    def days(self) -> Coverage | None:
        """The days looked at that are covered, if a country existed on one of them; else None."""
        found = self.selection.among(self.coverage)
        return found if found and self.lives.touch(found) else None

    @property
    def window(self) -> Coverage:
        """The days looked at, as far as they are covered; as asked where none of them is."""
        return self.days or Coverage.of(self.selection.window)

    @property
    def published(self) -> Coverage:
        """The days that the sources cover, whether or not a country existed."""
        return _covered(self.sources)

    @property
    def asked(self) -> Coverage:
        """The days looked at that the sources cover, whether or not a country existed."""
        return self.selection.among(self.published) or Coverage.of(self.selection.window)

    @property
    def pinned(self) -> str:
        """The name that `--dataset` takes to get just these sources: "ged@26.1+26.0.7"."""
        first, *others = self.sources
        more = (o.stamp or o.release or "" for o in others if o.dataset != first.dataset)
        parts = [o.stamp.partition("+")[2] for o in others if o.dataset == first.dataset]
        return "+".join([first.pinned, *parts, *more])


def observe(question: Question) -> Observations:
    """Return the observations of a question from the source that answers it.

    Parts of one release may answer together. With `--candidate`, preliminary events of later
    releases are put on top of the yearly ones.

    Raises:
        UsageError: the source cannot be asked that, or a filter matches nothing.
        NotHereError: no source at hand can; the hint is the command that gets one.
        DamagedError: the source is damaged.
    """
    try:
        return _observe(question)
    except GoneError:  # now it is no longer chosen
        forget()
        return _observe(question)


def _observe(question: Question) -> Observations:
    question, holdings = _holdings(question)
    selection = _with_area(question.selection, holdings)
    if holdings[0].layout.of_events:
        return _of_events(question, holdings, selection)
    return _of_figures(question, holdings, selection)


def _holdings(question: Question) -> tuple[Question, list[Holding]]:
    """Find who answers; a file that is named is the only one asked."""
    selection = question.selection
    if selection.data is None:
        holdings = at_hand(question.dataset)
    else:
        holdings = (of_file(selection.data, selection.release, selection.week_starts),)
        question = _of_the_file(question, holdings[0].source)

    def chosen(here: Sequence[Holding]) -> list[Holding]:
        found = _chosen(question, [holding.source for holding in here])
        return [next(h for h in here if h.source is source) for source in found]

    return question, pick(holdings, selection.release is not None, chosen)


def _chosen(question: Question, sources: Sequence[Source]) -> tuple[Source, ...]:
    try:
        return choose(question, sources)
    except NotHereError as error:
        if question.selection.data is None:
            raise
        raise NotHereError(error.said, holding.OF_THE_FILE()) from None


def _of_the_file(question: Question, source: Source) -> Question:
    selection = question.selection
    if question.events_for and source.kind != "event":
        reader = question.events_for
        raise UsageError(
            holding.NO_EVENTS_IN_FILE(file=source.origin, kind=source.kind, reader=reader)
        )
    named = replace(selection, dataset=source.dataset, release=source.release)
    return replace(question, selection=named)


def _with_area(selection: Selection, holdings: Sequence[Holding]) -> Selection:
    held = [holding.source.country_ids for holding in holdings]
    if selection.area.ids or None in held:
        return selection
    every = {number for ids in held for number in ids or ()}
    return replace(selection, area=area_in(holdings, sorted(every)))


def _of_figures(
    question: Question, holdings: Sequence[Holding], selection: Selection
) -> Observations:
    """Return the observations of figures: a row a country and year, or another place and time."""
    asked, sources = selection, [holding.source for holding in holdings]
    days = asked.window if asked.filters.given else None  # what filters removed is of these days
    whose = (asked.area.ids, asked.missions, asked.types.names, question.groups, asked.measure)
    which = (*((s.pinned, s.sha256) for s in sources), asked.data, asked.week_starts)
    key = ("figures", *whose, asked.filters, days, *which)
    found = once(key, lambda: _read_figures(question, holdings, selection))
    return replace(found, selection=selection)


def _read_figures(
    question: Question, holdings: Sequence[Holding], selection: Selection
) -> Observations:
    """Read figures, whatever days are looked at, but for what filters removed."""
    import polars as pl

    rows = together(holdings)
    if _limited(selection):
        rows = rows.filter(_in_area(rows, holdings[0].source, selection))
    sources = tuple(_since_they_began(holdings, rows, selection))
    rows, removed = _kept(rows, selection, holdings[0].layout, sources)
    frame, absent, _ = _observed(holdings[0].layout, rows, question, sources)
    if "type" in holdings[0].layout.groups:
        frame = frame.filter(pl.col("type_of_violence").is_in(selection.types.names))
    # Few rows, and used several times: the streaming engine takes longer to plan than to read them.
    few = frame.collect(engine="in-memory")
    layout = holdings[0].layout
    sources = tuple(_with_figures(sources, few, layout)) if layout.gaps else sources
    coverage = _covered(sources)
    lives = _lives(coverage, selection, few.lazy())
    lived = coverage.within(lives.days) or coverage
    return Observations(
        few.lazy(), sources, selection, lived, layout, removed, lives=lives, absent=absent
    )


def _kept(
    rows: pl.LazyFrame, selection: Selection, layout: FileLayout, sources: Sequence[Source]
) -> tuple[pl.LazyFrame, tuple[Filtered, ...]]:
    """Return the figures that filters keep, and what these removed of the years looked at."""
    if not selection.filters.given:
        return rows, ()
    import polars as pl

    from .filtering import filter_events

    window, amounts = selection.window, data_set(sources[0].dataset).amounts
    amount = layout.estimates[0].best if layout.estimates else amounts[0].best
    year = pl.col(layout.span[0]).dt.year() if layout.span else pl.col("year")
    looked_at = year.is_between(window.start.year, window.end.year)
    try:
        return filter_events(rows, selection.filters, rows, layout, amount, looked_at)
    except LackingError as error:
        raise lacks(sources, error.reader, error.column) from None


def _observed(
    layout: FileLayout, rows: pl.LazyFrame, question: Question, sources: Sequence[Source]
) -> Observed:
    """Make observations of rows.

    Raises:
        LackingError: the rows have no column for a group that is asked for.
    """
    assert layout.observe
    try:
        selection = question.selection
        wanted = Sought(selection.types.names, question.groups, selection.measure)
        return layout.observe(rows, wanted)
    except LackingError as error:
        raise lacks(sources, error.reader, error.column) from None


def _of_events(
    question: Question, holdings: Sequence[Holding], selection: Selection
) -> Observations:
    import polars as pl

    from .filtering import filter_events
    from .straddling import counts, touches

    layout = holdings[0].layout
    assert layout.span
    first, last = map(pl.col, layout.span)
    rule = selection.straddle or EVENT_RULE
    rows, sources = _with_candidates(holdings, selection)
    every = rows
    if _limited(selection):
        rows = _limited_to(selection, rows, holdings)
    sources = sources if selection.candidate else _since_they_began(holdings, rows, selection)
    of_any_type = rows
    if "type" in layout.groups and set(selection.types.names) != {*TYPES}:
        rows = rows.filter(pl.col("type_of_violence").is_in(codes_of(selection.types.names)))
    published = _covered(sources)
    lives = _lives(published, selection, rows.with_columns(start=first, end=last))
    coverage = published.within(lives.days) or published
    height = sum(holding.height for holding in holdings)
    found = Observations(
        rows, tuple(sources), selection, coverage, layout, height=height, lives=lives
    )
    counting = counts(found.window, rule, first, last) & touches(coverage, first, last)
    asked = counts(selection.window, rule, first, last)
    if selection.months:
        day = last if rule == "end" else first
        asked &= day.dt.month().is_between(*selection.months)
    beyond = rows.filter(asked & ~counting)
    amount = data_set(sources[0].dataset).amounts[0].best
    outside = beyond.select(pl.len(), pl.col(amount).sum()).collect().row(0)
    limited = selection.first or selection.last or selection.months
    found = replace(found, every=not limited and not outside[0])
    if not found.every:
        rows = rows.filter(touches(found.window, first, last))
    try:
        kept, removed = filter_events(rows, selection.filters, every, layout, amount, counting)
    except LackingError as error:
        raise lacks(sources, error.reader, error.column) from None
    frame, absent, told = _observed(layout, kept, question, sources)
    units = None
    if question.fill:
        filters = selection.filters.naming(question.groups)
        named, _ = filter_events(of_any_type, filters, every, layout, amount)
        units = _observed(layout, named, question, sources).frame
    found = replace(found, frame=frame, absent=absent, told=told, units=units)
    return replace(found, removed=removed, outside=outside)


def _limited_to(
    selection: Selection, rows: pl.LazyFrame, holdings: Sequence[Holding]
) -> pl.LazyFrame:
    """Return the rows about one of the countries or missions that are asked for."""
    of_countries = holdings[0].of_countries
    alone = len(holdings) == 1 and not selection.candidate
    if of_countries and alone and not data_set(holdings[0].source.dataset).of_missions:
        return of_countries(selection.area.ids)
    return rows.filter(_in_area(rows, holdings[0].source, selection))


def _in_area(rows: pl.LazyFrame, source: Source, selection: Selection) -> pl.Expr:
    """Return whether a row is about one of the countries, or about a mission that is asked for.

    Raises:
        UsageError: there is no row of a mission that is named.
    """
    import polars as pl

    one, ids = data_set(source.dataset), selection.area.ids
    if not one.of_missions:
        return pl.col(one.subject).is_in(ids)
    every = rows.select(one.subject).unique().collect().to_series().sort().to_list()
    return pl.col(one.subject).is_in(looked_at(one, every, selection))


def _since_they_began(
    holdings: Sequence[Holding], rows: pl.LazyFrame, selection: Selection
) -> list[Source]:
    """Return sources; of missions with the days since the first of those looked at began.

    Takes the rows of these missions. Before that there was nobody who could die in them.
    """
    import polars as pl

    sources, span = [holding.source for holding in holdings], holdings[0].layout.span
    one = data_set(sources[0].dataset)
    if not (one.of_missions and span and _limited(selection)):
        return sources
    names, seen = (
        rows.select(pl.col(one.subject).unique().implode(), pl.col(span[0]).min()).collect().row(0)
    )
    first = since(names or selection.missions)
    if first is None:
        return sources
    days = Span(min(first, seen or first), date.max)
    return [replace(s, coverage=s.coverage and s.coverage.within(days)) for s in sources]


def _with_figures(
    sources: Sequence[Source], frame: pl.DataFrame, layout: FileLayout
) -> list[Source]:
    """Return sources with the days of the years or months in which one of the rows is."""
    units = {unit_of(day, layout.grain) for day in frame["end"].unique()}
    if not units:
        return [*sources]
    days = Coverage.of(*(unit_days(number, layout.grain) for number in units))
    return [replace(s, coverage=s.coverage and s.coverage.within(days)) for s in sources]


def _limited(selection: Selection) -> bool:
    return bool(selection.area.ids or selection.missions)


def _lives(coverage: Days, selection: Selection, rows: pl.LazyFrame) -> Lives:
    """Return when the countries existed, of those that did not on all days covered.

    Should the rows say otherwise where no other country keeps the days, as far as they go: none
    is lost.
    """
    import polars as pl

    ids = selection.area.ids or tuple(by_number())
    spans = {number: country_of(number).life for number in ids}
    partly = Lives(spans).missing(coverage)
    others = not selection.area.ids or len(partly) < len(spans)
    if not others and "country_id" in rows.collect_schema().names():
        mine = rows.filter(pl.col("country_id").is_in(list(partly))).group_by("country_id")
        seen = mine.agg(pl.col("start").min(), pl.col("end").max()).collect()
        for number, first, last in seen.iter_rows():
            life = partly[number]
            partly[number] = Span(min(life.start, first), max(life.end, last))
    return Lives(partly, others)


def _with_candidates(
    holdings: Sequence[Holding], selection: Selection
) -> tuple[pl.LazyFrame, list[Source]]:
    """Put candidate events on top of the yearly ones, where they are asked for."""
    sources = [holding.source for holding in holdings]
    if not selection.candidate:
        return together(holdings), sources
    yearly = sources[0]
    if supplement_of(yearly.dataset) is None or yearly.release is None:
        events = answering(events=True).name
        raise UsageError(holding.CANDIDATES_OF_OTHERS(dataset=events, pinned=yearly.pinned))
    from .candidates import merge, to_merge

    last = _covered(sources).end
    more = supplement_of(yearly.dataset)
    assert more

    def chosen(here: Sequence[Holding]) -> list[Holding]:
        return [one for release in to_merge(yearly, last, selection, here) for one in release]

    every = pick(at_hand(more.name), bool(selection.merged), chosen)
    added = [list(alike) for _, alike in groupby(every, key=lambda one: one.source.release)]
    merged = [holding.source for holding in every]
    if any(s.columns and "id" not in s.columns for s in merged):
        raise lacks(merged, "--candidate", "id")
    gone = not_read_of_all([*sources, *merged])
    rows = merge(
        _named(holdings).drop(*gone, strict=False),
        [_named(candidates).drop(*gone, strict=False) for candidates in added],
        last.year,
    )
    return rows, [*sources, *merged]


def _named(holdings: Sequence[Holding]) -> pl.LazyFrame:
    """Return rows that say themselves where they are from: dataset and release."""
    import polars as pl

    source = holdings[0].source
    return together(holdings).with_columns(
        pl.lit(source.dataset).alias("dataset"), pl.lit(source.release).alias("release")
    )


def _covered(sources: Sequence[Source]) -> Coverage:
    """Return the days that sources cover together."""
    return Coverage.of(*(source.coverage for source in sources if source.coverage))
