"""Pictures made up to be drawn: every variant of a chart and a map, and awkward ones."""

from __future__ import annotations

from datetime import date

import polars as pl

from mali_cli.facts.countries import resolve
from mali_cli.model.questions.chart import Chart
from mali_cli.model.result import Note, Result
from mali_cli.model.selection import EVERY_TYPE, Selection
from mali_cli.model.settled import Settled
from mali_cli.output.figure.sizes import DEFAULT_SIZE
from mali_cli.output.formats import PICTURE, known
from mali_cli.output.pictures import (
    ChartPicture,
    Count,
    Dot,
    MapPanel,
    MapPicture,
    Marker,
    Outline,
    Panel,
    PhaseSpan,
    Place,
    RankedRegion,
    Series,
)
from mali_cli.words.sourcing import CITE, DATA
from tests.output.made_up import SOURCE, noted

TITLE = "Deaths in one-sided violence, Mali, by year"
YEARS = tuple(str(year) for year in range(1989, 2025))
MONTHS = tuple(f"{1989 + i // 12}-{i % 12 + 1:02}" for i in range(430))
QUARTERS = tuple(f"{2013 + i // 4}-Q{i % 4 + 1}" for i in range(12))
PHASES = (
    PhaseSpan("before", 0, 24, 1029.0, 41.2),
    PhaseSpan("during", 24, 34, 3818.0, 347.1),
    PhaseSpan("after", 35, 35, 619.0, 619.0),
)
MARKS = (
    Marker(24, date(2013, 7, 1), "MINUSMA begins 2013-07-01"),
    Marker(34, date(2023, 12, 31), "MINUSMA ends 2023-12-31"),
)
LABEL = "deaths a year, best estimate"
CITATION = "Nobody (2025). Nothing."
SET, LICENCE, BRIEFLY = "UCDP country-year 25.1", "CC BY 4.0", "Nobody (2025)"


def values(count: int, seed: int = 1) -> tuple[Count, ...]:
    """Return counts with zeros and peaks, the same every time."""
    return tuple(float((i * 37 * seed) % 101 * ((i + seed) % 5) * 3) for i in range(count))


