"""Keeping the events that filters ask for, and counting what each filter removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from ..model.errors import UsageError
from ..model.filters import MEMBERS, EventFilters, Filtered, Near
from ..model.names import fold
from ..model.words import did_you_mean

EARTH_KM = 6371.0088
"""The mean radius of the Earth (IUGG)."""
NAMED = {
    "adm1": ("adm_1", None),
    "adm2": ("adm_2", None),
    "dyad": ("dyad_name", "dyad_new_id"),
    "conflict": ("conflict_name", "conflict_new_id"),
}
PLACE_COLUMNS = ("where_coordinates", "where_description")


@dataclass(frozen=True)
class _Step:
    option: str
    keep: pl.Expr
    blank: pl.Expr
    matched: tuple[str, ...] = ()


def filter_events(
    events: pl.LazyFrame, filters: EventFilters, counting: pl.Expr | None = None
) -> tuple[pl.LazyFrame, tuple[Filtered, ...]]:
    """Keep the events that fulfil all filters.

    Takes events with GED's column names. Returns them, and what each filter removed of those
    that would count (`counting`; all where it is None).

    Raises:
        UsageError: a name matches nothing, or the data lack a column that a filter needs.
    """
    steps = _steps(events, filters)
    if not steps:
        return events, ()
    counted = pl.lit(True) if counting is None else counting
    counts = events.select(_counts(steps, counted)).collect().row(0)
    done = tuple(
        Filtered(step.option, step.matched, *counts[4 * n : 4 * n + 4])
        for n, step in enumerate(steps)
    )
    return events.filter(pl.all_horizontal([step.keep for step in steps])), done


def involves(names: Iterable[str], sides: Sequence[str]) -> pl.Expr:
    """Tell of an event whether one of these actors is on one of the sides, alone or jointly."""
    wanted = list(names)
    return pl.any_horizontal(
        [
            pl.col(side).str.split(MEMBERS).list.eval(pl.element().is_in(wanted)).list.any()
            | pl.col(side).is_in(wanted)
            for side in sides
        ]
    ).fill_null(False)


def _steps(events: pl.LazyFrame, filters: EventFilters) -> list[_Step]:
    columns = events.collect_schema().names()
    steps = [_actor(events, filters, columns)] if filters.actor else []
    for name, (column, number) in NAMED.items():
        words = getattr(filters, name)
        if words:
            steps.append(_named(events, f"--{name}", words, (column, number), columns))
    if filters.place:
        steps.append(_place(events, filters.place, columns))
    if filters.near:
        steps.append(_near(filters.near, columns))
    return steps + _coding(filters, columns)


def _actor(events: pl.LazyFrame, filters: EventFilters, columns: Sequence[str]) -> _Step:
    sides = [f"side_{filters.side}"] if filters.side else ["side_a", "side_b"]
    _need("--actor", sides, columns)
    known = _actors(events, sides, columns)
    names = [name for word in filters.actor for name in _matching("--actor", word, known)]
    blank = pl.all_horizontal([pl.col(side).is_null() for side in sides])
    return _Step("--actor", involves(names, sides), blank, tuple(dict.fromkeys(names)))


def _actors(
    events: pl.LazyFrame, sides: Sequence[str], columns: Sequence[str]
) -> list[tuple[str, int | None]]:
    """Return every actor with its id: whole sides, and the members of joint ones."""
    found: set[tuple[str, int | None]] = set()
    for side in sides:
        number = f"{side}_new_id"
        chosen = [pl.col(side).alias("name"), _or_null(number, columns).alias("id")]
        for name, actor_id in events.select(chosen).unique().collect().iter_rows():
            if name is None:
                continue
            found.add((name, actor_id))
            found.update((member, None) for member in name.split(MEMBERS) if member != name)
    return sorted(found, key=_by_name)


def _named(
    events: pl.LazyFrame,
    option: str,
    words: Sequence[str],
    where: tuple[str, str | None],
    columns: Sequence[str],
) -> _Step:
    column, number = where
    _need(option, [column], columns)
    chosen = [pl.col(column).alias("name"), _or_null(number, columns).alias("id")]
    rows = events.select(chosen).unique().collect().iter_rows()
    known = sorted(((name, number) for name, number in rows if name is not None), key=_by_name)
    names = [name for word in words for name in _matching(option, word, known)]
    blank = pl.col(column).is_null()
    return _Step(option, pl.col(column).is_in(names) & ~blank, blank, tuple(dict.fromkeys(names)))


def _matching(option: str, word: str, known: Sequence[tuple[str, int | None]]) -> list[str]:
    """Return the names that a word means: by id, else exactly, else those that hold it.

    A number is an id, and nothing else where there are ids.
    """
    if word.strip().isdecimal() and any(number is not None for _, number in known):
        found = [name for name, number in known if number == int(word)]
    else:
        wanted = fold(word)
        found = [name for name, _ in known if name == word or (wanted and fold(name) == wanted)]
        found = found or [name for name, _ in known if wanted and wanted in fold(name)]
    if found:
        return list(dict.fromkeys(found))
    near = did_you_mean(word, [name for name, _ in known])
    raise UsageError(
        f"{option} '{word}' matches nothing in what is looked at",
        near or "see the names with: mali-cli totals --by " + option.removeprefix("--"),
    )


def _place(events: pl.LazyFrame, words: Sequence[str], columns: Sequence[str]) -> _Step:
    present = [name for name in PLACE_COLUMNS if name in columns]
    _need("--place", present or list(PLACE_COLUMNS), columns)
    unclear = [word for word in words if not fold(word)]
    if unclear:
        raise UsageError(f"--place '{unclear[0]}' has no letter or digit", "try a part of the name")
    keep = pl.any_horizontal(
        [_folded(name).str.contains(fold(word), literal=True) for name in present for word in words]
    ).fill_null(False)
    found = events.filter(keep).select(present[0]).unique().collect()[present[0]].drop_nulls()
    if not found.len() and not events.filter(keep).select(pl.len()).collect().item():
        raise UsageError(f"--place matches nothing: {', '.join(words)}", "try a part of the name")
    blank = pl.all_horizontal([pl.col(name).is_null() for name in present])
    return _Step("--place", keep, blank, tuple(sorted(found)))


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


def _folded(column: str) -> pl.Expr:
    """Return text as `model.names.fold` does, but for a leading "the"."""
    plain = pl.col(column).str.replace_all("&", " and ", literal=True).str.normalize("NFKD")
    plain = plain.str.replace_all(r"\p{M}", "").str.to_lowercase()
    return plain.str.replace_all(r"['’]", "").str.replace_all(r"[^a-z0-9]+", " ")


def _by_name(actor: tuple[str, int | None]) -> tuple[str, int]:
    name, number = actor
    return name, -1 if number is None else number


def _or_null(column: str | None, columns: Sequence[str]) -> pl.Expr:
    return pl.col(column) if column and column in columns else pl.lit(None, pl.Int64)


def _no_blank() -> pl.Expr:
    return pl.lit(False)


def _need(option: str, needed: Sequence[str], columns: Sequence[str]) -> None:
    missing = [name for name in needed if name not in columns]
    if missing:
        raise UsageError(
            f"{option} needs the column {missing[0]}, which these data do not have",
            "leave it out, or use another file",
        )
