"""Countries by any of their names, and groups of countries.

Numbers are those of Gleditsch and Ward as UCDP uses them; the names are UCDP's own, with the
names outside and inside its brackets, ISO and UN short names, common and former names as aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from ..model.dates import Span
from ..model.errors import UsageError
from ..model.selection import Area
from ..model.words import fold
from ..words import asking, places
from ..words.message import Said
from ..words.phrases import nearest
from .files import rows, table

GROUP_SIGN = "@"
LOOK_UP = "mali-cli countries"


class Country(NamedTuple):
    """A state, with the first and last day that it existed since 1989 (None: throughout).

    `before` and `after` are the numbers of the states under which its dead of other days are
    counted: those that it came from, and those that followed.
    """

    gwno: int
    name: str
    iso2: str
    iso3: str
    region: str
    first_day: date | None
    last_day: date | None
    aliases: tuple[str, ...]
    note: str
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it answers to."""
        codes = (str(self.gwno), self.iso2, self.iso3)
        return (self.name, *self.aliases, *(code for code in codes if code))

    @property
    def life(self) -> Span:
        """The days that it existed; an end that is not known is as far off as dates go."""
        return Span(self.first_day or date.min, self.last_day or date.max)


class Group(NamedTuple):
    """A group of countries, with the year that the list of members is of (None: any)."""

    key: str
    name: str
    year: int | None
    members: tuple[int, ...]
    source: str
    note: str


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries, by number."""
    return tuple(_country(row) for row in rows("countries.csv"))


@cache
def by_number() -> dict[int, Country]:
    """Return all countries under their Gleditsch-Ward numbers."""
    return {country.gwno: country for country in countries()}


def country_of(number: int) -> Country:
    """Return the country of a number; of one that UCDP does not have, all that is known: itself."""
    known = by_number().get(number)
    return known or Country(number, f"country {number}", "", "", "", None, None, (), "")


@cache
def groups() -> dict[str, Group]:
    """Return the groups of countries under their keys: organisations, then UCDP's regions."""
    listed = {key: _group(key, entry) for key, entry in table("groups.toml").items()}
    return listed | {group.key: group for group in _regions()}


def find(term: str) -> Country:
    """Return the one country that a name, alias, ISO code or number means.

    Raises:
        UsageError: nothing has that name (the hint lists the nearest), it is ambiguous (the
            error lists all), or UCDP codes the place under another state.
    """
    found = _index().get(fold(term), ())
    if len(found) == 1:
        return found[0]
    if found:
        choices = [
            places.CHOICE(code=c.iso3 or c.gwno, country=c.name, number=c.gwno) for c in found
        ]
        names = [c.name for c in found]
        raise UsageError(places.SEVERAL_COUNTRIES(term=term, names=names, choices=choices))
    raise _unknown(term)


def resolve(terms: Sequence[str], *, named: bool = False) -> Area:
    """Return the area that names, codes and @groups mean together, each country once.

    Args:
        terms: the names, codes and groups.
        named: whether somebody named them, so that their order is kept.

    Raises:
        UsageError: a country or group is unknown or ambiguous.
    """
    terms = [part for term in terms for part in _apart(term)]
    ids: dict[int, None] = {}
    for term in terms:
        ids.update(dict.fromkeys(_members(term)))
    known, words = by_number(), dict.fromkeys(_term(term) for term in terms)
    each = named and not any(word.startswith(GROUP_SIGN) for word in words)
    called = dict.fromkeys(
        word if word.startswith(GROUP_SIGN) else find(word).name for word in words
    )
    return Area(tuple(words), tuple(ids), tuple(known[i].name for i in ids), each, tuple(called))


def area_of(numbers: Iterable[int], names: Mapping[int, str] | None = None) -> Area:
    """Return the area of these Gleditsch-Ward numbers.

    `names` are those that a file has for numbers that are no country's. Where there is one, no
    words can be typed for the area.
    """
    found = [country_of(number) for number in numbers]
    unknown = any(country.gwno not in by_number() for country in found)
    return Area(
        () if unknown else tuple(_word_for(country) for country in found),
        tuple(country.gwno for country in found),
        tuple((names or {}).get(country.gwno, country.name) for country in found),
    )


