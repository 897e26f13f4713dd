"""A claim typed as one line, such as "Mali 2013..2023 one-sided = 3818".

    COUNTRY|@GROUP  PERIOD  TYPE [ESTIMATE] [MEASURE] [RULE] [per N] [NAME@RELEASE]  SIGN NUMBER
    COUNTRY|@GROUP  PERIOD  TYPE … against PERIOD  =|~ NUMBER%
    MISSION fatalities  [PERIOD]  [CAUSE] [NAME@RELEASE]  SIGN NUMBER
    MISSION personnel  [at the end of] PERIOD  [NAME@RELEASE]  SIGN NUMBER
    …  rank among YEARS|@GROUP|missions  = NUMBER

Of a data set that is named and has no types of violence, such as acled, no TYPE is said.
    COUNTRY|@GROUP  displaced|displacements|…  [at the end of] PERIOD  [per N] …  SIGN NUMBER

PERIOD is 2013, 2013-07, FROM..TO (either end open), or before|during|after and a mission. TYPE is
state-based, non-state, one-sided (or another word that --type takes for them) or all. SIGN is
= ~ > < >= <=; "~" is within 5 %. The words after the period may stand in any order. A percentage
is the change from the period that it is against: "=" within 0.5 points, "~" within 5. "per 100000"
makes figures rates per so many people and year; "=" is then what rounds to the number. What a
data set counts besides violence has a word of its own; "at the end of" goes with what is counted
at a day, such as the displaced.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ...datasets.declaration import Amount, DataSet
from ...datasets.registry import claimed, data_set, names, own_dead, read_dataset
from ...facts.countries import find as country
from ...facts.countries import resolve
from ...facts.missions import find, listed_names
from ...frozen import frozen
from ...model.claims import Change, Claim, FigureQuery, Rank, Value, Window, half_a_digit
from ...model.dates import read_range
from ...model.errors import UsageError
from ...model.filters import EventFilters
from ...model.questions.shared import PERS
from ...model.selection import read_measure
from ...model.words import ALL_TYPES, ESTIMATES, MEASURES, STRADDLES, TYPES, type_of
from ...words import asking, claiming
from ...words.message import Said
from .claim_files import among_of
from .claim_queries import PLACES, read_phase

ABOUT = 0.05
"""How far off "~" may be, as a part of the number."""
_SIGN = re.compile(r"(>=|<=|=|~|>|<)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"[-+−]?(\d+(?:\.\d+)?) ?%", re.ASCII)
MINUS = "-−"
POINTS = {"=": 0.5, "~": 5.0}
"""How many percentage points a change may be off, by its sign."""
AGAINST, PER = "against", "per"
RANKED = ("rank", "among")
"""What stands before those that a figure has a place among."""
AT_THE_END = ("at", "the", "end", "of")
FATALITIES = "fatalities"
"""What stands behind a mission whose own dead are meant."""
CAUSES = {
    "malicious": "Malicious Act",
    "illness": "Illness",
    "accident": "Accident",
    "self-inflicted": "Self-Inflicted",
    "undetermined": "To Be Determined",
    "unknown": "Unknown",
}
"""The words of a claim for what the UN calls the type of incident."""
_PERIOD = re.compile(r"[\d.][\d.-]*", re.ASCII)
SMALL_WORDS = (
    *("am", "at", "be", "by", "do", "in", "is", "it", "me", "my", "no", "so", "to", "us"),
)
"""Words of English that are codes of countries too: in a claim these are typed in capitals."""
WORDS = {
    "type": (*TYPES, ALL_TYPES),
    "estimate": ESTIMATES,
    "measure": MEASURES,
    "straddle": STRADDLES,
}
"""What each word after the period may say."""


@frozen
class _Words:
    """The words of a claim before its sign."""

    text: str
    words: tuple[str, ...]

    def word(self, number: int) -> Said:
        """Say where a word stands: "in '…': word 3, 'onesided'"."""
        return claiming.WORD(text=self.text, number=number + 1, word=self.words[number])

    def read(self, number: int, reader: Callable[[], Any]) -> Any:
        """Return what a reader makes of the words from a number on, or say which it is."""
        try:
            return reader()
        except UsageError as error:
            said = claiming.NOT_UNDERSTOOD(word=self.word(number), problem=error.said)
            raise UsageError(said, error.advice) from None


def read_claim(text: str) -> Claim:
    """Read a claim typed as one line; its statement is the line itself.

    Raises:
        UsageError: naming the word that was not understood.
    """
    parts = _SIGN.split(text)
    if len(parts) != 3:
        if len(parts) == 1:
            raise UsageError(claiming.NO_SIGN(text=text))
        raise UsageError(claiming.SEVERAL_SIGNS(text=text))
    left, among = _ranked(_Words(text, tuple(parts[0].split())))
    left, before = _against(left)
    percent = _PERCENT.fullmatch(parts[2].strip())
    if bool(percent) != bool(before):
        raise UsageError(claiming.PERCENT_AGAINST(text=text))
    number = _number(percent[1] if percent else parts[2].strip(), parts[0], text)
    if percent and parts[2].strip()[0] in MINUS:
        number = -number
    query = _query(left)
    sign, line = parts[1], " ".join(text.split())
    exactly = half_a_digit(parts[2].strip()) if query.per else 0
    value = Value(sign, number, number * ABOUT if sign == "~" else exactly)
    claim = Claim(id="claim", statement=line, expectation=value, query=query, file="--claim")
    if among:
        if before or sign != "=" or not float(number).is_integer() or number < 1:
            raise UsageError(claiming.NO_PLACE(text=text))
        others = left.read(0, lambda: among_of(among, query))
        return replace(claim, expectation=Rank(int(number)), among=others)
    if before is None:
        return claim
    if sign not in POINTS:
        raise UsageError(claiming.CHANGE_SIGN(sign=sign, signs=tuple(POINTS)))
    change = Change(number, POINTS[sign])
    return replace(claim, expectation=change, against=replace(query, windows=(before,)))


def _query(left: _Words) -> FigureQuery:
    folded = _folded(left)
    if FATALITIES in folded[1:]:
        return _of_mission(left)
    known = claimed()
    at = next((number for number, word in enumerate(folded) if number and word in known), None)
    return _of_country(left) if at is None else _of_others(left, at, *known[folded[at]])


def _folded(left: _Words) -> list[str]:
    return [word.casefold() for word in left.words]


def _of_country(left: _Words) -> FigureQuery:
    start = _start_of_period(left)
    window, after = _period(left, start)
    _refuse_misspelt(left, start)
    country = left.read(0, lambda: _countries(" ".join(left.words[:start])))
    return _qualified(left, after, FigureQuery(country, (), (window,)))


def _refuse_misspelt(left: _Words, start: int) -> None:
    """Say what was meant by a word before the period that is no part of a country's name."""
    for number, word in enumerate(left.words[1:start], 1):
        if type_of(word) in TYPES:
            raise UsageError(claiming.TYPE_BEFORE_PERIOD(word=left.word(number)))
    near = asking.did_you_mean(left.words[start - 1], (FATALITIES, *claimed()))
    if start == 1 or not near:
        return
    whose = " ".join(left.words[: start - 1])
    if any(_is_known(reader, whose) for reader in (find, country)):
        raise UsageError(claiming.UNKNOWN_COUNTED(word=left.word(start - 1)), near)


