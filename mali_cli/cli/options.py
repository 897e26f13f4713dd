"""How commands share options: declared once, and given to a command by one helper.

A command takes a parameter of a class of options, and gets an instance; on the command line its
fields are options. `with_options` does that: it puts the fields into the signature that Typer
reads, and collects them again into instances when the command runs.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, asdict, dataclass, fields
from functools import wraps
from typing import Any, get_type_hints

import typer

PHASES, DATA, COUNTED, OUTPUT = "Phases", "Data", "Counting", "Output"
EVENTS = "Event data"
Words = list[str]


@dataclass(frozen=True)
class Options:
    """Base of the classes of options; each is a frozen dataclass."""


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
        collected = {
            name: kind(**{item.name: values.pop(item.name) for item in fields(kind)})
            for name, kind in groups.items()
        }
        command(**collected, **values)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {}
    return run


def _parameters(kind: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            item.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=_default(item),
            annotation=hints[item.name],
        )
        for item in fields(kind)
    ]


def _default(item: Field[Any]) -> Any:
    return item.default if item.default_factory is MISSING else item.default_factory()
