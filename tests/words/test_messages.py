"""Every sentence stands in the room of words, and gets the values that it has places for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import mali_cli
from mali_cli.model.errors import UsageError
from mali_cli.words.message import Message

PACKAGE = Path(mali_cli.__file__).parent


def catalogue() -> dict[str, Message]:
    """Return each sentence under the name by which the package says it: "places.SEE_MISSIONS"."""
    found = {}
    for path in sorted((PACKAGE / "words").glob("*.py")):
        for name, value in vars(import_module(f"mali_cli.words.{path.stem}")).items():
            if isinstance(value, Message):
                found[f"{path.stem}.{name}"] = value
    return found


def said() -> Iterator[tuple[str, str, set[str]]]:
    """Give each call of a sentence: where, of which, and with which values."""
    known = catalogue()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in known:
                values = {word.arg or "**" for word in node.keywords}
                yield f"{path}:{node.lineno}", ast.unparse(node.func), values


def places_of(message: Message) -> set[str]:
    parts = [*Formatter().parse(message.text), *Formatter().parse(message.hint)]
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in parts if name}


def test_every_sentence_gets_its_values() -> None:
    known = catalogue()
    wrong = [
        (where, name)
        for where, name, values in said()
        if "**" not in values and not places_of(known[name]) <= values
    ]
    assert wrong == []


def test_every_sentence_is_said() -> None:
    assert set(catalogue()) - {name for _, name, _ in said()} == set()


def test_values_are_joined_as_the_place_says() -> None:
    names = Message("{names:and}; {names:or}; {names:list}; {deaths:,}; {inner}")
    inner = Message("at {place}")
    said = names(names=["a", "b", "c"], deaths=1029, inner=inner(place="Gao"))
    assert str(said) == "a, b and c; a, b or c; a, b, c; 1,029; at Gao"


def test_an_error_has_the_words_and_the_hint_of_its_sentence() -> None:
    error = UsageError(Message("no {what}", "try {what}s")(what="phase"))
    assert (error.message, error.hint) == ("no phase", "try phases")
