"""What data sets are at hand: embedded, in the store, in a user's files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from ..datasets.columns import not_in_all
from ..datasets.declaration import FileLayout
from ..datasets.registry import data_set, data_sets, known, layout_of
from ..datasets.shaping import named_country
from ..facts.countries import area_of, by_number
from ..facts.inputs import STDIN
from ..model.errors import MaliCliError, NotHereError, UsageError
from ..model.selection import Area
from ..model.source import Source, lacks
from ..store.files import home
from ..words import asking, holding
from .remembering import asks_many, once

if TYPE_CHECKING:
    from ..read.stamps import Stamp
    from ..read.table import Table
    from ..store.manifest import Manifest
    from ..store.store import Store

_read_sets: dict[str, tuple[Store, Manifest]] = {}
_problems: dict[str, MaliCliError] = {}
_files_read: dict[tuple[object, ...], Holding] = {}
LARGEST = 2_500_000
"""Rows of a stored set up to which it is read whole for many questions: some 300 bytes each."""
MOST_FILES = 8
"""Files that are kept in memory once they are read."""


class Holding(NamedTuple):
    """A source, the layout of its rows, how to open them, and how many there are.

    `of_countries` gives the rows of countries, where these are found without looking at others. Of
    a stored set that cannot be read the source is the most that its name may stand for, and
    opening it raises the `problem`.
    """

    source: Source
    layout: FileLayout
    rows: Callable[[], pl.LazyFrame]
    height: int = 0
    problem: MaliCliError | None = None
    of_countries: Callable[[Sequence[int]], pl.LazyFrame] | None = None


def at_hand(dataset: str | None = None) -> tuple[Holding, ...]:
    """Return what is embedded and what the store has, of one data set or of all.

    What cannot be read of the store is there too, with what is wrong with it; see `pick`.
    """
    return once(("at hand", dataset), lambda: _at_hand(dataset))


def _at_hand(dataset: str | None) -> tuple[Holding, ...]:
    asked = data_sets() if dataset is None else [data_set(dataset)]
    embedded = [
        Holding(one.embedded.source(), one.embedded.layout, one.embedded.rows)
        for one in asked
        if one.embedded
    ]
    try:
        home().stat()
    except FileNotFoundError:  # nothing was ever stored: the store is not even loaded
        return tuple(embedded)
    except OSError:
        pass  # the store says what is wrong
    from ..store.store import Store

    store = Store()
    survey = store.survey()
    _problems.update(survey.problems)
    stored = [set_ for set_ in survey.found if dataset in (None, set_.dataset)]
    stored = [set_ for set_ in stored if known(set_.dataset)]  # others a newer version knows
    unread = [_unread(name, problem) for name, problem in survey.problems.items()]
    unread = [one for one in unread if one and dataset in (None, one.source.dataset)]
    return (*embedded, *(_stored(store, manifest) for manifest in stored), *filter(None, unread))


def pick(
    holdings: Sequence[Holding], named: bool, choose: Callable[[Sequence[Holding]], list[Holding]]
) -> list[Holding]:
    """Return what is chosen of what is at hand, and refuse what cannot be read.

    What cannot be read may be the newest release, so that another must not answer in its place:
    it is passed over only where it would not be chosen, or a release is named that is here too.

    Raises:
        DamagedError, OutputError: a set that would be chosen cannot be read.
        NotHereError: none can be chosen.
    """
    sound = [one for one in holdings if not one.problem]
    if named or len(sound) == len(holdings):
        try:
            return choose(sound)
        except NotHereError:
            if len(sound) == len(holdings):
                raise
    try:
        chosen = choose(holdings)
    except NotHereError:
        return choose(sound)
    for one in chosen:
        if one.problem:
            raise one.problem
    return chosen


def passed_over() -> tuple[MaliCliError, ...]:
    """Return once what was wrong with stored sets when sources were last looked for."""
    seen = tuple(_problems.values())
    _problems.clear()
    return seen


def together(holdings: Sequence[Holding]) -> pl.LazyFrame:
    """Return the rows of holdings of one release, each once by its key.

    Raises:
        UsageError: two of them have a row of one key that is not the same.
    """
    import polars as pl

    if len(holdings) == 1:
        return holdings[0].rows()
    sources = [holding.source for holding in holdings]
    key = holdings[0].layout.key
    for name in key:
        if any(s.columns and name not in s.columns for s in sources):
            raise lacks(sources, asking.SEVERAL_SETS(), name)
    gone = not_read_of_all(sources)
    rows = pl.concat(
        [holding.rows().drop(*gone, strict=False) for holding in holdings], how="diagonal_relaxed"
    )
    _check_alike(rows, holdings)
    return rows.unique(key, maintain_order=True)


def not_read_of_all(sources: Sequence[Source]) -> frozenset[str]:
    """Return the columns that cannot be read of all these sources together."""
    return not_in_all((source.dataset, source.columns) for source in sources if source.columns)


def _check_alike(rows: pl.LazyFrame, holdings: Sequence[Holding]) -> None:
    """Refuse parts of one release that say two things of one event or year."""
    import polars as pl

    layout = holdings[0].layout
    says = [n for n in rows.collect_schema().names() if n in (*layout.key, *layout.agree)]
    parts = (rows.select(says).unique(), rows.select(layout.key).unique())
    distinct, keys = (part.select(pl.len()).collect().item() for part in parts)
    if distinct > keys:
        sets = [holding.source.pinned for holding in holdings]
        raise UsageError(
            holding.PARTS_DIFFER(
                sets=sets, rows=distinct - keys, options=[f"--dataset {name}" for name in sets]
            )
        )


def sources_at_hand(*, unread: bool = False) -> tuple[Source, ...]:
    """Return every source that can answer, offline; with `unread` stored ones that cannot too."""
    return tuple(one.source for one in at_hand() if unread or not one.problem)


def dataset_of_file(name: str, release: str | None, week_starts: str | None = None) -> str:
    """Return the data set that a file is of."""
    return of_file(name, release, week_starts).source.dataset


def country_of_file(name: str, release: str | None, week_starts: str | None = None) -> Area | None:
    """Return the country of a file, if it has just one."""
    holding = of_file(name, release, week_starts)
    if "country_id" not in holding.rows().collect_schema().names():
        return None
    ids = holding.rows().select("country_id").drop_nulls().unique().collect()["country_id"]
    return area_in([holding], ids.to_list()) if ids.len() == 1 else None


def area_in(holdings: Sequence[Holding], numbers: Sequence[int]) -> Area:
    """Return the area of countries in sources, under their own name for one that is not known."""
    unknown = [number for number in numbers if number not in by_number()]
    here = [holding.rows() for holding in holdings] if unknown else []
    named = [rows for rows in here if "country" in rows.collect_schema().names()]
    if not named:
        return area_of(numbers)
    import polars as pl

    rows = pl.concat([rows.select("country_id", "country") for rows in named])
    odd = rows.filter(pl.col("country_id").is_in(unknown), pl.col("country") != "")
    odd = odd.with_columns(named_country(own=True))
    names = odd.group_by("country_id").agg(pl.col("country").min()).collect().rows()
    return area_of(numbers, dict(names))


def of_file(name: str, release: str | None, week_starts: str | None = None) -> Holding:
    """Return a file (or stdin for "-") as the one source at hand.

    It is read once, and again only where it has changed since; stdin never, neither where the
    release that it says itself is named. `week_starts` is the day on which its weeks begin, where
    that was told.

    Raises:
        UsageError: the file does not exist, or the release is none of its data set's.
        DamagedError: it cannot be read with certainty.
        NotHereError: it has rows without deaths by country and day.
    """
    version = sys.stdin if name == STDIN else _version(name)
    key = (name, release, week_starts, version)
    if key not in _files_read:
        for oldest in [*_files_read][: len(_files_read) - MOST_FILES + 1]:
            del _files_read[oldest]
        found = _read(name, release, week_starts)
        again = (name, found.source.release, week_starts, version)
        _files_read[key] = _files_read[again] = found
    return _files_read[key]


def _version(name: str) -> tuple[int, int] | None:
    """Return what changes when a file does; None for stdin, and where there is no file."""
    try:
        status = None if name == STDIN else Path(name).stat()
    except (OSError, ValueError):
        return None
    return (status.st_mtime_ns, status.st_size) if status else None


def _read(name: str, release: str | None, week_starts: str | None) -> Holding:
    from ..read.files import read_any
    from ..read.stamps import stamp_of
    from ..read.table import Table, with_weeks

    table = with_weeks(read_any(name), week_starts, name)
    assert isinstance(table, Table)
    stamp = stamp_of(table, release, name="" if name == STDIN else name)
    one = data_set(table.dataset)
    if one.role == "denominator":
        command = f"mali-cli datasets show {one.name}"
        raise UsageError(holding.DENOMINATOR(dataset=one.name, title=one.title, command=command))
    if one.role != "counts":
        raise NotHereError(
            holding.CANNOT_ANSWER_FILE(
                file=name, dataset=table.dataset, command=join(["mali-cli", "import", name])
            )
        )
    layout = layout_of(stamp.dataset, table.frame.columns)
    source = _file_source(name, table, stamp, layout)
    return Holding(source, layout, table.frame.lazy, table.height)


def _stored(store: Store, manifest: Manifest) -> Holding:
    from ..store.manifest import source_of

    layout = layout_of(manifest.dataset, manifest.columns)

    @cache
    def scan() -> pl.LazyFrame:
        _read_sets[manifest.name] = (store, manifest)
        return store.scan(manifest)

    if not asks_many() or manifest.rows > LARGEST:
        return Holding(source_of(manifest), layout, scan, manifest.rows)

    def read() -> InMemory:
        return once(("rows", manifest.name), lambda: InMemory.read(scan(), layout))

    source, by_country = source_of(manifest), "country_id" in manifest.columns
    rows, of = (lambda: read().frame.lazy()), (lambda ids: read().of_countries(ids))
    return Holding(source, layout, rows, manifest.rows, of_countries=of if by_country else None)


class InMemory(NamedTuple):
    """Rows that many questions are put to, and where those of each country begin and how many."""

    frame: pl.DataFrame
    places: Mapping[int, tuple[int, int]] | None

    @classmethod
    def read(cls, rows: pl.LazyFrame, layout: FileLayout) -> InMemory:
        """Read all columns but the texts that no question looks at."""
        looked_at = {name for pairs in layout.filters.values() for pair in pairs for name in pair}
        looked_at |= {name for names in layout.needed.values() for name in names.split()}
        texts = {name for name, kind in layout.columns.items() if kind == "text"} - looked_at
        frame = rows.drop(texts, strict=False).collect()
        if "country_id" not in frame.columns:
            return cls(frame, None)
        runs = frame["country_id"].rle().struct.unnest()
        first = runs["len"].cum_sum() - runs["len"]
        places = dict(zip(runs["value"], zip(first, runs["len"], strict=True), strict=True))
        return cls(frame, places if len(places) == runs.height else None)

    def of_countries(self, ids: Sequence[int]) -> pl.LazyFrame:
        """Return the rows of countries, in the order of all."""
        if self.places is None:
            return self.frame.lazy().filter(pl.col("country_id").is_in(ids))
        here = sorted(self.places[number] for number in {*ids} & self.places.keys())
        parts = [self.frame.slice(*place) for place in here]
        return pl.concat(parts or [self.frame.clear()], rechunk=False).lazy()


def _unread(name: str, problem: MaliCliError) -> Holding | None:
    from ..store.manifest import ManifestName, source_named

    def rows() -> pl.LazyFrame:
        raise problem

    named = ManifestName.read(name)
    source = source_named(named) if named else None
    if source is None:
        return None
    return Holding(source, layout_of(source.dataset, ()), rows, problem=problem)


def sets_read() -> tuple[tuple[Store, Manifest], ...]:
    """Return the stored sets whose rows were asked for in this process.

    Polars reads long after a set was opened, and where it fails does not say which one.
    """
    return tuple((store, set_) for store, set_ in _read_sets.values() if store.root == home())


def _file_source(name: str, table: Table, stamp: Stamp, layout: FileLayout) -> Source:
    from ..read.stamps import shortfall

    one = data_set(stamp.dataset)
    return Source(
        dataset=stamp.dataset,
        release=stamp.release,
        kind=one.kind_of(layout),
        coverage=stamp.coverage,
        country_ids=None if stamp.countries is None else frozenset(stamp.countries),
        whole=stamp.whole,
        sha256=table.sha256,
        citation=one.citation(stamp.release),
        licence=one.licence,
        origin="stdin" if name == STDIN else Path(name).name,
        coverage_assumed=stamp.assumed,
        columns=tuple(table.frame.columns),
        preliminary=stamp.preliminary,
        remarks=tuple(map(str, (*table.remarks, *shortfall(table, stamp)))),
        oddities=table.oddities,
    )
