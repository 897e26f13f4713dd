"""The registry of formats: what is chosen, and what a declaration is enough for."""

from __future__ import annotations

from importlib import import_module
from importlib.util import resolve_name

import pytest

from mali_cli.cli import looks
from mali_cli.model.errors import UsageError
from mali_cli.output.formats import FORMATS, PICTURE, ROWS, Format, choose, known

LOOKS = (looks.RowsLook, looks.MapLook, looks.ChartLook, looks.ReportLook, looks.CiteLook)


@pytest.mark.parametrize(
    ("named", "path", "chosen"),
    [
        (None, None, "table"),
        (None, "-", "table"),
        (None, "a.csv", "csv"),
        (None, "a.b.JSON", "json"),
        (None, "folder.d/a", "table"),
        ("JSON", "a.csv", "json"),
        ("ndjson", None, "ndjson"),
    ],
)
def test_which_format(named: str | None, path: str | None, chosen: str) -> None:
    assert choose(named, path).name == chosen


def test_an_unknown_format_lists_those_there_are() -> None:
    with pytest.raises(UsageError) as raised:
        choose("qqqqqq", None)
    assert raised.value.hint is not None
    assert "parquet" in raised.value.hint


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: f"{one.name} of {one.of}")
def test_every_writer_is_there(one: Format) -> None:
    module, _, name = one.writer.partition(":")
    assert callable(getattr(import_module(resolve_name(module, "mali_cli.output")), name))


@pytest.mark.parametrize("look", LOOKS)
def test_names_and_suffixes_tell_one_format(look: type[looks.PageLook]) -> None:
    """Only text, of works to cite, takes the suffix of another; html of drawings is the figure."""
    formats = known(*look.of)
    drawn = {"html"} if {ROWS, PICTURE} <= set(look.of) else set()
    assert len(formats) == sum(one.of in look.of for one in FORMATS) - len(drawn)
    assert all(formats[name].of == PICTURE for name in drawn)
    for name, one in formats.items():
        assert choose(name, None, look.of, look.usual) is one
        for suffix in one.suffixes:
            found = choose(None, f"a{suffix}", look.of, look.usual)
            assert found is one or (name, found.name) == ("table", "text")
