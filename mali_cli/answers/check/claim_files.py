"""Claims written down in TOML: the format of `mali-cli check FILE`; docs/claims.md tells all keys.

author = "J. Fritsche"                 # of all claims in the file that do not say otherwise
release = "country-year@25.1"

[[claim]]
id = "epis-2"
statement = "3,818 people were killed in one-sided violence in MINUSMA's time"
query = { country = "Mali", type = "one-sided", from = 2013, to = 2023 }
claimed = { equals = 3818 }
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, WrapValidator, model_validator

from ...datasets.registry import read_dataset
from ...facts.countries import GROUP_SIGN, resolve
from ...facts.files import packaged, text
from ...facts.toml_tables import (
    AnyText,
    NeededText,
    Number,
    TableError,
    TomlTable,
    TomlTexts,
    WholeNumber,
    at,
    made_of,
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
    half_a_digit,
)
from ...model.dates import read_range
from ...model.errors import UsageError
from ...model.words import one_of
from ...words import claiming, reading
from .claim_queries import COUNTRY, MISSION, YEAR, AskedFigure, Pin, beside, pinned, year_of

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


def _tolerance(value: Any, read: Callable[[Any], float]) -> float:
    """Read deaths, or the share of a number that is written "10 %"."""
    if not isinstance(value, str):
        return read(value)
    percent = _percent(value.strip())
    if percent < 0:
        raise TableError(claiming.NEGATIVE_TOLERANCE)
    return percent


def _relation(word: str) -> Comparison | Superlative:
    return Superlative(word) if word in EXTREMES else Comparison(word)


Related = Annotated[str, word_of((*COMPARISONS, *EXTREMES))]


class ClaimedTable(TomlTable):
    """The table `claimed`: just one key says what will come out, two more belong to some."""

    equals: Annotated[Value | None, made_of(Number, partial(Value, "="))] = None
    about: Annotated[Value | None, made_of(Number, partial(Value, "~"))] = None
    over: Annotated[Value | None, made_of(Number, partial(Value, ">"))] = None
    under: Annotated[Value | None, made_of(Number, partial(Value, "<"))] = None
    at_least: Annotated[Value | None, made_of(Number, partial(Value, ">="))] = None
    at_most: Annotated[Value | None, made_of(Number, partial(Value, "<="))] = None
    ratio_over: Annotated[Ratio | None, made_of(Number, partial(Ratio, ">"))] = None
    ratio_under: Annotated[Ratio | None, made_of(Number, partial(Ratio, "<"))] = None
    change: Annotated[Change | None, made_of(NeededText, lambda p: Change(_percent(p), 0.5))] = None
    relation: Annotated[Comparison | Superlative | None, made_of(Related, _relation)] = None
    trend: Annotated[Trend | None, made_of(Annotated[str, word_of(TRENDS)], Trend)] = None
    rank: Annotated[Rank | None, made_of(WholeNumber, Rank)] = None
    worst_year: Annotated[
        ExtremeYear | None, made_of(WholeNumber, partial(ExtremeYear, word="highest"))
    ] = None
    calmest_year: Annotated[
        ExtremeYear | None, made_of(WholeNumber, partial(ExtremeYear, word="lowest"))
    ] = None
    tolerance: Annotated[Number | None, WrapValidator(_tolerance)] = None
    among: NeededText | None = None


MISSIONS = "missions"
"""What a mission is among."""
KINDS = ClaimedTable.known()[:-2]
"""The keys that say what is claimed."""


class _WhatIsClaimed(NamedTuple):
    expectation: Expectation
    among: str | None


def _claimed(table: ClaimedTable) -> _WhatIsClaimed:
    key, *more = [key for key in KINDS if key in table.model_fields_set] or [""]
    if not key:
        raise TableError(claiming.NOTHING_CLAIMED, kinds=KINDS)
    if more:
        raise TableError(claiming.SECOND_CLAIM, more[0], other=key)
    said, tolerance = getattr(table, key), table.tolerance
    if key == "about":
        if tolerance is None:
            raise TableError(claiming.NO_TOLERANCE, "tolerance")
        share = isinstance(tolerance, _Percent)
        said = replace(said, tolerance=said.number * tolerance / 100 if share else tolerance)
    elif tolerance is not None:
        if key != "change":
            raise TableError(claiming.TOLERANCE_OF_OTHERS, "tolerance", other=key)
        if isinstance(tolerance, _Percent):
            raise TableError(reading.NO_NUMBER, "tolerance")
        said = replace(said, points=tolerance)
    ranked = isinstance(said, Rank | Superlative)
    if ranked and table.among is None:
        raise TableError(reading.MISSING, "among")
    if table.among and not ranked:
        raise TableError(claiming.AMONG_OF_OTHERS, "among")
    return _WhatIsClaimed(said, table.among)


def _read_pin(words: str) -> Pin:
    """Read the release of a claim: "country-year@25.1", "25.1", "ged" or ""."""
    return read_dataset(None, words) if words[:1].isdigit() else read_dataset(words or None, None)


def _verdicts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one_of(word, VERDICTS, "verdict") for word in words)


Joined = Annotated[str, made_of(TomlTexts, ", ".join)]


class _Shared(TomlTable):
    author: Joined = ""
    title: Joined = ""
    year: Joined = ""
    page: Joined = ""
    url: Joined = ""
    release: Annotated[Pin, made_of(AnyText, _read_pin)] = (None, None)


class ClaimTable(_Shared):
    """The table of a claim."""

    id: NeededText
    statement: NeededText
    query: AskedFigure | None = None
    against: AskedFigure | None = None
    claimed: Annotated[_WhatIsClaimed | None, made_of(ClaimedTable, _claimed)] = None
    not_testable: NeededText | None = None
    shown: tuple[AskedFigure, ...] = ()
    remark: AnyText = ""
    expected: Annotated[tuple[str, ...], made_of(TomlTexts, _verdicts)] = ()

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
    if table.query and table.claimed and not table.not_testable:
        if "shown" in given:
            raise TableError(claiming.SHOWN_OF_OTHERS, "shown")
        return _with_queries(claim, table.query, table.against, table)
    for key in ("claimed", "query", "against"):
        if key in given:
            raise TableError(claiming.BESIDE_NOT_TESTABLE, key)
    return claim


def _with_queries(
    claim: Claim, query: FigureQuery, against: FigureQuery | None, table: ClaimTable
) -> Claim:
    """Add what is claimed and the questions that it needs."""
    assert table.claimed
    expectation, word = table.claimed
    query, against = pinned(query, table.release), against and pinned(against, table.release)
    if query.per and isinstance(expectation, Value) and expectation.sign == "=":
        exactly = half_a_digit(str(expectation.number))
        expectation = replace(expectation, tolerance=exactly)
    if isinstance(expectation, ExtremeYear | Trend) and len(query.windows) == 1:
        query = replace(query, each=YEAR)
    with at("claimed", "among"):
        among = among_of(word, query) if word else None
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
    return replace(claim, expectation=expectation, query=query, among=among, against=against)


def among_of(word: str, query: FigureQuery) -> FigureQuery:
    """Read the figures that one is among: years, countries of a @group, or missions.

    Raises:
        UsageError: the query is not one of them.
    """
    if word == MISSIONS:
        if len(query.windows) > 1 or query.each or len(query.mission) != 1:
            raise UsageError(claiming.NOT_AMONG_MISSIONS(word=word))
        return replace(query, mission=(), each=MISSION)
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
    first, *more = [part for part in (table.author, table.title) if part] or [""]
    year = f" ({table.year})" if table.year else ""
    page = f"p. {table.page}" if table.page else ""
    return ", ".join(part for part in (f"{first}{year}".strip(), *more, page, table.url) if part)


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
