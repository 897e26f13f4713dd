"""What is said of how sure figures are."""

from __future__ import annotations

from .message import Message

SURVEY_MEAN = Message(
    "Survey mean: the mean number killed in the events that UCDP records, from a model of how its "
    "coders answered a survey ({model}, {licence} licence). It shifts totals as well as widening "
    "them{shift}.",
    kind="uncertainty",
)
SHIFT = Message(" ({shift:+.0%} on best in these rows)")
SURVEY_INTERVAL = Message(
    "Survey interval: {level} of the model's distribution if events are independent "
    "({draws:#draw}, seed {seed}). Coders share biases, so it is too narrow. Shared interval: the "
    "opposite extreme, all events at the same quantile.",
    kind="uncertainty",
)
SURVEY_CAUTION = Message(
    "The survey model jumps at the levels that coders were asked about (state-based: 24 deaths "
    "have a mean of 23.3, 25 of 35.3), gives events of 0 deaths a positive mean, and is neither "
    "whole nor cut at zero (tables show 0 for anything less). Intervals of rows do not add up.",
    kind="uncertainty",
)
NOT_STACKED = Message(
    "Survey intervals of the parts of a stack do not add up: only the rows have them.",
    kind="uncertainty",
)
RANGE = Message(
    "Range: sums of UCDP's low and high estimates are bounds, not an interval with a probability. "
    "Below and above are their distances from best, as parts of best.",
    kind="uncertainty",
)
UNORDERED = Message(
    "{number:#estimate is/estimates are} not in the order low, best, high (summed over the rows); "
    "they are kept.",
    kind="uncertainty",
    warning=True,
)
