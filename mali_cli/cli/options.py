"""How commands share options: declared once, and given to a command by one helper.

A command takes a parameter of a class of options, and gets an instance; on the command line its
fields are options. `with_options` does that: it puts the fields into the signature that Typer
reads, and collects them again into instances when the command runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, ClassVar, get_type_hints

import typer

from ..model.replay import Part

PHASES, DATA, COUNTED, OUTPUT = "Phases", "Data", "Counting", "Output"
EVENTS = "Event data"
Words = list[str]
NOTHING: Words = []
"""The default of an option that may be repeated."""


class Options:
    """Base of the classes of options: an option for each attribute that is declared as one."""

    _known: ClassVar[dict[str, Any]]

    def __init__(self, **values: Any) -> None:
        vars(self).update(values)

    @classmethod
    def options(cls) -> dict[str, Any]:
        """Return the options by the names of their attributes, the inherited ones first."""
        if "_known" not in vars(cls):
            hints = get_type_hints(cls, include_extras=True)
            cls._known = {name: hint for name, hint in hints.items() if _is_annotated(hint)}
        return cls._known

    def told(self, typed: tuple[Part, ...]) -> Options:  # noqa: ARG002
        """Return the options once it is known what was typed for the command."""
        return self


def option(*names: str, help: str, panel: str, **more: Any) -> Any:
    """Declare an option in a section of the help; the help itself says the default."""
    return typer.Option(*names, help=help, rich_help_panel=panel, show_default=False, **more)


def asked(options: Options) -> dict[str, Any]:
    """Return the values of an options class as arguments of a question."""
    return {name: getattr(options, name) for name in options.options()}


def with_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of each options class among its parameters."""
    hints = get_type_hints(command, include_extras=True)
    parameters, groups = [], {}
    for parameter in inspect.signature(command).parameters.values():
        kind = hints[parameter.name]
        if isinstance(kind, type) and issubclass(kind, Options):
            groups[parameter.name] = kind
            parameters += _parameters(kind)
        else:
            keyword = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(kind=keyword, annotation=kind))

    @wraps(command)
    def run(**values: Any) -> None:
        typed = typed_parts(parameters, values)
        collected = {name: _collected(kind, values).told(typed) for name, kind in groups.items()}
        command(**collected, **values)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def _collected(kind: type[Options], values: dict[str, Any]) -> Any:
    return kind(**{name: values.pop(name) for name in kind.options()})


def typed_parts(
    parameters: Iterable[inspect.Parameter], values: Mapping[str, Any]
) -> tuple[Part, ...]:
    """Return the parts of a command line that give these values; defaults need none."""
    parts: list[Part] = []
    for parameter in parameters:
        declared = next(iter(getattr(parameter.annotation, "__metadata__", ())), None)
        value = values.get(parameter.name)
        if declared is None or value is None or value is False or value == parameter.default:
            continue
        names = _names_of(declared)
        several = value if isinstance(value, (list, tuple)) else [value]
        texts = [None if one is True else str(one) for one in several]
        parts += [Part(parameter.name, _typed_as(names, text), text) for text in texts]
    return tuple(parts)


def _names_of(declared: Any) -> list[str]:
    """Return the names of an option; Typer takes the first of them for a default at first."""
    words = (declared.default, *(declared.param_decls or ()))
    return [word for word in words if isinstance(word, str) and word.startswith("-")]


def _typed_as(names: Sequence[str], value: str | None) -> str:
    """Return the name to type: the short one, but where the value looks like an option."""
    if value and value.startswith("-"):
        names = [name for name in names if name.startswith("--")] or names
    return next(iter(names), "")


def _is_annotated(hint: Any) -> bool:
    return hasattr(hint, "__metadata__")


def _parameters(kind: type[Options]) -> list[inspect.Parameter]:
    keyword = inspect.Parameter.KEYWORD_ONLY
    return [
        inspect.Parameter(name, keyword, default=getattr(kind, name), annotation=hint)
        for name, hint in kind.options().items()
    ]