def _is_known(reader: Callable[[str], object], word: str) -> bool:
    try:
        reader(word)
    except UsageError:
        return False
    return True


def _of_mission(left: _Words) -> FigureQuery:
    """Read what is asked of a mission's own dead: "MINUSMA fatalities ..2023-02"."""
    at = _folded(left).index(FATALITIES)
    written = " ".join(left.words[:at])
    if any(map(_is_period, left.words[1:at])):
        raise UsageError(claiming.FATALITIES_OF_WHAT(word=left.word(at)))
    shared = written.upper() if written.upper() in listed_names() else ""
    name = shared or left.read(0, lambda: find(written)).name
    timed = at + 1 < len(left.words) and _is_period(left.words[at + 1])
    window, after = _period(left, at + 1) if timed else (Window(), at + 1)
    causes, dataset, release = [], own_dead().name, None
    for number in range(after, len(left.words)):
        word = left.words[number].casefold()
        if "@" in word[1:]:
            dataset, release = left.read(number, partial(read_dataset, word, None))
        elif word in CAUSES:
            causes.append(CAUSES[word])
        else:
            said = claiming.UNKNOWN_OF_MISSION(word=left.word(number), causes=tuple(CAUSES))
            raise UsageError(said)
    return FigureQuery(
        (),
        (),
        (window,),
        dataset=dataset,
        release=release,
        filters=EventFilters(cause=tuple(causes)),
        mission=(name,),
    )


