"""Conflict data on the command line and in Python: who was killed, where, when, how sure.

The questions are functions that return a `Result` with a Polars frame, notes and sources:

    import mali_cli
    mali_cli.periods(mission="MINUSMA").frame
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .answers.breaks.question import breaks
    from .answers.chart.question import chart
    from .answers.check.question import check
    from .answers.cite import cite
    from .answers.compare.question import compare
    from .answers.diff.question import diff
    from .answers.events import events
    from .answers.keeping import fetch, import_
    from .answers.lists import countries, missions, timelines
    from .answers.load import load
    from .answers.periods import periods
    from .answers.report.question import report
    from .answers.totals import totals
    from .answers.where import map
    from .model.errors import MaliCliError
    from .model.report import Report
    from .model.result import Note, Result
    from .model.source import Source

_HOMES = {
    "breaks": "answers.breaks.question",
    "chart": "answers.chart.question",
    "check": "answers.check.question",
    "cite": "answers.cite",
    "compare": "answers.compare.question",
    "countries": "answers.lists",
    "diff": "answers.diff.question",
    "events": "answers.events",
    "fetch": "answers.keeping",
    "import_": "answers.keeping",
    "load": "answers.load",
    "map": "answers.where",
    "missions": "answers.lists",
    "periods": "answers.periods",
    "report": "answers.report.question",
    "timelines": "answers.lists",
    "totals": "answers.totals",
    "MaliCliError": "model.errors",
    "Note": "model.result",
    "Report": "model.report",
    "Result": "model.result",
    "Source": "model.source",
}

__all__ = [
    "MaliCliError",
    "Note",
    "Report",
    "Result",
    "Source",
    "__version__",
    "breaks",
    "chart",
    "check",
    "cite",
    "compare",
    "countries",
    "diff",
    "events",
    "fetch",
    "import_",
    "load",
    "map",
    "missions",
    "periods",
    "report",
    "timelines",
    "totals",
]


def __getattr__(name: str) -> Any:
    """Import a question when it is first asked, so that `import mali_cli` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _HOMES[name].startswith("answers."):
        from .machine import ready

        ready()
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
