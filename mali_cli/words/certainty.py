"""What is said of how sure figures are."""

from __future__ import annotations

from .message import Message

SURVEY_MEAN = Message(
    "Survey mean: the mean number killed in the events that UCDP has, by a model of what its "
    "coders answered in a survey ({model}, {licence} licence). It shifts totals, it does not "
    "only widen them{shift}.",
    kind="uncertainty",
)
SHIFT = Message(": {shift:+.0%} against best in these rows")
SURVEY_INTERVAL = Message(
    "Survey interval: {level} of the model's distribution where events are independent "
    "({draws:#draw}, seed {seed}); coders' bias is surely shared between them, so it is too "
    "narrow. Shared interval: the other extreme, all events at the same quantile.",
    kind="uncertainty",
)
SURVEY_CAUTION = Message(
    "The survey model jumps at the levels that coders were asked about (state-based: 24 deaths "
    "have a mean of 23.3, 25 of 35.3), gives events of 0 deaths a positive mean, and is neither "
    "whole nor cut at zero (tables show 0 for less). Intervals of rows do not add up.",
    kind="uncertainty",
)
NOT_STACKED = Message(
    "The survey intervals of the parts of a stack do not add up: they are in the rows only.",
    kind="uncertainty",
)
RANGE = Message(
    "Range: sums of UCDP's low and high estimates are bounds, not an interval with a probability; "
    "below and above are their distances from best, in parts of best.",
    kind="uncertainty",
)
UNORDERED = Message(
    "{number:#estimate is/estimates are} not in the order low, best, high (added up over the "
    "rows), and not cut.",
    kind="uncertainty",
    warning=True,
)
