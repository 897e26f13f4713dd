"""From a question to its observations and their provenance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ..facts.citations import CANDIDATE
from ..facts.countries import by_number, country_of
from ..facts.release_numbers import ReleaseNumber
from ..model.dates import ONE_DAY, Span
from ..model.errors import NotHereError, UsageError
from ..model.filters import Filtered
from ..model.lives import ALL_THE_TIME, Lives
from ..model.selection import Selection
from ..model.source import Source
from .choosing import EVENTS, Question, choose
from .holdings import Holding, area_in, at_hand, of_file

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
    `removed` tells what each filter took away. `coverage` is that of all sources together, as far
    as one of the countries asked for existed, which `lives` has. `outside` has the number of the
    events that were asked for and lie beyond it, and their deaths. `height` is the number of rows
    of the source.
    """

    frame: pl.LazyFrame
    sources: tuple[Source, ...]
    selection: Selection
    coverage: Span
    removed: tuple[Filtered, ...] = ()
    outside: tuple[int, int] = (0, 0)
    height: int = 0
    lives: Lives = ALL_THE_TIME

    @property
    def source(self) -> Source:
        """The source that answers; with candidate data the yearly one beneath."""
        return self.sources[0]

    @property
    def of_events(self) -> bool:
        """Tell whether each observation is an event."""
        return self.source.kind == "event"

    @property
    def engine(self) -> Literal["auto", "in-memory"]:
        """The engine of Polars for plans of many steps: to stream takes longer to plan."""
        return "in-memory" if self.height <= FEW else "auto"

    @property
    def days(self) -> Span | None:
        """The days looked at that are covered, if a country existed on one of them; else None."""
        found = self.coverage.within(self.selection.window)
        return found if found and self.lives.touch(found) else None

    @property
    def window(self) -> Span:
        """The days looked at, as far as they are covered; as asked where none of them is."""
        return self.days or self.selection.window

    @property
    def published(self) -> Span:
        """The days that the sources cover, whether or not a country existed."""
        return _merged(self.sources, self.selection)

    @property
    def asked(self) -> Span:
        """The days looked at that the sources cover, whether or not a country existed."""
        return self.published.within(self.selection.window) or self.selection.window


def observe(question: Question) -> Observations:
    """Return the observations of a question from the one source that answers it.

    With `--candidate`, preliminary events of later releases are put on top of the yearly ones.

    Raises:
        UsageError: the source cannot be asked that, or a filter matches nothing.
        NotHereError: no source at hand can; the hint is the command that gets one.
        DamagedError: the source is damaged.
    """
    question, holding = _holding(question)
    selection = _with_area(question.selection, holding)
    if holding.source.kind == "country-year":
        return _of_country_years(question, holding, selection)
    return _of_events(holding, selection)


def _holding(question: Question) -> tuple[Question, Holding]:
    """Find who answers; a file that is named is the only one asked."""
    selection = question.selection
    if selection.data is None:
        holdings = at_hand()
    else:
        holdings = (of_file(selection.data, selection.release),)
        question = _of_the_file(question, holdings[0].source)
    chosen = _chosen(question, [holding.source for holding in holdings])
    return question, next(holding for holding in holdings if holding.source is chosen)


def _chosen(question: Question, sources: Sequence[Source]) -> Source:
    try:
        return choose(question, sources)
    except NotHereError as error:
        if question.selection.data is None:
            raise
        raise NotHereError(error.message, "ask for what the file has, such as with -c") from None


def _of_the_file(question: Question, source: Source) -> Question:
    selection = question.selection
    if question.events_for and source.kind != "event":
        raise UsageError(
            f"{source.origin} has country-years, and {question.events_for} needs events",
            "give a file of events, or ask for less",
        )
    named = replace(selection, dataset=source.dataset, release=source.release)
    return replace(question, selection=named)


def _with_area(selection: Selection, holding: Holding) -> Selection:
    if selection.area.ids or holding.source.country_ids is None:
        return selection
    return replace(selection, area=area_in(holding, sorted(holding.source.country_ids)))


def _of_country_years(question: Question, holding: Holding, selection: Selection) -> Observations:
    import polars as pl

    from ..layouts import embedded
    from . import country_years

    rows = holding.rows()
    if selection.area.ids:
        rows = rows.filter(pl.col("country_id").is_in(selection.area.ids))
    if holding.source.origin == "embedded":
        frame = embedded.by_perpetrator(rows) if question.perpetrators else rows
    elif question.perpetrators:
        frame = country_years.by_perpetrator(rows)
    else:
        frame = country_years.by_type(rows)
    # Few rows, and used several times: the streaming engine takes longer to plan than to read them.
    few = frame.filter(pl.col("type_of_violence").is_in(selection.types.names)).collect(
        engine="in-memory"
    )
    coverage = _coverage([holding.source])
    lives = _lives(coverage, selection, few.lazy())
    lived = coverage.within(lives.hull) or coverage
    return Observations(few.lazy(), (holding.source,), selection, lived, lives=lives)


