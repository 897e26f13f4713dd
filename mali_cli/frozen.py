"""Classes that hold values and never change, and cost almost nothing to declare.

`dataclass(frozen=True)` writes and compiles six methods for each class, about 0.4 ms, at every
start; the commands load some 40 such classes. Here all classes share the methods. `replace`,
`fields`, `field(...)` and `__post_init__` of dataclasses work as they do there.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, NamedTuple, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


class _Known(NamedTuple):
    """What is asked of the fields of a class again and again.

    Attributes:
        defaults: by name the values that are there where none is given.
        compared: the names of the fields by which two are equal.
        hashed: those that count for the hash.
    """

    defaults: dict[str, Any]
    compared: tuple[str, ...]
    hashed: tuple[str, ...]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class a frozen dataclass with the methods that all such classes share."""
    made = dataclass(init=False, repr=False, eq=False)(cls)
    for name, method in METHODS.items():
        if name not in vars(cls):
            setattr(made, name, method)
    every = fields(made)  # type: ignore[arg-type]
    made._known = _Known(  # type: ignore[attr-defined]
        {one.name: one.default for one in every if one.default is not MISSING},
        tuple(one.name for one in every if one.compare),
        tuple(one.name for one in every if (one.compare if one.hash is None else one.hash)),
    )
    return made


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen_by_name(cls: type[T]) -> type[T]:
    """Do the same for a class whose values are given by their names only."""
    return frozen(cls)


def _init(self: Any, *given: Any, **named: Any) -> None:
    declared = self.__dataclass_fields__
    told = dict(zip(declared, given, strict=False))
    told.update(named)
    values = self._known.defaults | told
    if values.keys() != declared.keys():
        values |= {name: _made(self, one) for name, one in declared.items() if name not in values}
    if len(values) > len(declared) or len(told) < len(given) + len(named):
        raise TypeError(f"{type(self).__name__} takes {', '.join(declared)}")
    vars(self).update(values)
    if after := getattr(self, "__post_init__", None):
        after()


def _made(self: Any, one: Any) -> Any:
    if one.default_factory is MISSING:
        raise TypeError(f"{type(self).__name__} needs {one.name}")
    return one.default_factory()


def _repr(self: Any) -> str:
    held = ", ".join(f"{one.name}={vars(self)[one.name]!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({held})"


def _equal(self: Any, other: Any) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    mine, its, names = vars(self), vars(other), self._known.compared
    return [mine[name] for name in names] == [its[name] for name in names]


def _hash(self: Any) -> int:
    held = vars(self)
    return hash(tuple([held[name] for name in self._known.hashed]))


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
