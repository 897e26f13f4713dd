"""Print the page of all sentences: those of mali_cli/words, with what the sources say of their use.

python docs/messages.py
"""

from __future__ import annotations

import ast
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import mali_cli
from mali_cli.model.errors import Exit, MaliCliError
from mali_cli.words.message import Message

PACKAGE = Path(mali_cli.__file__).parent
HEAD = """# Messages

Every sentence that `mali-cli` says beside its figures: errors and what to do about them, notes, and
what it tells while it works. They are written in one place, `mali_cli/words/`, from which
`python docs/regenerate.py` makes this page. A name in braces stands for a value. The number of an
error is its [exit code](exit-codes.md); a warning changes the meaning of a number, and is shown
with `-q` too. What has no use beside it stands in other sentences, in a table, or where there are
no rows.
"""
_PLACE = re.compile(r"{(\w+)(?:[^{}\w]((?:[^{}]|{\w+})*))?}")


def page() -> str:
    """Return the page: a table a topic."""
    used, parts = uses(), [HEAD]
    for topic, (about, sentences) in catalogue().items():
        parts += [f"## {about}\n", "| sentence | what to do | use |", "|---|---|---|"]
        for name, message in sentences:
            use = _note(message) or ", ".join(sorted(used[f"{topic}.{name}"]))
            parts.append(f"| {_cell(message.text)} | {_cell(message.hint)} | {use} |")
        parts.append("")
    return "\n".join(parts)


def catalogue() -> dict[str, tuple[str, list[tuple[str, Message]]]]:
    """Return what each topic is about, and its sentences with their names, in their order."""
    found = {}
    for path in sorted((PACKAGE / "words").glob("*.py")):
        module = import_module(f"mali_cli.words.{path.stem}")
        if sentences := list(_sentences(vars(module))):
            about = (inspect.getdoc(module) or "").partition("\n")[0]
            found[path.stem] = about.rstrip("."), sentences
    return found


def _sentences(values: Mapping[str, object]) -> Iterator[tuple[str, Message]]:
    """Give the sentences of a module; those of a table have its name."""
    for name, value in values.items():
        several = value.values() if isinstance(value, dict) else [value]
        yield from ((name, one) for one in several if isinstance(one, Message))


_Seen = frozenset[tuple[str, int]]


class _Scope(NamedTuple):
    """Where an expression stands, all sentences, and the functions that return one, by name."""

    inner: ast.AST
    module: ast.Module
    known: frozenset[str]
    makers: Mapping[str, tuple[ast.Module, ast.FunctionDef]]


