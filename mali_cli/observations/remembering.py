"""What questions that are put together share: each of it is found out once.

A check puts some hundred questions, and most of them to the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
MANY = 50
"""Claims from which on a stored set is read whole, and once; a few are read for themselves, in
less time and memory."""
_MANY = "many questions are put"
_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found", default=None)


@contextmanager
def remembering(*, claims: int = 0) -> Iterator[None]:
    """Find out each thing once inside; of a block in another one the outer one counts."""
    token = _found.set({_MANY: claims >= MANY}) if _found.get() is None else None
    try:
        yield
    finally:
        if token:
            _found.reset(token)


def once(key: Hashable, find: Callable[[], T]) -> T:
    """Return what is found, inside `remembering` from what was found before under the same key."""
    found = _found.get()
    if found is None:
        return find()
    if key not in found:
        found[key] = find()
    value: T = found[key]
    return value


def asks_many() -> bool:
    """Return whether so many questions are put together that a stored set is read whole."""
    return bool((_found.get() or {}).get(_MANY))


def forget() -> None:
    """Forget all of it, as something has changed meanwhile."""
    found = _found.get()
    if found is not None:
        many = found[_MANY]
        found.clear()
        found[_MANY] = many
