"""The question of `mali_cli.load`, which has no command."""

from collections.abc import Mapping
from typing import Any

from .event_filters import Filtering
from .shared import Scope, Sourced
from .totals import Totals


class Load(Filtering, Sourced, Scope):
    """Load observations: counts of deaths, each over a span of days at a place."""

    command = "load"
    helps = {
        "country": "Names, codes or @groups.",
        "type": "Types of violence.",
        "from_": "First day; an observation that touches the window is in.",
    }

    def argv(self, said: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the command line that counts what was loaded."""
        return self.put_as(Totals, by=("year", "country", "type")).argv(said)
