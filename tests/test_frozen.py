"""Frozen classes behave as frozen dataclasses do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import Any

import pytest

from mali_cli.frozen import frozen, frozen_by_name


def declared(make: Callable[[type], type]) -> Any:
    class Two:
        a: int
        b: tuple[int, ...] = ()
        c: dict[str, int] = field(default_factory=dict, compare=False)
        d: dict[str, int] = field(default_factory=dict, hash=False)

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError(self.a)

    return make(Two)


MAKERS = [frozen, dataclass(frozen=True)]


@pytest.mark.parametrize("make", MAKERS)
def test_what_a_frozen_dataclass_does(make: Callable[[type], type]) -> None:
    two = declared(make)
    one = two(1, b=(2,))
    assert (one.a, one.b, one.c) == (1, (2,), {})
    assert one == two(1, (2,), {"x": 3})
    assert one != two(2, (2,))
    assert one != (1, (2,))
    assert hash(one) == hash(two(1, (2,), {"x": 3}))
    assert len({one, two(1, (2,)), two(3)}) == 2
    assert replace(one, a=5) == two(5, (2,))
    assert repr(one).endswith("Two(a=1, b=(2,), c={}, d={})")
    assert asdict(one) == {"a": 1, "b": (2,), "c": {}, "d": {}}
    assert [item.name for item in fields(two)] == ["a", "b", "c", "d"]
    assert two(1).c is not two(1).c


@pytest.mark.parametrize("make", MAKERS)
def test_what_a_frozen_dataclass_refuses(make: Callable[[type], type]) -> None:
    two = declared(make)
    for given, named in [((), {}), ((1, 2, 3, 4, 5), {}), ((1,), {"a": 2}), ((1,), {"e": 2})]:
        with pytest.raises(TypeError):
            two(*given, **named)
    with pytest.raises(ValueError, match="-1"):
        two(-1)
    with pytest.raises(FrozenInstanceError):
        two(1).a = 2
    with pytest.raises(FrozenInstanceError):
        del two(1).a


def test_values_by_name_follow_those_with_a_default() -> None:
    @frozen_by_name
    class Base:
        a: int = 1

    @frozen_by_name
    class More(Base):
        b: int

    assert (More(b=2).a, More(b=2).b) == (1, 2)
