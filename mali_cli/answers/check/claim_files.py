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

from dataclasses import replace
from functools import cache

from ...facts.files import packaged, text
from ...facts.toml_tables import TomlError, TomlTable, read_toml
from ...model.claims import (
    VERDICTS,
    Change,
    Claim,
    Comparison,
    Expectation,
    ExtremeYear,
    FigureQuery,
    Ratio,
    Trend,
    Untestable,
)
from ...model.errors import UsageError
from ...model.words import one_of
from ...words import claiming
from .claim_expectations import read_among, read_claimed, year_of
from .claim_queries import YEAR, read_pin, read_query

SOURCE_KEYS = ("author", "title", "year", "page", "url")
SHARED_KEYS = (*SOURCE_KEYS, "release")
CLAIM_KEYS = (
    *("id", "statement", *SHARED_KEYS, "query", "against", "claimed", "not_testable", "shown"),
    *("remark", "expected"),
)
FOLDER, TEMPLATE = "claims", "claims-template.toml"


def parse(content: str, file: str) -> tuple[Claim, ...]:
    """Read claims from the text of a TOML file called `file`.

    Raises:
        UsageError: naming the file, the claim, the key and the reason.
    """
    top = read_toml(content, file, claiming.SEE_TEMPLATE(command="mali-cli check --template"))
    top.check_keys((*SHARED_KEYS, "claim"))
    entries = top.tables("claim")
    if not entries:
        raise UsageError(claiming.NO_CLAIMS(file=file))
    claims = tuple(_claim(entry, top) for entry in entries)
    _check_ids(claims, file)
    return claims


@cache
def literature() -> tuple[Claim, ...]:
    """Return the packaged claims, by file and in their order there."""
    files = sorted(packaged(FOLDER).iterdir(), key=lambda file: file.name)
    return tuple(c for file in files for c in parse(file.read_text(encoding="utf-8"), file.name))


def template() -> str:
    """Return a commented claims file to begin with."""
    return text(TEMPLATE)


def _claim(entry: TomlTable, top: TomlTable) -> Claim:
    name = entry.text("id", needed=True)
    table = TomlTable(entry.entries, f"{top.where}: claim '{name}'")
    table.check_keys(CLAIM_KEYS)
    pin = _pin(table, top)
    claim = Claim(
        id=name,
        statement=table.text("statement", needed=True),
        expectation=_expectation(table),
        shown=tuple(read_query(shown, pin) for shown in table.tables("shown")),
        source=_source(table, top),
        remark=table.text("remark"),
        expected=_expected(table),
        file=top.where,
    )
    return _with_queries(claim, table, pin)


def _pin(table: TomlTable, top: TomlTable) -> str:
    holder = table if "release" in table else top
    with holder.at("release"):
        read_pin(holder.text("release"))
    return holder.text("release")


def _expectation(table: TomlTable) -> Expectation:
    if "not_testable" not in table:
        if "shown" in table:
            raise TomlError(claiming.SHOWN_OF_OTHERS(key=table.key("shown")))
        return read_claimed(table.table("claimed"))
    for key in ("claimed", "query", "against"):
        if key in table:
            raise TomlError(claiming.BESIDE_NOT_TESTABLE(key=table.key(key)))
    return Untestable(table.text("not_testable", needed=True))


def _with_queries(claim: Claim, table: TomlTable, pin: str) -> Claim:
    """Add the questions that the expectation needs."""
    expectation = claim.expectation
    if isinstance(expectation, Untestable):
        return claim
    query = read_query(table.table("query"), pin)
    if isinstance(expectation, ExtremeYear | Trend) and len(query.windows) == 1:
        query = replace(query, each=YEAR)
    among = read_among(table.table("claimed"), expectation, query)
    against = _against(table, expectation, query, pin)
    _check_one_figure(table, expectation, (query, against))
    return replace(claim, query=query, among=among, against=against)


def _against(
    table: TomlTable, expectation: Expectation, query: FigureQuery, pin: str
) -> FigureQuery | None:
    needs = isinstance(expectation, Comparison | Ratio | Change)
    if needs and "against" not in table:
        raise TomlError(claiming.NO_AGAINST(key=table.key("against")))
    if not needs and "against" in table:
        raise TomlError(claiming.AGAINST_OF_OTHERS(key=table.key("against")))
    return read_query(table.table("against"), pin, query) if needs else None


def _check_one_figure(
    table: TomlTable, expectation: Expectation, queries: tuple[FigureQuery | None, ...]
) -> None:
    """Refuse several figures where one is compared, and a trend of one."""
    several = [bool(q and (q.each or len(q.windows) > 1)) for q in queries]
    if isinstance(expectation, Ratio | Change) and any(several):
        raise TomlError(claiming.SEVERAL_FIGURES(key=table.key("query")))
    if isinstance(expectation, Trend | ExtremeYear) and queries[0] and year_of(queries[0]):
        raise TomlError(claiming.ONE_FIGURE(key=table.key("query")))


def _source(table: TomlTable, top: TomlTable) -> str:
    """Return author (year), title, page and address as one line."""
    values = {key: (table if key in table else top) for key in SOURCE_KEYS}
    found = {key: ", ".join(holder.words(key)) for key, holder in values.items()}
    first, *more = [part for part in (found["author"], found["title"]) if part] or [""]
    year = f" ({found['year']})" if found["year"] else ""
    page = f"p. {found['page']}" if found["page"] else ""
    return ", ".join(part for part in (f"{first}{year}".strip(), *more, page, found["url"]) if part)


def _expected(table: TomlTable) -> tuple[str, ...]:
    with table.at("expected"):
        return tuple(one_of(word, VERDICTS, "verdict") for word in table.words("expected"))


def _check_ids(claims: tuple[Claim, ...], file: str) -> None:
    seen: set[str] = set()
    for claim in claims:
        if claim.id in seen:
            raise UsageError(claiming.SAME_ID(file=file, id=claim.id))
        seen.add(claim.id)
