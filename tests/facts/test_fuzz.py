"""Files that users write in TOML: random damage and random content end in an error, never a bug."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mali_cli
from mali_cli.answers.check import claim_files
from mali_cli.facts import timelines
from mali_cli.model.errors import UsageError

DATA = Path(mali_cli.__file__).parent / "facts" / "data"
READERS: dict[str, Callable[[str], object]] = {
    "timelines": lambda text: timelines.parse(text, "file.toml"),
    "claims": lambda text: claim_files.parse(text, "file.toml"),
}
WORDS = (
    "to from statement id type country expected query claimed remark release relation each against "
    "year title equals author not_testable trend among actor worst spans ratio under tolerance "
    "side shown rank place phase over measure mean dataset change name start end source note x"
)
KEYS = st.sampled_from(WORDS.split())
LEAVES = st.one_of(
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.sampled_from(["Mali", "2013-07-01", "MINUSMA", "one-sided", "1,029", "[red]", "\x1b[2J"]),
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)


def toml(value: object) -> str:
    """Write a value as TOML writes it inline."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(text: str) -> str:
    """Write a text with everything escaped that TOML wants escaped."""
    return (
        '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08x}" for c in text) + '"'
    )


def survives(kind: str, text: str) -> None:
    """Read a file; the only way to fail is an error for the user."""
    with suppress(UsageError):
        READERS[kind](text)


@pytest.mark.parametrize("kind", READERS)
@given(data=st.data())
def test_damaged_files(kind: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted((DATA / kind).glob("*.toml"))))
    text = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 30))
        text = text[:at] + data.draw(st.text(max_size=4)) + text[at + gone :]
    survives(kind, text)


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=settings().max_examples * 2)
@given(tables=st.dictionaries(KEYS, VALUES, max_size=5))
def test_any_content(kind: str, tables: dict[str, object]) -> None:
    survives(kind, "\n".join(f"{quoted(key)} = {toml(value)}" for key, value in tables.items()))


@pytest.mark.parametrize("kind", READERS)
@given(entries=st.lists(st.dictionaries(KEYS, VALUES, max_size=6), min_size=1, max_size=3))
def test_any_entries(kind: str, entries: list[dict[str, object]]) -> None:
    header = "[[phase]]" if kind == "timelines" else "[[claim]]"
    tables = [
        "\n".join([header, *(f"{quoted(key)} = {toml(value)}" for key, value in entry.items())])
        for entry in entries
    ]
    survives(kind, "\n".join(tables))