def _of_others(left: _Words, at: int, one: DataSet, amount: Amount) -> FigureQuery:
    """Read what is asked of another data set, by its word at a number: "Mali displaced 2023"."""
    written = " ".join(left.words[:at])
    start = at + 1
    ends = _folded(left)[start : start + len(AT_THE_END)] == [*AT_THE_END]
    if ends and amount.flow:
        words = [word for word, (_, other) in claimed().items() if not other.flow]
        raise UsageError(claiming.AT_THE_END_OF_WHAT(word=left.word(at), words=words))
    start += len(AT_THE_END) if ends else 0
    if start >= len(left.words) or not _is_period(left.words[start]):
        raise UsageError(claiming.NO_PERIOD_AFTER(word=left.word(start - 1)))
    window, after = _period(left, start)
    if ends and window.last:
        window = Window(window.last, window.last)
    query = FigureQuery((), (), (window,), dataset=one.name, measure=amount.name)
    if one.of_missions:
        query = replace(query, mission=(left.read(0, lambda: find(written)).name,))
    else:
        query = replace(query, country=left.read(0, lambda: _countries(written)))
    while after < len(left.words):
        word = left.words[after].casefold()
        if "@" in word[1:]:
            dataset, release = left.read(after, partial(read_dataset, word, None))
            if dataset != one.name:
                raise UsageError(claiming.OF_ANOTHER_SET(word=left.word(after), dataset=one.name))
            query = replace(query, release=release)
        elif word == PER:
            query = replace(query, per=_per(left, after))
            after += 1
        elif word in STRADDLES:
            query = replace(query, straddle=word)
        else:
            said = claiming.UNKNOWN_OF_OTHERS(word=left.word(after), rules=STRADDLES)
            raise UsageError(said)
        after += 1
    return query


def _per(left: _Words, number: int) -> int:
    """Return how many people "per" at a number is followed by."""
    people = "".join(left.words[number + 1 : number + 2]).replace(",", "")
    if people not in map(str, PERS):
        raise UsageError(claiming.PER_WHAT(word=left.word(number), known=PERS))
    return int(people)


def _ranked(left: _Words) -> tuple[_Words, str]:
    """Split off what a rank is among: the words without it, and its word; "" where there is none.

    Raises:
        UsageError: nothing is named that it is among.
    """
    folded = _folded(left)
    at = next((n for n in range(len(folded)) if tuple(folded[n : n + 2]) == RANKED), None)
    if at is None:
        return left, ""
    if at + 2 == len(folded):
        raise UsageError(claiming.AMONG_WHAT(word=left.word(at + 1)))
    words = (*left.words[:at], *left.words[at + 3 :])
    return _Words(left.text, words), left.words[at + 2].casefold()


def _against(left: _Words) -> tuple[_Words, Window | None]:
    """Split off what a change is against: the words before it, and its period."""
    folded = _folded(left)
    if AGAINST not in folded:
        return left, None
    at = folded.index(AGAINST)
    if at + 1 == len(left.words):
        raise UsageError(claiming.NO_PERIOD(word=left.word(at)))
    word = left.words[at + 1]
    if word.casefold() in PLACES:
        phase = " ".join(left.words[at + 1 :])
        window = left.read(at + 1, lambda: read_phase(phase))
    else:
        window = Window(*left.read(at + 1, lambda: read_range(word)))
        if at + 2 < len(left.words):
            raise UsageError(claiming.AFTER_AGAINST(word=left.word(at + 2)))
    return _Words(left.text, left.words[:at]), window


def _countries(name: str) -> tuple[str, ...]:
    """Return the country as it is typed again; what reads as a word is no code of one."""
    if name.casefold() in SMALL_WORDS and not name.isupper():
        code = name.upper()
        raise UsageError(claiming.WORD_OR_CODE(word=name, code=code, country=country(code).name))
    return resolve([name]).terms


