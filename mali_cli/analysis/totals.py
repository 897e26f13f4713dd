"""Totals by any groups, with or without a unit of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from ..model.bounds import LEAST, MOST
from ..model.coverage import ALL_THE_TIME, Days, Extent, Lives
from ..model.filters import ID_OF
from ..model.units import unit_among, unit_of, units_of
from ..observations.running import STREAMED, Running
from ..observations.straddling import any_of, inside, touches
from .ids import KEYS, by_actor, one_name_each, sums_by_actor
from .measures import CROSSES, IMPRECISE, Measure, counted
from .rows import in_order
from .units import UNIT, dated, label, touching

_ONE = pl.DataFrame({"_one": [0]})
CHANGE = "change_to_previous"
"""The column of the change to the year before."""
_ALL = "_all_rows"
"""The one group of what is not grouped."""
NOTHING: Mapping[str, Sequence[str]] = {}
ToldBy = Mapping[str, tuple[Sequence[str], pl.Expr]]
"""By columns of words the columns that tell them, and how; null where they do not."""
NOTHING_TOLD: ToldBy = {}


def totals_table(
    observations: pl.LazyFrame,
    window: Days,
    groups: Sequence[str],
    measure: Measure,
    rule: str,
    *,
    fill: bool = False,
    lives: Lives = ALL_THE_TIME,
    rounded: bool = True,
    involved: bool = False,
    units: pl.LazyFrame | None = None,
    of_each: Mapping[str, Sequence[str]] = NOTHING,
    told: ToldBy = NOTHING_TOLD,
    run: Running = STREAMED,
    every: bool = False,
) -> pl.DataFrame:
    """Add up the observations that the rule counts in the days looked at, by group.

    One of the groups may be a unit of time (year, quarter, month); an observation is then dated
    to it by the same rule. With `involved` one is `actor` (with `actor_id`), and an event counts
    for each actor on either side, as in `actors.by_actor`. Actors, dyads and conflicts go by their
    ids: rows of one id are one, under the latest name. `units` are further observations whose units
    `fill` gives rows to, and `of_each` what every unit has rows of, by column, whether observed or
    not. `told` has the columns of words that codes tell: these are added up by, and then worded.
    `run` is how Polars runs its plans.
    `every` tells that the rule counts all observations in the days.

    Returns:
        the groups (year as Int32, others as String or Int64), then deaths, at_least, at_most, low,
        high (Int64, or Float64 under `split`; low and high null for what has none; bounds Int64,
        null for units of time of events), events (event data only) and, by place, imprecise (the
        part of deaths in events with a coarse place).
        With `fill` every unit has a row for every time that the source covers, zeros included:
        of events all of the window, of country-years the years that the rule counts in it. A time
        is left out before a country existed and after, by `lives`; where the country is a group,
        its own.
    """
    unit = unit_among(groups)
    rows = _counted(observations, window, unit, rule, every=every)
    keys = [UNIT if name == unit else name for name in groups]
    frame = _summed(rows, keys, measure, told, run, involved=involved)
    whole = keys == [UNIT] and not measure.sparse  # the times of figures are those of their rows
    if fill and keys and not whole:
        times = _all_times(window, unit) if measure.sparse else _times(rows, keys)
        known = [observations] if units is None else [units, observations]
        grid = _grid([by_actor(o) if involved else o for o in known], times, keys, of_each)
        if unit:
            grid = _existing(grid, unit, lives, each="country" in keys)
        frame = _filled(frame, grid, keys, measure)
    frame = _bounded(frame, observations, window, keys, unit, measure, told, run, involved=involved)
    frame = in_order(frame, keys)
    if unit:
        frame = frame.with_columns(label(pl.col(UNIT), unit).alias(unit))
    sums = ("deaths", "low", "high", "events", IMPRECISE)
    counts = [name for name in sums if name in frame.columns]
    shown = [measure.shown(name) if rounded else pl.col(name) for name in counts]
    return frame.select(*groups, shown[0], LEAST, MOST, *shown[1:])


def _bounded(
    frame: pl.DataFrame,
    observations: pl.LazyFrame,
    window: Days,
    keys: Sequence[str],
    unit: str | None,
    measure: Measure,
    told: ToldBy,
    run: Running,
    *,
    involved: bool,
) -> pl.DataFrame:
    """Add the least and the most of each row: what lies inside its days, and what touches them.

    Its days are those of the window, of weekly figures those of its unit of time in it. Rows of
    events by a unit of time have no bounds. A row that the rule counts nothing in, and that
    something touches, is there too: of events with zeros, as its days were watched.
    """
    weekly = unit is not None and measure.sparse
    if weekly and not measure.written:
        return frame.with_columns(pl.lit(None, pl.Int64).alias(name) for name in (LEAST, MOST))
    amount = pl.col("deaths").cast(pl.Int64)
    cut = observations.filter(touches(window) & ~inside(window))
    if not weekly and not run.rows(cut.limit(1)).height:
        return frame.with_columns(amount.alias(LEAST), amount.alias(MOST))
    on = list(keys) or [_ALL]
    rows = observations.with_columns(pl.lit(0).alias(_ALL))
    frame = frame.with_columns(pl.lit(0).alias(_ALL))
    if weekly and unit:
        every = touching(rows, unit, window)
        counted = {MOST: every, LEAST: every.filter(~pl.col(CROSSES))}
    else:
        years = "year" if unit else None
        counted = {
            bound: _counted(rows, window, years, rule)
            for rule, bound in (("both", MOST), ("drop", LEAST))
        }
    for bound, part in counted.items():
        sums = _summed(part, on, measure.of_whole(), told, run, involved=involved)
        sums = sums.select(*on, pl.col("deaths").alias(bound))
        frame = frame.join(sums, on=on, how="full", nulls_equal=True, coalesce=True)
    if measure.sparse:
        frame = frame.with_columns(pl.col(*measure.counts).fill_null(0))
    return frame.with_columns(
        pl.when(pl.col(MOST).is_not_null() | amount.is_not_null())
        .then(pl.col(bound).fill_null(0))
        .alias(bound)
        for bound in (LEAST, MOST)
    ).drop(_ALL)


def without_false_zeros(
    frame: pl.DataFrame, extent: Extent, measure: Measure, lives: Lives
) -> pl.DataFrame:
    """Blank the zeros of totals that were asked for on days on which a country did not exist.

    An event that is counted is no such zero, even if its figure is 0. Where the country is a group,
    its own life decides; without one that it existed on is no count.
    """
    by_country = "country_id" in frame.columns
    each = lives.spans if by_country else {} if lives.others else {None: lives.hull}
    beyond = [
        pl.lit(value=True) if number is None else pl.col("country_id") == number
        for number, life in each.items()
        if extent.exceeds(life) or not extent.days.touches(life)
    ]
    if not beyond:
        return frame
    false = any_of(beyond) & measure.nothing()
    bounds = (LEAST, MOST) if LEAST in frame.columns else ()
    return frame.with_columns(
        pl.when(~false).then(pl.col(name)).alias(name) for name in (*measure.counts, *bounds)
    )


def with_changes(
    frame: pl.DataFrame, groups: Sequence[str], partial: Iterable[int]
) -> pl.DataFrame:
    """Add to rows by year the change to the year before, of the same group.

    Args:
        frame: of `totals_table`, by year.
        groups: its groups.
        partial: the years that are covered in part, from and to which there is no change.

    Returns:
        the frame with change_to_previous (Float64), a fraction of the figure of the year before;
        null where that is 0 or blank, or not there.
    """
    others, here = [name for name in groups if name != "year"], pl.col("deaths")
    whole = frame.filter(~pl.col("year").is_in(list(partial)))
    before = whole.select(*others, pl.col("year") + 1, here.alias("_before"))
    now = whole.select(*groups, here.alias("_now"))
    rows = frame
    for other in (before, now):
        rows = rows.join(
            other, on=list(groups), how="left", nulls_equal=True, maintain_order="left"
        )
    change = (pl.col("_now") - pl.col("_before")) / pl.col("_before")
    return rows.with_columns(pl.when(pl.col("_before") > 0).then(change).alias(CHANGE)).drop(
        "_before", "_now"
    )


def counted_rows(
    observations: pl.LazyFrame, window: Days, groups: Sequence[str], rule: str
) -> pl.LazyFrame:
    """Return the observations that `totals_table` counts, each with the groups of its row."""
    unit = unit_among(groups)
    rows = _counted(observations, window, unit, rule)
    return rows.with_columns(label(pl.col(UNIT), unit).alias(unit)) if unit else rows


def _counted(
    observations: pl.LazyFrame, window: Days, unit: str | None, rule: str, *, every: bool = False
) -> pl.LazyFrame:
    """Return the observations that the rule counts in the window, dated to units of time."""
    rows = counted(observations, window, rule, every=every)
    return dated(rows, unit, rule, window) if unit else rows


def _summed(
    rows: pl.LazyFrame,
    keys: Sequence[str],
    measure: Measure,
    told: ToldBy,
    run: Running,
    *,
    involved: bool,
) -> pl.DataFrame:
    """Add up by the keys: first by what tells them, which is fast, then by their names."""
    measure = replace(measure, weighed=measure.split)
    numbered = [name for name in keys if name in ID_OF]
    late = {name: told[name] for name in keys if name in told}
    if keys and not numbered and not late:
        return run.rows(rows.group_by(keys).agg(measure.sums()))
    if not keys:
        frame = run.rows(rows.select(*measure.sums(), pl.len().alias("_rows")))
        return frame if measure.sparse else frame.filter(pl.col("_rows") > 0)
    parts = [late[name][0] if name in late else (name,) for name in keys]
    first = dict.fromkeys(name for part in parts for name in part)
    if involved:
        others = [name for name in first if name not in KEYS]
        sums = sums_by_actor(rows, others, measure.sums())
    else:
        sums = rows.group_by(list(first)).agg(measure.sums()).collect()
    named = one_name_each(sums.lazy(), numbered, rows)
    worded = named.with_columns(words.alias(name) for name, (_, words) in late.items()).collect()
    if unknown := [name for name in late if worded[name].null_count()]:
        known = {name: how for name, how in told.items() if name not in unknown}
        return _summed(rows, keys, measure, known, run, involved=involved)
    return worded.lazy().group_by(keys).agg(measure.sums_of_sums()).collect()


def _grid(
    observations: Sequence[pl.LazyFrame],
    times: pl.DataFrame,
    keys: Sequence[str],
    of_each: Mapping[str, Sequence[str]],
) -> pl.DataFrame:
    """Return every unit at every time; units in countries with the number of the country."""
    others = [name for name in keys if name != UNIT and name not in of_each]
    more = ["country_id"] if "country" in others and "country_id" not in others else []
    names = [*others, *more]
    found = [rows.select(names).unique() for rows in observations]
    units = pl.concat(found).unique().collect() if others else _ONE
    for name, values in of_each.items():
        if name in keys:
            units = units.join(pl.DataFrame({name: list(values)}), how="cross")
    where = [name for name in times.columns if name in others]
    if where:
        return units.join(times, on=where, how="inner", nulls_equal=True)
    return units.join(times, how="cross")


def _existing(grid: pl.DataFrame, unit: str, lives: Lives, *, each: bool) -> pl.DataFrame:
    """Keep the times in which a country existed: `each` its own, else one of them."""
    bounds = [
        (number, unit_of(life.start, unit), unit_of(life.end, unit))
        for number, life in lives.spans.items()
    ]
    if not each:
        times = [pl.col(UNIT).is_between(first, last) for _, first, last in bounds]
        return grid if lives.others else grid.filter(pl.any_horizontal(times))
    table = pl.DataFrame(
        bounds,
        schema={"country_id": pl.Int64, "_from": pl.Int32, "_to": pl.Int32},
        orient="row",
    )
    lived = pl.col(UNIT).is_between("_from", "_to").fill_null(True)
    return grid.join(table, on="country_id", how="left").filter(lived)


def _filled(
    frame: pl.DataFrame, grid: pl.DataFrame, keys: Sequence[str], measure: Measure
) -> pl.DataFrame:
    """Add the rows of a balanced panel to those that there are."""
    grid, on = grid.select(keys).unique(), list(keys)
    filled = grid.join(frame, on=on, how="left", nulls_equal=True)
    filled = filled.with_columns(pl.col(name).fill_null(0) for name in measure.counts)
    return pl.concat([filled, frame.join(grid, on=on, how="anti", nulls_equal=True)])


def _times(rows: pl.LazyFrame, keys: Sequence[str]) -> pl.DataFrame:
    """Return the times that counted country-years cover, by country where it is a group."""
    names = [name for name in (UNIT, "country_id", "country") if name in keys]
    return rows.with_columns(pl.lit(0).alias("_all")).select(names or "_all").unique().collect()


def _all_times(window: Days, unit: str | None) -> pl.DataFrame:
    """Return every time in a window that was watched for events."""
    if unit is None:
        return pl.DataFrame({"_all": [0]})
    return pl.DataFrame({UNIT: units_of(window, unit)}, schema={UNIT: pl.Int32})
