"""Results made up to be awkward."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from mali_cli.facts.countries import resolve
from mali_cli.model.coverage import Coverage
from mali_cli.model.dates import Span
from mali_cli.model.questions.totals import Totals
from mali_cli.model.result import Note, Result, Shown
from mali_cli.model.selection import EVERY_TYPE, Selection
from mali_cli.model.settled import Settled
from mali_cli.model.source import Source
from mali_cli.output.deliver import Wanted, render
from mali_cli.output.formats import ROWS, WORKS, known
from mali_cli.output.screen import Screen
from mali_cli.words.message import Message

SOURCE = Source(
    dataset="country-year",
    release="25.1",
    kind="country-year",
    coverage=Coverage.of(Span(date(1989, 1, 1), date(2024, 12, 31))),
    country_ids=frozenset({432}),
    whole=True,
    sha256="0" * 64,
    citation="Nobody (2025). Nothing.",
)
HOSTILE = (
    "[red]red[/red]",
    "[/tmp]",
    "[link=https://example.org]click[/link]",
    ":bomb: :warning:",
    "\x1b[2J\x1b]0;title\x07\x1b[31mred",
    "\x9b31mred \x85 next",
    "two\nlines\r\nand\ttabs",
    "line\u2028separator",
    "\u202eright-to-left override\u202c",
    "شمال مالي",
    "馬里共和國の北部地方",
    "Se\u0301gou \U0001f4a3",
    "=1+1",
    '@SUM(A1) "quoted", and | piped',
    "back\\slash `code` *bold* _it_ <b>",
    "1989-01-01..2013-06-30",
    "",
    "%s {0} ${HOME}",
)


def screen(width: int = 80, **more: Any) -> Screen:
    """Return a terminal without colour, or what else is asked for."""
    values: dict[str, Any] = {"height": 24, "tty": True, "color": False, "ascii": False}
    return Screen(width=width, **(values | more))


def put_out(result: Result, name: str, place: Screen, *, quiet: bool = False) -> bytes:
    """Return a result as rows, or as works to cite, in the format of this name."""
    return render(result, Wanted(known(WORKS, ROWS)[name], quiet=quiet), place)


def hostile() -> Result:
    """Return a result whose every text is hostile."""
    rows = range(len(HOSTILE))
    frame = pl.DataFrame(
        {
            "country": HOSTILE,
            "phase": HOSTILE[::-1],
            "deaths": [10**row % 1_000_003 for row in rows],
            "note": [text * 3 for text in HOSTILE],
        }
    )
    return made_up(frame, title="".join(HOSTILE), notes=HOSTILE)


def noted(text: str, kind: str = "note", *, warning: bool = False) -> Note:
    """Return a note that says a text."""
    return Note(Message("{text}", kind=kind, warning=warning)(text=text))


def made_up(
    frame: pl.DataFrame, *, title: str = "Title", notes: tuple[str, ...] = (), **more: Any
) -> Result:
    """Return a result with this frame."""
    asked = Selection(resolve(["Mali"]), EVERY_TYPE, straddle=more.pop("straddle", "start"))
    return Result(
        settled=Settled(more.pop("query", Totals()), asked),
        heading=title,
        frame=frame,
        notes=tuple(map(noted, notes)),
        sources=(SOURCE,),
        constants={"dataset": "country-year", "release": "25.1"},
        shown=more.pop("shown", Shown(bars="deaths")),
        **more,
    )
