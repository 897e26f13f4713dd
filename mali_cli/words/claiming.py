"""What is said of claims: as they are typed, in claims files, and where they cannot be judged."""

from __future__ import annotations

from .message import Message

_EXAMPLE = "write one such as: Mali 2013..2023 one-sided = 3818"

NOTHING_CLAIMED = Message("{table}: nothing is claimed", "write one of {kinds:list}")
NOT_AMONG_COUNTRIES = Message(
    "the query is not about one country of {group}", 'write among = "2013..2023"'
)
NOT_AMONG_YEARS = Message(
    "the query is not about one year of {years}", "ask about one year: from = to"
)
NO_CLAIMS = Message("{file}: no claims", "begin each with a line [[claim]]")
SAME_ID = Message("{file}: two claims share the id '{id}'", "rename one of them")
NO_PHASE = Message("'{words}' is not a phase", 'write "during MINUSMA", "before …", "after …"')
MISSION_WITHOUT_END = Message("{mission} has no end on record", 'write from = "…"')
AGAINST_NO_RELEASE = Message(
    "--against {text} names no release", "write one such as 24.1 or ged@24.1"
)
SECOND_CLAIM = Message("{key} and '{other}' are two claims", "claim one thing at a time")
TOLERANCE_OF_OTHERS = Message("{key} does not go with '{other}'", "use it with about")
NO_TOLERANCE = Message("{key} is missing", 'write tolerance = 50, or "10 %"')
NEGATIVE_TOLERANCE = Message("{key} is negative", 'write tolerance = "10 %"')
NO_PERCENTAGE = Message("{key} is not a percentage", 'write {name} = "+38 %"')
AMONG_OF_OTHERS = Message("{key} goes with a rank", "use it with rank, or highest")
NO_AGAINST = Message("{key} is missing", "write what differs: against = {{ from = 2021 }}")
AGAINST_OF_OTHERS = Message("{key} does not belong here", "use it with relation, ratio or change")
NO_PLACE = Message(
    "in '{text}': a rank is a place, 1 for the highest",
    "write one such as: MINUSMA fatalities ..2023-06 rank among missions = 2",
)
AMONG_WHAT = Message(
    "{word}, needs what the figure is among", "write missions, a group such as @aes, or 1989..2024"
)
PERCENT_AGAINST = Message(
    "in '{text}': a percentage needs 'against' and a second period, and 'against' needs a "
    "percentage",
    "write one such as: Mali 2023-01..2023-08 one-sided against 2022-01..2022-08 = -24 %",
)
CHANGE_SIGN = Message("{sign} does not go with a percentage", "write {signs:or}")
AFTER_AGAINST = Message(
    "{word}, stands after the period of comparison",
    "write everything else before 'against'",
)
SEVERAL_FIGURES = Message("{key} gives several figures", "ask for one: no each, no spans")
ONE_FIGURE = Message("{key} gives one figure only", "ask for several years")
SHOWN_OF_OTHERS = Message("{key} goes with 'not_testable'", "use query and claimed")
BESIDE_NOT_TESTABLE = Message(
    "{key} does not go with 'not_testable'", "use shown, or leave out one"
)
NO_COUNTRY = Message("{key} is missing", 'write country = "Mali", or a group: "@aes"')
NO_TYPE = Message("{key} is missing", 'write type = "one-sided", or "all"')
TWO_WINDOWS = Message("{key} and '{other}' both say when", "keep {ways:or}")
SPANS_AND_EACH = Message("{key} and 'each' both give several figures", "keep one of them")
NO_PER = Message("{key} is not a rate", "write per = {known:or}")
PER_AND_MEAN = Message("{key}: a rate is already per year", "leave out 'mean' or 'per'")
MEAN_OF_STOCK = Message(
    "{key}: {measure} do not add up over time, so a figure over time is a mean anyway",
    "leave out 'mean'",
)
AT_THE_END_OF_WHAT = Message(
    "{word}, counts over a year, not at its end", "leave out 'at the end of', or ask for {words:or}"
)
NO_PERIOD_AFTER = Message("{word}, needs a period after it", "write one such as 2023 or 2023-02")
OF_ANOTHER_SET = Message("{word}, is not {dataset}, which has that", "write {dataset}@RELEASE")
UNKNOWN_OF_OTHERS = Message(
    "{word} is not understood",
    "after the period write a rule ({rules:list}), per N, or NAME@RELEASE",
)
PER_WHAT = Message("{word}, needs a number of people", "write 'per' and {known:or}")
SEE_TEMPLATE = Message("see {command}")
BEGIN_ONE = Message("start one with --template")
TYPE_IT = Message("type it as a claim: --claim {text}")
WORD = Message("in '{text}': word {number}, '{word}'")
NOT_UNDERSTOOD = Message("{word}, is not understood: {problem}", _EXAMPLE)
UNKNOWN_WORD = Message("{word}, is not understood")
NO_SIGN = Message("in '{text}': no sign (one of = ~ > < >= <=)", _EXAMPLE)
SEVERAL_SIGNS = Message("in '{text}': more than one sign (= ~ > < >= <=)", _EXAMPLE)
NO_NUMBER_AFTER = Message("in '{text}': no number after the sign", _EXAMPLE)
NOT_A_NUMBER = Message("{word}, is not a number", _EXAMPLE)
WORD_OR_CODE = Message("'{word}' may be a word, or the code of {country}", "write {code} for it")
WHERE_COUNTRY_SHOULD = Message("{word}, stands where the country belongs", _EXAMPLE)
NO_COUNTRY_BEFORE = Message("in '{text}': no country before the sign", _EXAMPLE)
NO_PERIOD = Message(
    "{word}, comes before a period", "name one first: 2013..2023, or during MINUSMA"
)
TYPE_BEFORE_PERIOD = Message("{word}, comes before the period", "write it behind the period")
NO_MISSION = Message("{word}, needs a mission", "write: during MINUSMA")
SECOND_WORD = Message("{word}, is a second {kind}", "keep '{one}' or '{other}'")
NO_TYPE_SAID = Message("in '{text}': no type of violence given", "add {types:or}")
AFTER_PERIOD = Message("after the period: {types:or}")
UNKNOWN_CLAIM = Message("no claim '{name}'")
IN_CLAIM = Message("{file}: claim '{id}': {problem}")
MISSION_OF_OTHERS = Message(
    "{key} is for data on UN missions",
    'write dataset = "{dataset}", or name a country instead',
)
NOT_AMONG_MISSIONS = Message(
    "'{word}': the query does not have one mission and one period",
    "name one mission and one period",
)
UNKNOWN_COUNTED = Message("{word} is not understood")
FATALITIES_OF_WHAT = Message(
    "{word} stands behind the name of a mission, whose own dead it means",
    "write them as 'MINUSMA fatalities 2023'; of a country's dead leave the word out",
)
UNKNOWN_OF_MISSION = Message(
    "{word} is not understood",
    "after the period of a mission write a cause ({causes:list}), or NAME@RELEASE",
)
