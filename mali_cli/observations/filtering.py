"""Keeping the events that filters ask for, and counting what each filter removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

import polars as pl

from ..datasets.declaration import FileLayout, NameAndId
from ..facts.geography import other_names
from ..frozen import frozen
from ..model.errors import LackingError, UsageError
from ..model.filters import EventFilters, Filtered, Near, Numbered
from ..model.questions.event_filters import SIDES
from ..model.words import fold
from ..words import asking, holding
from ..words.message import Said
from .matching import known_in, matched

EARTH_KM = 6371.0088
"""The mean radius of the Earth (IUGG)."""
NAMED = (
    *("actor", "adm1", "adm2", "adm3", "dyad", "conflict"),
    *("cause", "nationality", "personnel"),
)
"""The filters by the name of what they look for, or its id."""
DIVISIONS = ("--adm1", "--adm2", "--adm3")
KINDS = ("event_type", "sub_event_type", "disorder_type")
"""The filters by a kind out of a closed list: where there is none of it, the count is zero."""
JOINED = "; "
"""What stands between the kinds that an event is of, where it is of several."""


Where = Mapping[str, Sequence[NameAndId]]
"""The columns that each filter looks at."""


@frozen
class _Step:
    """One filter: the events that it keeps, those that it cannot tell, and what it found."""

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
    layout: FileLayout,
    amount: str,
    counting: pl.Expr | None = None,
) -> tuple[pl.LazyFrame, tuple[Filtered, ...]]:
    """Keep the events that fulfil all filters.

    Takes events in a layout, and `every` event of the source, in which a name may stand that these
    events do not have. Returns them, and what each filter removed of those that would count
    (`counting`; all where it is None): how many, and their sum of the column `amount`.

    Raises:
        UsageError: a name matches nothing, or the data lack a column that a filter needs.
    """
    steps = _steps(events, filters, every, layout)
    if not steps:
        return events, ()
    counted = pl.lit(True) if counting is None else counting
    counts = events.select(_counts(steps, amount, counted)).collect().row(0)
    done = tuple(
        Filtered(step.option, step.matched, *sums, by_name=step.by_name, beside=step.beside)
        for step, sums in zip(steps, _fours(counts), strict=True)
    )
    return events.filter(pl.all_horizontal([step.keep for step in steps])), done


def _steps(
    events: pl.LazyFrame, filters: EventFilters, every: pl.LazyFrame, layout: FileLayout
) -> list[_Step]:
    columns, where = events.collect_schema().names(), layout.filters
    day = layout.span[0] if layout.span else "year"
    steps = [
        _named((events, every), f"--{name}", words, _pairs(name, filters, where), columns, day)
        for name in NAMED
        if (words := getattr(filters, name))
    ]
    steps += [
        _kind((events, every), name, words, where[name][0][0])
        for name in KINDS
        if (words := getattr(filters, name))
    ]
    if filters.place:
        places = [name for name, _ in where["place"]]
        steps.append(_place(events, filters.place, places, columns))
    if filters.near:
        steps.append(_near(filters.near, [name for name, _ in where["near"]], columns))
    return steps + _coding(filters, where, columns)


def _pairs(name: str, filters: EventFilters, where: Where) -> Sequence[NameAndId]:
    """Return where a name may stand; of actors on the side that is asked for."""
    if name != "actor" or filters.side is None:
        return where[name]
    return [where[name][SIDES.index(filters.side)]]


def _named(
    frames: tuple[pl.LazyFrame, pl.LazyFrame],
    option: str,
    words: Sequence[str],
    where: Sequence[NameAndId],
    columns: Sequence[str],
    day: str,
) -> _Step:
    _need(option, [name for name, _ in where], columns)
    pairs = [(name, number if number in columns else None) for name, number in where]
    sides, places = option == "--actor", option in DIVISIONS
    looked_at, everywhere = (
        cache(partial(known_in, frame, pairs, day, sides=sides, places=places)) for frame in frames
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


def _kind(
    frames: tuple[pl.LazyFrame, pl.LazyFrame], name: str, words: Sequence[str], column: str
) -> _Step:
    """Keep the events of kinds that the source has anywhere, alone or beside others."""
    events, every = frames
    option = "--" + name.replace("_", "-")
    _need(option, [column], events.collect_schema().names())
    cells = every.select(pl.col(column).unique().drop_nulls().sort()).collect().to_series()
    kinds = {kind for cell in cells for kind in cell.split(JOINED)}
    wanted: dict[str, None] = {}
    for word in words:
        just = [kind for kind in kinds if fold(kind) == fold(word)]
        found = just or [kind for kind in kinds if fold(word) and fold(word) in fold(kind)]
        if not found:
            hint = asking.did_you_mean(word, kinds) or asking.THERE_ARE(names=sorted(kinds))
            raise UsageError(holding.NOTHING_MATCHES(option=option, word=word), hint)
        wanted |= dict.fromkeys(sorted(found))
    kept = [cell for cell in cells if not wanted.keys().isdisjoint(cell.split(JOINED))]
    keep = pl.col(column).is_in(kept).fill_null(False)
    things = tuple(Numbered(kind, None) for kind in wanted)
    return _Step(option, keep, pl.col(column).is_null(), things)


def _place(
    events: pl.LazyFrame, words: Sequence[str], places: Sequence[str], columns: Sequence[str]
) -> _Step:
    present = [name for name in places if name in columns]
    _need("--place", present or places, columns)
    unclear = [word for word in words if not fold(word)]
    if unclear:
        raise UsageError(holding.NO_LETTER(word=unclear[0]))
    keep = pl.any_horizontal(
        [test for name in present for word in words for test in _naming(name, word)]
    ).fill_null(False)
    found = events.filter(keep).select(present[0]).unique().collect()[present[0]].drop_nulls()
    matched_places = tuple(Numbered(name, None) for name in sorted(found))
    if not found.len() and not events.filter(keep).select(pl.len()).collect().item():
        raise UsageError(holding.NO_SUCH_PLACE(words=words))
    blank = pl.all_horizontal([pl.col(name).is_null() for name in present])
    return _Step("--place", keep, blank, matched_places)


def _naming(column: str, word: str) -> Iterator[pl.Expr]:
    """Return whether a text holds a word, or as a word another name of the region it names."""
    text = _folded(column)
    yield text.str.contains(fold(word), literal=True)
    padded = pl.concat_str(pl.lit(" "), text, pl.lit(" "))
    yield from (padded.str.contains(f" {name} ", literal=True) for name in other_names(word))


def _near(near: Near, point: Sequence[str], columns: Sequence[str]) -> _Step:
    _need("--near", point, columns)
    blank = pl.any_horizontal([pl.col(name).is_null() for name in point])
    return _Step("--near", (_kilometres(near, point) <= near.kilometres).fill_null(False), blank)


def _kilometres(near: Near, point: Sequence[str]) -> pl.Expr:
    """The great-circle distance to a point, by the haversine formula."""
    latitude, longitude = (pl.col(name).radians() for name in point)
    centre, meridian = pl.lit(near.latitude).radians(), pl.lit(near.longitude).radians()
    half = ((latitude - centre) / 2).sin() ** 2
    half += latitude.cos() * centre.cos() * ((longitude - meridian) / 2).sin() ** 2
    return 2 * EARTH_KM * half.clip(0, 1).sqrt().arcsin()


def _coding(filters: EventFilters, where: Where, columns: Sequence[str]) -> list[_Step]:
    steps = []
    if filters.active_only:
        active = where["active_only"][0][0]
        _need("--active-only", [active], columns)
        steps.append(_Step("--active-only", pl.col(active).fill_null(False), _no_blank()))
    if filters.civilian_targeting:
        told = where["civilian_targeting"][0][0]
        _need("--civilian-targeting", [told], columns)
        steps.append(_Step("--civilian-targeting", pl.col(told).is_not_null(), _no_blank()))
    for name in ("where_prec", "date_prec"):
        code, option = getattr(filters, name), "--" + name.replace("_", "-")
        if code is not None:
            column = where[name][0][0]
            _need(option, [column], columns)
            keep = (pl.col(column) <= code).fill_null(False)
            steps.append(_Step(option, keep, pl.col(column).is_null()))
    return steps


def _counts(steps: Sequence[_Step], amount: str, counting: pl.Expr) -> list[pl.Expr]:
    counts, kept = [], counting
    for number, step in enumerate(steps):
        gone = kept & ~step.keep
        for part, mask in (("all", gone), ("blank", gone & step.blank)):
            counts.append(mask.sum().alias(f"{number}_{part}_events"))
            counts.append(pl.col(amount).filter(mask).sum().alias(f"{number}_{part}_deaths"))
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