def ranged(series: Series) -> Series:
    """Return a series with bounds."""
    low = tuple(None if value is None else value // 2 for value in series.values)
    high = tuple(None if value is None else value * 2 + 1 for value in series.values)
    return Series(series.name, series.values, low, high)


def chart(*series: Series, units: tuple[str, ...] = YEARS, **more: object) -> ChartPicture:
    """Return a chart of one plot."""
    kind = "year" if len(units[0]) == 4 else "quarter" if "Q" in units[0] else "month"
    given: dict[str, object] = {"title": TITLE, "y_label": LABEL, "markers": ()}
    spans = more.pop("spans", PHASES if units is YEARS else ())
    panels = more.pop("panels", None) or (Panel("", series, spans),)  # type: ignore[arg-type]
    return ChartPicture(unit=kind, units=units, panels=panels, **(given | more))  # type: ignore[arg-type]


PLAIN = Series("", values(36))
TYPES = tuple(
    Series(name, values(36, seed))
    for seed, name in enumerate(("state-based", "non-state", "one-sided", "other"), 1)
)
GAPS = tuple(
    Series(one.name, (None,) * 3 + one.values[3:20] + (None,) + one.values[21:]) for one in TYPES
)
LONG = tuple(PhaseSpan(f"a long name of phase {i}", 3 * i, 3 * i + 2, i, 2.5) for i in range(12))
SMALL = tuple(Panel(name, TYPES, PHASES) for name in ("Burkina Faso", "Mali", "Niger"))
CHARTS = {
    "bars": chart(PLAIN),
    "range": chart(ranged(PLAIN), markers=MARKS),
    "stacked": chart(*TYPES),
    "stacked range": chart(*map(ranged, TYPES)),
    "gaps": chart(*GAPS),
    "lines": chart(*TYPES, lines=True),
    "bands": chart(*map(ranged, GAPS), lines=True),
    "log lines": chart(*TYPES, lines=True, log=True),
    "together": chart(*TYPES, lines=True, named_at_ends=True),
    "together, log": chart(*GAPS, lines=True, log=True, named_at_ends=True, markers=MARKS),
    "log bars": chart(PLAIN, log=True),
    "cumulative": chart(Series("", tuple(float(i * i) for i in range(36))), cumulative=True),
    "small multiples": chart(panels=SMALL),
    "seven": chart(panels=tuple(Panel(f"country {i}" * i, (PLAIN,)) for i in range(7))),
    "months": chart(Series("", values(430)), units=MONTHS),
    "lines by month": chart(Series("", values(430)), units=MONTHS, lines=True),
    "quarters": chart(Series("", values(12)), units=QUARTERS),
    "single": chart(Series("", (30.0,)), units=("2013",)),
    "all zero": chart(Series("", (0.0,) * 36)),
    "all zero, log": chart(Series("", (0.0,) * 36), log=True, lines=True),
    "nothing known": chart(Series("", (None,) * 36)),
    "many phases": chart(PLAIN, spans=LONG),
    "decimals": chart(Series("", (0.5, 1.5, 2.25)), units=("2013", "2014", "2015")),
    "large": chart(Series("", (1.0, 1_234_567.0)), units=("2013", "2014")),
    "no units": ChartPicture(TITLE, "year", (), "", ()),
}

RING = ((-12.0, 11.0), (4.0, 11.0), (4.0, 24.0), (-12.0, 24.0), (-12.0, 11.0))
DOTS = tuple(Dot(-10.0 + i % 13, 12.0 + i % 11, float(i * i % 300), i) for i in range(60))
PLACES = (Place("Ségou", -6.3, 13.4), Place("Segu", -6.31, 13.41), Place("Gao", -0.04, 16.3, True))
RANKS = tuple(RankedRegion(f"region {i}", 500.0 / (i + 1), 9 - i) for i in range(8))
BOUNDS = (-13.0, 10.0, 5.0, 25.0)
LAND = (Outline("Elsewhere", False, (RING,)), Outline("Mali", True, (RING,)))


def a_map(*panels: MapPanel, **more: object) -> MapPicture:
    """Return a map of made-up dots."""
    given: dict[str, object] = {"bounds": BOUNDS, "outlines": LAND, "places": PLACES}
    return MapPicture(title=TITLE, panels=panels, **(given | more))  # type: ignore[arg-type]


PHASED = (MapPanel("before", DOTS[:20], RANKS), MapPanel("during", DOTS[20:], RANKS[:3]))
PACIFIC = ((175.0, -20.0), (185.0, -20.0), (185.0, -10.0), (175.0, -10.0), (175.0, -20.0))
MAPS = {
    "dots": a_map(MapPanel("", DOTS)),
    "density": a_map(MapPanel("", DOTS), density=True),
    "ranked": a_map(MapPanel("", DOTS, RANKS)),
    "phases": a_map(*PHASED),
    "phases, density": a_map(*PHASED, density=True),
    "events": a_map(MapPanel("", DOTS), measure="events"),
    "one dot": a_map(MapPanel("", DOTS[7:8]), bounds=(-0.1, 12.9, 0.1, 13.1), outlines=()),
    "no dots": a_map(MapPanel("", ()), places=()),
    "antimeridian": a_map(
        MapPanel("", (Dot(181.0, -15.0, 9.0, 1), Dot(179.0, -15.0, 1.0, 1))),
        bounds=(170.0, -25.0, 190.0, -5.0),
        outlines=(Outline("Fiji", True, (PACIFIC,)),),
        places=(Place("Taveuni", 180.1, -16.9),),
    ),
    "world": a_map(MapPanel("", DOTS), bounds=(-180.0, -60.0, 180.0, 80.0), density=True),
}
PICTURES: dict[str, ChartPicture | MapPicture] = {**CHARTS, **MAPS}


def render_figure(
    picture: ChartPicture | MapPicture,
    result: Result,
    format: str,
    *,
    size: str = DEFAULT_SIZE,
    notes: bool = True,
    titled: bool = True,
    noted: bool = True,
) -> bytes:
    """Draw a picture as if it were that of a result."""
    around = {"notes": notes, "titled": titled, "noted": noted}
    told = {"picture": lambda _: picture, "size": size, "format": format, **around}
    return known(PICTURE)[format].written(result, told)


def result(title: str = TITLE, *notes: str) -> Result:
    """Return a result that a picture may be drawn from, with a source, a citation and notes."""
    said = [noted(text) for text in notes]
    return Result(
        settled=Settled(Chart(country="Mali"), Selection(resolve(["Mali"]), EVERY_TYPE)),
        heading=title,
        frame=pl.DataFrame({"year": [2013, 2014], "deaths": [30, 1461]}),
        notes=(
            *said,
            noted("--straddle start: what crosses an edge is counted there.", "straddle"),
            Note(DATA(facts=[SET, "1989–2024", LICENCE], brief=[SET, LICENCE, BRIEFLY])),
            Note(CITE(work=CITATION)),
            noted("Reproduce: mali-cli chart -c Mali", "again"),
        ),
        sources=(SOURCE,),
    )