def uses() -> Mapping[str, set[str]]:
    """Return what the sentences are raised or told as, by topic and name: "error 2", "hint"."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]
    every = catalogue().items()
    known = frozenset(f"{topic}.{name}" for topic, (_, all_) in every for name, _ in all_)
    codes, found = exit_codes(trees), defaultdict[str, set[str]](set)
    makers = {
        one.name: (tree, one)
        for tree in trees
        for one in _functions(tree)
        if one.returns and _says(one.returns)
    }
    for scope in (_Scope(one, tree, known, makers) for tree in trees for one in ast.walk(tree)):
        if isinstance(scope.inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for said, use in _said_in(scope, codes):
                for name in _sentences_in(said, scope):
                    found[name].add(use)
    return found


def _said_in(scope: _Scope, codes: Mapping[str, int]) -> Iterator[tuple[ast.expr, str]]:
    """Give what is raised and told in a function, and as what."""
    for call in (node for node in ast.walk(scope.inner) if isinstance(node, ast.Call)):
        called = ast.unparse(call.func)
        if called == "super().__init__" and isinstance(scope.inner, ast.ClassDef):
            called = scope.inner.name
        if called in codes:
            said, error = list(call.args), f"error {codes[called]}"
            if called.endswith("Error") and len(said) > 1:
                yield said.pop(), "hint"
            yield from ((one, error) for one in said)
            yield from ((one.value, "hint") for one in call.keywords if one.arg == "advice")
        elif called.rpartition(".")[2] in ("say", "warn"):
            yield from ((one, "told") for one in call.args)


def exit_codes(trees: list[ast.Module]) -> dict[str, int]:
    """Return the exit code of each class of errors, and of each function that makes one.

    A fault passes, or becomes an error of UCDP's; what is wrong in a table, one of usage.
    """
    found = {one.__name__: int(one.exit_code) for one in MaliCliError.__subclasses__()}
    nodes = [node for tree in trees for node in ast.walk(tree)]
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    for _ in classes:
        for one in classes:
            for base in map(ast.unparse, one.bases):
                found |= {one.name: found[base]} if base in found else {}
    made = {
        one.name: ast.unparse(one.returns)
        for tree in trees
        for one in _functions(tree)
        if one.returns
    }
    found |= {name: found[error] for name, error in made.items() if error in found}
    return found | {"Fault": int(Exit.UCDP), "TableError": int(Exit.USAGE)}


def _sentences_in(node: ast.AST, scope: _Scope, seen: _Seen = frozenset()) -> set[str]:
    """Return the sentences that an expression may be; not those that are values of another one."""
    if isinstance(node, ast.Attribute):
        return {ast.unparse(node)} & scope.known
    if isinstance(node, ast.Call) and ast.unparse(node.func) != "next":
        return _sentences_in(node.func, scope, seen)
    if isinstance(node, ast.Name):
        asked = (node.id, id(scope.inner))
        given = [] if asked in seen else list(_bindings(node.id, scope))
        seen |= {asked}
        return {name for one, at in given for name in _sentences_in(one, at, seen)}
    return {
        name for part in ast.iter_child_nodes(node) for name in _sentences_in(part, scope, seen)
    }


def _bindings(name: str, scope: _Scope) -> Iterator[tuple[ast.AST, _Scope]]:
    """Give what a name may be: a variable, a table of the module, what a function returns."""
    for node in ast.walk(scope.inner):
        if isinstance(node, ast.For | ast.comprehension) and _names([node.target], name):
            yield node.iter, scope
        if isinstance(node, ast.NamedExpr) and _names([node.target], name):
            yield node.value, scope
        if isinstance(node, ast.Assign) and _names(node.targets, name):
            yield node.value, scope
    for node in scope.module.body:
        if isinstance(node, ast.Assign) and _names(node.targets, name):
            yield node.value, scope._replace(inner=scope.module)
        if isinstance(node, ast.AnnAssign) and _names([node.target], name) and node.value:
            yield node.value, scope._replace(inner=scope.module)
    if name in scope.makers:
        module, maker = scope.makers[name]
        within = scope._replace(inner=maker, module=module)
        yield from ((one, within) for one in ast.walk(maker) if isinstance(one, ast.Return))


def _names(targets: Sequence[ast.AST], name: str) -> bool:
    nodes = (node for target in targets for node in ast.walk(target))
    return any(isinstance(node, ast.Name) and node.id == name for node in nodes)


def _says(returned: ast.AST) -> bool:
    """Return whether a function returns a sentence, with its values or without."""
    return bool({"Said", "Message"} & set(re.findall(r"\w+", ast.unparse(returned))))


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Give the functions that say what they return."""
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    yield from (node for node in nodes if node.returns)


def _note(message: Message) -> str:
    if not message.kind:
        return ""
    return f"{'warning' if message.warning else 'note'} `{message.kind}`"


def _cell(text: str) -> str:
    plain = _PLACE.sub(_place, text).replace("{{", "{").replace("}}", "}")
    return plain.replace("|", "\\|").replace("<", "&lt;")


def _place(match: re.Match[str]) -> str:
    """Show a place: with its noun, where it has one; the word alone that depends on a number."""
    name, spec = match[1], match[2] or ""
    one, _, several = spec[1:].partition("/")
    if spec.startswith("?"):
        return several
    return f"{{{name}}} {several or one + 's'}" if spec.startswith("#") else f"{{{name}}}"


if __name__ == "__main__":
    print(page(), end="")
