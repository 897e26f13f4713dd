"""What reports are asked for in tests: missions, timelines, cuts, rules, measures, events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mali_cli
from mali_cli.model.report import Report

EVENTS = str(Path(__file__).parents[2] / "fixtures" / "ged-webexport.csv")
ASKS: list[dict[str, Any]] = [
    {},
    {"type": "all", "timeline": "mali-coups"},
    {"country": "Niger", "cut": ["2021-04-02", "2023-07-26"], "type": ["state-based", "one-sided"]},
    {"mission": "MINUSMA", "country": "@aes", "straddle": "split"},
    {"mission": "MINUSMA", "mission_dates": "mandate", "window": "5y", "estimate": "high"},
    {"measure": "civilians", "type": "all"},
    {"phase": ["a=2013-03..2013-05", "b=2014..2016", "far=2030..2031"], "straddle": "drop"},
    {"data": EVENTS, "country": "Mali", "mission": "MINUSMA", "type": "all"},
    {"data": EVENTS, "country": "Mali", "cut": "2017", "type": "all", "measure": "events"},
]
_REPORTS: dict[str, Report] = {}


def report_of(ask: dict[str, Any]) -> Report:
    """Return the report of one of these, which needs nothing stored; it is made once."""
    if (key := repr(ask)) not in _REPORTS:
        _REPORTS[key] = mali_cli.report(**ask)
    return _REPORTS[key]
