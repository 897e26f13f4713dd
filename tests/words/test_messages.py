"""Every sentence stands in the room of words, and gets the values that it has places for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import mali_cli
from mali_cli.model.errors import UsageError
from mali_cli.model.result import Note
from mali_cli.words.message import Message

PACKAGE = Path(mali_cli.__file__).parent


@cache
def catalogue() -> dict[str, Message]:
    """Return each sentence under the name by which the package says it: "places.SEE_MISSIONS".

    Those of a table have its name and their key: "straddling.RULES[both]".
    """
    found = {}
    for path in sorted((PACKAGE / "words").glob("*.py")):
        for name, value in vars(import_module(f"mali_cli.words.{path.stem}")).items():
            table = value if isinstance(value, dict) else {}
            for key, message in {"": value, **{f"[{key}]": m for key, m in table.items()}}.items():
                if isinstance(message, Message):
                    found[f"{path.stem}.{name}{key}"] = message
    return found


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """Return the sources of the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def by_table() -> dict[str, list[str]]:
    """Return the sentences by what the package names: itself, or the table that it is in."""
    found: dict[str, list[str]] = {}
    for name in catalogue():
        found.setdefault(name.split("[")[0], []).append(name)
    return found


def named_in(node: ast.AST) -> list[str]:
    """Return the sentences that an expression names; a table names all that are in it."""
    names = {
        f"{one.value.id}.{one.attr}"
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    }
    return [sentence for name in names for sentence in by_table().get(name, ())]


def chosen_in(function: ast.AST) -> dict[str, list[str]]:
    """Return which sentences each variable of a function may be: one is chosen, then said."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.For):
            targets, value = [node.target], node.iter
        else:
            continue
        if any(isinstance(one, ast.Call) for one in ast.walk(value)):
            continue
        for one in (one for target in targets for one in ast.walk(target)):
            if isinstance(one, ast.Name):
                found.setdefault(one.id, []).extend(named_in(value))
    return found


@cache
def said() -> tuple[tuple[str, str, dict[str, ast.expr]], ...]:
    """Return each call of a sentence: where, of which, and with which values."""
    return tuple(_said())


def _said() -> Iterator[tuple[str, str, dict[str, ast.expr]]]:
    for path, tree in sources():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            chosen = chosen_in(function)
            for node in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                names = named_in(node.func)
                if isinstance(node.func, ast.Name):
                    names = chosen.get(node.func.id, [])
                values = {word.arg or "**": word.value for word in node.keywords}
                for name in names:
                    yield f"{path}:{node.lineno}", name, values


def has_words(node: ast.AST) -> bool:
    """Return whether an expression has a text of several words, or a piece of one."""
    texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return any(isinstance(text, str) and " " in text.strip() for text in texts)


def places_of(message: Message) -> set[str]:
    parts = [*Formatter().parse(message.text), *Formatter().parse(message.hint)]
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in parts if name}


def test_every_sentence_gets_its_values() -> None:
    known = catalogue()
    wrong = [
        (where, name)
        for where, name, values in said()
        if "**" not in values and not places_of(known[name]) <= set(values)
    ]
    assert wrong == []


def test_what_is_printed_of_a_note_gets_its_values() -> None:
    known = catalogue()
    wrong = [
        (where, name)
        for where, name, values in said()
        if (printed := known[name].printed) and "**" not in values
        if not places_of(printed) <= set(values)
    ]
    assert wrong == []


def test_every_sentence_is_said() -> None:
    known = catalogue()
    named = {name for _, tree in sources() for name in named_in(tree)}
    in_print = [message.printed for name, message in known.items() if name in named]
    assert {name for name in set(known) - named if known[name] not in in_print} == set()


def test_no_other_room_words_a_sentence() -> None:
    """A note says a sentence of the catalogue, and no value is words but a command to type."""
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in ("Note", "Message")
        if path.parent.name != "words" and any(map(has_words, node.args))
    ]
    wrong += [
        f"{where}: {place}"
        for where, _, values in said()
        for place, value in values.items()
        if place != "command" and has_words(value)
    ]
    assert wrong == []


def test_a_note_is_no_tuple_and_has_the_kind_of_its_sentence() -> None:
    message = Message("{events:#event} not counted.", kind="coverage", warning=True)
    note = Note(message(events=2))
    assert (note.kind, note.text, note.warning) == ("coverage", "2 events not counted.", True)
    assert str(replace(note, of="MINUSMA")) == "Warning: MINUSMA: 2 events not counted."
    assert {note, Note(message(events=2))} == {note} != {Note(message(events=1))}
    assert not isinstance(note, tuple)


def test_values_are_joined_as_the_place_says() -> None:
    names = Message(
        "{names:and}; {names:or}; {names:list}; {names:;}; {deaths:,}; {inner}{names:+}"
    )
    inner = Message("at {place}")
    said = names(names=["a", "b", "c"], deaths=1029, inner=inner(place="Gao"))
    assert str(said) == "a, b and c; a, b or c; a, b, c; a; b; c; 1,029; at Gao a b c"


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1 row has, of it"), (0, "0 rows have, of them"), (1029, "1,029 rows have, of them")],
)
def test_a_number_decides_on_the_words_around_it(number: int, text: str) -> None:
    message = Message("{rows:#row has/rows have}, of {rows:?it/them}")
    assert str(message(rows=number)) == text


def test_a_list_decides_as_its_length_does() -> None:
    message = Message("{names:and} {names:?is/are} here")
    assert str(message(names=["Gao"])) == "Gao is here"
    assert str(message(names=["Gao", "Kidal"])) == "Gao and Kidal are here"


def test_an_error_has_the_words_and_the_hint_of_its_sentence() -> None:
    error = UsageError(Message("no {what}", "try {what}s")(what="phase"))
    assert (error.message, error.hint) == ("no phase", "try phases")


def test_no_value_of_a_note_has_the_name_of_what_is_said_of_the_note() -> None:
    places = {
        place: name
        for name, message in catalogue().items()
        if message.kind
        for _, place, spec, _ in Formatter().parse(message.text)
        for place in (place, *re.findall(r"{(\w+)}", spec or ""))
    }
    assert places
    assert not {"kind", "text", "warning", "of"} & set(places)
