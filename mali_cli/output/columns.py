"""The columns that answers have, as columns.txt declares them: header, looks, label, HXL tag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ..model.result import BESIDE, Result
from ..model.selection import VALUE
from ..words.counting import several

KILLED = "#affected+killed"
_COUNTED = {
    "deaths": KILLED,
    "civilians": f"{KILLED}+civilians",
    "events": "#event+num",
    "fatalities": KILLED,
    "deaths_a": f"{KILLED}+first",
    "deaths_b": f"{KILLED}+second",
    "deaths_unknown": f"{KILLED}+unknown",
    "new_displacement": "#affected+displaced+new",
    "total_displacement": "#affected+displaced",
    "refugees": "#affected+refugees",
    "asylum_seekers": "#affected+asylum_seekers",
    "idps": "#affected+idps",
}
"""What the columns of figures hold, by what is counted."""


RATE = re.compile(r"(?:(before|during|after)_)?(\w+)_per_(\d+)(?:_(at_least|at_most))?", re.ASCII)
"""The columns of rates by population: when, of what, of how many people, which bound."""
_WHICH = {None: "", "at_least": "+inside", "at_most": "+touching"}


class Declaration(NamedTuple):
    """A column as columns.txt declares it.

    Attributes:
        name: its name in machine-readable rows.
        header: its header in tables.
        kind: how its cells are shown; "" where that goes by their type.
        beside: the column that is shown in the same cell; "" where there is none.
        align: "left", "right" or "long" (a text of many lines); "" where that goes by its type.
        spare: where room is short the columns of the highest go first; 0 for those that stay.
        tag: its HXL tag.
        label: what it is, for Stata.
    """

    name: str
    header: str
    kind: str
    beside: str
    align: str
    spare: int
    tag: str
    label: str


@cache
def declared(name: str) -> Declaration:
    """Return how a column is declared; one that only a data set of UCDP has is as usual."""
    if (rate := RATE.fullmatch(name)) and name not in declarations():
        return _of_rate(name, *rate.groups())
    return _declaration(name, *declarations().get(name, ()))


def _of_rate(name: str, when: str | None, value: str, per: str, bound: str | None) -> Declaration:
    """Return how a rate by population is declared; its bounds are shown beside it."""
    header = f"{when or ''} per {int(per):,}".strip()
    what = f"{several(value).capitalize()} {header} people and year"
    label = what if bound is None else f"The {bound[3:]} that they can be: {what}"
    tag = f"{KILLED}+rate+per_{per}{_WHICH[bound]}"
    return Declaration(
        name, header, "hidden" if bound else "people rate", "", "right", 1, tag, label
    )


def undeclared(name: str) -> Declaration:
    """Return a column as it is where nothing is declared of it."""
    return _declaration(name)


OF_VALUE = (
    *("at_least", "at_most", "low_at_least", "high_at_most"),
    *("per_year", "per_year_at_least", "per_year_at_most", "peak", "share"),
    *("ratio_to_previous", "straddling"),
)
"""Figures of what is counted that do not have it in their name."""


@cache
def declarations() -> dict[str, list[str]]:
    """Return the cells of columns.txt after the name, by the name of the column."""
    lines = files(__package__).joinpath("columns.txt").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line[:1] not in "#"]
    return {name: cells for name, *cells in rows[1:]}


def _declaration(
    name: str,
    header: str = "",
    kind: str = "",
    beside: str = "",
    align: str = "",
    spare: str = "",
    tag: str = "",
    label: str = "",
) -> Declaration:
    words = name.replace("_", " ")
    tag = tag or f"#meta+{re.sub('[^a-z0-9]+', '_', name.lower()).strip('_')}"
    looks = (kind, beside, align, int(spare or 0))
    return Declaration(name, header or words, *looks, tag, label or words)


def declared_of(result: Result, name: str) -> Declaration:
    """Return how a column of a result is declared; what has a value goes by that of deaths.

    Header and label say what is counted; the labels of the data's own columns, such as deaths_a,
    are of deaths in any case. Those of another source that stands beside this one say whose.
    """
    if (other := result.beside) and name.startswith(BESIDE):
        its, whose = declared_of(other, name.removeprefix(BESIDE)), other.shown.whose
        header, label = f"{whose} {its.header}", f"{whose}: {its.label}"
        beside = f"{BESIDE}{its.beside}" if its.beside else ""
        return its._replace(name=name, header=header, beside=beside, label=label)
    value = result.value
    own = name in declarations()
    mine = name == value or (name.endswith(f"_{value}") and not own)
    column = declared(name.removesuffix(value) + VALUE if mine else name)
    if value == VALUE:
        return column
    beside = column.beside.removesuffix(VALUE) + value if column.beside.endswith(VALUE) else ""
    what = several(value)
    label = column.label
    if mine or name in OF_VALUE:
        label = label.replace(VALUE, what).replace("Deaths", what.capitalize())
    tag = column.tag.replace(VALUE, value)
    named = column._replace(name=name, beside=beside or column.beside, label=label, tag=tag)
    return named._replace(header=name.replace("_", " ")) if mine else named


def tags_of(result: Result, columns: Sequence[str]) -> list[str]:
    """Return the HXL tag of each column; those of figures say what was counted, and by whom."""
    if other := result.beside:
        its = [name.removeprefix(BESIDE) for name in columns if name.startswith(BESIDE)]
        tags = dict(zip(its, tags_of(other, its), strict=True))
        mine = [name for name in columns if not name.startswith(BESIDE)]
        own = dict(zip(mine, tags_of(replace(result, beside=None), mine), strict=True))
        theirs = {f"{BESIDE}{name}": f"{tag}+beside" for name, tag in tags.items()}
        return [{**own, **theirs}[name] for name in columns]
    counted = _COUNTED.get(result.value, f"#indicator+{result.value}+num")
    if "best" in columns:  # the rows of events, whatever is counted of them
        counted = KILLED
    return [declared_of(result, name).tag.replace(KILLED, counted) for name in columns]
