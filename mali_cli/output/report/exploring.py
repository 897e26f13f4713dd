"""The rows and the words of the part of a page that counts again, as JSON in the page."""

from __future__ import annotations

import json
from datetime import date

import polars as pl

from ...model.report import Explored, Report
from ...model.words import STRADDLES, TYPES
from ...words import reporting
from ..text import clean

EPOCH = date(1970, 1, 1).toordinal()
SIDES = ("side_a_new_id", "side_b_new_id")
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""So that no text in the data ends the element that holds them."""


def as_data(report: Report) -> str:
    """Return what the script of a page reads: words, and of each report choices, phases, rows.

    Days are numbers since 1970-01-01; a row is start, end, the number of its type, low, best, high,
    and of events the ids of both sides and the number of the region (null where unknown).
    """
    body = {
        "types": TYPES,
        "rules": STRADDLES,
        "words": {name: str(message()) for name, message in reporting.EXPLORE.items()},
        "not": [clean(said) for said in not_explored(report)],
        "reports": [_of(one, one.explored) for one in report.each if one.explored],
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return "".join(ESCAPES.get(sign, sign) for sign in text)


def not_explored(report: Report) -> list[str]:
    """Say of which parts of a report a page has no choices, and why."""
    return [
        str(reporting.OF_ONE(of=one.of, said=one.not_explored)) if one.of else one.not_explored
        for one in report.each
        if one.not_explored
    ]


def _of(report: Report, found: Explored) -> dict[str, object]:
    phases = [
        {
            "name": clean(phase.name),
            "ends": [end and end.isoformat() for end in phase.ends],
            "asked": [phase.span.start.toordinal() - EPOCH, phase.span.end.toordinal() - EPOCH],
            "spans": [
                [span.start.toordinal() - EPOCH, span.end.toordinal() - EPOCH]
                for span in (phase.covered.spans if phase.covered else ())
            ],
        }
        for phase in report.basis.phases
    ]
    source = report.basis.sources[0]
    return {
        "of": report.of,
        "source": {"dataset": source.dataset, "release": source.release},
        "type": found.type,
        "days": found.days,
        "rule": report.basis.straddle,
        "sparse": found.sparse,
        "actors": [[number, clean(name)] for number, name in found.actors.items()],
        "regions": [clean(name) for name in found.regions],
        "named_regions": found.regions,
        "command": found.command,
        "phases": phases,
        "rows": _rows(found),
    }


def _rows(found: Explored) -> list[tuple[object, ...]]:
    types = {name: number for number, name in enumerate(TYPES)}
    regions = {name: number for number, name in enumerate(found.regions)}
    columns = [pl.col("start", "end").to_physical(), _numbers("type_of_violence", types)]
    columns.append(pl.col("low", "best", "high"))
    if found.actors or found.regions:
        columns += [pl.col(name) if found.actors else pl.lit(None).alias(name) for name in SIDES]
    if found.regions:
        columns.append(_numbers("adm_1", regions))
    return found.rows.select(columns).rows()


def _numbers(column: str, numbers: dict[str, int]) -> pl.Expr:
    return pl.col(column).replace_strict(numbers, default=None, return_dtype=pl.Int64)