def _number(word: str, before: str, text: str) -> float:
    if not word:
        raise UsageError(claiming.NO_NUMBER_AFTER(text=text))
    if not _NUMBER.fullmatch(word):
        place = claiming.WORD(text=text, number=len(before.split()) + 2, word=word)
        raise UsageError(claiming.NOT_A_NUMBER(word=place))
    number = float(word.replace(",", ""))
    return int(number) if number == int(number) else number


def _is_period(word: str) -> bool:
    return bool(_PERIOD.fullmatch(word)) or word.casefold() in PLACES


def _start_of_period(left: _Words) -> int:
    """Return where the period begins: at the first date, or before, during, after."""
    for number, word in enumerate(left.words):
        if _is_period(word) and (number or word.casefold() in PLACES):
            if number == 0:
                raise UsageError(claiming.WHERE_COUNTRY_SHOULD(word=left.word(0)))
            return number
    if not left.words:
        raise UsageError(claiming.NO_COUNTRY_BEFORE(text=left.text))
    last = len(left.words) - 1
    raise UsageError(claiming.NO_PERIOD(word=left.word(last)))


def _period(left: _Words, start: int) -> tuple[Window, int]:
    """Return the window, and where the words after it begin."""
    word = left.words[start]
    if word.casefold() not in PLACES:
        return Window(*left.read(start, lambda: read_range(word))), start + 1
    end = _end_of_mission(left.words, start + 1)
    if end == start + 1:
        raise UsageError(claiming.NO_MISSION(word=left.word(start)))
    phase = " ".join(left.words[start:end])
    return left.read(start + 1, lambda: read_phase(phase)), end


def _end_of_mission(words: Sequence[str], start: int) -> int:
    """Return the end of the longest name of a mission, else of what may be a misspelt one."""
    for end in range(len(words), start, -1):
        try:
            find(" ".join(words[start:end]))
        except UsageError:
            continue
        return end
    known = {PER, *(word for group in WORDS.values() for word in group)}
    is_name = start < len(words) and type_of(words[start]).casefold() not in known
    return start + 1 if is_name else start


def _qualified(left: _Words, after: int, query: FigureQuery) -> FigureQuery:
    """Add what the words after the period say; of data that have types one is among them."""
    said: dict[str, str] = {}
    number = after
    while number < len(left.words):
        kind, word, words = _qualifier(left, number)
        if kind in said:
            at, one = left.word(number), said[kind]
            raise UsageError(claiming.SECOND_WORD(word=at, kind=kind, one=one, other=word))
        said[kind] = word
        number += words
    dataset, release = read_dataset(said.get("source"), None)
    typed = dataset is None or "type" in data_set(dataset).terms
    if typed and "type" not in said:
        raise UsageError(claiming.NO_TYPE_SAID(text=left.text, types=WORDS["type"]))
    measure, estimate = said.get("measure", query.measure), said.get("estimate", "best")
    if typed:
        measure, estimate = left.read(len(left.words) - 1, lambda: read_measure(measure, estimate))
    return replace(
        query,
        type=(said["type"],) if "type" in said else (),
        measure=measure,
        estimate=estimate,
        straddle=said.get("straddle"),
        dataset=dataset,
        release=release,
        per=int(said[PER]) if PER in said else None,
    )


def _qualifier(left: _Words, number: int) -> tuple[str, str, int]:
    """Return the kind of what stands at a number, what it means, and of how many words it is."""
    for words in (1, 2):
        name = type_of(" ".join(left.words[number : number + words]))
        if name in TYPES:
            return "type", name, words
    word = left.words[number].casefold()
    if "@" in word[1:] or word in names():
        left.read(number, lambda: read_dataset(word, None))
        return "source", word, 1
    if word == PER:
        return PER, str(_per(left, number)), 2
    for kind, known in WORDS.items():
        if word in known:
            return kind, word, 1
    known_words = [PER, *(name for known in WORDS.values() for name in known)]
    types = claiming.AFTER_PERIOD(types=WORDS["type"])
    near = asking.did_you_mean(word, known_words)
    raise UsageError(claiming.UNKNOWN_WORD(word=left.word(number)), near or types)
