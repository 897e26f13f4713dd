"""How columns look in tables: formats, alignment, rates, marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..model.filters import ID_OF, Numbered, names_several
from ..model.phase import is_short
from ..model.result import Result
from ..model.words import ESTIMATES, STRADDLES
from ..words.phrases import thousands, times, with_separators
from .text import clean

Row = Mapping[str, Any]


def shown_as_rate(name: str) -> Callable[[Row], str] | None:
    """Return how a column is shown that holds a rate of a window or a ratio; None for another."""
    if name.endswith("_per_year"):
        return _rate_and_years(name)
    return _times(name) if name.startswith("ratio") else None


def header_of_rate(name: str) -> str:
    """Return the header of a column: "before a year", "during/before"."""
    name = name.replace("_per_year", " a year")
    above, _, below = name.removeprefix("ratio_").partition("_")
    return f"{above}/{below}" if name.startswith("ratio_") else name.replace("_", " ")


def interval(row: Row) -> str:
    """Show the interval of a rate: "84.8–453.5"."""
    if row["lower"] is None:
        return ""
    return f"{thousands(row['lower'], 1)}–{thousands(row['upper'], 1)}"


def _rate_and_years(name: str) -> Callable[[Row], str]:
    """Show a rate, and the years that it is of where they are known: "41.2 (25y)"."""
    years = name.replace("_per_year", "_years")

    def show(row: Row) -> str:
        if row[name] is None:
            return ""
        return thousands(row[name], 1) + (f" ({row[years]:.3g}y)" if years in row else "")

    return show


def _times(name: str) -> Callable[[Row], str]:
    """Show a ratio, and its bounds where there are any: "×8.43 (7.80–10.21)"."""

    def show(row: Row) -> str:
        low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
        bounds = f" ({times(low)}–{times(high)})" if low is not None and high is not None else ""
        return "" if row[name] is None else f"×{times(row[name])}{bounds}"

    return show


MARK, BLANK, PART = "*", "blank", " (part)"
PARTED = ("year", "quarter", "month", "phase")
"""Columns whose rows may be covered in part."""
GREEN, RED, YELLOW = "32", "31", "33"
"""Codes of ANSI's "select graphic rendition" (ECMA-48)."""
VERDICTS = {"reproduced": GREEN, "holds": GREEN, "differs": RED, "needs data": YELLOW}
COLORS = {
    "verdict": VERDICTS,
    "against_verdict": VERDICTS,
}
"""Cells that have a colour, by column."""
_LONG = (
    "a",
    "aliases",
    "also_equals",
    "b",
    "citation",
    "countries",
    "note",
    "remark",
    "source",
    "statement",
    "unsure",
)
_SPARE = {
    "last_day": 1,
    "first_day": 2,
    "full_name": 5,
    "title": 6,
    "note": 7,
    "unsure": 8,
    "aliases": 9,
    "against": 4,
    "source": 10,
}
_SPARE_OF_EVENTS = {"country": 2, "adm_1": 3, "date_end": 4, "where_coordinates": 5, "id": 6}
"""Of an event what is left must fit 80 columns: when it began, who, of which type, how many."""


_SPARE_OF_MISSIONS = {"country": 3, "others": 5}
_SPARE_OF = {"events": _SPARE_OF_EVENTS, "compare": _SPARE_OF_MISSIONS}
PLAIN: Mapping[str, str] = {}


class Column(NamedTuple):
    """A column as it is shown.

    Where room is short the columns of the highest `spare` go first (0: never). `long` texts may
    wrap over many lines. `styles` has the ANSI codes of cells that are coloured.
    """

    header: str
    cells: tuple[str, ...]
    right: bool = False
    spare: int = 0
    long: bool = False
    styles: Mapping[str, str] = PLAIN


class _Style(NamedTuple):
    header: str
    show: Callable[[Row], str]
    needs: str
    hides: tuple[str, ...] = ()
    right: bool = True
    spare: int = 0
    long: bool = False


_NAMES_THINGS = re.compile(r"(^|_)(year|id|gid|gwno[ab]?|relid|prec|latitude|longitude)$")
"""Numbers that name a thing or a place: they have no thousands separators."""


