"""Notes on states that did not always exist: since when, and where their other dead are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ..facts.countries import area_of, country_of
from ..model.coverage import ALWAYS, Coverage, Days, Lives
from ..model.dates import Span
from ..model.details import Row
from ..model.phase import Phase
from ..model.result import Note
from ..observations import Observations
from ..words import covering
from ..words.message import Said

MOST_NAMED = 8
STATES = "states"
"""The kind of notes on states that did not exist all the time."""


def state_notes(data: Observations, days: Days | None = None) -> list[Note]:
    """Say which of the countries asked for did not exist on all days, and where to look then.

    Args:
        data: what answers; of the whole world there is nothing to say.
        days: the days that the figures are of; default those looked at.
    """
    partly = data.lives.missing(days or data.asked) if data.selection.area.ids else {}
    if not partly:
        return []
    if len(data.selection.area.ids) == 1:
        usual = data.declared.answers != "named"
        what = "dead" if usual else data.selection.counts
        sentences = _sentences(next(iter(partly)), days or data.asked, what)
        return [Note(covering.STATE(sentences=[*sentences]))]
    named = [_in_short(number) for number in partly]
    more = len(named) - MOST_NAMED
    shown = named[:MOST_NAMED] + ([covering.MORE_STATES(number=more)] if more > 0 else [])
    return [Note(covering.STATES(countries=shown))]


def blank_notes(rows: Iterable[Row], phases: Sequence[Phase], data: Observations) -> Iterator[Note]:
    """Explain rows of phases that are blank though the data cover their phase.

    Either the country did not exist, or not on all days and nothing is counted on the others, or no
    observation falls to the phase under the rule.
    """
    named = {phase.name: phase for phase in phases}
    unborn: dict[tuple[str, str], Said] = {}
    partly: dict[tuple[str, str], Said] = {}
    none: dict[str, None] = {}
    for row in rows:
        phase = named[row["phase"]]
        if row["deaths"] is not None or phase.covered is None or phase.extent is None:
            continue
        who, life = _life_of(row, data)
        lived = phase.extent.days.within(life)
        if lived is None:
            unborn[who, phase.name] = covering.NOT_IN_PHASE(who=who, phase=phase.name)
        elif phase.extent.exceeds(life):
            said = covering.PARTLY_IN_PHASE(who=who, days=lived, phase=phase.name)
            partly[who, phase.name] = said
        else:
            none[phase.name] = None
    if unborn:
        yield Note(covering.BLANK(rows=_few(unborn.values())))
    if partly:
        measure = data.selection.counts
        yield Note(covering.BLANK_PARTLY(rows=_few(partly.values()), measure=measure))
    if none:
        yield Note(_by_rule(data, _quoted(none)))


def no_figure_notes(rows: Iterable[Row], phases: Sequence[Phase]) -> list[Note]:
    """Say in which phases a stock has no figure, though the data cover them."""
    covered = {phase.name for phase in phases if phase.covered}
    blank = (row["phase"] for row in rows if row["deaths"] is None)
    names = list(dict.fromkeys(name for name in blank if name in covered))
    return [Note(covering.NO_FIGURE(phases=_quoted(names)))] if names else []


def blank_total_notes(rows: Iterable[Row], data: Observations) -> Iterator[Note]:
    """Explain rows of totals that are blank.

    Either the country did not exist on all days asked for, or the rule counts nothing in them.
    """
    partly: dict[str, Said] = {}
    unborn: dict[str, None] = {}
    none = False
    for row in rows:
        if row["deaths"] is None:
            who, life = _life_of(row, data)
            lived = data.asked.within(life)
            if lived and lived == Coverage.of(data.asked):
                none = True
            elif lived:
                partly[who] = covering.ON_DAYS(who=who, days=lived)
            else:
                unborn[who] = None
    days, measure = data.asked, data.selection.counts
    if unborn:
        yield Note(covering.BLANK_TOTAL(who=_few(unborn), days=days))
    if partly:
        lived_then = _few(partly.values())
        yield Note(covering.BLANK_TOTAL_PARTLY(who=lived_then, days=days, measure=measure))
    if none:
        yield Note(_by_rule(data, [days]))


def _by_rule(data: Observations, where: Sequence[object]) -> Said:
    """Say that the rule counts nothing in phases or days that are blank."""
    rule, grain = data.selection.straddle, data.layout.grain
    if data.declared.violence:
        return covering.BLANK_OF_NOBODY(where=where)
    if rule in covering.BLANK_BY_RULE:
        return covering.BLANK_BY_RULE[rule](where=where, grain=grain)
    return covering.BLANK_WITHOUT_ROWS(where=where, grain=grain)


def _quoted(phases: Iterable[str]) -> list[Said]:
    return [covering.PHASE(phase=name) for name in phases]


def _few(names: Iterable[object]) -> list[object]:
    every = list(names)
    more = len(every) - MOST_NAMED
    return every[:MOST_NAMED] + ([covering.MORE(number=more)] if more > 0 else [])


def days_of(phases: Sequence[Phase]) -> Span | None:
    """Return the days from the first to the last phase that the data cover; None without phases."""
    days = [phase.extent.days for phase in phases if phase.extent]
    return Span(min(d.start for d in days), max(d.end for d in days)) if days else None


def why_no_state(data: Observations) -> Said | None:
    """Say that no country asked for existed on the days looked at; None where one did."""
    if data.lives.touch(data.asked):
        return None
    lives, days = data.lives.spans, data.asked
    hosts: list[int] = []
    for number, life in lives.items():
        country = country_of(number)
        hosts += country.before if days.end < life.start else country.after
    states = did_not_exist(data.lives, days)
    if not hosts:
        return states
    return covering.NO_STATE_BUT(states=states, number=len(lives), days=days, **_under(hosts))


def did_not_exist(lives: Lives, days: Days) -> Said:
    """Say of days on which no state existed: "Kosovo did not exist before 2008-02-17"."""
    states = []
    for country in map(country_of, lives.spans):
        life = country.life
        if days.end < life.start:
            states.append(covering.NOT_BEFORE(country=country.name, day=life.start))
        else:
            states.append(covering.NOT_AFTER(country=country.name, day=life.end))
    return covering.NO_STATE(states=states[:MOST_NAMED])


def life_words(lives: Lives, days: Days) -> Said | None:
    """Say when the one country looked at existed, if that was not on all of some days."""
    if lives.others or len(lives.spans) != 1 or not lives.missing(days):
        return None
    return _when(country_of(next(iter(lives.spans))).life)


def _life_of(row: Row, data: Observations) -> tuple[str, Span]:
    """Return who a row is of, and when it existed."""
    number = row.get("country_id")
    if number is None:
        return data.selection.area.words, data.lives.hull
    return country_of(number).name, data.lives.spans.get(number, ALWAYS)


def _sentences(number: int, days: Days, what: str) -> Iterator[Said]:
    country = country_of(number)
    life = country.life
    verb = covering.EXISTED if life.end < date.max else covering.EXISTS
    yield verb(country=country.name, when=_when(life))
    if days.start < life.start:
        yield covering.EARLIER(what=what, where=_where(country.before))
    if days.end > life.end:
        yield covering.LATER(what=what, where=_where(country.after))


def _where(hosts: Sequence[int]) -> Said:
    return covering.UNDER(**_under(hosts)) if hosts else covering.UNDER_NONE()


def _in_short(number: int) -> Said:
    country = country_of(number)
    parts = [_when(country.life)]
    if country.before:
        parts.append(covering.BEFORE_UNDER(**_under(country.before)))
    if country.after:
        parts.append(covering.AFTER_UNDER(**_under(country.after)))
    return covering.STATE_IN_SHORT(country=country.name, parts=parts)


def _when(life: Span) -> Said:
    if life.end == date.max:
        return covering.FROM(first=life.start)
    message = covering.FROM_TO if life.start > date.min else covering.TO
    return message(first=life.start, last=life.end)


def _under(numbers: Iterable[int]) -> dict[str, object]:
    """Return the names of countries, and the options that ask for them."""
    area = area_of(dict.fromkeys(numbers))
    options = " ".join(f"-c {word}" for word in area.terms)
    return {"hosts": area.names, "options": options}
