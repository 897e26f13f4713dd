"""The look-up lists: countries, missions and timelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from ..facts import countries as country_facts
from ..facts import missions as mission_facts
from ..facts import timelines as timeline_facts
from ..facts.citations import plain, work
from ..facts.files import digest
from ..model.errors import UsageError
from ..model.query import Query, question
from ..model.questions.lists import Countries, Missions, Timelines
from ..model.result import Note, Result, Shown
from ..model.settled import NOTHING
from ..model.source import Source
from ..model.words import fold, many
from ..words import asking, places, sourcing, straddling, writing
from ..words.message import Said
from .answer import answered
from .ordering import ordered

UN_LIST = "undppa-pko"


@ordered
def list_countries(query: Countries) -> Result:
    """List the countries that UCDP knows, or with `groups` the groups of countries.

    Returns:
        gwno (Int64), country, iso3, region, first_day, last_day (Date: when the state existed,
        blank: throughout 1989 to now), aliases, note. With `groups`: group, name, year, members,
        countries, source, note.
    """
    groups = query.groups
    rows = _group_rows() if groups else _country_rows()
    frame = pl.DataFrame(rows, infer_schema_length=None)
    if not groups:
        frame = frame.with_columns(pl.col("first_day", "last_day").cast(pl.Date))
    file = "groups.toml" if groups else "countries.csv"
    citation = "Gleditsch & Ward (1999), list of independent states, in UCDP's numbering"
    source = _source("groups" if groups else "countries", file, citation)
    title = "Groups of countries, for -c @group" if groups else "Countries, as UCDP numbers them"
    return _listed(query, query.search, title, frame, source)


@ordered
def list_missions(query: Missions) -> Result:
    """List the UN peacekeeping missions.

    Returns:
        mission, full_name, country, country_id (text: numbers joined by ";"), start, end,
        operations_start, mandate_end (text: day, month or year as known; end blank: running in
        the UN's list of 2024-02-19), unsure, note, source. Of a mission that is named as such the
        notes say how many of its own died, by cause, and how many civilians were killed around it.

    Raises:
        UsageError: a country is unknown or ambiguous.
    """
    area = country_facts.resolve(many(query.country))
    known = mission_facts.hosted_by(*area.ids) if area.ids else mission_facts.missions()
    rows = [_mission_row(mission) for mission in known]
    frame = pl.DataFrame(
        rows, schema=dict.fromkeys(_mission_row(mission_facts.missions()[0]), pl.String)
    )
    citation = str(places.CORRECTED(work=plain(work(UN_LIST))))
    source = _source("missions", "missions.csv", citation)
    where = f" in {area.words}" if area.ids else ""
    title, chosen = f"UN peacekeeping missions{where}", {"country": area.names}
    said = {"country": area.terms}
    found = _listed(query, query.search, title, frame, source, said, chosen)
    found = replace(found, shown=MISSIONS_SHOWN)
    one = mission_named(query.search) if query.search else None
    if one is None or one.name not in found.frame["mission"]:
        return found
    from .mission_page import page_notes

    row = found.frame.filter(mission=one.name)
    return replace(found, frame=row, notes=(*page_notes(one), *found.notes))


MISSIONS_SHOWN = Shown(
    (
        *("mission", "full_name", "country", "start", "end"),
        *("operations_start", "mandate_end", "unsure"),
    ),
    ("mandate_end", "unsure", "operations_start"),
)
"""Notes and sources of every mission are too long for a table; those of one are notes."""


def mission_named(text: str) -> mission_facts.Mission | None:
    """Return the mission of that name, if it is one."""
    try:
        return mission_facts.find(text)
    except UsageError:
        return None


@ordered
def list_timelines(query: Timelines) -> Result:
    """List the packaged timelines, or the phases of one.

    Returns:
        timeline, title, country, phase, start, end (Date; blank: where the data begin or end).

    Raises:
        UsageError: there is no timeline of that name.
    """
    name = query.name
    chosen = (timeline_facts.find(name),) if name else timeline_facts.timelines()
    rows = [
        (t.name, t.title, "; ".join(t.countries), phase.name, phase.start, phase.end)
        for t in chosen
        for phase in t.phases
    ]
    text = ("timeline", "title", "country", "phase")
    schema = dict.fromkeys(text, pl.String) | {"start": pl.Date, "end": pl.Date}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    notes = tuple(
        Note(straddling.OF_TIMELINE(timeline=t.name, note=t.note, source=t.source))
        for t in chosen
        if name
    )
    title = chosen[0].title if name else "Timelines, for --timeline NAME"
    shown = Shown(spare=("country", "title"))  # without its days a phase says nothing
    return answered(query, frame, heading=title, notes=notes, own={"timeline": name}, shown=shown)


countries = question(Countries, list_countries)
missions = question(Missions, list_missions)
timelines = question(Timelines, list_timelines)


def _listed(
    query: Query,
    search: str | None,
    title: str,
    frame: pl.DataFrame,
    source: Source,
    said: Mapping[str, object] = NOTHING,
    own: Mapping[str, object] = NOTHING,
) -> Result:
    empty = writing.NOTHING_FITS()
    if search:
        wanted = fold(search)
        hits = [wanted in fold(" ".join(str(cell) for cell in row)) for row in frame.iter_rows()]
        empty = _nothing_like(search, frame)
        frame = frame.filter(pl.Series(hits, dtype=pl.Boolean))
    return answered(
        query,
        frame,
        heading=title,
        notes=(Note(sourcing.LIST(citation=source.citation)),),
        sources=(source,),
        said=said,
        own=own,
        empty=empty,
    )


def _source(dataset: str, file: str, citation: str) -> Source:
    """Return a list of the package as a source."""
    return Source(dataset, None, "list", None, None, True, digest(file), citation)


def _nothing_like(search: str, frame: pl.DataFrame) -> Said:
    named = [frame[name] for name in frame.columns[:2] if frame.schema[name] == pl.String]
    near = asking.did_you_mean(search, [word for column in named for word in column])
    if near is None:
        return writing.NOTHING_HOLDS(word=search)
    return writing.NOTHING_HOLDS_BUT(word=search, near=near)


def _country_rows() -> list[dict[str, object]]:
    return [
        {
            "gwno": country.gwno,
            "country": country.name,
            "iso3": country.iso3 or None,
            "region": country.region,
            "first_day": country.first_day,
            "last_day": country.last_day,
            "aliases": "; ".join(filter(None, (*country.aliases, country.iso2))) or None,
            "note": country.note or None,
        }
        for country in country_facts.countries()
    ]


def _group_rows() -> list[dict[str, object]]:
    names = country_facts.by_number()
    return [
        {
            "group": country_facts.GROUP_SIGN + group.key,
            "name": group.name,
            "year": group.year,
            "members": len(group.members),
            "countries": "; ".join(names[number].name for number in group.members),
            "source": group.source,
            "note": group.note or None,
        }
        for group in country_facts.groups().values()
    ]


def _mission_row(mission: mission_facts.Mission) -> dict[str, str | None]:
    return {
        "mission": mission.name,
        "full_name": mission.full_name,
        "country": "; ".join(mission.host_names),
        "country_id": ";".join(str(number) for number in mission.hosts),
        "start": mission.start or None,
        "end": mission.end or None,
        "operations_start": mission.operations_start or None,
        "mandate_end": mission.mandate_end or None,
        "unsure": mission.unsure or None,
        "note": mission.note or None,
        "source": mission.source or None,
    }
