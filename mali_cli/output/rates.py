"""How rates, their intervals and their ratios are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model.words import thousands, times

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
