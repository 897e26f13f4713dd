"""Notes on ids and names: which were meant, which share a name, what a comma in a name hides."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..analysis.actors import without_ids
from ..model.filters import COMMA, Filtered
from ..model.ids import ID_OF, Numbered, shared_names, shared_words
from ..model.result import Note
from ..model.words import all_of, counted
from ..observations import Observations

MOST = 12
"""Names that a note has at most."""


def listed(things: Sequence[Numbered]) -> str:
    """Name things with their ids, so that commas in names mislead nobody."""
    more = f" and {len(things) - MOST} more" if len(things) > MOST else ""
    return all_of([str(thing) for thing in things[:MOST]]) + more


def id_notes(
    data: Observations, groups: Sequence[str], frame: pl.DataFrame | None = None
) -> list[Note]:
    """Say of filters and groups what their names mean.

    Takes the groups, and the rows of the answer where these are among its columns.
    """
    found = [note for filtered in data.removed for note in _of_filter(filtered)]
    found += _nameless(data, [group for group in groups if group in ID_OF])
    actors = [f.matched for f in data.removed if f.option == "--actor"]
    shown = [_actors_in(frame)] if frame is not None and "actor_id" in frame.columns else []
    return list(dict.fromkeys(found)) + _joint([n for part in (*actors, *shown) for n in part])


def _of_filter(filtered: Filtered) -> list[Note]:
    kind, found = filtered.option.removeprefix("--"), []
    if shared := shared_names(filtered.matched):
        option = f"{filtered.option} {next(iter(shared.values()))[0]}"
        text = f"{shared_words(kind, shared)}. All of them are counted; {option} counts one"
        found.append(Note("ids", f"{text}.", warning=True))
    if filtered.by_name:
        found.append(_by_name(kind))
    names = {thing.name for thing in filtered.matched}
    for verb, beside in (
        ("has the same name", [thing for thing in filtered.beside if thing.name in names]),
        (
            "has the name in its own",
            [thing for thing in filtered.beside if thing.name not in names],
        ),
    ):
        if beside:
            text = _not_counted(filtered.option, beside, verb)
            found.append(Note("ids", text))
    return found


def _not_counted(option: str, things: Sequence[Numbered], verb: str) -> str:
    """Say what a name may suggest but an id leaves out, and how to count it too."""
    verb = verb if len(things) == 1 else verb.replace("has", "have", 1).replace("its", "their")
    number = things[0].number
    how = "" if number is None else f" (to add: {option} {number})"
    return f"Not counted: {listed(things)}, which {verb}{how}."


def _nameless(data: Observations, groups: Sequence[str]) -> list[Note]:
    """Say which groups go by name, since the source has no ids."""
    lacking = [group for group in groups if _lacks_ids(data.frame, group)]
    return [_by_name(group) for group in lacking]


def _lacks_ids(events: pl.LazyFrame, group: str) -> bool:
    if group == "actor":
        return without_ids(events)
    return f"{group}_new_id" not in events.collect_schema().names()


def _by_name(kind: str) -> Note:
    text = f"These data have no id for each {kind}: names decide, and a name may stand for several"
    return Note("ids", f"{text}.", warning=True)


def _actors_in(frame: pl.DataFrame) -> list[Numbered]:
    pairs = frame.select("actor", "actor_id").unique(maintain_order=True)
    return [Numbered(name, number) for name, number in pairs.iter_rows()]


def _joint(actors: Sequence[Numbered]) -> list[Note]:
    """Say that a joint side counts whole: the events do not have UCDP's component columns."""
    joint = list(dict.fromkeys(one for one in actors if one.name and COMMA in one.name))
    if not joint:
        return []
    one = len(joint) == 1
    whole = "counts whole" if one else "count whole, each by its id"
    what = str(joint[0]) if one else f"{counted(len(joint), 'actor')} with a comma in the name"
    such = "" if one else f" (such as {joint[0]})"
    text = f"{what}{such} {whole}: events do not say whether that is one actor or several jointly"
    return [Note("joint", f"{text}.")]
