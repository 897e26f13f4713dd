"""A query as JSON asks it: the schema of its arguments, and how they are read.

They are the options of the query, called as in the JSON of an answer, but for those that only a
person at the machine gives: files, and what asks the network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import NoneType
from typing import Any, get_args

from ..words import asking, serving
from ..words.message import Message
from .errors import UsageError
from .query import REQUIRED, Option, Q, Query, renamed

KINDS: dict[Any, tuple[str, Message]] = {
    str: ("string", serving.TEXT),
    bool: ("boolean", serving.YES_OR_NO),
    int: ("integer", serving.WHOLE_NUMBER),
    float: ("number", serving.NUMBER),
}
"""What JSON Schema calls a kind of value, and what a person does."""
MOST_TEXTS = 100
"""Texts of a list at most: one call is answered at a time, and thousands would hold up the next."""
SHOWN = 60
"""Letters that are shown of a value that is refused."""


def arguments(query: type[Query]) -> dict[str, Option]:
    """Return the options that an assistant may give, by the names of the arguments."""
    return {o.plain_name: o for o in query.options().values() if not o.by_hand}


def schema(query: type[Query]) -> dict[str, Any]:
    """Return the JSON Schema of the arguments of a query; it takes no others."""
    known = arguments(query)
    return {
        "type": "object",
        "properties": {
            name: _described(one, in_json(query, query.help_of(one))) for name, one in known.items()
        },
        "required": [name for name, one in known.items() if one.default is REQUIRED],
        "additionalProperties": False,
    }


def in_json(query: type[Query], text: str) -> str:
    """Return what is said of a query with its options called as arguments."""
    known = arguments(query).items()
    return renamed(text, {word: name for name, one in known for word in one.opt.names})


def read(query: type[Q], given: Mapping[str, object]) -> Q:
    """Return the question that arguments ask; one that is null is not given.

    Raises:
        UsageError: an argument is unknown, of another kind, too long a list, missing, or not for an
            assistant.
    """
    known = arguments(query)
    for name in given:
        if name not in known:
            raise _unknown(query, name)
    values = {n: _value(n, known[n], value) for n, value in given.items() if value is not None}
    for name, one in known.items():
        if one.default is REQUIRED and name not in values:
            raise UsageError(serving.MISSING(tool=query.command, name=name))
    return query(**{known[name].name: value for name, value in values.items()})


def _kind(option: Option) -> Any:
    """Return the plain type of a value, or of each of several."""
    if option.several:
        return str
    return next((one for one in get_args(option.kind) if one is not NoneType), option.kind)


def _described(option: Option, help: str) -> dict[str, Any]:
    """Return the schema of an argument."""
    kind = _kind(option)
    value: dict[str, Any] = {"type": KINDS[kind][0]}
    if option.choices:
        value["enum"] = [kind(word) for word in option.choices]
    bounds = {"minimum": option.opt.least, "maximum": option.opt.most}
    value |= {name: bound for name, bound in bounds.items() if bound is not None}
    if option.several:
        value = {"anyOf": [{"type": "array", "items": value, "maxItems": MOST_TEXTS}, value]}
    if option.default not in (None, (), REQUIRED):
        value["default"] = option.default
    form = option.opt.metavar or ""
    plain = option.choices or form.strip("[]").isalpha() or not form
    return {**value, "description": help if plain else f"{help} {serving.FORM(form=form)}"}


def _value(name: str, option: Option, value: object) -> object:
    """Return a value as the query takes it; a whole number is a text too, such as the year 2013.

    Raises:
        UsageError: it is of another kind, too long a list, or out of bounds.
    """
    kind = _kind(option)
    several = option.several and isinstance(value, list)
    each: list[object] = value if several else [value]  # type: ignore[assignment]
    if len(each) > MOST_TEXTS:
        raise UsageError(serving.TOO_MANY(name=name, most=MOST_TEXTS, number=len(each)))
    if kind is str:
        each = [str(one) if _is(one, int) else one for one in each]
    if not all(_is(one, kind) for one in each):
        wanted = serving.TEXTS if option.several else KINDS[kind][1]
        said = json.dumps(value, ensure_ascii=False)
        shown = said if len(said) <= SHOWN else f"{said[:SHOWN]}…"
        lost = kind is str and any(isinstance(one, float) for one in each)
        hint = serving.QUOTED() if lost else None
        raise UsageError(serving.WRONG_KIND(name=name, kind=wanted(), value=shown), hint)
    least, most = option.opt.least, option.opt.most
    if least is not None and most is not None and not least <= value <= most:  # type: ignore[operator]
        raise UsageError(asking.NOT_IN_RANGE(option=name, least=least, most=most))
    return each if several else each[0]


def _is(value: object, kind: type) -> bool:
    """Return whether a value of JSON is of a kind: true is no number, and 1 is one with a point."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _unknown(query: type[Query], name: str) -> UsageError:
    """Return what is told of an argument that an assistant cannot give."""
    command = query.command
    for one in query.options().values():
        if one.plain_name == name and (why := one.by_hand):
            option = one.opt.typed_as("-") or one.opt.metavar
            return UsageError(serving.BY_HAND(tool=command, name=name, why=why, option=option))
    known = arguments(query)
    hint = asking.did_you_mean(name, known) or serving.ARGUMENTS(names=tuple(known))
    return UsageError(serving.NO_ARGUMENT(tool=command, name=name[:SHOWN]), hint)
