"""What is said of published statements and of how they come out."""

from __future__ import annotations

from .message import Message

VERDICTS = Message("{claims:#claim}: {verdicts:list}.", kind="verdicts")
NUMBER = Message("{number} {verdict}")
NUMBERS = {
    "holds": Message("{number} {number:?holds/hold}"),
    "differs": Message("{number} {number:?differs/differ}"),
    "needs data": Message("{number} {number:?needs/need} data"),
}
"""How many claims have a verdict that is a verb."""
NOT_AS_RECORDED = Message(
    "Verdicts that differ from the record: {claims:list}.", kind="recorded", warning=True
)
AS_RECORDED = Message("All recorded verdicts confirmed.", kind="recorded")
BEYOND_RECORD = Message(
    "Recorded only as needing data, which are here: no record applies to {claims:list}.",
    kind="recorded",
)
COLUMNS = Message(
    "Difference: claimed minus computed. Robust: whether UCDP's low and high estimates give the "
    "same verdict.",
    kind="columns",
)
DIFFERENCE = Message("Difference: claimed minus computed.", kind="columns")
RANGES = Message("Ranges run from what lies wholly inside to all that touches.", kind="columns")
SAME_VERDICTS = Message("Same verdicts under {releases}.{absent:+}", kind="against")
OTHER_VERDICTS = Message(
    "Under {releases} the verdict changes for {claims:and}.{absent:+}", kind="against"
)
RELEASES = Message("{releases:and}")
ANOTHER_RELEASE = Message("another release")
NOT_JUDGED = Message(
    "{claims:#claim} not judged under {releases:and}, which {claims:?is/are} not here."
)
SOURCE = Message("{source}: {claims:list}.", kind="said")
REMARK = Message("{claim}:{parts:+}", kind="remark")
REMARK_THAT_STAYS = Message("{claim}:{parts:+}", kind="remark", warning=True)
NEEDED = Message("{claim} ({statement}):{parts:+}", kind="needed")
NEEDED_OF_ID = Message("{claim}:{parts:+}", kind="needed")
GET = Message("{claims:list} {number:?needs/need} data: {command}", kind="needed")
EQUALS = Message("also equals {figures}.")
EQUALS_UNDER_TABLE = Message("Also equals: {figures}.")

BLANK = Message("Blank, not zero: nothing counts there under the rule.")
NO_STATE = Message("Blank, not zero: a country did not exist throughout these days.")
COVER = Message("The data cover {cover}.")
IN_NEWER = Message("{release}: {figures} ({verdict}).")
CHANGED = Message("{verdict} in {release}, {other_verdict} in {other}.")
CHANGED_TO = Message("{verdict} in {release}, {other_verdict} in {other} ({figures}).")
NEAR = Message("{questions:;} (of {tried:#near question} tried; by chance {chance} would match)")
NOTHING_NEAR = Message("none of {tried:#near question}")
CHANCE = Message("about {number:.1f}")
LITTLE_CHANCE = Message("fewer than 0.1")
NEAR_WITHOUT = Message("without {option}")
NEAR_PART = Message("{group} {name}")
NEAR_REST = Message("all but {group} {name}")
NEAR_AGAINST = Message("{days} against {others}")
NOT_ANSWERED = Message("{problem:sentence}")
NOT_ANSWERED_BUT = Message("{problem:sentence} {advice:capital}")
CUT = Message("Undecided: {what}")
CUT_YEARS = Message("Undecided: the window cuts {years:and} ({figures:list}).")
CUT_EVENTS = Message("Undecided: the window cuts events ({figures:list}).")
CUT_FIGURE = Message("{label}: {figure}")
BY_BOUNDS = Message("Whole years leave a range, and the verdict is the same across all of it.")
EVENTS_OR_RULE = Message("{how}; or count whole years: add {pinned} and start to the claim")
NOTHING_FINER = Message("No finer data exist.")
BY_RULE = Message("Under --straddle {rule}; under {usual}, the default, {figures}.")
ALL_DEAD = Message("All dead, not only civilians: {figures}.")
ALL_DEAD_AGAINST = Message("All dead, not only civilians: {figures} against {others}.")
NO_PERCENTAGE = Message("{figures}, no percentage of zero")
