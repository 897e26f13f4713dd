"""The one door to data: which source answers a question, and its observations.

An observation is a count of deaths over a span of days at a place: a country-year spans the days
of that year in which the state existed, an event the days from its first to its last.
"""

from .choosing import Question, choose
from .holdings import (
    country_of_file,
    dataset_of_file,
    passed_over,
    sets_read,
    sources_at_hand,
)
from .observing import EVENT_RULE, Observations, observe
from .remembering import once, remembering

__all__ = [
    "EVENT_RULE",
    "Observations",
    "Question",
    "choose",
    "country_of_file",
    "dataset_of_file",
    "observe",
    "once",
    "passed_over",
    "remembering",
    "sets_read",
    "sources_at_hand",
]