def _of_events(holding: Holding, selection: Selection) -> Observations:
    import polars as pl

    from . import events
    from .filtering import filter_events

    rule = selection.straddle or EVENT_RULE
    rows, sources = _with_candidates(holding, selection)
    wanted = pl.col("type_of_violence").is_in(events.codes_of(selection.types.names))
    if selection.area.ids:
        wanted &= pl.col("country_id").is_in(selection.area.ids)
    rows = rows.filter(wanted)
    published = _merged(sources, selection)
    days = (pl.col("date_start").alias("start"), pl.col("date_end").alias("end"))
    lives = _lives(published, selection, rows.with_columns(days))
    coverage = published.within(lives.hull) or published
    found = Observations(
        rows, tuple(sources), selection, coverage, height=holding.height, lives=lives
    )
    counting = events.counts(found.window, rule) & events.counts(coverage, "both")
    beyond = rows.filter(events.counts(selection.window, rule) & ~counting)
    outside = beyond.select(pl.len(), pl.col("best").sum()).collect().row(0)
    looked_at = rows.filter(events.counts(found.window, "both"))
    kept, removed = filter_events(looked_at, selection.filters, counting)
    return replace(found, frame=events.of_events(kept), removed=removed, outside=outside)


def _lives(coverage: Span, selection: Selection, rows: pl.LazyFrame) -> Lives:
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


def _with_candidates(holding: Holding, selection: Selection) -> tuple[pl.LazyFrame, list[Source]]:
    """Put candidate events on top of the yearly ones, where they are asked for."""
    source = holding.source
    if not selection.candidate:
        return holding.rows(), [source]
    if source.dataset != EVENTS or source.release is None:
        raise UsageError(
            f"--candidate adds to a yearly release of {EVENTS}, and {source.pinned} answers",
            "leave out --candidate, --data or --dataset",
        )
    from .candidates import merge

    added = _candidates(source, selection.merged)
    last = _coverage([source]).end
    _refuse_gap(last, [candidate.source for candidate in added])
    rows = merge(_named(holding), [_named(candidate) for candidate in added], last.year)
    return rows, [source, *(candidate.source for candidate in added)]


def _named(holding: Holding) -> pl.LazyFrame:
    """Return rows that say themselves where they are from: dataset and release."""
    import polars as pl

    source = holding.source
    return holding.rows().with_columns(
        pl.lit(source.dataset).alias("dataset"), pl.lit(source.release).alias("release")
    )


def _candidates(yearly: Source, named: tuple[str, ...]) -> list[Holding]:
    """Return the candidate releases to merge: those named, else all that there are to merge."""
    known = {
        holding.source.release: holding
        for holding in at_hand()
        if holding.source.dataset == CANDIDATE and holding.source.whole
    }
    from ..facts.releases import candidates_to_merge

    releases = candidates_to_merge(yearly.release or "", named or [name for name in known if name])
    if named:
        _check_named(yearly, named, releases, [name for name in named if name not in known])
    if not releases:
        raise NotHereError(
            f"no candidate release after {yearly.pinned} is here",
            "get them with: mali-cli fetch candidate",
        )
    return [known[release] for release in releases]


def _check_named(
    yearly: Source, named: Sequence[str], useful: Sequence[str], absent: Sequence[str]
) -> None:
    if absent:
        raise NotHereError(
            f"the candidate release {absent[0]} is not here",
            f"get it with: mali-cli fetch {CANDIDATE}@{absent[0]}",
        )
    idle = [name for name in named if name not in useful]
    if idle:
        raise UsageError(
            f"candidate release {idle[0]} adds nothing: {yearly.pinned} or another one replaces it",
            "leave it out",
        )


def _refuse_gap(last: date, sources: Sequence[Source]) -> None:
    """Refuse candidate releases that leave months between them uncovered.

    Raises:
        NotHereError: naming the days.
    """
    spans = sorted(ReleaseNumber.parse(s.release).covers() for s in sources if s.release)
    for span in spans:
        if span.start > last + ONE_DAY:
            gap = f"{last + ONE_DAY}..{span.start - ONE_DAY}"
            raise NotHereError(
                f"nothing here covers {gap}, between the yearly and the candidate releases",
                "get the missing releases with: mali-cli fetch candidate",
            )
        last = span.end


def _merged_coverage(sources: Sequence[Source]) -> Span:
    """Return the days that a yearly release and candidate releases cover together.

    What a candidate file has beyond its own months is preliminary twice over: those months come
    with a later release.
    """
    covered = [ReleaseNumber.parse(s.release).covers() for s in sources[1:] if s.release]
    whole = _coverage(sources[:1])
    return Span(whole.start, max(span.end for span in covered))


def _merged(sources: Sequence[Source], selection: Selection) -> Span:
    return _merged_coverage(sources) if selection.candidate else _coverage(sources)


def _coverage(sources: Sequence[Source]) -> Span:
    spans = [source.coverage for source in sources if source.coverage]
    return Span(min(span.start for span in spans), max(span.end for span in spans))
