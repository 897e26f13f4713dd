"""Classes that hold values and never change, and cost almost nothing to declare.

`dataclass(frozen=True)` writes and compiles six methods for each class, about 0.4 ms, at every
start; the commands load some 40 such classes. Here all classes share the methods. `replace`,
`fields`, `field(...)` and `__post_init__` of dataclasses work as they do there.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with the methods that all such classes share."""
    made = dataclass(init=False, repr=False, eq=False)(cls)
    for name, method in METHODS.items():
        if name not in vars(cls):
            setattr(made, name, method)
    return made


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen_by_name(cls: type[T]) -> type[T]:
    """Do the same for a class whose values are given by their names only."""
    return frozen(cls)


def _init(self: Any, *given: Any, **named: Any) -> None:
    declared = self.__dataclass_fields__
    values = dict(zip(declared, given, strict=False))
    values.update(named)
    missing = [one for name, one in declared.items() if name not in values]
    twice = len(values) < len(given) + len(named)
    if twice or len(values) + len(missing) > len(declared):
        raise TypeError(f"{type(self).__name__} takes {', '.join(declared)}")
    for one in missing:
        values[one.name] = _default(self, one)
    vars(self).update(values)
    if after := getattr(self, "__post_init__", None):
        after()


def _default(self: Any, one: Any) -> Any:
    if one.default is not MISSING:
        return one.default
    if one.default_factory is MISSING:
        raise TypeError(f"{type(self).__name__} needs {one.name}")
    return one.default_factory()


def _compared(self: Any) -> tuple[Any, ...]:
    held = vars(self)
    return tuple(held[one.name] for one in fields(self) if one.compare)


def _repr(self: Any) -> str:
    held = ", ".join(f"{one.name}={vars(self)[one.name]!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({held})"


def _equal(self: Any, other: object) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return _compared(self) == _compared(other)


def _hash(self: Any) -> int:
    held = vars(self)
    counts = [one for one in fields(self) if (one.compare if one.hash is None else one.hash)]
    return hash(tuple(held[one.name] for one in counts))


def _refuse(_self: Any, name: str, _to: object = None) -> NoReturn:
    raise FrozenInstanceError(f"{name} cannot be changed")


class _Signature:
    """The signature of a class, made when somebody asks for it."""

    def __get__(self, _one: object, kind: type) -> Any:
        from inspect import Parameter, Signature

        declared = [one for one in fields(kind) if one.init]
        return Signature(
            [
                Parameter(
                    one.name,
                    Parameter.KEYWORD_ONLY if one.kw_only else Parameter.POSITIONAL_OR_KEYWORD,
                    default=Parameter.empty if _needed(one) else one.default,
                    annotation=one.type,
                )
                for one in declared
            ]
        )


def _needed(one: Any) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


METHODS = {
    "__signature__": _Signature(),
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _equal,
    "__hash__": _hash,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
