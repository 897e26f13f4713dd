"""How commands share options: declared once, and given to a command by one helper.

A command takes a parameter of a class of options, and gets an instance; on the command line its
fields are options. `with_options` does that: it puts the fields into the signature that Typer
reads, and collects them again into instances when the command runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, asdict, dataclass, fields
from functools import wraps
from typing import Any, get_type_hints

import typer

from ..model.replay import Part

PHASES, DATA, COUNTED, OUTPUT = "Phases", "Data", "Counting", "Output"
EVENTS = "Event data"
NO_OPTION = "no option"
"""Marks a field of a class of options that is none, in its metadata."""
Words = list[str]


@dataclass(frozen=True)
class Options:
    """Base of the classes of options; each is a frozen dataclass."""

    def told(self, typed: tuple[Part, ...]) -> Options:  # noqa: ARG002
        """Return the options once it is known what was typed for the command."""
        return self


def option(*names: str, help: str, panel: str, **more: Any) -> Any:
    """Declare an option in a section of the help; the help itself says the default."""
    return typer.Option(*names, help=help, rich_help_panel=panel, show_default=False, **more)


def asked(options: Any) -> dict[str, Any]:
    """Return the fields of an options class as arguments of a question."""
    return asdict(options)


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


def _collected(kind: type[Any], values: dict[str, Any]) -> Any:
    return kind(**{item.name: values.pop(item.name) for item in options_of(kind)})


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


def options_of(kind: type[Any]) -> list[Field[Any]]:
    """Return the fields of a class that are options on the command line."""
    return [item for item in fields(kind) if not item.metadata.get(NO_OPTION)]


def _parameters(kind: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_default(item),
            annotation=hints[item.name],
        )
        for item in options_of(kind)
    ]


def _default(item: Field[Any]) -> Any:
    return item.default if item.default_factory is MISSING else item.default_factory()
