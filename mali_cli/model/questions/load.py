"""The question of `mali_cli.load`, which has no command."""

from .shared import Scope, Sourced


class Load(Sourced, Scope):
    """Load observations: counts of deaths, each over a span of days at a place."""

    command = "load"
    helps = {
        "country": "Names, codes or @groups.",
        "type": "Types of violence.",
        "from_": "First day; an observation that touches the window is in.",
    }
