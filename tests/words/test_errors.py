"""What is raised, and what is told on stderr, is worded in the room of words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

import pytest

import mali_cli
from mali_cli.model.errors import NotHereError, UsageError
from mali_cli.words.message import Message

PACKAGE = Path(mali_cli.__file__).parent
TELLERS = ("warn", "say")


@cache
def sources() -> tuple[tuple[Path, ast.Module], ...]:
    """Return the sources of the package."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple((path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths)


@cache
def errors() -> frozenset[str]:
    """Return the names of the errors that are told to users."""
    found = {"MaliCliError"}
    classes = [n for _, tree in sources() for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    for _ in classes:
        found |= {one.name for one in classes if found & set(map(ast.unparse, one.bases))}
    return frozenset(found)


def worded(tree: ast.AST, tellers: AbstractSet[str]) -> Iterator[str]:
    """Give the texts that are written where an error is made, or a line is told."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in tellers:
            arguments = [*node.args, *(word.value for word in node.keywords)]
            yield from (text for argument in arguments for text in texts(argument))


def texts(node: ast.AST) -> Iterator[str]:
    """Give the texts that an expression may be, or is made of; not the values of a sentence."""
    if isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str):
        yield ast.unparse(node)
    elif isinstance(node, ast.Call):
        made = isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Constant)
        yield from [ast.unparse(node)] if made else []  # " and ".join(…), "{}".format(…)
    elif isinstance(node, ast.IfExp | ast.BoolOp | ast.BinOp | ast.List | ast.Tuple):
        yield from (text for part in ast.iter_child_nodes(node) for text in texts(part))


def test_no_error_and_no_line_has_words_of_its_own() -> None:
    tellers = {*errors(), *TELLERS}
    found = [
        f"{path.relative_to(PACKAGE)}: {text}"
        for path, tree in sources()
        if path.parent.name != "words"
        for text in worded(tree, tellers)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'UsageError("no such thing")',
        'UsageError(f"no {thing}", asking.WHAT_TO_DO())',
        'UsageError(asking.NO_SUCH_THING(), "leave it out")',
        'UsageError(asking.NO_SUCH_THING(), near or f"there are {names}")',
        'UsageError(asking.NO_SUCH_THING(), hint if hint else "leave it out")',
        'raise errors.DamagedError("damaged: " + why)',
        'warn("removed " + name)',
        'watch.say(f"getting {name}")',
        'OutputError("; ".join(reasons))',
    ],
)
def test_words_beside_the_catalogue_are_found(code: str) -> None:
    assert list(worded(ast.parse(code), {*errors(), *TELLERS}))


def test_values_are_no_words() -> None:
    code = 'NotHereError(holding.NOT_HERE(name="ged", command=f"mali-cli fetch {name}"), hint)'
    assert list(worded(ast.parse(code), errors())) == []


def test_an_error_carries_the_command_that_its_hint_says() -> None:
    message = Message("{name} is not here", "get it with {command}")
    error = NotHereError(message(name="ged", command="mali-cli fetch ged"))
    assert (error.hint, error.command) == ("get it with mali-cli fetch ged", "mali-cli fetch ged")
    assert UsageError(message(name="ged", command="x"), Message("use another")()).command is None
    assert UsageError(Message("no such thing")()).hint is None


def test_an_error_inside_another_keeps_its_hint_and_command() -> None:
    inner = NotHereError(Message("{name} is not here", "get it: {command}")(name="a", command="b"))
    outer = NotHereError(
        Message("nothing can answer ({problem})")(problem=inner.said), inner.advice
    )
    assert outer.message == "nothing can answer (a is not here)"
    assert (outer.hint, outer.command) == ("get it: b", "b")
