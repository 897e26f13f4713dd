"""From a question to its observations and their provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from ..datasets.registry import answering, data_set, supplement_of
from ..facts.countries import by_number, country_of
from ..model.coverage import ALL_THE_TIME, Coverage, Days, Lives
from ..model.dates import Span
from ..model.errors import LackingError, NotHereError, UsageError
from ..model.filters import Filtered
from ..model.selection import Selection
from ..model.source import Source, lacks
from ..words import holding
from ..words.message import Said
from .choosing import Question, choose
from .holdings import Holding, area_in, at_hand, not_read_of_all, of_file, together

if TYPE_CHECKING:
    import polars as pl

FEW = 1_000_000
"""Rows of a source up to which phases are counted in memory: the whole GED has half as many."""
EVENT_RULE = "start"
"""The straddle rule over events where none was named."""


@dataclass(frozen=True)
class Observations:
    """The observations of a selection.

    `frame` has start, end (Date), country_id (Int64), country, region, type_of_violence (String),
    year (Int32), best, low, high (Int64) and, where the source has them, civilians, perpetrator;
    events also have GED's own columns, and those of several sources dataset and release.
    `sources` are one, or the parts of a release that answer together, then candidate releases.
    `removed` tells what each filter took away. `coverage` is that of all sources together, as far
    as one of the countries asked for existed, which `lives` has. `outside` has the number of the
    events that were asked for and lie beyond it, and their deaths. `height` is the number of rows
    of the source. `absent` names, for columns that the frame lacks, the one that the source would
    need.
    """

    frame: pl.LazyFrame
    sources: tuple[Source, ...]
    selection: Selection
    coverage: Coverage
    removed: tuple[Filtered, ...] = ()
    outside: tuple[int, int] = (0, 0)
    height: int = 0
    lives: Lives = ALL_THE_TIME
    absent: Mapping[str, str] = field(default_factory=dict)

    @property
    def source(self) -> Source:
        """The source that answers; with candidate data the yearly one beneath."""
        return self.sources[0]

    def lacks(self, reader: str | Said, column: str) -> LackingError:
        """Return the error for a question that needs a column which the frame does not have."""
        return lacks(self.sources, reader, self.absent.get(column, column))

    @property
    def of_events(self) -> bool:
        """Return whether each observation is an event."""
        return self.source.kind == "event"

    @property
    def engine(self) -> Literal["auto", "in-memory"]:
        """The engine of Polars for plans of many steps: to stream takes longer to plan."""
        return "in-memory" if self.height <= FEW else "auto"

    @property
    def days(self) -> Coverage | None:
        """The days looked at that are covered, if a country existed on one of them; else None."""
        found = self.coverage.within(self.selection.window)
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
        window = self.selection.window
        return self.published.within(window) or Coverage.of(window)

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
    question, holdings = _holdings(question)
    selection = _with_area(question.selection, holdings)
    if data_set(holdings[0].source.dataset).of_events:
        return _of_events(holdings, selection)
    return _of_country_years(question, holdings, selection)


def _holdings(question: Question) -> tuple[Question, list[Holding]]:
    """Find who answers; a file that is named is the only one asked."""
    selection = question.selection
    if selection.data is None:
        holdings = at_hand()
    else:
        holdings = (of_file(selection.data, selection.release),)
        question = _of_the_file(question, holdings[0].source)
    chosen = _chosen(question, [holding.source for holding in holdings])
    return question, [next(h for h in holdings if h.source is source) for source in chosen]


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
        raise UsageError(holding.COUNTRY_YEARS_ONLY(file=source.origin, reader=question.events_for))
    named = replace(selection, dataset=source.dataset, release=source.release)
    return replace(question, selection=named)


def _with_area(selection: Selection, holdings: Sequence[Holding]) -> Selection:
    held = [holding.source.country_ids for holding in holdings]
    if selection.area.ids or None in held:
        return selection
    every = {number for ids in held for number in ids or ()}
    return replace(selection, area=area_in(holdings, sorted(every)))


def _of_country_years(
    question: Question, holdings: Sequence[Holding], selection: Selection
) -> Observations:
    import polars as pl

    from ..layouts import embedded
    from . import country_years

    rows, absent = together(holdings), dict[str, str]()
    if selection.area.ids:
        rows = rows.filter(pl.col("country_id").is_in(selection.area.ids))
    if holdings[0].source.origin == "embedded":
        frame = embedded.by_perpetrator(rows) if question.perpetrators else rows
    elif question.perpetrators:
        absent = country_years.absent_by_perpetrator(rows.collect_schema().names())
        if "best" in absent:
            raise lacks([h.source for h in holdings], "--by perpetrator", absent["best"])
        frame = country_years.by_perpetrator(rows)
    else:
        absent = country_years.absent(rows.collect_schema().names(), selection.types.names)
        frame = country_years.by_type(rows, selection.types.names)
    # Few rows, and used several times: the streaming engine takes longer to plan than to read them.
    few = frame.filter(pl.col("type_of_violence").is_in(selection.types.names)).collect(
        engine="in-memory"
    )
    sources = tuple(holding.source for holding in holdings)
    coverage = _covered(sources)
    lives = _lives(coverage, selection, few.lazy())
    lived = coverage.within(lives.days) or coverage
    return Observations(few.lazy(), sources, selection, lived, lives=lives, absent=absent)


def _of_events(holdings: Sequence[Holding], selection: Selection) -> Observations:
    import polars as pl

    from . import events
    from .filtering import filter_events

    rule = selection.straddle or EVENT_RULE
    rows, sources = _with_candidates(holdings, selection)
    wanted = pl.col("type_of_violence").is_in(events.codes_of(selection.types.names))
    if selection.area.ids:
        wanted &= pl.col("country_id").is_in(selection.area.ids)
    every, rows = rows, rows.filter(wanted)
    published = _covered(sources)
    days = (pl.col("date_start").alias("start"), pl.col("date_end").alias("end"))
    lives = _lives(published, selection, rows.with_columns(days))
    coverage = published.within(lives.days) or published
    height = sum(holding.height for holding in holdings)
    found = Observations(rows, tuple(sources), selection, coverage, height=height, lives=lives)
    counting = events.counts(found.window, rule) & events.counts(coverage, "both")
    beyond = rows.filter(events.counts(selection.window, rule) & ~counting)
    outside = beyond.select(pl.len(), pl.col("best").sum()).collect().row(0)
    looked_at = rows.filter(events.counts(found.window, "both"))
    try:
        kept, removed = filter_events(looked_at, selection.filters, every, counting)
    except LackingError as error:
        raise lacks(sources, error.reader, error.column) from None
    frame = events.of_events(kept)
    return replace(found, frame=frame, removed=removed, outside=outside, absent=events.TOLD_BY)


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
    if not others:
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
    added = to_merge(yearly, last, selection, at_hand())
    every = [holding for candidates in added for holding in candidates]
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
