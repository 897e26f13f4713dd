"""The commands whose answer is rows and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ..model.query import Query
from ..output.deliver import deliver
from .looks import RowsLook


def _rows(module: str, name: str = "answer") -> Callable[[Query, RowsLook], None]:
    """Return what asks a question of a module of `answers`, imported when it is asked."""

    def run(query: Any, look: RowsLook) -> None:
        ask = getattr(import_module(f"..answers.{module}", __package__), name)
        wanted = look.wanted()
        deliver(ask(query), wanted)

    return run


periods = _rows("periods")
totals = _rows("totals")
events = _rows("events")
breaks = _rows("breaks.question")
compare = _rows("compare.question")
diff = _rows("diff.question")
missions = _rows("lists", "list_missions")
timelines = _rows("lists", "list_timelines")
countries = _rows("lists", "list_countries")
