"""Keeping the events that filters ask for, and counting what each filter removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

import polars as pl

from ..facts.geography import other_names
from ..model.errors import LackingError, UsageError
from ..model.filters import EventFilters, Filtered, Near, Numbered
from ..model.words import fold
from ..words import asking, holding
from ..words.message import Said
from .matching import NameAndId, known_in, matched

EARTH_KM = 6371.0088
"""The mean radius of the Earth (IUGG)."""
SIDES: tuple[NameAndId, ...] = (("side_a", "side_a_new_id"), ("side_b", "side_b_new_id"))
NAMED: Mapping[str, tuple[NameAndId, ...]] = {
    "actor": SIDES,
    "adm1": (("adm_1", None),),
    "adm2": (("adm_2", None),),
    "dyad": (("dyad_name", "dyad_new_id"),),
    "conflict": (("conflict_name", "conflict_new_id"),),
}
DIVISIONS = ("--adm1", "--adm2")
PLACE_COLUMNS = ("where_coordinates", "where_description")


@dataclass(frozen=True)
class _Step:
    option: str
    keep: pl.Expr
    blank: pl.Expr
    matched: tuple[Numbered, ...] = ()
    by_name: bool = False
    beside: tuple[Numbered, ...] = ()


def filter_events(
    events: pl.LazyFrame,
    filters: EventFilters,
    every: pl.LazyFrame,
    counting: pl.Expr | None = None,
) -> tuple[pl.LazyFrame, tuple[Filtered, ...]]:
    """Keep the events that fulfil all filters.

    Takes events with GED's column names, and `every` event of the source, in which a name may
    stand that these events do not have. Returns them, and what each filter removed of those that
    would count (`counting`; all where it is None).

    Raises:
        UsageError: a name matches nothing, or the data lack a column that a filter needs.
    """
    steps = _steps(events, filters, every)
    if not steps:
        return events, ()
    counted = pl.lit(True) if counting is None else counting
    counts = events.select(_counts(steps, counted)).collect().row(0)
    done = tuple(
        Filtered(step.option, step.matched, *sums, by_name=step.by_name, beside=step.beside)
        for step, sums in zip(steps, _fours(counts), strict=True)
    )
    return events.filter(pl.all_horizontal([step.keep for step in steps])), done


def _steps(events: pl.LazyFrame, filters: EventFilters, every: pl.LazyFrame) -> list[_Step]:
    columns = events.collect_schema().names()
    sides = [side for side in SIDES if filters.side in (None, side[0].removeprefix("side_"))]
    steps = [
        _named((events, every), f"--{name}", words, sides if name == "actor" else where, columns)
        for name, where in NAMED.items()
        if (words := getattr(filters, name))
    ]
    if filters.place:
        steps.append(_place(events, filters.place, columns))
    if filters.near:
        steps.append(_near(filters.near, columns))
    return steps + _coding(filters, columns)


def _named(
    frames: tuple[pl.LazyFrame, pl.LazyFrame],
    option: str,
    words: Sequence[str],
    where: Sequence[NameAndId],
    columns: Sequence[str],
) -> _Step:
    _need(option, [name for name, _ in where], columns)
    pairs = [(name, number if number in columns else None) for name, number in where]
    sides, places = option == "--actor", option in DIVISIONS
    looked_at, everywhere = (
        cache(partial(known_in, frame, pairs, sides=sides, places=places)) for frame in frames
    )
    try:
        found = matched(option, words, looked_at(), everywhere)
    except UsageError:
        _need_ids(option, words, where, columns)
        raise
    numbered = any(number is not None for _, number in where)
    by_name = numbered and any(thing.number is None for thing in found.things)
    blank = pl.all_horizontal([pl.col(part).is_null() for pair in pairs for part in pair if part])
    return _Step(option, found.keep(pairs), blank, found.things, by_name, found.beside)


def _place(events: pl.LazyFrame, words: Sequence[str], columns: Sequence[str]) -> _Step:
    present = [name for name in PLACE_COLUMNS if name in columns]
    _need("--place", present or list(PLACE_COLUMNS), columns)
    unclear = [word for word in words if not fold(word)]
    if unclear:
        raise UsageError(holding.NO_LETTER(word=unclear[0]))
    keep = pl.any_horizontal(
        [test for name in present for word in words for test in _naming(name, word)]
    ).fill_null(False)
    found = events.filter(keep).select(present[0]).unique().collect()[present[0]].drop_nulls()
    places = tuple(Numbered(name, None) for name in sorted(found))
    if not found.len() and not events.filter(keep).select(pl.len()).collect().item():
        raise UsageError(holding.NO_SUCH_PLACE(words=words))
    blank = pl.all_horizontal([pl.col(name).is_null() for name in present])
    return _Step("--place", keep, blank, places)


def _naming(column: str, word: str) -> Iterator[pl.Expr]:
    """Return whether a text holds a word, or as a word another name of the region it names."""
    text = _folded(column)
    yield text.str.contains(fold(word), literal=True)
    padded = pl.concat_str(pl.lit(" "), text, pl.lit(" "))
    yield from (padded.str.contains(f" {name} ", literal=True) for name in other_names(word))


def _near(near: Near, columns: Sequence[str]) -> _Step:
    _need("--near", ["latitude", "longitude"], columns)
    blank = pl.col("latitude").is_null() | pl.col("longitude").is_null()
    return _Step("--near", (_kilometres(near) <= near.kilometres).fill_null(False), blank)


def _kilometres(near: Near) -> pl.Expr:
    """The great-circle distance to a point, by the haversine formula."""
    latitude, longitude = pl.col("latitude").radians(), pl.col("longitude").radians()
    centre, meridian = pl.lit(near.latitude).radians(), pl.lit(near.longitude).radians()
    half = ((latitude - centre) / 2).sin() ** 2
    half += latitude.cos() * centre.cos() * ((longitude - meridian) / 2).sin() ** 2
    return 2 * EARTH_KM * half.clip(0, 1).sqrt().arcsin()


def _coding(filters: EventFilters, columns: Sequence[str]) -> list[_Step]:
    steps = []
    if filters.active_only:
        _need("--active-only", ["active_year"], columns)
        steps.append(_Step("--active-only", pl.col("active_year").fill_null(False), _no_blank()))
    for option, column, code in (
        ("--where-prec", "where_prec", filters.where_prec),
        ("--date-prec", "date_prec", filters.date_prec),
    ):
        if code is not None:
            _need(option, [column], columns)
            keep = (pl.col(column) <= code).fill_null(False)
            steps.append(_Step(option, keep, pl.col(column).is_null()))
    return steps


def _counts(steps: Sequence[_Step], counting: pl.Expr) -> list[pl.Expr]:
    counts, kept = [], counting
    for number, step in enumerate(steps):
        gone = kept & ~step.keep
        for part, mask in (("all", gone), ("blank", gone & step.blank)):
            counts.append(mask.sum().alias(f"{number}_{part}_events"))
            counts.append(pl.col("best").filter(mask).sum().alias(f"{number}_{part}_deaths"))
        kept = kept & step.keep
    return counts


def _fours(counts: tuple[int, ...]) -> Iterator[tuple[int, int, int, int]]:
    """Give the counts of each step."""
    every = iter(counts)
    return zip(every, every, every, every, strict=True)


def _folded(column: str) -> pl.Expr:
    """Return text as `model.names.fold` does, but for a leading "the"."""
    plain = pl.col(column).str.replace_all("&", " and ", literal=True).str.normalize("NFKD")
    plain = plain.str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"['’]", "").str.replace_all(r"[^a-z0-9]+", " ")


def _no_blank() -> pl.Expr:
    return pl.lit(False)


def _need_ids(
    option: str, words: Sequence[str], where: Sequence[NameAndId], columns: Sequence[str]
) -> None:
    """Say that ids cannot be found where there are none, should a word be one."""
    if any(word.strip().isdecimal() for word in words):
        _need(asking.BY_ID(option=option), [number for _, number in where if number], columns)


def _need(option: str | Said, needed: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in needed if name not in columns]
    if missing:
        raise LackingError(option, missing[0])
