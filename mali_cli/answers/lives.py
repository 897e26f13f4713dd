"""Words on states that did not always exist: since when, and where their other dead are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..facts.countries import area_of, country_of
from ..model.coverage import ALWAYS, Days, Lives
from ..model.dates import Span
from ..model.phase import Phase
from ..model.result import Note
from ..observations import Observations
from ..words.phrases import all_of

MOST_NAMED = 8
STATES = "states"
"""The kind of notes on states that did not exist all the time."""
Row = Mapping[str, Any]


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
        return [Note(STATES, _sentence(next(iter(partly)), days or data.asked))]
    listed = [_in_short(number) for number in partly]
    more = len(listed) - MOST_NAMED
    names = "; ".join(listed[:MOST_NAMED])
    names += f"; and {more} more (see `mali-cli countries`)" if more > 0 else ""
    text = f"Not there all the time: {names}. A sum is of those that existed."
    return [Note(STATES, text)]


def blank_notes(rows: Iterable[Row], phases: Sequence[Phase], data: Observations) -> Iterator[Note]:
    """Explain rows of phases that are blank though the data cover their phase.

    Either the country did not exist, or not on all days and nothing is counted on the others, or no
    observation falls to the phase under the rule.
    """
    named = {phase.name: phase for phase in phases}
    unborn: dict[str, None] = {}
    partly: dict[str, None] = {}
    none: dict[str, None] = {}
    for row in rows:
        phase = named[row["phase"]]
        if row["deaths"] is not None or phase.covered is None or phase.extent is None:
            continue
        who, life = _life_of(row, data)
        lived = phase.extent.days.within(life)
        if lived is None:
            unborn[f"{who} did not exist in '{phase.name}'"] = None
        elif phase.extent.exceeds(life):
            partly[f"{who} existed on {lived} of '{phase.name}' only"] = None
        else:
            none[phase.name] = None
    if unborn:
        yield Note("blank", f"Blank is not zero: {_few(unborn)}.")
    if partly:
        what = f"no {data.selection.measure} are counted then"
        yield Note("blank", f"Blank is not zero: {_few(partly)}, and {what}.")
    if none:
        text = f"no whole year lies in {all_of(none)} under the rule"
        yield Note("blank", f"Blank is not zero: {text}.")


def blank_total_notes(rows: Iterable[Row], data: Observations) -> Iterator[Note]:
    """Explain rows of totals that are blank: the country did not exist on all days asked for."""
    partly: dict[str, None] = {}
    unborn: dict[str, None] = {}
    for row in rows:
        if row["deaths"] is None:
            who, life = _life_of(row, data)
            lived = data.asked.within(life)
            (partly if lived else unborn)[f"{who} on {lived}" if lived else who] = None
    if unborn:
        yield Note("blank", f"Blank is not zero: {_few(unborn)} did not exist in {data.asked}.")
    if partly:
        only = f"of {data.asked} there was {_few(partly)} only"
        what = f"no {data.selection.measure} are counted then"
        yield Note("blank", f"Blank is not zero: {only}, and {what}.")


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - MOST_NAMED
    return all_of(listed[:MOST_NAMED] + ([f"{more} more"] if more > 0 else []))


def days_of(phases: Sequence[Phase]) -> Span | None:
    """Return the days from the first to the last phase that the data cover; None without phases."""
    days = [phase.extent.days for phase in phases if phase.extent]
    return Span(min(d.start for d in days), max(d.end for d in days)) if days else None


def why_no_state(data: Observations) -> str | None:
    """Say that no country asked for existed on the days looked at; None where one did."""
    if data.lives.touch(data.asked):
        return None
    lives = data.lives.spans
    hosts = [host for number, life in lives.items() for host in _hosts(number, life, data.asked)]
    text = did_not_exist(data.lives, data.asked)
    if not hosts:
        return text
    its = "its" if len(lives) == 1 else "their"
    return f"{text}; {its} dead of {data.asked} are counted under {_named(hosts)}{_ask(hosts)}"


def did_not_exist(lives: Lives, days: Days) -> str:
    """Say of days on which no state existed: "Kosovo did not exist before 2008-02-17"."""
    parts = []
    for number in lives.spans:
        life = country_of(number).life
        when = f"before {life.start}" if days.end < life.start else f"after {life.end}"
        parts.append(f"{country_of(number).name} did not exist {when}")
    return all_of(parts[:MOST_NAMED])


def life_words(lives: Lives, days: Days) -> str:
    """Say from when to when the one country looked at existed of some days; "" for all of them."""
    if lives.others or len(lives.spans) != 1 or not lives.missing(days):
        return ""
    return _when(country_of(next(iter(lives.spans))).life)


def _life_of(row: Row, data: Observations) -> tuple[str, Span]:
    """Return who a row is of, and when it existed."""
    number = row.get("country_id")
    if number is None:
        return data.selection.area.words, data.lives.hull
    return country_of(number).name, data.lives.spans.get(number, ALWAYS)


def _sentence(number: int, days: Days) -> str:
    life = country_of(number).life
    verb = "existed" if life.end < date.max else "exists"
    parts = [f"{country_of(number).name} {verb} {_when(life)}"]
    for when, out, hosts in (
        ("earlier", days.start < life.start, country_of(number).before),
        ("later", days.end > life.end, country_of(number).after),
    ):
        if out:
            where = f"under {_named(hosts)}{_ask(hosts)}" if hosts else "under no other country"
            parts.append(f"{when} dead are counted {where}")
    return "; ".join(parts) + "."


def _in_short(number: int) -> str:
    country = country_of(number)
    parts = [_when(country.life)]
    parts += [f"before that under {_named(country.before)}"] if country.before else []
    parts += [f"after that under {_named(country.after)}"] if country.after else []
    return f"{country.name} ({', '.join(parts)})"


def _when(life: Span) -> str:
    first = [f"from {life.start}"] if life.start > date.min else []
    last = [f"to {life.end}"] if life.end < date.max else []
    return " ".join(first + last)


def _hosts(number: int, life: Span, days: Days) -> tuple[int, ...]:
    country = country_of(number)
    return country.before if days.end < life.start else country.after


def _named(numbers: Iterable[int]) -> str:
    return all_of(country_of(number).name for number in dict.fromkeys(numbers))


def _ask(numbers: Iterable[int]) -> str:
    words = area_of(dict.fromkeys(numbers)).terms
    return f" (ask with {' '.join(f'-c {word}' for word in words)})"