def names_things(name: str) -> bool:
    """Tell whether the numbers of a column name things or places: they are not counts."""
    return bool(_NAMES_THINGS.search(name))


def shown_columns(result: Result) -> tuple[Column, ...]:
    """Return the columns of a result as they are shown, in order, without those that are blank."""
    names = [name for name in result.shown or result.frame.columns if name in result.frame.columns]
    rows = _marked(result.frame.to_dicts())
    columns, hidden = [], _needless_ids(result)
    for name in names:
        style = _style(name, result)
        if name in hidden or not style.header:
            continue
        hidden.update(style.hides)
        cells = tuple(clean(style.show(row)) for row in rows)
        if result.partial and name in PARTED:
            cells = tuple(f"{cell}{PART}" if cell in result.partial else cell for cell in cells)
        if any(cells) or not rows:
            looks = (style.right, style.spare, style.long, COLORS.get(name, {}))
            columns.append(Column(style.header, cells, *looks))
    return tuple(columns)


def _needless_ids(result: Result) -> set[str]:
    """Return the columns of ids that no row needs: its name is enough to tell it apart."""
    frame, needless = result.frame, set()
    for name, number in ID_OF.items():
        if name in frame.columns and number in frame.columns:
            pairs = frame.select(name, number).unique().iter_rows()
            if not names_several(Numbered(*pair) for pair in pairs):
                needless.add(number)
    return needless


def _style(name: str, result: Result) -> _Style:
    decimals = 1 if result.straddle == "split" else 0
    known, columns = _known(decimals), result.frame.schema
    if name == "deaths":
        return _counted(result, known[name])
    if name == "start" and "end" in columns and columns["end"].is_temporal():
        return known["start"]
    if name == "country_id" and "country" in columns:
        return known["country_id"]
    if name == "low" and "high" not in result.frame.columns:
        return _plain(name, result)
    if name in known and name != "start" and name != "country_id":
        return known[name]
    return _plain(name, result)


def _counted(result: Result, style: _Style) -> _Style:
    """Head the column `deaths`, which has what `--measure` asks for, by what it counts."""
    measure = result.measure
    return style._replace(header=measure, hides=("events",) if measure == "events" else ())


def _plain(name: str, result: Result) -> _Style:
    numeric = result.frame.schema[name].is_numeric()
    header = name.replace("_", " ")
    decimals = 1 if result.straddle == "split" and result.frame.schema[name].is_float() else 0
    show = _number(name, decimals) if numeric and not names_things(name) else _word(name)
    as_rate = shown_as_rate(name)
    if as_rate:
        header, show = header_of_rate(name), as_rate
    elif name == "units":
        header = f"{result.selection['by']}s"
    spare = _SPARE_OF.get(result.command, _SPARE).get(name, 0)
    right = numeric and f"{name}_low" not in result.frame.columns
    return _Style(header, show, name, right=right, spare=spare, long=name in _LONG)


def _known(decimals: int) -> dict[str, _Style]:
    styles = [
        _Style("", lambda _: "", "country_id"),
        _Style("from–to", _span, "start", ("end",), right=False, spare=3),
        _Style("years", _years, "years", spare=5),
        _Style("deaths", _number("deaths", decimals), "deaths"),
        _Style("low–high", lambda r: _range(r, decimals), "low", ("high",), spare=1),
        _Style("events", _number("events", decimals), "events", spare=6),
        _Style("a year", _rate, "per_year", spare=2),
        _Style("peak", lambda r: _peak(r, decimals), "peak", ("peak_deaths",), spare=4),
        _Style("share", _share, "share", spare=8),
        _Style("ratio", _ratio, "ratio_to_previous", spare=7),
        _Style("change", lambda r: _signed(r["change"], decimals), "change"),
        _Style("straddling", _number("straddling", decimals), "straddling", spare=9),
        _Style("interval", interval, "lower", ("upper",)),
        _Style("survey mean", _number("survey_mean", 1), "survey_mean"),
        _Style("", lambda _: "", "survey_sd"),
        _Style("survey interval", _between("survey"), "survey_lower", ("survey_upper",)),
        _Style(
            "shared interval",
            _between("survey_shared"),
            "survey_shared_lower",
            ("survey_shared_upper",),
        ),
        _Style("below–above", _around, "range_below", ("range_above",)),
        _Style("unordered", _number("range_unordered", 0), "range_unordered", spare=9),
        *(_Style(f"by {rule}", _by_rule(rule), f"by_{rule}") for rule in STRADDLES),
        *(_Style(f"ratio by {e}", _ratio_by(f"ratio_{e}"), f"ratio_{e}") for e in ESTIMATES),
        _Style("type", _word("type_of_violence"), "type_of_violence", right=False),
        _Style("claimed", _claimed, "claimed", right=False),
        _Style("computed", _figures("computed"), "computed", right=False, long=True),
        _Style("difference", _difference, "difference"),
        _Style("robust", _yes_or_no, "robust", right=False, spare=2),
        _Style("also equals", _figures("also_equals"), "also_equals", right=False, long=True),
    ]
    return {style.needs: style for style in styles}


