"""Notes on ids and names: which were meant, which share a name, what a comma in a name hides."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from ..analysis.ids import lacks_ids
from ..model.filters import COMMA, ID_OF, Filtered, Numbered, shared_names, shared_words
from ..model.result import Note
from ..observations import Observations
from ..words.phrases import all_of, counted

MOST = 12
"""Names that a note has at most."""


def listed(things: Sequence[Numbered]) -> str:
    """Name things with their ids, so that commas in names mislead nobody."""
    more = f" and {len(things) - MOST} more" if len(things) > MOST else ""
    return all_of([str(thing) for thing in things[:MOST]]) + more


def id_notes(data: Observations, frame: pl.DataFrame | None = None) -> list[Note]:
    """Say of the filters, and of the groups among the columns of an answer, what names mean."""
    columns = [] if frame is None else frame.columns
    groups = [group for group, number in ID_OF.items() if number in columns]
    found = [note for filtered in data.removed for note in _of_filter(filtered)]
    found += [_by_name(group) for group in groups if lacks_ids(data.frame, group)]
    actors = [one for f in data.removed if f.option == "--actor" for one in f.matched]
    if frame is not None and "actor" in groups:
        actors += map(Numbered._make, frame.select("actor", "actor_id").unique().iter_rows())
    return [*dict.fromkeys(found), *_joint(actors)]


def _of_filter(filtered: Filtered) -> list[Note]:
    kind, found = filtered.option.removeprefix("--"), []
    if shared := shared_names(filtered.matched):
        option = f"{filtered.option} {next(iter(shared.values()))[0]}"
        text = f"{shared_words(kind, shared)}. All of them are counted; {option} counts one"
        found.append(Note("ids", f"{text}.", warning=True))
    if filtered.by_name:
        everywhere = all(thing.number is None for thing in filtered.matched)
        found.append(_by_name(kind, everywhere=everywhere))
    names = {thing.name for thing in filtered.matched}
    for verb, beside in (
        ("has the same name", [thing for thing in filtered.beside if thing.name in names]),
        (
            "has that name in its own",
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


def _by_name(kind: str, *, everywhere: bool = True) -> Note:
    lack = "These data have" if everywhere else "Some of these events have"
    text = f"{lack} no {kind} ids: there names decide, and a name may stand for several {kind}s"
    return Note("ids", f"{text}.", warning=True)


def _joint(actors: Sequence[Numbered]) -> list[Note]:
    """Say that a joint side counts whole: the events do not have UCDP's component columns."""
    joint = sorted({one for one in actors if one.name and COMMA in one.name}, key=str)
    if not joint:
        return []
    one = len(joint) == 1
    whole = "counts whole" if one else "count whole, each by its id"
    what = str(joint[0]) if one else f"{counted(len(joint), 'actor')} with a comma in the name"
    such = "" if one else f" (such as {joint[0]})"
    text = f"{what}{such} {whole}: events do not say whether that is one actor or several jointly"
    return [Note("joint", f"{text}.")]
