"""Candidate events beside a yearly release: preliminary data, merged by UCDP's rule.

Read oldest to newest and keyed on `id`, the later release wins; candidate rows of years that the
yearly release covers are dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from ..datasets.registry import supplement_of
from ..facts.releases import ReleaseNumber, candidates_to_merge, newest_yearly
from ..model.coverage import Coverage
from ..model.dates import Span, add_months
from ..model.errors import NotHereError, UsageError
from ..model.selection import Selection
from ..model.source import Source
from ..words import holding
from .choosing import parts_that_hold
from .holdings import Holding

RELEASE = "_release"


def merge(yearly: pl.LazyFrame, candidates: Sequence[pl.LazyFrame], last_year: int) -> pl.LazyFrame:
    """Return the yearly events and the candidate events of later years.

    `candidates` are in the order of their releases, the oldest first. Adds `preliminary`
    (Boolean). An event counts to the year of its first day, as GED's own `year` does: candidates
    never change a figure of the years that the yearly release covers.
    """
    numbered = [
        frame.with_columns(pl.lit(number).alias(RELEASE)) for number, frame in enumerate(candidates)
    ]
    later = pl.concat(numbered, how="diagonal_relaxed")
    newest = (
        later.filter(pl.col("date_start").dt.year() > last_year)
        .sort(RELEASE)
        .unique("id", keep="last", maintain_order=True)
        .drop(RELEASE)
    )
    old = yearly.with_columns(preliminary=pl.lit(False))
    new = newest.with_columns(preliminary=pl.lit(True))
    return pl.concat([old, new], how="diagonal_relaxed")


def to_merge(
    yearly: Source, last: date, selection: Selection, at_hand: Sequence[Holding]
) -> list[list[Holding]]:
    """Return the candidate releases to put on top of a yearly one that covers up to `last`.

    These are the ones named, else all at hand that hold what is asked for; each is one set or
    several parts, the oldest release first.

    Raises:
        UsageError: one that is named adds nothing.
        NotHereError: there are none, one that is named is not here, or what they leave uncovered
            is asked for.
    """
    here = [h for h in at_hand if h.source.dataset == _adding(yearly) and h.source.release]
    known = _releases(here, selection)
    named = {text.partition("+")[0]: text for text in selection.merged}
    releases = candidates_to_merge(yearly.release or "", named or known)
    if named:
        _check_named(yearly, named, releases, known, here)
    if not releases:
        parts = _parts([h.source for h in here])
        values = {"pinned": yearly.pinned, "command": f"mali-cli fetch {_adding(yearly)}"}
        raise NotHereError(
            holding.NO_WHOLE_CANDIDATES(parts=parts, **values)
            if parts
            else holding.NO_CANDIDATES(**values)
        )
    _refuse_gap(yearly, last, releases, selection)
    return [known[release] for release in releases]


def _adding(yearly: Source) -> str:
    """Return the data set that adds to the yearly one."""
    found = supplement_of(yearly.dataset)
    assert found
    return found.name


def _releases(here: Sequence[Holding], selection: Selection) -> dict[str, list[Holding]]:
    """Return by release the holdings that hold what is asked for; of those named no others."""
    stamps = {
        f"{text.partition('+')[0]}+{part}"
        for text in selection.merged
        for part in text.split("+")[1:]
    }
    fixed = {stamp.partition("+")[0] for stamp in stamps}
    found: dict[str, list[Holding]] = {}
    for release in dict.fromkeys(str(h.source.release) for h in here):
        mine = [h for h in here if h.source.release == release]
        if not selection.area.ids:
            mine = [h for h in mine if h.source.country_ids is None]
        if release in fixed:
            mine = [h for h in mine if h.source.stamp in stamps]
        chosen = parts_that_hold([h.source for h in mine], selection)
        if chosen:
            found[release] = [h for h in mine if any(h.source is source for source in chosen)]
    return found


def _parts(sources: Sequence[Source]) -> list[str]:
    """Return the releases that are here in part only, without what is asked for."""
    return [source.pinned for source in sources if not source.whole]


def _check_named(
    yearly: Source,
    named: Mapping[str, str],
    useful: Sequence[str],
    known: Mapping[str, object],
    here: Sequence[Holding],
) -> None:
    absent = [text for release, text in named.items() if release not in known]
    if absent:
        release = absent[0].partition("+")[0]
        parts = _parts([h.source for h in here if h.source.release == release])
        values = {"release": absent[0], "command": f"mali-cli fetch {_adding(yearly)}@{release}"}
        raise NotHereError(
            holding.NO_WHOLE_CANDIDATE(parts=parts, **values)
            if parts
            else holding.NO_CANDIDATE(**values)
        )
    idle = [text for release, text in named.items() if release not in useful]
    if idle:
        raise UsageError(holding.CANDIDATE_ADDS_NOTHING(release=idle[0], pinned=yearly.pinned))


def _refuse_gap(yearly: Source, last: date, releases: Sequence[str], selection: Selection) -> None:
    """Refuse releases that leave days between them uncovered, where these are asked for.

    Raises:
        NotHereError: naming the days, and what covers them.
    """
    months = [ReleaseNumber.parse(release).covers() for release in releases]
    for gap in Coverage.of(Span(last, last), *months).gaps:
        if gap.touches(selection.window):
            command = f"mali-cli fetch {_missing(yearly, gap)}"
            raise NotHereError(holding.GAP(days=gap, command=command))


def _missing(yearly: Source, gap: Span) -> str:
    """Name what covers a gap: a yearly release where it has a whole year of one, else months."""
    final = ReleaseNumber.parse(newest_yearly()).covers().end
    year = gap.start.year + (gap.start > date(gap.start.year, 1, 1))
    if date(year, 12, 31) <= min(gap.end, final):
        return yearly.dataset
    names, day = [], gap.start
    while day <= gap.end:
        names.append(f"{_adding(yearly)}@{day.year % 100}.0.{day.month}")
        day = add_months(day, 1)
    return " ".join(names)
