"""What a claims file says will come out: the table claimed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ...facts.countries import GROUP_SIGN, resolve
from ...facts.toml_tables import TomlError, TomlTable
from ...model.claims import (
    COMPARISONS,
    EXTREMES,
    TRENDS,
    Change,
    Comparison,
    Expectation,
    ExtremeYear,
    FigureQuery,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Value,
    Window,
)
from ...model.dates import read_range
from ...model.errors import UsageError
from ...words import claiming
from .claim_queries import COUNTRY, YEAR

SIGNS = {"equals": "=", "about": "~", "over": ">", "under": "<", "at_least": ">=", "at_most": "<="}
READERS: dict[str, Callable[[TomlTable], Expectation]] = {
    "ratio_over": lambda table: Ratio(">", table.number("ratio_over")),
    "ratio_under": lambda table: Ratio("<", table.number("ratio_under")),
    "change": lambda table: _change(table),
    "relation": lambda table: _relation(table),
    "trend": lambda table: Trend(table.choice("trend", TRENDS) or ""),
    "rank": lambda table: Rank(table.whole("rank")),
    "worst_year": lambda table: ExtremeYear(table.whole("worst_year"), "highest"),
    "calmest_year": lambda table: ExtremeYear(table.whole("calmest_year"), "lowest"),
}
KINDS = (*SIGNS, *READERS)
"""The keys that say what is claimed."""
MORE_KEYS = ("tolerance", "among")
CLAIMED_KEYS = (*KINDS, *MORE_KEYS)
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*%", re.ASCII)


def read_claimed(table: TomlTable) -> Expectation:
    """Read what is claimed: just one of `KINDS`, with what belongs to it.

    Raises:
        UsageError: naming the key.
    """
    table.check_keys(CLAIMED_KEYS)
    named = [key for key in table.entries if key in KINDS]
    if not named:
        raise UsageError(claiming.NOTHING_CLAIMED(where=table.where, kinds=KINDS))
    if len(named) > 1:
        raise TomlError(claiming.SECOND_CLAIM(key=table.key(named[1]), other=named[0]))
    if "tolerance" in table and named[0] not in ("about", "change"):
        raise TomlError(claiming.TOLERANCE_OF_OTHERS(key=table.key("tolerance"), other=named[0]))
    key = named[0]
    return _value(table, key, SIGNS[key]) if key in SIGNS else READERS[key](table)


def read_among(
    table: TomlTable, expectation: Expectation, query: FigureQuery
) -> FigureQuery | None:
    """Read the figures that a rank or a superlative is among: years, or countries of a @group.

    Raises:
        UsageError: it is missing, or the query's own figure is not among them.
    """
    if not isinstance(expectation, Rank | Superlative):
        if "among" in table:
            raise TomlError(claiming.AMONG_OF_OTHERS(key=table.key("among")))
        return None
    word = table.text("among", needed=True)
    with table.at("among"):
        return _countries(word, query) if word.startswith(GROUP_SIGN) else _years(word, query)


def _value(table: TomlTable, key: str, sign: str) -> Value:
    number = table.number(key)
    return Value(sign, number, _tolerance(table, number) if sign == "~" else 0)


def _tolerance(table: TomlTable, number: float) -> float:
    """Read a tolerance: deaths, or "10 %" of the number."""
    if "tolerance" not in table:
        raise TomlError(claiming.NO_TOLERANCE(key=table.key("tolerance")))
    if not isinstance(table.entries["tolerance"], str):
        return table.number("tolerance")
    percent = _percent(table, "tolerance")
    if percent < 0:
        raise TomlError(claiming.NEGATIVE_TOLERANCE(key=table.key("tolerance")))
    return number * percent / 100


def _change(table: TomlTable) -> Change:
    percent = _percent(table, "change")
    points = table.number("tolerance") if "tolerance" in table else 0.5
    return Change(percent, points)


def _percent(table: TomlTable, key: str) -> float:
    match = _PERCENT.fullmatch(table.text(key, needed=True))
    if match is None:
        raise TomlError(claiming.NO_PERCENTAGE(key=table.key(key), name=key))
    return float(match[1])


def _relation(table: TomlTable) -> Comparison | Superlative:
    word = table.choice("relation", (*COMPARISONS, *EXTREMES)) or ""
    return Superlative(word) if word in EXTREMES else Comparison(word)


def _countries(group: str, query: FigureQuery) -> FigureQuery:
    members = resolve([group])
    asked = resolve(query.country).ids
    if len(query.windows) > 1 or query.each or len(asked) > 1 or asked[0] not in members.ids:
        raise UsageError(claiming.NOT_AMONG_COUNTRIES(group=group))
    return replace(query, country=members.terms, each=COUNTRY)


def _years(word: str, query: FigureQuery) -> FigureQuery:
    window = Window(*read_range(word))
    year = year_of(query)
    first, last = window.first, window.last
    if year is None or (first and first.year > year) or (last and last.year < year):
        raise UsageError(claiming.NOT_AMONG_YEARS(years=word))
    return replace(query, windows=(window,), each=YEAR)


def year_of(query: FigureQuery) -> int | None:
    """Return the year that a query is about, if it is a whole one."""
    window = query.windows[0]
    if len(query.windows) > 1 or query.each or not window.first or not window.last:
        return None
    whole = (window.first.month, window.first.day, window.last.month, window.last.day)
    same = window.first.year == window.last.year
    return window.first.year if same and whole == (1, 1, 12, 31) else None
