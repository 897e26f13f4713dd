"""What data sets are at hand: embedded, in the store, in a user's files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from ..datasets.columns import not_in_all
from ..datasets.figures import embedded_file, embedded_source
from ..datasets.registry import data_set
from ..facts.countries import area_of, by_number, countries
from ..facts.inputs import STDIN
from ..model.errors import NotHereError, UsageError
from ..model.selection import Area
from ..model.source import Source, lacks
from ..store.files import home
from ..words import asking, holding

if TYPE_CHECKING:
    from ..layouts.stamps import Stamp
    from ..layouts.table import Table
    from ..store.manifest import Manifest
    from ..store.store import Store

GIVEN = "_country"
"""What a file itself calls the country of an event."""


def named_country(own: bool) -> pl.Expr:
    """Name the country of a row by `country_id`; where unknown, by the row's `own` name.

    An unknown number whose rows have the name of a known country stands beside that name.
    """
    unknown = _own_name() if own else pl.lit(None, pl.String)
    return by_country("name", unknown).alias("country")


def _own_name() -> pl.Expr:
    given = pl.col("country")
    taken = given.is_in([country.name for country in countries()])
    number = pl.col("country_id").cast(pl.String)
    return pl.when(taken).then(given + " (" + number + ")").otherwise(given)


def by_country(what: str, unknown: pl.Expr | None = None) -> pl.Expr:
    """Return what is known of the country of a row."""
    words = {country.gwno: getattr(country, what) for country in countries()}
    found = pl.col("country_id").replace_strict(words, default=unknown, return_dtype=pl.String)
    return found.alias(what)


_read_sets: dict[str, tuple[Store, Manifest]] = {}
_files_read: dict[tuple[object, ...], Holding] = {}
MOST_FILES = 8
"""Files that are kept in memory once they are read."""
"""The stored sets whose rows were asked for, by name."""


class Holding(NamedTuple):
    """A source, how to open its rows in the schema of its data set, and how many there are."""

    source: Source
    rows: Callable[[], pl.LazyFrame]
    height: int = 0


def at_hand() -> tuple[Holding, ...]:
    """Return the embedded figures and every data set in the store."""
    try:
        home().stat()
    except FileNotFoundError:  # nothing was ever stored: the store is not even loaded
        return (_embedded(),)
    except OSError:
        pass  # the store says what is wrong
    from ..store.store import Store

    store = Store()
    return (_embedded(), *(_stored(store, manifest) for manifest in store.sets()))


def together(holdings: Sequence[Holding]) -> pl.LazyFrame:
    """Return the rows of holdings of one release, each once by its key.

    Raises:
        UsageError: two of them have a row of one key that is not the same.
    """
    import polars as pl

    if len(holdings) == 1:
        return holdings[0].rows()
    sources = [holding.source for holding in holdings]
    key = data_set(sources[0].dataset).layouts[0].key
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

    layout = data_set(holdings[0].source.dataset).layouts[0]
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


def sources_at_hand() -> tuple[Source, ...]:
    """Return every source that can answer, offline."""
    return tuple(holding.source for holding in at_hand())


def country_of_file(name: str, release: str | None) -> Area | None:
    """Return the country of a file, if it has just one."""
    holding = of_file(name, release)
    ids = holding.rows().select("country_id").unique().collect()["country_id"]
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


def of_file(name: str, release: str | None) -> Holding:
    """Return a file (or stdin for "-") as the one source at hand.

    It is read once, and again only where it has changed since; stdin never.

    Raises:
        UsageError: the file does not exist, or the release is none of its data set's.
        DamagedError: it cannot be read with certainty.
        NotHereError: it has rows without deaths by country and day.
    """
    key = (name, release, sys.stdin if name == STDIN else _version(name))
    if key not in _files_read:
        for oldest in [*_files_read][: len(_files_read) - MOST_FILES + 1]:
            del _files_read[oldest]
        _files_read[key] = _read(name, release)
    return _files_read[key]


def _version(name: str) -> tuple[int, int] | None:
    """Return what changes when a file does; None for stdin, and where there is no file."""
    try:
        status = None if name == STDIN else Path(name).stat()
    except (OSError, ValueError):
        return None
    return (status.st_mtime_ns, status.st_size) if status else None


def _read(name: str, release: str | None) -> Holding:
    from ..layouts.reading import read_any
    from ..layouts.stamps import stamp_of

    table = read_any(name)
    stamp = stamp_of(table, release, name="" if name == STDIN else name)
    if data_set(table.dataset).role != "counts":
        raise NotHereError(
            holding.CANNOT_ANSWER_FILE(
                file=name, dataset=table.dataset, command=f"mali-cli import {name}"
            )
        )
    return Holding(_file_source(name, table, stamp), table.frame.lazy, table.height)


def _embedded() -> Holding:
    def rows() -> pl.LazyFrame:
        from ..layouts.embedded import read_figures

        return read_figures(embedded_file())

    return Holding(embedded_source(), rows)


def _stored(store: Store, manifest: Manifest) -> Holding:
    from ..store.manifest import source_of

    def rows() -> pl.LazyFrame:
        _read_sets[manifest.name] = (store, manifest)
        return store.scan(manifest)

    return Holding(source_of(manifest), rows, manifest.rows)


def sets_read() -> tuple[tuple[Store, Manifest], ...]:
    """Return the stored sets whose rows were asked for in this process.

    Polars reads long after a set was opened, and where it fails does not say which one.
    """
    return tuple((store, set_) for store, set_ in _read_sets.values() if store.root == home())


def _file_source(name: str, table: Table, stamp: Stamp) -> Source:
    from ..layouts.stamps import shortfall

    one = data_set(stamp.dataset)
    return Source(
        dataset=stamp.dataset,
        release=stamp.release,
        kind=one.kind,
        coverage=stamp.coverage,
        country_ids=None if stamp.whole else frozenset(stamp.countries or ()),
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