def _word(name: str) -> Callable[[Row], str]:
    return lambda row: _in_words(row[name])


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _number(name: str, decimals: int) -> Callable[[Row], str]:
    return lambda row: thousands(row[name], decimals)


def _signed(value: float | None, decimals: int) -> str:
    return f"{value:+,.{decimals}f}" if value else thousands(value, decimals)


def _by_rule(rule: str) -> Callable[[Row], str]:
    """Show a figure by one straddling rule; that nothing counts by it is worth a word."""
    decimals = 1 if rule == "split" else 0
    return lambda row: thousands(row[f"by_{rule}"], decimals) or BLANK


def _figures(name: str) -> Callable[[Row], str]:
    return lambda row: with_separators(row[name] or "")


def _claimed(row: Row) -> str:
    """Show what is claimed; a year has no separators."""
    return row["claimed"] or "" if row["kind"] == "extreme year" else _figures("claimed")(row)


def _difference(row: Row) -> str:
    value = row["difference"]
    return "" if value is None else thousands(value, 0 if value == int(value) else 1)


def _yes_or_no(row: Row) -> str:
    return {True: "yes", False: "no"}.get(row["robust"], "")


def _years(row: Row) -> str:
    """Show 25 and 24.5: years are whole but under `split` and with events."""
    years = row["years"]
    return thousands(years, 0 if years is None or years == int(years) else 1)


def _rate(row: Row) -> str:
    return thousands(row["per_year"], 1)


def _span(row: Row) -> str:
    return f"{row['start'] or ''}..{row['end'] or ''}"


def _range(row: Row, decimals: int) -> str:
    if row["low"] is None:
        return ""
    return f"{thousands(row['low'], decimals)}–{thousands(row['high'], decimals)}"


def _peak(row: Row, decimals: int) -> str:
    if row["peak"] is None:
        return ""
    return f"{row['peak']} ({thousands(row['peak_deaths'], decimals)})"


def _between(name: str) -> Callable[[Row], str]:
    """Show an interval of the survey model; what is below zero as 0."""

    def show(row: Row) -> str:
        ends = [row[f"{name}_{end}"] for end in ("lower", "upper")]
        return "" if None in ends else "–".join(thousands(max(end, 0), 1) for end in ends)

    return show


def _around(row: Row) -> str:
    """Show how far low and high lie from best: "−5.2% +20.1%"."""
    if row["range_below"] is None:
        return ""
    return f"{-row['range_below'] + 0.0:+.1%} {row['range_above']:+.1%}".replace("-", "−")


def _share(row: Row) -> str:
    return "" if row["share"] is None else f"{row['share']:.1%}"


def _ratio(row: Row) -> str:
    return _ratio_by("ratio_to_previous")(row) + (MARK if _is_marked(row) else "")


def _ratio_by(name: str) -> Callable[[Row], str]:
    return lambda row: "" if row[name] is None else f"×{times(row[name])}"


def _is_marked(row: Row) -> bool:
    return row["ratio_to_previous"] is not None and bool(row.get("_short"))


def _marked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the rows whose ratio rests on a phase of under two years: theirs or the one before."""
    previous = False
    for row in rows:
        if row.get("years") is not None:
            short = is_short(row["years"], row["start"], row["end"])
            row["_short"], previous = short or previous, short
    return rows
