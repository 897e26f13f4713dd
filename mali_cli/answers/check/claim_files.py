"""Claims written down in TOML: the format of `mali-cli check FILE`; docs/claims.md tells all keys.

author = "J. Fritsche"                 # of all claims in the file that do not say otherwise
release = "country-year@25.1"

[[claim]]
id = "epis-2"
statement = "3,818 civilians were killed in MINUSMA's time"
query = { country = "Mali", type = "one-sided", from = 2013, to = 2023 }
claimed = { equals = 3818 }
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, PlainValidator, model_validator

from ...datasets.registry import read_dataset
from ...facts.countries import GROUP_SIGN, resolve
from ...facts.files import packaged, text
from ...facts.toml_tables import (
    Needed,
    Number,
    Table,
    TableError,
    Text,
    Whole,
    Words,
    at,
    made_of,
    number,
    read_toml,
    word_of,
)
from ...model.claims import (
    COMPARISONS,
    EXTREMES,
    TRENDS,
    VERDICTS,
    Change,
    Claim,
    Comparison,
    Expectation,
    ExtremeYear,
    FigureQuery,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Untestable,
    Value,
    Window,
)
from ...model.dates import read_range
from ...model.errors import UsageError
from ...model.words import one_of
from ...words import claiming, reading
from .claim_queries import COUNTRY, YEAR, Pin, Question, beside, pinned, year_of

FOLDER, TEMPLATE = "claims", "claims-template.toml"
_PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*%", re.ASCII)


def parse(content: str, file: str) -> tuple[Claim, ...]:
    """Read claims from the text of a TOML file called `file`.

    Raises:
        UsageError: naming the file, the claim, the key and the reason.
    """
    hint = claiming.SEE_TEMPLATE(command="mali-cli check --template")
    claims = read_toml(content, file, ClaimsFile, hint).claims
    return tuple(replace(claim, file=file) for claim in claims)


@cache
def literature() -> tuple[Claim, ...]:
    """Return the packaged claims, by file and in their order there."""
    files = sorted(packaged(FOLDER).iterdir(), key=lambda file: file.name)
    return tuple(c for file in files for c in parse(file.read_text(encoding="utf-8"), file.name))


def template() -> str:
    """Return a commented claims file to begin with."""
    return text(TEMPLATE)


class _Percent(float):
    """A percentage, written "10 %"."""


def _percent(written: str) -> _Percent:
    match = _PERCENT.fullmatch(written)
    if match is None:
        raise TableError(claiming.NO_PERCENTAGE)
    return _Percent(match[1])


def _tolerance(value: Any) -> float:
    """Read deaths, or the share of a number that is written "10 %"."""
    if not isinstance(value, str):
        return number(value)
    percent = _percent(value.strip())
    if percent < 0:
        raise TableError(claiming.NEGATIVE_TOLERANCE)
    return percent


_MADE: dict[str, Callable[[Any], Any]] = {
    "equals": partial(Value, "="),
    "about": partial(Value, "~"),
    "over": partial(Value, ">"),
    "under": partial(Value, "<"),
    "at_least": partial(Value, ">="),
    "at_most": partial(Value, "<="),
    "ratio_over": partial(Ratio, ">"),
    "ratio_under": partial(Ratio, "<"),
    "change": lambda percent: Change(percent, 0.5),
    "relation": lambda word: Superlative(word) if word in EXTREMES else Comparison(word),
    "trend": Trend,
    "rank": Rank,
    "worst_year": lambda year: ExtremeYear(year, "highest"),
    "calmest_year": lambda year: ExtremeYear(year, "lowest"),
}
"""What each key of the table `claimed` says will come out."""


def _read_pin(words: str) -> Pin:
    """Read the release of a claim: "country-year@25.1", "25.1", "ged" or ""."""
    return read_dataset(None, words) if words[:1].isdigit() else read_dataset(words or None, None)


def _verdicts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one_of(word, VERDICTS, "verdict") for word in words)


class ClaimedTable(Table):
    """The table `claimed`: one of the keys of `_MADE`, and what belongs to it."""

    equals: Number | None = None
    about: Number | None = None
    over: Number | None = None
    under: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    ratio_over: Number | None = None
    ratio_under: Number | None = None
    change: Annotated[float | None, made_of(Needed, _percent)] = None
    relation: Annotated[str | None, word_of((*COMPARISONS, *EXTREMES))] = None
    trend: Annotated[str | None, word_of(TRENDS)] = None
    rank: Whole | None = None
    worst_year: Whole | None = None
    calmest_year: Whole | None = None
    tolerance: Annotated[float | None, PlainValidator(_tolerance)] = None
    among: Needed | None = None


class _WhatIsClaimed(NamedTuple):
    expectation: Expectation
    among: str | None


def _claimed(table: ClaimedTable) -> _WhatIsClaimed:
    """Make what is claimed of just one key of `_MADE`, with what belongs to it."""
    key, *more = [key for key in _MADE if key in table.model_fields_set] or [""]
    if not key:
        raise TableError(claiming.NOTHING_CLAIMED, kinds=tuple(_MADE))
    if more:
        raise TableError(claiming.SECOND_CLAIM, more[0], other=key)
    made = _MADE[key](getattr(table, key))
    if key == "about":
        made = replace(made, tolerance=_deaths(table))
    elif key == "change":
        made = replace(made, points=_points(table))
    elif table.tolerance is not None:
        raise TableError(claiming.TOLERANCE_OF_OTHERS, "tolerance", other=key)
    ranked = isinstance(made, Rank | Superlative)
    if ranked and table.among is None:
        raise TableError(reading.MISSING, "among")
    if table.among and not ranked:
        raise TableError(claiming.AMONG_OF_OTHERS, "among")
    return _WhatIsClaimed(made, table.among)


def _deaths(table: ClaimedTable) -> float:
    if table.tolerance is None:
        raise TableError(claiming.NO_TOLERANCE, "tolerance")
    share = isinstance(table.tolerance, _Percent)
    return (table.about or 0) * table.tolerance / 100 if share else table.tolerance


def _points(table: ClaimedTable) -> float:
    if isinstance(table.tolerance, _Percent):
        raise TableError(reading.NO_NUMBER, "tolerance")
    return 0.5 if table.tolerance is None else table.tolerance


class _Shared(Table):
    author: Words = ()
    title: Words = ()
    year: Words = ()
    page: Words = ()
    url: Words = ()
    release: Annotated[Pin, made_of(Text, _read_pin)] = (None, None)


class ClaimTable(_Shared):
    """The table of a claim."""

    id: Needed
    statement: Needed
    query: Question | None = None
    against: Question | None = None
    claimed: Annotated[_WhatIsClaimed | None, made_of(ClaimedTable, _claimed)] = None
    not_testable: Needed | None = None
    shown: tuple[Question, ...] = ()
    remark: Text = ""
    expected: Annotated[tuple[str, ...], made_of(Words, _verdicts)] = ()

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, entries: Any) -> Any:
        """Give what is asked against the keys of the query; name what a claim always has."""
        if not isinstance(entries, dict) or "not_testable" in entries:
            return entries
        entries = {"query": {}, "claimed": {}} | entries
        query, against = entries["query"], entries.get("against")
        if isinstance(query, dict) and isinstance(against, dict):
            entries["against"] = beside(query, against)
        return entries


def _claim(table: ClaimTable) -> Claim:
    claim = Claim(
        id=table.id,
        statement=table.statement,
        expectation=Untestable(table.not_testable or ""),
        shown=tuple(pinned(shown, table.release) for shown in table.shown),
        source=_source(table),
        remark=table.remark,
        expected=table.expected,
    )
    given = table.model_fields_set
    if table.not_testable is None:
        if "shown" in given:
            raise TableError(claiming.SHOWN_OF_OTHERS, "shown")
        return _with_queries(claim, table)
    for key in ("claimed", "query", "against"):
        if key in given:
            raise TableError(claiming.BESIDE_NOT_TESTABLE, key)
    return claim


def _with_queries(claim: Claim, table: ClaimTable) -> Claim:
    """Add what is claimed and the questions that it needs."""
    assert table.query
    assert table.claimed
    expectation, word = table.claimed
    query, against = pinned(table.query, table.release), table.against
    if isinstance(expectation, ExtremeYear | Trend) and len(query.windows) == 1:
        query = replace(query, each=YEAR)
    with at("claimed", "among"):
        among = _among(word, query) if word else None
    needs = isinstance(expectation, Comparison | Ratio | Change)
    if needs and not against:
        raise TableError(claiming.NO_AGAINST, "against")
    if against and not needs:
        raise TableError(claiming.AGAINST_OF_OTHERS, "against")
    several = [bool(q and (q.each or len(q.windows) > 1)) for q in (query, against)]
    if isinstance(expectation, Ratio | Change) and any(several):
        raise TableError(claiming.SEVERAL_FIGURES, "query")
    if isinstance(expectation, Trend | ExtremeYear) and year_of(query):
        raise TableError(claiming.ONE_FIGURE, "query")
    against = against and pinned(against, table.release)
    return replace(claim, expectation=expectation, query=query, among=among, against=against)


def _among(word: str, query: FigureQuery) -> FigureQuery:
    """Read the figures that one is among: years, or countries of a @group."""
    if not word.startswith(GROUP_SIGN):
        return _years(word, query)
    members, asked = resolve([word]), resolve(query.country).ids
    if len(query.windows) > 1 or query.each or len(asked) > 1 or asked[0] not in members.ids:
        raise UsageError(claiming.NOT_AMONG_COUNTRIES(group=word))
    return replace(query, country=members.terms, each=COUNTRY)


def _years(word: str, query: FigureQuery) -> FigureQuery:
    window = Window(*read_range(word))
    year = year_of(query)
    first, last = window.first, window.last
    if year is None or (first and first.year > year) or (last and last.year < year):
        raise UsageError(claiming.NOT_AMONG_YEARS(years=word))
    return replace(query, windows=(window,), each=YEAR)


def _source(table: ClaimTable) -> str:
    """Return author (year), title, page and address as one line."""
    author, title, year, page, url = (
        ", ".join(words) for words in (table.author, table.title, table.year, table.page, table.url)
    )
    first, *more = [part for part in (author, title) if part] or [""]
    when, where = f" ({year})" if year else "", f"p. {page}" if page else ""
    return ", ".join(part for part in (f"{first}{when}".strip(), *more, where, url) if part)


class ClaimsFile(_Shared):
    """The claims of a file; what it says of all of them is a part of each."""

    claims: tuple[Annotated[Claim, made_of(ClaimTable, _claim)], ...] = Field((), alias="claim")

    @model_validator(mode="before")
    @classmethod
    def _share(cls, entries: dict[str, Any]) -> dict[str, Any]:
        shared = {key: entries[key] for key in _Shared.known() if key in entries}
        claims = entries.get("claim")
        if not isinstance(claims, list):
            return entries
        each = [shared | claim if isinstance(claim, dict) else claim for claim in claims]
        return entries | {"claim": each}

    @model_validator(mode="after")
    def _refuse_ids(self) -> Self:
        if not self.claims:
            raise TableError(claiming.NO_CLAIMS)
        ids = [claim.id for claim in self.claims]
        for claim in self.claims:
            if ids.count(claim.id) > 1:
                raise TableError(claiming.SAME_ID, id=claim.id)
        return self
