"""`totals`: counts by any groups, and why some are blank."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import polars as pl

from ..analysis.ids import by_actor, named_alike, one_name_each
from ..analysis.measures import Measure
from ..analysis.rows import in_order
from ..analysis.stocks import stock_totals
from ..analysis.totals import counted_rows, totals_table, without_false_zeros
from ..facts.countries import country_of
from ..model.coverage import Extent
from ..model.details import Details
from ..model.errors import UsageError
from ..model.filters import ID_OF
from ..model.query import question
from ..model.questions.totals import Totals
from ..model.result import Note, Result, Shown
from ..model.selection import EVERY_TYPE, Types
from ..model.units import UNITS
from ..model.words import ONE_SIDED, PERPETRATORS
from ..observations import Observations, Question
from ..words import asking, counting
from ..words.phrases import all_of
from . import lives, notes
from .actor_years import put_to_actor_years
from .answer import answered
from .asking import TYPE, columns_of, needs_events, read_groups, select_by, usual_terms
from .bounding import window_ranges
from .describe import constants, subject
from .event_notes import event_notes
from .look_up import by_actors, look_up, measure_of, placed
from .ordering import ordered
from .rates import Rates, rates_of
from .uncertainty import HowSure, how_sure_of
from .unit_notes import like_for_like, month_notes, partial_units, unit_notes

NAMES = ("country_id", "country", "region", *TYPE)
OF_ONE_TYPE = {"dyad", "conflict"}
"""The groups whose units are of one type each."""
NOUNS = {
    **{name: name for name in ("region", "actor", "dyad", "conflict")},
    **{"country": "country/countries", "adm1": "region", "adm2": "district", "priogrid": "cell"},
}
"""What the units of groups are called: one, and several where that is not with an s."""


def with_blanks(
    frame: pl.DataFrame, data: Observations, columns: Sequence[str], measure: Measure
) -> pl.DataFrame:
    """Blank what is no zero, and give each country asked for a row: totals without a unit of time.

    A zero is blank where days were asked for on which the country did not exist.
    """
    selection = data.selection
    extent = Extent(data.asked, not selection.first, not selection.last)
    frame = without_false_zeros(frame, extent, measure, data.lives)
    if "country_id" not in columns or not set(columns) <= set(NAMES):
        return frame
    here = set(frame["country_id"])
    unborn = [n for n, life in data.lives.spans.items() if not data.asked.touches(life)]
    absent = [n for n in selection.area.ids if n in unborn and n not in here]
    if not absent or not frame.height:
        return frame
    more = _of_countries(absent)
    types = pl.DataFrame({"type_of_violence": selection.types.names})
    more = more.join(types, how="cross") if "type_of_violence" in columns else more
    return in_order(pl.concat([frame, more.select(columns)], how="diagonal"), columns)


@ordered
def answer(query: Totals) -> Result:
    """Answer `totals`.

    Returns:
        a frame with the groups' columns (year, month, quarter, country_id, country, region,
        type_of_violence, perpetrator, actor and actor_id, dyad and dyad_id, conflict and
        conflict_id, adm_1, adm_2, priogrid_gid), then deaths, low, high (deaths), events (event
        data only) and, by place, imprecise (deaths in events with a coarse place); with
        `per` the rates and their bounds, as deaths_per_100000 (Float64, per so many people and
        year; null where a population is missing); with
        `uncertainty` the columns of `mali_cli.analysis.survey` or `mali_cli.analysis.uncertainty`:
        survey_mean and others, or range_below and others. With `beside` the columns of the other
        source stand among them, under names that begin with beside_.

    Raises:
        UsageError: something asked for is unknown, impossible or contradictory.
        NotHereError: no data at hand can answer; the hint says how to get it.
    """
    return _of_one(query) if query.beside is None else _of_two(query)


def _of_two(query: Totals) -> Result:
    from .two_sources import put_beside  # few ask for two, and it takes its time to load

    return put_beside(query, _of_one)


def _of_one(query: Totals) -> Result:
    groups = read_groups(query.by, usual_terms(), query)
    query = put_to_actor_years(query, groups)
    if sum(group in UNITS for group in groups) > 1:
        raise UsageError(asking.SEVERAL_UNITS())
    how_sure, rates = how_sure_of(query), rates_of(query, groups)
    alone = "perpetrator" in groups and not query.type
    types = Types((ONE_SIDED,)) if alone else EVERY_TYPE
    taken = ("every country in the source",)
    selection = select_by(query, groups, None, types, taken=taken, series=True)
    how_sure.check(selection)
    needs = how_sure.events_for or needs_events(selection, groups)
    found = look_up(Question(selection, groups, needs, fill=query.fill))
    return _answer(query, found, groups, how_sure, rates.over(found))


totals = question(Totals, answer)


def _answer(
    query: Totals,
    data: Observations,
    groups: tuple[str, ...],
    how_sure: HowSure,
    rates: Rates,
) -> Result:
    if query.fill and "actor" in groups and not data.of_events:
        raise UsageError(asking.FILL_WITHOUT_ZEROS(dataset=data.source.dataset))
    columns = columns_of(groups, data.selection)
    measure = placed(measure_of(data, groups), data, groups)
    frame = _frame(data, groups, columns, measure, how_sure, rates, fill=query.fill)
    frame = like_for_like(frame, data, columns)
    by = f", by {all_of(groups)}" if groups else ""
    said = {"by": groups, **how_sure.said, **rates.said}
    blank = frame.filter(pl.col("deaths").is_null())
    return answered(
        query,
        frame,
        data=data,
        heading=f"{subject(data)}{by}",
        notes=(
            *how_sure.notes(frame),
            *rates.notes(columns),
            *notes.stock_notes(data),
            *notes.series_notes(data.selection),
            *(window_ranges(query, frame, data, said, columns) if measure.flow else ()),
            *event_notes(data, groups, frame),
            *_panel_notes(data, groups, columns, frame),
            *unit_notes(data, groups),
            *month_notes(frame),
            *notes.window_notes(data.selection, data.published),
            *lives.blank_total_notes(blank.iter_rows(named=True), data),
            *lives.state_notes(data),
        ),
        said=said,
        also=rates.sources,
        pins=rates.pins,
        constants={**constants(data, columns), **how_sure.constants, **rates.constants},
        details=Details(how_sure.json),
        shown=Shown(bars=data.selection.value, partial=partial_units(data, groups)),
    )


def _frame(
    data: Observations,
    groups: tuple[str, ...],
    columns: tuple[str, ...],
    measure: Measure,
    how_sure: HowSure,
    rates: Rates,
    *,
    fill: bool,
) -> pl.DataFrame:
    """Add up; a series of events in time alone has its empty units, as zeros, in any case."""
    rows, units, involved = data.frame, data.units, by_actors(data, groups)
    if units is not None:
        units, rows = named_alike((units, rows), columns)
        units = _with_countries(units, data, columns)
        if _of_own_type(columns):
            units = units.filter(pl.col("type_of_violence").is_in(data.selection.types.names))
    elif fill or how_sure.request:  # their rows are joined to those of the table by name and id
        rows = one_name_each(rows, columns)
    window, rule = data.window, data.selection.straddle
    if not data.days:
        rows = rows.filter(False)
    if not measure.flow:
        return stock_totals(
            rows, window, columns, measure, rule, data.declared.subject, rates.of_stock
        )
    series = data.layout.sparse and set(columns) <= {*UNITS, *TYPE}
    fill = (fill or series) and data.days is not None
    kinds = {"type_of_violence": data.selection.types.names, "perpetrator": PERPETRATORS}
    frame = totals_table(
        rows,
        window,
        columns,
        measure,
        rule,
        fill=fill,
        lives=data.lives,
        involved=involved,
        units=units,
        of_each={} if units is None or _of_own_type(columns) else kinds,
        run=data.run_few_steps,
        told=data.told,
        every=data.every,
    )
    frame = frame if data.days else frame.clear()
    if not set(columns) & set(UNITS):
        frame = with_blanks(frame, data, columns, measure)
    counted = partial(counted_rows, by_actor(rows) if involved else rows, window, columns, rule)
    return rates.of_units(how_sure.with_columns(frame, counted, columns, data, measure))


def _of_countries(numbers: Sequence[int]) -> pl.DataFrame:
    """Return a row for each country: country_id, country, region."""
    rows = [(number, country_of(number).name, country_of(number).region) for number in numbers]
    schema = {"country_id": pl.Int64, "country": pl.String, "region": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _with_countries(
    units: pl.LazyFrame, data: Observations, columns: Sequence[str]
) -> pl.LazyFrame:
    """Add the countries asked for, also those without any event, where countries are the units."""
    if data.selection.filters.naming(["country"]).given or not _of_nothing_else(columns):
        return units
    asked = _of_countries(data.selection.area.ids)
    return pl.concat([units, asked.lazy()], how="diagonal")


def _of_nothing_else(columns: Sequence[str]) -> bool:
    """Return whether rows are of countries, regions, types and times only."""
    return set(columns) <= {*NAMES, "perpetrator", *UNITS}


def _of_own_type(columns: Sequence[str]) -> bool:
    """Return whether rows are of what is of one type or one kind of perpetrator each."""
    of_perpetrators = "perpetrator" in columns and not set(ID_OF).isdisjoint(columns)
    return of_perpetrators or not OF_ONE_TYPE.isdisjoint(columns)


def _panel_notes(
    data: Observations, groups: Sequence[str], columns: Sequence[str], frame: pl.DataFrame
) -> list[Note]:
    """Say which units a full panel has, how many of them have no event, and what it cannot have."""
    keys = [name for name in columns if name not in {*UNITS, *TYPE, "perpetrator"}]
    asked = data.selection.area.ids
    if data.units is None or not keys or (asked and _of_nothing_else(columns)):
        return []
    names = [name for name in keys if name not in ID_OF.values()]
    units = frame.drop_nulls(names).group_by(keys).agg(pl.col("events").sum())
    nouns = [NOUNS[group] for group in groups if group in NOUNS]
    noun = nouns[0] if len(nouns) == 1 else "combination"
    named = data.selection.filters.naming(groups).given
    part = not all(source.whole for source in data.sources)
    said = counting.PANEL(
        units=units.height,
        noun=noun,
        one=noun.partition("/")[0],
        where=counting.IN_COUNTRIES() if asked else "",
        cover=notes.days_words(data.published),
        types="" if _of_own_type(columns) else counting.ANY_TYPE(),
        named=counting.NAMED_BY(options=named) if named else "",
        empty=units.filter(pl.col("events") == 0).height,
        part=counting.PANEL_OF_PART() if part else "",
    )
    return [Note(said)]
