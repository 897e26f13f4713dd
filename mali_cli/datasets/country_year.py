"""UCDP's deaths by country and year, zeros included: the set that answers first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from ..words import remarking
from .declaration import (
    EVERY,
    Columns,
    DataSet,
    Door,
    Embedded,
    Estimates,
    FileLayout,
    Observed,
    Sought,
    Sum,
)
from .ucdp import DEATHS, LICENCE, PLACES, UCDP, VIOLENCE, columns, with_article, yearly

if TYPE_CHECKING:
    import polars as pl

    from ..model.source import Source

TYPE_WORDS = {"sb": "state-based", "ns": "non-state", "os": "one-sided"}
TOTAL = "cumulative_total_deaths_in_orgvio"
_PARTS = ("parties", "civilians", "unknown")
_FIGURES = {
    **{f"{short}_total_deaths": words for short, words in TYPE_WORDS.items()},
    "sb_intrastate_deaths": "intrastate",
    "sb_interstate_deaths": "interstate",
    "os_govt_killings": "by the government",
    "os_any_govt_killings": "by any government",
    "os_nsgroup_killings": "by other groups",
    TOTAL: "total",
}


def _columns() -> Columns:
    """Return the 74 columns of UCDP's country-year codebook 26.1, lower-cased.

    Deaths come as best, high, low; `NO_DYAD` and "; " lists make the columns of dyads text.
    """
    dyads = "exist dyad_count dyad_ids dyad_names"
    parts = "deaths_parties deaths_civilians deaths_unknown"
    subtype = f"{dyads} govt_inv_incomp {parts} deaths_best deaths_high deaths_low"
    total = "total_deaths_best total_deaths_high total_deaths_low"
    killings = [
        f"os_{who}_{what}"
        for who in ("govt", "any_govt", "nsgroup")
        for what in ("inv", "killings_best", "killings_high", "killings_low")
    ]
    orgvio = [f"cumulative_total_deaths_{part}_in_orgvio" for part in _PARTS]
    names = [
        *("country", "country_id", "year", "region", "govt_name"),
        *_prefixed("sb", f"{dyads} {parts} {total}"),
        *(*_prefixed("sb_intrastate", subtype), *_prefixed("sb_interstate", subtype)),
        *_prefixed("ns", f"{dyads} {parts} {total}"),
        *(*_prefixed("os", dyads), *killings, "os_killings_unknown", *_prefixed("os", total)),
        *(*orgvio, *_prefixed("cumulative_total_deaths_in_orgvio", "best high low"), "version"),
    ]
    text = ("country", "region", "govt_name", "version", "dyad_ids", "dyad_names")
    numbers = [name for name in names if not name.endswith(text)]
    return columns(" ".join(names), numbers=" ".join(numbers))


def _prefixed(prefix: str, names: str) -> list[str]:
    return [f"{prefix}_{name}" for name in names.split()]


def _sums() -> tuple[Sum, ...]:
    """Return what holds in all rows of country-year 25.1 but 1 and 7 (measured)."""
    totals = [
        Sum(
            remarking.TOTAL_UNLIKE_TYPES(estimate=estimate),
            f"{TOTAL}_{estimate}",
            tuple(f"{short}_total_deaths_{estimate}" for short in TYPE_WORDS),
        )
        for estimate in ("best", "low", "high")
    ]
    parts = [
        Sum(
            remarking.OF_FIGURE(figure=TYPE_WORDS[short], odd=remarking.BEST_UNLIKE_PARTS()),
            f"{short}_total_deaths_best",
            tuple(f"{short}_deaths_{part}" for part in _PARTS),
        )
        for short in ("sb", "ns")
    ]
    return (*totals, *parts)


def _newest(name: str) -> str:
    """Return the name of 26.1: 25.1 has `_cy` behind its names and `main_govt` for `govt`.

    All 74 names of 25.1 match those of 26.1 that way (measured on UCDP's files).
    """
    return name.removesuffix("_cy").replace("main_govt", "govt")


def _form(written: Sequence[str]) -> str:
    old = any(name.endswith("_cy") for name in written)
    return "country-year, names of 25.1" if old else "country-year, names of 26.1"


def _observe(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    from .country_year_rows import observations

    return observations(rows, wanted)


def _figures(rows: pl.LazyFrame, wanted: Sought) -> Observed:
    from .country_year_rows import figures

    return figures(rows, wanted)


def _embedded_source() -> Source:
    from .figures import embedded_source

    return embedded_source("country-year")


def _embedded_rows() -> pl.LazyFrame:
    from .country_year_rows import read_figures
    from .figures import embedded_file

    return read_figures(embedded_file("country-year"))


COUNTRY_YEAR = DataSet(
    "country-year",
    "UCDP Country-Year Dataset on Organized Violence within Country Borders",
    UCDP,
    "counts",
    (
        FileLayout(
            "",
            "year",
            _columns(),
            (frozenset({"os_total_deaths_best"}), frozenset({"sb_total_deaths_best"})),
            key=("country_id", "year"),
            needed={
                EVERY: "country_id year sb_total_deaths_best sb_total_deaths_high "
                "sb_total_deaths_low ns_total_deaths_best ns_total_deaths_high "
                "ns_total_deaths_low os_total_deaths_best os_total_deaths_high "
                "os_total_deaths_low",
                "--by country": "country",
                "--by region": "region",
                "--measure civilians": "sb_deaths_civilians ns_deaths_civilians "
                "cumulative_total_deaths_civilians_in_orgvio",
                "--by perpetrator": "os_any_govt_killings_best os_any_govt_killings_high "
                "os_any_govt_killings_low os_nsgroup_killings_best os_nsgroup_killings_high "
                "os_nsgroup_killings_low",
            },
            rename=_newest,
            words=_form,
            stamp="version",
            estimates=tuple(
                Estimates(words, *(f"{start}_{e}" for e in ("best", "low", "high")))
                for start, words in _FIGURES.items()
            ),
            sums=_sums(),
            agree=tuple(f"{start}_best" for start in _FIGURES),
            observe=_observe,
            groups={**PLACES, **VIOLENCE},
        ),
    ),
    yearly("country-year"),
    partial(with_article, ("sundberg2013",), codebook=True),
    LICENCE,
    answers="default",
    doors=(
        Door("download", "organizedviolencecy/organizedviolencecy-{nnn}-csv.zip"),
        Door("api", "organizedviolencecy", country="Country_Id"),
    ),
    embedded=Embedded(
        _embedded_source,
        FileLayout("embedded", "year", {}, (), observe=_figures, groups={**PLACES, **VIOLENCE}),
        _embedded_rows,
    ),
    amounts=DEATHS[:2],
    phase_rule="both",
)