@cache
def numbers_by_name() -> dict[str, int]:
    """Return the number under which what has a name or an ISO code is counted, by it folded.

    A name that several states have is none of them. A place that UCDP counts under another state,
    such as Palestine, has the number of that state. An ISO number (ISO 3166-1, the UN's M49) is
    written without zeros in front.
    """
    found = {row["name"]: int(row["gwno"]) for row in rows("elsewhere.csv")}
    known = {fold(name): number for name, number in found.items()}
    known |= {name: states[0].gwno for name, states in _index().items() if len(states) == 1}
    known = {name: number for name, number in known.items() if not name.isdecimal()}
    numbered = {row["number"]: known[fold(row["iso3"])] for row in rows("iso_numbers.csv")}
    return known | numbered


def _apart(term: str) -> list[str]:
    """Return the countries of a list joined by commas; a name that holds a comma stays whole."""
    if not term.strip():
        raise UsageError(places.EMPTY_COUNTRY(), places.SEE_COUNTRIES(command=LOOK_UP))
    whole = "," not in term or fold(term) in _index()
    return [term] if whole else [part.strip() for part in term.split(",") if part.strip()]


def _members(term: str) -> Sequence[int]:
    if not term.strip().startswith(GROUP_SIGN):
        return (find(term).gwno,)
    key = _group_key(term)
    if key not in groups():
        near = asking.did_you_mean(term, [GROUP_SIGN + known for known in groups()])
        raise UsageError(
            places.UNKNOWN_GROUP(term=term),
            near or places.SEE_COUNTRIES(command=f"{LOOK_UP} --groups"),
        )
    return groups()[key].members


def _term(term: str) -> str:
    if term.strip().startswith(GROUP_SIGN):
        return GROUP_SIGN + _group_key(term)
    return _word_for(find(term))


def _word_for(country: Country) -> str:
    """Return the shortest word to type that means just this country."""
    plain = country.name.isalpha() and len(_index()[fold(country.name)]) == 1
    return country.name if plain else country.iso3 or str(country.gwno)


def _group_key(term: str) -> str:
    return fold(term).replace(" ", "-")


@cache
def _index() -> dict[str, tuple[Country, ...]]:
    index: dict[str, list[Country]] = {}
    for country in countries():
        for name in {fold(name) for name in country.names}:
            index.setdefault(name, []).append(country)
    return {name: tuple(found) for name, found in index.items()}


def _unknown(term: str) -> UsageError:
    for row in rows("elsewhere.csv"):
        if fold(row["name"]) == fold(term):
            host = by_number()[int(row["gwno"])]
            return UsageError(
                places.UNDER_ANOTHER_STATE(
                    term=term, country=host.name, number=host.gwno, note=row["note"]
                )
            )
    return UsageError(
        places.UNKNOWN_COUNTRY(term=term), _nearest(term) or places.SEE_COUNTRIES(command=LOOK_UP)
    )


def _nearest(term: str) -> Said | None:
    """Suggest each country once; codes only for what is as short as one."""
    names = {name: country for country in countries() for name in (country.name, *country.aliases)}
    names |= {country.iso3: country for country in countries() if country.iso3 and len(term) < 4}
    found = dict.fromkeys(names[name].name for name in nearest(term, names, count=6))
    return asking.DID_YOU_MEAN(names=[*found][:3]) if found else None


def _country(row: dict[str, str]) -> Country:
    return Country(
        gwno=int(row["gwno"]),
        name=row["country"],
        iso2=row["iso2"],
        iso3=row["iso3"],
        region=row["region"],
        first_day=date.fromisoformat(row["first_day"]) if row["first_day"] else None,
        last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        aliases=tuple(name.strip() for name in row["aliases"].split(";") if name.strip()),
        note=row["note"],
        before=_successions().get((row["gwno"], "before"), ()),
        after=_successions().get((row["gwno"], "after"), ()),
    )


@cache
def _successions() -> dict[tuple[str, str], tuple[int, ...]]:
    """Return the states before and after others; each row of the file names its source."""
    return {
        (row["gwno"], row["side"]): tuple(
            int(number) for number in row["under"].split(";") if number
        )
        for row in rows("successions.csv")
    }


def _group(key: str, entry: dict[str, object]) -> Group:
    members = entry["members"]
    assert isinstance(members, list)
    year = entry["year"]
    assert isinstance(year, int)
    source, note = str(entry.get("source", "")), str(entry.get("note", ""))
    return Group(key, str(entry["name"]), year, tuple(members), source, note)


def _regions() -> list[Group]:
    names = dict.fromkeys(country.region for country in countries())
    return [
        Group(
            key=name.lower().replace(" ", "-"),
            name=f"UCDP region {name}",
            year=None,
            members=tuple(c.gwno for c in countries() if c.region == name),
            source="the region column of UCDP's data sets",
            note="",
        )
        for name in sorted(names)
    ]
